"""The headers that keep a page to itself: nothing inline, nothing from another origin."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rubrica.core.rechazos import rechazo

_DIRECTIVAS = (
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
CSP = "; ".join(_DIRECTIVAS)
# The app reads codes with WebAssembly, in a worker of its own.
CSP_DE_LA_APP = "; ".join(
    (*_DIRECTIVAS, "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self' blob:")
)
PERMISOS = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"
CABECERAS = {
    "Permissions-Policy": PERMISOS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class BodyLimit:
    """Turns away a body that declares to be too big, before a byte of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        declarado = request.META.get("CONTENT_LENGTH") or "0"
        maximo = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        if declarado.isdigit() and int(declarado) > maximo:
            motivo = rechazo("cuerpo-grande")
            contexto = {"rechazo": motivo.fila, "megas": maximo // 1024**2}
            pagina = render(request, "portada/rechazo.html", contexto)
            pagina.status_code = motivo.status
            return pagina
        return self.get_response(request)


class SecurityHeaders:
    """Adds the Content-Security-Policy and its kin to every answer that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        csp = CSP_DE_LA_APP if request.path.startswith("/app/") else CSP
        response.headers.setdefault("Content-Security-Policy", csp)
        for nombre, valor in CABECERAS.items():
            response.headers.setdefault(nombre, valor)
        return response
