from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.core import folio
from rubrica.mi_apoyo import rules
from rubrica.mi_apoyo.rules import Antecedentes, Respuesta, VinculoVisto

HOY = date(2026, 11, 23)
VENCE = date(2030, 12, 31)


def visto(**cambios: object) -> Antecedentes:
    normal: dict[str, object] = {
        "hallada": True, "procesos": [None], "vinculos": [], "correos_enviados": 0,
        "codigos_dados": 0,
    }  # fmt: skip
    return Antecedentes(**{**normal, **cambios})  # type: ignore[arg-type]


def juzgar(**cambios: object) -> Respuesta:
    vence = cambios.pop("vence", VENCE)
    autenticacion = str(cambios.pop("autenticacion", "correo"))
    return rules.juzgar(
        autenticacion=autenticacion, vence=vence, hoy=HOY, visto=visto(**cambios)  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.numeral("ET 7.9")
@pytest.mark.parametrize(
    ("cambios", "respuesta"),
    [
        ({}, Respuesta.CODIGO),
        ({"hallada": False}, Respuesta.NO_ENCONTRADA),
        ({"procesos": []}, Respuesta.SIN_PROCESO),
        ({"autenticacion": "facebook"}, Respuesta.AUTENTICACION),
        ({"correos_enviados": rules.CORREOS_POR_CUENTA}, Respuesta.CALLADA),
        ({"codigos_dados": rules.CODIGOS_POR_PERSONA}, Respuesta.CALLADA),
    ],
)
def test_each_request_has_its_answer(cambios: dict[str, object], respuesta: Respuesta) -> None:
    assert juzgar(**cambios) is respuesta


@pytest.mark.numeral("ET 7.3")
@pytest.mark.parametrize(
    ("vence", "prorrogas", "respuesta"),
    [
        (HOY, [None], Respuesta.CODIGO),
        (HOY - timedelta(days=1), [None], Respuesta.VENCIDA),
        (date(2025, 12, 31), [date(2025, 12, 31)], Respuesta.CODIGO),
        (date(2025, 12, 30), [date(2025, 12, 31)], Respuesta.VENCIDA),
        (date(2025, 12, 31), [None, date(2025, 12, 31)], Respuesta.CODIGO),
        (HOY - timedelta(days=1), [date(2027, 1, 1)], Respuesta.VENCIDA),
        (HOY, [date(2027, 1, 1)], Respuesta.CODIGO),
    ],
)
def test_a_credential_serves_on_its_last_day_and_as_far_as_the_process_extends_it(
    vence: date, prorrogas: list[date | None], respuesta: Respuesta
) -> None:
    assert juzgar(vence=vence, procesos=prorrogas) is respuesta


@pytest.mark.numeral("ET 7.25")
@pytest.mark.parametrize(
    ("misma_persona", "firme", "respuesta"),
    [
        (False, False, Respuesta.CORREO_EN_USO),
        (False, True, Respuesta.CORREO_EN_USO),
        (True, True, Respuesta.YA_VINCULADA),
        (True, False, Respuesta.CODIGO),
    ],
)
def test_a_mailbox_serves_one_person_and_one_firm_device(
    misma_persona: bool, firme: bool, respuesta: Respuesta
) -> None:
    vinculo = VinculoVisto(misma_persona=misma_persona, mismo_correo=True, firme=firme)

    assert juzgar(vinculos=[vinculo]) is respuesta


@pytest.mark.numeral("ET 7.25")
@given(firme=st.booleans(), vence=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_that_the_person_is_bonded_from_another_mailbox_changes_no_answer(
    firme: bool, vence: date
) -> None:
    de_ella = VinculoVisto(misma_persona=True, mismo_correo=False, firme=firme)

    assert juzgar(vence=vence, vinculos=[de_ella]) is juzgar(vence=vence, vinculos=[])


@pytest.mark.numeral("ET 7.7")
def test_a_code_serves_to_the_last_instant_of_its_24_hours() -> None:
    dado = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    vence = dado + rules.VIGENCIA_DEL_CODIGO

    assert vence == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    assert rules.codigo_sirve(vence_en=vence, momento=vence - timedelta(microseconds=1))
    assert not rules.codigo_sirve(vence_en=vence, momento=vence)


@pytest.mark.parametrize("numero", [0, 7, rules.NUMEROS - 1])
def test_the_folios_of_mi_apoyo_have_a_series_of_their_own(numero: int) -> None:
    texto = folio.componer(
        proceso="OAX26", auxiliar=rules.auxiliar_del_folio(numero), dispositivo=1,
        consecutivo=1, azar=bytes,
    )  # fmt: skip

    assert texto.startswith("OAX26-9")
    assert folio.es_valido(texto)
