"""From a Typst plantilla and plain data to a PDF/A-2b, in memory from beginning to end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from rubrica.documentos.injerto import NoSeInjerta, cabeza, injertar

AQUI = Path(__file__).parent
BASE = AQUI / "plantillas" / "base.typ"
LETRA = AQUI / "tipografia" / "NotoSans-400.ttf"  # for whoever draws text on an image too
NORMA = "a-2b"  # ISO 19005-2: what an archive opens in thirty years


class DocumentoImposible(Exception):
    """The plantilla and its data make no PDF; it names the plantilla and none of the data."""


def compilar(
    plantilla: Path,
    datos: Mapping[str, Any],
    *,
    momento: datetime | None = None,
    imagenes: Mapping[str, bytes] | None = None,
    etiquetas: bool = True,
) -> bytes:
    """Return the PDF/A-2b of a `.typ` file; it reads its data with `json("datos.json")`.

    datos: what JSON can say; a text is text whatever it holds, never Typst. imagenes: name → JPEG
    or PNG, placed with `imagen("name", alt: …)` of `base.typ`; they never touch the disk, and a
    JPEG is in the PDF byte for byte. momento: written as the instant of creation; without it the
    same data always make the same bytes. etiquetas: whether a reader of screens is told what is a
    heading and what a cell. Raises DocumentoImposible, also for a letter that Noto Sans cannot
    draw.
    """
    enteras = dict(imagenes or {})
    try:
        cabezas = {n: cabeza(foto, n) for n, foto in enteras.items()}
        pdf = _componer(plantilla, datos, momento, cabezas, etiquetas)
        return injertar(pdf, {cabezas[n]: foto for n, foto in enteras.items()})
    except (NoSeInjerta, DocumentoImposible):  # no JPEG, or one that is not read by its head alone
        return _componer(plantilla, datos, momento, enteras, etiquetas)


def _componer(
    plantilla: Path,
    datos: Mapping[str, Any],
    momento: datetime | None,
    imagenes: Mapping[str, bytes],
    etiquetas: bool,
) -> bytes:
    fotos = {f"{n}.json": json.dumps(list(foto)).encode() for n, foto in imagenes.items()}
    archivos = {
        "main.typ": plantilla.read_bytes(),
        "base.typ": BASE.read_bytes(),
        "datos.json": json.dumps(dict(datos)).encode(),
        **fotos,  # as numbers: Typst is given files of text only, and makes the same bytes again
    }
    try:
        pdf: bytes = typst.compile(  # type: ignore[call-overload]  # its stub forgets the dict
            archivos,
            font_paths=_tipografia(),
            pdf_standards=[NORMA],
            timestamp=int(momento.timestamp()) if momento else 0,
            pdf_tags=etiquetas,
        )
        return pdf
    except typst.TypstError:
        # Its message quotes the text that it could not set: a person's, perhaps.
        raise DocumentoImposible(plantilla.name) from None


@lru_cache(maxsize=1)
def _tipografia() -> typst.Fonts:
    """Return our own faces and no other: a document looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(AQUI / "tipografia")],
    )
