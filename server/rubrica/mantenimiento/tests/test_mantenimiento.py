"""Maintenance: announced in time, told to whom it stops, and obeyed by the door (ET 6.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import localtime, now

from rubrica import llaves
from rubrica.avisos import services as avisos
from rubrica.avisos.models import Aviso
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.mantenimiento import queries, rules, services
from rubrica.mantenimiento.models import Mantenimiento
from rubrica.mantenimiento.rules import Anuncio, Cambio, Parte

AHORA = datetime(2026, 11, 23, 18, tzinfo=UTC)
MANIANA = AHORA + timedelta(days=2)
DOS_HORAS = timedelta(hours=2)
Opciones = dict[str, Any]


def anuncio(**cambios: Any) -> Anuncio:
    datos: Opciones = {
        "inicio": MANIANA,
        "fin": MANIANA + DOS_HORAS,
        "partes": frozenset({Parte.RECEPCION}),
        "mensaje": "Se cambia un disco.",
    }
    return Anuncio(**{**datos, **cambios})


@pytest.fixture
def anunciado(irma: Cuenta) -> Mantenimiento:
    """Irma announced one, for two days from now."""
    llaves.crear_instalacion()
    return services.anunciar(anuncio=anuncio(), quien=irma.pk, momento=AHORA)


def code_of(acto: Callable[[], object]) -> str:
    with pytest.raises(Rechazo) as motivo:
        acto()
    return motivo.value.code


@pytest.mark.parametrize(
    "mal",
    [
        {"fin": MANIANA},
        {"fin": MANIANA + timedelta(hours=73)},
        {"inicio": MANIANA.replace(tzinfo=None), "fin": MANIANA.replace(tzinfo=None) + DOS_HORAS},
        {"partes": frozenset()},
        {"mensaje": ""},
        {"mensaje": "a" * 501},
    ],
)
def test_an_impossible_maintenance_does_not_construct(mal: Opciones) -> None:
    with pytest.raises(ValueError, match=r"inicio|partes|mensaje"):
        anuncio(**mal)


@pytest.mark.numeral("ET 6.3")
def test_with_less_than_a_day_it_needs_its_reason() -> None:
    tarde = MANIANA - timedelta(hours=23)

    assert (
        code_of(lambda: rules.exigir_oportunidad(anuncio(), tarde))
        == "mantenimiento-sin-oportunidad"
    )
    rules.exigir_oportunidad(anuncio(urgencia="Falla de un disco"), tarde)
    rules.exigir_oportunidad(anuncio(), MANIANA - timedelta(hours=24))


def test_what_is_over_cannot_be_announced() -> None:
    despues = MANIANA + DOS_HORAS

    assert code_of(lambda: rules.exigir_oportunidad(anuncio(), despues)) == "mantenimiento-pasado"


def test_a_phone_is_asked_to_wait_until_the_end_but_an_hour_at_most() -> None:
    fin = AHORA + DOS_HORAS

    assert rules.espera_s(fin, AHORA) == 3600
    assert rules.espera_s(fin, fin - timedelta(minutes=10)) == 601
    assert rules.espera_s(fin, fin) == 30


@pytest.mark.numeral("ET 6.3")
@pytest.mark.usefixtures("olga")
def test_the_opl_and_the_promoventes_are_told_when_how_long_and_what_stops(
    irma: Cuenta, ada: Cuenta, susana: Cuenta, ramiro: Cuenta, pilar: Cuenta
) -> None:
    llaves.crear_instalacion()
    pilar.vigente_hasta = AHORA
    pilar.save()

    services.anunciar(anuncio=anuncio(), quien=irma.pk, momento=AHORA)

    cartas = [_abrir(aviso) for aviso in Aviso.objects.filter(plantilla="mantenimiento")]
    # Not Olga, who only operates, nor Pilar, whose account ended, nor Irma, who announces it.
    assert {carta["para"] for carta in cartas} == {ada.correo, susana.correo, ramiro.correo}
    datos = cartas[0]["datos"]
    assert (datos["inicio"], datos["fin"]) == (
        MANIANA.isoformat(), (MANIANA + DOS_HORAS).isoformat(),
    )  # fmt: skip
    assert datos["partes"] == [{"que": rules.QUE_SE_DETIENE[Parte.RECEPCION]}]


def _abrir(aviso: Aviso) -> dict[str, Any]:
    """Return recipient and data of an e-mail, as only the worker opens it."""
    carta = avisos.abrir(aviso)
    return {"para": carta.para, "datos": carta.datos}


def test_in_its_hours_it_stops_its_part_and_no_other(anunciado: Mantenimiento) -> None:
    ventanas = queries.por_venir(AHORA)

    assert queries.en_curso(ventanas, Parte.RECEPCION, MANIANA) is not None
    assert queries.en_curso(ventanas, Parte.PORTAL, MANIANA) is None
    assert queries.en_curso(ventanas, Parte.RECEPCION, MANIANA - timedelta(seconds=1)) is None
    assert queries.en_curso(ventanas, Parte.RECEPCION, anunciado.fin) is None


def test_a_longer_one_says_so_and_a_cancelled_one_stops_nothing(
    anunciado: Mantenimiento, irma: Cuenta
) -> None:
    fin = anunciado.fin + DOS_HORAS
    services.prorrogar(numero=anunciado.pk, fin=fin, quien=irma.pk, momento=AHORA)
    assert queries.por_venir(AHORA)[0].fin == fin

    services.terminar(numero=anunciado.pk, quien=irma.pk, momento=AHORA)

    assert queries.por_venir(AHORA) == ()


def test_a_second_ending_comes_too_late(anunciado: Mantenimiento, irma: Cuenta) -> None:
    def terminar() -> object:
        return services.terminar(numero=anunciado.pk, quien=irma.pk, momento=AHORA)

    terminar()

    assert code_of(terminar) == "mantenimiento-concluido"


def test_ended_before_it_began_it_was_cancelled() -> None:
    assert rules.al_terminar(MANIANA, AHORA) is Cambio.CANCELADO
    assert rules.al_terminar(MANIANA, MANIANA) is Cambio.TERMINADO


@pytest.mark.parametrize(
    "columnas",
    [
        {"fin": MANIANA},
        {"fin": MANIANA + timedelta(hours=73)},
        {"partes": []},
        {"partes": ["cafetería"]},
        {"terminado_en": AHORA},
    ],
)
def test_the_database_refuses_an_impossible_one(db: None, columnas: Opciones) -> None:
    datos: Opciones = {
        "inicio": MANIANA,
        "fin": MANIANA + DOS_HORAS,
        "partes": ["recepcion"],
        "mensaje": "Se cambia un disco.",
        "anunciado_en": AHORA,
        "anunciado_por": 1,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Mantenimiento.objects.create(**{**datos, **columnas})


class TestPages:
    def post(self, client: Client, horas: int, **cambios: object) -> Any:
        inicio = now() + timedelta(hours=horas)
        datos = {
            "inicio": f"{localtime(inicio):%Y-%m-%dT%H:%M}",
            "fin": f"{localtime(inicio + DOS_HORAS):%Y-%m-%dT%H:%M}",
            "partes": ["recepcion", "portal"],
            "mensaje": "Se cambia un disco.",
        }
        return client.post("/mantenimiento/", {**datos, **cambios})

    @pytest.mark.numeral("ET 6.3")
    def test_what_irma_announces_is_in_every_page_and_in_what_phones_ask(
        self, client: Client, irma: Cuenta
    ) -> None:
        llaves.crear_instalacion()
        client.force_login(irma)

        assert self.post(client, 48).status_code == HTTPStatus.FOUND

        [visto] = client.get("/api/v1/mantenimiento").json()["anuncios"]
        assert visto["detiene"] == ["portal", "recepcion"]
        assert "Se cambia un disco." in client.get("/").content.decode()

    def test_too_late_keeps_what_was_typed_and_asks_for_the_reason(
        self, client: Client, irma: Cuenta
    ) -> None:
        client.force_login(irma)

        respuesta = self.post(client, 3)

        assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Se cambia un disco." in respuesta.content.decode()
        assert not Mantenimiento.objects.exists()

    def test_an_end_before_the_start_points_at_its_field(
        self, client: Client, irma: Cuenta
    ) -> None:
        client.force_login(irma)

        respuesta = self.post(client, 48, fin="2020-01-01T10:00")

        assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "posterior al inicio" in respuesta.content.decode()

    def test_it_can_be_ended_and_lengthened_from_the_list(
        self, client: Client, irma: Cuenta
    ) -> None:
        llaves.crear_instalacion()
        client.force_login(irma)
        self.post(client, 48)
        fila = Mantenimiento.objects.get()
        fin = f"{localtime(fila.fin + DOS_HORAS):%Y-%m-%dT%H:%M}"

        assert client.post(f"/mantenimiento/{fila.pk}/prorrogar/", {"fin": fin}).status_code == 302
        assert client.post(f"/mantenimiento/{fila.pk}/prorrogar/", {}).status_code == 422
        assert client.post(f"/mantenimiento/{fila.pk}/terminar/").status_code == 302
        assert client.post(f"/mantenimiento/{fila.pk}/terminar/").status_code == 409

    @pytest.mark.parametrize("quien", ["ramiro", "ada"])
    def test_ramiro_and_the_opl_are_kept_out(
        self, client: Client, request: pytest.FixtureRequest, quien: str
    ) -> None:
        client.force_login(request.getfixturevalue(quien))

        assert client.get("/mantenimiento/").status_code == HTTPStatus.FORBIDDEN
        assert self.post(client, 48).status_code == HTTPStatus.FORBIDDEN
        assert client.post("/mantenimiento/1/terminar/").status_code == HTTPStatus.FORBIDDEN
        assert client.post("/mantenimiento/1/prorrogar/").status_code == HTTPStatus.FORBIDDEN
