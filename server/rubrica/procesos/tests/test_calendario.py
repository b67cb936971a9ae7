"""Every deadline of a process, and the days off that move it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.bitacora.models import Asiento
from rubrica.core.plazos import Calendario
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.procesos import calendario, queries, services
from rubrica.procesos.calendario import Plazo, Situacion
from rubrica.procesos.models import Inhabil
from rubrica.procesos.rules import tipos
from rubrica.procesos.tests.conftest import AHORA, FIN, INICIO, Oficina
from rubrica.procesos.tests.test_vistas import de

VIERNES = date(2026, 11, 6)


def plazos(
    *,
    tipo: str = "revocacion_de_mandato",
    momento: datetime = AHORA,
    calendario_: Calendario | None = None,
    acto: datetime | None = None,
) -> dict[str, Plazo]:
    """The deadlines of the process of the examples, by numeral; the two of ET 1.2 by theirs."""
    filas = calendario.del_proceso(
        inicio=INICIO,
        fin=FIN,
        tipo=tipos()[tipo],
        calendario=calendario_ or Calendario(),
        momento=momento,
        acto=acto,
    )
    return {("inicio" if f.vence == INICIO else f.numeral): f for f in filas}


@pytest.mark.numeral("ET 1.2 anticipación", "ET 4.8", "ET 6.6", "ET 13.7")
def test_the_period_gives_the_day_of_its_deadlines() -> None:
    filas = plazos()

    assert filas["ET 1.2"].vence == VIERNES
    assert filas["ET 4.8"].vence == FIN
    assert filas["ET 6.6"].vence == FIN + timedelta(hours=24)
    # 15 working days from December 11, without Christmas and New Year's Day.
    assert filas["ET 13.7"].vence == date(2027, 1, 5)


@pytest.mark.numeral("ET 10.2", "ET 11.3", "ET 11.9", "ET 13.2", "ET 13.4", "ET 13.8")
def test_those_that_start_at_an_act_say_so_until_it_has_a_day() -> None:
    acto = calendario.al_mediodia(date(2027, 1, 8))
    sin, con = plazos(), plazos(acto=acto)

    de_actos = ["ET 10.2", "ET 11.3", "ET 11.9", "ET 13.2", "ET 13.4", "ET 13.8"]
    assert [(sin[n].vence, bool(sin[n].desde)) for n in de_actos] == [(None, True)] * 6
    assert [con[n].vence for n in de_actos] == [
        date(2027, 1, 22),
        acto - timedelta(hours=48),
        acto + timedelta(hours=24),
        date(2027, 1, 15),
        date(2027, 1, 12),
        date(2027, 2, 7),
    ]


@pytest.mark.numeral("ET 1.1")
def test_a_mechanism_without_hearing_has_no_deadline_of_one() -> None:
    assert {"ET 11.3", "ET 11.9"} & set(plazos(tipo="consulta_popular")) == set()


@pytest.mark.numeral("ET 1.2 anticipación")
def test_once_asked_for_that_deadline_is_met_and_the_next_one_follows(oficina: Oficina) -> None:
    proceso = oficina.aprobado().pk

    filas = de(oficina.ada).get(f"/procesos/{proceso}/calendario/").context["del_periodo"]

    assert (filas[0].situacion, filas[0].cumplido_en) == (Situacion.CUMPLIDO, AHORA)
    assert Situacion.CUMPLIDO not in [f.situacion for f in filas[1:]]


@given(st.datetimes(datetime(2026, 10, 1), datetime(2027, 3, 1)))  # noqa: DTZ001
def test_one_deadline_at_most_is_next_and_all_before_it_are_past(momento: datetime) -> None:
    filas = plazos(momento=momento.replace(tzinfo=UTC)).values()
    situaciones = [f.situacion for f in filas if not f.desde]

    pasados = situaciones.count(Situacion.PASADO)
    assert situaciones[:pasados] == [Situacion.PASADO] * pasados
    assert situaciones[pasados : pasados + 1] in ([], [Situacion.SIGUE])
    assert set(situaciones[pasados + 1 :]) <= {Situacion.PENDIENTE}


@pytest.mark.numeral("ET 1.2 anticipación")
def test_a_day_off_moves_the_deadlines_until_it_is_withdrawn(oficina: Oficina) -> None:
    proceso = oficina.registrar().pk
    jueves = datetime(2026, 11, 6, 2, tzinfo=UTC)
    inhabil = services.declarar_inhabil(
        proceso=proceso, dia=VIERNES, motivo="Acuerdo 12", quien=oficina.ada.pk, momento=AHORA
    )

    assert plazos(calendario_=queries.calendario(proceso))["ET 1.2"].vence == date(2026, 11, 5)
    with pytest.raises(Rechazo, match="solicitud-sin-anticipacion"):
        services.solicitar(proceso=proceso, quien=1, momento=jueves + timedelta(days=1))
    services.retirar_inhabil(
        proceso=proceso, numero=inhabil.pk, quien=oficina.ada.pk, momento=AHORA
    )

    assert plazos(calendario_=queries.calendario(proceso))["ET 1.2"].vence == VIERNES
    actos = Asiento.objects.filter(objeto=proceso).values_list("acto", flat=True)
    assert {"declarar_inhabil", "retirar_inhabil"} <= set(actos)


def test_a_day_off_is_of_one_authority(oficina: Oficina) -> None:
    proceso = oficina.registrar().pk
    Inhabil.objects.create(autoridad="OTRA", dia=VIERNES, motivo="x", puesto_por=1, puesto_en=AHORA)
    [ajeno] = Inhabil.objects.all()

    assert queries.calendario(proceso).es_habil(VIERNES)
    with pytest.raises(Rechazo, match="no-encontrado"):
        services.retirar_inhabil(proceso=proceso, numero=ajeno.pk, quien=1, momento=AHORA)


def test_a_person_declares_and_withdraws_a_day_on_the_page(oficina: Oficina) -> None:
    proceso = oficina.registrar().pk
    ada, casa = de(oficina.ada), f"/procesos/{proceso}/calendario/"
    dia = {"dia": "2026-11-06", "motivo": "Acuerdo 12 del Consejo"}

    assert ada.post(f"{casa}inhabiles/", dia | {"motivo": ""}).status_code == 422
    assert ada.post(f"{casa}inhabiles/", dia).status_code == 302
    assert ada.post(f"{casa}inhabiles/", dia).status_code == 409
    pagina = ada.get(casa, {"acto": "2026-12-14"}).content.decode()
    ada.post(f"{casa}inhabiles/{Inhabil.objects.get().pk}/retirar/")

    for dicho in ("Acuerdo 12 del Consejo", "5 de noviembre de 2026", "ET 13.8", "Es el que sigue"):
        assert dicho in pagina
    assert "Acuerdo 12" not in ada.get(casa).content.decode()
    assert ada.get(casa, {"acto": "ayer"}).status_code == 422


def test_who_only_looks_is_not_offered_to_edit(oficina: Oficina, renata: Cuenta) -> None:
    proceso = oficina.registrar().pk

    assert (
        "Declarar inhábil"
        not in de(oficina.irma).get(f"/procesos/{proceso}/calendario/").content.decode()
    )
    assert de(renata).get(f"/procesos/{proceso}/calendario/").status_code == 403
