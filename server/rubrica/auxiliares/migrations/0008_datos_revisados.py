"""Nobody is registered whose data the promovente has not attested to have reviewed (ET 3.7).

Those who were before keep no such mark: it cannot be made up.
"""

from django.db import migrations, models

FUNCION = """
CREATE FUNCTION auxiliares_exigir_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'auxiliar_revisado: nadie revisó los datos de %-%', NEW.proceso, NEW.numero
    USING ERRCODE = 'check_violation';
END $$
"""
DISPARADOR = """
CREATE TRIGGER auxiliares_auxiliar_revisado BEFORE INSERT ON auxiliares_auxiliar
FOR EACH ROW WHEN (NEW.revisado_en IS NULL) EXECUTE FUNCTION auxiliares_exigir_revision()
"""


class Migration(migrations.Migration):
    dependencies = [("auxiliares", "0007_cuenta_por_tipo")]
    operations = [
        migrations.AddField(
            model_name="auxiliar", name="revisado_por", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="auxiliar", name="revisado_en", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="auxiliar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revisado_en__isnull", True), ("revisado_por__isnull", True)),
                    models.Q(("revisado_en__isnull", False), ("revisado_por__isnull", False)),
                    _connector="OR",
                ),
                name="auxiliar_revisado_por_alguien",
            ),
        ),
        migrations.RunSQL(
            [FUNCION, DISPARADOR],
            [
                "DROP TRIGGER auxiliares_auxiliar_revisado ON auxiliares_auxiliar",
                "DROP FUNCTION auxiliares_exigir_revision()",
            ],
        ),
    ]
