"""What the worker makes of what the door received."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from rubrica import llaves
from rubrica.bitacora.models import Asiento
from rubrica.core.contenido import AvisoDeCalidad, Contenido, Firma, SinFirma
from rubrica.recepcion import almacen
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Estatus, Regla
from rubrica.verificacion import services
from rubrica.verificacion.tests import captura
from rubrica.verificacion.tests.conftest import AHORA, RECIBIDO, Padron, Recibir

pytestmark = pytest.mark.django_db


def abrir() -> int:
    return services.abrir_pendientes(momento=AHORA)


def leer(registro: Registro) -> Registro:
    return Registro.objects.get(id=registro.id)


@pytest.mark.numeral("ET 5.7", "ET 5.11")
def test_what_the_phone_warned_of_is_kept_sealed_for_the_reviewer(recibir: Recibir) -> None:
    avisos = (AvisoDeCalidad(codigo="reflejo", de="anverso"),)
    registro = recibir(captura.contenido(avisos_de_calidad=avisos))

    abrir()

    assert sellos.abrir_formulario(leer(registro))["avisos"] == "anverso/reflejo"


@pytest.mark.numeral("ET 4.4", "ET 10.5")
def test_a_support_without_position_says_so_to_the_mesa(recibir: Recibir) -> None:
    registro = recibir(captura.contenido(posicion=None))

    abrir()

    assert sellos.abrir_formulario(leer(registro))["posicion"] == "sin"


@pytest.mark.numeral("ET 10.3 m")
def test_how_a_person_accepted_without_signing_is_kept_sealed_for_the_reviewer(
    recibir: Recibir,
) -> None:
    en_blanco = Firma(ancho=300, alto=120, trazos=())
    con_testigo = captura.con_testigo(captura.jpeg())
    sin_firma = recibir(captura.contenido(firma=en_blanco, aceptacion=SinFirma()))
    asistido = recibir(captura.contenido(firma=en_blanco, aceptacion=con_testigo))

    abrir()

    assert sellos.abrir_formulario(leer(sin_firma))["aceptacion"] == "sin_firma"
    campos = sellos.abrir_formulario(leer(asistido))
    assert (campos["prueba"], campos["testigo"]) == ("huella", "Luz Yescas")


@pytest.mark.numeral("ET 10.3 m")
@pytest.mark.parametrize(("admite", "dicho"), [(True, ""), (False, "firma/testigo-no-admitido")])
def test_a_witness_that_the_process_does_not_admit_is_told_to_the_mesa(
    recibir: Recibir, monkeypatch: pytest.MonkeyPatch, admite: bool, dicho: str
) -> None:
    monkeypatch.setattr("rubrica.procesos.queries.admite_testigo", lambda proceso: admite)
    registro = recibir(captura.contenido(aceptacion=captura.con_testigo()))

    abrir()

    assert sellos.abrir_formulario(leer(registro))["avisos"] == dicho


@pytest.mark.numeral("ET 10.1", "ET 10.4")
def test_an_opened_record_goes_to_the_mesa_with_what_the_padron_answers(recibir: Recibir) -> None:
    registro = recibir()

    assert abrir() == 1

    abierto = leer(registro)
    assert abierto.estatus == Estatus.EN_MESA
    assert (abierto.municipio, abierto.situacion, abierto.corte) == ("066", "lista_nominal", "1")
    campos = sellos.abrir_formulario(abierto)
    assert (campos["paterno"], campos["clave"]) == ("HERNÁNDEZ", "HRGRJN82050620H900")


@pytest.mark.numeral("ET 14.1")
def test_no_clear_column_names_the_person(recibir: Recibir) -> None:
    recibir()
    abrir()

    with connection.cursor() as cursor:
        for tabla in ("registros_registro", "registros_movimiento", "bitacora_asiento"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {tabla} t")  # noqa: S608
            (texto,) = cursor.fetchone()
            for dato in ("HERNÁNDEZ", "HRGRJN", "123456789"):
                assert dato not in texto
                assert dato.encode().hex() not in texto


@pytest.mark.numeral("ET 10.7 c", "ET 10.1")
def test_a_renewed_card_of_the_same_person_is_seen_to_repeat(
    recibir: Recibir, padron: Padron
) -> None:
    """The padrón's person is the person: its clave names it, whatever card was shown."""
    primero = recibir()
    abrir()
    otra = padron.personas[0].__class__(**{**vars(padron.personas[0]), "cic": "200000017"})
    padron.personas.append(otra)
    segundo = recibir(captura.contenido(codigos=(), claves={"cic": "200000017"}))
    abrir()

    assert leer(primero).persona == leer(segundo).persona
    assert (leer(primero).repite, leer(segundo).repite) == (False, True)
    assert {leer(primero).estatus, leer(segundo).estatus} == {Estatus.EN_MESA}


