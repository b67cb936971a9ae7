"""An inconsistency that a) to n) do not name: set aside, determined, told to DERFE (ET 10.4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils.timezone import now

from rubrica.avisos.models import Aviso
from rubrica.avisos.services import entregar
from rubrica.avisos.tests.conftest import Buzon, buzon, instalacion
from rubrica.cuentas.models import Cuenta
from rubrica.mesa.tests.conftest import actor
from rubrica.registros import queries, sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import Cuenta as Clases
from rubrica.registros.rules import Estatus

__all__ = ["buzon", "instalacion"]
RAZON = "Acuerdo 14 del Consejo."
VISTO = {"descripcion": "La credencial tiene un orificio sobre la clave."}


def _apartar(client: Client, registro: Registro, olga: Cuenta) -> Any:
    client.force_login(olga)
    return client.post(f"/mesa/{registro.id}/apartar/", VISTO)


@pytest.fixture
def apartado(client: Client, registro: Registro, olga: Cuenta) -> Registro:
    _apartar(client, registro, olga)
    return registro


@pytest.fixture
def abierto(monkeypatch: pytest.MonkeyPatch) -> None:
    """OAX26 is one of the open processes, which are those of DERFE."""
    monkeypatch.setattr("rubrica.procesos.queries.abiertos", lambda: ["OAX26"])


def _determinar(client: Client, registro: Registro, **datos: str) -> int:
    respuesta = client.post(f"/mesa/apartados/{registro.id}/determinar/", datos)
    registro.refresh_from_db()
    return respuesta.status_code


@pytest.mark.numeral("ET 10.4", "ET 10.7 e")
def test_what_olga_sets_aside_stays_in_e_and_ada_reads_why(
    client: Client, olga: Cuenta, ada: Cuenta, registro: Registro
) -> None:
    _apartar(client, registro, olga)

    assert queries.cuenta(proceso="OAX26")[""] == Clases(a=1, e=1)
    client.force_login(ada)
    assert VISTO["descripcion"] in client.get("/mesa/apartados/").content.decode()
    assert registro.folio in client.get(f"/mesa/apartados/{registro.id}/").content.decode()


@pytest.mark.numeral("ET 10.4")
@pytest.mark.parametrize(
    ("cuenta", "estatus"),
    [("si", Estatus.PARA_COMPULSA), ("no", Estatus.CON_INCONSISTENCIA)],
)
def test_ada_determines_with_her_reason(
    client: Client, apartado: Registro, ada: Cuenta, cuenta: str, estatus: str
) -> None:
    client.force_login(ada)

    _determinar(client, apartado, cuenta=cuenta, razon=RAZON)

    assert apartado.estatus == estatus
    paso = queries.historia(apartado.id)[-1]
    assert (paso.actor, sellos.abrir_palabras(apartado, paso.detalle)) == (actor(ada), RAZON)


@pytest.mark.numeral("ET 10.4", "ET 14.1")
@pytest.mark.usefixtures("abierto")
def test_irma_is_told_by_an_e_mail_that_says_no_reason_and_reads_it_in_the_portal(
    client: Client, apartado: Registro, ada: Cuenta, irma: Cuenta, buzon: Buzon
) -> None:
    client.force_login(ada)
    _determinar(client, apartado, cuenta="no", razon=RAZON)

    entregar(aviso=Aviso.objects.get().pk, momento=now())

    ((para, correo),) = buzon.llegaron
    texto = correo.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert para == [irma.correo]
    assert apartado.folio in texto
    assert "no cuenta" in texto
    assert RAZON not in texto
    client.force_login(irma)
    assert RAZON in client.get("/mesa/apartados/").content.decode()


def test_without_a_reason_nothing_is_determined(
    client: Client, olga: Cuenta, ada: Cuenta, registro: Registro
) -> None:
    _apartar(client, registro, olga)
    client.force_login(ada)

    assert _determinar(client, registro, cuenta="no", razon="") == 422
    assert registro.estatus == Estatus.APARTADO


def test_a_second_determination_comes_too_late(
    client: Client, olga: Cuenta, ada: Cuenta, registro: Registro
) -> None:
    _apartar(client, registro, olga)
    client.force_login(ada)
    _determinar(client, registro, cuenta="si", razon="Acuerdo 14.")

    assert _determinar(client, registro, cuenta="no", razon="Acuerdo 15.") == 409


@pytest.mark.parametrize("quien", ["olga", "susana", "irma"])
def test_only_the_opl_determines(
    client: Client, olga: Cuenta, registro: Registro, quien: str, request: pytest.FixtureRequest
) -> None:
    _apartar(client, registro, olga)
    client.force_login(request.getfixturevalue(quien))

    assert _determinar(client, registro, cuenta="si", razon="x") == 403


def test_a_description_is_asked_for(client: Client, olga: Cuenta, registro: Registro) -> None:
    client.force_login(olga)

    respuesta = client.post(f"/mesa/{registro.id}/apartar/", {"descripcion": " "})

    registro.refresh_from_db()
    assert (respuesta.status_code, registro.estatus) == (422, Estatus.EN_MESA)


def test_ada_sees_its_images_in_her_session_alone(
    client: Client, olga: Cuenta, ada: Cuenta, registro: Registro, asomos: list[tuple[UUID, str]]
) -> None:
    _apartar(client, registro, olga)
    client.force_login(ada)
    pagina = client.get(f"/mesa/apartados/{registro.id}/").content.decode()
    inicio = pagina.index(f"/mesa/apartados/{registro.id}/imagen/rostro")
    direccion = pagina[inicio : pagina.index('"', inicio)]

    assert client.get(direccion).status_code == 200
    assert client.get(direccion.partition("?")[0]).status_code == 404
    assert asomos == [(registro.id, actor(ada))]
