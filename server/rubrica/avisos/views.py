"""The catalogue of avisos, each as its reader gets it, with invented data.

Who may look is decided where these views are put in a URL: accounts come after this context.
"""

from __future__ import annotations

import base64

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from rubrica.avisos import correo, rules

# An e-mail styles itself in line, as mail readers want: only inside its own frame.
CSP_DE_LA_VISTA = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
)


@require_safe
def catalogo(request: HttpRequest) -> HttpResponse:
    """Show every aviso: when it is sent, its subject and its text."""
    avisos = [
        {
            "plantilla": plantilla,
            "asunto": correo.asunto(plantilla, plantilla.ejemplo),
            "texto": correo.texto(plantilla, plantilla.ejemplo),
        }
        for plantilla in rules.PLANTILLAS.values()
    ]
    return render(request, "avisos/catalogo.html", {"avisos": avisos})


@require_safe
@xframe_options_sameorigin
def vista(request: HttpRequest, nombre: str) -> HttpResponse:
    """Return the HTML of one aviso as it is sent, for its frame; 404 if there is none."""
    try:
        plantilla = rules.plantilla(nombre)
    except rules.PlantillaDesconocida:
        raise Http404 from None
    qr = _qr_de(plantilla) if plantilla.enlace else ""
    respuesta = HttpResponse(correo.html(plantilla, plantilla.ejemplo, qr=qr))
    respuesta.headers["Content-Security-Policy"] = CSP_DE_LA_VISTA
    return respuesta


def _qr_de(plantilla: rules.Plantilla) -> str:
    """Return the QR of the example as a data: address."""
    png = correo.png_qr(str(plantilla.ejemplo[plantilla.enlace]))
    return "data:image/png;base64," + base64.b64encode(png).decode()
