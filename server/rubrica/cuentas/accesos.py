"""Another way in for a promovente, who keeps account, processes and auxiliares (ET 6.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from rubrica.avisos.services import enviar
from rubrica.core.autenticacion import nombre_de
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos, queries
from rubrica.cuentas.models import CambioDeAcceso, Cuenta
from rubrica.cuentas.rules import Rol


@transaction.atomic
def cambiar(
    *, cuenta: int, correo: str, autenticacion: str, motivo: str, quien: int, momento: datetime
) -> None:
    """The promovente's account is entered with that e-mail and that type from now on (ET 6.7).

    Its open sessions end, since they are held to both; who it was to its provider is forgotten, so
    that the new one is bound at the next entrance. Both mailboxes are told. Raises Rechazo
    `acceso-sin-cambio`, `correo-de-otra-cuenta`; Cuenta.DoesNotExist.
    """
    fila = Cuenta.objects.select_for_update().get(pk=cuenta, rol=Rol.PROMOVENTE)
    nuevo = correo.strip().lower()
    if (fila.correo, fila.autenticacion) == (nuevo, autenticacion):
        raise rechazo("acceso-sin-cambio")
    try:
        with transaction.atomic():
            CambioDeAcceso.objects.create(
                cuenta=fila, de=fila.autenticacion, a=autenticacion, correo_de=fila.correo,
                correo_a=nuevo, motivo=motivo, cambiado_en=momento, cambiado_por=quien,
            )  # fmt: skip
    except IntegrityError:
        raise rechazo("correo-de-otra-cuenta") from None
    _avisar(fila, nuevo, autenticacion, momento)
    actos.anotar(
        fila, "cambiar_acceso", quien, momento,
        de=fila.autenticacion, a=autenticacion, otro_correo=fila.correo != nuevo,
    )  # fmt: skip


def _avisar(antes: Cuenta, correo: str, autenticacion: str, momento: datetime) -> None:
    for para in dict.fromkeys((correo, antes.correo)):
        enviar(
            plantilla="acceso_cambiado",
            para=para,
            datos={
                "nombre": antes.nombre,
                "correo": correo,
                "autenticacion": autenticacion,
                "momento": momento.isoformat(),
                "portal": f"{settings.URL_PUBLICA}/entrar/",
            },
            proceso="",
            momento=momento,
        )


@dataclass(frozen=True, kw_only=True)
class Acceso:
    """How a promovente enters now. tipo: in words."""

    cuenta: int
    nombre: str
    correo: str
    autenticacion: str
    tipo: str


def acceso_de(cuenta: int) -> Acceso:
    """Return how that promovente enters; raise Cuenta.DoesNotExist."""
    fila = Cuenta.objects.get(pk=cuenta, rol=Rol.PROMOVENTE)
    return Acceso(
        cuenta=fila.pk, nombre=fila.nombre, correo=fila.correo, autenticacion=fila.autenticacion,
        tipo=nombre_de(fila.autenticacion),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Cambio:
    """One change of the way in, as people read it."""

    momento: datetime
    quien: str
    antes: str
    ahora: str
    de: str
    a: str
    motivo: str


def cambios_de(cuenta: int) -> list[Cambio]:
    """Return the changes of a promovente's way in, the newest first."""
    filas = list(CambioDeAcceso.objects.filter(cuenta=cuenta).order_by("-pk"))
    nombres = queries.nombres(f.cambiado_por for f in filas)
    return [
        Cambio(
            momento=f.cambiado_en, quien=nombres.get(f.cambiado_por, ""), antes=f.correo_de,
            ahora=f.correo_a, de=nombre_de(f.de), a=nombre_de(f.a), motivo=f.motivo,
        )
        for f in filas
    ]  # fmt: skip
