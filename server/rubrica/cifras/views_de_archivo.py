"""The same figures as files to take away: CSV and XLSX, each with its date and its caveat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.timezone import localtime, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rubrica.bitacora.services import asentar
from rubrica.cifras import exportar, queries
from rubrica.cifras.exportar import Hoja
from rubrica.cifras.forms import FiltrosForm
from rubrica.cifras.tablas import Tabla
from rubrica.cifras.views import ACCION, en_puerta
from rubrica.cuentas.permisos import requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.procesos.queries import ProcesoEnPuerta
from rubrica.registros import lista

CARACTER = "Información de carácter informativo y preliminar (ET 2.2)"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DE_LA_CUENTA: dict[str, Callable[[ProcesoEnPuerta], Tabla]] = {
    "clases": lambda p: queries.resumen(p).tablas[0],
    "dias": lambda p: queries.resumen(p).tablas[1],
    "inconsistencias": lambda p: queries.resumen(p).tablas[2],
    "situaciones": lambda p: queries.resumen(p).tablas[3],
    "dispersion": lambda p: queries.requerido(p).tabla,
    "municipios": queries.por_cada_municipio,
    "auxiliares": lambda p: queries.por_auxiliar(p.id),
}


@never_cache
@require_GET
@requiere(ACCION, oculta=True)
def en_csv(request: HttpRequest, proceso: str, tabla: str) -> HttpResponseBase:
    """One table as CSV, sent as it is written."""
    hoja = _hoja(request, proceso, tabla)
    return _adjunto(
        StreamingHttpResponse(exportar.como_csv(hoja), content_type="text/csv; charset=utf-8"),
        f"{proceso}-{tabla}.csv",
    )


@never_cache
@require_GET
@requiere(ACCION, oculta=True)
def en_xlsx(request: HttpRequest, proceso: str, tabla: str) -> HttpResponseBase:
    """One table as XLSX, from a file on disk that nobody else can open."""
    hoja = _hoja(request, proceso, tabla)
    return _adjunto(
        FileResponse(exportar.como_xlsx(hoja), content_type=XLSX), f"{proceso}-{tabla}.xlsx"
    )


def _hoja(request: HttpRequest, proceso: str, tabla: str) -> Hoja:
    """Return what the file holds; that it was taken stays in the bitácora (404 no such table)."""
    fila, momento = en_puerta(proceso), now()
    if tabla != "registros" and tabla not in DE_LA_CUENTA:
        raise Http404
    asentar(
        momento=momento,
        actor=actor_de(request),
        acto="exportar_cifras",
        objeto=tabla,
        datos={},
        proceso=proceso,
    )
    if tabla == "registros":
        return _de_registros(request, fila, momento)
    hecha = DE_LA_CUENTA[tabla](fila)
    return Hoja(
        titulo=hecha.titulo,
        cabeza=_cabeza(hecha.titulo, fila, momento),
        columnas=hecha.columnas,
        filas=hecha.filas,
        total=hecha.total,
    )


def _de_registros(request: HttpRequest, proceso: ProcesoEnPuerta, momento: datetime) -> Hoja:
    form = FiltrosForm(request.GET, proceso=proceso.id)
    if not form.is_valid():
        raise Http404
    titulo, filtros = "Registros", form.en_palabras()
    cabeza = _cabeza(titulo, proceso, momento)
    renglones = lista.todos(proceso.id, form.to_filtros())
    return Hoja(
        titulo=titulo,
        cabeza=[*cabeza, f"Filtros: {filtros}"] if filtros else cabeza,
        columnas=queries.COLUMNAS_DE_REGISTROS,
        filas=queries.filas_de_registros(renglones, proceso.id),
    )


def _cabeza(titulo: str, proceso: ProcesoEnPuerta, momento: datetime) -> list[str]:
    return [
        titulo,
        CARACTER,
        f"Proceso {proceso.id}: {proceso.denominacion}",
        f"Cifras al {localtime(momento):%Y-%m-%d %H:%M:%S} (hora Centro)",
    ]


def _adjunto(respuesta: HttpResponse | StreamingHttpResponse, nombre: str) -> HttpResponseBase:
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}"'
    respuesta.headers["X-Content-Type-Options"] = "nosniff"
    return respuesta
