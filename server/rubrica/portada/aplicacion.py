"""The built app, served at /app/ with the headers that an offline app needs."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from rubrica.portada.middleware import CSP_DE_LA_APP

CON_HUELLA = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
TIPOS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".json": "application/json",
}
# Encoding that a browser offers → suffix of the file compressed beforehand, best first.
COMPRIMIDOS = (("br", ".br"), ("gzip", ".gz"))
PARA_SIEMPRE = "public, max-age=31536000, immutable"
SIN_CONSTRUIR = "La aplicación no está construida en este servidor. Ejecute «make app» y recargue."


@require_safe
def aplicacion(request: HttpRequest, ruta: str = "") -> HttpResponseBase:
    """Return a file of the app; any screen of it is index.html; 503 while it is not built."""
    raiz = settings.APP_DIST.resolve()
    if not (raiz / "index.html").is_file():
        return render(request, "portada/sin_app.html", {"motivo": SIN_CONSTRUIR}, status=503)
    archivo = _archivo(raiz, ruta)
    response = _entregar(archivo, request.headers.get("Accept-Encoding", ""))
    response["Cache-Control"] = PARA_SIEMPRE if _es_inmutable(archivo, raiz) else "no-cache"
    response["Service-Worker-Allowed"] = "/app/"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@require_safe
def telefono(request: HttpRequest) -> HttpResponseBase:
    """Return *¿Mi teléfono sirve?*: a page of the app's own, for before it is installed."""
    response = aplicacion(request, "telefono.html")
    response["Content-Security-Policy"] = CSP_DE_LA_APP
    return response


def _archivo(raiz: Path, ruta: str) -> Path:
    """Return the file of a path, never one outside `raiz`; a path without suffix is a screen."""
    pedido = (raiz / ruta).resolve()
    if not pedido.is_relative_to(raiz):
        raise Http404
    if pedido.is_file():
        return pedido
    if Path(ruta).suffix:
        raise Http404
    return raiz / "index.html"


def _es_inmutable(archivo: Path, raiz: Path) -> bool:
    """True for a file whose name carries the hash of its content (Vite's assets/)."""
    return archivo.parent != raiz and bool(CON_HUELLA.search(archivo.name))


def _entregar(archivo: Path, admite: str) -> HttpResponseBase:
    tipo = TIPOS.get(archivo.suffix) or mimetypes.guess_type(archivo.name)[0]
    ofrecidos = {parte.split(";")[0].strip() for parte in admite.split(",")}
    for codificacion, sufijo in COMPRIMIDOS:
        comprimido = archivo.with_name(archivo.name + sufijo)
        if codificacion in ofrecidos and comprimido.is_file():
            response = _abrir(comprimido, tipo)
            response["Content-Encoding"] = codificacion
            return response
    return _abrir(archivo, tipo)


def _abrir(archivo: Path, tipo: str | None) -> FileResponse | HttpResponse:
    return HttpResponse(archivo.read_bytes(), content_type=tipo or "application/octet-stream")
