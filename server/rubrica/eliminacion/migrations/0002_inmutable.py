from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

PEDIDO = "id, proceso, acuerdo, solicitada_en, solicitada_por"


class Migration(migrations.Migration):
    dependencies = [
        ("eliminacion", "0001_initial"),
        ("bitacora", "0004_salvo_al_eliminar"),
    ]

    operations = [
        solo_se_agrega("eliminacion_eliminacion", f"UPDATE OF {PEDIDO} OR DELETE"),
        solo_se_agrega("eliminacion_atestacion"),
        solo_se_agrega("eliminacion_paso"),
    ]
