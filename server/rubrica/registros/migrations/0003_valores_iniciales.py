"""What recepción may not write has its first value from the database itself.

Its role inserts only the columns of reception (launch/grants.toml): nobody who holds it can write
a record that says it was opened, reviewed or counted.
"""

from django.db import migrations

INICIALES = {
    "estatus": "'RECIBIDO'", "municipio": "''", "situacion": "''", "causa": "''", "corte": "''",
    "cuenta": "false", "repite": "false", "espera": "''", "inciso": "''", "tomado_por": "''",
}  # fmt: skip


def _alter(que: str) -> str:
    return "ALTER TABLE registros_registro " + que


class Migration(migrations.Migration):
    dependencies = [("registros", "0002_inmutable")]

    operations = [
        migrations.RunSQL(
            _alter(", ".join(f"ALTER {c} SET DEFAULT {v}" for c, v in INICIALES.items())),
            _alter(", ".join(f"ALTER {c} DROP DEFAULT" for c in INICIALES)),
        )
    ]
