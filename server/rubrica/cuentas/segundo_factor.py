"""Acts on the officials' second factor: enrol, present, restore (ET 9.4).

Secrets wait sealed under a key that only the officials' service holds; recovery codes, as keyed
hashes. Neither a copy of the database nor the service on the internet can make a code.
"""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from django.db import transaction

from rubrica.avisos.services import enviar
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos, services, totp
from rubrica.cuentas.models import CodigoDeRecuperacion, Cuenta, Restablecimiento, SegundoFactor
from rubrica.llaves.lectura import de_instalacion
from rubrica.llaves.sellado import abrir, indice, sellar

LLAVE = "segundo_factor"
CODIGOS = 10
BYTES_DE_CODIGO = 10  # 80 bits: sixteen letters of base 32


def proponer(cuenta: Cuenta) -> str:
    """Return a new sealed secret, as text that a session may keep until it is confirmed."""
    return base64.b64encode(_sellar(cuenta, totp.nuevo_secreto())).decode()


def secreto_propuesto(cuenta: Cuenta, propuesta: str) -> bytes:
    """Return the secret of a proposal; raise NoAbre if it is another account's."""
    return abrir(de_instalacion(LLAVE), base64.b64decode(propuesta), _contexto(cuenta))


def tiene(cuenta: Cuenta) -> bool:
    """Whether the account has enrolled its second factor."""
    return SegundoFactor.objects.filter(cuenta=cuenta).exists()


def enrolar(
    *, cuenta: Cuenta, propuesta: str, escrito: str, origen: str, momento: datetime
) -> list[str]:
    """The account has that second factor from now on; return its recovery codes, seen this once.

    Raises Rechazo `codigo-de-acceso-incorrecto`, `demasiados-intentos` or
    `segundo-factor-repetido`.
    """
    services.esperar_si_fallo_mucho(cuenta=cuenta, origen=origen, momento=momento)
    paso = totp.paso_valido(secreto_propuesto(cuenta, propuesta), _limpio(escrito), momento=momento)
    if paso is None:
        services.anotar_codigo_fallido(cuenta=cuenta, origen=origen, momento=momento)
        raise rechazo("codigo-de-acceso-incorrecto")
    return _guardar(cuenta, base64.b64decode(propuesta), paso, momento)


@transaction.atomic
def _guardar(cuenta: Cuenta, secreto: bytes, paso: int, momento: datetime) -> list[str]:
    # Of two tabs that enrol at once, the second finds the first one's factor: the row is locked.
    Cuenta.objects.select_for_update(of=("self",), no_key=True).get(pk=cuenta.pk)
    if tiene(cuenta):
        raise rechazo("segundo-factor-repetido")
    SegundoFactor.objects.create(
        cuenta=cuenta, secreto=secreto, ultimo_paso=paso, confirmado_en=momento
    )
    codigos = [_nuevo_codigo() for _ in range(CODIGOS)]
    CodigoDeRecuperacion.objects.bulk_create(
        CodigoDeRecuperacion(cuenta=cuenta, resumen=_resumen(cuenta, c)) for c in codigos
    )
    _asentar(cuenta, "enrolar_segundo_factor", momento)
    services.dejar_pasar(cuenta=cuenta, momento=momento)
    return codigos


def presentar(*, cuenta: Cuenta, escrito: str, origen: str, momento: datetime) -> int | None:
    """Let the account in with a code of its app, or with a recovery code, which then is spent.

    Return how many recovery codes are left when one was used, None otherwise. Raises Rechazo
    `codigo-de-acceso-incorrecto` or `demasiados-intentos`.
    """
    services.esperar_si_fallo_mucho(cuenta=cuenta, origen=origen, momento=momento)
    try:
        return _presentar(cuenta, _limpio(escrito), momento)
    except CodigoIncorrecto:
        services.anotar_codigo_fallido(cuenta=cuenta, origen=origen, momento=momento)
        raise rechazo("codigo-de-acceso-incorrecto") from None


class CodigoIncorrecto(Exception):
    """It is no code of this account that still counts."""


@transaction.atomic
def _presentar(cuenta: Cuenta, escrito: str, momento: datetime) -> int | None:
    factor = SegundoFactor.objects.select_for_update().get(cuenta=cuenta)
    secreto = abrir(de_instalacion(LLAVE), bytes(factor.secreto), _contexto(cuenta))
    paso = totp.paso_valido(secreto, escrito, momento=momento, ultimo_paso=factor.ultimo_paso)
    quedan = None
    if paso is not None:
        factor.ultimo_paso = paso
        factor.save(update_fields=["ultimo_paso"])
    else:
        quedan = _gastar(cuenta, escrito, momento)
    services.dejar_pasar(cuenta=cuenta, momento=momento)
    return quedan


def _gastar(cuenta: Cuenta, escrito: str, momento: datetime) -> int:
    propios = CodigoDeRecuperacion.objects.filter(cuenta=cuenta)
    gastados, _ = propios.filter(resumen=_resumen(cuenta, escrito)).delete()
    if not gastados:
        raise CodigoIncorrecto
    quedan = propios.count()
    _asentar(cuenta, "usar_codigo_de_recuperacion", momento, quedan=quedan)
    return quedan


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
    # The factor, its codes and the passkeys go by the trigger of this row.
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


def _asentar(cuenta: Cuenta, acto: str, momento: datetime, **datos: int) -> None:
    quien = actor_de_cuenta(cuenta.pk)
    asentar(momento=momento, actor=quien, acto=acto, objeto=quien, datos=datos)


def _nuevo_codigo() -> str:
    """Return sixteen letters and digits in groups of four."""
    texto = base64.b32encode(secrets.token_bytes(BYTES_DE_CODIGO)).decode()
    return "-".join(texto[n : n + 4] for n in range(0, len(texto), 4))


def _limpio(escrito: str) -> str:
    """Return what was typed without the spaces and hyphens that people add or leave out."""
    return "".join(c for c in escrito.upper() if c.isalnum())


def _resumen(cuenta: Cuenta, codigo: str) -> bytes:
    return indice(de_instalacion(LLAVE), "recuperacion", str(cuenta.pk), _limpio(codigo))


def _sellar(cuenta: Cuenta, secreto: bytes) -> bytes:
    return sellar(de_instalacion(LLAVE), secreto, _contexto(cuenta))


def _contexto(cuenta: Cuenta) -> bytes:
    return f"cuentas.segundo_factor:{cuenta.pk}".encode()
