"""The codes by e-mail with which a promovente enters the Portal Web (ET 1.2).

allauth makes and takes them, in the browser that asked; here, who gets one.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from rubrica.avisos.services import enviar
from rubrica.core.autenticacion import CORREO
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import acceso, intentos
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol


def a_quien(*, cuenta: Cuenta | None, correo: str, momento: datetime) -> Cuenta | None:
    """Return the account if a code is to be sent to it now, None if nothing is.

    An account that is asked for too often gets no more for a while, and nobody is told.
    """
    try:
        intentos.esperar(enviado=correo, momento=momento)
    except Rechazo:
        return None
    intentos.anotar(enviado=correo, momento=momento)
    return cuenta if cuenta is not None and entra_con_codigo(cuenta, correo) else None


def entra_con_codigo(cuenta: Cuenta, correo: str) -> bool:
    """Whether the account is entered now by a code to that mailbox: it may have changed."""
    return (
        cuenta.rol_ is Rol.PROMOVENTE
        and (cuenta.correo, cuenta.autenticacion) == (correo, CORREO)
        and acceso.esta_abierta(cuenta)
    )


def enviar_codigo(*, correo: str, codigo: str, momento: datetime) -> None:
    """The code goes to that mailbox."""
    enviar(
        plantilla="codigo_de_entrada",
        para=correo,
        datos={"codigo": codigo, "minutos": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60},
        proceso="",
        momento=momento,
    )


@transaction.atomic
def como_si(*, correo: str, momento: datetime) -> None:
    """Send a code and undo it: who gets none answers no sooner than who gets one."""
    enviar_codigo(correo=correo, codigo="BCDF-GHJK", momento=momento)
    transaction.set_rollback(True)
