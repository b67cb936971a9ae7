"""The OPL and the DERFE review who enrolled, and nobody else does (ET 3.8, 4.5, 4.9, 4.10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.models import Alta, Auxiliar, Dispositivo
from rubrica.auxiliares.rules import ClaseDeAnexo
from rubrica.auxiliares.tests import escenas
from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.cedulas.models import Revision
from rubrica.cedulas.tests.conftest import AHORA, ANA, RECIBIDO, enrolar
from rubrica.core import acuse
from rubrica.core.sobre import Reloj
from rubrica.cuentas.models import Cuenta
from rubrica.padron.models import Corte
from rubrica.procesos.models import Proceso
from rubrica.recepcion import almacen
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.verificacion.tests import captura

pytestmark = pytest.mark.django_db
AUXILIAR = "/cedulas/OAX26/0001/"
BAJA = {"causa": "no_corresponde", "explicacion": "El rostro no es el de la credencial."}
Entrar = Callable[[str], Client]


@pytest.fixture
def como(request: pytest.FixtureRequest) -> Entrar:
    """Return who opens a session for one of the cast, by name."""

    def entrar(nombre: str) -> Client:
        client = Client()
        client.force_login(request.getfixturevalue(nombre))
        return client

    return entrar


def texto_de(pdf: bytes) -> str:
    paginas = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(pagina.extract_text() for pagina in paginas).split())


@pytest.mark.numeral("ET 3.8", "ET 4.5")
def test_the_three_sources_are_side_by_side_and_agree(como: Entrar, corte: Corte, url: str) -> None:
    pagina = como("ada").get(url)

    dicho = pagina.content.decode()
    assert "Los datos coinciden" in dicho
    for parte in ("Juan Carlos Hernández García", "JUAN CARLOS HERNÁNDEZ GARCÍA", "123456789"):
        assert parte in dicho
    assert dicho.count("data:image/jpeg;base64,") == 4
    assert "no-store" in pagina["Cache-Control"]
    asiento = Asiento.objects.get(acto="ver_cedula")
    ada = Cuenta.objects.get(correo="ada@ejemplo.test")
    assert asiento.actor == f"cuenta:{ada.pk}"
    assert b"Juan" not in bytes(asiento.canonico)


@pytest.mark.numeral("ET 4.5")
def test_a_credential_of_somebody_else_is_marked(
    como: Entrar, corte: Corte, proceso: Proceso
) -> None:
    ana = escenas.auxiliar_de(proceso, ANA)
    alta = enrolar(escenas.telefono_de(ana))

    dicho = como("ada").get(f"/cedulas/OAX26/{ana.numero}/{alta}/").content.decode()

    assert "La credencial captada es de otra persona que la registrada." in dicho
    assert "3 datos difieren" in dicho
    assert "Difiere" in dicho


@pytest.mark.numeral("ET 4.5", "ET 10.4")
def test_without_its_cut_the_page_says_which_one_is_missing(como: Entrar, url: str) -> None:
    assert "Falta cargar el corte del padrón al 31/10/2026" in como("ada").get(url).content.decode()


@pytest.mark.numeral("ET 4.5")
def test_the_cedula_is_a_pdf_that_is_always_the_same(como: Entrar, alta: UUID, url: str) -> None:
    uno, otro = (como("irma").get(f"{url}pdf/") for _ in range(2))

    fila, dicho = Alta.objects.get(pk=alta), texto_de(uno.content)
    for parte in (
        "Cédula de Registro de Auxiliar", "Hernández García", "HRGRJN82050620H900", fila.folio,
        bytes(fila.codigo_integridad).hex(), "Teléfono 1", "20 de noviembre de 2026, 12:30:00",
        "Versión 1", "Fotografía viva",
    ):  # fmt: skip
        assert parte in dicho
    assert uno.content == otro.content
    assert sum(len(p.images) for p in PdfReader(BytesIO(uno.content)).pages) == 4
    assert uno["Content-Disposition"].startswith("attachment")
    assert Asiento.objects.filter(acto="descargar_cedula").count() == 2


@pytest.mark.numeral("ET 3.8")
def test_a_cedula_is_accepted_once_and_the_next_one_comes(
    como: Entrar, corte: Corte, proceso: Proceso, url: str
) -> None:
    ana = escenas.auxiliar_de(proceso, ANA)
    otra = enrolar(escenas.telefono_de(ana))

    primera = como("susana").post(f"{url}aceptar/")
    segunda = como("ada").post(f"{url}aceptar/")

    assert primera["Location"] == f"/cedulas/OAX26/{ana.numero}/{otra}/"
    assert (segunda.status_code, Revision.objects.count()) == (409, 1)
    assert Asiento.objects.filter(acto="aceptar_cedula").count() == 1
    assert "Aceptadas (1)" in como("ada").get("/cedulas/OAX26/").content.decode()


@pytest.mark.usefixtures("irma")
@pytest.mark.numeral("ET 3.8", "ET 4.5")
def test_a_baja_from_the_cedula_tells_everybody_and_its_cause_is_read_by_pilar(
    como: Entrar, juan: Auxiliar, corte: Corte, url: str
) -> None:
    assert como("ada").post(f"{url}baja/", BAJA).status_code == 302

    juan.refresh_from_db()
    assert (juan.baja_tipo, juan.baja_numeral) == ("autoridad", "ET 3.8")
    assert Revision.objects.get().causa == "no_corresponde"
    assert auxiliares.comunicar_baja(auxiliar=juan.pk, momento=AHORA) == 3
    assert escenas.destinatarios("baja_comunicada") == [
        "ada@ejemplo.test",
        "irma@ejemplo.test",
        "pilar@ejemplo.test",
    ]
    assert escenas.destinatarios("baja_de_auxiliar") == ["juan@ejemplo.test"]
    dicho = como("pilar").get("/auxiliares/OAX26/0001/").content.decode()
    assert "no corresponde a la persona registrada. El rostro no es" in dicho


@pytest.mark.numeral("ET 4.5")
def test_the_derfe_gives_a_baja_by_its_own_numeral_and_does_not_accept(
    como: Entrar, juan: Auxiliar, url: str
) -> None:
    assert como("irma").post(f"{url}aceptar/").status_code == 403
    assert como("irma").post(f"{AUXILIAR}baja/", BAJA).status_code == 302

    juan.refresh_from_db()
    assert juan.baja_numeral == "ET 4.5"
    assert not Revision.objects.exists()


@pytest.mark.parametrize("falta", ["causa", "explicacion"])
def test_a_baja_without_cause_or_words_changes_nothing(
    como: Entrar, juan: Auxiliar, url: str, falta: str
) -> None:
    escrito = {**BAJA, falta: ""}

    assert como("ada").post(f"{url}baja/", escrito).status_code == 422
    assert como("ada").post(f"{AUXILIAR}baja/", escrito).status_code == 422
    juan.refresh_from_db()
    assert juan.baja_en is None


def test_a_second_baja_comes_too_late(como: Entrar, url: str) -> None:
    como("ada").post(f"{url}baja/", BAJA)

    assert como("irma").post(f"{url}baja/", BAJA).status_code == 409
    assert como("ada").post(f"{url}aceptar/").status_code == 409
    assert Aviso.objects.filter(plantilla="baja_de_auxiliar").count() == 1


def test_a_baja_and_a_review_are_never_taken_back(como: Entrar, juan: Auxiliar, url: str) -> None:
    como("ada").post(f"{url}baja/", BAJA)

    for acto in (
        lambda: Auxiliar.objects.update(baja_en=None, baja_tipo="", baja_motivo=b""),
        lambda: Revision.objects.update(resultado="ACEPTADA", causa=""),
        lambda: Revision.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            acto()


@pytest.mark.numeral("ET 4.10")
def test_a_device_is_revoked_and_replaced_and_the_auxiliar_keeps_its_id(
    como: Entrar, juan: Auxiliar, telefono: Telefono
) -> None:
    segundo = escenas.telefono_de(juan, numero=2)
    ruta = f"{AUXILIAR}dispositivos/{segundo.dispositivo}/revocar/"

    assert como("ada").post(ruta, {"motivo": "corto"}).status_code == 422
    assert como("ada").post(ruta, {"motivo": "Dos teléfonos a la vez."}).status_code == 302
    assert como("ada").post(ruta, {"motivo": "Dos teléfonos a la vez."}).status_code == 409

    fila = Dispositivo.objects.get(pk=segundo.dispositivo)
    assert (fila.baja_tipo, b"Dos" in bytes(fila.baja_motivo)) == ("autoridad", False)
    assert escenas.destinatarios("dispositivo_revocado") == [
        "juan@ejemplo.test",
        "pilar@ejemplo.test",
    ]
    detalle = como("pilar").get("/auxiliares/OAX26/0001/").content.decode()
    assert "Dos teléfonos a la vez." in detalle
    escenas.telefono_de(juan, numero=3)
    assert Auxiliar.objects.get().numero == "0001"


@pytest.mark.numeral("ET 4.9", "ET 4.10")
def test_the_devices_show_their_use_and_what_is_odd_of_it(
    como: Entrar, juan: Auxiliar, telefono: Telefono
) -> None:
    segundo = escenas.telefono_de(juan, numero=2)
    segundo.reloj = _clock_ahead(segundo)
    for n, aparato in enumerate((telefono, segundo, telefono)):
        leido, _ = captura.sellar(
            aparato, captura.contenido(), capturado_en=RECIBIDO + timedelta(seconds=20 * n)
        )
        captura.recibir(leido, auxiliar=juan.pk, recibido_en=AHORA)
    Auxiliar.objects.update(negados=1)

    dicho = como("irma").get("/cedulas/OAX26/dispositivos/").content.decode()

    assert "Uso simultáneo: 2 registros captados" in dicho
    assert "Más de dos intentos de alta: 2 dados de alta y 1 negados" in dicho
    assert "El reloj del teléfono 2 está adelantado 3 h" in dicho
    assert "Versión 1.0.0" in dicho
    assert "Juan" not in dicho


def _clock_ahead(telefono: Telefono) -> Reloj:
    from rubrica import llaves

    ficha = acuse.Hora(dispositivo=telefono.dispositivo, hora=RECIBIDO)
    return Reloj(
        ficha=ficha.firmar(llaves.firmante("hora")),
        dispositivo_en=RECIBIDO + timedelta(hours=3),
        delta_ms=None,
    )


@pytest.mark.numeral("ET 3.6", "ET 14.1")
def test_the_opl_downloads_the_signed_fura_and_leaves_its_name(
    como: Entrar, juan: Auxiliar
) -> None:
    hoja = b"%PDF-1.7\n%%EOF\n"
    fila = auxiliares.subir_anexo(
        auxiliar=juan.pk, clase=ClaseDeAnexo.FURA, contenido=hoja, version=1, quien=1,
        actor="pilar", momento=AHORA,
    )  # fmt: skip

    respuesta = como("ada").get(f"{AUXILIAR}anexos/{fila.pk}/")

    assert respuesta.content == hoja
    assert respuesta["Content-Security-Policy"] == "default-src 'none'; sandbox"
    ada = Cuenta.objects.get(correo="ada@ejemplo.test")
    assert Asiento.objects.get(acto="ver_anexo").actor == f"cuenta:{ada.pk}"
    assert como("ada").get(f"{AUXILIAR}anexos/{fila.pk + 1}/").status_code == 404


def test_what_no_longer_opens_says_so_and_the_rest_is_shown(
    como: Entrar, alta: UUID, url: str
) -> None:
    codigo = bytes(Alta.objects.get(pk=alta).codigo_integridad)
    almacen.ruta("OAX26", codigo).unlink()

    assert "Sin imágenes" in como("ada").get(url).content.decode()
    assert como("ada").get(f"{url}pdf/").status_code == 404


RUTAS = ("", "pdf/", "aceptar/", "baja/")


@pytest.mark.parametrize("ruta", RUTAS)
def test_who_acts_elsewhere_or_in_another_office_is_kept_out(
    como: Entrar, url: str, ruta: str
) -> None:
    for cuenta in ("renata", "ramiro", "olga", "pilar"):
        assert como(cuenta).get(url + ruta).status_code in {403, 405}
        assert como(cuenta).post(url + ruta, BAJA).status_code in {403, 405}
    assert not Revision.objects.exists()


@pytest.mark.parametrize("ruta", ["", "0001/", "dispositivos/"])
def test_the_lists_are_kept_from_them_too(como: Entrar, alta: UUID, ruta: str) -> None:
    for cuenta in ("renata", "ramiro", "olga"):
        assert como(cuenta).get(f"/cedulas/OAX26/{ruta}").status_code == 403


def test_a_cedula_under_another_number_or_process_is_not_there(
    como: Entrar, proceso: Proceso, alta: UUID
) -> None:
    ana = escenas.auxiliar_de(proceso, ANA)

    for ruta in (f"OAX26/{ana.numero}/{alta}/", f"JAL26/0001/{alta}/", f"OAX26/9999/{alta}/"):
        assert como("irma").get(f"/cedulas/{ruta}").status_code == 404
