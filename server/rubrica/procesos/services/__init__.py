"""The acts on a process. Each takes its `quien` (number of the account) and its `momento`.

`registro`: from draft to open. `ensayo`: the delivery key, the custodians and their rehearsal.
`cambios`: what changes once it is open. `inhabiles`: the days on which its authority does not work.
`publicado`: the privacy notices and the logo.
"""

from rubrica.procesos.services.cambios import cambiar, renglones, vigentes
from rubrica.procesos.services.confirmacion import reenviar_confirmacion
from rubrica.procesos.services.ensayo import (
    ensayar,
    entregar_custodia,
    registrar_custodios,
    registrar_llave_de_entrega,
    responder,
    restituir,
)
from rubrica.procesos.services.inhabiles import declarar_inhabil, retirar_inhabil
from rubrica.procesos.services.publicado import publicar
from rubrica.procesos.services.registro import (
    abrir,
    aprobar,
    corregir,
    devolver,
    registrar,
    solicitar,
)

__all__ = [
    "abrir",
    "aprobar",
    "cambiar",
    "corregir",
    "declarar_inhabil",
    "devolver",
    "ensayar",
    "entregar_custodia",
    "publicar",
    "reenviar_confirmacion",
    "registrar",
    "registrar_custodios",
    "registrar_llave_de_entrega",
    "renglones",
    "responder",
    "restituir",
    "retirar_inhabil",
    "solicitar",
    "vigentes",
]
