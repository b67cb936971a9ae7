"""The figures of a process: its promovente sees them in the portal, its officials in theirs.

None of these pages has personal data. Who has no part in a process gets 404.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rubrica.cifras import queries
from rubrica.cifras.forms import FiltrosForm, MunicipiosForm
from rubrica.cuentas.permisos import procesos_de, requiere
from rubrica.procesos import queries as procesos
from rubrica.procesos.queries import ProcesoEnPuerta
from rubrica.registros.clases import TEXTOS
from rubrica.registros.lista import FolioDesconocido
from rubrica.registros.rules import Clase

ACCION = "registros.ver_cuenta"
POR_HOJA = 50
POR_HOJA_DE_MUNICIPIOS = 25  # seven figures each: a phone shows them as cards
PAGINAS = {
    "resumen": "Resumen",
    "dispersion": "Dispersión",
    "municipios": "Municipios",
    "auxiliares": "Auxiliares",
    "registros": "Registros",
}


@dataclass(frozen=True)
class Pestana:
    """One of the pages of a process, as the tabs show it."""

    nombre: str
    url: str
    actual: bool


@require_safe
@requiere(ACCION)
def inicio(request: HttpRequest) -> HttpResponse:
    """Go to the figures of the one process of the account, or choose among several."""
    suyos = sorted(procesos_de(request.user) or ())  # type: ignore[arg-type]
    if len(suyos) == 1:
        return redirect("cifras:resumen", proceso=suyos[0])
    filas = [p for p in map(procesos.proceso_en_puerta, suyos) if p is not None]
    return render(request, "cifras/inicio.html", {"procesos": filas})


@never_cache
@require_safe
@requiere(ACCION, oculta=True)
def resumen(request: HttpRequest, proceso: str) -> HttpResponseBase:
    """The account, by day, class, inconsistency and situación, and what is missing (ET 2.2)."""
    fila, momento = en_puerta(proceso), now()
    leido = queries.resumen(fila)
    clases, dias, inconsistencias, situaciones = leido.tablas
    return _pagina(
        request,
        fila,
        "resumen",
        momento,
        {
            "total": leido.figuras.total,
            "requerido": leido.requerido,
            "clases": clases,
            "dias": dias,
            "inconsistencias": inconsistencias,
            "situaciones": situaciones,
            "barras_de_clases": [
                (c.nombre, getattr(leido.figuras.total, k), c.tono)
                for k, c in TEXTOS.items()
                if k is not Clase.ENVIADOS
            ],
            "barras_de_dias": [
                (date_format(d, "j b").lower(), c.a, "nopal") for d, c in leido.figuras.dias.items()
            ],
            "barras_de_inconsistencias": [
                (f"{numeral} · {texto}", n, "grana") for numeral, texto, n in inconsistencias.filas
            ],
            "barras_de_situaciones": [(f[0], f[1], "anil") for f in situaciones.filas],
        },
    )


@never_cache
@require_safe
@requiere(ACCION, oculta=True)
def dispersion(request: HttpRequest, proceso: str) -> HttpResponseBase:
    """What is missing, and where: the map of squares and its table."""
    fila, momento = en_puerta(proceso), now()
    contexto = {"requerido": queries.requerido(fila)}
    return _pagina(request, fila, "dispersion", momento, contexto)


@never_cache
@require_safe
@requiere(ACCION, oculta=True)
def municipios(request: HttpRequest, proceso: str) -> HttpResponseBase:
    """The account of each municipio that is looked for, some at a time."""
    fila, momento = en_puerta(proceso), now()
    form, todos = MunicipiosForm(request.GET), queries.por_cada_municipio(fila)
    elegidos = form.elegir(todos)
    hoja = Paginator(elegidos.filas, POR_HOJA_DE_MUNICIPIOS).get_page(request.GET.get("pagina"))
    contexto = {
        "tabla": replace(elegidos, filas=list(hoja.object_list)),
        "hoja": hoja,
        "form": form,
        "hay": bool(todos.filas),
    }
    return _pagina(request, fila, "municipios", momento, contexto)


@never_cache
@require_safe
@requiere(ACCION, oculta=True)
def auxiliares(request: HttpRequest, proceso: str) -> HttpResponseBase:
    """The account of each auxiliar, some at a time."""
    fila, momento = en_puerta(proceso), now()
    despues = request.GET.get("despues", "")
    tabla = queries.por_auxiliar(proceso, despues=despues, cuantos=POR_HOJA)
    llena = len(tabla.filas) >= POR_HOJA
    contexto = {
        "tabla": tabla,
        "siguiente": f"?despues={tabla.filas[-1][0]}" if llena else "",
        "primera": despues == "",
    }
    return _pagina(request, fila, "auxiliares", momento, contexto)


@never_cache
@require_safe
@requiere(ACCION, oculta=True)
def registros(request: HttpRequest, proceso: str) -> HttpResponseBase:
    """Each record with its inconsistency and its situación (ET 2.2); 422 a filter badly written."""
    fila, momento = en_puerta(proceso), now()
    form = FiltrosForm(request.GET, proceso=proceso)
    if not form.is_valid():
        return _pagina(request, fila, "registros", momento, {"form": form}, status=422)
    try:
        renglones = queries.registros_de(
            proceso,
            form.to_filtros(),
            cuantos=POR_HOJA + 1,
            despues=request.GET.get("despues", ""),
        )
    except FolioDesconocido:
        raise Http404 from None
    filas = list(queries.filas_de_registros(iter(renglones[:POR_HOJA]), proceso))
    contexto = {
        "form": form,
        "filas": [(r.estatus, *f) for r, f in zip(renglones, filas, strict=False)],
        "filtros": _sin_lugar(request),
        "siguiente": _despues_de(request, filas[-1][0]) if len(renglones) > POR_HOJA else "",
        "primera": "despues" not in request.GET,
    }
    return _pagina(request, fila, "registros", momento, contexto)


def en_puerta(proceso: str) -> ProcesoEnPuerta:
    """Return the process; 404 if there is none of that Id."""
    fila = procesos.proceso_en_puerta(proceso)
    if fila is None:
        raise Http404
    return fila


def _sin_lugar(request: HttpRequest) -> str:
    """Return the filters of the address, without where in the list one is."""
    consulta = request.GET.copy()
    consulta.pop("despues", None)
    return consulta.urlencode()


def _despues_de(request: HttpRequest, folio: object) -> str:
    consulta = request.GET.copy()
    consulta["despues"] = str(folio)
    return f"?{consulta.urlencode()}"


def _pagina(
    request: HttpRequest,
    proceso: ProcesoEnPuerta,
    actual: str,
    momento: datetime,
    contexto: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """Show one of the pages, with its tabs and the instant of its figures."""
    donde = request.resolver_match.namespace if request.resolver_match else "cifras"
    marco = {
        "proceso": proceso,
        "momento": momento,
        "pestanas": [
            Pestana(nombre, reverse(f"{donde}:{vista}", args=[proceso.id]), vista == actual)
            for vista, nombre in PAGINAS.items()
        ],
        "exportar": reverse(f"{donde}:resumen", args=[proceso.id]) + "exportar/",
        "dispersion_url": reverse(f"{donde}:dispersion", args=[proceso.id]),
        "pagina_actual": PAGINAS[actual],
    }
    return render(request, f"cifras/{actual}.html", {**marco, **contexto}, status=status)
