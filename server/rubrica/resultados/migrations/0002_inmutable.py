from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

SOLICITADO = "id, corte_id, numero, llave_id, situaciones, solicitada_en, solicitada_por"


class Migration(migrations.Migration):
    dependencies = [("resultados", "0001_initial"), ("bitacora", "0002_solo_se_agrega")]

    operations = [
        solo_se_agrega("resultados_notificacion"),
        solo_se_agrega("resultados_recepcion"),
        solo_se_agrega("resultados_corte"),
        solo_se_agrega("resultados_llavedeentrega"),
        solo_se_agrega("resultados_confirmacion"),
        solo_se_agrega("resultados_entrega", f"UPDATE OF {SOLICITADO} OR DELETE"),
        solo_se_agrega("resultados_volumen"),
    ]
