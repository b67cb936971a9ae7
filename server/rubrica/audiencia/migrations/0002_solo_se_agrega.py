"""What was said, shown, decided and signed is only added to, and only while it may be."""

from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

ASUNTO = "id, sesion_id, registro, folio, funcionario_id, de_estatus, de_situacion, de_inconsistencia"
SESION = "id, proceso, clase, numero, requisitos_id, creada_en, creada_por"

# ET 10.8: a review changes nothing. ET 11.4: what is decided, is in a session that is open.
ACTUACION = """
CREATE FUNCTION audiencia_actuacion_procede() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s record;
BEGIN
  SELECT x.estado, x.clase INTO s FROM audiencia_sesion x
    JOIN audiencia_asunto a ON a.sesion_id = x.id WHERE a.id = NEW.asunto_id;
  IF s.estado <> 'abierta' OR (s.clase = 'revision' AND cardinality(NEW.cambios) > 0) THEN
    RAISE EXCEPTION 'la actuación no procede en esa sesión' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
# ET 11.5: no hearing ends with a record that nobody decided on.
CONCLUSION = """
CREATE FUNCTION audiencia_sesion_concluye() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.clase = 'audiencia' AND NEW.estado = 'concluida' AND OLD.estado <> 'concluida' AND EXISTS (
    SELECT 1 FROM audiencia_asunto a WHERE a.sesion_id = NEW.id
      AND NOT EXISTS (SELECT 1 FROM audiencia_actuacion d WHERE d.asunto_id = a.id)) THEN
    RAISE EXCEPTION 'quedan registros sin decisión' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audiencia", "0001_initial"), ("bitacora", "0002_solo_se_agrega")]

    operations = [
        *(
            solo_se_agrega(f"audiencia_{tabla}")
            for tabla in (
                "requisitos", "actodesesion", "propuesta", "funcionario", "adjunto", "actuacion",
                "relato", "documento", "firma", "resolucion",
            )
        ),
        solo_se_agrega("audiencia_sesion", f"UPDATE OF {SESION} OR DELETE"),
        solo_se_agrega("audiencia_asunto", f"UPDATE OF {ASUNTO} OR DELETE"),
        solo_se_agrega(
            "audiencia_representante", "UPDATE OF id, sesion_id, numero, datos OR DELETE"
        ),
        migrations.RunSQL(
            [
                ACTUACION,
                "CREATE TRIGGER audiencia_actuacion_en_sesion BEFORE INSERT ON audiencia_actuacion"
                " FOR EACH ROW EXECUTE FUNCTION audiencia_actuacion_procede()",
                CONCLUSION,
                "CREATE TRIGGER audiencia_sesion_sin_pendientes BEFORE UPDATE OF estado ON"
                " audiencia_sesion FOR EACH ROW EXECUTE FUNCTION audiencia_sesion_concluye()",
            ],
            [
                "DROP TRIGGER audiencia_sesion_sin_pendientes ON audiencia_sesion",
                "DROP FUNCTION audiencia_sesion_concluye()",
                "DROP TRIGGER audiencia_actuacion_en_sesion ON audiencia_actuacion",
                "DROP FUNCTION audiencia_actuacion_procede()",
            ],
        ),
    ]
