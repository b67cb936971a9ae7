"""The Declaración de Confidencialidad: downloaded, signed, uploaded, looked at (ET 9.3)."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils.timezone import now
from pypdf import PdfReader

from rubrica.bitacora.models import Asiento
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import declaraciones, vida
from rubrica.cuentas.models import Cuenta, Declaracion
from rubrica.cuentas.tests import oficina
from rubrica.cuentas.tests.oficina import hoja_firmada
from rubrica.llaves import NoAbre
from rubrica.llaves.creacion import crear_instalacion

pytestmark = pytest.mark.numeral("ET 9.3")
SUYA, PDF = "/oficial/mi-cuenta/declaracion/", "/oficial/mi-cuenta/declaracion.pdf"


@pytest.fixture(autouse=True)
def instalada(db: None) -> None:
    crear_instalacion()


def subir(client: Client, contenido: bytes, nombre: str = "hoja.jpg") -> int:
    return client.post(SUYA, {"archivo": SimpleUploadedFile(nombre, contenido)}).status_code


def url(declaracion: Declaracion, acto: str = "") -> str:
    return f"/oficial/declaraciones/{declaracion.pk}/{acto}"


def test_octavio_downloads_the_sheet_with_his_own_data(irma: Cuenta) -> None:
    client = oficina.entrar(oficina.con_contrasena(irma))

    respuesta = client.get(PDF)

    texto = PdfReader(BytesIO(respuesta.content)).pages[0].extract_text()
    for dato in ("Octavio Opera Díaz", "Técnico de la Mesa", "octavio@ejemplo.test", "IEEPCO",
                 "Operación de la Mesa de Control", "IEEPCO/SE/0412/2026"):  # fmt: skip
        assert dato in texto
    assert "attachment" in respuesta["Content-Disposition"]
    assert Asiento.objects.filter(acto="descargar_declaracion").count() == 1
    assert b"<pdfaid:part>2</pdfaid:part>" in respuesta.content


def test_until_it_is_approved_everything_leads_to_it(irma: Cuenta) -> None:
    client = oficina.entrar(oficina.con_contrasena(irma))

    for ruta in ("/mesa/", "/procesos/", "/oficial/permisos/", "/oficial/cuentas/"):
        assert client.get(ruta)["Location"] == SUYA, ruta
    assert client.get("/oficial/mi-cuenta/").status_code == HTTPStatus.OK


def test_it_is_uploaded_approved_and_only_then_the_account_opens(irma: Cuenta) -> None:
    octavio = oficina.con_contrasena(irma)
    suyo, de_irma = oficina.entrar(octavio), Client()
    de_irma.force_login(irma)
    assert subir(suyo, hoja_firmada()) == HTTPStatus.FOUND
    hoja = Declaracion.objects.get()
    assert suyo.get("/mesa/").status_code == HTTPStatus.FOUND

    vista = de_irma.get(url(hoja))
    respuesta = de_irma.post(url(hoja, "aprobar/"))

    assert vista.content == hoja_firmada()
    assert vista["Content-Type"] == "image/jpeg"
    assert "no-store" in vista["Cache-Control"]
    assert respuesta.status_code == HTTPStatus.FOUND
    assert suyo.get("/mesa/").status_code == HTTPStatus.OK
    [carta] = oficina.cartas("cuenta_activa")
    assert (carta["para"], carta["rol"]) == (octavio.correo, "Operación de la Mesa de Control")


def test_returned_with_why_it_is_uploaded_again(irma: Cuenta) -> None:
    hoja = oficina.con_declaracion(irma)
    suyo, de_irma = oficina.entrar(hoja.cuenta), Client()
    de_irma.force_login(irma)

    assert de_irma.post(url(hoja, "devolver/"), {"motivo": ""}).status_code == 422
    de_irma.post(url(hoja, "devolver/"), {"motivo": "No se lee la firma."})

    assert "No se lee la firma." in suyo.get(SUYA).content.decode()
    assert oficina.cartas("declaracion_devuelta")[0]["motivo"] == "No se lee la firma."
    assert subir(suyo, hoja_firmada("PNG"), "hoja.png") == HTTPStatus.FOUND
    assert Declaracion.objects.count() == 2


@pytest.mark.parametrize(
    "contenido",
    [
        b"", b"<html><script>alert(1)</script>", b"%PDF-1.7 sin final", b"MZ\x90\x00" * 50,
        hoja_firmada()[:400], b"GIF89a" + bytes(40),
        b"%PDF-1.7" + bytes(vida.MAX_DECLARACION) + b"%%EOF",
    ],
    ids=["vacio", "html", "pdf-cortado", "exe", "jpeg-cortado", "gif", "grande"],
)  # fmt: skip
def test_what_is_no_scan_is_refused_whatever_its_name(irma: Cuenta, contenido: bytes) -> None:
    client = oficina.entrar(oficina.con_contrasena(irma))

    assert subir(client, contenido, "declaracion.pdf") == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Declaracion.objects.exists()


def test_a_pdf_comes_back_as_it_went(irma: Cuenta) -> None:
    client = oficina.entrar(oficina.con_contrasena(irma))
    firmada = client.get(PDF).content

    subir(client, firmada, "hoja.pdf")

    hoja = Declaracion.objects.get()
    assert declaraciones.abrir(declaracion=hoja, quien=irma.pk, momento=now()) == firmada
    assert hoja.tipo == "application/pdf"


def test_at_rest_it_is_sealed_and_bound_to_its_account(irma: Cuenta) -> None:
    hoja = oficina.con_declaracion(irma)

    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(sellada, 'hex') FROM cuentas_declaracion")
        assert hoja_firmada()[:64].hex() not in cursor.fetchone()[0]
    hoja.cuenta_id = irma.pk
    with pytest.raises(NoAbre):
        declaraciones.abrir(declaracion=hoja, quien=irma.pk, momento=now())


@pytest.mark.numeral("ET 14.1")
def test_each_viewing_is_an_asiento(client: Client, irma: Cuenta) -> None:
    hoja = oficina.con_declaracion(irma)
    client.force_login(irma)

    for _ in range(2):
        client.get(url(hoja))

    vistas = Asiento.objects.filter(acto="ver_declaracion")
    assert [(v.actor, v.objeto) for v in vistas] == [
        (f"cuenta:{irma.pk}", f"cuenta:{hoja.cuenta_id}")
    ] * 2


def test_of_two_people_who_look_at_once_the_second_comes_too_late(irma: Cuenta) -> None:
    hoja = oficina.con_declaracion(irma)
    declaraciones.aprobar(declaracion=hoja, quien=irma.pk, momento=now())

    with pytest.raises(Rechazo, match="cuenta-improcedente"):
        declaraciones.devolver(declaracion=hoja, motivo="Tarde.", quien=irma.pk, momento=now())


def test_nobody_approves_their_own_and_the_database_neither(irma: Cuenta) -> None:
    hoja = oficina.con_declaracion(irma)

    with pytest.raises(Rechazo, match="cuenta-propia"):
        declaraciones.aprobar(declaracion=hoja, quien=hoja.cuenta_id, momento=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaracion.objects.update(
            revision="APROBADA", revisada_en=now(), revisada_por=hoja.cuenta_id
        )


@pytest.mark.parametrize("quien", ["ramiro", "olga", "ada", "renata"])
def test_nobody_but_the_derfe_looks_at_it(
    client: Client, irma: Cuenta, request: pytest.FixtureRequest, quien: str
) -> None:
    hoja = oficina.con_declaracion(irma)
    client.force_login(request.getfixturevalue(quien))

    assert client.get(url(hoja)).status_code == HTTPStatus.FORBIDDEN
    assert client.post(url(hoja, "aprobar/")).status_code == HTTPStatus.FORBIDDEN
    assert client.post(url(hoja, "devolver/"), {"motivo": "x"}).status_code == HTTPStatus.FORBIDDEN
    assert not Asiento.objects.filter(acto="ver_declaracion").exists()


def test_a_promovente_has_no_declaracion_here(client: Client, pilar: Cuenta) -> None:
    client.force_login(pilar)

    for ruta in (SUYA, PDF, "/oficial/mi-cuenta/"):
        assert client.get(ruta).status_code == HTTPStatus.FORBIDDEN


def test_an_account_without_oficio_is_told_that_none_is_asked_of_it(
    client: Client, irma: Cuenta
) -> None:
    client.force_login(irma)

    assert "Su cuenta no la pide" in client.get(SUYA).content.decode()
    assert client.get(PDF).status_code == HTTPStatus.CONFLICT
    assert subir(client, hoja_firmada()) == HTTPStatus.CONFLICT
