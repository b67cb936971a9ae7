"""Who loaded and activated a cut, by number of account, as the bitácora now names everybody."""

from django.db import migrations

POR_NUMERO = """
UPDATE padron_corte c SET
  cargado_por = COALESCE(
    (SELECT 'cuenta:' || a.id FROM cuentas_cuenta a WHERE a.correo = c.cargado_por), c.cargado_por),
  activado_por = COALESCE(
    (SELECT 'cuenta:' || a.id FROM cuentas_cuenta a WHERE a.correo = c.activado_por), c.activado_por)
"""


class Migration(migrations.Migration):
    dependencies = [("padron", "0004_catalogos"), ("cuentas", "0001_initial")]
    operations = [migrations.RunSQL(POR_NUMERO, migrations.RunSQL.noop)]
