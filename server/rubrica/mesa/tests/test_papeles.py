"""Each act of the Mesa with the PostgreSQL role of its service, and the grants it really has."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from rubrica.avisos.tests.conftest import instalacion
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.queries import nombre_del_actor
from rubrica.launch.grants import otorgar
from rubrica.mesa.models import Carga, Muestra, Revision
from rubrica.mesa.tests.conftest import EnMesa, actor
from rubrica.procesos.tests.test_papeles import ser
from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Estatus
from rubrica.registros.tests.conftest import INICIO, recibir

__all__ = ["instalacion"]
JSON = {"Accept": "application/json"}


@pytest.fixture
def oficiales(susana: Cuenta, olga: Cuenta, ada: Cuenta) -> dict[str, Client]:
    """Each in a session of its own, opened before the role changes."""
    clientes = {}
    for cuenta in (susana, olga, ada):
        clientes[cuenta.nombre] = Client()
        clientes[cuenta.nombre].force_login(cuenta)
    return clientes


@pytest.fixture
def de_mesa(oficiales: dict[str, Client]) -> dict[str, Client]:
    """The same people; what is asked from now on is asked by the role of the service."""
    otorgar({})
    with connection.cursor() as cursor:
        # The sessions of these tests are in Django's table, which the service does not use.
        cursor.execute("GRANT SELECT, UPDATE ON django_session TO rubrica_mesa")
    return oficiales


def test_the_work_of_a_desk(
    en_mesa: EnMesa, de_mesa: dict[str, Client], asomos: list[tuple[UUID, str]]
) -> None:
    uno, otro, tercero = (en_mesa() for _ in range(3))
    olga = de_mesa["Olga"]
    ser("rubrica_mesa")

    assert len(olga.post("/mesa/tomar/", headers=JSON).json()["registros"]) == 3
    assert olga.get(f"/mesa/{uno.id}/").status_code == 200
    assert olga.post("/mesa/latido/", {"registro": [uno.id]}).status_code == 200
    olga.post(f"/mesa/{uno.id}/dictamen/", {"causa": "j-2"})
    olga.post(f"/mesa/{otro.id}/apartar/", {"descripcion": "Un orificio."})
    assert olga.get(f"/mesa/{tercero.id}/grupo/").status_code == 200
    olga.post("/mesa/soltar/", {"registro": [tercero.id]})

    estatus = dict(Registro.objects.values_list("id", "estatus"))
    assert (estatus[uno.id], estatus[otro.id]) == (Estatus.CON_INCONSISTENCIA, Estatus.APARTADO)


def test_the_work_of_who_supervises_and_of_the_opl(
    en_mesa: EnMesa, de_mesa: dict[str, Client], olga: Cuenta
) -> None:
    registro, cerrado = en_mesa(), recibir()
    apertura = registros.Apertura(registro=cerrado, acto=Acto.NO_ABRIR, motivo="paquete-no-abre")
    registros.abrir([apertura], momento=INICIO)
    susana, ada = de_mesa["Susana"], de_mesa["Ada"]
    ser("rubrica_mesa")

    susana.post("/mesa/cargas/", {"proceso": "OAX26", "operador": actor(olga), "dias": 0})
    susana.post(f"/mesa/cargas/{Carga.objects.get().pk}/retirar/")
    susana.post(f"/mesa/{cerrado.id}/sin-abrir/", {"razon": "No abrirá."})
    ada.post(f"/mesa/{cerrado.id}/sin-abrir/resolver/", {"confirma": "si"})
    de_mesa["Olga"].post(f"/mesa/{registro.id}/apartar/", {"descripcion": "Un orificio."})
    ada.post(f"/mesa/apartados/{registro.id}/determinar/", {"cuenta": "si", "razon": "Acuerdo 14"})
    assert susana.get("/mesa/supervision/").status_code == 200

    estatus = dict(Registro.objects.values_list("id", "estatus"))
    assert estatus == {
        registro.id: Estatus.PARA_COMPULSA, cerrado.id: Estatus.CON_INCONSISTENCIA,
    }  # fmt: skip
    assert Carga.objects.get().retirada_en is not None


def test_the_quality_control(en_mesa: EnMesa, de_mesa: dict[str, Client]) -> None:
    registro = en_mesa()
    susana = de_mesa["Susana"]
    ser("rubrica_mesa")

    de_mesa["Olga"].post(f"/mesa/{registro.id}/dictamen/", {"causa": ""})
    susana.post("/mesa/calidad/congelar/", {"proceso": "OAX26", "tamano": 1})
    muestra = Muestra.objects.get().pk
    semilla = {"semilla": "48123", "fuente": "Lotería Nacional, sorteo 3921"}
    susana.post(f"/mesa/calidad/muestras/{muestra}/sortear/", semilla)
    susana.post("/mesa/calidad/tomar/")
    susana.post(f"/mesa/calidad/{registro.id}/dictamen/", {"causa": "e-0"})

    revision = Revision.objects.get()
    assert (nombre_del_actor(revision.segunda), revision.inciso_2) == ("Susana", "e")
