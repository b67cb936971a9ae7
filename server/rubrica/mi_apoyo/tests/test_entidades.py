"""The bonds of each entidad under a key of its own, one device and one mailbox across all."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection
from pytest_django import Settings

from rubrica import llaves
from rubrica.auxiliares.tests import escenas
from rubrica.cuentas.models import Cuenta
from rubrica.launch import grants
from rubrica.llaves.inventario import SIN_ENTIDAD
from rubrica.mi_apoyo import atencion, entidades, queries, sellos, services
from rubrica.mi_apoyo.models import Solicitud, Vinculo
from rubrica.mi_apoyo.tests.conftest import DE_MARIA, MARIA, Portal, cartas
from rubrica.mi_apoyo.tests.telefono import CIRO, TelefonoDeMiApoyo
from rubrica.procesos.models import Proceso
from rubrica.resultados.tests.test_entregas import con_el_papel_de
from rubrica.verificacion.tests.conftest import JUAN, Padron

OTRO_CORREO = replace(CIRO, correo="otra.cuenta@ejemplo.test")
MARIA_CON_EL_DE_CIRO = replace(DE_MARIA, correo=CIRO.correo.upper())


@pytest.fixture(autouse=True)
def sus_llaves(settings: Settings, tmp_path: Path) -> Path:
    """A KEYS_DIR of each test."""
    settings.KEYS_DIR = tmp_path / "llaves"
    return tmp_path / "llaves"


@pytest.fixture
def jalisco(portal: Portal, pilar: Cuenta) -> Proceso:
    """Another entidad where supports are captured today."""
    return escenas.proceso_abierto(pilar, "JAL26", entidad="14")


def code_of(respuesta) -> str:  # type: ignore[no-untyped-def]
    return str(respuesta.json()["type"]).rsplit("/", 1)[-1]


def confirmar(telefono: TelefonoDeMiApoyo) -> bool:
    dispositivo = Vinculo.objects.get(kid=telefono.kid).pk
    return services.confirmar(dispositivo=dispositivo, actor="olga", momento=datetime.now(UTC))


def como_antes(vinculo: Vinculo) -> Vinculo:
    """Leave a bond as it was made before each entidad had a key."""
    datos = sellos.open_data(vinculo.entidad, vinculo.kid, bytes(vinculo.datos))
    llave = llaves.de_instalacion("vinculos")
    vinculo.persona = llaves.indice(llave, "mi_apoyo/persona", JUAN.clave_elector)
    vinculo.correo = llaves.indice(llave, "mi_apoyo/correo", datos.correo)
    vinculo.datos = sello_de_antes(vinculo.kid, datos)
    vinculo.save(update_fields=["persona", "correo", "datos"])
    return vinculo


def sello_de_antes(kid: str, datos: sellos.DatosDelVinculo) -> bytes:
    claro, contexto = json.dumps(asdict(datos)).encode(), f"rubrica/mi-apoyo/datos/1|{kid}"
    return llaves.sellar_para(llaves.publica("mi_apoyo"), claro, contexto.encode())


def es_de_la_entidad(vinculo: Vinculo, entidad: str, correo: str) -> bool:
    """Whether a bond is found and opened with the key of that entidad alone."""
    llave = llaves.de_vinculos(entidad)
    claro = llaves.abrir(
        llave, bytes(vinculo.datos)[1:], f"rubrica/mi-apoyo/datos/2|{vinculo.kid}".encode()
    )
    return (
        json.loads(claro)["correo"] == correo
        and bytes(vinculo.persona) == llaves.indice(llave, "mi_apoyo/persona", JUAN.clave_elector)
        and bytes(vinculo.correo) == llaves.indice(llave, "mi_apoyo/correo", correo)
        and vinculo.entidad == entidad
    )


@pytest.mark.numeral("ET 7.22", "ET 7.25", "ET 13.9")
def test_a_bond_is_found_and_opened_with_the_key_of_its_entidad_and_no_other(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)

    vinculo = Vinculo.objects.get()
    assert es_de_la_entidad(vinculo, "20", CIRO.correo)
    assert queries.vinculo_con_datos(vinculo.pk).datos.correo == CIRO.correo
    assert queries.es_de_la_persona(vinculo.pk, JUAN.clave_elector)
    assert not queries.es_de_la_persona(vinculo.pk, MARIA.clave_elector)
    llaves.destruir_vinculos("20")
    assert not queries.es_de_la_persona(vinculo.pk, JUAN.clave_elector)
    with pytest.raises((llaves.LlaveAusente, llaves.NoAbre)):
        queries.vinculo_con_datos(vinculo.pk)


@pytest.mark.numeral("ET 14.1")
def test_the_portal_bonds_without_any_of_those_keys(
    portal: Portal, ciro: TelefonoDeMiApoyo, sus_llaves: Path
) -> None:
    codigo = portal.carta(ciro).datos["codigo"]
    (sus_llaves / "worker").rename(sus_llaves / "lejos")

    assert portal.escribir(ciro, codigo).status_code == 201
    with pytest.raises(llaves.LlaveAusente):
        queries.es_de_la_persona(Vinculo.objects.get().pk, JUAN.clave_elector)


@pytest.mark.numeral("ET 7.25")
def test_a_mailbox_bonded_in_another_entidad_is_refused(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo, jalisco: Proceso
) -> None:
    portal.activar(ciro)
    padron.entidad = "14"

    portal.pedir(TelefonoDeMiApoyo(), MARIA_CON_EL_DE_CIRO)
    atencion.atender(momento=datetime.now(UTC))

    assert "otra credencial" in cartas()[-1].datos["que"]
    assert portal.carta(TelefonoDeMiApoyo(), DE_MARIA).plantilla == "codigo_de_mi_apoyo"


@pytest.mark.numeral("ET 7.25")
def test_of_two_codes_to_one_mailbox_in_two_entidades_the_last_one_serves(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo, jalisco: Proceso
) -> None:
    de_aqui = portal.carta(ciro).datos["codigo"]
    padron.entidad = "14"
    maria = TelefonoDeMiApoyo()
    portal.pedir(maria, MARIA_CON_EL_DE_CIRO)
    atencion.atender(momento=datetime.now(UTC))
    de_alla = cartas()[-1].datos["codigo"]

    assert code_of(portal.escribir(ciro, de_aqui)) == "codigo-de-mi-apoyo-incorrecto"
    assert portal.escribir(maria, de_alla).status_code == 201
    assert [v.kid for v in Vinculo.objects.all()] == [maria.kid]


@pytest.mark.numeral("ET 7.25")
def test_a_code_taken_back_while_it_is_typed_bonds_nobody(
    portal: Portal, ciro: TelefonoDeMiApoyo, monkeypatch: pytest.MonkeyPatch
) -> None:
    codigo = portal.carta(ciro).datos["codigo"]
    de_verdad = services._try_code

    def probar(*args) -> bool:  # type: ignore[no-untyped-def]
        acierto = de_verdad(*args)
        Solicitud.objects.update(huella=b"")
        return acierto

    monkeypatch.setattr(services, "_try_code", probar)

    assert code_of(portal.escribir(ciro, codigo)) == "codigo-de-mi-apoyo-incorrecto"
    assert not Vinculo.objects.exists()


def somebody_waits() -> bool:
    """Whether, within ten seconds, a session waits for what another holds."""
    hasta = monotonic() + 10
    while monotonic() < hasta:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return True
        sleep(0.05)
    return False


def atender_una() -> int:
    """What a worker of its own does with the oldest request; return how many it answered."""
    try:
        return atencion.atender(momento=datetime.now(UTC), limite=1)
    finally:
        connection.close()


@pytest.mark.numeral("ET 7.25")
@pytest.mark.django_db(transaction=True)
def test_a_code_typed_while_the_mailbox_is_given_elsewhere_waits_and_serves_no_more(
    portal: Portal,
    padron: Padron,
    ciro: TelefonoDeMiApoyo,
    jalisco: Proceso,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    codigo = portal.carta(ciro).datos["codigo"]
    padron.entidad, maria = "14", TelefonoDeMiApoyo()
    portal.pedir(maria, MARIA_CON_EL_DE_CIRO)
    de_verdad, juzgada = atencion._judge, Event()

    def juzgar(*args):  # type: ignore[no-untyped-def]
        respuesta = de_verdad(*args)
        juzgada.set()
        assert somebody_waits()
        return respuesta

    monkeypatch.setattr(atencion, "_judge", juzgar)
    with ThreadPoolExecutor(1) as worker:
        atendidas = worker.submit(atender_una)
        assert juzgada.wait(30)
        respuesta = portal.escribir(ciro, codigo)

    assert atendidas.result() == 1
    assert code_of(respuesta) == "codigo-de-mi-apoyo-incorrecto"
    assert portal.escribir(maria, cartas()[-1].datos["codigo"]).status_code == 201
    assert [v.kid for v in Vinculo.objects.all()] == [maria.kid]


@pytest.mark.numeral("ET 7.25")
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_never_give_one_mailbox_to_two_entidades(
    portal: Portal,
    padron: Padron,
    ciro: TelefonoDeMiApoyo,
    jalisco: Proceso,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    maria = TelefonoDeMiApoyo()
    portal.pedir(ciro)
    portal.pedir(maria, MARIA_CON_EL_DE_CIRO)
    de_verdad, primera = atencion._judge, Event()

    def juzgar(*args):  # type: ignore[no-untyped-def]
        respuesta = de_verdad(*args)
        if not primera.is_set():
            primera.set()
            assert somebody_waits()
        return respuesta

    monkeypatch.setattr(atencion, "_judge", juzgar)
    with ThreadPoolExecutor(2) as workers:
        uno = workers.submit(atender_una)
        assert primera.wait(30)
        padron.entidad = "14"
        otro = workers.submit(atender_una)
    assert (uno.result(), otro.result()) == (1, 1)

    de_ciro, de_maria = (c.datos["codigo"] for c in cartas())
    assert code_of(portal.escribir(ciro, de_ciro)) == "codigo-de-mi-apoyo-incorrecto"
    assert portal.escribir(maria, de_maria).status_code == 201


@pytest.mark.numeral("ET 7.9", "ET 7.25", "ET 14.1")
def test_whoever_moved_keeps_one_firm_device_in_the_entidad_where_the_padron_has_her(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo, jalisco: Proceso
) -> None:
    grants.otorgar({})
    portal.activar(ciro)
    assert confirmar(ciro)
    padron.entidad, nuevo = "14", TelefonoDeMiApoyo()
    portal.pedir(nuevo, OTRO_CORREO)

    with con_el_papel_de("rubrica_worker"):
        atencion.atender(momento=datetime.now(UTC))

    codigo = next(c for c in cartas() if c.para == OTRO_CORREO.correo).datos["codigo"]
    assert portal.escribir(nuevo, codigo).status_code == 201
    assert es_de_la_entidad(Vinculo.objects.get(kid=ciro.kid), "14", CIRO.correo)
    assert es_de_la_entidad(Vinculo.objects.get(kid=nuevo.kid), "14", OTRO_CORREO.correo)
    assert not confirmar(nuevo)
    assert "mi_apoyo_otra_solicitud" in {c.plantilla for c in cartas() if c.para == CIRO.correo}


@pytest.mark.numeral("ET 7.25")
def test_a_lost_phone_is_replaced_after_a_move_too(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo, jalisco: Proceso
) -> None:
    portal.activar(ciro)
    padron.entidad, nuevo = "14", TelefonoDeMiApoyo()

    portal.activar(nuevo)

    assert Vinculo.objects.get(kid=ciro.kid).estado == "sustituido"


@pytest.mark.numeral("ET 7.22", "ET 7.25")
def test_a_bond_of_before_is_read_and_guards_its_mailbox_as_ever(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)
    vinculo = como_antes(Vinculo.objects.get())

    assert queries.vinculo_con_datos(vinculo.pk).datos.correo == CIRO.correo
    assert queries.es_de_la_persona(vinculo.pk, JUAN.clave_elector)
    assert not queries.es_de_la_persona(vinculo.pk, MARIA.clave_elector)
    portal.pedir(TelefonoDeMiApoyo(), MARIA_CON_EL_DE_CIRO)
    atencion.atender(momento=datetime.now(UTC))
    assert "otra credencial" in cartas()[-1].datos["que"]


@pytest.mark.numeral("ET 7.22")
def test_a_seal_of_before_opens_whatever_byte_it_begins_with(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    datos = sellos.DatosDelVinculo(cic=CIRO.cic, correo=CIRO.correo, codigo="7QM4X2KD")
    sellados: dict[bool, bytes] = {}
    while len(sellados) < 2:
        sellado = sello_de_antes(ciro.kid, datos)
        sellados[sellado[:1] == sellos.DE_ENTIDAD] = sellado

    for hay_llave in (False, True):
        if hay_llave:
            llaves.crear_vinculos("20")
        for sellado in sellados.values():
            assert sellos.open_data("20", ciro.kid, sellado) == datos
            with pytest.raises((llaves.NoAbre, llaves.LlaveAusente)):
                sellos.open_data("20", "otro", sellado)


@pytest.mark.numeral("ET 7.25", "ET 13.9")
def test_a_firm_bond_of_before_comes_under_the_key_of_its_entidad_and_stays_the_only_one(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)
    assert confirmar(ciro)
    como_antes(Vinculo.objects.get())
    nuevo = TelefonoDeMiApoyo()

    portal.activar(nuevo, OTRO_CORREO)

    assert es_de_la_entidad(Vinculo.objects.get(kid=ciro.kid), "20", CIRO.correo)
    assert not confirmar(nuevo)


@pytest.mark.numeral("ET 7.25", "ET 13.9")
def test_who_gets_no_code_is_known_by_no_key_that_lasts(
    portal: Portal, padron: Padron, ciro: TelefonoDeMiApoyo
) -> None:
    padron.personas = []

    portal.carta(ciro)

    fila = Solicitud.objects.get()
    assert (fila.persona, bytes(fila.datos), fila.entidad) == (None, b"", "")
    assert bytes(fila.correo or b"") == sellos.index_of_mail(SIN_ENTIDAD, CIRO.correo)
    entidades.destruir_llaves_sin_uso()
    assert bytes(fila.correo or b"") not in sellos.indexes_of_mail(CIRO.correo).values()


@pytest.mark.numeral("ET 13.9")
def test_a_key_lasts_while_a_request_or_a_bond_needs_it_and_then_no_longer(
    portal: Portal, ciro: TelefonoDeMiApoyo
) -> None:
    portal.activar(ciro)
    primera = llaves.de_vinculos("20")

    entidades.destruir_llaves_sin_uso()
    assert (entidades.quedan("20"), llaves.de_vinculos("20")) == (2, primera)
    Vinculo.objects.all().delete()
    entidades.destruir_llaves_sin_uso()
    assert (entidades.quedan("20"), llaves.de_vinculos("20")) == (1, primera)
    Solicitud.objects.all().delete()
    for _ in range(2):
        entidades.destruir_llaves_sin_uso()
        assert llaves.entidades_con_vinculos() == []

    portal.activar(TelefonoDeMiApoyo())
    assert llaves.de_vinculos("20") != primera
    assert es_de_la_entidad(Vinculo.objects.get(), "20", CIRO.correo)
