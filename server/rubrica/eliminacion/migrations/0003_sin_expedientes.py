from django.db import migrations, models

TRIGGER = "eliminacion_eliminacion_sin_expedientes_inmutable"


class Migration(migrations.Migration):
    dependencies = [("eliminacion", "0002_inmutable")]

    operations = [
        migrations.AddField(
            "eliminacion",
            "sin_expedientes",
            models.CharField(blank=True, max_length=60, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(
            f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE OF sin_expedientes ON eliminacion_eliminacion "
            "FOR EACH ROW EXECUTE FUNCTION bitacora_rechazar()",
            f"DROP TRIGGER {TRIGGER} ON eliminacion_eliminacion",
        ),
    ]
