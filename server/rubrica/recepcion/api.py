"""The door's requests (docs/protocolo.md), whoever carries them: refusals as problem+json.

No Django request reaches here: a request is what WSGI gives, and an answer three plain values.
On the way of a paquete, what a framework adds costs as much as checking its signature.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.db import (
    DatabaseError,
    InterfaceError,
    InternalError,
    OperationalError,
    close_old_connections,
)

from rubrica.core import jws
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.core.sobre import MAX_PAQUETE
from rubrica.llaves import LlaveAusente
from rubrica.mantenimiento.queries import en_curso
from rubrica.mantenimiento.rules import Parte, espera_s
from rubrica.recepcion import almacen, prueba, queries, services
from rubrica.recepcion.services import Presentado, Recibo
from rubrica.reloj import ahora

ESPERE_SEGUNDOS = {503: "30", 429: "600"}
MAX_CIFRAS_DE_CONSECUTIVO = 7
# What a cut leaves behind is kept to the last read: on a thin line this much takes a second.
TROZO_DE_SUBIDA = 4 * 1024
JOSE, PROBLEMA = "application/jose", "application/problem+json"
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Peticion:
    """One request, over the environ that WSGI gives. leidos: bytes of the body read so far."""

    environ: Mapping[str, Any]
    leidos: int = 0

    @property
    def metodo(self) -> str:
        metodo: str = self.environ["REQUEST_METHOD"]
        return metodo

    @property
    def declarado(self) -> int | None:
        """Length of the body that the client declared; None when it comes without one.

        Without a length there is a body only where the server marks its end.
        """
        texto = self.environ.get("CONTENT_LENGTH")
        if texto:
            return int(texto)
        return None if self.environ.get("wsgi.input_terminated") else 0

    def read(self, cuantos: int) -> bytes:
        """Return the next bytes of the body, b"" at its end; never past what was declared."""
        if self.declarado is not None:
            cuantos = min(cuantos, self.declarado - self.leidos)
        trozo: bytes = self.environ["wsgi.input"].read(cuantos) if cuantos > 0 else b""
        self.leidos += len(trozo)
        return trozo

    def cabecera(self, nombre: str) -> str:
        """Return a header by the name that WSGI gives it, "" when it did not come."""
        texto: str = self.environ.get(nombre, "")
        return texto

    def parametro(self, nombre: str) -> str:
        """Return a parameter of the query, "" when it did not come."""
        consulta: str = self.environ.get("QUERY_STRING", "")
        return parse_qs(consulta).get(nombre, [""])[0]


@dataclass(slots=True)
class Respuesta:
    """One answer."""

    estado: int
    cuerpo: bytes = b""
    cabeceras: dict[str, str] = field(default_factory=dict)


def answer(environ: Mapping[str, Any]) -> Respuesta | None:
    """Return the answer to a request of the door; None when its path is not of the door.

    A refusal becomes its answer, and a disk or a database that fails, a 503. Nothing else is
    caught: any other exception is a defect, and must be seen as one.
    """
    ruta = _ROUTE.fullmatch(environ["PATH_INFO"])
    if ruta is None:
        return None
    peticion = Peticion(environ)
    respuesta = _answer_or_refuse(peticion, ruta)
    _throw_away_the_rest(peticion)
    return respuesta


def _answer_or_refuse(peticion: Peticion, ruta: re.Match[str]) -> Respuesta:
    try:
        return _dispatch(peticion, ruta)
    except Rechazo as motivo:
        return problem(motivo)
    except _AWAY as falla:
        log.warning("no disponible: %s", type(falla).__name__)
        if isinstance(falla, DatabaseError | InterfaceError):
            close_old_connections()
        return problem(rechazo("no-disponible"))


# The disk (OSError), the database or a key are not there now, and may be in a while.
_AWAY = (OperationalError, InterfaceError, InternalError, OSError, LlaveAusente)


def _throw_away_the_rest(peticion: Peticion) -> None:
    """Read and forget what is left of a body, at most what a paquete may have.

    A server that answers and closes with bytes unread resets the connection, and the phone would
    see a cut where there was a refusal. Nothing of it is kept or looked at.
    """
    if (peticion.declarado or 0) > MAX_PAQUETE:
        return
    with suppress(OSError):
        while peticion.leidos <= MAX_PAQUETE and peticion.read(almacen.TROZO):
            pass


_ROUTE = re.compile(
    "/api/v1/(?:(?P<hora>hora)|pruebas/(?P<prueba>{0})|registros(?:/(?P<id>{0}))?)".replace(
        "{0}", "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    )
)


def _dispatch(peticion: Peticion, ruta: re.Match[str]) -> Respuesta:
    _exigir_servicio(ahora())
    if ruta["prueba"]:
        return _by_method(peticion, _OF_PROOF, UUID(ruta["prueba"]))
    if ruta["id"]:
        return _by_method(peticion, _OF_ONE, UUID(ruta["id"]))
    return _by_method(peticion, _OF_TIME if ruta["hora"] else _OF_ALL)


def _exigir_servicio(momento: datetime) -> None:
    """Refuse all while an announced maintenance stops reception, saying until when (ET 6.3)."""
    ventana = en_curso(queries.mantenimientos.get("") or (), Parte.RECEPCION, momento)
    if ventana is not None:
        raise rechazo(
            "mantenimiento",
            inicio=ventana.inicio.isoformat(),
            fin=ventana.fin.isoformat(),
            mensaje=ventana.mensaje,
            espera_s=espera_s(ventana.fin, momento),
        )


def _by_method(
    peticion: Peticion, vistas: Mapping[str, Callable[..., Respuesta]], *resto: UUID
) -> Respuesta:
    vista = vistas.get(peticion.metodo)
    if vista is None:
        return Respuesta(405, cabeceras={"Allow": ", ".join(sorted(vistas))})
    return vista(peticion, *resto)


def problem(motivo: Rechazo) -> Respuesta:
    """Return a refusal as RFC 9457 says, with Retry-After when waiting is the answer."""
    cuerpo = json.dumps(motivo.problema(), ensure_ascii=False, default=str).encode()
    cabeceras = {"Content-Type": PROBLEMA}
    if motivo.status in ESPERE_SEGUNDOS:
        espera = motivo.datos.get("espera_s", ESPERE_SEGUNDOS[motivo.status])
        cabeceras["Retry-After"] = str(espera)
    if "upload_offset" in motivo.datos:
        cabeceras["Upload-Offset"] = str(motivo.datos["upload_offset"])
    return Respuesta(motivo.status, cuerpo, cabeceras)


def receipt(recibo: Recibo) -> Respuesta:
    """Return a receipt: 201 when it is new, 200 when it had been given before."""
    return Respuesta(201 if recibo.nuevo else 200, recibo.jws.encode(), {"Content-Type": JOSE})


def _post(peticion: Peticion) -> Respuesta:
    """Let a sobre in: 201 and where to send its bytes, or 200 and the receipt that exists."""
    texto = b"".join(pieces(peticion, jws.MAX_BYTES, over="sobre-mal-formado"))
    momento = ahora()
    presentado = services.presentar(_ascii(texto), momento=momento)
    if isinstance(presentado, Recibo):
        return receipt(presentado)
    ya = services.existing_receipt(presentado.sobre)
    if ya is not None:
        return receipt(ya)
    _note_consecutivo(peticion, presentado)
    offset = services.empezar_subida(presentado, momento=momento)
    lugar = f"/api/v1/registros/{presentado.sobre.id}"
    return Respuesta(201, cabeceras={"Location": lugar, "Upload-Offset": str(offset)})


def _put(peticion: Peticion, id_: UUID) -> Respuesta:
    """Receive a paquete whose sobre comes in the header `Sobre`, in one request."""
    presentado = services.presentar(peticion.cabecera("HTTP_SOBRE"), momento=ahora())
    if isinstance(presentado, Recibo):
        return receipt(presentado)
    sobre = presentado.sobre
    if sobre.id != id_:
        raise rechazo("sobre-ajeno")
    _check_declared(peticion, sobre.tamano)
    _note_consecutivo(peticion, presentado)
    with almacen.Entrante() as entrante:
        for trozo in pieces(peticion, sobre.tamano):
            entrante.write(trozo)
        return receipt(services.recibir(presentado, entrante))


def _head(peticion: Peticion, id_: UUID) -> Respuesta:
    """Tell how many bytes of an upload came; 404 when there is none to go on with."""
    tamano = almacen.partial_size(id_)
    if tamano is None:
        raise rechazo("no-encontrado")
    return _offset(tamano, estado=200)


def _patch(peticion: Peticion, id_: UUID) -> Respuesta:
    """Receive the bytes that follow; with the last ones, receive the record."""
    texto = services.sobre_de_subida(id_)
    if texto is None:
        raise rechazo("no-encontrado")
    presentado = services.presentar(texto, momento=ahora())
    if isinstance(presentado, Recibo):
        return receipt(presentado)
    try:
        with almacen.Parcial(id_) as parcial:
            recibo = _go_on(peticion, presentado, parcial)
            tamano = parcial.tamano
    except FileNotFoundError:
        raise rechazo("no-encontrado") from None
    except almacen.ParcialOcupado:
        raise rechazo("subida-desfasada") from None
    return _offset(tamano) if recibo is None else receipt(recibo)


def _go_on(peticion: Peticion, presentado: Presentado, parcial: almacen.Parcial) -> Recibo | None:
    """Append what came; return the receipt once the paquete is whole, None before."""
    if peticion.cabecera("HTTP_UPLOAD_OFFSET") != str(parcial.tamano):
        raise rechazo("subida-desfasada", upload_offset=parcial.tamano)
    faltan = presentado.sobre.tamano - parcial.tamano
    for trozo in pieces(peticion, faltan, de=TROZO_DE_SUBIDA):
        parcial.write(trozo)
    if parcial.tamano < presentado.sobre.tamano:
        return None
    try:
        recibo = services.recibir(presentado, parcial)
    except Rechazo:
        services.terminar_subida(presentado.sobre.id)
        raise
    services.terminar_subida(presentado.sobre.id)
    return recibo


def _offset(tamano: int, *, estado: int = 204) -> Respuesta:
    return Respuesta(estado, cabeceras={"Upload-Offset": str(tamano), "Cache-Control": "no-store"})


def _hora(peticion: Peticion) -> Respuesta:
    """Tell a device the time, signed, and whether it was given up (ET 4.8, 4.10)."""
    try:
        dispositivo = UUID(peticion.parametro("dispositivo"))
    except ValueError:
        raise rechazo("solicitud-mal-formada", campo="dispositivo") from None
    ficha = services.ficha_de_hora(dispositivo, momento=ahora())
    cabeceras = {"Content-Type": JOSE, "Cache-Control": "no-store"}
    if settings.APP_MINIMA:
        cabeceras["Rubrica-App-Minima"] = settings.APP_MINIMA
    if baja := services.baja_dada(dispositivo):
        cabeceras["Rubrica-Baja"] = baja
    return Respuesta(200, ficha.encode(), cabeceras)


def _put_prueba(peticion: Peticion, id_: UUID) -> Respuesta:
    """Take the proof of a version of the app: 202, and the worker opens it."""
    cuerpo = b"".join(pieces(peticion, prueba.MAX_PRUEBA))
    estado = prueba.recibir(
        id_=id_,
        sobre=peticion.cabecera("HTTP_SOBRE"),
        llave=peticion.cabecera("HTTP_LLAVE"),
        cuerpo=cuerpo,
        momento=ahora(),
    )
    return _json(202, {"estado": estado.value, "motivo": ""})


def _get_prueba(peticion: Peticion, id_: UUID) -> Respuesta:
    """Tell whether a proof opened."""
    return _json(200, prueba.estado(id_))


def _json(estado: int, cuerpo: Mapping[str, str]) -> Respuesta:
    cabeceras = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return Respuesta(estado, json.dumps(cuerpo).encode(), cabeceras)


_OF_ALL = {"POST": _post}
_OF_ONE = {"PUT": _put, "PATCH": _patch, "HEAD": _head}
_OF_TIME = {"GET": _hora}
_OF_PROOF = {"GET": _get_prueba, "PUT": _put_prueba}


def pieces(
    peticion: Peticion, maximo: int, *, over: str = "paquete-grande", de: int = almacen.TROZO
) -> Iterator[bytes]:
    """Yield the body by pieces, never more than `maximo` bytes; raise Rechazo(over) if more came.

    de: most bytes of a piece, which is read whole before it is given.

    A body of undeclared length is read until it ends or passes the limit.
    """
    if (peticion.declarado or 0) > maximo:
        raise rechazo(over)
    llegaron = 0
    while llegaron <= maximo and (trozo := peticion.read(min(de, maximo + 1))):
        llegaron += len(trozo)
        if llegaron > maximo:
            raise rechazo(over)
        yield trozo


def _check_declared(peticion: Peticion, tamano: int) -> None:
    """Refuse, before reading it, a body whose declared length is not the one of its sobre."""
    if peticion.declarado in (None, tamano):
        return
    grande = (peticion.declarado or 0) > MAX_PAQUETE
    raise rechazo("paquete-grande" if grande else "paquete-danado")


def _note_consecutivo(peticion: Peticion, presentado: Presentado) -> None:
    """Keep the last consecutivo that the phone says to have made; no number, no news."""
    texto = peticion.cabecera("HTTP_RUBRICA_CONSECUTIVO")
    if texto.isascii() and texto.isdigit() and len(texto) <= MAX_CIFRAS_DE_CONSECUTIVO:
        services.anotar_consecutivo(presentado.dispositivo, int(texto))


def _ascii(texto: bytes) -> str:
    """Return the sobre as text; what is not ASCII is no sobre and will be refused as such."""
    return texto.decode("ascii", errors="replace")
