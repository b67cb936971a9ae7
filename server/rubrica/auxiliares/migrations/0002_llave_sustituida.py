"""The keys that a reset of the password replaced (ET 4.6), and what no service may do with them."""

import django.db.models.deletion
from django.db import migrations, models

from rubrica.bitacora.inmutable import solo_se_agrega

VIGILAR = """
CREATE FUNCTION auxiliares_vigilar_llave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM auxiliares_llavesustituida l WHERE l.kid = NEW.kid) THEN
    RAISE EXCEPTION 'una llave sustituida no vuelve a usarse (ET 4.6)'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.kid <> NEW.kid AND NOT EXISTS (
    SELECT 1 FROM auxiliares_llavesustituida l WHERE l.kid = OLD.kid AND l.dispositivo_id = OLD.id
  ) THEN
    RAISE EXCEPTION 'la llave anterior de un dispositivo no se pierde (ET 4.6)'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""
DISPARAR = (
    "CREATE TRIGGER auxiliares_llave_vigilada BEFORE INSERT OR UPDATE OF kid"
    " ON auxiliares_dispositivo FOR EACH ROW EXECUTE FUNCTION auxiliares_vigilar_llave()"
)


class Migration(migrations.Migration):
    dependencies = [("auxiliares", "0001_initial"), ("bitacora", "0002_solo_se_agrega")]

    operations = [
        migrations.CreateModel(
            name="LlaveSustituida",
            fields=[
                ("kid", models.CharField(max_length=43, primary_key=True, serialize=False)),
                ("jwk", models.JSONField()),
                ("hasta_consecutivo", models.PositiveIntegerField()),
                ("sustituida_en", models.DateTimeField()),
                (
                    "dispositivo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sustituidas",
                        to="auxiliares.dispositivo",
                    ),
                ),
            ],
        ),
        solo_se_agrega("auxiliares_llavesustituida"),
        migrations.RunSQL(
            [VIGILAR, DISPARAR],
            [
                "DROP TRIGGER auxiliares_llave_vigilada ON auxiliares_dispositivo",
                "DROP FUNCTION auxiliares_vigilar_llave()",
            ],
        ),
    ]
