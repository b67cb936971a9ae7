"""The step between an official's password and the session (ET 9.4): allauth's, and nobody skips it.

allauth asks for the second factor of who has one. Here who has none enrols one in the same step,
so that no session exists before.
"""

from __future__ import annotations

from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from rubrica.cuentas import acceso

HUELLA = "huella"  # in the login that waits in the session: what the password was


class SegundoFactor(AuthenticateStage):  # type: ignore[misc]
    """allauth's, for every official."""

    def handle(self) -> tuple[HttpResponse, bool]:
        self.login.state[HUELLA] = self.login.user.get_session_auth_hash()
        return redirect(self.urlname), True


def en_curso(request: HttpRequest) -> SegundoFactor | None:
    """Return the step of who has just given the password at this browser.

    None if too long ago, revoked since, or the password is no longer that.
    """
    etapa = LoginStageController.enter(request, SegundoFactor.key)
    if not isinstance(etapa, SegundoFactor) or etapa.login.user is None:
        return None
    cuenta = etapa.login.user
    misma = constant_time_compare(etapa.login.state[HUELLA], cuenta.get_session_auth_hash())
    return etapa if misma and acceso.esta_abierta(cuenta) else None
