"""What allauth asks of us at both doors: who may enter, what is counted, what is said and sent."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import now

from rubrica.cuentas import acceso, codigos, intentos, rules
from rubrica.cuentas.faltas import como_falta, falta
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.peticion import origen_de
from rubrica.cuentas.queries import inicio_de
from rubrica.cuentas.rules import Puerta

NEGADAS = MappingProxyType(
    {
        "email_password_mismatch": "acceso-incorrecto",
        "too_many_login_attempts": "demasiados-intentos",
        "incorrect_code": "codigo-de-entrada-incorrecto",
    }
)
RECADOS = MappingProxyType(
    {
        "mfa/messages/webauthn_added.txt": (
            "La llave quedó registrada: la próxima vez puede entrar con ella."
        ),
        "mfa/messages/webauthn_removed.txt": "La llave se quitó y ya no abre su cuenta.",
    }
)
ETAPAS = MappingProxyType(
    {
        Puerta.PORTAL: ["allauth.account.stages.LoginByCodeStage"],
        Puerta.OFICIAL: ["rubrica.cuentas.etapa.SegundoFactor"],
    }
)


class Adaptador(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's, for accounts that nobody makes for themselves."""

    request: HttpRequest
    error_messages = MappingProxyType(
        {
            **DefaultAccountAdapter.error_messages,
            "too_many_login_attempts": (
                "Fueron demasiados códigos equivocados: ese ya no sirve. Pida otro."
            ),
        }
    )

    def validation_error(self, code: str, *args: object) -> ValidationError:
        if code in NEGADAS:
            return falta(NEGADAS[code])
        otra: ValidationError = super().validation_error(code, *args)
        return otra

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Return what comes between the first proof and the session, at this door."""
        puerta = acceso.puerta_de(self.request)
        if puerta is Puerta.OFICIAL and settings.SEGUNDO_FACTOR == "omitido":
            return []
        return ETAPAS[puerta]

    def pre_authenticate(self, request: HttpRequest, **credenciales: str) -> None:
        """Before looking at the password: whoever failed too often waits."""
        with como_falta():
            intentos.esperar(cuenta=credenciales["email"], origen=origen_de(request), momento=now())

    def authentication_failed(self, request: HttpRequest, **credenciales: str) -> None:
        intentos.anotar(cuenta=credenciales["email"], origen=origen_de(request), momento=now())

    def pre_login(self, request: HttpRequest, user: Cuenta, **_: object) -> HttpResponse | None:
        """Turn back whose account is closed or of the other door, by whatever way it came.

        allauth would ask `is_active`, which is false of who still owes the Declaración.
        """
        suya = rules.puerta_de(user.rol_) is acceso.puerta_de(request)
        if suya and acceso.esta_abierta(user):
            return None
        return HttpResponseRedirect(settings.LOGIN_URL)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        assert isinstance(request.user, Cuenta)
        return inicio_de(request.user)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *_: object,
        message: str = "", **__: object,
    ) -> None:  # fmt: skip
        """Say what has words of ours, and nothing of what allauth would."""
        if texto := message or RECADOS.get(message_template, ""):
            messages.add_message(request, level, texto)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the code of a promovente by the outbox; raise ValueError for any other letter."""
        if template_prefix != "account/email/login_code":
            raise ValueError(template_prefix)
        codigos.enviar_codigo(correo=email, codigo=context["code"], momento=now())
