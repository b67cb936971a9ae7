"""Two more blind indexes: of the name with its day of birth, and of the root of the clave."""

from django.db import migrations

MAS = "ALTER TABLE padron_fila ADD COLUMN nombre bytea, ADD COLUMN raiz bytea"
MENOS = "ALTER TABLE padron_fila DROP COLUMN nombre, DROP COLUMN raiz"


class Migration(migrations.Migration):
    dependencies = [("padron", "0002_filas")]
    operations = [migrations.RunSQL(MAS, MENOS)]
