"""The life of an institutional account, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.cuentas import vida
from rubrica.cuentas.vida import Acto, ActoImprocedente, Etapa


@pytest.mark.numeral("ET 9.3")
@given(st.lists(st.sampled_from(Acto), max_size=14))
def test_no_account_is_active_without_its_password_its_sheet_and_somebody_s_approval(
    actos: list[Acto],
) -> None:
    hechos, etapa = [Acto.SOLICITAR], Etapa.POR_ENTRAR
    for acto in actos:
        try:
            etapa = vida.aplicar(acto, etapa)
        except ActoImprocedente:
            continue
        hechos.append(acto)
        if etapa is Etapa.POR_ENTRAR and acto is Acto.RENOVAR and Acto.REVOCAR in hechos:
            hechos = [Acto.SOLICITAR]  # from the beginning

    if etapa is Etapa.ACTIVA:
        pasos = (Acto.ESTABLECER, Acto.DECLARAR, Acto.APROBAR)
        assert sorted(pasos, key=hechos.index) == list(pasos)


@pytest.mark.parametrize("acto", [a for a in Acto if a is not Acto.RENOVAR])
def test_of_a_revoked_account_only_another_oficio_makes_anything(acto: Acto) -> None:
    with pytest.raises(ActoImprocedente):
        vida.aplicar(acto, Etapa.REVOCADA)


def test_every_stage_has_its_words_and_can_be_revoked_once() -> None:
    assert set(vida.ETAPAS) == set(Etapa)
    assert all(vida.aplicar(Acto.REVOCAR, e) is Etapa.REVOCADA for e in vida.VIVAS)


@pytest.mark.numeral("ET 9.2")
@pytest.mark.parametrize(
    ("correo", "es"),
    [
        ("olga@ieepco.mx", True),
        (" Olga@IEEPCO.MX ", True),
        ("olga@correo.ieepco.mx", False),
        ("olga@ieepco.mx.test", False),
        ("olga@gmail.com", False),
        ("olga@ine.mx@gmail.com", False),
        ("ieepco.mx", False),
        ("", False),
    ],
)
def test_only_a_mailbox_of_the_domain_to_the_letter_is_institutional(correo: str, es: bool) -> None:
    assert vida.es_institucional(correo, {"ieepco.mx", "ine.mx"}) is es
