"""The signatures inside a PDF: good, altered, extended; and what pdfsig says of the same."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from rubrica.audiencia.tests.notaria import Autoridad, con_otra_hoja, firmar
from rubrica.documentos import compilar
from rubrica.documentos.firmable import firmable
from rubrica.verificador.legajo import Dice
from rubrica.verificador.programa import comprobar

PETRA, SUSANA = "Petra Representa", "Susana Conduce"
Hacer = Callable[[bytes, Autoridad], bytes]


@pytest.fixture
def acta(tmp_path: Path) -> bytes:
    """A document of the house, ready to be signed."""
    plantilla = tmp_path / "acta.typ"
    plantilla.write_text('#import "base.typ": hoja\n#show: hoja.with(titulo: "Acta")\nHechos.')
    return firmable(compilar(plantilla, {}))


@pytest.fixture
def autoridad() -> Autoridad:
    return Autoridad()


def de(pdf: bytes, autoridad: Autoridad, *nombres: str) -> bytes:
    """Return it signed by each of those people, one after another."""
    for nombre in nombres:
        pdf = firmar(pdf, autoridad.firmante(nombre), campo=nombre)
    return pdf


def informe(pdf: bytes, autoridad: Autoridad | None, carpeta: Path) -> dict[Dice, str]:
    """Return what the verifier says of a PDF, by whether it holds."""
    ruta = carpeta / "acta.pdf"
    ruta.write_bytes(pdf)
    confiar = [autoridad.ancla(carpeta / "anclas")] if autoridad else []
    renglones = comprobar([ruta], confiar=confiar)
    return {d: "\n".join(r.que for r in renglones if r.dice is d) for d in Dice}


@pytest.mark.numeral("ET 11.5")
def test_two_people_signed_and_nothing_else_was_added(
    acta: bytes, autoridad: Autoridad, tmp_path: Path
) -> None:
    dicho = informe(de(acta, autoridad, PETRA, SUSANA), autoridad, tmp_path)

    assert not dicho[Dice.NO]
    for cosa in (
        f"Firmó {PETRA}", f"Firmó {SUSANA}", "que lleva a AUTORIDAD DE EJEMPLO",
        "La última firma cubre el archivo entero.", "Después de la firma 1 solo se agregaron",
    ):  # fmt: skip
        assert cosa in dicho[Dice.SI]
    assert "revocados" in dicho[Dice.NADA]


@pytest.mark.numeral("ET 11.5")
def test_without_authorities_the_signature_holds_and_whose_it_is_does_not_follow(
    acta: bytes, autoridad: Autoridad, tmp_path: Path
) -> None:
    dicho = informe(de(acta, autoridad, PETRA), None, tmp_path)

    assert not dicho[Dice.NO]
    assert "no se dijo en qué autoridades confía" in dicho[Dice.NADA]


@pytest.mark.parametrize("pss", [False, True], ids=["PKCS 1", "PSS"])
def test_a_key_of_rsa_signs_as_well(
    acta: bytes, autoridad: Autoridad, tmp_path: Path, pss: bool
) -> None:
    clave = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    petra = autoridad.firmante(PETRA, clave=clave, pss=pss)

    dicho = informe(firmar(acta, petra, campo="a"), autoridad, tmp_path)

    assert not dicho[Dice.NO]
    assert f"Firmó {PETRA}" in dicho[Dice.SI]


def un_bit(pdf: bytes) -> bytes:
    """Return it with one letter of what was signed changed."""
    at = pdf.index(b"/Title")
    return pdf[:at] + b"/Titlf" + pdf[at + 6 :]


def otra_firma(pdf: bytes) -> bytes:
    """Return it with one byte of the signature itself changed."""
    at = pdf.rindex(b"/Contents <") + 11
    fin = len(pdf[at : pdf.index(b">", at)].rstrip(b"0"))
    at += fin - 40
    return pdf[:at] + (b"1" if pdf[at : at + 1] != b"1" else b"2") + pdf[at + 1 :]


def vencido(acta: bytes, a: Autoridad) -> bytes:
    return firmar(acta, a.firmante(PETRA, hasta=datetime(2026, 6, 1, tzinfo=UTC)), campo="a")


def sin_cubrir(pdf: bytes) -> bytes:
    """Return it with its signature saying that it covers less."""
    at = pdf.index(b"/ByteRange")
    fin = pdf.index(b"]", at)
    a, b, c, d = pdf[at + 12 : fin].split()[:4]
    menos = b"/ByteRange [%s %s %s %d" % (a, b, c, int(d) - 10)
    return pdf[:at] + menos.ljust(fin - at) + pdf[fin:]


MALAS: tuple[tuple[str, Hacer], ...] = (
    ("fue alterado", lambda acta, a: un_bit(de(acta, a, PETRA))),
    ("alterad", lambda acta, a: otra_firma(de(acta, a, PETRA))),
    ("alterado", lambda acta, a: sin_cubrir(de(acta, a, PETRA))),
    ("se agregó algo", lambda acta, a: de(acta, a, PETRA) + b"% algo\n"),
    ("se cambió: una página", lambda acta, a: con_otra_hoja(de(acta, a, PETRA))),
    ("se cambió: una página", lambda acta, a: de(con_otra_hoja(de(acta, a, PETRA)), a, SUSANA)),
    ("no lleva a ninguna", lambda acta, _: de(acta, Autoridad(), PETRA)),
    ("no estaba vigente", vencido),
)


@pytest.mark.numeral("ET 11.5")
@pytest.mark.parametrize(("dicho", "hacer"), MALAS)
def test_what_was_altered_added_or_not_answered_for_does_not_hold(
    acta: bytes, autoridad: Autoridad, tmp_path: Path, dicho: str, hacer: Hacer
) -> None:
    assert dicho in informe(hacer(acta, autoridad), autoridad, tmp_path)[Dice.NO]


def test_a_certificate_that_is_no_authority_makes_no_other(
    acta: bytes, autoridad: Autoridad, tmp_path: Path
) -> None:
    """Petra's own certificate, trusted as if it were an authority, answers for nobody but her."""
    falsa = Autoridad()
    falsa.certificado = falsa._emitir(falsa.nombre, falsa.clave.public_key(), ca=False)

    dicho = informe(de(acta, falsa, SUSANA), falsa, tmp_path)

    assert "no lleva a ninguna" in dicho[Dice.NO]


