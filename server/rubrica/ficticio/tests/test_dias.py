"""The ten days: one plan a seed, in the shares that were published, sown in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, cast

import pytest

from rubrica.core.plazos import ZONA
from rubrica.ficticio.dias import (
    Captura,
    Plan,
    Siembra,
    equipo,
    fotografiadas,
    resumen,
    tardanza_de,
)
from rubrica.ficticio.padron import Padron
from rubrica.ficticio.receta import Fotos
from rubrica.ficticio.telefono import Rechazado, Respuesta, Telefono

HASTA = date(2026, 11, 23)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(HASTA, Padron(50_000))


def test_the_same_seed_plans_the_same_days(plan: Plan) -> None:
    corto = Plan(HASTA, Padron(50_000), capturas=150)

    assert corto.todas == Plan(HASTA, Padron(50_000), capturas=150).todas
    assert corto.todas != Plan(HASTA, Padron(50_000), semilla=7, capturas=150).todas


def test_the_days_are_the_last_ten_and_the_hours_those_of_people(plan: Plan) -> None:
    momentos = [c.momento.astimezone(ZONA) for c in plan]

    assert momentos == sorted(momentos)
    assert {m.date() for m in momentos} == {HASTA - timedelta(days=d) for d in range(1, 11)}
    assert all(7 <= m.hour <= 23 for m in momentos)
    assert {c.auxiliar.numero for c in plan} == {f"{n:04}" for n in range(1, 6)}


def test_what_goes_wrong_goes_wrong_in_the_published_shares(plan: Plan) -> None:
    cuenta = resumen(plan)
    fotos_no_validas = sum(
        cuenta[t] for t in ("otra persona", "objeto", "rostro impreso", "cubrebocas")
    )

    assert len(plan.todas) == 2_000
    assert 0.045 < fotos_no_validas / 2_000 < 0.08  # 6.41 %
    assert 0.025 < (cuenta["fotocopia"] + cuenta["fotocopia a color"]) / 2_000 < 0.055  # 3.72 %
    assert 0.03 < cuenta["repetida"] / 2_000 < 0.06  # 4.19 %
    assert 8 < cuenta["baja"] < 40  # 1.06 %
    assert len({c.persona.cic for c in plan}) > 1_800


def test_somebody_repeated_was_captured_before(plan: Plan) -> None:
    for captura in plan:
        if captura.repite is not None:
            assert captura.repite < captura.orden
            assert plan.todas[captura.repite].persona == captura.persona


def test_the_fifth_brings_photocopies_in_one_night(plan: Plan) -> None:
    suyas = [c for c in plan if c.auxiliar.numero == "0005"]

    assert {c.receta.truco for c in suyas} == {"fotocopia"}
    assert len({c.momento.date() for c in suyas}) == 1


def test_the_auxiliares_are_people_of_the_lista_nominal() -> None:
    cinco = equipo(Padron(20_000))

    assert {a.persona.situacion for a in cinco} == {"lista_nominal"}
    assert len({a.correo for a in cinco}) == len({a.persona.cic for a in cinco}) == 5


def test_photographs_are_the_same_drawn_here_by_others_or_kept(plan: Plan, tmp_path: Path) -> None:
    aqui = list(fotografiadas(islice(plan, 2), tmp_path / "a"))
    otros = list(fotografiadas(islice(plan, 2), tmp_path / "b", procesos=1))
    guardadas = list(fotografiadas(islice(plan, 2), tmp_path / "a"))

    assert aqui == otros == guardadas


class _Telefono:
    """A phone that only remembers in which order it was used."""

    def __init__(self) -> None:
        self.hechos: list[tuple[str, object]] = []

    def pedir_hora(self, en: datetime) -> None:
        self.hechos.append(("hora", en.date()))

    def capturar(self, fotos: Fotos, en: datetime, posicion: object) -> datetime:
        return en

    def enviar(self, apoyo: datetime) -> str:
        self.hechos.append(("envio", apoyo))
        if len(self.hechos) % 7 == 0:
            raise Rechazado(Respuesta(status=403, cabeceras={}, cuerpo=b"{}"))
        return "acuse"


def test_each_phone_sends_the_oldest_first_and_the_clock_never_goes_back(plan: Plan) -> None:
    telefonos = {a.numero: _Telefono() for a in plan.auxiliares}
    reloj: list[datetime] = []
    siembra = Siembra(telefonos=cast("dict[str, Telefono]", telefonos), mover_reloj=reloj.append)

    def con_fotos() -> Iterator[tuple[Captura, Any]]:
        return ((c, None) for c in plan)

    sembradas = list(siembra.sembrar(con_fotos()))

    assert sorted(s.captura.orden for s in sembradas) == list(range(2_000))
    assert reloj == sorted(reloj)
    for telefono in telefonos.values():
        envios = [e for clase, e in telefono.hechos if clase == "envio"]
        assert envios == sorted(envios, key=str)
        dias = [d for clase, d in telefono.hechos if clase == "hora"]
        assert len(dias) == len(set(dias))
    assert any(s.acuse is None and s.rechazo == "403" for s in sembradas)
    assert timedelta(0) <= tardanza_de(plan.todas[0]) < timedelta(hours=9)
