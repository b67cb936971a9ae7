"""After a day of real work its process is eliminated: nothing of anybody is left (ET 13.9, 6.5).

It comes last of this folder: the installation that the others share has no process afterwards.
What is looked for is every name and key of the day, and the very bytes that were sealed: in the
database, as pg_dump writes it and as its files are, in the blob store and among the keys. Then a
backup taken before is restored beside every living key, the master's among them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rubrica.launch import postgres
from rubrica.launch.seeding import PROCESO
from tests.casa import Casa
from tests.rastro import Rastro
from tests.test_fugas import (
    archivos,
    auxiliares,
    ciudadania,
    formularios_abiertos,
    paquetes_abiertos,
    personas_halladas,
    publicas,
    volcado,
)

__all__ = ["auxiliares", "ciudadania", "publicas"]
SELLADO = (
    "SELECT datos FROM registros_registro WHERE datos IS NOT NULL",
    "SELECT detalle FROM registros_registro WHERE detalle IS NOT NULL",
    "SELECT persona FROM registros_registro WHERE persona IS NOT NULL",
    "SELECT sal FROM registros_registro",
    "SELECT datos FROM auxiliares_auxiliar",
    "SELECT correo_indice FROM auxiliares_auxiliar",
    "SELECT resultado FROM auxiliares_alta WHERE resultado <> ''",
    "SELECT datos FROM mi_apoyo_vinculo",
    "SELECT persona FROM mi_apoyo_vinculo",
    "SELECT sal FROM bitacora_sal WHERE proceso = 'OAX26'",
)
ELIMINAR = """
import django; django.setup()
from django.utils.timezone import now
from rubrica.eliminacion import services
print(services.ejecutar_debidas(momento=now()))
"""
OTRO_PROCESO = """
import django; django.setup()
from rubrica import llaves
llaves.crear_proceso("GRA26")
"""


@dataclass(frozen=True)
class Copia:
    """A backup, restored: what the searches of test_fugas ask of an installation."""

    sql: Callable[..., list[tuple[Any, ...]]]
    house: Any
    captados: list[Any]
    de_mi_apoyo: list[Any]


@dataclass(frozen=True)
class Carpeta:
    """Where the files of a backup are."""

    folder: Path


@dataclass(frozen=True)
class Acabada:
    """The installation after the elimination. sellado: the bytes that were sealed before it."""

    casa: Casa
    copia: Copia
    sellado: list[bytes]
    abria: tuple[int, int, int]


def correr(casa: Casa, como: str, codigo: str) -> str:
    """Run some code as a service of that installation; return what it printed."""
    hecho = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", codigo],
        env=casa.house.env(como), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert hecho.returncode == 0, hecho.stderr
    return hecho.stdout.strip()


def llaves_vivas(casa: Casa) -> list[bytes]:
    """Return every key that there is, unwrapped, and the master key that unwraps them."""
    maestra = Path(casa.house.env("mesa")["MASTER_KEY_FILE"]).read_bytes()
    claras = [maestra]
    for archivo in casa.house.keys.rglob("*"):
        if archivo.is_file():
            ruta, crudo = archivo.relative_to(casa.house.keys).as_posix(), archivo.read_bytes()
            try:
                claras.append(AESGCM(maestra).decrypt(crudo[:12], crudo[12:], ruta.encode()))
            except (InvalidTag, ValueError):
                claras.append(crudo)
    return [clara for clara in claras if len(clara) == 32]


def abre(copia: Copia, llaves: list[bytes]) -> tuple[int, int, int]:
    """Return how many paquetes, forms and indexes of a backup those keys open or tell."""
    casa: Any = copia
    return (
        paquetes_abiertos(casa, llaves),
        formularios_abiertos(casa, llaves),
        personas_halladas(casa, llaves),
    )


def restaurar(casa: Casa, carpeta: Path) -> Copia:
    """Take a backup of database and blobs, and restore it beside the living one."""
    url = casa.house.database_url
    psql = [str(postgres._binaries() / "psql"), "--quiet", "-v", "ON_ERROR_STOP=1"]
    casa.sql("CREATE DATABASE copia")
    copia = url.rsplit("/", 1)[0] + "/copia"
    subprocess.run([*psql, "--dbname", copia], input=volcado(casa), check=True, capture_output=True)
    shutil.copytree(casa.house.folder / "blobs", carpeta / "blobs")

    def sql(orden: str, *valores: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(copia, autocommit=True) as conexion:
            return conexion.execute(orden, valores or None).fetchall()

    return Copia(sql, Carpeta(carpeta), casa.captados, casa.de_mi_apoyo)


@pytest.fixture(scope="module")
def acabada(
    vivida: Casa,
    ciudadania: set[str],
    auxiliares: set[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Acabada:
    """Two people ordered it three days ago; the worker does it, with its role and its keys."""
    correr(vivida, "", OTRO_PROCESO)
    vivida.sql("ANALYZE")
    copia = restaurar(vivida, tmp_path_factory.mktemp("copia"))
    abria = abre(copia, llaves_vivas(vivida))
    sellado = [bytes(valor) for orden in SELLADO for (valor,) in vivida.sql(orden)]
    vivida.sql(
        "INSERT INTO eliminacion_eliminacion (proceso, estado, acuerdo, sin_expedientes,"
        " solicitada_en, solicitada_por, autorizada_en, autorizada_por, ejecuta_desde, documento,"
        " huella, jws) VALUES (%s, 'autorizada', 'A/1', 'O/1', now() - interval '4 days', 1,"
        " now() - interval '73 hours', 2, now() - interval '1 hour', '', '', '')",
        PROCESO,
    )
    assert correr(vivida, "worker", ELIMINAR) == "1"
    vivida.sql("CHECKPOINT")
    return Acabada(vivida, copia, sellado, abria)


def base_de(casa: Casa) -> bytes:
    """Return the files of the living database, without its WAL and without the restored copy."""
    ((oid,),) = casa.sql("SELECT oid FROM pg_database WHERE datname = current_database()")
    return archivos(casa.house.folder / "postgres" / "base" / str(oid))


@pytest.mark.numeral("ET 13.9", "ET 6.5")
def test_no_name_and_no_key_of_anybody_is_left_anywhere(
    acabada: Acabada, ciudadania: set[str], auxiliares: set[str]
) -> None:
    casa = acabada.casa
    rastro = Rastro(ciudadania | auxiliares)

    for donde in (
        volcado(casa), base_de(casa), archivos(casa.house.folder / "blobs"),
        archivos(casa.house.keys),
    ):  # fmt: skip
        assert rastro.en(donde) == set()


@pytest.mark.numeral("ET 13.9")
def test_not_even_the_sealed_bytes_are_left_in_the_files_of_the_database(
    acabada: Acabada,
) -> None:
    casa, escritos = acabada.casa, [s for s in acabada.sellado if len(s) >= 16]
    base, volcada = base_de(casa), volcado(casa)

    assert len(escritos) > 100
    assert len(base) > 5_000_000
    quedan = [s.hex()[:32] for s in escritos if s[:16] in base or s[:16].hex().encode() in volcada]
    assert quedan == []


@pytest.mark.numeral("ET 13.9")
def test_a_backup_restored_beside_every_living_key_reads_and_matches_nothing(
    acabada: Acabada,
) -> None:
    vivas = llaves_vivas(acabada.casa)

    assert acabada.abria[0] >= 16
    assert acabada.abria[1] >= 16
    assert acabada.abria[2] >= 14
    assert len(vivas) > 15
    assert any((acabada.casa.house.keys / "custodia/GRA26").iterdir())
    assert abre(acabada.copia, vivas) == (0, 0, 0)


@pytest.mark.numeral("ET 13.9")
def test_what_stays_still_balances_and_the_log_goes_on(acabada: Acabada) -> None:
    casa = acabada.casa

    assert len(casa.sql("SELECT 1 FROM registros_registro WHERE recibo <> ''")) >= 15
    assert casa.sql("SELECT 1 FROM registros_registro WHERE datos IS NOT NULL") == []
    assert casa.sql("SELECT 1 FROM auxiliares_auxiliar") == []
    assert casa.sql("SELECT 1 FROM mi_apoyo_vinculo") == []
    assert casa.sql("SELECT 1 FROM bitacora_asiento WHERE acto = 'terminar_eliminacion'")
    estado, pagina = casa.navegante("portal").pedir(f"/cuenta/{PROCESO}/")
    assert (estado, b"no cuadra" in pagina) == (200, False)
