"""Recordings in other languages: signed, named by what they are, of the words that are shown."""

from __future__ import annotations

import hashlib
import io
import wave
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from rubrica import llaves
from rubrica.core import audios
from rubrica.core.audios import Audio, AudioInvalido
from rubrica.core.jws import JwsInvalido
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.conftest import Oficina

LISTA = """
[[audio]]
idioma = "zai"
nombre = "Diidxazá"
texto = "manifiesto"
archivo = "diidxaza.wav"
"""


def tono() -> bytes:
    """Return a tenth of a second of silence: a recording as small as they come."""
    salida = io.BytesIO()
    with wave.open(salida, "wb") as onda:
        onda.setnchannels(1)
        onda.setsampwidth(1)
        onda.setframerate(8000)
        onda.writeframes(bytes([128]) * 800)
    return salida.getvalue()


@pytest.fixture
def proceso(oficina: Oficina) -> Proceso:
    """A process on its way to open."""
    return oficina.registrar()


@pytest.fixture
def grabado(tmp_path: Path) -> Path:
    """A folder with one recording and its list."""
    (tmp_path / "origen").mkdir()
    (tmp_path / "origen/audios.toml").write_text(LISTA)
    (tmp_path / "origen/diidxaza.wav").write_bytes(tono())
    return tmp_path / "origen"


@pytest.fixture
def publicado(proceso: Proceso, grabado: Path, settings: Settings, tmp_path: Path) -> Proceso:
    """The pack of the process, where the portal serves it."""
    settings.AUDIOS_DIR = tmp_path / "audios"
    call_command("firmar_audios", proceso.pk, grabado, settings.AUDIOS_DIR / proceso.pk)
    return proceso


@pytest.mark.django_db
def test_the_index_is_signed_and_leads_to_the_recording(client: Client, publicado: Proceso) -> None:
    respuesta = client.get(f"/api/v1/procesos/{publicado.pk}/audios")
    proceso, (uno,) = audios.leer(respuesta.content, llaves.publica_ed25519("manifiesto"))
    crudo = client.get(f"/api/v1/procesos/{publicado.pk}/audios/{uno.archivo}")

    assert (proceso, uno.idioma, uno.version) == (publicado.pk, "zai", 1)
    assert hashlib.sha256(crudo.content).hexdigest() == uno.archivo.removesuffix(".wav")
    assert crudo["Content-Type"] == "audio/wav"


@pytest.mark.django_db
def test_a_process_without_recordings_has_nothing_to_say(client: Client, proceso: Proceso) -> None:
    assert client.get(f"/api/v1/procesos/{proceso.pk}/audios").status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", ["indice.jws", "..%2findice.jws", "a.wav", "0" * 64 + ".wav"])
def test_nothing_else_of_the_folder_is_given(
    client: Client, publicado: Proceso, nombre: str
) -> None:
    assert client.get(f"/api/v1/procesos/{publicado.pk}/audios/{nombre}").status_code == 404


@pytest.mark.django_db
def test_a_list_that_names_what_is_not_there_signs_nothing(
    proceso: Proceso, grabado: Path, tmp_path: Path
) -> None:
    (grabado / "diidxaza.wav").unlink()

    with pytest.raises(CommandError):
        call_command("firmar_audios", proceso.pk, grabado, tmp_path / "destino")
    assert not (tmp_path / "destino").exists()


BUENO: dict[str, object] = {
    "idioma": "zai", "nombre": "Diidxazá", "texto": "manifiesto", "version": 1,
    "archivo": "0" * 64 + ".ogg", "bytes": 10,
}  # fmt: skip


@pytest.mark.parametrize(
    "cambio",
    [
        {"idioma": "zapoteco del Istmo"}, {"nombre": " "}, {"texto": "firma"}, {"version": 0},
        {"archivo": "../indice.jws"}, {"bytes": audios.MAX_AUDIO + 1}, {"bytes": 0},
    ],
)  # fmt: skip
def test_a_recording_out_of_its_form_does_not_exist(cambio: dict[str, object]) -> None:
    with pytest.raises(AudioInvalido):
        Audio(**{**BUENO, **cambio})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_an_index_of_another_key_is_refused(publicado: Proceso, client: Client) -> None:
    indice = client.get(f"/api/v1/procesos/{publicado.pk}/audios").content

    with pytest.raises(JwsInvalido):
        audios.leer(indice, llaves.publica_ed25519("acuse"))
