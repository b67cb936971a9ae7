"""The first credential: a link to the institutional mailbox, that sets one password (ET 9.3).

The link is as long as a key and its hash is all that is kept. Whoever asks again kills the earlier.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from rubrica.avisos.services import enviar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos, vida
from rubrica.cuentas.models import Cuenta, Enlace
from rubrica.cuentas.rules import esta_vigente
from rubrica.cuentas.vida import Acto, Etapa

BYTES_DEL_ENLACE = 32


@transaction.atomic
def emitir(*, cuenta: Cuenta, momento: datetime) -> str:
    """A new link goes to the mailbox of the account, and no earlier one works; return it.

    Nobody but its reader is to have it: it is returned for who founds an installation.
    """
    anular(cuenta=cuenta, momento=momento)
    token = secrets.token_urlsafe(BYTES_DEL_ENLACE)
    enlace = Enlace.objects.create(
        cuenta=cuenta,
        resumen=_resumen(token),
        emitido_en=momento,
        vence_en=momento + vida.VIDA_DEL_ENLACE,
    )
    direccion = actos.direccion("credencial", token)
    enviar(
        plantilla="primera_credencial",
        para=cuenta.correo,
        datos={
            "nombre": cuenta.nombre,
            "cuenta": cuenta.correo,
            "enlace": direccion,
            "vence_en": enlace.vence_en.isoformat(),
            "portal": actos.direccion("entrar"),
        },
        proceso="",
        momento=momento,
    )
    return direccion


def anular(*, cuenta: Cuenta, momento: datetime) -> None:
    """No link of the account that was not used works any more."""
    Enlace.objects.filter(cuenta=cuenta, usado_en=None, sustituido_en=None).update(
        sustituido_en=momento
    )


@transaction.atomic
def reenviar(*, cuenta: Cuenta, quien: int, momento: datetime) -> None:
    """Another link goes to the same mailbox; the password stays until somebody uses it.

    Raises Rechazo `cuenta-improcedente` or `cuenta-propia`.
    """
    actos.exigir_otra_persona(cuenta, quien)
    cuenta = actos.bajo_candado(cuenta)
    actos.mover(cuenta, Acto.REENVIAR)
    emitir(cuenta=cuenta, momento=momento)
    actos.anotar(cuenta, Acto.REENVIAR, quien, momento)


def leer(*, token: str, momento: datetime) -> Enlace:
    """Return the link of that token, which still works.

    Raises Rechazo `enlace-desconocido`, `-usado`, `-sustituido` or `-vencido`.
    """
    enlace = Enlace.objects.select_related("cuenta").filter(resumen=_resumen(token)).first()
    if enlace is None:
        raise rechazo("enlace-desconocido")
    if enlace.usado_en is not None:
        raise rechazo("enlace-usado")
    if enlace.sustituido_en is not None or enlace.cuenta.etapa_ is Etapa.REVOCADA:
        raise rechazo("enlace-sustituido")
    if momento >= enlace.vence_en or not _vigente(enlace.cuenta, momento):
        raise rechazo("enlace-vencido")
    return enlace


@transaction.atomic
def establecer_contrasena(*, token: str, clave: str, momento: datetime) -> Cuenta:
    """The account has that password from now on, and its open sessions end; the link is spent.

    clave: already judged by the validators of passwords. Raises what `leer` raises.
    """
    cuenta = actos.bajo_candado(leer(token=token, momento=momento).cuenta)
    enlace = leer(token=token, momento=momento)  # of two tabs, the second finds it used
    # The account's password is not ours to write: a trigger takes it from the link.
    enlace.usado_en, enlace.clave = momento, make_password(clave)
    enlace.save(update_fields=["usado_en", "clave"])
    actos.mover(cuenta, Acto.ESTABLECER)
    cuenta.sesiones_oficiales.all().delete()
    actos.anotar(cuenta, Acto.ESTABLECER, cuenta.pk, momento)
    return cuenta


def _vigente(cuenta: Cuenta, momento: datetime) -> bool:
    return esta_vigente(activa=True, vigente_hasta=cuenta.vigente_hasta, momento=momento)


def _resumen(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
