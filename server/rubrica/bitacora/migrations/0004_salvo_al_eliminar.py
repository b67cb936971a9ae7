from django.db import migrations

# What only grows lets go of a process while it is eliminated (ET 13.9), and only to the functions
# that the owner of the table wrote for it: they run as the owner, and say which process it is.
SALVO_AL_ELIMINAR = """
CREATE OR REPLACE FUNCTION bitacora_rechazar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_LEVEL = 'ROW' AND coalesce(current_setting('rubrica.elimina', true), '') <> ''
     AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  RAISE EXCEPTION '% sobre % no procede: sólo se agrega', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""
COMO_ERA = """
CREATE OR REPLACE FUNCTION bitacora_rechazar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% sobre % no procede: sólo se agrega', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("bitacora", "0003_de_persona")]
    operations = [migrations.RunSQL(SALVO_AL_ELIMINAR, COMO_ERA)]
