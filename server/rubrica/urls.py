"""The URLs of the service that SERVICIO names, and of no other: the rest is 404."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from rubrica.salud import salud
from rubrica.servicios import PERFILES, Servicio


def _urls_of(servicio: Servicio) -> list[tuple[str, str]]:
    elegidos = PERFILES.values() if servicio is Servicio.TODOS else [PERFILES[servicio]]
    return [par for perfil in elegidos for par in perfil.urls if find_spec(par[1]) is not None]


urlpatterns = [
    path("salud", salud),
    *(path(prefijo, include(modulo)) for prefijo, modulo in _urls_of(settings.SERVICIO)),
]

handler400 = "rubrica.portada.views.error_400"
handler403 = "rubrica.portada.views.error_403"
handler404 = "rubrica.portada.views.error_404"
handler500 = "rubrica.portada.views.error_500"
