"""A cut that comes in Parquet is loaded, counted and refused as the same cut in CSV (ET 10.4)."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from rubrica.core.rechazos import Rechazo
from rubrica.padron import queries, services
from rubrica.padron.bloques import NOMBRES
from rubrica.padron.models import Conteo, Corte, Fila
from rubrica.padron.tests.conftest import ANA, ELSA, FECHA, JUAN, LUIS, MOMENTO

pytestmark = pytest.mark.django_db
GENTE = (JUAN, ANA, ELSA, LUIS)


def escribir(carpeta: Path, *filas: str, **columnas: Any) -> Path:
    """Write those CSV rows as Parquet, all of it text; `columnas` replace what is given."""
    leidas = zip(*csv.reader(filas), strict=True)
    tabla = {n: pyarrow.array([v or None for v in c]) for n, c in zip(NOMBRES, leidas, strict=True)}
    ruta = carpeta / "padron.parquet"
    parquet.write_table(pyarrow.table({**tabla, **columnas}), ruta, row_group_size=2)
    return ruta


def cargar(ruta: Path, **mas: Any) -> Corte:
    return services.cargar(ruta=ruta, fecha=FECHA, quien="irma", momento=MOMENTO, **mas)


def test_the_same_people_come_out_of_both_files(corte: Corte, tmp_path: Path) -> None:
    services.descartar(corte=corte.pk, quien="irma", momento=MOMENTO)
    ruta = escribir(tmp_path, *GENTE)

    otro = cargar(ruta)

    assert (otro.filas, otro.lista_nominal, otro.padron, otro.bajas) == (4, 2, 1, 1)
    assert otro.sha256 == hashlib.sha256(ruta.read_bytes()).hexdigest()
    assert otro.avance == 100
    luis = queries.buscar(otro, cic="300000025", identificador="000000077")
    assert luis is not None
    assert luis.persona.paterno == "DÍAZ, HIJO"
    assert Conteo.objects.filter(corte=otro).count() == 3


def test_numbers_and_dates_may_come_with_their_types(db: None, tmp_path: Path) -> None:
    ruta = escribir(
        tmp_path, JUAN, ANA,
        nacimiento=pyarrow.array([date(1982, 5, 6), date(2001, 2, 3)]),
        seccion=pyarrow.array([2575, 66], pyarrow.int16()),
    )  # fmt: skip

    juan = queries.buscar(cargar(ruta), cic="123456789", identificador="012345678")

    assert juan is not None
    assert (juan.persona.nacimiento, juan.seccion) == ("1982-05-06", "2575")


def test_a_wrong_row_is_named_by_its_number(db: None, tmp_path: Path) -> None:
    ruta = escribir(tmp_path, *GENTE, cic=pyarrow.array(["123456789", None, None, "30000002"]))

    with pytest.raises(Rechazo, match="corte-con-errores") as caida:
        cargar(ruta)

    assert caida.value.datos == {"fila": 4, "columna": "cic"}
    assert not Fila.objects.exists()


def test_a_line_break_within_a_field_is_no_row(db: None, tmp_path: Path) -> None:
    ruta = escribir(tmp_path, JUAN, ANA, nombres=pyarrow.array(["JUAN", "ANA\nLUISA"]))

    with pytest.raises(Rechazo) as caida:
        cargar(ruta)

    assert caida.value.datos == {"fila": 2, "columna": "salto de línea"}


def test_a_column_too_many_is_another_file(db: None, tmp_path: Path) -> None:
    with pytest.raises(Rechazo) as caida:
        cargar(escribir(tmp_path, JUAN, telefono=pyarrow.array(["951"])))

    assert caida.value.datos == {"fila": 0, "columna": "encabezado"}


def test_a_file_cut_short_is_refused(db: None, tmp_path: Path) -> None:
    ruta = escribir(tmp_path, *GENTE)
    ruta.write_bytes(ruta.read_bytes()[:-20])

    with pytest.raises(Rechazo) as caida:
        cargar(ruta)

    assert caida.value.datos == {"fila": 0, "columna": "parquet"}
