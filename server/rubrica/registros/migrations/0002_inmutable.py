from django.db import migrations

from rubrica.bitacora.inmutable import solo_se_agrega

DE_RECEPCION = (
    "id, folio, proceso, promovente, auxiliar, dispositivo, consecutivo, anterior,"
    " codigo_integridad, tamano, sobre, resumen, capturado_en, recibido_en, dia, recibo,"
    " regla, regla_motivo, sal, hoja, canonico, xid"
)


class Migration(migrations.Migration):
    dependencies = [("registros", "0001_initial"), ("bitacora", "0002_solo_se_agrega")]

    operations = [
        solo_se_agrega("registros_registro", f"UPDATE OF {DE_RECEPCION} OR DELETE"),
        solo_se_agrega("registros_movimiento"),
    ]
