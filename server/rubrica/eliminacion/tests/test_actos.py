"""Who may order the elimination of a process, and when (ET 13.9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from rubrica.bitacora import queries as bitacora
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.eliminacion import queries, services
from rubrica.eliminacion.models import Eliminacion
from rubrica.eliminacion.tests.conftest import LUEGO, TRES_DIAS, atestiguar, solicitar
from rubrica.resultados import services as resultados
from rubrica.resultados.models import Entrega
from rubrica.resultados.rules import Contenido
from rubrica.resultados.tests.conftest import DESPUES

pytestmark = pytest.mark.django_db(transaction=True)


def code_of(acto: Callable[[], object]) -> str:
    with pytest.raises(Rechazo) as motivo:
        acto()
    return motivo.value.code


def acusar_expedientes(acusada: Entrega, irma: Cuenta, ada: Cuenta) -> None:
    """The expedientes of the same cut are sealed, put at the OPL's disposal and acknowledged."""
    fila = resultados.solicitar_entrega(
        proceso="OAX26", corte=acusada.corte.numero, quien=irma.pk, momento=DESPUES,
        contenido=Contenido.EXPEDIENTES,
    )  # fmt: skip
    resultados.preparar(entrega=fila.pk)
    resultados.disponer(proceso="OAX26", entrega=fila.pk, quien=irma.pk, momento=DESPUES)
    fila.refresh_from_db()
    resultados.acusar(
        proceso="OAX26", entrega=fila.pk, codigo_calculado=fila.codigo, quien=ada.pk,
        momento=DESPUES,
    )  # fmt: skip


def autorizar(quien: Cuenta) -> Eliminacion:
    return services.autorizar(proceso="OAX26", quien=quien.pk, momento=LUEGO)


@pytest.mark.numeral("ET 13.9")
def test_nothing_is_eliminated_before_the_opl_acknowledged(
    dispuesta: Entrega, irma: Cuenta
) -> None:
    assert code_of(lambda: solicitar(irma)) == "eliminacion-sin-acuse"


@pytest.mark.numeral("ET 13.9")
def test_nor_without_the_expedientes_or_an_oficio_that_asks_for_none(
    acusada: Entrega, irma: Cuenta
) -> None:
    assert code_of(lambda: solicitar(irma, sin_expedientes=" ")) == "eliminacion-sin-expedientes"
    assert solicitar(irma, sin_expedientes="IEEPCO/SE/311/2027 ").sin_expedientes.endswith("2027")


@pytest.mark.numeral("ET 13.9")
def test_no_oficio_is_needed_by_who_acknowledged_the_expedientes(
    acusada: Entrega, irma: Cuenta, ada: Cuenta
) -> None:
    acusar_expedientes(acusada, irma, ada)

    assert solicitar(irma, sin_expedientes="").estado == "solicitada"


@pytest.mark.numeral("ET 13.8", "ET 13.9")
def test_nor_while_the_promovente_may_enter(acusada: Entrega, irma: Cuenta) -> None:
    ultimo = DESPUES + timedelta(days=30)

    assert code_of(lambda: solicitar(irma, ultimo)) == "eliminacion-con-acceso"
    assert solicitar(irma, ultimo + timedelta(days=1)).estado == "solicitada"


@pytest.mark.numeral("ET 13.9")
def test_it_takes_two_people_and_three_custodians(
    acusada: Entrega, irma: Cuenta, ines: Cuenta
) -> None:
    solicitar(irma)
    assert code_of(lambda: autorizar(irma)) == "eliminacion-misma-persona"
    assert code_of(lambda: autorizar(ines)) == "eliminacion-sin-atestacion"
    atestiguar(irma, 1, 2)
    assert code_of(lambda: autorizar(ines)) == "eliminacion-sin-atestacion"
    assert code_of(lambda: atestiguar(irma, 2)) == "eliminacion-improcedente"
    atestiguar(irma, 3)

    assert autorizar(ines).ejecuta_desde == LUEGO + TRES_DIAS


@pytest.mark.numeral("ET 13.9")
def test_it_waits_for_its_cooling_off_period_and_can_be_cancelled_until_then(
    autorizada: Eliminacion, irma: Cuenta
) -> None:
    casi = LUEGO + TRES_DIAS - timedelta(seconds=1)

    assert services.ejecutar_debidas(momento=casi) == 0
    services.cancelar(proceso="OAX26", quien=irma.pk, momento=casi)
    assert services.ejecutar_debidas(momento=casi + TRES_DIAS) == 0
    assert queries.de_proceso("OAX26") is None
    assert solicitar(irma).estado == "solicitada"


def test_there_is_one_at_a_time_and_no_act_comes_twice(
    autorizada: Eliminacion, irma: Cuenta, ines: Cuenta
) -> None:
    assert code_of(lambda: solicitar(irma)) == "eliminacion-improcedente"
    assert code_of(lambda: autorizar(ines)) == "eliminacion-improcedente"
    certifica = code_of(lambda: services.certificar(proceso="OAX26", quien=irma.pk, momento=LUEGO))
    assert certifica == "eliminacion-improcedente"


def test_each_act_is_in_the_log(autorizada: Eliminacion) -> None:
    actos = [a.acto for a in bitacora.de_objeto(f"eliminacion:{autorizada.pk}")]

    assert sorted(set(actos)) == [
        "atestiguar_destruccion", "autorizar_eliminacion", "solicitar_eliminacion",
    ]  # fmt: skip


@pytest.mark.numeral("ET 13.9")
@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE eliminacion_eliminacion SET sin_expedientes = ''",
        "UPDATE eliminacion_eliminacion SET autorizada_por = solicitada_por",
        "UPDATE eliminacion_eliminacion SET estado = 'en_curso'",
        "UPDATE eliminacion_eliminacion SET estado = 'en_curso', iniciada_en = autorizada_en",
        "UPDATE eliminacion_eliminacion SET acuerdo = 'otro'",
        "DELETE FROM eliminacion_atestacion",
        "SELECT eliminacion_de_registros_registro('OAX26')",
    ],
)
def test_the_database_refuses_what_the_rules_refuse(autorizada: Eliminacion, orden: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(orden)
