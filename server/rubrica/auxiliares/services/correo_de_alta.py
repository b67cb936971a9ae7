"""The e-mail of ET 3.3: with the alta, and again when the promovente asks for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.rules import DatosDeAuxiliar
from rubrica.auxiliares.services._comun import BajaImprocedente, asentar
from rubrica.avisos import queries as avisos
from rubrica.avisos.services import Carta, enviar
from rubrica.core.rechazos import rechazo

PLANTILLA = "alta_de_auxiliar"
REENVIOS, LAPSO = 3, timedelta(hours=1)  # so many in so long: a mailbox is not to be flooded


def enviar_alta(auxiliar: Auxiliar, datos: DatosDeAuxiliar, momento: datetime) -> None:
    """Send what a person needs to enter the app (ET 3.3)."""
    para, dicho, objeto = carta_de_alta(auxiliar, datos)
    enviar(
        plantilla=PLANTILLA, para=para, datos=dicho, objeto=objeto, proceso=auxiliar.proceso,
        momento=momento,
    )  # fmt: skip


@transaction.atomic
def reenviar_alta(*, proceso: str, numero: str, actor: str, momento: datetime) -> None:
    """Send it again to the same person: it did not arrive, or it was lost.

    Raises Auxiliar.DoesNotExist, BajaImprocedente, Rechazo `aviso-reciente`.
    """
    auxiliar = Auxiliar.objects.select_for_update().get(proceso=proceso, numero=numero)
    if auxiliar.baja_en:
        raise BajaImprocedente
    if avisos.desde(auxiliar.objeto, PLANTILLA, momento - LAPSO) >= REENVIOS:
        raise rechazo("aviso-reciente")
    enviar_alta(auxiliar, sellos.open_datos(proceso, numero, auxiliar.datos), momento)
    asentar("reenviar_alta", auxiliar, actor=actor, momento=momento)


def carta_de_alta(auxiliar: Auxiliar, datos: DatosDeAuxiliar) -> Carta:
    """Return the e-mail of ET 3.3."""
    dicho = {
        "nombre": datos.nombre_completo,
        "autenticacion": auxiliar.autenticacion,
        "proceso": auxiliar.proceso,
        "auxiliar": auxiliar.numero,
        "correo": datos.correo,
        "enlace": enrolment_link(auxiliar, datos.correo),
        "manual": f"{settings.URL_PUBLICA}/manuales/auxiliar/",
        "telefono": f"{settings.URL_PUBLICA}/telefono/",
    }
    return Carta(datos.correo, dicho, auxiliar.objeto)


def enrolment_link(auxiliar: Auxiliar, correo: str) -> str:
    """Return the link that fills the four data of ET 4.4 in the app.

    They travel after the `#`, which a browser never sends: no log of any server sees them.
    """
    cuatro = {
        "autenticacion": auxiliar.autenticacion,
        "proceso": auxiliar.proceso,
        "auxiliar": auxiliar.numero,
        "correo": correo,
    }
    return f"{settings.URL_PUBLICA}/app/#/alta?{urlencode(cuatro)}"
