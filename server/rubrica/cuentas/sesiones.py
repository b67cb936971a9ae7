"""The open sessions of an official: shown by number, closed by their owner or by the DERFE."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now

from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos
from rubrica.cuentas.models import Cuenta, SesionOficial

NOTA = "sesion"
# In this order: Edge and Opera also say that they are Chrome, and Chrome that it is Safari.
NAVEGADORES = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"),
               ("Chrom", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SISTEMAS = (("Windows", "Windows"), ("Android", "Android"), ("iPhone|iPad", "iOS"),
            ("Mac OS", "macOS"), ("Linux|X11", "Linux"))  # fmt: skip


def al_entrar(sender: object, request: HttpRequest, user: object, **_: object) -> None:
    """Note in the session when it was opened and from what; called by Django at each sign-in."""
    request.session[NOTA] = {
        "numero": str(uuid4()),
        "abierta_en": now().isoformat(),
        "desde": desde(request.headers.get("User-Agent", "")),
    }


def desde(agente: str) -> str:
    """Return "Firefox en Windows": enough to know one's own, and nothing to follow anybody by."""
    navegador, sistema = (_primero(tabla, agente) for tabla in (NAVEGADORES, SISTEMAS))
    return f"{navegador or 'Otro navegador'} en {sistema or 'otro sistema'}"


def _primero(tabla: tuple[tuple[str, str], ...], agente: str) -> str:
    return next((nombre for marca, nombre in tabla if re.search(marca, agente)), "")


def abiertas(cuenta: Cuenta, momento: datetime) -> QuerySet[SesionOficial]:
    """Return the sessions of the account that still hold, the newest first."""
    return cuenta.sesiones_oficiales.filter(expire_date__gt=momento, numero__isnull=False).order_by(
        "-abierta_en"
    )


def numero_de(request: HttpRequest) -> str:
    """Return the number of the session of this request, "" when it has none."""
    return str(request.session.get(NOTA, {}).get("numero", ""))


@transaction.atomic
def cerrar(*, cuenta: Cuenta, numero: UUID, quien: int, momento: datetime) -> None:
    """That session of the account opens nothing more; raise Rechazo `sesion-desconocida`."""
    cerradas, _ = cuenta.sesiones_oficiales.filter(numero=numero).delete()
    if not cerradas:
        raise rechazo("sesion-desconocida")
    actos.anotar(cuenta, "cerrar_sesion", quien, momento)
