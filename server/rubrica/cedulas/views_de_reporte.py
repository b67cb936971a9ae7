"""The report of a device (ET 14.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rubrica.auxiliares import queries as auxiliares
from rubrica.bitacora.services import anotar
from rubrica.cedulas import reporte
from rubrica.cuentas.forms_institucionales import PeriodoForm
from rubrica.cuentas.permisos import exigir, requiere

POR_HOJA = 50
DIAS = timedelta(days=30)


@require_safe
@never_cache
@requiere("cuentas.reportar")
def ver(request: HttpRequest, proceso: str, numero: str, dispositivo: UUID) -> HttpResponseBase:
    """What a device did between two days; each asking is an asiento (422 no period).

    With `formato=csv`, all of it for a spreadsheet.
    """
    quien, fila = exigir(request.user, "cuentas.reportar"), _uno(proceso, numero, dispositivo)
    hoy = localdate()
    form = PeriodoForm({"desde": hoy - DIAS, "hasta": hoy, **request.GET.dict()})
    contexto = {"id_proceso": proceso, "numero": numero, "dispositivo": fila, "form": form}
    if not form.is_valid():
        return render(request, "cedulas/reporte.html", contexto, status=422)
    filas = reporte.renglones(
        proceso=proceso, auxiliar=numero, numero=fila.numero, dispositivo=dispositivo,
        **form.to_periodo(),
    )  # fmt: skip
    es_csv = request.GET.get("formato") == "csv"
    anotar(
        "reportar_dispositivo", f"dispositivo/{dispositivo}", quien=quien.pk, momento=now(),
        proceso=proceso, csv=es_csv,
    )  # fmt: skip
    if es_csv:
        return _csv(fila, filas)
    contexto["hoja"] = Paginator(filas, POR_HOJA).get_page(request.GET.get("pagina"))
    contexto["consulta"] = f"desde={form['desde'].value()}&hasta={form['hasta'].value()}"
    return render(request, "cedulas/reporte.html", contexto)


def _csv(fila: Any, filas: list[reporte.Renglon]) -> HttpResponseBase:
    respuesta = StreamingHttpResponse(
        reporte.como_csv(filas), content_type="text/csv; charset=utf-8"
    )
    respuesta["Content-Disposition"] = f'attachment; filename="dispositivo-{fila.pk}.csv"'
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _uno(proceso: str, numero: str, dispositivo: UUID) -> Any:
    for auxiliar in auxiliares.enrolados(proceso, numero):
        for fila in auxiliar.dispositivos:
            if fila.pk == dispositivo:
                return fila
    raise Http404
