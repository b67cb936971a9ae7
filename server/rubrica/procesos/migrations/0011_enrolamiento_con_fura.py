"""Whether enrolment waits for a signed FURA: said before the process opens, and kept (ET 3.6)."""

from django.db import migrations, models

FIJAR = """
CREATE TRIGGER procesos_proceso_fura_fijo BEFORE UPDATE OF enrolamiento_con_fura
ON procesos_proceso FOR EACH ROW WHEN (
  OLD.estado = 'abierto' AND NEW.enrolamiento_con_fura IS DISTINCT FROM OLD.enrolamiento_con_fura
) EXECUTE FUNCTION bitacora_rechazar()
"""


class Migration(migrations.Migration):
    dependencies = [("procesos", "0010_avisos_exigidos"), ("bitacora", "0002_solo_se_agrega")]
    operations = [
        migrations.AddField(
            model_name="proceso",
            name="enrolamiento_con_fura",
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(FIJAR, "DROP TRIGGER procesos_proceso_fura_fijo ON procesos_proceso"),
    ]
