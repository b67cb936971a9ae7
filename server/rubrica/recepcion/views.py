"""The door's HTTP (docs/protocolo.md): refusals as problem+json, receipts as application/jose."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Protocol
from uuid import UUID

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from rubrica.core import jws
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.core.sobre import MAX_PAQUETE
from rubrica.llaves import LlaveAusente
from rubrica.recepcion import almacen, services
from rubrica.recepcion.reloj import ahora
from rubrica.recepcion.services import Presentado, Recibo

ESPERE_SEGUNDOS = {503: "30", 429: "600"}
MAX_CONSECUTIVO = 9_999_999
log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


class Input(Protocol):
    """The body as the WSGI server gives it, read by pieces."""

    def read(self, size: int, /) -> bytes: ...


def door(view: View) -> View:
    """Turn what a view raises into its answer: a refusal, or 503 when disk or database fail.

    Nothing else is caught: any other exception is a defect, and must be seen as one.
    """

    @csrf_exempt  # a sobre is its own authentication; no cookie is read here
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: UUID) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except Rechazo as motivo:
            return problem(motivo)
        except (DatabaseError, OSError, LlaveAusente) as falla:
            log.warning("no disponible: %s", type(falla).__name__)
            return problem(rechazo("no-disponible"))

    return wrapped


def problem(motivo: Rechazo) -> HttpResponse:
    """Return a refusal as RFC 9457 says, with Retry-After when waiting is the answer."""
    respuesta = HttpResponse(
        json.dumps(motivo.problema(), ensure_ascii=False, default=str),
        status=motivo.status,
        content_type="application/problem+json",
    )
    if motivo.status in ESPERE_SEGUNDOS:
        respuesta["Retry-After"] = ESPERE_SEGUNDOS[motivo.status]
    if "upload_offset" in motivo.datos:
        respuesta["Upload-Offset"] = str(motivo.datos["upload_offset"])
    return respuesta


def receipt(recibo: Recibo) -> HttpResponse:
    """Return a receipt: 201 when it is new, 200 when it had been given before."""
    estado = 201 if recibo.nuevo else 200
    return HttpResponse(recibo.jws, status=estado, content_type="application/jose")


@door
def registros(request: HttpRequest) -> HttpResponse:
    """POST a sobre: 201 and where to send its bytes, or 200 and the receipt that exists."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    texto = b"".join(pieces(request, jws.MAX_BYTES, over="sobre-mal-formado"))
    momento = ahora()
    presentado = services.presentar(_ascii(texto), momento=momento)
    if isinstance(presentado, Recibo):
        return receipt(presentado)
    ya = services.existing_receipt(presentado.sobre)
    if ya is not None:
        return receipt(ya)
    _note_consecutivo(request, presentado)
    offset = services.empezar_subida(presentado, momento=momento)
    respuesta = HttpResponse(status=201)
    respuesta["Location"] = f"/api/v1/registros/{presentado.sobre.id}"
    respuesta["Upload-Offset"] = str(offset)
    return respuesta


@door
def registro(request: HttpRequest, id: UUID) -> HttpResponse:
    """PUT a whole record, PATCH its next bytes, HEAD how many came."""
    views = {"PUT": _put, "PATCH": _patch, "HEAD": _head}
    view = views.get(request.method or "")
    return view(request, id) if view else HttpResponseNotAllowed(sorted(views))


def _put(request: HttpRequest, id: UUID) -> HttpResponse:
    """Receive a paquete whose sobre comes in the header `Sobre`, in one request."""
    presentado = services.presentar(request.META.get("HTTP_SOBRE", ""), momento=ahora())
    if isinstance(presentado, Recibo):
        return receipt(presentado)
    sobre = presentado.sobre
    if sobre.id != id:
        raise rechazo("sobre-ajeno")
    _check_declared(request, sobre.tamano)
    _note_consecutivo(request, presentado)
    with almacen.Entrante() as entrante:
        for trozo in pieces(request, sobre.tamano):
            entrante.write(trozo)
        recibo = services.recibir(presentado, entrante)
    return receipt(recibo)


