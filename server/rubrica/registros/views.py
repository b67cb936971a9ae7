"""The public account of ET 10.7, and what became of one comprobante. Totals and days, no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from rubrica.procesos import queries as procesos
from rubrica.registros import queries
from rubrica.registros.clases import PUERTAS, TEXTOS, Texto
from rubrica.registros.forms import ComprobanteForm
from rubrica.registros.rules import Clase, Cuenta


@dataclass(frozen=True)
class Renglon:
    """One class of the account as a line of the page."""

    clase: Clase
    texto: Texto
    n: int


@dataclass(frozen=True)
class Resumen:
    """One process and its account, as a line of the list."""

    id: str
    denominacion: str
    cuenta: Cuenta


@require_safe
def captacion(request: HttpRequest) -> HttpResponse:
    """The open processes, each with its account in one line."""
    resumenes = [_summary(proceso) for proceso in procesos.abiertos()]
    return render(request, "registros/captacion.html", {"resumenes": resumenes})


def _summary(proceso: str) -> Resumen:
    en_puerta = procesos.proceso_en_puerta(proceso)
    cuentas = queries.cuenta(proceso=proceso)
    return Resumen(
        proceso, en_puerta.denominacion if en_puerta else proceso, cuentas.get("", Cuenta())
    )


@require_safe
def cuenta(request: HttpRequest, proceso: str) -> HttpResponse:
    """The account of one process: total, by door and by day, from one snapshot (ET 2.2, 10.7)."""
    en_puerta = procesos.proceso_en_puerta(proceso)
    publica = queries.cuenta_publica(proceso)
    if en_puerta is None or not (en_puerta.abierto or publica.dias):
        raise Http404
    total, dias = publica.total, publica.dias
    return render(
        request,
        "registros/cuenta.html",
        {
            "proceso": en_puerta,
            "total": total,
            "renglones": _lines(total),
            "barras": [(r.texto.nombre, r.n, r.texto.tono) for r in _lines(total)[1:]],
            "puertas": [(PUERTAS[p], c) for p, c in publica.puertas.items()],
            "dias": list(dias.items()),
            "por_dia": [(_short(dia), c.a, "nopal") for dia, c in dias.items()],
            "momento": now(),
        },
    )


def _lines(total: Cuenta) -> list[Renglon]:
    return [Renglon(clase, texto, getattr(total, clase)) for clase, texto in TEXTOS.items()]


def _short(dia: date) -> str:
    return date_format(dia, "j b").lower()


@require_safe
def comprobante(request: HttpRequest) -> HttpResponse:
    """Whether the support of a comprobante arrived, and when; nothing of whom (ET 6.4)."""
    form = ComprobanteForm(request.GET or None)
    contexto: dict[str, object] = {"form": form}
    if form.is_valid():
        contexto["consultado"] = True
        contexto["recibido_en"] = queries.recibido_en(**form.cleaned_data)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "registros/comprobante.html", contexto, status=status)
