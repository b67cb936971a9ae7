"""The same two answers for programs: the account and the comprobante."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.registros import queries
from rubrica.registros.clases import PUERTAS, TEXTOS
from rubrica.registros.forms import ComprobanteForm

JSON = {"ensure_ascii": False}


@require_safe
def cuenta(request: HttpRequest, proceso: str) -> HttpResponse:
    """The account of a process: total, by door and by day of reception, hora Centro (ET 10.7)."""
    en_puerta = procesos.proceso_en_puerta(proceso)
    publica = queries.cuenta_publica(proceso)
    if en_puerta is None or not (en_puerta.abierto or publica.dias):
        return _problem("proceso-desconocido")
    return JsonResponse(
        {
            "proceso": proceso,
            "momento": now().isoformat(timespec="seconds"),
            "caracter": "informativo y preliminar (ET 2.2)",
            "clases": {
                clase.value: {"nombre": t.nombre, "significado": t.significado}
                for clase, t in TEXTOS.items()
            },
            "total": asdict(publica.total),
            "puertas": [
                {"puerta": p.value, "nombre": PUERTAS[p], **asdict(c)}
                for p, c in publica.puertas.items()
            ],
            "dias": [{"dia": dia.isoformat(), **asdict(c)} for dia, c in publica.dias.items()],
        },
        json_dumps_params=JSON,
    )


@require_safe
def comprobante(request: HttpRequest) -> HttpResponse:
    """{llego, recibido_en} of a folio and its código; 422 when they are not well written."""
    form = ComprobanteForm(request.GET)
    if not form.is_valid():
        return _problem("comprobante-mal-escrito")
    recibido_en = queries.recibido_en(**form.cleaned_data)
    respuesta = JsonResponse(
        {
            "llego": recibido_en is not None,
            "recibido_en": recibido_en.isoformat() if recibido_en else None,
        }
    )
    respuesta["Cache-Control"] = "no-store"
    return respuesta


def _problem(code: str) -> HttpResponse:
    motivo = rechazo(code)
    return JsonResponse(
        motivo.problema(),
        status=motivo.status,
        content_type="application/problem+json",
        json_dumps_params=JSON,
    )
