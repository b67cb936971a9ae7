"""What allauth says that happened, left in the bitácora (ET 9.4, 14.1)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.timezone import now

from rubrica.cuentas import actos, services
from rubrica.cuentas.models import Cuenta

POCOS_CODIGOS = 3


def conectar() -> None:
    """Listen to both doors: somebody came in."""
    from allauth.account.signals import user_logged_in

    user_logged_in.connect(al_entrar, dispatch_uid="cuentas.ecos.al_entrar")


def conectar_factores() -> None:
    """Listen to what officials do with their second factor."""
    from allauth.mfa.signals import authenticator_added, authenticator_used

    authenticator_added.connect(al_registrar, dispatch_uid="cuentas.ecos.al_registrar")
    authenticator_used.connect(al_usar, dispatch_uid="cuentas.ecos.al_usar")


def al_entrar(sender: object, user: Cuenta, **_: object) -> None:
    services.dejar_pasar(cuenta=user, momento=now())


def al_registrar(sender: object, user: Cuenta, authenticator: Any, **_: object) -> None:
    """A passkey. The app leaves its own asiento: it is enrolled before there is a session."""
    if authenticator.type == authenticator.Type.WEBAUTHN:
        actos.anotar(user, "registrar_llave_de_acceso", user.pk, now(), llave=authenticator.pk)


def al_usar(
    sender: object, request: HttpRequest, user: Cuenta, authenticator: Any, **_: object
) -> None:
    """A recovery code: there is one less, and its owner is told."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        return
    authenticator.refresh_from_db()  # allauth spends the code on another copy of the row
    quedan = len(authenticator.wrap().get_unused_codes())
    actos.anotar(user, "usar_codigo_de_recuperacion", user.pk, now(), quedan=quedan)
    messages.warning(request, _aviso_de_codigos(quedan))


def _aviso_de_codigos(quedan: int) -> str:
    aviso = f"Entró con un código de recuperación, que ya no sirve. Le quedan {quedan}."
    if quedan <= POCOS_CODIGOS:
        aviso += " Pida a quien administra las cuentas que restablezca su segundo factor."
    return aviso
