"""Each reviewed record is asked again of its own cut, and what entered comes out (ET 10.4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from rubrica import llaves
from rubrica.bitacora.models import Asiento
from rubrica.compulsa import cruce, queries, services
from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.services import corrida, cotejo
from rubrica.compulsa.tests.conftest import (
    ANA,
    ELSA,
    JUAN,
    LUIS,
    NOVIEMBRE,
    OCTUBRE,
    PROCESO,
    SEPTIEMBRE,
    Cargar,
    Revisar,
    ahora,
)
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.launch import grants
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros import services as registros_services
from rubrica.registros.models import Movimiento
from rubrica.registros.rules import Acto, Dictamen, Dimension
from rubrica.registros.rules import Cuenta as LaCuenta
from rubrica.resultados import services as resultados
from rubrica.resultados.models import Corte
from rubrica.resultados.rules import Concluye, Tipo

AHORA = datetime(2026, 12, 20, 18, tzinfo=UTC)
DE_DICIEMBRE = datetime(2026, 12, 3, 18, tzinfo=UTC)
TODOS = (JUAN, ANA, ELSA, LUIS)
JUAN_DE_BAJA = JUAN.replace("lista_nominal,", "baja,defuncion")


def compulsar(irma: Cuenta) -> Compulsa:
    """Irma asks for it and the worker runs it, here and now."""
    fila = services.iniciar(proceso=PROCESO, quien=irma.pk, momento=AHORA)
    services.correr(compulsa=fila.pk)
    fila.refresh_from_db()
    return fila


@pytest.mark.numeral("ET 10.4", "ET 10.7 b")
def test_what_did_not_change_comes_out_as_it_entered_and_is_not_written(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(OCTUBRE, *TODOS)
    filas = [revisar(quien) for quien in ("juan", "ana", "elsa", "luis", "nadie")]

    fila = compulsar(irma)

    assert (fila.estado, fila.entraron, fila.cotejados, fila.cambiaron) == ("CONCLUIDA", 5, 5, 0)
    entraron = {"lista_nominal": 2, "padron": 1, "baja": 1, "no_encontrado": 1}
    assert queries.entradas(fila) == queries.salidas(fila) == entraron
    assert not Movimiento.objects.filter(acto=Acto.COMPULSAR).exists()
    assert all(ahora(f).situacion == f.situacion for f in filas)


@pytest.mark.numeral("ET 10.4")
def test_a_provisional_answer_is_repeated_with_its_own_cut(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    septiembre = cargar(SEPTIEMBRE, JUAN, ANA)
    juan, elsa = revisar("juan"), revisar("elsa")
    assert (juan.corte, juan.situacion) == (str(septiembre.pk), "lista_nominal")
    octubre = cargar(OCTUBRE, JUAN_DE_BAJA, ANA, ELSA)

    fila = compulsar(irma)

    assert (fila.provisionales, fila.cambiaron) == (2, 2)
    assert (ahora(juan).situacion, juan.causa, juan.corte) == ("baja", "defuncion", str(octubre.pk))
    assert (ahora(elsa).situacion, elsa.municipio) == ("baja", "066")
    assert queries.matriz(fila) == {("lista_nominal", "baja"): 1, ("no_encontrado", "baja"): 1}
    assert not queries.quedan_provisionales(PROCESO)


@pytest.mark.numeral("ET 10.4")
def test_each_month_is_asked_of_its_own_cut(cargar: Cargar, revisar: Revisar, irma: Cuenta) -> None:
    octubre, noviembre = cargar(OCTUBRE, JUAN, LUIS), cargar(NOVIEMBRE, JUAN, ANA)
    de_noviembre, de_diciembre = revisar("juan"), revisar("ana", recibido_en=DE_DICIEMBRE)

    fila = compulsar(irma)

    assert sorted(fila.cortes) == [octubre.pk, noviembre.pk]
    assert (ahora(de_noviembre).corte, ahora(de_diciembre).corte) == (
        str(octubre.pk), str(noviembre.pk),
    )  # fmt: skip
    assert fila.cambiaron == 0


def test_a_move_says_which_compulsa_and_which_cut_and_names_nobody(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(SEPTIEMBRE, JUAN)
    juan = revisar("juan")
    cargar(OCTUBRE, JUAN)
    compulsar(irma)

    movimiento = Movimiento.objects.get(acto=Acto.COMPULSAR)
    asiento = Asiento.objects.get(acto="COMPULSAR")

    assert movimiento.registro_id == juan.id
    assert (movimiento.de, movimiento.a) == ("PARA_COMPULSA", "PARA_COMPULSA")
    assert movimiento.motivo == "Compulsa 1, corte al 2026-10-31"
    assert b"HERN" not in bytes(asiento.canonico)


@pytest.mark.numeral("ET 10.7 c")
def test_who_is_found_to_be_the_same_person_counts_once(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    """Under the cut of September nobody knows either of Juan's two cards: two people."""
    cargar(SEPTIEMBRE, ANA)
    por_cic, por_clave = revisar("juan"), revisar("nadie")
    assert por_cic.cuenta
    assert por_clave.cuenta
    cargar(OCTUBRE, JUAN, ANA.replace("200000017,000000042", "999999999,999999999"))
    otro = revisar("nadie")

    compulsar(irma)

    assert ahora(por_cic).situacion == "lista_nominal"
    assert [ahora(r).estatus for r in (por_clave, otro)] == ["PARA_COMPULSA", "DUPLICADO"]
    assert por_clave.persona == otro.persona
    assert registros.cuenta(proceso=PROCESO)[""] == LaCuenta(a=3, b=2, c=1)


