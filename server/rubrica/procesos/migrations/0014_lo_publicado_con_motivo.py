"""What an open process publishes anew goes with a change, written before it, that says why.

Both are of one transaction, and so of one instant (ET 14.2).
"""

from django.db import migrations

FUNCION = """
CREATE FUNCTION procesos_publicado_con_motivo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT estado FROM procesos_proceso WHERE id = NEW.proceso_id) = 'abierto' AND NOT EXISTS (
    SELECT 1 FROM procesos_cambiodeproceso c
    WHERE c.proceso_id = NEW.proceso_id AND c.momento = NEW.publicado_en
  ) THEN
    RAISE EXCEPTION 'publicado_con_motivo: % cambia sin decir por que', NEW.proceso_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
TABLAS = ("procesos_avisodeprivacidad", "procesos_logotipo")


def _disparador(tabla: str) -> str:
    return (
        f"CREATE TRIGGER {tabla}_con_motivo BEFORE INSERT ON {tabla} "
        "FOR EACH ROW EXECUTE FUNCTION procesos_publicado_con_motivo()"
    )


class Migration(migrations.Migration):
    dependencies = [("procesos", "0013_llave_de_cualquier_tipo")]
    operations = [
        migrations.RunSQL(
            [FUNCION, *map(_disparador, TABLAS)],
            [
                *(f"DROP TRIGGER {tabla}_con_motivo ON {tabla}" for tabla in TABLAS),
                "DROP FUNCTION procesos_publicado_con_motivo()",
            ],
        )
    ]
