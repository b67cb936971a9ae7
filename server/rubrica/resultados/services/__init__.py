"""The acts of results. Each takes its `quien` (number of the account) and its `momento`.

`notificaciones`: what starts a clock. `cortes`: results frozen. `llaves`: the OPL's delivery key.
`entregas`: the information sealed to it.
"""

from rubrica.resultados.services.comunicados import comunicar, estado_del_silencio
from rubrica.resultados.services.cortes import congelar
from rubrica.resultados.services.entregas import (
    COLA,
    TAREA,
    acusar,
    anotar_descarga,
    disponer,
    preparar,
    solicitar_entrega,
)
from rubrica.resultados.services.llaves import confirmar_llave, ensayar_llave, registrar_llave
from rubrica.resultados.services.notificaciones import notificar, recibir

__all__ = [
    "COLA",
    "TAREA",
    "acusar",
    "anotar_descarga",
    "comunicar",
    "confirmar_llave",
    "congelar",
    "disponer",
    "ensayar_llave",
    "estado_del_silencio",
    "notificar",
    "preparar",
    "recibir",
    "registrar_llave",
    "solicitar_entrega",
]
