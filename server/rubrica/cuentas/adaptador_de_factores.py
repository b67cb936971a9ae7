"""What allauth's second factors ask of us: how a secret rests, and who we say we are (ET 9.4)."""

from __future__ import annotations

import base64

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError

from rubrica.cuentas.faltas import falta
from rubrica.cuentas.models import Cuenta
from rubrica.llaves.lectura import de_instalacion
from rubrica.llaves.sellado import abrir, sellar

LLAVE = "segundo_factor"


class AdaptadorDeFactores(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's, with every secret sealed to the account that is at the door."""

    def validation_error(self, code: str, *args: object) -> ValidationError:
        if code == "incorrect_code":
            return falta("codigo-de-acceso-incorrecto")
        otra: ValidationError = super().validation_error(code, *args)
        return otra

    def encrypt(self, text: str) -> str:
        """Return the text sealed under a key that only the officials' service holds."""
        sellado = sellar(de_instalacion(LLAVE), text.encode(), _contexto())
        return base64.b64encode(sellado).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was sealed; raise NoAbre if it is another account's."""
        sellado = base64.b64decode(encrypted_text)
        return abrir(de_instalacion(LLAVE), sellado, _contexto()).decode()

    def generate_authenticator_name(self, user: Cuenta, type: str) -> str:
        return ""  # its owner names it

    def _get_site_name(self) -> str:
        return "Rúbrica"


def _contexto() -> bytes:
    """Return what binds a secret to its account: whose sign-in, or whose session, this is."""
    etapa = getattr(context.request, "_login_stage", None)
    cuenta = etapa.login.user if etapa is not None else context.request.user
    return f"cuentas.segundo_factor:{cuenta.pk}".encode()
