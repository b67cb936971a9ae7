"""A manifest that went out and a custody that was handed over are never rewritten."""

from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega


class Migration(migrations.Migration):
    dependencies = [("procesos", "0001_initial"), ("bitacora", "0002_solo_se_agrega")]
    operations = [
        solo_se_agrega("procesos_manifiesto"),
        solo_se_agrega("procesos_entregadecustodia"),
    ]
