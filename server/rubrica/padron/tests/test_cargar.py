"""A cut is loaded whole or not at all, and says what it holds (ET 10.4)."""

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rubrica import llaves
from rubrica.bitacora.models import Asiento
from rubrica.core.rechazos import Rechazo
from rubrica.padron import queries, services
from rubrica.padron.models import Conteo, Corte, Fila
from rubrica.padron.queries import Hallazgo
from rubrica.padron.rules import Estado
from rubrica.padron.services import copia
from rubrica.padron.tests.conftest import (
    ANA,
    ELSA,
    ENCABEZADO,
    FECHA,
    JUAN,
    LUIS,
    MOMENTO,
    Escribir,
)

pytestmark = pytest.mark.django_db


def cargar(ruta: Path, fecha: date = FECHA, **totales: Any) -> Corte:
    procesos = totales.pop("procesos", None)
    return services.cargar(
        ruta=ruta, fecha=fecha, quien="irma@ejemplo.test", momento=MOMENTO, procesos=procesos,
        entidad=totales.pop("entidad", ""), anteriores=totales.pop("anteriores", None),
        control=services.Control(**totales),
    )  # fmt: skip


@pytest.mark.numeral("ET 10.4")
def test_a_cut_says_how_many_it_holds_and_of_which_file(corte: Corte, escribir: Escribir) -> None:
    archivo = escribir(JUAN, ANA, ELSA, LUIS)

    assert (corte.filas, corte.lista_nominal, corte.padron, corte.bajas) == (4, 2, 1, 1)
    assert corte.sha256 == hashlib.sha256(archivo.read_bytes()).hexdigest()
    assert corte.estado == Estado.CARGADO
    assert corte.avance == 100
    assert Fila.objects.filter(corte_id=corte.pk).count() == 4


def test_loading_leaves_an_asiento_without_personal_data(corte: Corte) -> None:
    asiento = Asiento.objects.get(acto="CARGAR_CORTE")

    assert asiento.objeto == f"corte:{corte.pk}"
    assert corte.sha256.encode() in bytes(asiento.canonico)
    assert b"GARC" not in bytes(asiento.canonico)


@pytest.mark.numeral("ET 14.1")
def test_no_column_of_the_cut_shows_who_is_in_it(corte: Corte) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t::text FROM {services.particion(corte.pk)} t")  # noqa: S608
        filas = "\n".join(fila for (fila,) in cursor)

    legible = re.sub(r"\\\\x[0-9a-f]+", "", filas)  # four digits come up by chance in so many
    for dato in ("HERN", "ANA", "123456789", "012345678", "HRGRJN", "1982", "2034"):
        assert dato not in legible
        assert dato.encode().hex() not in filas


@pytest.mark.parametrize(
    ("mala", "columna"),
    [
        (JUAN.replace("123456789", "12345678"), "cic"),
        (JUAN.replace("HRGRJN820506", "HRGRJN8205O6"), "clave_elector"),
        (JUAN.replace("1982-05-06", "06/05/1982"), "nacimiento"),
        (JUAN.replace(",20,8,21", ",33,8,21"), "entidad"),
        (JUAN.replace("lista_nominal", "vigente"), "causa"),
        (JUAN.replace("lista_nominal,", "lista_nominal,defuncion"), "causa"),
        (ELSA.replace("defuncion", ""), "causa"),
        (ELSA.replace("defuncion", "olvido"), "causa"),
        (JUAN + ",", "número de columnas"),
        (JUAN.replace(",JUAN,", ",,"), "nombres"),
    ],
)
def test_one_wrong_row_leaves_none_and_says_which_and_where(
    escribir: Escribir, mala: str, columna: str
) -> None:
    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(escribir(ANA, LUIS, mala))

    assert caida.value.datos == {"fila": 3, "columna": columna}
    fallido = Corte.objects.get()
    assert fallido.estado == Estado.FALLIDO
    assert "fila: 3" in fallido.motivo
    assert not Fila.objects.exists()
    assert not Conteo.objects.exists()
    with pytest.raises(llaves.LlaveAusente):
        llaves.de_corte(fallido.pk, "indice")


def test_every_wrong_row_of_a_block_is_named_at_once(escribir: Escribir) -> None:
    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(escribir(JUAN + ",", ANA, JUAN.replace(",H,", ",Z,")))

    assert caida.value.datos == {
        "fila": 1, "columna": "número de columnas", "tambien": "3: sexo",
    }  # fmt: skip


