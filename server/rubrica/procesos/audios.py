"""The recordings of a process: a folder with a signed index, put together on the officials' side.

They are no rows: whoever runs the installation signs a folder with `manage firmar_audios`, where
the manifest's key is, and carries it to where the portal serves it (AUDIOS_DIR/<Id Proceso>).
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rubrica import llaves
from rubrica.core import audios
from rubrica.core.audios import ARCHIVO, TIPOS, Audio, AudioInvalido
from rubrica.procesos.models import Proceso

INDICE, LISTA = "indice.jws", "audios.toml"
PARA_SIEMPRE = "public, max-age=31536000, immutable"


def firmar_carpeta(proceso: Proceso, origen: Path, destino: Path) -> tuple[Audio, ...]:
    """Write into `destino` the recordings that origen/audios.toml lists, and their signed index.

    Raises AudioInvalido, and FileNotFoundError when the list names a file that is not there.
    """
    lista = tomllib.loads((origen / LISTA).read_text("utf-8"))["audio"]
    leidos = [_leer(origen, uno, proceso) for uno in lista]
    indice = audios.firmar(proceso.pk, [a for a, _ in leidos], llaves.firmante("manifiesto"))
    destino.mkdir(parents=True, exist_ok=True)
    for audio, crudo in leidos:
        (destino / audio.archivo).write_bytes(crudo)
    # Last: an index never names a file that is not there yet.
    (destino / INDICE).write_text(indice)
    return tuple(a for a, _ in leidos)


def _leer(origen: Path, uno: dict[str, Any], proceso: Proceso) -> tuple[Audio, bytes]:
    camino = origen / str(uno["archivo"])
    if camino.suffix not in TIPOS:
        raise AudioInvalido(f"{camino.name}: solo {', '.join(TIPOS)}")
    crudo = camino.read_bytes()
    audio = Audio(
        idioma=str(uno["idioma"]),
        nombre=str(uno["nombre"]),
        texto=str(uno["texto"]),
        version=proceso.manifiesto_ciudadano_version,
        archivo=hashlib.sha256(crudo).hexdigest() + camino.suffix,
        bytes=len(crudo),
    )
    return audio, crudo


@require_safe
def indice(request: HttpRequest, proceso: str) -> HttpResponse:
    """Return the signed index (application/jose); 204 when that process has no recordings."""
    archivo = settings.AUDIOS_DIR / proceso / INDICE
    if not proceso.isalnum() or not archivo.is_file():
        return HttpResponse(status=204)
    return HttpResponse(
        archivo.read_bytes(),
        content_type="application/jose",
        headers={"Cache-Control": "max-age=60"},
    )


@require_safe
def audio(request: HttpRequest, proceso: str, archivo: str) -> HttpResponse:
    """Return one recording by the name that the index gives it; 404 for any other name."""
    camino = settings.AUDIOS_DIR / proceso / archivo
    if not proceso.isalnum() or not ARCHIVO.match(archivo) or not camino.is_file():
        raise Http404
    return HttpResponse(
        camino.read_bytes(),
        content_type=TIPOS[camino.suffix],
        headers={"Cache-Control": PARA_SIEMPRE},
    )