@pytest.mark.numeral("ET 10.7 c")
def test_a_support_that_counts_rises_when_the_other_turns_out_a_baja(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(SEPTIEMBRE, JUAN)
    primero = revisar("juan")
    cargar(OCTUBRE, JUAN_DE_BAJA)
    cargar(NOVIEMBRE, JUAN)
    segundo = revisar("juan", recibido_en=DE_DICIEMBRE)
    assert (ahora(primero).cuenta, ahora(segundo).cuenta) == (True, False)

    compulsar(irma)

    assert (ahora(primero).estatus, ahora(segundo).estatus) == ("DUPLICADO", "PARA_COMPULSA")
    assert segundo.cuenta
    assert registros.cuenta(proceso=PROCESO)[""] == LaCuenta(a=2, b=1, c=1)


def test_the_account_follows_the_municipio_and_the_situacion(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(SEPTIEMBRE, ANA)
    juan = revisar("juan")
    cargar(OCTUBRE, JUAN)

    compulsar(irma)

    assert sellos.abrir_formulario(ahora(juan))["nombre"] == "JUAN"
    assert registros.cuenta(proceso=PROCESO, por=Dimension.MUNICIPIO) == {"066": LaCuenta(a=1, b=1)}
    assert registros.cuenta(proceso=PROCESO, por=Dimension.SITUACION) == {
        "lista_nominal": LaCuenta(a=1, b=1)
    }


def test_what_has_an_inconsistency_is_not_asked(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(OCTUBRE, JUAN, ANA)
    revisar("juan", inciso="j")
    revisar("ana")

    assert compulsar(irma).entraron == 1


@pytest.mark.numeral("ET 10.3")
@pytest.mark.parametrize(
    ("fila", "situacion"),
    [
        (JUAN.replace("012345678,2575012345678", "012345679,2575012345670"), "no_encontrado"),
        (JUAN.replace("123456789", "123456780"), "lista_nominal"),
        (JUAN.replace(",20,8,21,", ",21,8,21,"), "fuera_de_ambito"),
    ],
)
def test_it_finds_as_any_lookup_does(
    cargar: Cargar, revisar: Revisar, irma: Cuenta, fila: str, situacion: str
) -> None:
    """Another identificador is another person; a renewed card is found by its OCR."""
    cargar(SEPTIEMBRE, ANA)
    juan = revisar("juan")
    cargar(OCTUBRE, fila)

    compulsar(irma)

    assert ahora(juan).situacion == situacion


def test_an_ocr_that_two_people_share_answers_for_neither(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(SEPTIEMBRE, LUIS)
    luis = revisar("luis")
    otro = LUIS.replace("300000025", "300000026").replace("DZMRLS", "DZMRLX")
    cargar(OCTUBRE, LUIS.replace("DZMRLS", "DZMRLT"), otro)

    compulsar(irma)

    assert ahora(luis).situacion == "no_encontrado"


@pytest.mark.numeral("ET 10.4")
def test_without_the_cut_of_a_month_nothing_starts(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(SEPTIEMBRE, JUAN)
    revisar("juan")

    with pytest.raises(Rechazo, match="compulsa-sin-corte") as caida:
        compulsar(irma)

    assert caida.value.datos == {"faltan": "31/10/2026"}
    assert queries.quedan_provisionales(PROCESO)


def test_there_is_one_at_a_time_and_something_to_ask(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    with pytest.raises(Rechazo, match="compulsa-vacia"):
        compulsar(irma)
    cargar(OCTUBRE, JUAN)
    revisar("juan")
    services.iniciar(proceso=PROCESO, quien=irma.pk, momento=AHORA)

    with pytest.raises(Rechazo, match="compulsa-en-curso"):
        compulsar(irma)


def test_without_keys_it_says_so_and_another_may_start(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    corte = cargar(OCTUBRE, JUAN)
    revisar("juan")
    llaves.destruir_corte(corte.pk)

    fila = compulsar(irma)

    assert (fila.estado, fila.motivo) == ("FALLIDA", "compulsa-sin-llaves")
    assert services.iniciar(proceso=PROCESO, quien=irma.pk, momento=AHORA).numero == 2


def test_one_that_is_classed_meanwhile_is_left_alone_and_counted_apart(
    cargar: Cargar, revisar: Revisar, irma: Cuenta, monkeypatch: pytest.MonkeyPatch
) -> None:
    cargar(SEPTIEMBRE, JUAN)
    juan = revisar("juan")
    cargar(OCTUBRE, JUAN_DE_BAJA)

    def mientras(*args: object, **kwargs: object) -> set[UUID]:
        dictamen = Dictamen(operador="olga", momento=AHORA, inciso="n", detalle="simulación")
        registros_services.senalar_por_analisis(registro=juan.id, dictamen=dictamen)
        return compulsar_de_veras(*args, **kwargs)  # type: ignore[arg-type]

    compulsar_de_veras = registros_services.compulsar
    monkeypatch.setattr(cotejo, "compulsar", mientras)
    fila = compulsar(irma)

    assert (fila.estado, fila.cambiaron) == ("CONCLUIDA", 0)
    assert queries.matriz(fila) == {("lista_nominal", "salio"): 1}
    assert ahora(juan).situacion == "lista_nominal"


class Muerte(Exception):
    """The worker dies."""


@pytest.mark.parametrize("perdido", [False, True])
def test_it_goes_on_where_it_died_and_writes_nothing_twice(
    cargar: Cargar,
    revisar: Revisar,
    irma: Cuenta,
    monkeypatch: pytest.MonkeyPatch,
    perdido: bool,
) -> None:
    """perdido: PostgreSQL fell too, and emptied what was being joined."""
    cargar(SEPTIEMBRE, JUAN, ANA, LUIS)
    for quien in ("juan", "ana", "luis"):
        revisar(quien)
    cargar(OCTUBRE, JUAN_DE_BAJA, ANA, LUIS)
    monkeypatch.setattr(cruce, "LOTE_DE_COTEJO", 1)
    escribir, veces = cotejo._escribir, 0

    def morir_a_la_segunda(*args: object) -> None:
        nonlocal veces
        veces += 1
        if veces == 2:
            raise Muerte
        escribir(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(cotejo, "_escribir", morir_a_la_segunda)
    with pytest.raises(Muerte):
        compulsar(irma)
    if perdido:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM compulsa_hallado; DELETE FROM compulsa_cruce")
    fila = services.continuar(proceso=PROCESO, quien=irma.pk, momento=AHORA)
    assert (fila.estado, fila.cotejados) == ("COTEJANDO", 1)

    services.correr(compulsa=fila.pk)
    services.correr(compulsa=fila.pk)

    fila.refresh_from_db()
    assert (fila.estado, fila.entraron, fila.cotejados, fila.cambiaron) == ("CONCLUIDA", 3, 3, 3)
    assert queries.salidas(fila) == {"baja": 1, "padron": 1, "lista_nominal": 1}
    assert Movimiento.objects.filter(acto=Acto.COMPULSAR).count() == 3


def test_several_processes_do_what_one_does(
    cargar: Cargar, revisar: Revisar, irma: Cuenta, monkeypatch: pytest.MonkeyPatch
) -> None:
    cargar(SEPTIEMBRE, *TODOS)
    for quien in ("juan", "ana", "elsa", "luis", "nadie"):
        revisar(quien)
    cargar(OCTUBRE, JUAN_DE_BAJA, ANA, ELSA)
    monkeypatch.setattr(corrida, "POCOS", 0)
    monkeypatch.setattr(cruce, "LOTE", 2)
    monkeypatch.setattr(cruce, "LOTE_DE_COTEJO", 2)

    fila = compulsar(irma)

    assert (fila.estado, fila.entraron, fila.cambiaron) == ("CONCLUIDA", 5, 5)
    assert queries.salidas(fila) == {"baja": 2, "padron": 1, "no_encontrado": 2}


def test_a_piece_leaves_room_for_the_locks_of_everybody_else(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_locks_per_transaction')::int"
            " * current_setting('max_connections')::int"
        )
        (caben,) = cursor.fetchone()

    assert 2 * cruce.LOTE_DE_COTEJO <= caben / 3


def test_nothing_it_joined_is_left(cargar: Cargar, revisar: Revisar, irma: Cuenta) -> None:
    cargar(OCTUBRE, JUAN)
    revisar("juan")
    compulsar(irma)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM compulsa_cruce, compulsa_hallado")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE relname IN ('compulsa_cruce',"
            " 'compulsa_hallado', 'compulsa_cruce_pkey', 'compulsa_hallado_pkey')"
        )
        assert cursor.fetchall() == [("u",)] * 4


def test_what_was_asked_for_never_changes(cargar: Cargar, revisar: Revisar, irma: Cuenta) -> None:
    cargar(OCTUBRE, JUAN)
    revisar("juan")
    compulsar(irma)

    with pytest.raises(Exception, match="compulsa_compulsa"):
        Compulsa.objects.update(cortes=[])


@contextmanager
def con_el_papel_de(rol: str) -> Iterator[None]:
    """Inside, PostgreSQL allows what grants.toml gives to that service and no more."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {rol}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


@pytest.mark.numeral("ET 10.4", "ET 14.1")
def test_mesa_and_worker_do_their_parts_with_the_grants_that_each_has(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    """Two supports that turn out to be one person's: the worker also sees who counts."""
    cargar(SEPTIEMBRE, LUIS)
    revisar("juan")
    revisar("juan")
    cargar(OCTUBRE, JUAN)
    grants.otorgar({})

    with con_el_papel_de("rubrica_mesa"):
        fila = services.iniciar(proceso=PROCESO, quien=irma.pk, momento=AHORA)
    with con_el_papel_de("rubrica_worker"):
        services.correr(compulsa=fila.pk)
    with con_el_papel_de("rubrica_mesa"):
        assert queries.salidas(fila) == {"lista_nominal": 2}
        assert not queries.quedan_provisionales(PROCESO)

    fila.refresh_from_db()
    assert (fila.estado, fila.cambiaron) == ("CONCLUIDA", 2)


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize(
    "orden",
    [
        "SELECT cic FROM compulsa_cruce",
        "SELECT sello FROM compulsa_hallado",
        "UPDATE compulsa_salida SET n = 0",
        "UPDATE compulsa_compulsa SET estado = 'CONCLUIDA'",
    ],
)
def test_the_mesa_neither_reads_what_is_joined_nor_writes_the_report(db: None, orden: str) -> None:
    grants.otorgar({})

    with con_el_papel_de("rubrica_mesa"), pytest.raises(ProgrammingError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(orden)


@pytest.mark.django_db(transaction=True)
@pytest.mark.numeral("ET 10.7", "ET 13.4")
def test_a_cut_of_results_explains_what_the_compulsa_took_from_what_counts(
    cargar: Cargar, revisar: Revisar, irma: Cuenta
) -> None:
    cargar(SEPTIEMBRE, JUAN, LUIS)
    revisar("juan")
    revisar("luis")
    antes = resultados.congelar(proceso=PROCESO, tipo=Tipo.PRELIMINAR, quien=irma.pk, momento=AHORA)
    cargar(OCTUBRE, JUAN_DE_BAJA, LUIS)
    compulsar(irma)

    despues = resultados.congelar(
        proceso=PROCESO, tipo=Tipo.PRELIMINAR, quien=irma.pk, momento=AHORA
    )

    assert (antes.validos, despues.validos, despues.b) == (2, 1, 2)
    assert len(despues.movimientos) == 2


@pytest.mark.numeral("ET 10.4", "ET 13.4")
def test_no_definitive_cut_is_made_while_an_answer_is_provisional(
    cargar: Cargar, revisar: Revisar, irma: Cuenta, ada: Cuenta
) -> None:
    cargar(SEPTIEMBRE, JUAN)
    revisar("juan")
    resultados.notificar(
        proceso=PROCESO, concluye=Concluye.AUDIENCIAS, quien=ada.pk, momento=AHORA,
        oficio_numero="IEEPCO/SE/0777/2026", oficio_el=AHORA.date(),
    )  # fmt: skip

    def congelar() -> Corte:
        return resultados.congelar(
            proceso=PROCESO, tipo=Tipo.DEFINITIVO, quien=irma.pk, momento=AHORA
        )

    with pytest.raises(Rechazo, match="resultados-con-provisionales"):
        congelar()
    cargar(OCTUBRE, JUAN)
    compulsar(irma)

    assert congelar().validos == 1
