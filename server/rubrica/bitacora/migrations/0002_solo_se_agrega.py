from django.db import migrations

from rubrica.bitacora.inmutable import crear_funcion, solo_se_agrega


class Migration(migrations.Migration):
    dependencies = [("bitacora", "0001_initial")]

    operations = [
        crear_funcion(),
        solo_se_agrega("bitacora_asiento"),
        solo_se_agrega("bitacora_sal", "UPDATE"),  # a process's salts are destroyed with it
        solo_se_agrega("bitacora_hoja"),
        solo_se_agrega("bitacora_puntodecontrol"),
    ]
