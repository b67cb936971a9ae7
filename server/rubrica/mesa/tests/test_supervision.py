"""How a Mesa goes, who has which load, and when to rest (ET 10.1, 10.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from rubrica.core.plazos import Calendario
from rubrica.cuentas.models import Cuenta
from rubrica.mesa import queries, rules, services
from rubrica.mesa.models import Carga
from rubrica.mesa.tests.conftest import EnMesa, actor, en_el_dia
from rubrica.registros import services as registros
from rubrica.registros.rules import Dictamen
from rubrica.senales import services as senalado
from rubrica.senales.rules import Hallazgo

CALENDARIO = Calendario()
LUNES = date(2026, 11, 23)


@pytest.mark.numeral("ET 10.2")
def test_each_record_is_due_ten_working_days_after_its_own_turning() -> None:
    turnados = {date(2026, 11, 10): 3, date(2026, 11, 11): 2}

    vencen = rules.vencimientos(turnados, CALENDARIO)

    assert [(v.vence, v.faltan) for v in vencen] == [
        (date(2026, 11, 25), 3), (date(2026, 11, 26), 2),
    ]  # fmt: skip


def test_what_rests_on_a_weekend_is_due_together() -> None:
    turnados = {date(2026, 11, 21): 1, date(2026, 11, 22): 1}

    assert [v.faltan for v in rules.vencimientos(turnados, CALENDARIO)] == [2]


@pytest.mark.parametrize(
    ("faltan", "ritmo", "termina"),
    [
        (0, 100, LUNES),
        (100, 100, LUNES),
        (101, 100, date(2026, 11, 24)),
        (500, 100, date(2026, 11, 27)),
        (501, 100, date(2026, 11, 30)),
        (1, 0, None),
    ],
)
def test_at_this_pace_it_ends_on_a_working_day(
    faltan: int, ritmo: float, termina: date | None
) -> None:
    assert rules.termina_el(faltan, ritmo, LUNES, CALENDARIO) == termina


def test_the_pace_is_of_the_days_that_had_work_and_a_better_today_counts() -> None:
    dias = {date(2026, 11, 20): 100, date(2026, 11, 19): 50}

    assert rules.por_dia(dias, LUNES, CALENDARIO) == 75
    assert rules.por_dia({**dias, LUNES: 200}, LUNES, CALENDARIO) == 200
    assert rules.por_dia({}, LUNES, CALENDARIO) == 0


@pytest.mark.parametrize(("minutos", "pausa"), [(49, False), (50, True), (120, True)])
def test_a_pause_is_suggested_after_fifty_minutes_without_rest(minutos: int, pausa: bool) -> None:
    momentos = [en_el_dia(9) + timedelta(minutes=m) for m in range(minutos + 1)]

    assert rules.conviene_pausa(momentos, momentos[-1]) is pausa


def test_who_rested_needs_no_pause() -> None:
    momentos = [en_el_dia(9) + timedelta(minutes=m) for m in [*range(55), *range(65, 80)]]

    assert not rules.conviene_pausa(momentos, momentos[-1])
    assert not rules.conviene_pausa([], en_el_dia(9))


@pytest.mark.numeral("ET 10.2")
def test_the_supervisor_reads_what_is_due_and_when_it_ends(
    client: Client, susana: Cuenta, en_mesa: EnMesa
) -> None:
    hecho, *_ = [en_mesa() for _ in range(3)]
    registros.dictaminar(
        registro=hecho.id, dictamen=Dictamen(operador=actor(susana), momento=now())
    )
    client.force_login(susana)
    susana.asignaciones.all()

    marcha = queries.marcha("OAX26", momento=now())

    assert (marcha.faltan, marcha.por_dia, len(marcha.vencimientos)) == (2, 1, 1)
    assert marcha.termina is not None
    pagina = client.get("/mesa/supervision/").content.decode()
    assert "A este paso termina el" in pagina
    assert "con el plazo vencido" in pagina


def test_the_curve_goes_through_what_was_pending_each_day(en_mesa: EnMesa) -> None:
    uno, _ = en_mesa(), en_mesa()  # received on the 10th of November
    momento = en_el_dia(12)
    registros.dictaminar(registro=uno.id, dictamen=Dictamen(operador="olga", momento=momento))

    curva = queries.marcha("OAX26", momento=momento).curva

    reales = {p.dia.day: p.real for p in curva if p.real is not None}
    assert (reales[10], reales[22], reales[23]) == (2, 2, 1)
    assert [p.previsto for p in curva if p.previsto is not None][-1] == 0


def test_the_pace_of_each_person_is_of_today(
    client: Client, susana: Cuenta, olga: Cuenta, en_mesa: EnMesa
) -> None:
    momento = now()
    for n in range(3):
        registros.dictaminar(
            registro=en_mesa().id,
            dictamen=Dictamen(operador=actor(olga), momento=momento + timedelta(seconds=9 * n)),
        )

    (suyo,) = queries.desempeno(["OAX26"], momento=momento)

    assert (suyo.operador, suyo.ritmo.hoy, suyo.ritmo.segundos, suyo.ritmo.p95) == (
        actor(olga), 3, 9, 9,
    )  # fmt: skip


# ---- Loads


Asignar = Callable[..., int]


@pytest.fixture
def asignar(client: Client, susana: Cuenta, olga: Cuenta) -> Asignar:
    def hacer(**datos: object) -> int:
        client.force_login(susana)
        carga = {"proceso": "OAX26", "operador": actor(olga), "dias": 0, **datos}
        return client.post("/mesa/cargas/", carga).status_code

    return hacer


def _toma(quien: Cuenta) -> list[object]:
    return list(services.tomar_siguientes(operador=actor(quien), procesos=["OAX26"], momento=now()))


@pytest.mark.numeral("ET 10.1")
def test_a_load_goes_before_the_rest_of_the_queue(
    asignar: Asignar, olga: Cuenta, susana: Cuenta, en_mesa: EnMesa
) -> None:
    primero = en_mesa()
    no_hallado = en_mesa(situacion="no_encontrado")

    assert asignar(senal="datos-no-encontrados") == 302

    assert _toma(olga) == [no_hallado.id, primero.id]


def test_a_load_of_another_door_or_age_asks_for_nothing_here(
    asignar: Asignar, olga: Cuenta, en_mesa: EnMesa
) -> None:
    primero, segundo = en_mesa(), en_mesa(situacion="no_encontrado")
    asignar(puerta="mi_apoyo")
    asignar(senal="datos-no-encontrados", dias=300)

    assert _toma(olga) == [primero.id, segundo.id]


def test_a_load_withdrawn_asks_for_nothing(
    asignar: Asignar, client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    primero, segundo = en_mesa(), en_mesa(situacion="no_encontrado")
    asignar(senal="datos-no-encontrados")
    client.post(f"/mesa/cargas/{Carga.objects.get().pk}/retirar/")

    assert _toma(olga) == [primero.id, segundo.id]


def test_the_same_load_twice_is_refused(asignar: Asignar) -> None:
    assert [asignar(), asignar()] == [302, 409]


@pytest.mark.parametrize(
    "mal", [{"operador": "renata@ejemplo.test"}, {"proceso": "JAL26"}, {"dias": -1}, {"senal": "x"}]
)
def test_a_load_that_makes_no_sense_is_refused_and_kept_on_the_page(
    asignar: Asignar, renata: Cuenta, mal: dict[str, object]
) -> None:
    assert asignar(**mal) == 422
    assert not Carga.objects.exists()


def test_olga_assigns_nothing(client: Client, olga: Cuenta) -> None:
    client.force_login(olga)

    assert client.post("/mesa/cargas/", {}).status_code == 403


def test_a_load_by_a_senal_takes_the_records_that_raised_it_first(
    asignar: Asignar, olga: Cuenta, en_mesa: EnMesa
) -> None:
    primero, copia = en_mesa(), en_mesa()
    senalado.guardar(
        copia, hallazgos=[Hallazgo(clave="fotocopia", valor=97)], huellas={}, momento=now()
    )
    assert asignar(senal="fotocopia") == 302

    assert _toma(olga) == [copia.id, primero.id]
