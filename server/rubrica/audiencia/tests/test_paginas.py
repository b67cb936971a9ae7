"""The pages: each act from its form, each refusal at its field, and who is kept out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rubrica.audiencia import queries
from rubrica.audiencia.models import Adjunto, Sesion
from rubrica.audiencia.tests.conftest import (
    EN_LA_SALA,
    HOY,
    LUIS,
    NADIE,
    PDF,
    SARA,
    TERMINA,
    Abierta,
    Poner,
    adjuntar,
    asunto_de,
    concluida,
    guardar,
    notificada,
)
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.procesos.models import Proceso
from rubrica.registros.models import Registro

BASE = "/audiencia/OAX26"
SESION = f"{BASE}/1"
Reloj = Callable[[datetime], None]
MODULOS = ("agenda", "sala", "proyeccion", "acta", "cambios", "portal")


@pytest.fixture(autouse=True)
def reloj(monkeypatch: pytest.MonkeyPatch) -> Reloj:
    """Return who sets the clock that the pages look at; it begins at noon of that Thursday."""

    def poner_a(momento: datetime) -> None:
        for modulo in MODULOS:
            monkeypatch.setattr(f"rubrica.audiencia.views.{modulo}.now", lambda: momento)

    poner_a(HOY)
    return poner_a


def entra(client: Client, quien: Cuenta) -> Client:
    client.force_login(quien)
    return client


@pytest.mark.numeral("ET 11.5", "ET 11.3")
def test_requirements_first_then_the_hearing_its_load_and_its_notice(
    client: Client, proceso: Proceso, poner: Poner, susana: Cuenta, olga: Cuenta
) -> None:
    poner(NADIE)
    entra(client, susana)
    audiencia = {
        "inicio": "2026-11-23T10:00", "fin": "2026-11-23T14:00", "sala": "Sala de sesiones",
        "conduce": susana.pk, "operadores": [olga.pk], "representantes": "Petra Representa, Legal",
    }  # fmt: skip

    temprano = client.post(f"{BASE}/nueva/", audiencia)
    client.post(
        f"{BASE}/requisitos/",
        {"texto": "Originales.", "con": "Pilar", "acordados_el": "2026-11-18"},
    )
    hecha = client.post(f"{BASE}/nueva/", audiencia)
    client.post(f"{SESION}/carga/", {"grupo": "no_encontrado"})
    client.post(f"{SESION}/aviso/")

    assert temprano.status_code == 409
    assert "requisitos acordados" in temprano.content.decode()
    assert hecha["Location"] == f"{SESION}/"
    assert Sesion.objects.get().estado == "avisada"
    assert client.get(f"{SESION}/documentos/aviso.pdf")["Content-Type"] == "application/pdf"


@pytest.mark.numeral("ET 11.3")
def test_a_late_notice_shows_on_the_page(
    client: Client, programada: Sesion, susana: Cuenta, reloj: Reloj
) -> None:
    reloj(EN_LA_SALA)

    pagina = entra(client, susana).get(f"{SESION}/").content.decode()

    assert "con menos de 48 horas" in pagina


@pytest.mark.numeral("ET 11.4 a")
def test_olga_chooses_the_folio_searches_and_finds_her_load(
    client: Client, abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    abierta()
    entra(client, olga)

    antes = client.get("/audiencia/operar/").content.decode()
    hallado = client.get("/audiencia/operar/?proceso=OAX26").content.decode()
    ajeno = client.get("/audiencia/operar/?proceso=JAL26").content.decode()

    assert "Folio del mecanismo" in antes
    assert [registro.folio in p for p in (antes, hallado, ajeno)] == [False, True, False]


@pytest.mark.numeral("ET 11.4 b", "ET 11.4 b i", "ET 11.4 b ii", "ET 11.4 b iii", "ET 11.4 b iv")
@pytest.mark.numeral("ET 11.4 b v", "ET 11.4 b vi", "ET 11.4 b vii", "ET 11.4 b viii")
def test_images_and_form_are_together_with_every_datum(
    client: Client, abierta: Abierta, poner: Poner, olga: Cuenta, asomos: list[tuple[UUID, str]]
) -> None:
    registro = poner(LUIS, inciso="j")
    abierta()
    ruta = f"{SESION}/registros/{asunto_de(registro).pk}/"

    pagina = entra(client, olga).get(ruta).content.decode()
    imagen = client.get(f"{ruta}imagen/anverso.jpg")

    for dicho in (
        "Nombre(s)", "Apellido paterno", "Apellido materno", "Clave de elector",
        "Número de emisión", "OCR / CIC", "Inconsistencia", "Detalle de inconsistencia",
        "una cruz", "Firma no válida", LUIS,
    ):  # fmt: skip
        assert dicho in pagina
    assert pagina.count("/imagen/") == 4
    assert (imagen["Content-Type"], len(asomos)) == ("image/jpeg", 1)


def ruta_de(registro: Registro) -> str:
    return f"{SESION}/registros/{asunto_de(registro).pk}/"


@pytest.mark.numeral("ET 11.6")
def test_a_refusal_keeps_what_was_typed_and_points_at_its_field(
    client: Client, abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(SARA)
    abierta()
    entra(client, olga)

    respuesta = client.post(
        f"{ruta_de(registro)}decision/",
        {"cambios": ["rehabilitacion"], "manifestacion": "Ya cumplió.", "motivo": "Procede."},
    )

    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "acredita la rehabilitación" in pagina
    assert "ET 11.6" in pagina
    assert "Ya cumplió." in pagina
    assert respuesta.context["form"].errors.keys() == {"cambios"}


@pytest.mark.numeral("ET 11.4 c")
def test_a_document_is_attached_and_the_next_record_comes(
    client: Client, abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro, otro = poner(SARA), poner(NADIE)
    abierta()
    entra(client, olga)
    for clase in ("rehabilitacion", "solicitud"):
        archivo = SimpleUploadedFile("doc.pdf", PDF, "application/pdf")
        client.post(f"{ruta_de(registro)}documentos/", {"clase": clase, "archivo": archivo})

    guardado = client.post(
        f"{ruta_de(registro)}decision/",
        {"cambios": ["rehabilitacion"], "manifestacion": "Ya cumplió.", "motivo": "Procede."},
    )

    assert guardado["Location"] == ruta_de(otro)
    visto = client.get(f"{ruta_de(registro)}documentos/{Adjunto.objects.earliest('pk').pk}/")
    assert visto.content == PDF
    malo = SimpleUploadedFile("doc.pdf", b"nada", "application/pdf")
    negado = client.post(f"{ruta_de(otro)}documentos/", {"clase": "elemento", "archivo": malo})
    assert negado.status_code == 422


@pytest.mark.numeral("ET 11.5")
def test_what_an_acta_could_not_print_is_refused_when_it_is_written(
    client: Client, abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(NADIE)
    abierta()

    respuesta = entra(client, olga).post(
        f"{ruta_de(registro)}decision/", {"manifestacion": "Está bien 👍"}
    )

    assert respuesta.status_code == 422
    assert "emojis" in respuesta.content.decode()


@pytest.mark.numeral("ET 11.5")
@pytest.mark.usefixtures("asomos")
def test_the_projected_window_shows_what_the_mask_says_and_no_more(
    client: Client, abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    sesion = abierta()
    sesion.mascara = {"nombre": "parcial", "clave": "oculto", "reverso": "oculto"}
    sesion.save(update_fields=["mascara"])
    entra(client, olga)

    vacia = client.get(f"{SESION}/proyeccion/").content.decode()
    client.post(f"{ruta_de(registro)}proyeccion/")
    llena = client.get(f"{SESION}/proyeccion/").content.decode()

    numero = asunto_de(registro).pk
    assert registro.folio not in vacia
    assert all(t in llena for t in (registro.folio, "L•••", "anverso.jpg"))
    assert not any(t in llena for t in (LUIS, "reverso.jpg"))
    assert client.get(f"{SESION}/proyeccion/actual/").json() == {"asunto": numero}
    assert client.get(f"{SESION}/proyeccion/{numero}/reverso.jpg").status_code == 404
    assert client.get(f"{SESION}/proyeccion/{numero}/anverso.jpg").status_code == 200
    client.post(f"{ruta_de(registro)}proyeccion/", {"quitar": "1"})
    assert client.get(f"{SESION}/proyeccion/actual/").json() == {"asunto": None}


Por = tuple[Sesion, Callable[[], object]]


@pytest.fixture
def por_decidir(abierta: Abierta, poner: Poner, olga: Cuenta) -> Por:
    """An open hearing with one record, and who decides on it."""
    registro = poner(SARA)
    return abierta(), lambda: guardar(registro, olga)


@pytest.mark.numeral("ET 11.5", "ET 11.9")
def test_the_acta_is_told_closed_signed_and_notified_from_its_page(
    client: Client, por_decidir: Por, susana: Cuenta, reloj: Reloj
) -> None:
    sesion, decidir = por_decidir
    reloj(TERMINA)
    entra(client, susana)
    acta = f"{SESION}/acta/"

    pronto = client.post(f"{acta}conclusion/")
    decidir()
    client.post(f"{acta}relato/", {"texto": "Se vio un registro."})
    borrador = client.get(f"{SESION}/documentos/borrador.pdf")
    for paso in ("conclusion", "cierre"):
        client.post(f"{acta}{paso}/")
    sin_firmas = client.post(f"{acta}notificacion/")
    petra, *otros = [f.id for f in queries.firmantes(sesion)]
    client.post(f"{acta}firma/negativa/", {"firmante": petra, "motivo": "No está de acuerdo."})
    escaneo = SimpleUploadedFile("acta.pdf", PDF, "application/pdf")
    client.post(f"{acta}firma/autografa/", {"firmantes": otros, "archivo": escaneo})
    client.post(f"{acta}notificacion/")

    assert (pronto.status_code, sin_firmas.status_code) == (409, 409)
    assert borrador.content.startswith(b"%PDF")
    sesion.refresh_from_db()
    assert sesion.estado == "resuelta"
    with zipfile.ZipFile(io.BytesIO(client.get(f"{SESION}/documentos.zip").content)) as remitido:
        nombres = set(remitido.namelist())
    assert {"aviso.pdf", "acta.pdf", "constancia.pdf", "resultado.pdf"} < nombres
    assert len(nombres) == 4 + len(otros)


@pytest.fixture
def con_cambios(
    abierta: Abierta, poner: Poner, susana: Cuenta, olga: Cuenta
) -> tuple[Sesion, list[Registro]]:
    """A notified hearing that leaves two changes to the DERFE."""
    uno, otro = poner(LUIS, inciso="j"), poner(SARA)
    sesion = abierta()
    guardar(uno, olga, "reconsiderar")
    adjuntar(otro, olga, "rehabilitacion", "solicitud")
    guardar(otro, olga, "rehabilitacion")
    return notificada(sesion, susana), [uno, otro]


@pytest.mark.numeral("ET 11.9")
def test_irma_applies_or_returns_each_change(
    client: Client, con_cambios: tuple[Sesion, list[Registro]], irma: Cuenta, reloj: Reloj
) -> None:
    sesion, registros = con_cambios
    reloj(TERMINA)
    entra(client, irma)
    primero, segundo = (a.pk for a in queries.cambios(sesion))

    assert client.get(f"{SESION}/cambios/").status_code == 200
    sin_motivo = client.post(f"{SESION}/cambios/{primero}/", {f"{primero}-decision": "devolver"})
    client.post(f"{SESION}/cambios/{primero}/", {f"{primero}-decision": "aplicar"})
    client.post(
        f"{SESION}/cambios/{segundo}/",
        {f"{segundo}-decision": "aplicar", f"{segundo}-situacion": "lista_nominal"},
    )

    assert sin_motivo.status_code == 422
    for registro in registros:
        registro.refresh_from_db()
    assert [r.cuenta for r in registros] == [True, True]
    sesion.refresh_from_db()
    assert sesion.estado == "resuelta"


@pytest.mark.numeral("ET 11.9")
def test_the_opl_does_not_apply_its_own_changes(
    client: Client, con_cambios: tuple[Sesion, list[Registro]], susana: Cuenta
) -> None:
    cambio, _ = queries.cambios(con_cambios[0])

    respuesta = entra(client, susana).post(f"{SESION}/cambios/{cambio.pk}/", {})

    assert respuesta.status_code == 403


@pytest.mark.numeral("ET 10.8")
def test_pilar_accepts_from_the_portal_the_date_that_susana_proposed(
    client: Client, proceso: Proceso, susana: Cuenta, pilar: Cuenta
) -> None:
    fecha = {"inicio": "2026-11-23T10:00", "fin": "2026-11-23T12:00", "sala": "Mesa"}
    noche = {**fecha, "fin": "2026-11-23T20:00"}
    entra(client, susana)
    tarde = client.post(f"{BASE}/revision/", noche)
    client.post(f"{BASE}/revision/", fecha)

    entra(client, pilar)
    pagina = client.get("/revisiones/").content.decode()
    client.post("/revisiones/OAX26/1/propuesta/", {f"OAX26-1-{c}": v for c, v in fecha.items()})
    propia = client.post("/revisiones/OAX26/1/aceptacion/")
    entra(client, susana).post(f"{SESION}/aceptacion/")

    assert (tarde.status_code, propia.status_code) == (422, 409)
    assert "Aceptar la fecha" in pagina
    assert Sesion.objects.get().estado == "acordada"


@pytest.mark.numeral("ET 11.3", "ET 14.1")
def test_a_document_of_another_load_is_not_shown(
    client: Client, con_cambios: tuple[Sesion, list[Registro]], reparto: Reparto, olga: Cuenta
) -> None:
    registro = con_cambios[1][1]
    ruta = f"{ruta_de(registro)}documentos/{Adjunto.objects.earliest('pk').pk}/"

    de_olga = entra(client, olga).get(ruta).status_code
    de_oscar = entra(client, reparto("Óscar", Rol.OPERADOR)).get(ruta).status_code

    assert (de_olga, de_oscar) == (200, 404)


@pytest.mark.numeral("ET 9.2")
def test_ramiro_and_renata_are_kept_out(
    client: Client, programada: Sesion, ramiro: Cuenta, renata: Cuenta
) -> None:
    assert entra(client, renata).get(f"{SESION}/").status_code == 403
    assert entra(client, ramiro).post("/revisiones/OAX26/1/aceptacion/").status_code in (403, 404)


def test_a_closed_acta_is_read_and_no_longer_written(
    client: Client, por_decidir: Por, susana: Cuenta, olga: Cuenta, reloj: Reloj
) -> None:
    sesion, decidir = por_decidir
    decidir()
    concluida(sesion, susana)
    reloj(TERMINA)

    pagina = entra(client, susana).get(f"{SESION}/acta/").content.decode()
    escrito = client.post(f"{SESION}/acta/relato/", {"texto": "Otra cosa."})

    assert "Firmada de puño y letra" in pagina
    assert escrito.status_code == 409
    registro = queries.asuntos(sesion)[0]
    assert entra(client, olga).get(f"{SESION}/registros/{registro.pk}/").status_code == 409
