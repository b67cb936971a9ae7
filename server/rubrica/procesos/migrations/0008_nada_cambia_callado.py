"""An open process changes only through a version that says what, who and why (ADR 0064)."""

from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

CONGELADOS = (
    "id, tipo, ambito, autoridad, entidad, inicio, denominacion, pregunta, promovente_nombre, "
    "clave_publica, politica_duplicados, situaciones_que_cuentan, firma_con_testigo, estado, "
    "abierto_en, abierto_por, aprobado_en, aprobado_por"
)
CON_VERSION = (
    "fin, aviso_integral, aviso_simplificado, vigencia_prorrogada_desde, manifiesto_ciudadano, "
    "manifiesto_ciudadano_version, responsiva, responsiva_version, cambios"
)


def fila(de: str, columnas: str) -> str:
    return "(" + ", ".join(f"{de}.{c.strip()}" for c in columnas.split(",")) + ")"


VIGILAR = f"""
CREATE FUNCTION procesos_vigilar_cambio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {fila("NEW", CONGELADOS)} IS DISTINCT FROM {fila("OLD", CONGELADOS)} THEN
    RAISE EXCEPTION 'un proceso abierto no cambia en eso' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.fin < OLD.fin THEN
    RAISE EXCEPTION 'un periodo abierto no se acorta' USING ERRCODE = 'restrict_violation';
  END IF;
  IF {fila("NEW", CON_VERSION)} IS DISTINCT FROM {fila("OLD", CON_VERSION)} AND NOT (
    NEW.cambios = OLD.cambios + 1 AND EXISTS (
      SELECT 1 FROM procesos_cambiodeproceso c
      WHERE c.proceso_id = NEW.id AND c.version = NEW.cambios
    )
  ) THEN
    RAISE EXCEPTION 'un cambio sin su version' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
"""
DISPARADOR = """
CREATE TRIGGER procesos_proceso_vigilado BEFORE UPDATE ON procesos_proceso
FOR EACH ROW WHEN (OLD.estado = 'abierto') EXECUTE FUNCTION procesos_vigilar_cambio()
"""


class Migration(migrations.Migration):
    dependencies = [("procesos", "0007_cambios"), ("bitacora", "0002_solo_se_agrega")]
    operations = [
        solo_se_agrega("procesos_cambiodeproceso"),
        migrations.RunSQL(
            [VIGILAR, DISPARADOR],
            [
                "DROP TRIGGER procesos_proceso_vigilado ON procesos_proceso",
                "DROP FUNCTION procesos_vigilar_cambio()",
            ],
        ),
    ]
