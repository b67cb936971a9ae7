"""Which cuts there are, what each holds, and the second person's signature (ET 10.4)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.cuentas.queries import nombre_del_actor
from rubrica.padron import queries, services
from rubrica.padron.models import Corte
from rubrica.padron.rules import Estado

POR_HOJA = 50


@require_safe
@requiere("padron.ver")
def cortes(request: HttpRequest) -> HttpResponse:
    """Every cut, the latest first, with its totals or how far its load has come."""
    return render(request, "padron/cortes.html", {"cortes": queries.cortes()})


@require_safe
@requiere("padron.ver")
def corte(request: HttpRequest, corte: int) -> HttpResponse:
    """One cut: of which file, who answers for it, and its lista nominal by place."""
    fila = _corte(corte)
    hoja = Paginator(queries.por_municipio(fila), POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {
        "corte": fila,
        "anteriores": fila.anteriores.count(),
        "hoja": hoja,
        "distritos": _barras(queries.lista_nominal(fila, "distrito_local")),
        "puede_activar": fila.estado == Estado.CARGADO and puede(request.user, "padron.activar"),
        "cargo": nombre_del_actor(fila.cargado_por),
        "activo": nombre_del_actor(fila.activado_por),
        "es_quien_cargo": fila.cargado_por == actor_de(request),
    }
    return render(request, "padron/corte.html", contexto)


@require_POST
@requiere("padron.activar")
def activar(request: HttpRequest, corte: int) -> HttpResponse:
    """Make the cut answer, and go back to it; what is refused is said there with its status."""
    _corte(corte)
    try:
        services.activar(corte=corte, quien=actor_de(request), momento=now())
    except Rechazo as motivo:
        contexto = {"corte": _corte(corte), "motivo": motivo.fila}
        return render(request, "padron/no_activado.html", contexto, status=motivo.status)
    messages.success(request, "El corte ya responde por los registros del mes siguiente.")
    return redirect("padron:corte", corte)


def _corte(corte: int) -> Corte:
    try:
        return queries.corte(corte)
    except Corte.DoesNotExist:
        raise Http404 from None


def _barras(por_distrito: dict[int, int]) -> list[tuple[str, int]]:
    return [(f"Distrito {numero:02}", n) for numero, n in por_distrito.items()]
