from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from rubrica.bitacora.models import Asiento
from rubrica.core import asiento
from rubrica.registros import queries, services
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Cuenta, Regla
from rubrica.registros.tests.conftest import recibir

pytestmark = pytest.mark.django_db


@pytest.mark.numeral("ET 6.4", "ET 10.7 a", "ET 10.7 f")
def test_a_reception_is_one_insert_and_enters_the_account() -> None:
    with CaptureQueriesContext(connection) as consultas:
        recibir()

    assert [c["sql"].split()[0] for c in consultas] == ["INSERT"]
    assert queries.cuenta(proceso="OAX26") == {"": Cuenta(a=1, f=1)}
    assert not Movimiento.objects.exists()
    assert not Asiento.objects.exists()


@pytest.mark.numeral("ET 10.5")
def test_the_row_of_reception_is_its_own_asiento(recibido: Registro) -> None:
    assert bytes(recibido.hoja) == asiento.hoja(bytes(recibido.sal), bytes(recibido.canonico))


@pytest.mark.parametrize(
    "columna",
    ["folio", "codigo_integridad", "sobre", "recibido_en", "recibo", "regla", "sal", "hoja", "dia"],
)
def test_what_recepcion_wrote_never_changes(recibido: Registro, columna: str) -> None:
    with pytest.raises(DatabaseError, match="sólo se agrega"), transaction.atomic():
        recibido.save(update_fields=[columna])


def test_no_record_is_deleted(recibido: Registro) -> None:
    with pytest.raises(DatabaseError, match="sólo se agrega"), transaction.atomic():
        Registro.objects.filter(id=recibido.id).delete()


@pytest.mark.parametrize("campo", ["id", "folio", "codigo_integridad"])
def test_the_same_one_again_is_refused_by_name(recibido: Registro, campo: str) -> None:
    with pytest.raises(services.Repetido) as refusal, transaction.atomic():
        recibir(**{campo: getattr(recibido, campo)})

    assert refusal.value.campo == campo


def test_a_forked_phone_repeats_a_consecutivo_and_both_are_received() -> None:
    recibir(consecutivo=7)

    gemelo = recibir(
        consecutivo=7,
        id=UUID(int=7),
        folio="OAX26-0153-1-00007-DEF",
        codigo_integridad=b"\x01" * 32,
    )

    assert queries.cadena_de(gemelo.dispositivo).bifurcaciones == (7,)


@pytest.mark.numeral("ET 10.7")
def test_the_day_of_a_record_is_that_of_its_reception_hora_centro() -> None:
    recibir(recibido_en=datetime(2026, 11, 11, 5, 59, 59, tzinfo=UTC))
    recibir(recibido_en=datetime(2026, 11, 11, 6, 0, 0, tzinfo=UTC))

    assert list(queries.cuenta_por_dia(proceso="OAX26")) == [date(2026, 11, 10), date(2026, 11, 11)]


def test_a_rule_out_of_the_catalogue_is_refused_by_the_database() -> None:
    with pytest.raises(DatabaseError, match="registro_regla_del_catalogo"), transaction.atomic():
        recibir(regla="ET 99")


@pytest.mark.numeral("ET 3.4")
def test_a_rule_keeps_its_numeral_and_its_dates() -> None:
    registro = recibir(regla=Regla.BAJA_DEL_AUXILIAR, regla_motivo="Baja del 12 de noviembre")

    assert (registro.regla, registro.regla_motivo) == ("ET 3.4", "Baja del 12 de noviembre")