def _head(request: HttpRequest, id: UUID) -> HttpResponse:
    """Tell how many bytes of an upload came; 404 when there is none to go on with."""
    tamano = almacen.partial_size(id)
    if tamano is None:
        raise rechazo("no-encontrado")
    return _offset(tamano, status=200)


def _patch(request: HttpRequest, id: UUID) -> HttpResponse:
    """Receive the bytes that follow; with the last ones, receive the record."""
    texto = services.sobre_de_subida(id)
    if texto is None:
        raise rechazo("no-encontrado")
    presentado = services.presentar(texto, momento=ahora())
    if isinstance(presentado, Recibo):
        return receipt(presentado)
    try:
        with almacen.Parcial(id) as parcial:
            recibo = _go_on(request, presentado, parcial)
            tamano = parcial.tamano
    except FileNotFoundError:
        raise rechazo("no-encontrado") from None
    except almacen.ParcialOcupado:
        raise rechazo("subida-desfasada") from None
    return _offset(tamano) if recibo is None else receipt(recibo)


def _go_on(request: HttpRequest, presentado: Presentado, parcial: almacen.Parcial) -> Recibo | None:
    """Append what came; return the receipt once the paquete is whole, None before."""
    if request.META.get("HTTP_UPLOAD_OFFSET") != str(parcial.tamano):
        raise rechazo("subida-desfasada", upload_offset=parcial.tamano)
    for trozo in pieces(request, presentado.sobre.tamano - parcial.tamano):
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


def _offset(tamano: int, *, status: int = 204) -> HttpResponse:
    respuesta = HttpResponse(status=status)
    respuesta["Upload-Offset"] = str(tamano)
    respuesta["Cache-Control"] = "no-store"
    return respuesta


@door
def hora(request: HttpRequest) -> HttpResponse:
    """GET the time, signed for the device that asks (ET 4.8)."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    try:
        dispositivo = UUID(request.GET.get("dispositivo", ""))
    except ValueError:
        raise rechazo("solicitud-mal-formada", campo="dispositivo") from None
    ficha = services.ficha_de_hora(dispositivo, momento=ahora())
    respuesta = HttpResponse(ficha, content_type="application/jose")
    respuesta["Cache-Control"] = "no-store"
    return respuesta


def pieces(request: HttpRequest, maximo: int, *, over: str = "paquete-grande") -> Iterator[bytes]:
    """Yield the body by pieces, never more than `maximo` bytes; raise Rechazo(over) if more came.

    Read from the server's own stream: Django's would take a body of undeclared length for empty.
    """
    entrada: Input = request.META["wsgi.input"]
    declarado = request.META.get("CONTENT_LENGTH")
    quedan = int(declarado) if declarado else maximo + 1
    if declarado and quedan > maximo:
        raise rechazo(over)
    llegaron = 0
    while quedan and (trozo := entrada.read(min(quedan, almacen.TROZO))):
        llegaron += len(trozo)
        quedan -= len(trozo)
        if llegaron > maximo:
            raise rechazo(over)
        yield trozo


def _check_declared(request: HttpRequest, tamano: int) -> None:
    """Refuse, before reading it, a body whose declared length is not the one of its sobre."""
    declarado = request.META.get("CONTENT_LENGTH")
    if not declarado or int(declarado) == tamano:
        return
    raise rechazo("paquete-grande" if int(declarado) > MAX_PAQUETE else "paquete-danado")


def _note_consecutivo(request: HttpRequest, presentado: Presentado) -> None:
    """Keep the last consecutivo that the phone says to have made; no number, no news."""
    texto = request.META.get("HTTP_RUBRICA_CONSECUTIVO", "")
    if texto.isascii() and texto.isdigit() and int(texto) <= MAX_CONSECUTIVO:
        services.anotar_consecutivo(presentado.dispositivo, int(texto))


def _ascii(texto: bytes) -> str:
    """Return the sobre as text; what is not ASCII is no sobre and will be refused as such."""
    return texto.decode("ascii", errors="replace")
