"""The expedientes electrónicos: a cédula of each record, sealed like any delivery (ET 13.9)."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from pypdf import PdfReader

from rubrica import llaves
from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Auxiliar, Dispositivo
from rubrica.auxiliares.rules import DatosDeAuxiliar
from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.procesos.queries import proceso_en_puerta
from rubrica.recepcion import almacen
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros import sellos as de_registros
from rubrica.registros import services as registros
from rubrica.registros.rules import Acto
from rubrica.registros.services import Registro
from rubrica.resultados import expedientes, preparacion, queries, services
from rubrica.resultados.models import Entrega
from rubrica.resultados.rules import Contenido
from rubrica.resultados.tests import apertura
from rubrica.resultados.tests.conftest import DESPUES, INICIO, Poner, congelar, dictaminar
from rubrica.verificacion import paquetes
from rubrica.verificacion.tests import captura
from rubrica.verificador.legajo import Dice
from rubrica.verificador.programa import comprobar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("llave")]
DICHO_DE_UNO = """{"proceso": "OAX26", "folio": "F", "captado": "x", "recibido": "x", "puerta": "x",
 "datos": [["a", "b"]], "situacion": [["a", "b"]], "historia": [["a", "b", "c"]], "acuse": "x",
 "codigo": "x", "sin_imagenes": ""}"""


@pytest.fixture
def telefono(proceso: Proceso) -> Telefono:
    """Abel's phone, enrolled in the process."""
    datos = DatosDeAuxiliar(
        nombres="Abel", paterno="Ejemplo", materno="Muestra", nacimiento="1990-01-01",
        telefono="9510000000", correo="abel@ejemplo.test", clave_elector="EJMBAB90010120H100",
    )  # fmt: skip
    abel = Auxiliar.objects.create(
        proceso="OAX26", numero="0153", promovente=1, alta_en=INICIO,
        datos=sellos.seal_datos("OAX26", "0153", datos),
        correo_indice=sellos.index_of_correo("OAX26", datos.correo),
        revisado_por=1, revisado_en=INICIO,
    )  # fmt: skip
    aparato = Telefono(
        proceso="OAX26", auxiliar="0153", kid_de_proceso=llaves.kid(llaves.publica("OAX26"))
    )
    Dispositivo.objects.create(
        id=aparato.dispositivo, auxiliar=abel, numero=1, kid=aparato.kid, jwk=aparato.jwk,
        responsiva_version=1, alta_en=INICIO,
    )  # fmt: skip
    paquetes._key_of.cache_clear()
    return aparato


@pytest.fixture
def captado(telefono: Telefono) -> Registro:
    """Juan's support, photographed, sealed, received, and found with a cross."""
    leido, cerrado = captura.sellar(telefono, captura.contenido())
    captura.guardar(leido, cerrado)
    abel = Dispositivo.objects.get(pk=telefono.dispositivo).auxiliar_id
    fila = captura.recibir(leido, auxiliar=abel, recibido_en=INICIO, regla=None)
    formulario = {"nombre": "JUAN", "paterno": "HERNÁNDEZ", "clave": "HRGRJN82050620H900"}
    apertura_ = registros.Apertura(
        registro=fila, acto=Acto.TURNAR_A_MESA, persona=b"p" * 16, municipio="066",
        situacion="lista_nominal", causa="", corte="1",
        datos=de_registros.sellar_formulario(fila, formulario),
    )  # fmt: skip
    registros.abrir([apertura_], momento=INICIO)
    return dictaminar(fila.pk, inciso="j")


def preparar(irma: Cuenta) -> Entrega:
    """Irma asks for the expedientes of a cut and the worker seals them."""
    fila = services.solicitar_entrega(
        proceso="OAX26", corte=congelar(irma), quien=irma.pk, momento=DESPUES,
        contenido=Contenido.EXPEDIENTES,
    )  # fmt: skip
    services.preparar(entrega=fila.pk)
    fila.refresh_from_db()
    return fila


def abrir(entrega: Entrega, del_opl: pyrage.x25519.Identity, carpeta: Path) -> list[Path]:
    """Return the bags of a delivery, opened by stock tools."""
    bolsas = []
    for volumen in entrega.volumenes.order_by("numero"):
        sellado = carpeta / volumen.nombre
        sellado.write_bytes(almacen.ruta("OAX26", bytes(volumen.codigo)).read_bytes())
        bolsas.append(apertura.descifrar(sellado, del_opl, carpeta))
        apertura.comprobar(bolsas[-1])
    return bolsas


