"""One PDF/A, the same bytes for the same data, and text that is only text."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from rubrica.documentos import DocumentoImposible, compilar

FUENTE = """
#import "base.typ": campos, hoja, imagen, rubrica
#let d = json("datos.json")
#show: hoja.with(titulo: "Constancia", numeral: "ET 9.3", pie: d.folio)
#campos((("Nombre", d.nombre),))
#rubrica(d.nombre, calidad: "Quien firma")
"""
MOMENTO = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)


@pytest.fixture
def plantilla(tmp_path: Path) -> Path:
    archivo = tmp_path / "constancia.typ"
    archivo.write_text(FUENTE)
    return archivo


def pdf(plantilla: Path, nombre: str = "Irma Entrega") -> bytes:
    return compilar(plantilla, {"nombre": nombre, "folio": "A-1"}, momento=MOMENTO)


def test_it_is_a_pdf_for_the_archive_with_our_face_inside(plantilla: Path) -> None:
    lector = PdfReader(BytesIO(pdf(plantilla)))

    assert lector.metadata is not None
    assert lector.metadata.title == "Constancia"
    assert lector.metadata.creation_date == MOMENTO
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B" in pdf(plantilla)
    assert b"NotoSans" in pdf(plantilla)


def test_the_same_data_make_the_same_bytes(plantilla: Path) -> None:
    assert pdf(plantilla) == pdf(plantilla)
    assert pdf(plantilla) != pdf(plantilla, "Inés Revisa")


@pytest.mark.parametrize("nombre", ["Xhu̱n Ñandú ꞌÄa", '#eval("1+1") *x* $y$ "', "[Irma] \\ @a"])
def test_what_a_person_wrote_is_text_and_nothing_else(plantilla: Path, nombre: str) -> None:
    texto = PdfReader(BytesIO(pdf(plantilla, nombre))).pages[0].extract_text()

    assert solo_letras(nombre) in solo_letras(texto)


def solo_letras(texto: str) -> str:
    """Without the spaces and control characters with which pypdf tells letters apart."""
    return "".join(letra for letra in texto if letra > " ")


def test_a_letter_without_type_is_said_without_saying_whose(plantilla: Path) -> None:
    with pytest.raises(DocumentoImposible) as falla:
        pdf(plantilla, "漢字")

    assert str(falla.value) == "constancia.typ"
    assert falla.value.__cause__ is None


def test_a_picture_goes_in_from_memory(tmp_path: Path) -> None:
    foto = BytesIO()
    Image.new("RGB", (40, 30), (156, 28, 60)).save(foto, "JPEG")
    plantilla = tmp_path / "cedula.typ"
    plantilla.write_text(
        '#import "base.typ": imagen\n#set document(title: "c")\n'
        '#set text(font: "Noto Sans")\n#imagen("rostro", alt: "Rostro", width: 3cm)'
    )

    pdf = compilar(plantilla, {}, imagenes={"rostro": foto.getvalue()})

    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 1
