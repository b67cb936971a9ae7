from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega


class Migration(migrations.Migration):
    dependencies = [("mesa", "0001_initial"), ("bitacora", "0002_solo_se_agrega")]

    operations = [solo_se_agrega("mesa_catalogo")]
