"""Acts on the officials' second factor: enrol, spend a code, restore (ET 9.4).

Factors are allauth's (`Authenticator`): the secret of an app, the seed of the recovery codes and
the passkeys. What waits in the database is sealed (adaptador_de_factores).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt, is_mfa_enabled
from allauth.mfa.webauthn.internal.flows import signup_authenticator
from django.db import transaction
from django.http import HttpRequest

from rubrica.avisos.services import enviar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos
from rubrica.cuentas.models import Cuenta, Restablecimiento

PASO = "paso"  # in the factor of an app: no code of this step or before opens again


def tiene_app(cuenta: Cuenta) -> bool:
    """Whether the account has enrolled an app."""
    return bool(is_mfa_enabled(cuenta, [Authenticator.Type.TOTP]))


def tiene(cuenta: Cuenta) -> bool:
    """Whether the account has enrolled a second factor."""
    tipos = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(is_mfa_enabled(cuenta, tipos))


@transaction.atomic
def enrolar(*, cuenta: Cuenta, secreto: str, escrito: str, momento: datetime) -> list[str]:
    """The account has that app from now on; return its recovery codes, seen this once.

    escrito: a code of it, already judged; it opens nothing more. Raises Rechazo
    `segundo-factor-repetido`: of two tabs that enrol at once, the second finds the first's.
    """
    _exigir_ninguno(cuenta)
    factor = TOTP.activate(cuenta, secreto).instance
    factor.data[PASO] = _paso(secreto, escrito)
    factor.save(update_fields=["data"])
    return _con_codigos(cuenta, momento)


@transaction.atomic
def enrolar_llave(
    *, request: HttpRequest, cuenta: Cuenta, nombre: str, respuesta: Any, momento: datetime
) -> list[str]:
    """The same with a passkey, already judged, for who has no phone at hand or no app."""
    _exigir_ninguno(cuenta)
    signup_authenticator(request, cuenta, nombre, respuesta)
    return _con_codigos(cuenta, momento)


def _exigir_ninguno(cuenta: Cuenta) -> None:
    actos.bajo_candado(cuenta)
    if tiene(cuenta):
        raise rechazo("segundo-factor-repetido")


def _con_codigos(cuenta: Cuenta, momento: datetime) -> list[str]:
    """Return the recovery codes of who has just enrolled, in groups of four digits."""
    codigos = RecoveryCodes.activate(cuenta).generate_codes()
    actos.anotar(cuenta, "enrolar_segundo_factor", cuenta.pk, momento)
    return ["-".join(c[n : n + 4] for n in range(0, len(c), 4)) for c in codigos]


@transaction.atomic
def gastar(factor: Authenticator, escrito: str) -> bool:
    """Whether a right code of an app still counts; its step, and those before, are spent.

    allauth remembers a code for one step and in a cache; with the tolerance of a phone's clock it
    is good for three (RFC 6238 §5.2).
    """
    fila = Authenticator.objects.select_for_update().get(pk=factor.pk)
    paso = _paso(decrypt(fila.data["secret"]), escrito)
    if paso <= fila.data[PASO]:
        return False
    fila.data[PASO] = paso
    fila.save(update_fields=["data"])
    return True


def _paso(secreto: str, escrito: str) -> int:
    """Return the step whose code was written, 0 if it is of none that counts."""
    pasos = list(yield_hotp_counters_from_time())
    suyos = (p for p in pasos if compare_user_code(actual=escrito, expected=_codigo(secreto, p)))
    return next(suyos, 0)


def _codigo(secreto: str, paso: int) -> str:
    codigo: str = format_hotp_value(hotp_value(secreto, paso))
    return codigo


@transaction.atomic
def restablecer(*, cuenta: Cuenta, motivo: str, quien: int, momento: datetime) -> None:
    """The account enrols anew at its next sign-in; its passkeys and its open sessions end.

    For who lost the phone and the recovery codes; another person does it, says why, and the owner
    is told by e-mail (ADR 0089). Raises Rechazo `cuenta-propia`, `sin-segundo-factor`.
    """
    actos.exigir_otra_persona(cuenta, quien)
    actos.bajo_candado(cuenta)
    if not tiene(cuenta):
        raise rechazo("sin-segundo-factor")
    # The factors, codes and passkeys included, go by the trigger of this row.
    Restablecimiento.objects.create(cuenta=cuenta, motivo=motivo, hecho_en=momento, hecho_por=quien)
    cuenta.sesiones_oficiales.all().delete()
    enviar(
        plantilla="segundo_factor_restablecido",
        para=cuenta.correo,
        datos={
            "nombre": cuenta.nombre,
            "momento": momento.isoformat(),
            "portal": actos.direccion("entrar"),
        },
        proceso="",
        momento=momento,
    )
    actos.anotar(cuenta, "restablecer_segundo_factor", quien, momento)
