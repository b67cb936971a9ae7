"""Hand a rescue file to the door, record by record: what its page does, for files of any size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rubrica.core import jws, rescate, sobre
from rubrica.core.rechazos import rechazo
from rubrica.core.rescate import Rescatado, RescateInvalido

ESPERAS_S = (2.0, 5.0, 15.0, 60.0)
PLAZO_S = 120.0
NO_RESPONDE = "Recepción no responde. Ejecute de nuevo la orden: lo ya recibido no se repite."


@dataclass(frozen=True, kw_only=True)
class Respuesta:
    """What the door said of one record. jws: its receipt, or its signed refusal, or ""."""

    folio: str
    dicho: str
    recibido: bool
    jws: str = ""


class NadieResponde(Exception):
    """The door is away, or busy for longer than it is worth to wait."""


class _NoRedirect(HTTPRedirectHandler):
    """A redirection is not followed: it is somebody else's."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Command(BaseCommand):
    """Goes through the same request as any phone, so it needs no key and repeats nothing."""

    help = "Entrega un archivo de rescate a recepción, y guarda los acuses para el teléfono."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, where recepción is, and where to leave the receipts."""
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--url", default=settings.URL_PUBLICA, help="origen de recepción")
        parser.add_argument("--acuses", type=Path, help="archivo de acuses que importa el teléfono")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each record; fail if any was not received or the file is not whole."""
        with ExitStack() as pila:
            acuses = options["acuses"]
            salida = pila.enter_context(acuses.open("w", encoding="ascii")) if acuses else None
            sin_recibir, falla = self._deliver(options["archivo"], options["url"], salida)
        if falla or sin_recibir:
            raise CommandError(falla or f"{sin_recibir} registros no fueron recibidos.")

    def _deliver(self, archivo: Path, url: str, salida: TextIO | None) -> tuple[int, str]:
        """Return how many were not received, and why it stopped; each receipt is kept at once."""
        sin_recibir = 0

        def keep(linea: str) -> None:
            if salida:
                print(linea, file=salida, flush=True)

        keep(rescate.INICIO_DE_ACUSES)
        try:
            for dicha in deliver(archivo, url):
                self.stdout.write(f"{dicha.folio}\t{dicha.dicho}")
                sin_recibir += not dicha.recibido
                if dicha.jws:
                    keep(dicha.jws)
        except RescateInvalido as cortado:
            return sin_recibir, rechazo(str(cortado.code)).fila.titulo
        except NadieResponde:
            return sin_recibir, NO_RESPONDE
        return sin_recibir, ""


def deliver(
    archivo: Path, url: str, esperar: Callable[[float], None] = time.sleep
) -> Iterator[Respuesta]:
    """Yield what the door says of each record; raise RescateInvalido and NadieResponde."""
    with archivo.open("rb") as abierto:
        for registro in rescate.leer(abierto):
            yield _deliver_one(registro, url.rstrip("/"), esperar)


def _deliver_one(registro: Rescatado, url: str, esperar: Callable[[float], None]) -> Respuesta:
    carga = _payload(registro.sobre)
    folio = str(carga.get("folio", "—"))[:40]
    if not registro.integro or not sobre.UUID7.fullmatch(str(carga.get("id", ""))):
        return Respuesta(folio=folio, dicho=rechazo("rescate-danado").fila.titulo, recibido=False)
    peticion = Request(  # noqa: S310 - whoever runs the command says where recepción is
        f"{url}/api/v1/registros/{carga['id']}",
        data=registro.paquete,
        method="PUT",
        headers={
            "Sobre": registro.sobre.decode("ascii", errors="replace"),
            "Content-Type": "application/octet-stream",
        },
    )
    for segundos in (*ESPERAS_S, 0.0):
        estado, cuerpo = _ask(peticion)
        if estado and estado < 500 and estado != 429:
            return _understood(folio, estado, cuerpo)
        esperar(segundos)
    raise NadieResponde


def _payload(sobre: bytes) -> dict[str, Any]:
    """Return what a sobre says, unverified: only to name it."""
    try:
        return jws.leer_json(jws.b64u_bytes(sobre.decode("ascii").split(".")[1]))
    except (ValueError, IndexError):
        return {}


def _ask(peticion: Request) -> tuple[int, bytes]:
    """Return status and body; 0 when nobody answers."""
    try:
        with build_opener(_NoRedirect).open(peticion, timeout=PLAZO_S) as respuesta:
            return int(respuesta.status), bytes(respuesta.read())
    except HTTPError as falla:
        return falla.code, falla.read()
    except (URLError, OSError):
        return 0, b""


def _understood(folio: str, estado: int, cuerpo: bytes) -> Respuesta:
    if estado in {200, 201}:
        dicho = "recibido" if estado == 201 else "ya estaba recibido"
        return Respuesta(folio=folio, dicho=dicho, recibido=True, jws=cuerpo.decode("ascii"))
    try:
        problema = json.loads(cuerpo)
        dicho = f"no recibido: {problema['title']} {problema['numeral']}".strip()
    except (ValueError, KeyError, TypeError):
        raise NadieResponde from None  # whoever answers is not the door
    return Respuesta(folio=folio, dicho=dicho, recibido=False, jws=str(problema.get("rechazo", "")))
