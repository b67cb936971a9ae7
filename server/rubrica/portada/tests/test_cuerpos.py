"""The largest body that a page takes, refused by its declared size before a byte is read."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from rubrica.audiencia.rules import MAX_ACTA
from rubrica.auxiliares.rules import MAX_ANEXO
from rubrica.cuentas.vida import MAX_DECLARACION
from rubrica.excepcion.rules import MAX_ESCANEO

DE_FORMULARIO = 1024 * 1024  # what comes besides a file


@pytest.mark.django_db
def test_a_body_that_declares_to_be_too_big_is_turned_away_in_spanish(client: Client) -> None:
    grande = str(settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)

    respuesta = client.post("/entrar/", {}, CONTENT_LENGTH=grande)

    assert respuesta.status_code == 413
    assert "Lo que envió es demasiado grande." in respuesta.content.decode()


def _limite(servicio: str) -> int:
    """Return how many bytes a body may have in that service."""
    codigo = "from rubrica import settings; print(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)"
    hecho = subprocess.run(
        [sys.executable, "-c", codigo], env={"SERVICIO": servicio, "MODO": "prueba"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(hecho.stdout)


def test_each_door_takes_the_largest_paper_that_it_asks_for() -> None:
    assert MAX_ANEXO + DE_FORMULARIO < _limite("portal") < MAX_ACTA
    assert max(MAX_ACTA, MAX_ESCANEO, MAX_DECLARACION) + DE_FORMULARIO < _limite("mesa")