def test_no_more_than_twenty_wrong_rows_are_named(escribir: Escribir) -> None:
    with pytest.raises(Rechazo) as caida:
        cargar(escribir(*[JUAN + ","] * 30))

    assert str(caida.value.datos["tambien"]).count(":") == 19


def test_a_quote_that_never_closes_is_refused_by_its_row(escribir: Escribir) -> None:
    with pytest.raises(Rechazo) as caida:
        cargar(escribir(JUAN, ANA.replace("PEÑA", '"PEÑA')))

    assert caida.value.datos == {"fila": 2, "columna": "comillas"}


@pytest.mark.numeral("ET 10.4")
def test_a_row_of_another_entidad_is_refused_by_its_number(escribir: Escribir) -> None:
    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(escribir(JUAN, ANA, LUIS.replace(",20,2,5,", ",21,2,5,")), entidad="20")

    assert caida.value.datos == {"fila": 3, "columna": "entidad"}
    assert not Fila.objects.exists()


def test_a_cut_of_several_entidades_takes_them_all(escribir: Escribir) -> None:
    assert cargar(escribir(JUAN, LUIS.replace(",20,2,5,", ",21,2,5,"))).filas == 2


@pytest.mark.numeral("ET 10.4")
@pytest.mark.parametrize(
    ("mala", "totales"),
    [
        (JUAN + ",", {}),
        (ANA.replace("200000017", "123456789"), {}),
        (ANA.replace(",20,08,", ",21,08,"), {}),
        (ANA, {"filas": 7}),
    ],
)
def test_a_refused_cut_leaves_the_one_in_use_untouched(
    corte: Corte, escribir: Escribir, mala: str, totales: dict[str, Any]
) -> None:
    services.activar(corte=corte.pk, quien="ines@ejemplo.test", momento=MOMENTO)
    antes = list(Fila.objects.order_by("clave").values_list("clave", "sello"))

    with pytest.raises(Rechazo):
        cargar(escribir(JUAN, mala), date(2026, 11, 30), entidad="20", **totales)

    assert list(Fila.objects.order_by("clave").values_list("clave", "sello")) == antes
    assert queries.buscar(corte, cic="123456789", identificador="012345678") is not None
    assert Corte.objects.get(estado=Estado.ACTIVO) == corte


def test_what_is_not_utf_8_is_refused_by_its_row(escribir: Escribir) -> None:
    ruta = escribir(JUAN, ANA)
    ruta.write_bytes(ruta.read_text("utf-8").encode("latin-1"))

    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(ruta)
    assert caida.value.datos == {"fila": 1, "columna": "codificación"}


@pytest.mark.parametrize("repetida", ["clave_elector repetida", "cic repetido"])
def test_one_person_is_in_a_cut_only_once(escribir: Escribir, repetida: str) -> None:
    otra = (
        ANA.replace("200000017", "300000025")
        if "cic" in repetida
        else LUIS.replace("300000025", "")
    )

    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(escribir(LUIS, otra))
    assert caida.value.datos == {"filas": "1, 2", "columna": repetida}
    assert "filas: 1, 2" in Corte.objects.get().motivo


def test_another_header_is_another_file(escribir: Escribir) -> None:
    with pytest.raises(Rechazo) as caida:
        cargar(escribir(JUAN, encabezado="cic,nombre"))

    assert caida.value.datos == {"fila": 0, "columna": "encabezado"}


def test_an_empty_file_is_no_cut(escribir: Escribir) -> None:
    with pytest.raises(Rechazo, match="corte-con-errores"):
        cargar(escribir())


@pytest.mark.parametrize("totales", [{"sha256": "0" * 64}, {"filas": 5}, {"lista_nominal": 2}])
def test_a_file_that_is_not_the_one_announced_is_not_loaded(
    escribir: Escribir, totales: dict[str, Any]
) -> None:
    with pytest.raises(Rechazo, match="corte-incompleto"):
        cargar(escribir(JUAN, ANA), **totales)

    assert not Fila.objects.exists()


def test_the_announced_totals_let_the_file_through(escribir: Escribir) -> None:
    ruta = escribir(JUAN, ANA)
    huella = hashlib.sha256(ruta.read_bytes()).hexdigest().upper()

    assert cargar(ruta, sha256=huella, filas=2).filas == 2


def test_a_second_cut_of_the_same_date_is_refused(corte: Corte, escribir: Escribir) -> None:
    with pytest.raises(Rechazo, match="corte-repetido"):
        cargar(escribir(JUAN))


@pytest.mark.numeral("ET 10.4")
def test_a_cut_is_of_the_last_day_of_a_month(escribir: Escribir) -> None:
    with pytest.raises(ValueError, match="último día"):
        cargar(escribir(JUAN), fecha=date(2026, 10, 30))


