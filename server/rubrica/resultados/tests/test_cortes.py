"""Cuts: one snapshot, signed, explained move by move, and never changed (ET 13.2, 13.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from rubrica import llaves
from rubrica.core import jws
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.requisito import Dispersion, Requisito
from rubrica.procesos.tests.forzar import forzar
from rubrica.registros import instantaneas
from rubrica.registros import services as registros
from rubrica.registros.rules import Dictamen
from rubrica.registros.tests.conftest import recibir
from rubrica.resultados import queries, rules, services
from rubrica.resultados.models import Corte, LlaveDeEntrega
from rubrica.resultados.rules import Concluye, Tipo
from rubrica.resultados.tests.conftest import (
    ANA,
    DESPUES,
    ELSA,
    JUAN,
    LUIS,
    NADIE,
    Poner,
    congelar,
    dictaminar,
    notificar,
    preparada,
)

pytestmark = pytest.mark.django_db(transaction=True)


def rechazo_de(acto: Callable[[], object]) -> Rechazo:
    with pytest.raises(Rechazo) as motivo:
        acto()
    return motivo.value


def corte(numero: int) -> Corte:
    fila = queries.corte("OAX26", numero)
    assert fila
    return fila


@pytest.mark.numeral("ET 13.2")
def test_a_cut_keeps_the_account_by_municipio_and_who_counts(valido: Poner, irma: Cuenta) -> None:
    for clave in (JUAN, JUAN, ANA, ELSA, LUIS, NADIE):
        valido(clave)
    valido(NADIE[:-1] + "1", inciso="j")

    fila = corte(congelar(irma))

    dice = queries.documento(fila)
    assert (fila.a, fila.b, fila.c, fila.d, fila.e, fila.f) == (7, 5, 1, 1, 0, 0)
    assert fila.validos == 3
    assert {m: c["b"] for m, c in dice["municipios"].items()} == {"": 1, "057": 1, "066": 3}
    assert [(r["municipio"], r["validos"]) for r in dice["formula"]["renglones"]] == [
        ("057", 1), ("066", 2),
    ]  # fmt: skip


@pytest.mark.numeral("ET 13.2")
def test_the_cut_is_signed_by_the_installation_and_the_document_is_what_it_signs(
    valido: Poner, irma: Cuenta
) -> None:
    valido(JUAN)
    fila = corte(congelar(irma))

    carga = jws.verificar(fila.jws, typ=rules.TYP_CORTE, clave=llaves.publica_ed25519("resultados"))

    assert carga["sha256"] == fila.huella == rules.huella(fila.documento)
    assert (carga["corte"], carga["a"], carga["validos"]) == (1, 1, 1)


@pytest.mark.numeral("ET 13.4")
def test_the_difference_from_the_previous_cut_is_every_move_and_explains_it(
    valido: Poner, en_mesa: Poner, irma: Cuenta
) -> None:
    juan, luis = valido(JUAN), en_mesa(LUIS)
    congelar(irma)
    dictaminar(luis.id, inciso="j")
    nota = Dictamen(operador="sara", momento=DESPUES, inciso="e", detalle="Fotocopia")
    registros.senalar_por_analisis(registro=juan.id, dictamen=nota)
    valido(JUAN)

    fila = corte(congelar(irma))

    assert queries.documento(fila)["diferencia"]["recibidos"] == 1
    movidos = instantaneas.movimientos(fila.movimientos)
    assert [(m.registro.folio == juan.folio, m.acto) for m in movidos] == [
        (False, "SENALAR_INCONSISTENCIA"), (True, "SENALAR_POR_ANALISIS"),
        (False, "TURNAR_A_MESA"), (False, "VALIDAR"),
    ]  # fmt: skip
    assert queries.documento(fila)["anterior"] == {"numero": 1, "sha256": corte(1).huella}


def test_what_another_transaction_has_not_committed_is_in_the_next_cut_alone(
    valido: Poner, en_mesa: Poner, irma: Cuenta
) -> None:
    """Numbers of moves are given before their transactions end; snapshots do not mind."""
    valido(JUAN)
    luis = en_mesa(LUIS)
    otra = connection.copy()
    try:
        with otra.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_current_xact_id()")
            congelar(irma)
            dictaminar(luis.id)
            congelar(irma)
            cursor.execute("COMMIT")
    finally:
        otra.close()

    assert len(corte(2).movimientos) == 1
    assert congelar(irma) == 3
    assert corte(3).movimientos == []


@pytest.mark.numeral("ET 13.4", "ET 10.7 e", "ET 10.7 f")
def test_no_definitive_result_while_a_record_waits(
    valido: Poner, en_mesa: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    notificar(ada, Concluye.AUDIENCIAS)
    en_mesa(LUIS)
    recibir()

    motivo = rechazo_de(lambda: congelar(irma, Tipo.DEFINITIVO))

    assert motivo.code == "resultados-con-pendientes"
    assert dict(motivo.datos) == {"en_mesa": 1, "en_procesamiento": 1}
    assert not Corte.objects.exists()


@pytest.mark.numeral("ET 13.4")
def test_where_the_hearing_applies_the_definitive_result_waits_for_its_conclusion(
    valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    notificar(ada, Concluye.MESA)
    assert rechazo_de(lambda: congelar(irma, Tipo.DEFINITIVO)).code == "resultados-sin-notificacion"

    notificar(ada, Concluye.AUDIENCIAS)

    assert corte(congelar(irma, Tipo.DEFINITIVO)).tipo == "definitivo"


def test_where_it_does_not_the_conclusion_of_the_mesa_is_enough(
    valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    forzar(tipo="iniciativa_ciudadana")
    assert rechazo_de(lambda: notificar(ada, Concluye.AUDIENCIAS)).code == "sin-audiencias"

    notificar(ada, Concluye.MESA)

    assert congelar(irma, Tipo.DEFINITIVO) == 1


@pytest.mark.numeral("ET 6.6")
def test_no_definitive_result_while_the_server_still_receives(
    valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    antes = datetime(2026, 11, 17, 7, tzinfo=UTC)
    services.notificar(
        proceso="OAX26", concluye=Concluye.AUDIENCIAS, oficio_numero="1",
        oficio_el=date(2026, 11, 17), quien=ada.pk, momento=antes,
    )  # fmt: skip

    codigo = rechazo_de(lambda: congelar(irma, Tipo.DEFINITIVO, antes)).code

    assert codigo == "captacion-sin-cerrar"


@pytest.mark.numeral("ET 13.2")
def test_the_mesa_is_not_concluded_while_a_record_waits_in_it(
    valido: Poner, en_mesa: Poner, ada: Cuenta
) -> None:
    valido(JUAN)
    luis = en_mesa(LUIS)
    motivo = rechazo_de(lambda: notificar(ada, Concluye.MESA))
    assert (motivo.code, motivo.datos["en_mesa"]) == ("resultados-con-pendientes", 1)

    dictaminar(luis.id)
    notificar(ada, Concluye.MESA)

    assert rechazo_de(lambda: notificar(ada, Concluye.MESA)).code == "ya-notificado"


@pytest.mark.numeral("ET 13.2", "ET 13.4")
def test_the_clock_starts_when_the_derfe_receives_and_is_met_by_the_cut(
    valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    notificar(ada, Concluye.MESA)
    (reloj, _) = queries.relojes("OAX26", momento=DESPUES)
    assert (reloj.vence, reloj.provisional) == (date(2026, 11, 26), True)

    lunes = datetime(2026, 11, 23, 16, tzinfo=UTC)
    services.recibir(
        proceso="OAX26", concluye=Concluye.MESA, recibida_en=lunes, quien=irma.pk, momento=lunes
    )
    (reloj, _) = queries.relojes("OAX26", momento=lunes + timedelta(days=10))
    assert (reloj.vence, reloj.provisional, reloj.vencido) == (date(2026, 11, 30), False, True)

    congelar(irma, momento=lunes)
    (reloj, _) = queries.relojes("OAX26", momento=lunes + timedelta(days=10))
    assert (reloj.cumplido_en, reloj.vencido) == (lunes, False)


@pytest.mark.numeral("ET 13.4")
def test_the_definitive_result_is_due_two_working_days_after(valido: Poner, ada: Cuenta) -> None:
    valido(JUAN)
    viernes = datetime(2026, 11, 20, 18, tzinfo=UTC)
    notificar(ada, Concluye.AUDIENCIAS, viernes)

    (_, reloj) = queries.relojes("OAX26", momento=viernes)

    assert reloj.vence == date(2026, 11, 24)


def test_nobody_receives_before_it_was_notified_nor_in_the_future(
    valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    valido(JUAN)
    notificar(ada, Concluye.MESA)

    for recibida in (DESPUES - timedelta(hours=1), DESPUES + timedelta(days=9)):
        motivo = rechazo_de(
            lambda r=recibida: services.recibir(  # type: ignore[misc]
                proceso="OAX26", concluye=Concluye.MESA, recibida_en=r, quien=irma.pk,
                momento=DESPUES + timedelta(days=1),
            )
        )  # fmt: skip
        assert motivo.code == "recepcion-imposible"


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize(
    "orden", ["UPDATE {} SET proceso = 'JAL26'", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
@pytest.mark.parametrize("tabla", ["resultados_corte", "resultados_notificacion"])
def test_the_database_lets_nobody_change_what_was_frozen(
    valido: Poner, ada: Cuenta, irma: Cuenta, orden: str, tabla: str
) -> None:
    valido(JUAN)
    notificar(ada, Concluye.MESA)
    congelar(irma)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(orden.format(tabla))


def test_the_database_refuses_a_definitive_cut_with_records_waiting(
    valido: Poner, en_mesa: Poner, irma: Cuenta
) -> None:
    en_mesa(JUAN)
    fila = corte(congelar(irma))
    fila.pk, fila.numero, fila.tipo = None, 2, "definitivo"

    with pytest.raises(IntegrityError, match="corte_definitivo_sin_pendientes"):
        fila.save(force_insert=True)


@pytest.mark.numeral("ET 13.4")
def test_the_formula_says_of_each_municipio_and_of_all_whether_it_is_met(
    valido: Poner, irma: Cuenta, monkeypatch: pytest.MonkeyPatch
) -> None:
    valido(JUAN)
    requisito = Requisito(porcentaje=50_00, dispersion=Dispersion(en_cada=50_00, municipios=2))

    monkeypatch.setattr("rubrica.procesos.queries.requisito", lambda proceso: requisito)

    services.congelar(proceso="OAX26", tipo=Tipo.PRELIMINAR, quien=irma.pk, momento=DESPUES)

    dice = queries.documento(corte(1))["formula"]
    assert (dice["necesarios"], dice["municipios_cumplidos"], dice["cumple"]) == (1, 1, False)
    assert {r["municipio"]: r["cumple"] for r in dice["renglones"]} == {"057": False, "066": True}
    assert dice["en_palabras"] == "Falta 1 apoyo en 1 municipio."


def test_the_oficio_is_not_of_the_future(valido: Poner, ada: Cuenta) -> None:
    valido(JUAN)
    manana = date(2026, 11, 20)

    motivo = rechazo_de(
        lambda: services.notificar(
            proceso="OAX26", concluye=Concluye.MESA, oficio_numero="1", oficio_el=manana,
            quien=ada.pk, momento=DESPUES,
        )
    )  # fmt: skip

    assert motivo.code == "oficio-futuro"


@pytest.mark.numeral("ET 13.2")
def test_preliminary_results_are_delivered_once_the_opl_notified_that_the_mesa_concluded(
    valido: Poner, irma: Cuenta, llave_confirmada: LlaveDeEntrega, ada: Cuenta
) -> None:
    valido(JUAN)
    antes = congelar(irma)

    assert rechazo_de(lambda: preparada(irma, antes)).code == "entrega-sin-notificacion"
    notificar(ada, Concluye.MESA)
    assert rechazo_de(lambda: preparada(irma, antes)).code == "entrega-sin-notificacion"
    assert preparada(irma, congelar(irma)).estado == "preparada"
