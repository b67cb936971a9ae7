"""Files of a delivery, for the OPL of the process alone; a cut download goes on (Range)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rubrica.cuentas.permisos import requiere
from rubrica.recepcion import almacen
from rubrica.resultados import queries, services
from rubrica.resultados.rules import Estado
from rubrica.resultados.views._comun import quien
from rubrica.resultados.views.entregas import suya

TIPO = "application/octet-stream"
TRAMO = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
TROZO = 256 * 1024  # bytes read at a time


@never_cache
@require_safe
@requiere("resultados.descargar")
def volumen(request: HttpRequest, proceso: str, entrega: int, numero: int) -> HttpResponseBase:
    """One sealed file, whole or from where it was left (206); each asking is an asiento.

    404 when it is not there, 416 for bytes that it does not have.
    """
    suya(proceso, entrega)
    fila = queries.volumen(entrega, numero)
    if fila is None:
        raise Http404
    archivo = almacen.ruta(proceso, bytes(fila.codigo))
    if not archivo.is_file():
        raise Http404
    marca = f'"{bytes(fila.codigo).hex()}"'
    tramo = _tramo(request, fila.bytes, marca)
    cabeceras = {
        "Accept-Ranges": "bytes",
        "ETag": marca,
        "Content-Disposition": f'attachment; filename="{fila.nombre}"',
    }
    if tramo is None:
        cabeceras["Content-Range"] = f"bytes */{fila.bytes}"
        return HttpResponse(status=416, headers=cabeceras)
    desde, hasta = tramo
    if request.method == "GET":
        services.anotar_descarga(volumen=fila, desde=desde, quien=quien(request), momento=now())
    entera = hasta - desde == fila.bytes
    if not entera:
        cabeceras["Content-Range"] = f"bytes {desde}-{hasta - 1}/{fila.bytes}"
    cabeceras["Content-Length"] = str(hasta - desde)
    return StreamingHttpResponse(
        _leer(archivo, desde, hasta),
        content_type=TIPO,
        status=200 if entera else 206,
        headers=cabeceras,
    )


def _tramo(request: HttpRequest, largo: int, marca: str) -> tuple[int, int] | None:
    """Return the first byte asked for and the one after the last; None if there are none such.

    What is not one range, or is of another file (If-Range), asks for the whole (RFC 9110 §14).
    """
    pedido = TRAMO.fullmatch(request.headers.get("Range", ""))
    if pedido is None or request.headers.get("If-Range", marca) != marca:
        return 0, largo
    desde = int(pedido[1])
    hasta = min(int(pedido[2]) + 1, largo) if pedido[2] else largo
    return (desde, hasta) if desde < hasta else None


def _leer(archivo: Path, desde: int, hasta: int) -> Iterator[bytes]:
    with archivo.open("rb") as abierto:
        abierto.seek(desde)
        while desde < hasta and (trozo := abierto.read(min(TROZO, hasta - desde))):
            desde += len(trozo)
            yield trozo


@never_cache
@require_safe
@requiere("resultados.descargar")
def sumas(request: HttpRequest, proceso: str, entrega: int) -> HttpResponse:
    """The SHA-256 of every sealed file, as `sha256sum -c` reads it."""
    texto = queries.lista_de_volumenes(suya(proceso, entrega))
    return _archivo(texto, "sha256sum.txt", "text/plain; charset=utf-8")


@never_cache
@require_safe
@requiere("resultados.descargar")
def firma(request: HttpRequest, proceso: str, entrega: int) -> HttpResponse:
    """The signature of a delivery, once acknowledged: it says the code that is to be computed."""
    fila = suya(proceso, entrega)
    if fila.estado != Estado.ACUSADA:
        raise Http404
    return _archivo(fila.jws, f"{proceso}-entrega{fila.pk}.jws", "application/jose")


def _archivo(texto: str, nombre: str, tipo: str) -> HttpResponse:
    return HttpResponse(
        texto,
        content_type=tipo,
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )
