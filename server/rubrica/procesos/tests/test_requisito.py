"""The requirement of a process: totals, dispersion, and what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rubrica.procesos import queries, services
from rubrica.procesos.models import Proceso
from rubrica.procesos.requisito import (
    Dispersion,
    Redondeo,
    Requisito,
    de_columnas,
    medir,
    parte_de,
    por_municipio,
)
from rubrica.procesos.rules import tipos
from rubrica.procesos.tests.conftest import AHORA, Oficina
from rubrica.procesos.tests.test_vistas import FORMULARIO, de

MUNICIPIOS = [f"20{n:03}" for n in range(1, 9)]
listas = st.dictionaries(st.sampled_from(MUNICIPIOS), st.integers(0, 5000), min_size=1)
apoyos = st.dictionaries(st.sampled_from([*MUNICIPIOS, ""]), st.integers(0, 600))
partes = st.integers(1, 100_00)
requisitos = st.builds(
    Requisito,
    porcentaje=partes,
    dispersion=st.none()
    | st.builds(Dispersion, en_cada=partes, parte=partes)
    | st.builds(Dispersion, en_cada=partes, municipios=st.integers(1, 8)),
    redondeo=st.sampled_from(Redondeo),
)
DIEZ_EN_DOS = Requisito(
    porcentaje=10_00, dispersion=Dispersion(en_cada=10_00, municipios=2), redondeo=Redondeo.ARRIBA
)


@pytest.mark.numeral("ET 2.2")
def test_it_says_how_many_are_missing_in_how_many_municipios() -> None:
    lista = {"20001": 100, "20002": 55, "20003": 1000}

    progreso = medir(DIEZ_EN_DOS, lista_nominal=lista, validos={"20001": 10, "20002": 2, "": 9})

    assert (progreso.necesarios, progreso.validos, progreso.faltan) == (116, 21, 95)
    assert (progreso.municipios_cumplidos, progreso.faltan_municipios) == (1, 1)
    # 20002 needs 6 of its 55 and has 2; 20003 would need 100.
    assert progreso.faltan_en_ellos == 4
    assert progreso.en_palabras() == "Faltan 95 apoyos en total; faltan 4 apoyos en 1 municipio."


@pytest.mark.parametrize(
    ("redondeo", "da"), [(Redondeo.ARRIBA, 3), (Redondeo.ABAJO, 2), (Redondeo.CERCANO, 3)]
)
def test_a_half_person_is_rounded_as_the_rule_says(redondeo: Redondeo, da: int) -> None:
    assert parte_de(25, 10_00, redondeo) == da


@given(st.integers(0, 10**8), partes)
def test_roundings_keep_their_order_and_never_differ_by_more_than_one(
    total: int, parte: int
) -> None:
    abajo, cercano, arriba = (
        parte_de(total, parte, r) for r in (Redondeo.ABAJO, Redondeo.CERCANO, Redondeo.ARRIBA)
    )

    assert abajo <= cercano <= arriba <= abajo + 1
    assert abajo * 100_00 <= total * parte <= arriba * 100_00


@given(requisitos, listas, apoyos, st.sampled_from(MUNICIPIOS), st.integers(1, 600))
def test_one_more_support_never_takes_a_requirement_away(
    requisito: Requisito, lista: dict[str, int], hay: dict[str, int], donde: str, mas: int
) -> None:
    antes = medir(requisito, lista_nominal=lista, validos=hay)
    despues = medir(requisito, lista_nominal=lista, validos=hay | {donde: hay.get(donde, 0) + mas})

    assert despues.faltan <= antes.faltan
    assert despues.faltan_municipios <= antes.faltan_municipios
    assert despues.faltan_en_ellos <= antes.faltan_en_ellos
    assert despues.cumple or not antes.cumple


@given(requisitos, listas, apoyos)
def test_it_is_met_exactly_when_nothing_is_missing(
    requisito: Requisito, lista: dict[str, int], hay: dict[str, int]
) -> None:
    progreso = medir(requisito, lista_nominal=lista, validos=hay)

    total = progreso.validos >= progreso.necesarios
    repartido = progreso.municipios_cumplidos >= progreso.municipios_necesarios
    assert progreso.cumple == (total and repartido)
    assert progreso.cumple == (progreso.en_palabras() == "Se cumple el requisito.")


@given(requisitos, st.dictionaries(st.sampled_from(MUNICIPIOS), st.integers(1, 5000), min_size=8))
def test_with_everybody_in_support_it_is_always_met(
    requisito: Requisito, lista: dict[str, int]
) -> None:
    assert medir(requisito, lista_nominal=lista, validos=lista).cumple


@pytest.mark.parametrize(
    "mal",
    [
        {"en_cada": 0, "parte": 1},
        {"en_cada": 1},
        {"en_cada": 1, "parte": 1, "municipios": 1},
        {"en_cada": 1, "parte": 100_01},
        {"en_cada": 1, "municipios": -1},
    ],
)
def test_an_impossible_dispersion_does_not_construct(mal: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"en_cada|parte o municipios"):
        Dispersion(**mal)


@given(requisitos, requisitos)
def test_two_requirements_that_differ_read_differently_and_fit_in_their_columns(
    uno: Requisito, otro: Requisito
) -> None:
    assert (uno == otro) == (uno.en_palabras() == otro.en_palabras())
    assert de_columnas(**uno.columnas()) == uno  # type: ignore[arg-type]


@given(requisitos, listas, apoyos)
def test_the_municipios_that_meet_theirs_are_those_that_the_whole_counts(
    requisito: Requisito, lista: dict[str, int], hay: dict[str, int]
) -> None:
    progreso = medir(requisito, lista_nominal=lista, validos=hay)
    cada_uno = por_municipio(requisito, lista_nominal=lista, validos=hay)

    cumplen = sum(avance.cumple for avance in cada_uno.values())
    assert list(cada_uno) == list(lista)
    assert progreso.municipios_cumplidos == (cumplen if requisito.dispersion else 0)


@pytest.mark.numeral("ET 10.7")
def test_the_ordinary_one_of_revocacion_is_ten_percent_in_half_plus_one_of_oaxaca() -> None:
    ordinario = tipos()["revocacion_de_mandato"].requisito

    assert ordinario.en_palabras() == (
        "10 % de la Lista Nominal de la entidad, con 10 % de la de cada municipio en al menos"
        " 286 municipios; toda fracción se completa."
    )


@pytest.mark.numeral("ET 10.7")
def test_what_is_no_local_law_says_so_until_the_opl_writes_its_own(oficina: Oficina) -> None:
    de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | {"id": "OAXR4"})
    propio = {"requisito_de": "propio", "porcentaje": "2.5"}
    por_confirmar = "Por confirmar con la ley local"

    assert por_confirmar in de(oficina.ada).get("/procesos/OAXR4/").content.decode()
    de(oficina.ada).post("/procesos/OAXR4/editar/", FORMULARIO | {"id": "OAXR4"} | propio)

    assert por_confirmar not in de(oficina.ada).get("/procesos/OAXR4/").content.decode()
    assert (
        por_confirmar
        not in de(oficina.ada).get(f"/procesos/{oficina.registrar().pk}/").content.decode()
    )


@pytest.mark.numeral("ET 1.2")
@pytest.mark.parametrize(
    "columnas",
    [
        {"requisito_porcentaje": 0},
        {"requisito_porcentaje": 100_01},
        {"requisito_redondeo": "al azar"},
        {"requisito_en_cada": 0},
        {"requisito_municipios": 0},
        {"requisito_municipios": 571},
        {"requisito_parte": 50_00},
    ],
)
def test_the_database_refuses_a_requirement_without_sense(
    oficina: Oficina, columnas: dict[str, object]
) -> None:
    borrador = oficina.registrar()

    with pytest.raises(IntegrityError), transaction.atomic():
        Proceso.objects.filter(pk=borrador.pk).update(**columnas)


@pytest.mark.numeral("ET 1.2", "ET 10.7")
def test_the_opl_writes_its_own_and_anyone_reads_it(oficina: Oficina) -> None:
    propio = {
        "id": "OAXR1", "requisito_de": "propio", "porcentaje": "3.5", "dispersion": "parte",
        "cuantos": "25", "en_cada": "0.13", "redondeo": "cercano",
    }  # fmt: skip

    de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | propio)
    de(oficina.ada).post("/procesos/OAXR1/solicitar/", {"urgencia": ""})

    dice = "3.5 % de la Lista Nominal de la entidad, con 0.13 % de la de cada municipio"
    assert dice in de(oficina.ada).get("/procesos/OAXR1/").content.decode()
    assert dice in Client().get("/mecanismos/OAXR1/").content.decode()
    assert queries.requisito("OAXR1") == Requisito(
        porcentaje=3_50, dispersion=Dispersion(en_cada=13, parte=25_00), redondeo=Redondeo.CERCANO
    )


def test_left_unwritten_it_is_the_ordinary_one_of_its_mechanism(oficina: Oficina) -> None:
    de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | {"id": "OAXR2"})

    assert queries.requisito("OAXR2") == tipos()["consulta_popular"].requisito


@pytest.mark.parametrize(
    ("escrito", "dice"),
    [
        ({"porcentaje": ""}, "Escriba el porcentaje"),
        ({"porcentaje": "101"}, "100"),
        ({"dispersion": "municipios"}, "en cuántos municipios"),
        ({"dispersion": "municipios", "en_cada": "1", "cuantos": "2.5"}, "es entero"),
        ({"dispersion": "parte", "en_cada": "1", "cuantos": "101"}, "no pasa de"),
    ],
)
def test_one_badly_written_says_what_to_correct(
    oficina: Oficina, escrito: dict[str, str], dice: str
) -> None:
    propio = {"id": "OAXR3", "requisito_de": "propio", "porcentaje": "10"}

    pagina = de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | propio | escrito)

    assert pagina.status_code == 422
    assert dice in pagina.content.decode()


@pytest.mark.numeral("ET 10.7")
def test_a_resolution_changes_it_with_its_reason_and_what_it_was(oficina: Oficina) -> None:
    proceso = oficina.abierto()
    nuevo = replace(proceso.requisito, porcentaje=8_00)

    cambio = services.cambiar(
        proceso=proceso.pk,
        datos=replace(services.vigentes(proceso), requisito=nuevo),
        motivo="Sentencia 12",
        quien=oficina.irma.pk,
        momento=AHORA,
    )

    assert queries.requisito(proceso.pk) == nuevo
    assert cambio.antes["requisito"].startswith("10 % de la Lista Nominal de la entidad")
    assert cambio.despues["requisito"].startswith("8 % de la Lista Nominal de la entidad")
