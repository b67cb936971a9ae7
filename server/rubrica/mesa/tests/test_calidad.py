"""The blind second review: who draws, who sees what, and how far two people agree (ET 10.3)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

from rubrica.bitacora.models import Asiento
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.mesa import rules, services
from rubrica.mesa.models import Muestra, Revision
from rubrica.mesa.tests.conftest import EnMesa, actor, imagenes_de
from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Dictamen, Estatus

SEMILLA = {"semilla": "48123", "fuente": "Lotería Nacional, sorteo 3921"}


def _dictaminar(registro: Registro, operador: str, inciso: str = "") -> None:
    registros.dictaminar(
        registro=registro.id,
        dictamen=Dictamen(
            operador=operador, momento=now(), inciso=inciso, detalle="x" if inciso else ""
        ),
    )


@pytest.fixture
def muestra(en_mesa: EnMesa, olga: Cuenta, susana: Cuenta) -> Muestra:
    """Three records that Olga decided, all of them drawn; in the first she found j)."""
    for inciso in ("j", "", ""):
        _dictaminar(en_mesa(), actor(olga), inciso)
    fila = services.congelar(proceso="OAX26", tamano=3, quien=actor(susana), momento=now())
    return services.sortear(muestra=fila.pk, **SEMILLA, quien=actor(susana), momento=now())


def _revisa(quien: str, inciso: str = "") -> list[UUID]:
    """A person takes what it may and finds that in each; return which it took."""
    tomados = services.tomar_revisiones(operador=quien, procesos=["OAX26"], momento=now())
    for id in tomados:
        services.revisar(registro=id, inciso=inciso, operador=quien, momento=now())
    return tomados


# ---- The draw


def test_anyone_with_the_seed_draws_the_same_sample() -> None:
    folios = [f"OAX26-{n:05}" for n in range(100)]
    a_mano = sorted(folios, key=lambda f: hashlib.sha256(f"48123|{f}".encode()).hexdigest())[:10]

    assert rules.sortear(reversed(folios), semilla="48123", tamano=10) == a_mano
    assert rules.sortear(folios, semilla="48124", tamano=10) != a_mano


@given(st.sets(st.text(min_size=1), max_size=20), st.text(), st.integers(1, 30))
def test_a_sample_is_of_its_universe_and_never_repeats(
    folios: set[str], semilla: str, tamano: int
) -> None:
    muestra = rules.sortear(folios, semilla=semilla, tamano=tamano)

    assert len(muestra) == len(set(muestra)) == min(tamano, len(folios))
    assert set(muestra) <= folios


def test_what_is_decided_after_the_freeze_is_not_in_the_universe(
    en_mesa: EnMesa, olga: Cuenta, susana: Cuenta
) -> None:
    _dictaminar(en_mesa(), actor(olga))
    fila = services.congelar(proceso="OAX26", tamano=5, quien=actor(susana), momento=now())
    _dictaminar(en_mesa(), actor(olga))

    services.sortear(muestra=fila.pk, **SEMILLA, quien=actor(susana), momento=now())

    assert Revision.objects.count() == fila.tamano == 1


def test_a_sample_is_drawn_once(muestra: Muestra) -> None:
    with pytest.raises(Rechazo, match="muestra-ya-sorteada"):
        services.sortear(muestra=muestra.pk, **SEMILLA, quien="susana", momento=now())


def test_the_hash_is_on_the_page_before_there_is_a_seed(
    client: Client, susana: Cuenta, olga: Cuenta, en_mesa: EnMesa
) -> None:
    _dictaminar(en_mesa(), actor(olga))
    client.force_login(susana)
    client.post("/mesa/calidad/congelar/", {"proceso": "OAX26", "tamano": 1})
    (fila,) = Muestra.objects.all()
    assert fila.universo in client.get("/mesa/calidad/").content.decode()

    assert client.post(f"/mesa/calidad/muestras/{fila.pk}/sortear/", {}).status_code == 422
    client.post(f"/mesa/calidad/muestras/{fila.pk}/sortear/", SEMILLA)

    assert Revision.objects.count() == 1
    assert Asiento.objects.filter(acto="SORTEAR_MUESTRA").count() == 1


def test_nothing_is_frozen_before_anything_is_decided(client: Client, susana: Cuenta) -> None:
    client.force_login(susana)

    respuesta = client.post("/mesa/calidad/congelar/", {"proceso": "OAX26", "tamano": 1})

    assert respuesta.status_code == 409


def test_olga_draws_nothing(client: Client, olga: Cuenta) -> None:
    client.force_login(olga)

    assert client.post("/mesa/calidad/congelar/", {}).status_code == 403


# ---- The blind review


@pytest.mark.numeral("ET 10.3")
def test_nobody_reviews_what_it_decided(muestra: Muestra, olga: Cuenta, susana: Cuenta) -> None:
    assert _revisa(actor(olga)) == []
    assert len(_revisa(actor(susana))) == 3


def test_the_second_person_does_not_see_what_the_first_found(
    client: Client, muestra: Muestra, susana: Cuenta, asomos: list[tuple[UUID, str]]
) -> None:
    client.force_login(susana)
    client.post("/mesa/calidad/tomar/")
    registro = Registro.objects.get(id=Revision.objects.get(inciso_1="j").registro)

    pagina = client.get(f"/mesa/calidad/{registro.id}/").content.decode()

    assert "Segunda revisión, a ciegas" in pagina
    assert registro.inciso == "j"
    assert "Con inconsistencia" not in pagina
    assert client.get(imagenes_de(client, registro, "mesa/calidad")).status_code == 200
    assert asomos == [(registro.id, actor(susana))]
    assert Asiento.objects.filter(acto="ENTREGAR_REGISTRO").exists()


def test_only_a_disagreement_goes_to_a_third_person(
    muestra: Muestra, olga: Cuenta, susana: Cuenta, reparto: Reparto
) -> None:
    omar = reparto("Omar", Rol.OPERADOR)
    _revisa(actor(susana))

    assert _revisa(actor(susana)) == _revisa(actor(olga)) == []
    assert _revisa(actor(omar), "j") == [Revision.objects.get(inciso_1="j").registro]
    assert Revision.objects.get(inciso_1="j").inciso_3 == "j"


def test_what_is_found_changes_no_dictamen(muestra: Muestra, susana: Cuenta, olga: Cuenta) -> None:
    _revisa(actor(susana), "e")

    assert set(Registro.objects.values_list("estatus", flat=True)) == {
        Estatus.PARA_COMPULSA, Estatus.CON_INCONSISTENCIA,
    }  # fmt: skip
    assert Registro.objects.filter(inciso="e").count() == 0


def test_the_database_refuses_the_same_person_twice(muestra: Muestra) -> None:
    fila = muestra.revisiones.first()
    assert fila is not None
    fila.segunda = fila.primera
    with pytest.raises(IntegrityError, match="revision_otra_persona"), transaction.atomic():
        fila.save()


def test_who_does_not_hold_it_keeps_nothing(
    client: Client, muestra: Muestra, susana: Cuenta, asomos: object
) -> None:
    client.force_login(susana)
    registro = muestra.revisiones.all()[0].registro

    assert client.post(f"/mesa/calidad/{registro}/dictamen/", {"causa": ""}).status_code == 409
    assert client.get(f"/mesa/calidad/{registro}/").status_code == 409


def test_a_turn_of_the_blind_review_is_kept_and_given_back(
    client: Client, muestra: Muestra, susana: Cuenta, reparto: Reparto
) -> None:
    client.force_login(susana)
    json = {"Accept": "application/json"}
    tomados = client.post("/mesa/calidad/tomar/", headers=json).json()["registros"]
    omar = actor(reparto("Omar", Rol.OPERADOR))
    assert client.post("/mesa/calidad/latido/", {"registro": tomados}).json() == {
        "registros": tomados
    }
    assert services.tomar_revisiones(operador=omar, procesos=["OAX26"], momento=now()) == []

    client.post("/mesa/calidad/soltar/", {"registro": tomados})

    assert len(services.tomar_revisiones(operador=omar, procesos=["OAX26"], momento=now())) == 3


def test_a_turn_that_ran_out_is_another_persons(
    muestra: Muestra, susana: Cuenta, reparto: Reparto
) -> None:
    omar = actor(reparto("Omar", Rol.OPERADOR))
    services.tomar_revisiones(operador=actor(susana), procesos=["OAX26"], momento=now())
    tarde = now() + timedelta(minutes=11)

    tomados = services.tomar_revisiones(operador=omar, procesos=["OAX26"], momento=tarde)

    assert len(tomados) == 3


# ---- The agreement


@pytest.mark.parametrize(
    ("pares", "kappa"),
    [
        ([(True, True), (False, False)], 1.0),
        ([(True, False), (False, True)], -1.0),
        ([(True, True), (True, False), (False, True), (False, False)], 0.0),
        ([(False, False)], None),
        ([], None),
    ],
)
def test_kappa_is_what_is_left_of_agreement_after_chance(
    pares: list[tuple[bool, bool]], kappa: float | None
) -> None:
    assert rules.kappa(pares) == kappa


def test_kappa_of_the_example_of_the_books() -> None:
    """Twenty-five yes-yes, ten yes-no, fifteen no-yes, twenty no-no: 0.2857… by hand."""
    pares: Sequence[tuple[bool, bool]] = (
        [(True, True)] * 25 + [(True, False)] * 10 + [(False, True)] * 15 + [(False, False)] * 20
    )

    assert rules.kappa(pares) == pytest.approx(0.2857, abs=0.0001)


def test_the_page_says_the_agreement_of_each_inciso(
    client: Client, muestra: Muestra, susana: Cuenta
) -> None:
    _revisa(actor(susana))
    client.force_login(susana)

    pagina = client.get("/mesa/calidad/").content.decode()

    assert "κ de Cohen" in pagina
    assert '<th scope="row">j)</th>' in pagina


def test_the_agreement_of_a_person_is_on_the_supervisors_page(
    client: Client, muestra: Muestra, susana: Cuenta
) -> None:
    _revisa(actor(susana))
    client.force_login(susana)

    assert "67 % de 3" in client.get("/mesa/supervision/").content.decode()
