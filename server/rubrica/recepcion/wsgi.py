"""The WSGI application of recepción: the door itself, and Django behind it for /salud and 404."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from rubrica.recepcion import almacen, api

OLVIDADO_S = 3600.0  # no request lasts an hour: what is older was left by a killed process
Application = Callable[..., Iterable[bytes]]
_LINEAS = {estado.value: f"{estado.value} {estado.phrase}" for estado in HTTPStatus}


def con_puerta(django: Application) -> Application:
    """Return an application that answers for the door, and passes the rest to Django.

    The door's own requests open no Django request: their connections to the database stay open
    between one and the next, and api.answer closes the ones that break. What a killed process left
    half received is erased first.
    """
    almacen.sweep(segundos=OLVIDADO_S)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        respuesta = api.answer(environ)
        if respuesta is None:
            return django(environ, start_response)
        cabeceras = [*respuesta.cabeceras.items()]
        if respuesta.estado != HTTPStatus.NO_CONTENT:
            cabeceras.append(("Content-Length", str(len(respuesta.cuerpo))))
        start_response(_LINEAS[respuesta.estado], cabeceras)
        return [respuesta.cuerpo]

    return application