@pytest.mark.numeral("ET 10.3")
def test_not_found_is_a_situacion_and_its_keys_still_tell_who_repeats(
    recibir: Recibir, padron: Padron
) -> None:
    padron.personas.clear()
    uno, otro = recibir(), recibir()
    abrir()

    assert {leer(uno).situacion, leer(otro).situacion} == {"no_encontrado"}
    assert leer(uno).persona == leer(otro).persona
    assert leer(otro).repite


def test_who_cannot_be_read_at_all_is_nobody_s_duplicate(recibir: Recibir) -> None:
    ilegible = captura.contenido(codigos=(), claves={})
    uno, otro = recibir(ilegible), recibir(ilegible)
    abrir()

    assert (leer(uno).persona, leer(otro).persona) == (None, None)
    assert not leer(otro).repite


def test_a_resident_of_another_entity_is_out_of_scope(recibir: Recibir, padron: Padron) -> None:
    padron.entidad = "21"
    registro = recibir()
    abrir()

    assert (leer(registro).situacion, leer(registro).municipio) == ("fuera_de_ambito", "")


@pytest.mark.numeral("ET 3.4", "ET 4.8", "ET 4.10")
@pytest.mark.parametrize("regla", Regla)
def test_what_a_rule_classes_is_opened_and_classed_and_never_reaches_the_mesa(
    recibir: Recibir, regla: Regla
) -> None:
    registro = recibir(regla=regla)
    abrir()

    assert leer(registro).estatus == Estatus.CON_INCONSISTENCIA
    assert Movimiento.objects.get().motivo == regla


@pytest.mark.numeral("ET 10.4", "ET 10.7 f")
def test_a_record_whose_cut_is_not_there_waits_with_that_reason_and_goes_on_when_it_is(
    recibir: Recibir, padron: Padron
) -> None:
    padron.cargado = False
    registro = recibir()
    abrir()
    assert leer(registro).estatus == Estatus.EN_ESPERA_DE_CORTE
    assert leer(registro).espera == "Falta cargar el corte del padrón al 2026-10-31"
    assert services.reintentar_con_corte(momento=AHORA) == 0

    padron.cargado = True
    assert services.reintentar_con_corte(momento=AHORA) == 1
    abrir()

    assert (leer(registro).estatus, leer(registro).espera) == (Estatus.EN_MESA, "")


def _lose(registro: Registro) -> None:
    almacen.ruta(registro.proceso, bytes(registro.codigo_integridad)).unlink()


def _flip(registro: Registro) -> None:
    ruta = almacen.ruta(registro.proceso, bytes(registro.codigo_integridad))
    octetos = bytearray(ruta.read_bytes())
    octetos[-1] ^= 1
    ruta.write_bytes(octetos)


@pytest.mark.numeral("ET 10.7 f")
@pytest.mark.parametrize(("dano", "causa"), [(_lose, "paquete-ausente"), (_flip, "paquete-danado")])
def test_what_does_not_open_goes_to_the_tray_with_its_cause_and_can_be_tried_again(
    recibir: Recibir, dano: Callable[[Registro], None], causa: str
) -> None:
    sano, danado = recibir(), recibir()
    ruta = almacen.ruta(danado.proceso, bytes(danado.codigo_integridad))
    original = ruta.read_bytes()
    dano(danado)

    assert abrir() == 2
    assert leer(sano).estatus == Estatus.EN_MESA
    assert (leer(danado).estatus, leer(danado).espera) == (Estatus.EN_CHAROLA, causa)

    ruta.write_bytes(original)
    registros.reintentar(registro=danado.id, actor="irma", momento=AHORA)
    abrir()
    assert leer(danado).estatus == Estatus.EN_MESA


@pytest.mark.numeral("ET 5.13")
def test_a_paquete_sealed_for_another_sobre_does_not_open(
    telefono: Telefono, padron: Padron, recibir: Recibir
) -> None:
    """Somebody's sealed record under one's own sobre: the door cannot tell, the opening does."""
    _, ajeno = captura.sellar(telefono, captura.contenido())
    datos = telefono.datos()
    from rubrica.core import sobre

    leido = sobre.leer(sobre.firmar(datos, ajeno, telefono.clave), telefono.clave.public_key())
    captura.guardar(leido, ajeno)
    registro = captura.recibir(leido, auxiliar=1, recibido_en=RECIBIDO)
    abrir()

    assert (leer(registro).estatus, leer(registro).espera) == (
        Estatus.EN_CHAROLA,
        "paquete-no-abre",
    )


