"""Rules: types, states, words; no database."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.core.plazos import Calendario
from rubrica.core.rechazos import Rechazo
from rubrica.procesos import rules
from rubrica.procesos.rules import Acto, Estado
from rubrica.procesos.tests.conftest import AHORA, INICIO, solicitud


@pytest.mark.numeral("ET 1.1", "ET 1.1 a", "ET 1.1 b", "ET 1.1 c")
def test_the_three_mechanisms_are_data_that_say_what_applies_to_them() -> None:
    assert {t.numeral for t in rules.tipos().values()} == {"ET 1.1 a", "ET 1.1 b", "ET 1.1 c"}
    assert all(t.revision for t in rules.tipos().values())
    con_audiencia = [c for c, t in rules.tipos().items() if t.garantia_de_audiencia]
    assert con_audiencia == ["revocacion_de_mandato"]


@given(st.lists(st.sampled_from(Acto), max_size=8))
def test_nothing_opens_without_a_request_and_an_approval(secuencia: list[Acto]) -> None:
    estado, hechos = Estado.BORRADOR, []
    for acto in secuencia:
        try:
            estado = rules.aplicar(acto, estado)
            hechos.append(acto)
        except Rechazo:
            pass

    if estado is Estado.ABIERTO:
        assert hechos[-3:] == [Acto.SOLICITAR, Acto.APROBAR, Acto.ABRIR]


@pytest.mark.numeral("ET 1.2")
@pytest.mark.parametrize(
    "cambio",
    [
        {"denominacion": "x" * 480},
        {"denominacion": ""},
        {"fin": INICIO},
        {"inicio": datetime(2026, 11, 10)},  # noqa: DTZ001
        {"id": "oax26"},
        {"id": "OAX"},
        {"entidad": "33"},
        {"tipo": "plebiscito"},
        {"promovente_nombre": ""},
        {"situaciones_que_cuentan": ()},
    ],
)
def test_an_impossible_request_does_not_construct(cambio: dict[str, object]) -> None:
    [campo] = cambio

    with pytest.raises(ValueError, match=campo):
        solicitud(**cambio)


@pytest.mark.numeral("ET 1.2")
def test_a_denominacion_of_479_characters_fits() -> None:
    assert len(solicitud(denominacion="ñ" * 479).denominacion) == rules.MAX_DENOMINACION


@pytest.mark.numeral("ET 1.2 anticipación")
@pytest.mark.parametrize(
    ("momento", "urgencia", "pasa"),
    [
        (datetime(2026, 11, 6, 23, 59, tzinfo=AHORA.tzinfo), "", True),  # Friday, hora Centro
        (datetime(2026, 11, 7, 6, 1, tzinfo=AHORA.tzinfo), "", False),
        (datetime(2026, 11, 7, 6, 1, tzinfo=AHORA.tzinfo), "Lo ordena una sentencia.", True),
    ],
)
def test_a_request_comes_two_working_days_before_or_says_why(
    momento: datetime, urgencia: str, pasa: bool
) -> None:
    datos = {"inicio": INICIO, "momento": momento, "urgencia": urgencia}

    if pasa:
        rules.exigir_anticipacion(**datos, calendario=Calendario())  # type: ignore[arg-type]
    else:
        with pytest.raises(Rechazo, match="solicitud-sin-anticipacion"):
            rules.exigir_anticipacion(**datos, calendario=Calendario())  # type: ignore[arg-type]


def test_the_words_are_256_and_told_apart_when_read_aloud() -> None:
    assert len(set(rules.palabras())) == 256
    assert all(p.isascii() and p.isalpha() and p.islower() for p in rules.palabras())


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))
def test_two_keys_read_as_different_words(a: bytes, b: bytes) -> None:
    assert (rules.en_palabras(a) == rules.en_palabras(b)) == (a == b)


def test_an_answer_is_right_however_it_is_spaced_or_capitalised() -> None:
    escrita = rules.huella_de_respuesta(" Agua,  LUNA\nmilpa. ", b"sal")

    assert escrita == rules.huella_de_respuesta("agua luna milpa", b"sal")
    assert escrita != rules.huella_de_respuesta("agua milpa luna", b"sal")