@pytest.mark.numeral("ET 13.9")
def test_the_cedula_has_images_data_decisions_and_receipt_and_is_pdf_a(
    captado: Registro, irma: Cuenta, del_opl: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    (bolsa,) = abrir(preparar(irma), del_opl, tmp_path)

    pdf = PdfReader(bolsa / "data" / f"{captado.folio}.pdf")
    texto = " ".join(" ".join(p.extract_text() for p in pdf.pages).split())
    for dicho in (
        captado.folio, "JUAN", "HRGRJN82050620H900", "En Lista Nominal", "una cruz",
        "Se señaló una inconsistencia", "olga", bytes(captado.codigo_integridad).hex(),
    ):  # fmt: skip
        assert dicho in texto, dicho
    assert len([i for pagina in pdf.pages for i in pagina.images]) == 4
    assert b"pdfaid:part" in (bolsa / "data" / f"{captado.folio}.pdf").read_bytes()
    assert (bolsa / "data" / f"{captado.folio}.acuse.jws").read_text() == captado.recibo


@pytest.mark.numeral("ET 13.9")
def test_every_record_goes_also_one_that_does_not_open_and_says_so(
    captado: Registro,
    valido: Poner,
    irma: Cuenta,
    del_opl: pyrage.x25519.Identity,
    tmp_path: Path,
) -> None:
    sin_paquete = valido("HRGRJN82050620H900")

    entrega = preparar(irma)

    assert (entrega.registros, entrega.avance) == (2, 2)
    (bolsa,) = abrir(entrega, del_opl, tmp_path)
    crudo = (bolsa / "data" / f"{sin_paquete.folio}.pdf").read_bytes()
    texto = " ".join(p.extract_text() for p in PdfReader(BytesIO(crudo)).pages)
    assert "Las imágenes no se pudieron abrir" in texto


@pytest.mark.numeral("ET 13.9")
@pytest.mark.parametrize(
    ("nombre", "rostro", "dicho"),
    [
        ("漢 JUAN", captura.jpeg("tan", 240, 320), "[U+6F22] JUAN"),
        ("JUAN", captura.jpeg("tan", 240, 320)[:200] + b"\xff\xd9", "no se pudieron dibujar"),
    ],
)
def test_a_letter_or_a_picture_that_cannot_be_drawn_does_not_stop_the_others(
    nombre: str, rostro: bytes, dicho: str
) -> None:
    datos = json.loads(DICHO_DE_UNO) | {"denominacion": nombre}
    fotos = {n: captura.jpeg() for n in ("anverso", "reverso", "firma")} | {"rostro": rostro}

    paginas = PdfReader(BytesIO(expedientes._componer(datos, fotos))).pages

    assert dicho in " ".join(p.extract_text() for p in paginas)


@pytest.mark.numeral("ET 13.9")
def test_expedientes_come_in_the_order_of_their_records(
    captado: Registro, valido: Poner, proceso: Proceso
) -> None:
    filas = [captado, *(valido("HRGRJN82050620H900") for _ in range(2 * expedientes.A_LA_VEZ + 2))]
    en_puerta = proceso_en_puerta("OAX26")
    assert en_puerta is not None

    hechos = list(expedientes.de_lote(filas, en_puerta))

    assert [e.folio for e in hechos] == [f.folio for f in filas]
    assert all(
        e.folio in PdfReader(BytesIO(e.pdf)).pages[0].extract_text().replace(" ", "")
        for e in hechos
    )


@pytest.mark.numeral("ET 14.1", "ET 14.4")
def test_each_one_is_in_the_log_before_it_is_opened(captado: Registro, irma: Cuenta) -> None:
    preparar(irma)

    (asiento,) = Asiento.objects.filter(acto="ENTREGAR_EXPEDIENTE")
    assert (asiento.objeto, asiento.actor) == (captado.folio, f"cuenta:{irma.pk}")


@pytest.fixture
def de_uno_en_uno(monkeypatch: pytest.MonkeyPatch) -> None:
    """Volumes of one expediente."""
    monkeypatch.setattr(preparacion, "EXPEDIENTES_POR_VOLUMEN", 1)


@pytest.mark.numeral("ET 13.9")
@pytest.mark.usefixtures("de_uno_en_uno")
def test_expedientes_come_in_volumes_and_the_verifier_recounts_them(
    captado: Registro,
    valido: Poner,
    irma: Cuenta,
    del_opl: pyrage.x25519.Identity,
    tmp_path: Path,
) -> None:
    valido("PRXXAN01020320M400")
    entrega = preparar(irma)
    services.disponer(proceso="OAX26", entrega=entrega.pk, quien=irma.pk, momento=DESPUES)
    entrega.refresh_from_db()
    bolsas = abrir(entrega, del_opl, tmp_path)
    (tmp_path / "entrega.jws").write_text(entrega.jws)
    (tmp_path / "sha256sum.txt").write_text(queries.lista_de_volumenes(entrega))
    (tmp_path / "llaves.json").write_text(llaves.publicadas())
    dados = [tmp_path / n for n in ("entrega.jws", "sha256sum.txt", "llaves.json")]

    bien = [r for r in comprobar([*dados, *bolsas]) if ".jws" not in r.archivo]
    (pdf,) = bolsas[0].glob("data/*.pdf")
    pdf.write_bytes(pdf.read_bytes() + b"%")
    mal = [r.que for r in comprobar([*dados, *bolsas]) if r.dice is Dice.NO]

    assert len(bolsas) == 2
    assert [r for r in bien if r.dice is Dice.NO] == []
    assert any("1 registros no corresponden a su código" in q for q in mal)


def test_a_delivery_of_expedientes_does_not_start_the_clock_of_access(
    captado: Registro, irma: Cuenta
) -> None:
    services.disponer(proceso="OAX26", entrega=preparar(irma).pk, quien=irma.pk, momento=DESPUES)

    assert queries.ultimo_dia_de_acceso("OAX26") is None
