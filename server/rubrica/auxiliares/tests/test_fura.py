"""The FURA goes out filled in and comes back signed, for custody alone to open (ET 3.6)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files import temp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from rubrica.auxiliares import services
from rubrica.auxiliares.models import Anexo, Auxiliar, Dispositivo
from rubrica.auxiliares.rules import ClaseDeAnexo
from rubrica.auxiliares.tests import escenas
from rubrica.auxiliares.tests.telefono_nuevo import TelefonoNuevo
from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar

pytestmark = pytest.mark.django_db
ABEL = "/auxiliares/OAX26/0001/"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def en_sesion(client: Client, pilar: Cuenta, abel: Auxiliar) -> Client:
    client.force_login(pilar)
    return client


def foto(**guardar: object) -> bytes:
    salida = BytesIO()
    Image.new("RGB", (640, 400), "teal").save(salida, "JPEG", **guardar)
    return salida.getvalue()


def subir(client: Client, clase: str, contenido: bytes, nombre: str = "hoja.pdf") -> int:
    archivo = SimpleUploadedFile(nombre, contenido)
    return client.post(f"{ABEL}anexos/{clase}/", {"archivo": archivo}).status_code


def texto_de(pdf: bytes) -> str:
    paginas = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(pagina.extract_text() for pagina in paginas).split())


@pytest.mark.numeral("ET 3.5", "ET 3.6", "ET 3.7")
def test_the_fura_comes_filled_with_the_text_that_the_app_shows(en_sesion: Client) -> None:
    forzar(responsiva="Me comprometo a:\n1. Guardar los datos.", responsiva_version=3)

    respuesta = en_sesion.get(f"{ABEL}fura/")

    dicho = texto_de(respuesta.content)
    for parte in (
        "Núñez", "NZCRAB82050620H900", "0001", "Guardar los datos.", "versión 3",
        "Acepto recibir notificaciones en abel@ejemplo.test", "Pilar Ejemplo", "Página 1 de 1",
    ):  # fmt: skip
        assert parte in dicho
    assert respuesta["Content-Disposition"].startswith("attachment")
    assert en_sesion.get(f"{ABEL}fura/").content == respuesta.content
    assert Asiento.objects.filter(acto="descargar_fura").count() == 2


@pytest.mark.numeral("ET 3.6")
def test_the_missing_fura_come_in_one_pdf_each_with_pages_of_its_own(
    en_sesion: Client, proceso: Proceso
) -> None:
    for n in range(3):
        escenas.auxiliar_de(proceso, escenas.con_correo(f"otra{n}@ejemplo.test"))
    subir(en_sesion, "fura", PDF)

    respuesta = en_sesion.get("/auxiliares/OAX26/fura/")

    hojas = [p.extract_text() for p in PdfReader(BytesIO(respuesta.content)).pages]
    assert [f"otra{n}@" in hoja for n, hoja in enumerate(hojas)] == [True] * 3
    assert all("Página 1 de 1" in hoja for hoja in hojas)
    assert en_sesion.get("/auxiliares/OAX26/fura/?parte=2").status_code == 404
    assert en_sesion.get("/auxiliares/OAX26/fura/?parte=x").status_code == 404


@pytest.mark.numeral("ET 3.6", "ET 14.1")
def test_what_is_handed_in_is_sealed_to_the_process_and_each_look_is_an_asiento(
    en_sesion: Client, irma: Cuenta
) -> None:
    assert subir(en_sesion, "fura", PDF) == 302

    fila = Anexo.objects.get()
    assert b"%PDF" not in bytes(fila.sellado)
    momento = escenas.ahora()
    assert services.abrir_anexo(anexo=fila.pk, actor="irma", momento=momento) == (
        "application/pdf", PDF,
    )  # fmt: skip
    assert Asiento.objects.filter(acto="ver_anexo", actor="irma").count() == 1


@pytest.mark.numeral("ET 3.6")
def test_the_list_and_the_page_say_what_is_missing_of_each(en_sesion: Client) -> None:
    assert "Faltan los dos" in en_sesion.get("/auxiliares/OAX26/").content.decode()

    subir(en_sesion, "fura", PDF)
    assert "Falta la copia" in en_sesion.get("/auxiliares/OAX26/").content.decode()

    subir(en_sesion, "credencial", foto(), "credencial.jpg")
    assert "Completo" in en_sesion.get("/auxiliares/OAX26/").content.decode()
    assert "responsiva versión 1" in en_sesion.get(ABEL).content.decode()


def test_a_photograph_is_kept_without_the_place_where_it_was_taken(en_sesion: Client) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Casa de Abel"

    subir(en_sesion, "credencial", foto(exif=exif), "credencial.jpg")

    _, claro = services.abrir_anexo(
        anexo=Anexo.objects.get().pk, actor="irma", momento=escenas.ahora()
    )
    assert b"Casa de Abel" not in claro
    assert Image.open(BytesIO(claro)).size == (640, 400)


@pytest.mark.numeral("ET 6.5", "ET 13.9")
def test_a_paper_is_never_in_clear_on_the_disk_however_large(
    en_sesion: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    de_paso: list[object] = []
    de_verdad = temp.NamedTemporaryFile

    def anotado(*args: Any, **kwargs: Any) -> Any:
        de_paso.append(kwargs)
        return de_verdad(*args, **kwargs)

    monkeypatch.setattr(temp, "NamedTemporaryFile", anotado)

    assert subir(en_sesion, "fura", PDF[:-6] + b" " * (5 << 20) + b"%%EOF\n") == 302
    assert (de_paso, Anexo.objects.get().tamano > 5 << 20) == ([], True)


@pytest.mark.parametrize(
    "contenido", [b"MZ\x90", b"%PDF-1.7 trunco", foto()[:200], b"<svg/>", b"GIF89a"]
)
def test_what_is_no_whole_paper_is_refused_and_says_so(en_sesion: Client, contenido: bytes) -> None:
    respuesta = en_sesion.post(
        f"{ABEL}anexos/fura/", {"archivo": SimpleUploadedFile("fura.pdf", contenido)}
    )

    assert respuesta.status_code == 422
    assert "no es un PDF, JPG o PNG completo" in respuesta.content.decode()
    assert not Anexo.objects.exists()


def test_too_big_or_too_many_is_refused(en_sesion: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rubrica.auxiliares.views_de_fura.MAX_ANEXO", 10)
    assert subir(en_sesion, "fura", PDF) == 422
    monkeypatch.undo()

    assert [subir(en_sesion, "fura", PDF) for _ in range(13)] == [302] * 12 + [409]


def test_a_paper_handed_in_is_never_changed_nor_taken_away(en_sesion: Client) -> None:
    subir(en_sesion, "fura", PDF)

    for acto in (lambda: Anexo.objects.update(version=2), lambda: Anexo.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            acto()


@pytest.mark.numeral("ET 3.6", "ET 3.7")
def test_who_has_no_fura_does_not_enrol_where_the_process_waits_for_it(
    nuevo: TelefonoNuevo, abel: Auxiliar, pilar: Cuenta
) -> None:
    forzar(enrolamiento_con_fura=True)
    nuevo.pedir_codigo()

    negada = nuevo.enrolar(nuevo.ultimo_codigo())
    services.subir_anexo(
        auxiliar=abel.pk, clase=ClaseDeAnexo.FURA, contenido=PDF, version=1, quien=pilar.pk,
        actor="pilar", momento=escenas.ahora(),
    )  # fmt: skip
    admitida = nuevo.enrolar(nuevo.ultimo_codigo())

    assert (negada.status_code, admitida.status_code) == (409, 201)
    assert negada.json()["type"] == "/rechazos/fura-pendiente"
    assert "persona promovente" in negada.json()["que_hacer"]


@pytest.mark.numeral("ET 3.6")
def test_the_database_itself_waits_for_the_fura(abel: Auxiliar) -> None:
    forzar(enrolamiento_con_fura=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        escenas.telefono_de(abel)
    assert not Dispositivo.objects.exists()


@pytest.mark.numeral("ET 3.6")
def test_an_open_process_does_not_change_whether_it_waits(proceso: Proceso) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Proceso.objects.update(enrolamiento_con_fura=True)


@pytest.mark.numeral("ET 3.5")
def test_who_accepted_another_version_of_the_responsiva_reads_it_again(
    nuevo: TelefonoNuevo,
) -> None:
    forzar(responsiva_version=2)
    nuevo.pedir_codigo()

    respuesta = nuevo.enrolar(nuevo.ultimo_codigo(), responsiva_version=1)

    assert respuesta.json()["type"] == "/rechazos/responsiva-pendiente"
    assert nuevo.enrolar(nuevo.ultimo_codigo(), responsiva_version=2).status_code == 201
    assert Dispositivo.objects.get().responsiva_version == "2"


def test_the_version_that_was_signed_is_kept(en_sesion: Client) -> None:
    forzar(responsiva_version=2)
    hoja = SimpleUploadedFile("fura.pdf", PDF)

    en_sesion.post(f"{ABEL}anexos/fura/", {"archivo": hoja, "version_firmada": "1"})

    assert Anexo.objects.get().version == 1


@pytest.mark.parametrize("ruta", ["/auxiliares/OAX26/fura/", f"{ABEL}fura/"])
def test_ramiro_gets_no_fura(client: Client, ramiro: Cuenta, abel: Auxiliar, ruta: str) -> None:
    client.force_login(ramiro)

    assert client.get(ruta).status_code == 403
    assert subir(client, "fura", PDF) == 403
    assert not Anexo.objects.exists()


@pytest.mark.numeral("ET 3.4")
def test_a_baja_is_told_to_the_opl_and_to_the_derfe_by_the_worker(
    en_sesion: Client, irma: Cuenta, ada: Cuenta, abel: Auxiliar
) -> None:
    en_sesion.post(f"{ABEL}baja", {"motivo": "Dejó de participar."})

    momento = escenas.ahora() + timedelta(seconds=5)
    assert services.comunicar_baja(auxiliar=abel.pk, momento=momento) == 2
    assert escenas.destinatarios("baja_comunicada") == [ada.correo, irma.correo]
