"""Notices and logos are never rewritten, and no process leaves its draft without both notices.

An INSERT is judged at the commit (its notices come after the row they name); a change of estado,
at once.
"""

from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

FUNCION = """
CREATE FUNCTION procesos_exigir_avisos() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.estado <> 'borrador' AND (
    SELECT count(DISTINCT clase) FROM procesos_avisodeprivacidad WHERE proceso_id = NEW.id
  ) < 2 THEN
    RAISE EXCEPTION 'proceso_con_avisos: % no tiene los dos avisos de privacidad', NEW.id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$
"""
AL_INSERTAR = """
CREATE CONSTRAINT TRIGGER procesos_proceso_nace_con_avisos AFTER INSERT ON procesos_proceso
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION procesos_exigir_avisos()
"""
AL_AVANZAR = """
CREATE TRIGGER procesos_proceso_avanza_con_avisos AFTER UPDATE OF estado ON procesos_proceso
FOR EACH ROW WHEN (NEW.estado IS DISTINCT FROM OLD.estado)
EXECUTE FUNCTION procesos_exigir_avisos()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procesos", "0009_avisos_y_logotipo"),
        ("bitacora", "0002_solo_se_agrega"),
    ]
    operations = [
        solo_se_agrega("procesos_avisodeprivacidad"),
        solo_se_agrega("procesos_logotipo"),
        migrations.RunSQL(
            [FUNCION, AL_INSERTAR, AL_AVANZAR],
            [
                "DROP TRIGGER procesos_proceso_avanza_con_avisos ON procesos_proceso",
                "DROP TRIGGER procesos_proceso_nace_con_avisos ON procesos_proceso",
                "DROP FUNCTION procesos_exigir_avisos()",
            ],
        ),
    ]
