"""A PDF ready to be signed: the same bytes again, whole, and still for the archive."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rubrica.documentos import compilar
from rubrica.documentos.firmable import NoEsNuestro, firmable


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    plantilla = tmp_path / "acta.typ"
    plantilla.write_text('#import "base.typ": hoja\n#show: hoja.with(titulo: "Acta")\nHechos.')
    return compilar(plantilla, {})


def test_it_begins_with_what_it_was_and_has_an_empty_form(pdf: bytes) -> None:
    listo = firmable(pdf)

    lector = PdfReader(BytesIO(listo), strict=True)
    assert listo.startswith(pdf)
    assert listo == firmable(pdf)
    assert lector.get_fields() == {}
    assert "/AcroForm" in lector.root_object
    assert "Hechos." in lector.pages[0].extract_text()
    assert b"<pdfaid:part>2</pdfaid:part>" in listo


@pytest.mark.parametrize("otro", [b"", b"%PDF-1.7\n%%EOF", b"trailer <</Size 3/Root 2 0 R>>"])
def test_what_is_not_ours_is_refused(otro: bytes) -> None:
    with pytest.raises(NoEsNuestro):
        firmable(otro)


def test_it_is_made_ready_once(pdf: bytes) -> None:
    with pytest.raises(NoEsNuestro):
        firmable(firmable(pdf))
