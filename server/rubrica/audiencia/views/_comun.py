"""What every page of a session shows: its process, its session, a refusal when there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from rubrica.audiencia import palabras, queries
from rubrica.audiencia.models import Asunto, Sesion
from rubrica.audiencia.rules import Clase, Estado
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede
from rubrica.procesos import queries as procesos

PARTES = (
    ("Sesión", "audiencia:sesion"),
    ("Registros", "audiencia:registros"),
    ("Acta y firmas", "audiencia:acta"),
)
CAMBIOS = ("Cambios", "audiencia:cambios")


def de_proceso(proceso: str, motivo: Rechazo | None = None) -> dict[str, Any]:
    """Return the frame of a page of that process; raise Http404 without one."""
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise Http404
    return {"proceso": en_puerta, "motivo": motivo}


def hallar(proceso: str, numero: int) -> Sesion:
    """Return a session of that process; raise Http404."""
    fila = queries.sesion(proceso, numero)
    if fila is None:
        raise Http404
    return fila


def hallar_asunto(proceso: str, numero: int, asunto: int) -> Asunto:
    """Return a record of a session of that process; raise Http404."""
    fila = queries.asunto(hallar(proceso, numero), asunto)
    if fila is None:
        raise Http404
    return fila


def de_sesion(
    request: HttpRequest, fila: Sesion, actual: str = "", motivo: Rechazo | None = None
) -> dict[str, Any]:
    """Return the frame of a page of a session."""
    partes = [*PARTES]
    if fila.clase == Clase.REVISION:
        partes[2] = ("Minuta", "audiencia:acta")
    elif fila.estado in (Estado.NOTIFICADA, Estado.RESUELTA):
        partes.append(CAMBIOS)
    donde = [fila.proceso, fila.numero]
    return {
        **de_proceso(fila.proceso, motivo),
        "sesion": fila,
        "titulo": palabras.CLASES[fila.clase_],
        "estado": palabras.ESTADOS[fila.estado_],
        "es_audiencia": fila.clase == Clase.AUDIENCIA,
        "conduce": puede(request.user, "audiencia.programar", fila.proceso),
        "opera": puede(request.user, "audiencia.operar", fila.proceso),
        "pestanas": [
            {"nombre": nombre, "url": reverse(vista, args=donde), "actual": vista == actual}
            for nombre, vista in partes
        ],
    }


def quien(request: HttpRequest) -> int:
    """Return the number of the account: the decorator has made sure there is one."""
    return int(request.user.pk or 0)


Pagina = Callable[[Rechazo | None, Form | None, int], HttpResponse]


def hacer(
    request: HttpRequest,
    acto: Callable[[], object],
    *,
    form: Form | None = None,
    hecho: str,
    pagina: Pagina,
    a: tuple[str, list[Any]],
) -> HttpResponse:
    """Do the act and go to `a` saying `hecho`; or show the page with what was typed and why not.

    pagina: given the refusal, the form and the status.
    """
    if form is not None and not form.is_valid():
        return pagina(None, form, 422)
    try:
        acto()
    except Rechazo as motivo:
        return pagina(motivo, form, motivo.status)
    messages.success(request, hecho)
    vista, donde = a
    return redirect(vista, *donde)
