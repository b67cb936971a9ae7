"""The network of OCR-B: its file, and what it says of the shared windows."""

import hashlib
import json

import numpy as np
import pytest

from rubrica.core.tests.alambre import VECTORES
from rubrica.ocrb import red

FICHA = json.loads(red.ARCHIVO.with_suffix(".json").read_text())


def test_the_weights_are_those_that_the_training_recorded() -> None:
    datos = red.ARCHIVO.read_bytes()

    assert hashlib.sha256(datos).hexdigest() == FICHA["sha256"]
    assert len(datos) == FICHA["bytes"]


def test_writing_what_was_read_gives_the_same_file() -> None:
    datos = red.ARCHIVO.read_bytes()

    assert red.escribir(red.leer(datos)) == datos


@pytest.mark.parametrize("danado", [b"", b"OCRA\0", red.ARCHIVO.read_bytes() + b"\0"])
def test_what_is_no_file_of_weights_is_refused(danado: bytes) -> None:
    with pytest.raises(ValueError, match="not a file of weights"):
        red.leer(danado)


@pytest.mark.numeral("ET 5.8")
def test_the_network_gives_what_the_shared_vectors_say() -> None:
    caso = json.loads((VECTORES / "lectura/red.json").read_text())
    ventanas = np.asarray(caso["ventanas"], np.float32).transpose(0, 2, 1) / np.float32(100)

    logits = red.puntuar(red.entrenada(), np.asarray(ventanas, np.float32))

    assert np.abs(logits - np.asarray(caso["logits"])).max() < 2e-3
