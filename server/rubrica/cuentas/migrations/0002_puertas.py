"""Row-level security: the portal's role reaches only the accounts of promoventes.

The owner of the tables (migrations, commands) is not held by it; a role that is neither mesa nor
worker gets what the portal gets, so a forgotten role sees too little, never too much.
"""

from django.db import migrations

CUENTAS = "rol = 'promovente' OR current_user IN ('rubrica_mesa', 'rubrica_worker')"
# The inner SELECT is held by the policy above: only assignments of accounts one may see.
ASIGNACIONES = "EXISTS (SELECT 1 FROM cuentas_cuenta c WHERE c.id = cuenta_id)"


def _policy(tabla: str, condicion: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {tabla} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY por_puerta ON {tabla} USING ({condicion}) WITH CHECK ({condicion});",
        f"DROP POLICY por_puerta ON {tabla}; ALTER TABLE {tabla} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [("cuentas", "0001_initial")]
    operations = [
        _policy("cuentas_cuenta", CUENTAS),
        _policy("cuentas_asignacion", ASIGNACIONES),
    ]
