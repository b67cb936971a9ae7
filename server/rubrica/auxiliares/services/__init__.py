"""The acts on auxiliares and their devices. One function, one act, one asiento.

`personas`: who is registered and given up. `dispositivos`: the phones. `capturas`: the capture of
each enrolment. `anexos`: the signed FURA and the copy of the credential. `cuenta`: another e-mail.
"""

from rubrica.auxiliares.services._comun import (
    BajaImprocedente,
)
from rubrica.auxiliares.services.anexos import abrir_anexo, anotar_descarga, subir_anexo
from rubrica.auxiliares.services.capturas import (
    AltaRecibida,
    abrir_alta,
    recibir_alta,
)
from rubrica.auxiliares.services.correo_de_alta import enrolment_link, reenviar_alta
from rubrica.auxiliares.services.cuenta import SinCambio, cambiar_cuenta
from rubrica.auxiliares.services.dispositivos import (
    CodigoIncorrecto,
    FuraPendiente,
    Prueba,
    Solicitud,
    active,
    anotar_consecutivo,
    dar_de_baja_dispositivo,
    enrolar,
    key_is_known,
    minutes_of_code,
    pedir_codigo,
    probar,
    revocar_dispositivo,
)
from rubrica.auxiliares.services.personas import (
    CorreoEnUso,
    Revision,
    comunicar_baja,
    dar_de_alta,
    dar_de_alta_varios,
    dar_de_baja,
    lock_numbering,
)

__all__ = [
    "AltaRecibida",
    "BajaImprocedente",
    "CodigoIncorrecto",
    "CorreoEnUso",
    "FuraPendiente",
    "Prueba",
    "Revision",
    "SinCambio",
    "Solicitud",
    "abrir_alta",
    "abrir_anexo",
    "active",
    "anotar_consecutivo",
    "anotar_descarga",
    "cambiar_cuenta",
    "comunicar_baja",
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
    "probar",
    "recibir_alta",
    "reenviar_alta",
    "revocar_dispositivo",
    "subir_anexo",
]
