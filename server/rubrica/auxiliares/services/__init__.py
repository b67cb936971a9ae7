"""The acts on auxiliares and their devices. One function, one act, one asiento.

`personas`: who is registered and given up. `dispositivos`: the phones. `capturas`: the capture of
each enrolment.
"""

from rubrica.auxiliares.services._comun import (
    BajaImprocedente,
)
from rubrica.auxiliares.services.capturas import (
    AltaRecibida,
    abrir_alta,
    recibir_alta,
)
from rubrica.auxiliares.services.dispositivos import (
    CodigoIncorrecto,
    Prueba,
    Solicitud,
    active,
    anotar_consecutivo,
    dar_de_baja_dispositivo,
    enrolar,
    key_is_known,
    minutes_of_code,
    pedir_codigo,
    revocar_dispositivo,
    try_code,
)
from rubrica.auxiliares.services.personas import (
    CorreoEnUso,
    dar_de_alta,
    dar_de_alta_varios,
    dar_de_baja,
    enrolment_link,
    lock_numbering,
)

__all__ = [
    "AltaRecibida",
    "BajaImprocedente",
    "CodigoIncorrecto",
    "CorreoEnUso",
    "Prueba",
    "Solicitud",
    "abrir_alta",
    "active",
    "anotar_consecutivo",
    "dar_de_alta",
    "dar_de_alta_varios",
    "dar_de_baja",
    "dar_de_baja_dispositivo",
    "enrolar",
    "enrolment_link",
    "key_is_known",
    "lock_numbering",
    "minutes_of_code",
    "pedir_codigo",
    "recibir_alta",
    "revocar_dispositivo",
    "try_code",
]
