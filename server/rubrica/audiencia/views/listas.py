"""Which reviews and hearings there are, and where each stands."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rubrica.audiencia import palabras, queries
from rubrica.audiencia.views._comun import de_sesion, hallar
from rubrica.audiencia.views.agenda import pagina_de_proceso, pagina_de_sesion
from rubrica.cuentas.permisos import procesos_de, requiere
from rubrica.procesos import queries as procesos

POR_HOJA = 50


@require_safe
@requiere("audiencia.ver")
def inicio(request: HttpRequest) -> HttpResponse:
    """The processes of the person, each with its sessions."""
    assert request.user.is_authenticated
    filas = [
        (p, list(queries.sesiones(p.pk))) for p in procesos.visibles(procesos_de(request.user))
    ]
    return render(request, "audiencia/inicio.html", {"filas": filas})


@require_safe
@never_cache
@requiere("audiencia.ver")
def proceso(request: HttpRequest, proceso: str) -> HttpResponse:
    """The requirements agreed, and every review and hearing of a process."""
    return pagina_de_proceso(request, proceso)


@require_safe
@never_cache
@requiere("audiencia.ver")
def sesion(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """One session: when, where, who, with which load, and what may be done next."""
    return pagina_de_sesion(request, hallar(proceso, numero))


@require_safe
@never_cache
@requiere("audiencia.ver")
def registros(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """The records of a session by folio, with what was decided of each."""
    fila = hallar(proceso, numero)
    hoja = Paginator(queries.asuntos(fila), POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {
        **de_sesion(request, fila, "audiencia:registros"),
        "hoja": hoja,
        "filas": [
            (
                a,
                palabras.de_inconsistencia(a.de_inconsistencia)
                or palabras.de_situacion(a.de_situacion),
                palabras.de_cambios(a.cambios) if a.decidido else "",  # type: ignore[attr-defined]
            )
            for a in hoja
        ],
        "pendientes": queries.pendientes(fila),
    }
    return render(request, "audiencia/registros.html", contexto)