def test_a_date_can_be_tried_again_after_a_failure(escribir: Escribir) -> None:
    with pytest.raises(Rechazo):
        cargar(escribir(JUAN + ","))

    assert cargar(escribir(JUAN)).estado == Estado.CARGADO


def test_a_load_that_was_killed_is_closed_by_the_next(escribir: Escribir) -> None:
    muerta = Corte.objects.create(
        fecha=FECHA, estado=Estado.CARGANDO, cargado_por="irma@ejemplo.test", cargado_en=MOMENTO
    )

    assert cargar(escribir(JUAN)).estado == Estado.CARGADO
    muerta.refresh_from_db()
    assert muerta.estado == Estado.FALLIDO


def test_several_processes_load_the_same_cut_as_one(escribir: Escribir) -> None:
    claves = [f"{a}{b}GRJN82050620H900" for a in "BCDFGHJKLM" for b in "BCDFGHJKLM"]
    filas = [
        JUAN.replace("HRGRJN82050620H900", clave).replace("123456789", f"{400000000 + i}")
        for i, clave in enumerate(claves)
    ]

    corte = cargar(escribir(*filas), procesos=2)

    assert corte.filas == corte.lista_nominal == 100
    hallado = queries.buscar(corte, cic="400000042", identificador="012345678")
    assert hallado is not None
    assert hallado.persona.clave_elector == claves[42]


def test_a_cut_that_names_an_unknown_municipio_is_refused(
    escribir: Escribir, tmp_path: Path
) -> None:
    catalogo = tmp_path / "municipios.csv"
    catalogo.write_text(
        "entidad,municipio,nombre,distrito_federal,distrito_local,lista_nominal\n"
        "20,066,Oaxaca de Juárez,08,21,1\n",
        encoding="utf-8",
    )
    services.cargar_municipios(ruta=catalogo, quien="irma@ejemplo.test", momento=MOMENTO)

    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(escribir(JUAN, LUIS))
    assert caida.value.datos == {"fila": 2, "columna": "municipio", "municipio": "20-057"}
    assert queries.nombre_de_municipio("066") == "Oaxaca de Juárez"


def test_a_wrong_catalogue_changes_nothing(db: None, tmp_path: Path) -> None:
    catalogo = tmp_path / "municipios.csv"
    catalogo.write_text("entidad,municipio,nombre\n20,066,Oaxaca\n", encoding="utf-8")

    with pytest.raises(Rechazo, match="corte-con-errores"):
        services.cargar_municipios(ruta=catalogo, quien="irma@ejemplo.test", momento=MOMENTO)
    assert not queries.municipios().exists()


def test_a_discarded_cut_leaves_neither_rows_nor_keys(corte: Corte, escribir: Escribir) -> None:
    services.descartar(corte=corte.pk, quien="irma@ejemplo.test", momento=MOMENTO)

    assert not Fila.objects.exists()
    assert not Conteo.objects.exists()
    with pytest.raises(llaves.LlaveAusente):
        llaves.de_corte(corte.pk, "corte")
    assert cargar(escribir(JUAN)).filas == 1


def _en_otro_hilo(consulta: Callable[[], object]) -> object:
    """Ask from another connection, as another service would."""
    with ThreadPoolExecutor(1) as hilo:

        def una() -> object:
            try:
                return consulta()
            finally:
                connection.close()

        return hilo.submit(una).result()


@pytest.mark.django_db(transaction=True)
@pytest.mark.numeral("ET 10.4")
def test_the_cut_in_use_answers_while_another_is_being_loaded(
    corte: Corte, escribir: Escribir, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.activar(corte=corte.pk, quien="ines@ejemplo.test", momento=MOMENTO)
    vistos: list[object] = []
    avisar = copia._avisar

    def mirar(*args: Any) -> None:
        avisar(*args)
        vistos.append(_en_otro_hilo(lambda: queries.buscar(corte, cic="123456789")))
        vistos.append(_en_otro_hilo(lambda: Corte.objects.get(estado="CARGANDO").avance))

    monkeypatch.setattr(copia, "_avisar", mirar)
    nuevo = cargar(escribir(JUAN, ANA), date(2026, 11, 30))

    [hallado, avance] = vistos
    assert isinstance(hallado, Hallazgo)
    assert hallado.persona.nombres == "JUAN"
    assert avance == 100 * (nuevo.bytes - len(ENCABEZADO) - 1) // nuevo.bytes
