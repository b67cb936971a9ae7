"""The rescue file: what was written is read, and damage never costs more than what it touched."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.core import rescate
from rubrica.core.rescate import Causa, Rescatado, RescateInvalido

VECTORES = Path(__file__).parents[4] / "vectors/rescate"
CASOS: list[dict[str, Any]] = [
    caso
    for quien in ("python", "typescript")
    for caso in json.loads((VECTORES / f"{quien}.json").read_text())
]
DOS = [(b"a.b.c", b"uno" * 50), (b"d.e.f", b"dos")]
registros = st.lists(
    st.tuples(st.binary(min_size=1, max_size=60), st.binary(min_size=1, max_size=200)), max_size=5
)


def read(archivo: bytes) -> tuple[list[Rescatado], str]:
    """Return what could be read, and why no more could."""
    leidos: list[Rescatado] = []
    try:
        leidos.extend(rescate.leer(_Streamed(archivo)))
    except RescateInvalido as falla:
        return _so_far(archivo), str(falla.code)
    return leidos, ""


class _Streamed(io.BytesIO):
    """A file that must be read by pieces: nobody asks for all of it."""

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None
        assert size >= 0
        return super().read(size)


def _so_far(archivo: bytes) -> list[Rescatado]:
    leidos: list[Rescatado] = []
    try:
        for uno in rescate.leer(io.BytesIO(archivo)):
            leidos.append(uno)
    except RescateInvalido:
        pass
    return leidos


@pytest.mark.numeral("ET 6.5")
@pytest.mark.parametrize("caso", CASOS, ids=[c["nombre"] for c in CASOS])
def test_a_file_of_either_side_is_read_or_refused_by_its_cause(caso: dict[str, Any]) -> None:
    leidos, causa = read(base64.b64decode(caso["archivo"]))

    assert causa == caso["causa"]
    assert [
        {
            "sobre": r.sobre.decode(),
            "paquete": base64.b64encode(r.paquete).decode(),
            "integro": r.integro,
        }
        for r in leidos
    ] == caso["registros"]


@pytest.mark.parametrize("caso", CASOS, ids=[c["nombre"] for c in CASOS])
def test_a_whole_file_has_one_spelling(caso: dict[str, Any]) -> None:
    pares = [(r["sobre"].encode(), base64.b64decode(r["paquete"])) for r in caso["registros"]]

    if not caso["causa"] and all(r["integro"] for r in caso["registros"]):
        assert b"".join(rescate.escribir(pares)) == base64.b64decode(caso["archivo"])


@given(registros)
def test_what_was_written_is_read(pares: list[tuple[bytes, bytes]]) -> None:
    leidos, causa = read(b"".join(rescate.escribir(pares)))

    assert causa == ""
    assert [(r.sobre, r.paquete, r.integro) for r in leidos] == [(*p, True) for p in pares]


@given(st.data())
def test_no_flipped_byte_passes_unseen(data: st.DataObject) -> None:
    archivo = bytearray(b"".join(rescate.escribir(DOS)))
    archivo[data.draw(st.integers(0, len(archivo) - 1))] ^= data.draw(st.integers(1, 255))

    leidos, causa = read(bytes(archivo))

    assert causa or not all(r.integro for r in leidos)


def test_one_damaged_record_does_not_cost_the_others() -> None:
    archivo = bytearray(b"".join(rescate.escribir(DOS)))
    archivo[archivo.index(b"uno")] ^= 1

    leidos, causa = read(bytes(archivo))

    assert [r.integro for r in leidos] == [False, True]
    assert causa == ""


@given(st.data())
def test_a_cut_file_gives_every_whole_record(data: st.DataObject) -> None:
    archivo = b"".join(rescate.escribir(DOS))
    primero = len(b"".join(rescate.escribir(DOS[:1]))) - rescate.CIERRE.size
    hasta = data.draw(st.integers(primero, len(archivo) - 1))

    leidos, causa = read(archivo[:hasta])

    assert causa == Causa.CORTADO
    assert leidos[0].sobre == DOS[0][0]


def test_a_length_no_record_has_is_not_read() -> None:
    cabeza = rescate.CABEZA.pack(1, 5, 2**32 - 1, bytes(32))

    assert read(rescate.INICIO + cabeza) == ([], Causa.DANADO)
