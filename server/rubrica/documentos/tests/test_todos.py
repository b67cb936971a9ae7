"""Every kind of PDF that the system makes, looked at by the tools of others (PDF/A, ISO 19005-2).

qpdf and pdfsig are asked where they are installed, veraPDF too; without veraPDF what is looked at
is what any PDF/A-2b must have and what none may: that is less than to be one.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from rubrica.documentos import compilar
from rubrica.documentos.firmable import firmable

RUBRICA = Path(__file__).parents[2]
HUELLA = "a" * 64
DE_SESION = {
    "proceso": "OAX26", "mecanismo": "Revocación", "promovente": "Pilar", "numero": 1,
    "sala": "Sala uno", "inicio": "hoy", "fin": "hoy", "tarde": True, "concluida": "hoy",
    "totales": [["Revisados", 1]], "avisado": "hoy", "limite": "hoy", "registros": 1,
    "funcionarios": [{"nombre": "Olga", "usuario": "olga@opl.test", "papel": "Opera",
                      "registros": 1}],
}  # fmt: skip
RENGLON = {
    "folio": "OAX26-0001-1-00001-XYK", "nombre": "J•••", "clave": "••••100", "estatus": "e",
    "inconsistencia": "Sin firma", "situacion": "s", "resultado": "r", "queda": "q",
}  # fmt: skip
ACTA = DE_SESION | {
    "parte": 0, "partes": 0,
    "borrador": False, "audiencia": True, "abierta": "hoy", "requisitos": "Uno.\nDos.",
    "acordados": "ayer", "relato": "Se vio.\nSe oyó.", "anexo": [RENGLON],
    "representantes": [{"nombre": "Petra", "calidad": "Representante", "asistio": True}],
    "dichos": [{"folio": "F", "manifestacion": "m", "motivo": "m",
                "documentos": [{"clase": "c", "huella": HUELLA}]}],
    "firmantes": [{"nombre": "Petra", "calidad": "Representante"}],
}  # fmt: skip
CEDULA = {
    "denominacion": "Revocación", "proceso": "OAX26", "numero": "0001",
    "registrado": dict.fromkeys(
        ("nombres", "paterno", "materno", "nacimiento", "clave_elector", "curp", "telefono",
         "correo", "alta_en"), "x"),
    "credencial": dict.fromkeys(("modelo", "nombre", "clave", "emision", "ocr", "cic"), "x"),
    "dispositivo": {"numero": 1, "equipo": "x", "id": "x", "app": "x", "alta_en": "x",
                    "responsiva": "1"},
    "captura": dict.fromkeys(
        ("folio", "capturado_en", "recibido_en", "abierta_en", "codigo"), "x"),
}  # fmt: skip
EXPEDIENTE = {
    "proceso": "OAX26", "denominacion": "Revocación", "folio": "F", "captado": "x",
    "recibido": "x", "puerta": "x", "datos": [["a", "b"]], "situacion": [["a", "b"]],
    "historia": [["a", "b", "c"]], "acuse": "x", "codigo": HUELLA, "sin_imagenes": "",
}  # fmt: skip
FURA = {
    "titulo": "FURA", "denominacion": "Revocación", "proceso": "OAX26", "autoridad": "OPL",
    "promovente": "Pilar", "periodo": "x", "responsiva": ["Uno.", "Dos."], "version": "1",
    "huella": HUELLA,
    "furas": [{"numero": n, **dict.fromkeys(
        ("telefono", "correo", "nombres", "paterno", "materno", "clave_elector", "curp",
         "nacimiento", "nombre", "pie"), "x")} for n in ("0001", "0002")],
}  # fmt: skip
DECLARACION = dict.fromkeys(
    ("oficio", "oficio_el", "correo", "nombre", "cargo", "autoridad", "rol", "vigencia"), "x"
)
CLASES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "acta": ("audiencia/plantillas/acta.typ", ACTA),
    "minuta": ("audiencia/plantillas/acta.typ", ACTA | {"audiencia": False}),
    "borrador": ("audiencia/plantillas/acta.typ", ACTA | {"borrador": True}),
    "aviso": ("audiencia/plantillas/aviso.typ", DE_SESION),
    "constancia de firmas": ("audiencia/plantillas/constancia.typ", DE_SESION | {
        "acta": HUELLA,
        "firmas": [dict.fromkeys(("nombre", "calidad", "modo", "momento", "datos"), "x")]}),
    "resultado": ("audiencia/plantillas/resultado.typ", DE_SESION | {
        "parte": 0, "partes": 0, "notificada": "hoy", "cambios": [RENGLON],
        "documentos": [["Acta", HUELLA]]}),
    "cédula de registro": ("cedulas/plantillas/cedula.typ", CEDULA),
    "cédula del expediente": ("resultados/plantillas/expediente.typ", EXPEDIENTE),
    "FURA": ("auxiliares/plantillas/fura.typ", FURA),
    "declaración": ("cuentas/plantillas/declaracion.typ", DECLARACION),
}  # fmt: skip
PROHIBIDO = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/Encrypt", b"/LZWDecode")


def _foto(color: str) -> bytes:
    salida = BytesIO()
    Image.new("RGB", (60, 40), color).save(salida, "JPEG")
    return salida.getvalue()


@pytest.fixture(params=CLASES)
def pdf(request: pytest.FixtureRequest) -> bytes:
    """One of each kind, as it is delivered."""
    plantilla, datos = CLASES[request.param]
    colores = {"anverso": "teal", "reverso": "olive", "rostro": "tan", "firma": "white"}
    con_fotos = plantilla.endswith(("cedula.typ", "expediente.typ"))
    fotos = {n: _foto(c) for n, c in colores.items()} if con_fotos else {}
    hecho = compilar(RUBRICA / plantilla, datos, imagenes=fotos)
    return firmable(hecho) if request.param == "acta" else hecho


def test_there_is_one_of_every_plantilla() -> None:
    hay = {a.relative_to(RUBRICA).as_posix() for a in RUBRICA.glob("*/plantillas/*.typ")}

    assert {plantilla for plantilla, _ in CLASES.values()} == hay - {
        "documentos/plantillas/base.typ"
    }


@pytest.mark.numeral("ET 13.9", "ET 11.5")
def test_it_has_the_marks_of_an_archive_and_nothing_that_one_may_not_have(pdf: bytes) -> None:
    raiz: Any = PdfReader(BytesIO(pdf), strict=True).root_object

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B" in pdf
    assert raiz["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert raiz["/Lang"].startswith("es")
    assert raiz["/MarkInfo"]["/Marked"]
    assert [p for p in PROHIBIDO if p in pdf] == []
    fuentes = list(_fuentes(PdfReader(BytesIO(pdf))))
    assert fuentes
    assert all("/FontFile3" in f or "/FontFile2" in f for f in fuentes)


def _fuentes(lector: PdfReader) -> Any:
    """Yield the descriptor of each font that the pages use."""
    for pagina in lector.pages:
        recursos = pagina["/Resources"]
        assert isinstance(recursos, DictionaryObject)
        for fuente in recursos.get("/Font", {}).values():
            for de in fuente.get_object()["/DescendantFonts"]:
                yield de.get_object()["/FontDescriptor"].get_object()


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "uno.pdf").write_bytes(pdf)

    dicho = subprocess.run(
        ["qpdf", "--check", tmp_path / "uno.pdf"], capture_output=True, text=True, check=False
    )

    assert (dicho.returncode, dicho.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_pdfsig_finds_no_signature_of_ours(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "uno.pdf").write_bytes(pdf)

    dicho = subprocess.run(
        ["pdfsig", tmp_path / "uno.pdf"], capture_output=True, text=True, check=False
    )

    assert "does not contain any signatures" in dicho.stdout


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")
def test_verapdf_says_that_it_is_a_pdf_a_2b(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "uno.pdf").write_bytes(pdf)

    dicho = subprocess.run(
        ["verapdf", "--flavour", "2b", "--format", "text", tmp_path / "uno.pdf"],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip

    assert dicho.startswith("PASS")
