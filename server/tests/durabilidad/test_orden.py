"""The order of a receipt, read from the kernel: kill -9 alone would not show a missing fsync."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.durabilidad import traza
from tests.durabilidad.correr import correr
from tests.durabilidad.traza import Hecho, Suceso

CODIGO = "ab" + "0" * 62
EN_ORDEN = [
    Suceso(Hecho.BLOB, 1.0, 1.1, "/b/.entrantes/x"),
    Suceso(Hecho.NOMBRE, 1.2, 1.3, f"/b/OAX26/ab/{CODIGO}"),
    Suceso(Hecho.CARPETA, 1.4, 1.5, "/b/OAX26/ab"),
    Suceso(Hecho.WAL, 1.6, 1.7, "/p/pg_wal/0001"),
    Suceso(Hecho.RESPUESTA, 1.8, 1.9),
]


def test_the_right_order_passes() -> None:
    assert traza.check_order(EN_ORDEN, CODIGO, 0.0) == 1.9


@pytest.mark.parametrize("quitado", range(5), ids=[s.hecho for s in EN_ORDEN])
def test_a_receipt_without_one_of_them_fails(quitado: int) -> None:
    faltante = [s for n, s in enumerate(EN_ORDEN) if n != quitado]

    with pytest.raises(traza.FueraDeOrden):
        traza.check_order(faltante, CODIGO, 0.0)


@pytest.mark.parametrize("n", range(4), ids=[f"{s.hecho} last" for s in EN_ORDEN[:4]])
def test_a_receipt_given_before_one_of_them_fails(n: int) -> None:
    tarde = Suceso(EN_ORDEN[n].hecho, 2.0, 2.1, EN_ORDEN[n].que)
    desordenado = [tarde if i == n else s for i, s in enumerate(EN_ORDEN)]

    with pytest.raises(traza.FueraDeOrden):
        traza.check_order(desordenado, CODIGO, 0.0)


def test_a_call_that_strace_cut_in_two_is_one(tmp_path: Path) -> None:
    salida = tmp_path / "traza"
    salida.write_text(
        "7 100.000000 fsync(5</b/.entrantes/x> <unfinished ...>\n"
        "8 100.100000 fdatasync(9</p/pg_wal/0001>) = 0 <0.002000>\n"
        "7 100.200000 <... fsync resumed>) = 0 <0.200000>\n"
    )

    blob = next(s for s in traza.leer(salida) if s.hecho is Hecho.BLOB)

    assert (blob.de, round(blob.a, 3)) == (100.0, 100.2)


@pytest.mark.soak
def test_each_receipt_leaves_after_blob_name_directory_and_row_are_on_the_disk(
    tmp_path: Path,
) -> None:
    assert shutil.which("strace"), "Falta strace: instálelo (apt install strace) para esta prueba."

    dicho = correr("tests.durabilidad.orden", tmp_path / "i", segundos=170)

    assert "5 acuses en orden" in dicho
