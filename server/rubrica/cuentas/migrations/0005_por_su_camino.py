"""What no service may skip: a password by a link, an active account by an approved Declaración.

The service of the officials cannot write a password. It writes the hash on a link that still
lives, and this trigger, which runs as the owner of the tables, carries it to the account.
"""

from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

ENLACE = """
CREATE FUNCTION cuentas_usar_enlace() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.usado_en IS NOT NULL OR OLD.sustituido_en IS NOT NULL
     OR NEW.usado_en >= OLD.vence_en OR NEW.clave = '' THEN
    RAISE EXCEPTION 'el enlace ya no sirve' USING ERRCODE = 'restrict_violation';
  END IF;
  UPDATE cuentas_cuenta SET password = NEW.clave
    WHERE id = OLD.cuenta_id AND rol <> 'promovente' AND etapa <> 'REVOCADA';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'la cuenta no admite enlace' USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.clave := '';
  RETURN NEW;
END $$;
CREATE TRIGGER cuentas_enlace_usado BEFORE UPDATE OF usado_en ON cuentas_enlace
  FOR EACH ROW WHEN (NEW.usado_en IS NOT NULL) EXECUTE FUNCTION cuentas_usar_enlace();
"""
SIN_ENLACE = """
DROP TRIGGER cuentas_enlace_usado ON cuentas_enlace;
DROP FUNCTION cuentas_usar_enlace();
"""
ACTIVA = """
CREATE FUNCTION cuentas_exigir_declaracion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF COALESCE((SELECT d.revision FROM cuentas_declaracion d WHERE d.cuenta_id = NEW.id
               ORDER BY d.subida_en DESC LIMIT 1), '') <> 'APROBADA' THEN
    RAISE EXCEPTION 'sin declaración aprobada no hay cuenta activa (ET 9.3)'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cuentas_cuenta_declarada BEFORE INSERT OR UPDATE OF etapa ON cuentas_cuenta
  FOR EACH ROW WHEN (NEW.etapa = 'ACTIVA') EXECUTE FUNCTION cuentas_exigir_declaracion();
"""
SIN_ACTIVA = """
DROP TRIGGER cuentas_cuenta_declarada ON cuentas_cuenta;
DROP FUNCTION cuentas_exigir_declaracion();
"""


class Migration(migrations.Migration):
    dependencies = [("cuentas", "0004_institucionales"), ("bitacora", "0002_solo_se_agrega")]
    operations = [
        migrations.RunSQL(ENLACE, SIN_ENLACE),
        migrations.RunSQL(ACTIVA, SIN_ACTIVA),
        solo_se_agrega("cuentas_solicitud"),
        solo_se_agrega("cuentas_revocacion"),
        solo_se_agrega(
            "cuentas_declaracion", "UPDATE OF cuenta_id, sellada, tipo, bytes, subida_en OR DELETE"
        ),
    ]
