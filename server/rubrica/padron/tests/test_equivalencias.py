"""An old card says an old section or an old clave: the person is found all the same (ET 10.3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from rubrica.core.rechazos import Rechazo
from rubrica.padron import queries, services
from rubrica.padron.models import ClaveAnterior, Corte, Fila
from rubrica.padron.tests.conftest import ANA, FECHA, JUAN, MOMENTO, Escribir

pytestmark = pytest.mark.django_db
DE_ANTES, DE_AHORA = "HRGRJX82050620H900", "HRGRJN82050620H900"


def archivo(carpeta: Path, *renglones: str) -> Path:
    ruta = carpeta / "catalogo.csv"
    ruta.write_text("\n".join(renglones) + "\n", encoding="utf-8")
    return ruta


def cargar(escribir: Escribir, carpeta: Path, *renglones: str) -> Corte:
    ruta = archivo(carpeta, "clave_anterior,clave_elector", *renglones)
    return services.cargar(
        ruta=escribir(JUAN, ANA), fecha=FECHA, quien="irma", momento=MOMENTO, anteriores=ruta
    )


def resecciones(carpeta: Path, *renglones: str) -> int:
    ruta = archivo(carpeta, "entidad,seccion_anterior,seccion_vigente,desde", *renglones)
    return services.cargar_secciones(ruta=ruta, quien="irma", momento=MOMENTO)


@pytest.mark.numeral("ET 10.3")
def test_a_clave_that_was_rectified_finds_its_person(escribir: Escribir, tmp_path: Path) -> None:
    corte = cargar(escribir, tmp_path, f"{DE_ANTES},{DE_AHORA}")

    juan = queries.buscar(corte, clave=DE_ANTES, emision="00")

    assert juan is not None
    assert (juan.por, juan.persona.clave_elector) == ("clave_anterior", DE_AHORA)
    assert queries.buscar(corte, clave="ZZZZZZ82050620H900") is None


def test_old_claves_are_kept_blind_and_go_with_their_cut(
    escribir: Escribir, tmp_path: Path
) -> None:
    corte = cargar(escribir, tmp_path, f"{DE_ANTES},{DE_AHORA}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM padron_claveanterior a")
        guardado = str(cursor.fetchall())

    assert DE_ANTES not in guardado
    assert DE_ANTES.encode().hex() not in guardado
    services.descartar(corte=corte.pk, quien="irma", momento=MOMENTO)
    assert not ClaveAnterior.objects.exists()


@pytest.mark.parametrize(
    ("renglones", "datos"),
    [
        ((f"{DE_ANTES},",), {"fila": 1, "columna": "claves anteriores"}),
        ((DE_ANTES,), {"fila": 1, "columna": "número de columnas"}),
        ((f"{DE_AHORA},{DE_AHORA}",), {"fila": 1, "columna": "claves anteriores"}),
        (
            (f"{DE_ANTES},{DE_AHORA}", f"{DE_ANTES},PRXXAN01020320M400"),
            {"columna": "clave_anterior repetida"},
        ),
        (
            (f"{DE_ANTES},{DE_AHORA}", "HRGRJZ82050620H900,HRGRJY82050620H900"),
            {"filas": "2", "columna": "clave_elector que no está"},
        ),
    ],
)
def test_a_wrong_file_of_claves_loads_no_cut(
    escribir: Escribir, tmp_path: Path, renglones: tuple[str, ...], datos: dict[str, object]
) -> None:
    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(escribir, tmp_path, *renglones)

    assert caida.value.datos == datos
    assert not Fila.objects.exists()
    assert not ClaveAnterior.objects.exists()


@pytest.mark.numeral("ET 10.3")
def test_an_ocr_of_a_section_that_became_two_finds_its_person(corte: Corte, tmp_path: Path) -> None:
    assert resecciones(tmp_path, "20,0123,2574,2024-01-01", "20,0123,2575,2024-01-01") == 2

    juan = queries.buscar(corte, ocr="0123012345678")

    assert juan is not None
    assert (juan.por, juan.seccion) == ("ocr_anterior", "2575")
    assert queries.buscar(corte, ocr="0124012345678") is None
    assert queries.buscar(corte, ocr="012301234567") is None


def test_a_section_of_another_entidad_is_not_this_one(escribir: Escribir, tmp_path: Path) -> None:
    resecciones(tmp_path, "21,0123,2575,2024-01-01")
    corte = services.cargar(
        ruta=escribir(JUAN), fecha=FECHA, quien="irma", momento=MOMENTO, entidad="20"
    )

    assert queries.buscar(corte, ocr="0123012345678") is None


@pytest.mark.parametrize(
    "malo", ["20,0123,0123,2024-01-01", "33,1,2,2024-01-01", "20,1,dos,2024-01-01", "20,1,2,ayer"]
)
def test_a_wrong_resectioning_changes_nothing(db: None, tmp_path: Path, malo: str) -> None:
    with pytest.raises(Rechazo) as caida:
        resecciones(tmp_path, "20,0001,0002,2024-01-01", malo)

    assert caida.value.datos == {"fila": 2, "columna": "secciones.csv"}
    assert not queries.resecciones().exists()


MUNICIPIOS = "entidad,municipio,nombre,distrito_federal,distrito_local,lista_nominal,inegi"


def test_the_codes_of_ine_and_inegi_are_not_taken_for_each_other(db: None, tmp_path: Path) -> None:
    ruta = archivo(
        tmp_path, MUNICIPIOS, "20,066,Oaxaca de Juárez,8,21,1,067", "20,067,Otro,8,21,1,068",
        "20,068,Sin código,8,21,1,",
    )  # fmt: skip
    services.cargar_municipios(ruta=ruta, quien="irma", momento=MOMENTO)

    assert queries.municipio_de_inegi(67) == "066"
    assert queries.nombre_de_municipio("067") == "Otro"
    assert queries.municipio_de_inegi(66) == ""


def test_a_code_of_the_inegi_is_of_one_municipio(db: None, tmp_path: Path) -> None:
    ruta = archivo(tmp_path, MUNICIPIOS, "20,066,Uno,8,21,1,067", "20,067,Otro,8,21,1,067")

    with pytest.raises(Rechazo) as caida:
        services.cargar_municipios(ruta=ruta, quien="irma", momento=MOMENTO)

    assert caida.value.datos == {"fila": 2, "columna": "inegi repetida"}
