"""What the promovente reads of its paper: each row observed, with its comment (ET 8.5)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rubrica.core.incisos_papel import INCISOS_DE_PAPEL
from rubrica.cuentas.permisos import exigir, procesos_de, requiere
from rubrica.excepcion import queries
from rubrica.procesos import queries as procesos

POR_HOJA = 50


@require_safe
@requiere("excepcion.ver_observaciones")
def inicio(request: HttpRequest) -> HttpResponse:
    """Go to what was observed in the one process of the account, or choose among several."""
    cuenta = exigir(request.user, "excepcion.ver_observaciones")
    suyos = sorted(procesos_de(cuenta) or ())
    if len(suyos) == 1:
        return redirect("excepcion_portal:observaciones", proceso=suyos[0])
    filas = [p for p in map(procesos.proceso_en_puerta, suyos) if p is not None]
    return render(request, "excepcion/inicio_del_portal.html", {"procesos": filas})


@require_safe
@never_cache
@requiere("excepcion.ver_observaciones")
def observaciones(request: HttpRequest, proceso: str) -> HttpResponse:
    """The rows with an inconsistency, by sheet and row, without anybody's data (ET 8.5)."""
    exigir(request.user, "excepcion.ver_observaciones", proceso)
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise Http404
    hoja = Paginator(queries.observados(proceso), POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {
        "proceso": en_puerta,
        "hoja": hoja,
        "filas": [queries.como_observado(fila) for fila in hoja],
        "barras": [
            (INCISOS_DE_PAPEL[i].texto, n, "grana") for i, n in queries.por_inciso(proceso).items()
        ],
    }
    return render(request, "excepcion/observaciones.html", contexto)