def test_without_the_process_key_nothing_is_lost(recibir: Recibir) -> None:
    registro = recibir()
    llaves.destruir_proceso("OAX26")

    abrir()

    assert (leer(registro).estatus, leer(registro).espera) == (Estatus.EN_CHAROLA, "llave-ausente")


def test_a_record_that_breaks_its_opening_does_not_stop_the_others(
    recibir: Recibir, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rubrica.verificacion import rules

    veneno, sano = recibir(captura.contenido(modelo="D")), recibir()
    original = rules.leer_claves

    def poisoned(dentro: Contenido) -> rules.Leidas:
        if dentro.modelo == "D":
            raise RecursionError("HERNÁNDEZ")
        return original(dentro)

    monkeypatch.setattr(rules, "leer_claves", poisoned)

    assert abrir() == 2
    assert leer(veneno).espera == "error-interno RecursionError"
    assert leer(sano).estatus == Estatus.EN_MESA


def test_a_record_that_cannot_be_written_does_not_stop_the_others(
    recibir: Recibir, monkeypatch: pytest.MonkeyPatch
) -> None:
    veneno, sano = recibir(captura.contenido(modelo="D")), recibir()
    original = sellos.sellar_formulario

    def poisoned(registro: Registro, formulario: dict[str, str]) -> bytes:
        if formulario["modelo"] == "D":
            raise DatabaseError
        return original(registro, formulario)

    monkeypatch.setattr(sellos, "sellar_formulario", poisoned)

    assert abrir() == 2
    assert leer(veneno).espera == "no-se-escribe DatabaseError"
    assert leer(sano).estatus == Estatus.EN_MESA


def test_a_store_that_is_away_leaves_everything_as_it_was(
    recibir: Recibir, monkeypatch: pytest.MonkeyPatch
) -> None:
    registro = recibir()

    def away(**_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(almacen, "leer", away)
    with pytest.raises(OSError, match="Input/output"):
        abrir()

    assert leer(registro).estatus == Estatus.RECIBIDO


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_gives_back_what_it_held(recibir: Recibir) -> None:
    registro = recibir()

    class Died(BaseException):
        pass

    def die() -> None:
        with transaction.atomic():
            registros.tomar_por_abrir(10)
            raise Died

    with pytest.raises(Died):
        die()
    assert abrir() == 1
    assert abrir() == 0
    assert leer(registro).estatus == Estatus.EN_MESA


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_open_the_same_record_twice(recibir: Recibir) -> None:
    for _ in range(20):
        recibir()

    def work() -> None:
        while services.abrir_pendientes(momento=AHORA, limite=3):
            pass
        connection.close()

    hilos = [threading.Thread(target=work) for _ in range(3)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    assert Movimiento.objects.count() == 20
    assert Asiento.objects.filter(acto="TURNAR_A_MESA").count() == 20
    assert Registro.objects.filter(repite=False, estatus="EN_MESA").count() == 1


@pytest.mark.numeral("ET 4.5")
def test_an_enrolment_is_opened_and_its_phone_may_begin(telefono: Telefono, padron: Padron) -> None:
    from rubrica.auxiliares import queries as auxiliares

    _receive_alta(telefono, danada=False)

    assert services.abrir_altas(momento=AHORA) == 1
    assert auxiliares.estado_del_alta(telefono.dispositivo).estado == "abierta"
    assert services.abrir_altas(momento=AHORA) == 0


@pytest.mark.numeral("ET 4.5")
def test_an_enrolment_that_does_not_open_says_so_to_its_phone(
    telefono: Telefono, padron: Padron
) -> None:
    from rubrica.auxiliares import queries as auxiliares

    _receive_alta(telefono, danada=True)
    services.abrir_altas(momento=AHORA)

    estado = auxiliares.estado_del_alta(telefono.dispositivo)
    assert estado.estado == "no_abre"
    assert "Clave para soporte: paquete-ausente." in estado.motivo
    assert "Repita" not in estado.motivo  # why, and no more: what to do is the phone's to say


def _receive_alta(telefono: Telefono, *, danada: bool) -> None:
    from rubrica.auxiliares import services as auxiliares

    leido, cerrado = captura.sellar(telefono, captura.contenido(), consecutivo=0)
    if not danada:
        captura.guardar(leido, cerrado)
    auxiliares.recibir_alta(
        auxiliares.AltaRecibida(
            id=leido.id, dispositivo=leido.dispositivo, folio=leido.folio, sobre=leido.jws,
            resumen=leido.resumen, codigo_integridad=leido.codigo_integridad,
            tamano=leido.tamano, capturado_en=leido.capturado_en, recibido_en=RECIBIDO,
            recibo="r.r.r",
        )
    )  # fmt: skip
