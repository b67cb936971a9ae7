"""Records nearly the same, looked at together: each is decided on its own, with one reason."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import now

from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.mesa.tests.conftest import EnMesa, actor
from rubrica.registros import queries
from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Estatus
from rubrica.senales.services.parecidos import Enlace, enlazar


@pytest.fixture
def grupo(en_mesa: EnMesa) -> list[Registro]:
    """Three records of one person."""
    tres = [en_mesa() for _ in range(3)]
    Registro.objects.filter(id__in=[r.id for r in tres]).update(persona=tres[0].id.bytes)
    return tres


def _estatus(grupo: list[Registro]) -> list[str]:
    return [Registro.objects.get(id=r.id).estatus for r in grupo]


def _decidir(client: Client, grupo: list[Registro], *cuales: Registro, causa: str = "n-3") -> int:
    datos = {"causa": causa, "registro": [r.id for r in cuales]}
    return client.post(f"/mesa/{grupo[0].id}/grupo/dictamen/", datos).status_code


@pytest.mark.numeral("ET 10.3 n")
def test_each_of_those_ticked_has_its_own_dictamen_with_one_reason(
    client: Client, olga: Cuenta, grupo: list[Registro]
) -> None:
    client.force_login(olga)
    client.get(f"/mesa/{grupo[0].id}/grupo/")

    _decidir(client, grupo, grupo[0], grupo[1])

    assert _estatus(grupo) == [Estatus.CON_INCONSISTENCIA] * 2 + [Estatus.EN_MESA]
    historias = [queries.historia(r.id)[-1] for r in grupo[:2]]
    assert [(m.actor, m.motivo) for m in historias] == [(actor(olga), "n")] * 2
    assert Asiento.objects.filter(acto="SENALAR_INCONSISTENCIA").count() == 2


def test_all_of_them_are_on_one_page_and_held_by_who_looks(
    client: Client, olga: Cuenta, grupo: list[Registro]
) -> None:
    client.force_login(olga)

    pagina = client.get(f"/mesa/{grupo[0].id}/grupo/").content.decode()

    assert all(r.folio in pagina for r in grupo)
    assert Registro.objects.filter(tomado_por=actor(olga)).count() == 3
    assert Asiento.objects.filter(acto="ENTREGAR_REGISTRO").count() == 3


def test_one_that_another_person_holds_is_shown_and_not_decided(
    client: Client, olga: Cuenta, susana: Cuenta, grupo: list[Registro]
) -> None:
    registros.tomar_estos(registros=[grupo[1].id], operador=actor(susana), momento=now())
    client.force_login(olga)
    assert "Otra persona lo está revisando" in (
        client.get(f"/mesa/{grupo[0].id}/grupo/").content.decode()
    )

    _decidir(client, grupo, *grupo)

    assert _estatus(grupo)[1] == Estatus.EN_MESA
    assert _estatus(grupo)[0] == _estatus(grupo)[2] == Estatus.CON_INCONSISTENCIA


def test_one_that_is_not_of_the_group_is_not_decided_with_it(
    client: Client, olga: Cuenta, grupo: list[Registro], en_mesa: EnMesa
) -> None:
    ajeno = en_mesa()
    client.force_login(olga)

    assert _decidir(client, grupo, ajeno) == 422
    assert _estatus([ajeno]) == [Estatus.EN_MESA]


@pytest.mark.parametrize("causa", ["n-3", "h-3"])
def test_nothing_ticked_or_no_detail_decides_nothing(
    client: Client, olga: Cuenta, grupo: list[Registro], causa: str
) -> None:
    client.force_login(olga)
    marcados = [] if causa == "n-3" else grupo

    assert _decidir(client, grupo, *marcados, causa=causa) == 422
    assert _estatus(grupo) == [Estatus.EN_MESA] * 3


def test_a_group_that_a_senal_finds_is_of_its_process_alone(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    uno, parecido, de_otro = en_mesa(), en_mesa(), en_mesa(proceso="JAL26")
    enlazar(
        [
            Enlace(proceso=otro.proceso, clase="rostro", registro=otro.id, grupo=uno.id)
            for otro in (parecido, de_otro)
        ],
        de_quien={uno.id: uno.proceso},
    )
    client.force_login(olga)

    pagina = client.get(f"/mesa/{uno.id}/grupo/").content.decode()

    assert "Imágenes casi iguales" in pagina
    assert parecido.folio in pagina
    assert de_otro.folio not in pagina