def test_a_pdf_without_signatures_is_said_to_have_none(acta: bytes, tmp_path: Path) -> None:
    dicho = informe(acta, None, tmp_path)

    assert not dicho[Dice.SI]
    assert "no lleva firmas" in dicho[Dice.NADA]


def con_datos_de_mas(pdf: bytes) -> bytes:
    """Return it with a revision that changes nothing that was signed."""
    escritor, salida = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    escritor.update_root()  # type: ignore[no-untyped-call]
    escritor.write(salida)  # type: ignore[no-untyped-call]
    return salida.getvalue()


CASOS: dict[str, tuple[Hacer, bool, bool]] = {
    "good": (lambda acta, a: de(acta, a, PETRA), True, True),
    "altered": (lambda acta, a: un_bit(de(acta, a, PETRA)), False, True),
    "extended": (lambda acta, a: con_otra_hoja(de(acta, a, PETRA)), True, False),
    "one more revision": (lambda acta, a: con_datos_de_mas(de(acta, a, PETRA)), True, False),
}


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("caso", CASOS)
def test_pdfsig_says_the_same(acta: bytes, autoridad: Autoridad, tmp_path: Path, caso: str) -> None:
    hacer, vale, entero = CASOS[caso]
    propio = informe(hacer(acta, autoridad), autoridad, tmp_path)

    ajeno = subprocess.run(
        ["pdfsig", tmp_path / "acta.pdf"], capture_output=True, text=True, check=False
    ).stdout
    assert ("Signature is Valid." in ajeno, "Total document signed" in ajeno) == (vale, entero)
    assert (f"Firmó {PETRA}" in propio[Dice.SI]) is vale
    assert ("cubre el archivo entero" in propio[Dice.SI]) is entero
