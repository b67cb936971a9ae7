"""The officials' pages: a process goes from form to open by hand, and only the right hands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pyrage
import pytest
from django.test import Client

from rubrica import llaves
from rubrica.core import plazos
from rubrica.core.acuse import leer_manifiesto
from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.procesos import manifiesto, rules
from rubrica.procesos.models import EntregaDeCustodia, Proceso
from rubrica.procesos.rules import Prueba
from rubrica.procesos.tests.conftest import AHORA, Oficina

FORMULARIO = {
    "id": "OAXF1",
    "tipo": "consulta_popular",
    "entidad": "20",
    "inicio": "2099-11-10T00:00",
    "fin": "2099-12-09T23:59",
    "denominacion": "Consulta sobre el agua",
    "pregunta": "¿Está de acuerdo?",
    "promovente_nombre": "Pilar Ejemplo Muestra",
    "correo": "pilar@ejemplo.test",
    "ambito": "estatal",
    "aviso_de_intencion_el": "2099-10-01",
    "oficio_numero": "IEEPCO/SE/0455/2099",
    "oficio_el": "2099-10-10",
    "folio_interno": "MPC-7",
    "nombre": "Petra Representa Ejemplo",
    "telefono_movil": "951 555 0101",
    "telefono_oficina": "",
    "clave_elector": "rpejpt85031520m100",
    "autenticacion": "correo",
    "texto_integral": "# Aviso integral\r\n\r\nQué se hace con sus datos.",
    "texto_simplificado": "Sus datos se cifran.",
    "politica_duplicados": "primero_recibido",
    "situaciones_que_cuentan": ["lista_nominal"],
}


def de(cuenta: Cuenta) -> Client:
    client = Client()
    client.force_login(cuenta)
    return client


@pytest.mark.numeral("ET 1.2", "ET 10.3 m")
@pytest.mark.parametrize(("escrito", "admite"), [({}, False), ({"firma_con_testigo": "on"}, True)])
def test_a_witness_is_admitted_only_if_the_opl_ticks_it(
    oficina: Oficina, escrito: dict[str, str], admite: bool
) -> None:
    de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | {"id": "OAXT1"} | escrito)

    proceso = Proceso.objects.get(pk="OAXT1")
    assert manifiesto.carga(proceso, version=1, momento=AHORA)["firma_con_testigo"] is admite


@pytest.mark.numeral("ET 1.1", "ET 1.2", "ET 13.6")
def test_a_process_goes_from_form_to_open_by_hand(oficina: Oficina) -> None:
    ada, irma = de(oficina.ada), de(oficina.irma)
    casa = "/procesos/OAXF1"

    ada.post("/procesos/nuevo/", FORMULARIO)
    ada.post(f"{casa}/solicitar/", {"urgencia": ""})
    irma.post(f"{casa}/aprobar/")
    ada.post(f"{casa}/llaves/entrega/", {"llave": str(oficina.opl.to_public())})
    ada.post(f"{casa}/llaves/ensayo/entrega/")
    sellado = ada.get(f"{casa}/llaves/ensayo/entrega/paquete/entrega/").content
    palabras = pyrage.decrypt(sellado, [oficina.opl]).decode().strip().splitlines()[-1]
    ada.post(f"{casa}/llaves/ensayo/entrega/palabras/", {"respuesta": palabras})
    tres = {f"nombre_{n}": f"Custodia {n}" for n in (1, 2, 3)} | {
        f"llave_{n}": str(c.to_public()) for n, c in enumerate(oficina.custodios, start=1)
    }
    irma.post(f"{casa}/llaves/custodios/", tres)
    irma.post(f"{casa}/llaves/ensayo/custodia/")
    prueba = irma.get(f"{casa}/llaves/ensayo/custodia/paquete/2-3/").content.decode()
    palabras = json.loads(oficina.abrir_par(prueba, "2-3"))["palabras"]
    irma.post(f"{casa}/llaves/ensayo/custodia/palabras/", {"respuesta": palabras})
    for par in map(rules.nombre_del_par, rules.PARES):
        irma.post(f"{casa}/llaves/recuperacion/{par}/")
    irma.post(f"{casa}/abrir/")

    assert Proceso.objects.get(pk="OAXF1").estado == "abierto"
    jws = Client().get("/api/v1/procesos/OAXF1/manifiesto")
    assert jws["Content-Type"] == "application/jose"
    carga = leer_manifiesto(jws.content, llaves.publica_ed25519("manifiesto"))
    assert carga["periodo"]["inicio"] == "2099-11-10T06:00:00.000Z"


@pytest.mark.numeral("ET 1.2")
def test_the_period_is_written_in_hora_centro(oficina: Oficina) -> None:
    de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | {"id": "OAXF2"})

    proceso = Proceso.objects.get(pk="OAXF2")
    assert proceso.inicio == datetime(2099, 11, 10, 6, tzinfo=UTC)
    # The last minute that was written still counts, as the form says (ET 4.8).
    ultimo = datetime(2099, 12, 10, 5, 59, 59, tzinfo=UTC)
    assert plazos.dentro_del_periodo(inicio=proceso.inicio, fin=proceso.fin, momento=ultimo)
    despues = ultimo + timedelta(seconds=1)
    assert not plazos.dentro_del_periodo(inicio=proceso.inicio, fin=proceso.fin, momento=despues)


@pytest.mark.parametrize(
    ("cambio", "dice"),
    [
        ({"id": "oax"}, "empiece con letra"),
        ({"fin": "2099-11-09T00:00"}, "posterior al inicio"),
        ({"denominacion": "x" * 480}, "479"),
        ({"oficio_el": "2099-09-30"}, "anterior al aviso de intención"),
        ({"telefono_movil": "951 555"}, "diez cifras"),
        ({"telefono_oficina": "no hay"}, "diez cifras"),
        ({"clave_elector": "RPEJPT85033220M100"}, "letra por letra"),
        ({"ambito": "federal"}, "federal no es una de las opciones"),
        ({"autenticacion": "paloma"}, "paloma no es una de las opciones"),
        ({"inicio": "mañana"}, "fecha y hora completas"),
        ({"situaciones_que_cuentan": []}, "obligatorio"),
    ],
)
def test_a_form_that_is_wrong_keeps_what_was_typed_and_says_where(
    oficina: Oficina, cambio: dict[str, object], dice: str
) -> None:
    respuesta = de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | cambio)

    assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert dice in respuesta.content.decode()
    assert "¿Está de acuerdo?" in respuesta.content.decode()


def test_a_repeated_id_says_so_and_keeps_the_form(oficina: Oficina) -> None:
    proceso = oficina.registrar()

    respuesta = de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | {"id": proceso.pk})

    assert respuesta.status_code == HTTPStatus.CONFLICT
    assert "Ya hay un proceso con ese Id" in respuesta.content.decode()


def test_every_refusal_shows_the_page_again_with_what_to_do(oficina: Oficina) -> None:
    proceso = oficina.aprobado().pk
    irma = de(oficina.irma)
    esperados = [
        ("abrir/", {}, HTTPStatus.CONFLICT, "El ensayo de las llaves no ha terminado"),
        ("aprobar/", {}, HTTPStatus.CONFLICT, "no procede en el estado"),
        ("llaves/ensayo/custodia/", {}, HTTPStatus.CONFLICT, "no hay llave con la cual"),
        ("llaves/recuperacion/1-2/", {}, HTTPStatus.CONFLICT, "El ensayo de las llaves"),
        ("llaves/custodios/", {}, HTTPStatus.UNPROCESSABLE_ENTITY, "Falta algo"),
        (
            "llaves/ensayo/custodia/palabras/",
            {"respuesta": "agua"},
            HTTPStatus.CONFLICT,
            "No hay una prueba en curso",
        ),
    ]

    for url, datos, estado, dice in esperados:
        respuesta = irma.post(f"/procesos/{proceso}/{url}", datos)
        assert (respuesta.status_code, dice in respuesta.content.decode()) == (estado, True), url


def test_a_wrong_word_or_key_is_explained(oficina: Oficina) -> None:
    proceso = oficina.aprobado().pk
    oficina.dar_llaves(proceso)
    oficina.ensayar(proceso, Prueba.ENTREGA)
    ada = de(oficina.ada)

    palabras = ada.post(
        f"/procesos/{proceso}/llaves/ensayo/entrega/palabras/", {"respuesta": "agua luna"}
    )
    llave = ada.post(f"/procesos/{proceso}/llaves/entrega/", {"llave": "age1noes"})

    assert palabras.status_code == llave.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "no son las del paquete" in palabras.content.decode()
    assert "age1noes</textarea>" in llave.content.decode()


def test_the_record_of_custody_names_each_file_by_its_hash(oficina: Oficina) -> None:
    proceso = oficina.abierto().pk

    acta = de(oficina.irma).get(f"/procesos/{proceso}/llaves/acta/").content.decode()

    for entrega in EntregaDeCustodia.objects.filter(proceso=proceso):
        assert entrega.huella in acta


def test_a_recovery_file_is_made_only_when_asked_by_post(oficina: Oficina) -> None:
    proceso = oficina.abierto().pk

    respuesta = de(oficina.irma).get(f"/procesos/{proceso}/llaves/recuperacion/1-2/")

    assert respuesta.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_until_it_opens_phones_are_told_there_is_no_such_process(oficina: Oficina) -> None:
    proceso = oficina.aprobado().pk

    respuesta = Client().get(f"/api/v1/procesos/{proceso}/manifiesto")

    assert respuesta.status_code == HTTPStatus.NOT_FOUND
    assert respuesta["Content-Type"] == "application/problem+json"
    assert respuesta.json()["type"] == "/rechazos/proceso-desconocido"


GET = [
    "",
    "cambios/",
    "calendario/",
    "editar/",
    "llaves/",
    "llaves/acta/",
    "llaves/ensayo/custodia/paquete/1-2/",
]
POST = [
    "calendario/inhabiles/",
    "calendario/inhabiles/1/retirar/",
    "devolver/",
    "solicitar/",
    "aprobar/",
    "abrir/",
    "llaves/entrega/",
    "llaves/custodios/",
    "llaves/recuperacion/1-2/",
    "llaves/ensayo/entrega/",
    "llaves/ensayo/custodia/",
    "llaves/ensayo/entrega/palabras/",
    "llaves/ensayo/custodia/palabras/",
]
ENTRA = {  # who of the process's own people may, by url; the rest of the cast may not
    "": {"irma", "ada", "susana", "olga", "catalina", "consuelo"},
    "llaves/": {"irma", "ada", "susana", "olga", "catalina", "consuelo"},
    "solicitar/": {"ada"},
    "editar/": {"ada"},
    "cambios/": {"irma", "ada", "susana", "olga", "catalina", "consuelo"},
    "calendario/": {"irma", "ada", "susana", "olga", "catalina", "consuelo"},
    "calendario/inhabiles/": {"ada"},
    "calendario/inhabiles/1/retirar/": {"ada"},
    "llaves/entrega/": {"ada"},
    "llaves/ensayo/entrega/": {"ada"},
    "llaves/ensayo/entrega/palabras/": {"ada"},
}


@pytest.mark.parametrize("url", [*GET, *POST])
def test_each_page_lets_in_whom_permisos_says_and_nobody_foreign(
    oficina: Oficina, url: str, request: pytest.FixtureRequest
) -> None:
    propias = [request.getfixturevalue(n) for n in ("susana", "olga", "catalina", "consuelo")]
    ajenas = [request.getfixturevalue(n) for n in ("pilar", "ramiro", "renata")]
    proceso = oficina.registrar().pk
    Asignacion.objects.bulk_create(Asignacion(cuenta=c, proceso=proceso) for c in propias)

    entran = set()
    for cuenta in (oficina.irma, oficina.ada, *propias, *ajenas):
        pedir = de(cuenta).post if url in POST else de(cuenta).get
        if pedir(f"/procesos/{proceso}/{url}").status_code != HTTPStatus.FORBIDDEN:
            entran.add(cuenta.nombre.lower())

    assert entran == ENTRA.get(url, {"irma"})


def test_nobody_sees_a_page_without_signing_in(oficina: Oficina) -> None:
    proceso = oficina.registrar().pk

    for url in ("/procesos/", "/procesos/nuevo/", *(f"/procesos/{proceso}/{u}" for u in GET)):
        assert Client().get(url).status_code == HTTPStatus.FOUND


def test_the_list_shows_only_the_processes_of_each(
    oficina: Oficina, renata: Cuenta, ramiro: Cuenta
) -> None:
    proceso = oficina.registrar().pk

    assert proceso in de(oficina.ada).get("/procesos/").content.decode()
    assert proceso in de(oficina.irma).get("/procesos/").content.decode()
    assert proceso not in de(renata).get("/procesos/").content.decode()
    assert de(ramiro).get("/procesos/").status_code == HTTPStatus.FORBIDDEN
    assert de(oficina.irma).get("/procesos/nuevo/").status_code == HTTPStatus.FORBIDDEN
