"""What a machine noticed, as Olga reads it: sentences beside the record, and nothing decided."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.test import Client
from django.utils.timezone import now

from rubrica.cuentas.models import Cuenta
from rubrica.lector.credencial import Impreso
from rubrica.mesa.tests.conftest import EnMesa
from rubrica.registros.models import Registro
from rubrica.registros.rules import Estatus
from rubrica.senales import services as senales
from rubrica.senales.rules import Hallazgo, Motivo
from rubrica.senales.services.parecidos import Enlace

COPIA = Hallazgo(clave="fotocopia", valor=97, imagen="anverso", region=(0.1, 0.2, 0.5, 0.6))
FONDO = Hallazgo(clave="reflejo", valor=9, imagen="reverso")


def senalar(registro: Registro, hallazgos: Sequence[Hallazgo]) -> None:
    senales.guardar(registro, hallazgos=hallazgos, huellas={}, momento=now())


def leer(client: Client, registro: Registro) -> str:
    return client.get(f"/mesa/{registro.id}/").content.decode()


@pytest.mark.numeral("ET 10.3")
def test_olga_reads_each_senal_with_its_value_threshold_region_and_inciso(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    registro = en_mesa()
    senalar(registro, [FONDO, COPIA])
    client.force_login(olga)

    texto = leer(client, registro)

    assert COPIA.tipo.decir(97) in texto
    assert 'data-region="0.1000 0.2000 0.5000 0.6000" data-en="anverso"' in texto
    assert "Puede corresponder a e)" in texto
    assert texto.index(COPIA.tipo.nombre) < texto.index(FONDO.tipo.nombre)


def test_a_record_without_senales_says_nothing_of_them(
    client: Client, olga: Cuenta, registro: Registro
) -> None:
    client.force_login(olga)

    assert "data-senales" not in leer(client, registro)


@pytest.mark.numeral("ET 10.3 c", "ET 10.3 n")
def test_olga_reads_what_the_general_reader_read_and_from_where_it_comes(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    registro = en_mesa()
    senalar(registro, [])
    senales.encolar_lectura(registro, Motivo.ANVERSO)
    turno = senales.tomar_por_leer(momento=now())
    assert turno is not None
    senales.guardar_lectura(
        registro, turno, leido=Impreso(curp="TOCI930214MOCLRR48", nombre=("TOLEDO", "IRMA")),
        hallazgos=[Hallazgo(clave="anverso-ajeno", valor=11, imagen="anverso")], momento=now(),
    )  # fmt: skip
    client.force_login(olga)

    texto = leer(client, registro)

    assert "leído por el lector general" in texto
    assert "TOCI930214MOCLRR48" in texto
    assert "TOLEDO IRMA" in texto
    assert "Puede corresponder a c)" in texto


@pytest.mark.numeral("ET 10.3", "ET 10.1")
def test_a_record_full_of_senales_is_still_found_good_by_a_person(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    registro = en_mesa()
    senalar(registro, [COPIA])
    client.force_login(olga)

    client.post(f"/mesa/{registro.id}/dictamen/", {"causa": ""})

    assert Registro.objects.get(id=registro.id).estatus == Estatus.PARA_COMPULSA


def test_the_others_of_a_group_are_named_by_their_folio(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    una, otra = en_mesa(), en_mesa()
    for registro in (una, otra):
        senalar(registro, [])
    senales.enlazar(
        [Enlace(proceso=una.proceso, clase="rostro", registro=otra.id, grupo=una.id)],
        de_quien={una.id: una.proceso},
    )
    client.force_login(olga)

    assert f"Véase: {otra.folio}" in leer(client, una)


@pytest.mark.numeral("ET 10.7 c")
def test_who_supports_another_process_is_told_without_saying_which(
    client: Client, olga: Cuenta, en_mesa: EnMesa
) -> None:
    una, otra = en_mesa(), en_mesa()
    senalar(una, [])
    senales.enlazar(
        [Enlace(proceso=una.proceso, clase="persona", registro=una.id, grupo=otra.id)],
        de_quien={otra.id: "PUE26"},
    )
    client.force_login(olga)

    texto = leer(client, una)

    assert "en 1 procesos de otros promoventes" in texto
    assert otra.folio not in texto.replace(f'data-folio="{otra.folio}"', "")
