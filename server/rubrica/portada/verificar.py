"""Where anybody gets what checks documents without this server: the program and the keys."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rubrica import llaves
from rubrica.core import jws
from rubrica.verificador import union

SIRVE_PARA = {
    "acuse": "acuses de recibo",
    "hora": "hora que se dice a los teléfonos",
    "manifiesto": "manifiestos de los procesos",
    "punto_de_control": "puntos de control de la bitácora",
    "resultados": "cortes, entregas y constancias de eliminación",
}


@require_safe
def pagina(request: HttpRequest) -> HttpResponse:
    """How a document is checked, and the fingerprint of each key to compare with those printed."""
    huellas = [
        (nombre, para, jws.kid(llaves.publica_ed25519(nombre)))
        for nombre, para in SIRVE_PARA.items()
    ]
    suma = sha256(union.unido()).hexdigest()
    return render(request, "portada/verificar.html", {"huellas": huellas, "suma": suma})


@require_safe
def llaves_publicas(request: HttpRequest) -> HttpResponse:
    """The public keys as `rubrica verificar --llaves` reads them."""
    return _archivo(llaves.publicadas().encode(), "llaves.json", "application/json")


@require_safe
def programa(request: HttpRequest) -> HttpResponse:
    """The verifier, one file of Python."""
    return _archivo(union.unido(), union.NOMBRE, "text/x-python; charset=utf-8")


def _archivo(contenido: bytes, nombre: str, tipo: str) -> HttpResponse:
    return HttpResponse(
        contenido,
        content_type=tipo,
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )
