"""How the built app is served: right types, right caches, and nothing outside its folder."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def construida(tmp_path: Path, settings: Settings) -> Path:
    """A built app of a few files."""
    raiz = tmp_path / "dist"
    (raiz / "assets").mkdir(parents=True)
    (raiz / "index.html").write_text("<!doctype html><title>Rúbrica</title>")
    (raiz / "sw.js").write_text("self")
    (raiz / "assets/app-Ab12Cd34.js").write_text("1")
    (raiz / "assets/lector-Zz99Yy88.wasm").write_bytes(b"\0asm")
    (tmp_path / "secreto.key").write_text("secreto")
    settings.APP_DIST = raiz
    return raiz


@pytest.mark.parametrize("ruta", ["", "captura/rostro"])
def test_every_screen_is_the_index_and_is_never_kept(
    client: Client, construida: Path, ruta: str
) -> None:
    respuesta = client.get(f"/app/{ruta}")

    assert "Rúbrica" in respuesta.content.decode()
    assert respuesta["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("archivo", "tipo"),
    [
        ("assets/app-Ab12Cd34.js", "text/javascript"),
        ("assets/lector-Zz99Yy88.wasm", "application/wasm"),
    ],
)
def test_hashed_files_are_kept_for_ever_with_their_type(
    client: Client, construida: Path, archivo: str, tipo: str
) -> None:
    respuesta = client.get(f"/app/{archivo}")

    assert respuesta["Content-Type"] == tipo
    assert "immutable" in respuesta["Cache-Control"]


def test_the_service_worker_may_control_the_whole_app(client: Client, construida: Path) -> None:
    respuesta = client.get("/app/sw.js")

    assert respuesta["Service-Worker-Allowed"] == "/app/"
    assert respuesta["Cache-Control"] == "no-cache"


def test_what_is_compressed_beforehand_is_sent_so(client: Client, construida: Path) -> None:
    (construida / "assets/app-Ab12Cd34.js.gz").write_bytes(gzip.compress(b"1"))

    respuesta = client.get("/app/assets/app-Ab12Cd34.js", headers={"Accept-Encoding": "br, gzip"})

    assert respuesta["Content-Encoding"] == "gzip"
    assert gzip.decompress(respuesta.content) == b"1"
    assert "Accept-Encoding" in respuesta["Vary"]


def test_who_takes_no_compression_gets_none(client: Client, construida: Path) -> None:
    (construida / "assets/app-Ab12Cd34.js.br").write_bytes(b"?")

    respuesta = client.get("/app/assets/app-Ab12Cd34.js", headers={"Accept-Encoding": "identity"})

    assert "Content-Encoding" not in respuesta


@pytest.mark.parametrize(
    "ruta", ["../secreto.key", "%2e%2e/secreto.key", "assets/../../secreto.key"]
)
def test_nothing_outside_its_folder_is_served(client: Client, construida: Path, ruta: str) -> None:
    respuesta = client.get(f"/app/{ruta}")

    assert respuesta.status_code in {404, 302, 301}
    assert b"secreto" not in respuesta.content


def test_a_file_that_is_not_there_is_404(client: Client, construida: Path) -> None:
    assert client.get("/app/assets/otro-Ab12Cd34.js").status_code == 404


def test_an_app_that_is_not_built_says_how_to_build_it(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.APP_DIST = tmp_path

    respuesta = client.get("/app/")

    assert respuesta.status_code == 503
    assert "make app" in respuesta.content.decode()
