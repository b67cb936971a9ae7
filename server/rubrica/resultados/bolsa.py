"""A bag (BagIt 1.0, RFC 8493) in memory: a tar whose manifests any tool checks."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Mapping
from datetime import datetime

DECLARACION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def empacar(
    nombre: str, carga: Mapping[str, bytes], datos: Mapping[str, str], *, momento: datetime
) -> bytes:
    """Return the tar of a bag in the folder `nombre`.

    carga: name → bytes of the payload. datos: what bag-info.txt says, besides its Payload-Oxum.
    """
    octetos = sum(len(contenido) for contenido in carga.values())
    info = {**datos, "Payload-Oxum": f"{octetos}.{len(carga)}"}
    etiquetas = {
        "bagit.txt": DECLARACION,
        "bag-info.txt": "".join(f"{k}: {v}\n" for k, v in info.items()).encode(),
        "manifest-sha256.txt": _sumas({f"data/{n}": c for n, c in carga.items()}),
    }
    archivos = {
        **etiquetas,
        "tagmanifest-sha256.txt": _sumas(etiquetas),
        **{f"data/{n}": contenido for n, contenido in carga.items()},
    }
    salida = io.BytesIO()
    with tarfile.open(fileobj=salida, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for ruta, contenido in archivos.items():
            entrada = tarfile.TarInfo(f"{nombre}/{ruta}")
            entrada.size, entrada.mtime = len(contenido), int(momento.timestamp())
            entrada.mode = 0o600
            tar.addfile(entrada, io.BytesIO(contenido))
    return salida.getvalue()


def _sumas(archivos: Mapping[str, bytes]) -> bytes:
    """Return the lines that `sha256sum -c` reads."""
    return "".join(f"{hashlib.sha256(c).hexdigest()}  {n}\n" for n, c in archivos.items()).encode()
