"""An account has one name in the bitácora: its number, and never its e-mail (ET 14.1)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rubrica.bitacora.models import Asiento
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import anotar
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.queries import nombre_del_actor

pytestmark = pytest.mark.numeral("ET 14.1")
CODIGO = Path(__file__).parents[2]


def test_no_code_hands_the_user_name_on() -> None:
    """Django calls the e-mail so; whoever asks for it is about to write it somewhere."""
    culpables = [
        f"{ruta.relative_to(CODIGO)}"
        for ruta in CODIGO.rglob("*.py")
        if "tests" not in ruta.parts and "get_username()" in ruta.read_text("utf-8")
    ]
    assert culpables == []


def test_no_code_names_an_account_by_hand() -> None:
    """How an account is named is said in one place; a passkey's handle only looks like it."""
    a_mano = re.compile(r'f"cuenta:\{[^}]*\}"(?!\.encode)')
    culpables = [
        f"{ruta.relative_to(CODIGO)}"
        for ruta in CODIGO.rglob("*.py")
        if not {"tests", "migrations"} & set(ruta.parts) and a_mano.search(ruta.read_text("utf-8"))
    ]
    assert culpables == ["bitacora/rules.py"]


@pytest.mark.django_db
def test_an_act_is_left_under_the_number(olga: Cuenta) -> None:
    anotar("ver", "OAX26", quien=olga.pk, momento=datetime.now(UTC), proceso="OAX26")

    assert Asiento.objects.get().actor == actor_de_cuenta(olga.pk) == f"cuenta:{olga.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ["cuenta:{0.pk}", "{0.correo}"])
def test_who_reads_understands_both_forms(olga: Cuenta, actor: str) -> None:
    assert nombre_del_actor(actor.format(olga)) == olga.nombre


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ["worker", "OAX26-0153", "cuenta:999999", "nadie@ejemplo.test"])
def test_what_is_no_account_stays_as_it_is(actor: str) -> None:
    assert nombre_del_actor(actor) == actor
