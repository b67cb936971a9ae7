"""The acta circunstanciada: live, corrected, closed, signed, again the same bytes (ET 11.5)."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pytest_django import Settings

from rubrica.audiencia import composicion, queries, services
from rubrica.audiencia.models import Documento, Firma, Sesion
from rubrica.audiencia.tests.conftest import (
    LUIS,
    NADIE,
    PDF,
    SARA,
    TERMINA,
    Abierta,
    Poner,
    adjuntar,
    concluida,
    guardar,
    rechazo_de,
)
from rubrica.audiencia.tests.notaria import Autoridad, con_otra_hoja, firmar
from rubrica.cuentas.models import Cuenta

PETRA, SUSANA, OLGA = "Petra Representa", "Susana", "Olga"


@pytest.fixture
def decidida(abierta: Abierta, poner: Poner, olga: Cuenta) -> Sesion:
    """A hearing in which all is decided: one without change, two with one."""
    registros = {c: poner(c, inciso=i) for c, i in ((LUIS, "j"), (NADIE, ""), (SARA, ""))}
    sesion = abierta()
    guardar(registros[LUIS], olga)
    guardar(registros[NADIE], olga, "nueva_busqueda", formulario={"clave": LUIS})
    adjuntar(registros[SARA], olga, "rehabilitacion", "solicitud")
    guardar(registros[SARA], olga, "rehabilitacion", manifestacion="Ya cumplió su sentencia.")
    return sesion


@pytest.fixture
def cerrada(decidida: Sesion, susana: Cuenta) -> Sesion:
    return concluida(decidida, susana)


def texto_de(pdf: bytes) -> str:
    paginas = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(p.extract_text() for p in paginas).split())


def acta_de(sesion: Sesion) -> bytes:
    return services.acta_vigente(sesion)


@pytest.mark.numeral("ET 11.5")
def test_a_hearing_with_an_undecided_record_is_not_ended(
    abierta: Abierta, poner: Poner, susana: Cuenta
) -> None:
    poner(NADIE)
    sesion = abierta()

    negado = rechazo_de(
        lambda: services.concluir(sesion=sesion.pk, quien=susana.pk, momento=TERMINA)
    )
    assert (negado.code, negado.fila.numeral) == ("audiencia-con-pendientes", "ET 11.5")
    assert negado.datos["faltan"] == 1


@pytest.mark.numeral("ET 11.5")
def test_it_is_drafted_live_corrected_and_closed(decidida: Sesion, susana: Cuenta) -> None:
    def relatar(texto: str) -> None:
        services.relatar(sesion=decidida.pk, texto=texto, quien=susana.pk, momento=TERMINA)

    sin_relato = rechazo_de(lambda: concluida_sin_relato(decidida, susana)).code
    relatar("Se vieron tres registos.")
    assert "Borrador" in texto_de(services.componer(decidida, "borrador"))
    relatar("Se vieron tres registros.")
    services.cerrar(sesion=decidida.pk, quien=susana.pk, momento=TERMINA)

    assert sin_relato == "acta-sin-relato"
    assert "tres registros" in texto_de(acta_de(decidida))
    assert "Borrador" not in texto_de(acta_de(decidida))
    tarde = rechazo_de(lambda: relatar("Fueron cuatro."))
    assert tarde.code == "sesion-improcedente"


def concluida_sin_relato(sesion: Sesion, quien: Cuenta) -> None:
    services.concluir(sesion=sesion.pk, quien=quien.pk, momento=TERMINA)
    services.cerrar(sesion=sesion.pk, quien=quien.pk, momento=TERMINA)


@pytest.mark.numeral("ET 11.2", "ET 11.5")
def test_it_names_records_by_folio_and_its_annex_is_masked(cerrada: Sesion) -> None:
    texto = texto_de(acta_de(cerrada))

    for asunto in queries.asuntos(cerrada):
        assert asunto.folio in texto
    for dicho in (
        "Acreditar la representación.", "Susana", "Olga", PETRA, "Ya cumplió su sentencia.",
        "11.6", "Suspensión de Derechos Políticos", "Sin modificación", "Con inconsistencia",
    ):  # fmt: skip
        assert dicho in texto
    for clave in (LUIS, SARA, "SERRANO"):
        assert clave not in texto
    assert "••••100" in texto


@pytest.mark.numeral("ET 11.5")
def test_it_is_a_pdf_for_the_archive_and_the_same_bytes_again(cerrada: Sesion) -> None:
    kept = Documento.objects.get(clase="acta")
    pdf = acta_de(cerrada)

    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B" in pdf
    assert services.componer(Sesion.objects.get(pk=cerrada.pk), "acta") == pdf
    assert hashlib.sha256(pdf).digest() == bytes(kept.huella)


@pytest.mark.numeral("ET 11.5")
def test_who_came_and_every_official_who_took_part_must_sign(cerrada: Sesion) -> None:
    assert [f.nombre for f in queries.firmantes(cerrada)] == [PETRA, SUSANA, OLGA]


@pytest.mark.numeral("ET 11.2", "ET 11.5")
def test_a_long_one_is_composed_by_parts_and_is_one_document(
    decidida: Sesion,
    susana: Cuenta,
    autoridad: Autoridad,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(composicion, "POR_PARTE", 2)
    cerrada = concluida(decidida, susana)
    pdf = acta_de(cerrada)

    texto = texto_de(pdf)
    for asunto in queries.asuntos(cerrada):
        assert asunto.folio in texto
    for dicho in ("parte 2 de 2", "Ya cumplió su sentencia.", "••••100", PETRA):
        assert dicho in texto
    assert services.componer(Sesion.objects.get(pk=cerrada.pk), "acta") == pdf
    suya = firmar(pdf, autoridad.firmante(PETRA), campo="Petra")
    entregar(cerrada, PETRA, suya, susana)
    (tmp_path / "acta.pdf").write_bytes(acta_de(cerrada))
    _por_poppler(tmp_path / "acta.pdf", firmas=1)
    _por_qpdf(tmp_path / "acta.pdf")


@pytest.fixture
def autoridad(settings: Settings, tmp_path: Path) -> Autoridad:
    """An authority that the installation trusts."""
    emisora = Autoridad()
    settings.ANCLAS_DE_FIRMA = str(emisora.ancla(tmp_path / "anclas"))
    return emisora


def id_de(sesion: Sesion, nombre: str) -> str:
    return next(f.id for f in queries.firmantes(sesion) if f.nombre == nombre)


def entregar(sesion: Sesion, nombre: str, firmado: bytes, quien: Cuenta) -> Firma:
    return services.firmar_con_certificado(
        sesion=sesion.pk, firmante=id_de(sesion, nombre), firmado=firmado, quien=quien.pk,
        momento=TERMINA,
    )  # fmt: skip


@pytest.mark.numeral("ET 11.5")
def test_each_signs_with_their_certificate_what_the_one_before_signed(
    cerrada: Sesion, autoridad: Autoridad, susana: Cuenta, tmp_path: Path
) -> None:
    for nombre in (PETRA, SUSANA):
        suya = firmar(acta_de(cerrada), autoridad.firmante(nombre.upper()), campo=nombre)
        entregar(cerrada, nombre, suya, susana)

    datos = queries.datos_de_firma(Firma.objects.order_by("pk").first())  # type: ignore[arg-type]
    assert (datos["nombre"], datos["emisor"]) == (PETRA.upper(), autoridad.nombre)
    firmada = tmp_path / "acta.pdf"
    firmada.write_bytes(acta_de(cerrada))
    _por_poppler(firmada, firmas=2)
    _por_qpdf(firmada)


def _por_poppler(pdf: Path, *, firmas: int) -> None:
    """pdfsig finds those signatures, each whole."""
    if shutil.which("pdfsig") is None:
        return
    dicho = subprocess.run(["pdfsig", str(pdf)], capture_output=True, text=True, check=False).stdout
    assert dicho.count("Signature Validation: Signature is Valid.") == firmas
    assert dicho.count("Signature Type: ETSI.CAdES.detached") == firmas


def _por_qpdf(pdf: Path) -> None:
    """qpdf finds nothing wrong in the structure."""
    if shutil.which("qpdf") is None:
        return
    subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, check=True)


def reescrito(acta: bytes) -> bytes:
    """Return a PDF that looks the same and is another."""
    copia, salida = PdfWriter(clone_from=BytesIO(acta)), BytesIO()
    copia.write(salida)
    return salida.getvalue()


def alterado(firmado: bytes, acta: bytes) -> bytes:
    """Return it with one bit changed of what was signed besides the acta."""
    i = firmado.index(b"Petra", len(acta))
    return firmado[:i] + b"Petro" + firmado[i + 5 :]


def de_petra(acta: bytes, autoridad: Autoridad) -> bytes:
    return firmar(acta, autoridad.firmante(PETRA), campo="Petra")


MALAS: tuple[tuple[str, Callable[[bytes, Autoridad], bytes]], ...] = (
    ("firma-de-otro-documento", lambda acta, a: de_petra(reescrito(acta), a)),
    ("firma-una-y-solo-una", lambda acta, _: acta),
    (
        "firma-una-y-solo-una",
        lambda acta, a: firmar(de_petra(acta, a), a.firmante(OLGA), campo="b"),
    ),
    ("firma-no-pdf", lambda acta, _: acta + b"\nstartxref\n1\n%%EOF"),
    ("firma-no-pades", lambda acta, a: firmar(acta, a.firmante(PETRA), campo="a", pades=False)),
    ("firma-de-otra-persona", lambda acta, a: firmar(acta, a.firmante("Ramiro"), campo="a")),
    ("firma-sin-confianza", lambda acta, _: de_petra(acta, Autoridad())),
    ("firma-alterada", lambda acta, a: alterado(de_petra(acta, a), acta)),
    ("firma-alterada", lambda acta, a: con_otra_hoja(de_petra(acta, a))),
    ("firma-alterada", lambda acta, a: de_petra(con_otra_hoja(acta), a)),
)


@pytest.mark.numeral("ET 11.5")
@pytest.mark.parametrize(("codigo", "hacer"), MALAS)
def test_a_signature_that_is_not_hers_on_this_acta_is_refused(
    cerrada: Sesion,
    autoridad: Autoridad,
    susana: Cuenta,
    codigo: str,
    hacer: Callable[[bytes, Autoridad], bytes],
) -> None:
    firmado = hacer(acta_de(cerrada), autoridad)

    negado = rechazo_de(lambda: entregar(cerrada, PETRA, firmado, susana))

    assert negado.code == codigo
    assert Firma.objects.count() == 0


@pytest.mark.numeral("ET 11.5")
def test_a_certificate_out_of_force_is_refused(
    cerrada: Sesion, autoridad: Autoridad, susana: Cuenta
) -> None:
    vencida = autoridad.firmante(PETRA, hasta=datetime(2026, 6, 1, tzinfo=UTC))
    firmado = firmar(acta_de(cerrada), vencida, campo="a")

    negado = rechazo_de(lambda: entregar(cerrada, PETRA, firmado, susana))

    assert negado.code == "firma-sin-confianza"


@pytest.mark.numeral("ET 11.5")
def test_without_authorities_to_trust_it_is_signed_on_paper(
    cerrada: Sesion, susana: Cuenta
) -> None:
    firmado = firmar(acta_de(cerrada), Autoridad().firmante(PETRA), campo="a")

    assert rechazo_de(lambda: entregar(cerrada, PETRA, firmado, susana)).code == "firma-sin-anclas"


@pytest.mark.numeral("ET 11.5")
def test_on_paper_several_sign_one_scan_and_a_refusal_is_written_down(
    cerrada: Sesion, susana: Cuenta
) -> None:
    firmas = services.firmar_en_papel(
        sesion=cerrada.pk, firmantes=[id_de(cerrada, n) for n in (SUSANA, OLGA)], escaneo=PDF,
        quien=susana.pk, momento=TERMINA,
    )  # fmt: skip
    negada = services.negarse(
        sesion=cerrada.pk, firmante=id_de(cerrada, PETRA), motivo="No está de acuerdo.",
        quien=susana.pk, momento=TERMINA,
    )  # fmt: skip

    assert [services.abrir_firma(f) for f in firmas] == [PDF, PDF]
    assert queries.datos_de_firma(negada) == {"motivo": "No está de acuerdo."}
    otra_vez = rechazo_de(
        lambda: services.negarse(
            sesion=cerrada.pk, firmante=id_de(cerrada, OLGA), motivo="x", quien=susana.pk,
            momento=TERMINA,
        )
    )  # fmt: skip
    assert otra_vez.code == "firma-repetida"


@pytest.mark.numeral("ET 11.5", "ET 11.9")
def test_the_results_wait_for_every_signature_or_refusal(cerrada: Sesion, susana: Cuenta) -> None:
    negado = rechazo_de(
        lambda: services.notificar(sesion=cerrada.pk, quien=susana.pk, momento=TERMINA)
    )

    assert (negado.code, negado.datos["faltan"]) == ("acta-sin-firmas", 3)
