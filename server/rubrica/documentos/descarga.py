"""A file that a person takes away."""

from __future__ import annotations

from django.http import HttpResponse


def como_adjunto(contenido: bytes, tipo: str, nombre: str) -> HttpResponse:
    """Return a file that the browser keeps and never runs nor stores in a shared cache."""
    respuesta = HttpResponse(contenido, content_type=tipo)
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
    respuesta["Content-Security-Policy"] = "default-src 'none'; sandbox"
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta
