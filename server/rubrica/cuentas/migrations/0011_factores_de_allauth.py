"""allauth keeps the second factors and the codes by e-mail: our tables for them go.

What the officials' service may not do to a factor, PostgreSQL refuses: it changes no secret, no
seed, no public key and no owner, and deletes passkeys alone, and none that is the last factor.
"""

from django.apps import apps
from django.db import migrations

# A service that does not load allauth.mfa still looks at this graph, to know that nothing is pending.
FACTORES = [("mfa", "0003_authenticator_type_uniq")] if apps.is_installed("allauth.mfa") else []
INTACTO = """
CREATE FUNCTION cuentas_factor_intacto() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE usos constant text[] := ARRAY['used_mask', 'paso', 'contador'];
BEGIN
  IF (NEW.id, NEW.user_id, NEW.type, NEW.created_at, NEW.data - usos)
     IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.type, OLD.created_at, OLD.data - usos) THEN
    RAISE EXCEPTION 'un segundo factor no se cambia' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cuentas_factor_intacto BEFORE UPDATE ON mfa_authenticator
  FOR EACH ROW EXECUTE FUNCTION cuentas_factor_intacto();
CREATE UNIQUE INDEX cuentas_llave_con_nombre ON mfa_authenticator (user_id, (data->>'name'))
  WHERE type = 'webauthn';
CREATE UNIQUE INDEX cuentas_llave_una_vez ON mfa_authenticator ((data->'credential'->>'id'))
  WHERE type = 'webauthn';
ALTER TABLE mfa_authenticator ENABLE ROW LEVEL SECURITY;
CREATE POLICY leer ON mfa_authenticator FOR SELECT USING (true);
CREATE POLICY agregar ON mfa_authenticator FOR INSERT WITH CHECK (true);
CREATE POLICY usar ON mfa_authenticator FOR UPDATE USING (true) WITH CHECK (true);
CREATE POLICY quitar_llaves ON mfa_authenticator FOR DELETE USING (
  type = 'webauthn' AND EXISTS (
    SELECT 1 FROM mfa_authenticator otro WHERE otro.user_id = mfa_authenticator.user_id
      AND otro.id <> mfa_authenticator.id AND otro.type <> 'recovery_codes'));
"""
SIN_INTACTO = """
DROP POLICY leer ON mfa_authenticator;
DROP POLICY agregar ON mfa_authenticator;
DROP POLICY usar ON mfa_authenticator;
DROP POLICY quitar_llaves ON mfa_authenticator;
ALTER TABLE mfa_authenticator DISABLE ROW LEVEL SECURITY;
DROP INDEX cuentas_llave_una_vez;
DROP INDEX cuentas_llave_con_nombre;
DROP TRIGGER cuentas_factor_intacto ON mfa_authenticator;
DROP FUNCTION cuentas_factor_intacto();
"""
QUITAR = """
CREATE OR REPLACE FUNCTION cuentas_quitar_factor() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM mfa_authenticator WHERE user_id = NEW.cuenta_id;
  RETURN NEW;
END $$;
"""
CAMBIAR = """
CREATE OR REPLACE FUNCTION cuentas_cambiar_acceso() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE cuentas_cuenta SET correo = NEW.correo_a, autenticacion = NEW.a
    WHERE id = NEW.cuenta_id AND rol = 'promovente'
      AND correo = NEW.correo_de AND autenticacion = NEW.de;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'la cuenta no admite otro acceso' USING ERRCODE = 'restrict_violation';
  END IF;
  DELETE FROM cuentas_identidad WHERE cuenta_id = NEW.cuenta_id;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [("cuentas", "0010_cambios_con_su_motivo"), *FACTORES]

    operations = [
        migrations.RunSQL(INTACTO, SIN_INTACTO),
        migrations.RunSQL(QUITAR, migrations.RunSQL.noop),
        migrations.RunSQL(CAMBIAR, migrations.RunSQL.noop),
        migrations.DeleteModel("CodigoDeEntrada"),
        migrations.DeleteModel("SegundoFactor"),
        migrations.DeleteModel("LlaveDeAcceso"),
        migrations.DeleteModel("CodigoDeRecuperacion"),
    ]
