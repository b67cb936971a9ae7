"""A long PDF made by parts: every page is there, in order, and it is one document."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rubrica.documentos import compilar
from rubrica.documentos.firmable import firmable
from rubrica.documentos.partes import NoSeUne, unir


@pytest.fixture
def plantilla(tmp_path: Path) -> Path:
    archivo = tmp_path / "parte.typ"
    archivo.write_text(
        '#import "base.typ": hoja\n#let d = json("datos.json")\n'
        "#show: hoja.with(titulo: d.titulo)\n#d.texto\n#pagebreak()\nFin de #d.texto"
    )
    return archivo


def de(plantilla: Path, texto: str, *, etiquetas: bool = False) -> bytes:
    return compilar(plantilla, {"titulo": "Acta", "texto": texto}, etiquetas=etiquetas)


def test_the_pages_of_each_part_follow_and_what_looks_like_a_reference_is_text(
    plantilla: Path,
) -> None:
    primera = de(plantilla, "Hechos", etiquetas=True)

    todo = unir(primera, (de(plantilla, t) for t in ("Uno", "5 0 R")))

    lector = PdfReader(BytesIO(todo), strict=True)
    textos = [" ".join(p.extract_text().split()) for p in lector.pages]
    assert [t.split("Página")[0].removeprefix("Acta ").strip() for t in textos] == [
        "Hechos", "Fin de Hechos", "Uno", "Fin de Uno", "5 0 R", "Fin de 5 0 R",
    ]  # fmt: skip
    assert str(lector.root_object["/Lang"]) == "es-MX"
    assert b"<pdfaid:part>2</pdfaid:part>" in todo


def test_it_is_made_ready_to_be_signed_and_the_same_bytes_again(plantilla: Path) -> None:
    def hacer() -> bytes:
        return firmable(unir(de(plantilla, "Hechos", etiquetas=True), [de(plantilla, "Uno")]))

    assert hacer() == hacer()
    assert PdfReader(BytesIO(hacer()), strict=True).get_fields() == {}


def test_what_is_not_ours_is_refused(plantilla: Path) -> None:
    with pytest.raises(NoSeUne):
        unir(de(plantilla, "Hechos"), [b"%PDF-1.4\n%%EOF"])
