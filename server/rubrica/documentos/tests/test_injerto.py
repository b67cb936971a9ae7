"""A JPEG is put whole in the PDF that was composed with its head, and nothing else changes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from pypdf import PdfReader

from rubrica.documentos import composicion
from rubrica.documentos.composicion import compilar
from rubrica.documentos.injerto import NoSeInjerta, cabeza, injertar

FUENTE = """
#import "base.typ": hoja, imagen
#show: hoja.with(titulo: "Fotos")
#imagen("una", alt: "Una", width: 5cm)
#imagen("otra", alt: "Otra", height: 4cm)
Después.
"""
GIRADA = 6  # Exif: to be turned a quarter


@pytest.fixture
def plantilla(tmp_path: Path) -> Path:
    archivo = tmp_path / "fotos.typ"
    archivo.write_text(FUENTE)
    return archivo


def foto(modo: str = "RGB", semilla: int = 1, **como: object) -> bytes:
    """Return a JPEG of noise, 80 by 60."""
    ruido = Random(semilla).randbytes(80 * 60 * len(Image.new(modo, (1, 1)).getbands()))
    salida = BytesIO()
    Image.frombytes(modo, (80, 60), ruido).save(salida, "JPEG", **como)
    return salida.getvalue()


def girada() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = GIRADA
    return foto(exif=exif)


def png() -> bytes:
    salida = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(salida, "PNG")
    return salida.getvalue()


@pytest.mark.parametrize(
    "hacer",
    [foto, lambda: foto("L"), lambda: foto(progressive=True), girada, png],
    ids=["colour", "grey", "progressive", "turned", "no JPEG"],
)
def test_it_looks_as_if_the_whole_picture_had_been_composed(
    plantilla: Path, tmp_path: Path, hacer: Callable[[], bytes]
) -> None:
    fotos = {"una": hacer(), "otra": foto(semilla=2)}

    pdf, entero = compilar(plantilla, {}, imagenes=fotos), tmp_path / "entero.pdf"
    entero.write_bytes(composicion._componer(plantilla, {}, None, fotos, True))
    (tmp_path / "injerto.pdf").write_bytes(pdf)

    de_uno, de_otro = (PdfReader(BytesIO(p)).pages[0] for p in (pdf, entero.read_bytes()))
    assert de_uno.extract_text() == de_otro.extract_text()
    assert [i.image.tobytes() for i in de_uno.images if i.image] == [
        i.image.tobytes() for i in de_otro.images if i.image
    ]
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", tmp_path / "injerto.pdf"], check=True)


def test_the_jpeg_is_there_byte_for_byte_also_when_it_is_there_twice(plantilla: Path) -> None:
    una = foto()

    pdf = compilar(plantilla, {}, imagenes={"una": una, "otra": una})

    assert pdf.count(una) == 2
    assert len(PdfReader(BytesIO(pdf), strict=True).pages[0].images) == 2


def test_two_pictures_never_have_the_same_head() -> None:
    una = foto()

    assert len({cabeza(una, "una"), cabeza(una, "otra"), cabeza(una + b"\xff\xd9", "una")}) == 3


@pytest.mark.parametrize("malo", [b"", b"\xff\xd8", b"\x89PNG", foto()[:30], b"\xff\xd8" * 9])
def test_what_has_no_head_is_told(malo: bytes) -> None:
    with pytest.raises(NoSeInjerta):
        cabeza(malo, "una")


def test_a_pdf_that_does_not_keep_the_head_is_told(plantilla: Path) -> None:
    una, pdf = foto(), compilar(plantilla, {}, imagenes={"una": foto(), "otra": png()})

    for este in (pdf, pdf + cabeza(una, "una"), b"<</Length 9/>>\n" + cabeza(una, "una")):
        with pytest.raises(NoSeInjerta):
            injertar(este, {cabeza(una, "una"): una})
