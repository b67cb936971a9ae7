"""What is told of a delivery, of its silence, and of the end of access (ET 13.5, 13.8)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from rubrica.avisos.models import Aviso
from rubrica.core import plazos
from rubrica.cuentas import codigos
from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.resultados import rules, services
from rubrica.resultados.models import Comunicado, Entrega
from rubrica.resultados.rules import Concluye, Tipo
from rubrica.resultados.tests.conftest import (
    DESPUES,
    JUAN,
    Poner,
    congelar,
    notificar,
    preparada,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("llave")]
ULTIMO = date(2026, 12, 19)  # thirty natural days after DESPUES
CIERRA = datetime(2026, 12, 20, 6, tzinfo=UTC)  # its midnight, hora Centro


def avisos(plantilla: str) -> int:
    return Aviso.objects.filter(plantilla=plantilla).count()


def disponer(irma: Cuenta, tipo: Tipo) -> Entrega:
    fila = preparada(irma, congelar(irma, tipo))
    return services.disponer(proceso="OAX26", entrega=fila.pk, quien=irma.pk, momento=DESPUES)


@pytest.fixture
def preliminar(valido: Poner, irma: Cuenta) -> Entrega:
    valido(JUAN)
    return disponer(irma, Tipo.PRELIMINAR)


@pytest.fixture
def definitiva(valido: Poner, irma: Cuenta, ada: Cuenta) -> Entrega:
    """The definitive results of a process whose hearings are over, at the OPL's disposal."""
    valido(JUAN)
    notificar(ada, Concluye.AUDIENCIAS)
    return disponer(irma, Tipo.DEFINITIVO)


def dias_despues(dias: int) -> datetime:
    return DESPUES + timedelta(days=dias)


@pytest.mark.numeral("ET 13.5")
def test_the_opl_is_told_when_a_delivery_waits_for_it(preliminar: Entrega) -> None:
    assert avisos("entrega_a_disposicion") == 1
    assert avisos("cierre_de_acceso") == 0


@pytest.mark.numeral("ET 13.5")
def test_an_opl_that_does_not_acknowledge_is_chased_and_the_derfe_with_it(
    preliminar: Entrega, ada: Cuenta, irma: Cuenta
) -> None:
    enviados = [services.comunicar(momento=dias_despues(d)) for d in (1, 2, 3, 3, 5, 6)]

    assert enviados == [0, 0, 2, 0, 0, 2]


@pytest.mark.numeral("ET 13.5")
def test_who_acknowledged_is_not_chased(preliminar: Entrega, ada: Cuenta) -> None:
    services.acusar(
        proceso="OAX26", entrega=preliminar.pk, codigo_calculado=preliminar.codigo, quien=ada.pk,
        momento=DESPUES,
    )  # fmt: skip

    assert services.comunicar(momento=dias_despues(9)) == 0


@pytest.mark.numeral("ET 13.5")
def test_the_silence_is_seen_by_both_authorities(
    preliminar: Entrega, ada: Cuenta, irma: Cuenta, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rubrica.resultados.views.entregas.now", lambda: dias_despues(4))
    for cuenta in (ada, irma):
        client.force_login(cuenta)
        pagina = client.get("/resultados/OAX26/entrega/").content.decode()
        assert "Sin acuse del OPL desde hace 4 días" in pagina


@pytest.mark.numeral("ET 13.8")
@pytest.mark.parametrize(
    ("falta", "anuncio"), [(30, None), (8, None), (7, 7), (5, 7), (1, 1), (0, 1), (-1, None)]
)
def test_the_end_is_announced_seven_and_one_days_before(falta: int, anuncio: int | None) -> None:
    momento = plazos.despues_de(ULTIMO) - timedelta(days=falta, hours=3)

    assert rules.anuncio_de_cierre(ULTIMO, momento=momento) == anuncio


@pytest.mark.numeral("ET 13.8")
def test_the_promovente_is_told_on_delivery_and_seven_and_one_days_before(
    definitiva: Entrega,
) -> None:
    for dias in (10, 22, 23, 24, 29, 29, 31):
        services.comunicar(momento=dias_despues(dias))

    claves = set(Comunicado.objects.values_list("clave", flat=True))
    assert {c for c in claves if c.startswith("cierre")} == {"cierre:30", "cierre:7", "cierre:1"}
    assert avisos("cierre_de_acceso") == 3


@pytest.mark.numeral("ET 13.8")
def test_only_the_promovente_of_that_process_loses_access_and_on_its_day(
    definitiva: Entrega, pilar: Cuenta, ramiro: Cuenta, ada: Cuenta
) -> None:
    assert dict(Asignacion.objects.values_list("cuenta_id", "cierra_en")) | {} == {
        **dict.fromkeys(Asignacion.objects.values_list("cuenta_id", flat=True)),
        pilar.pk: CIERRA,
    }


@pytest.fixture
def reloj(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock of the doors; the tests move it."""
    hora = [CIERRA - timedelta(seconds=1)]
    for modulo in ("permisos", "acceso"):
        monkeypatch.setattr(f"rubrica.cuentas.{modulo}.now", lambda: hora[0])
    monkeypatch.setattr("rubrica.portada.context.now", lambda: hora[0])
    return hora


@pytest.mark.numeral("ET 13.8")
def test_an_open_session_ends_at_that_instant(
    definitiva: Entrega, pilar: Cuenta, client: Client, reloj: list[datetime]
) -> None:
    client.force_login(pilar)
    antes = client.get("/cifras/OAX26/")
    reloj[0] = CIERRA
    despues = client.get("/cifras/OAX26/")

    assert antes.status_code == 200
    assert "Su acceso al proceso OAX26 termina el" in antes.content.decode()
    assert (despues.status_code, despues.headers["Location"].split("?")[0]) == (
        302,
        str(settings.LOGIN_URL),
    )


@pytest.mark.numeral("ET 13.8")
def test_nobody_signs_in_afterwards(
    definitiva: Entrega, pilar: Cuenta, reloj: list[datetime]
) -> None:
    def recibe_codigo() -> bool:
        quien = codigos.a_quien(cuenta=pilar, correo=pilar.correo, momento=reloj[0])
        return quien is not None

    assert recibe_codigo()
    reloj[0] = CIERRA

    assert not recibe_codigo()


@pytest.mark.numeral("ET 13.8")
def test_who_promotes_another_process_goes_on_with_it_alone(
    definitiva: Entrega, pilar: Cuenta, client: Client, reloj: list[datetime]
) -> None:
    Asignacion.objects.create(cuenta=pilar, proceso="GRA26")
    client.force_login(pilar)
    reloj[0] = CIERRA

    assert client.get("/cifras/OAX26/").status_code == 404
    assert client.get("/manuales/").context["pagina"].quien.nombre == "Pilar"


def test_the_database_keeps_what_was_told_once(definitiva: Entrega) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Comunicado.objects.create(proceso="OAX26", clave="cierre:30", momento=DESPUES)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comunicado.objects.all().delete()
