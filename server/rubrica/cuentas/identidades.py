"""Whose account a provider vouches for (ET 1.2): it must be registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import acceso, intentos
from rubrica.cuentas.models import Cuenta, Identidad
from rubrica.cuentas.rules import Rol


@dataclass(frozen=True, kw_only=True)
class Dicho:
    """What a provider said of a person, proved. correo: "" unless it vouches for it."""

    proveedor: str
    sujeto: str
    correo: str


def cuenta_de(*, dicho: Dicho, origen: str, momento: datetime) -> Cuenta:
    """Return the account of that person. Nobody is registered here.

    The first time, it is the one whose registered e-mail the provider vouches for; from then on,
    that subject and no other. Raises Rechazo `cuenta-sin-registro`, the same whatever is missing,
    or `demasiados-intentos`.
    """
    intentos.esperar(origen=origen, momento=momento)
    cuenta = _conocida(dicho) or _por_correo(dicho, momento)
    if cuenta is None:
        intentos.anotar(origen=origen, momento=momento)
        raise rechazo("cuenta-sin-registro")
    return cuenta


def _conocida(dicho: Dicho) -> Cuenta | None:
    """Return the account that the subject entered before, if it still may."""
    fila = (
        Identidad.objects.select_related("cuenta")
        .filter(proveedor=dicho.proveedor, sujeto=dicho.sujeto)
        .first()
    )
    return fila.cuenta if fila is not None and _entra_asi(fila.cuenta, dicho) else None


def _por_correo(dicho: Dicho, momento: datetime) -> Cuenta | None:
    """Return the account of that e-mail, bound to the subject from now on; None if it may not."""
    cuenta = Cuenta.objects.filter(correo=dicho.correo, rol=Rol.PROMOVENTE).first()
    if cuenta is None or not _entra_asi(cuenta, dicho):
        return None
    try:
        _vincular(cuenta, dicho, momento)
    except IntegrityError:  # another subject is bound to the account, or this one to another
        return None
    return cuenta


@transaction.atomic
def _vincular(cuenta: Cuenta, dicho: Dicho, momento: datetime) -> None:
    Identidad.objects.create(
        cuenta=cuenta, proveedor=dicho.proveedor, sujeto=dicho.sujeto, vinculada_en=momento
    )
    quien = actor_de_cuenta(cuenta.pk)
    asentar(
        momento=momento,
        actor=quien,
        acto="vincular_identidad",
        objeto=quien,
        datos={"proveedor": dicho.proveedor},
    )


def _entra_asi(cuenta: Cuenta, dicho: Dicho) -> bool:
    return cuenta.autenticacion == dicho.proveedor and acceso.esta_abierta(cuenta)
