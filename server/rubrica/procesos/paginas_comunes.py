"""What the pages of a process share: what one may do there, an act done or refused."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede
from rubrica.procesos.models import Proceso

ACTOS_DE_PAGINA = {
    "solicita": "procesos.registrar",
    "aprueba": "procesos.aprobar",
    "abre": "procesos.abrir",
    "custodia_llaves": "procesos.custodiar",
    "registra_entrega": "procesos.registrar_llave_de_entrega",
    "ve_cifras": "registros.ver_cuenta",
    "asigna": "procesos.asignar",
    "cambia_acceso": "cuentas.cambiar_acceso",
}


def hacer(
    request: HttpRequest,
    acto: Callable[[], object],
    *,
    hecho: str,
    proceso: str,
    rechazada: Callable[[Rechazo], HttpResponse],
    destino: str = "procesos:detalle",
) -> HttpResponse:
    """Do the act and go on, saying `hecho`; or show the page again with its refusal."""
    try:
        acto()
    except Rechazo as motivo:
        return rechazada(motivo)
    messages.success(request, hecho)
    return redirect(destino, proceso=proceso)


def actos_de_pagina(request: HttpRequest, proceso: str) -> dict[str, bool]:
    """Return what the person may do in that process, by the name of its button."""
    return {n: puede(request.user, accion, proceso) for n, accion in ACTOS_DE_PAGINA.items()}


def proceso_o_404(proceso: str) -> Proceso:
    """Return the process with its promovente; raise Http404."""
    return get_object_or_404(Proceso.objects.select_related("promovente"), pk=proceso)


def cuenta_de(request: HttpRequest) -> int:
    """Return the number of the account: the decorator has made sure there is one."""
    return int(request.user.pk or 0)
