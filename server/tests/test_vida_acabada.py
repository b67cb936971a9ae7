"""After a day of real work its process is eliminated: nothing of anybody is left (ET 13.9, 6.5).

It comes last of this folder: the installation that the others share has no process afterwards.
The day is longer here than for the others: there is paper, a hearing, and papers of auxiliares
(tests/vida.py). What is looked for is every name and key of it, and the very bytes that were
uploaded and sealed: in the database, as pg_dump writes it and as its files are, in the blob store
and in all else that the installation keeps. Then a backup taken before is restored beside every
living key, the master's among them. Each search found, and each key opened, before.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rubrica.launch import postgres
from rubrica.launch.seeding import PROCESO
from tests import vida
from tests.casa import Casa
from tests.rastro import Rastro
from tests.test_fugas import (
    archivos,
    auxiliares,
    ciudadania,
    de_una_persona,
    formularios_abiertos,
    paquetes_abiertos,
    personas_halladas,
    publicas,
    solicitudes_halladas,
    vinculos_hallados,
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
LARGO = 16  # bytes by which what was sealed is known: a nonce and the first of it, or more
TROZO = 24  # bytes by which a file is known, from its middle
# What the demo was given to read, the mailboxes of others and the cameras of the phones.
AJENAS = {"siembra", "buzon", "fotos"}
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
class Antes:
    """What was true before. filas, archivos: bytes that were sealed in rows and in files.

    abria, abierto: what every key opened. mi_apoyo: the bonds and requests that they told.
    hallado: where each of those bytes was found.
    """

    filas: frozenset[bytes]
    archivos: frozenset[bytes]
    hallado: Mapping[str, set[bytes]]
    abria: tuple[int, int, int]
    mi_apoyo: tuple[int, int]
    abierto: Mapping[str, list[bytes]]
    decidido: list[Any]


@dataclass(frozen=True)
class Acabada:
    """The installation after the elimination, and a backup of it as it was."""

    casa: Casa
    copia: Copia
    antes: Antes


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


def dicen_de_mi_apoyo(copia: Copia, llaves: list[bytes]) -> tuple[int, int]:
    """Return how many bonds and requests of a backup those keys find or open."""
    casa: Any = copia
    return vinculos_hallados(casa, llaves), solicitudes_halladas(casa, llaves)


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
def escritos(vivida: Casa, publicas: set[str]) -> set[str]:
    """What betrays each person of whom somebody wrote, by hand or in a sheet, word by word."""
    *del_papel, en_lista = vida.gente(vivida)
    gente = [*del_papel, vivida.captados[0].persona, vivida.auxiliares[0].persona]
    sueltos = {*vida.NADIE_MAS, vida.OTRO_CORREO, vida.EN_LISTA, en_lista.curp}
    return sueltos.union(*(de_una_persona(persona, publicas) for persona in gente))


@pytest.fixture(scope="module")
def acabada(vivida: Casa, tmp_path_factory: pytest.TempPathFactory) -> Acabada:
    """Two people ordered it three days ago; the worker does it, with its role and its keys."""
    correr(vivida, "", OTRO_PROCESO)
    vida.capturar_papel(vivida)
    vida.celebrar_audiencia(vivida)
    vida.subir_fura(vivida)
    vida.dejar_un_correo_en_espera(vivida)
    vivida.sql("ANALYZE")
    copia = restaurar(vivida, tmp_path_factory.mktemp("copia"))
    antes = como_estaba(vivida, copia)
    vivida.sql(
        "INSERT INTO eliminacion_eliminacion (proceso, estado, acuerdo, sin_expedientes,"
        " solicitada_en, solicitada_por, autorizada_en, autorizada_por, ejecuta_desde, documento,"
        " huella, jws) VALUES (%s, 'autorizada', 'A/1', 'O/1', now() - interval '4 days', 1,"
        " now() - interval '73 hours', 2, now() - interval '1 hour', '', '', '')",
        PROCESO,
    )
    assert correr(vivida, "worker", ELIMINAR) == "1"
    vivida.sql("CHECKPOINT")
    return Acabada(vivida, copia, antes)


def como_estaba(casa: Casa, copia: Copia) -> Antes:
    """Return what every key opens of the backup, and where what is sealed lies in the casa."""
    llaves, guardado = llaves_vivas(casa), vida.sellados(copia)
    filas = {bytes(valor) for orden in SELLADO for (valor,) in casa.sql(orden)}
    filas |= {s for clase in vida.EN_FILAS for _, s in guardado[clase]}
    filas = {f for f in filas if len(f) >= LARGO}
    en_archivos = {s for clase in vida.EN_ARCHIVOS for _, s in guardado[clase]}
    return Antes(
        filas=frozenset(filas),
        archivos=frozenset(en_archivos),
        hallado=hallados(casa, filas | en_archivos),
        abria=abre(copia, llaves),
        mi_apoyo=dicen_de_mi_apoyo(copia, llaves),
        abierto=vida.abiertos(guardado, llaves),
        decidido=vida.lo_decidido(casa),
    )


def hallados(casa: Casa, sellado: Iterable[bytes]) -> dict[str, set[bytes]]:
    """Return place → which of those bytes begin there: files of the database, dump, blob store."""
    casa.sql("CHECKPOINT")
    base, volcada = base_de(casa), volcado(casa)
    blobs = archivos(casa.house.folder / "blobs")
    return {
        "base": {s for s in sellado if s[:LARGO] in base},
        "volcado": {s for s in sellado if s[:LARGO].hex().encode() in volcada},
        "blobs": {s for s in sellado if s[:LARGO] in blobs},
    }


def base_de(casa: Casa) -> bytes:
    """Return the files of the living database, without its WAL and without the restored copy."""
    ((oid,),) = casa.sql("SELECT oid FROM pg_database WHERE datname = current_database()")
    return archivos(casa.house.folder / "postgres" / "base" / str(oid))


def con_algo(por_clase: Mapping[str, list[Any]]) -> list[str]:
    """Return the kinds of which there is any."""
    return [clase for clase, cosas in por_clase.items() if cosas]


def lo_que_guarda(casa: Casa) -> Iterator[bytes]:
    """Yield all that an installation keeps, folder by folder, the WAL and the logs among it."""
    for carpeta in sorted(casa.house.folder.iterdir()):
        if carpeta.is_dir() and carpeta.name not in AJENAS:
            yield archivos(carpeta)
        elif carpeta.is_file():
            yield carpeta.read_bytes()


@pytest.mark.numeral("ET 13.9")
def test_before_it_every_key_opened_what_was_written_and_every_search_found_it(
    acabada: Acabada, escritos: set[str]
) -> None:
    antes, guardado = acabada.antes, vida.sellados(acabada.copia)
    claro = b"\n".join(c for claros in antes.abierto.values() for c in claros)

    assert len(antes.filas) > 200
    assert len(antes.archivos) > 8
    assert antes.filas - antes.hallado["base"] == antes.filas - antes.hallado["volcado"] == set()
    assert antes.archivos - antes.hallado["blobs"] == set()
    assert {c: len(claros) for c, claros in antes.abierto.items()} == {
        c: len(pares) for c, pares in guardado.items()
    }
    assert con_algo(guardado) == list(guardado)
    assert len(escritos) > 40
    assert Rastro(escritos).en(claro) == escritos


@pytest.mark.numeral("ET 13.9", "ET 6.5")
def test_no_name_and_no_key_of_anybody_is_left_anywhere(
    acabada: Acabada, ciudadania: set[str], auxiliares: set[str], escritos: set[str]
) -> None:
    casa = acabada.casa
    rastro = Rastro(ciudadania | auxiliares | escritos)

    for donde in (volcado(casa), "\n".join(casa.urls).encode(), *lo_que_guarda(casa)):
        assert rastro.en(donde) == set()


@pytest.mark.numeral("ET 13.9", "ET 6.5")
def test_no_byte_of_what_was_uploaded_is_left_anywhere(acabada: Acabada) -> None:
    casa, abierto = acabada.casa, acabada.antes.abierto
    clases = (*vida.EN_ARCHIVOS, vida.ANEXOS)
    medios = [c[len(c) // 2 :][:TROZO] for clase in clases for c in abierto[clase]]

    assert len(medios) > 10
    for donde in (volcado(casa), *lo_que_guarda(casa)):
        assert [m for m in medios if m in donde or m.hex().encode() in donde] == []


@pytest.mark.numeral("ET 13.9")
def test_not_even_the_sealed_bytes_are_left_in_the_files_of_the_database(
    acabada: Acabada,
) -> None:
    casa, antes = acabada.casa, acabada.antes

    assert len(base_de(casa)) > 5_000_000
    quedan = hallados(casa, antes.filas | antes.archivos)
    assert {donde: len(cuales) for donde, cuales in quedan.items() if cuales} == {}
    assert con_algo(vida.sellados(casa)) == []


@pytest.mark.numeral("ET 13.9")
def test_a_backup_restored_beside_every_living_key_reads_and_matches_nothing(
    acabada: Acabada,
) -> None:
    vivas = llaves_vivas(acabada.casa)

    assert acabada.antes.abria[0] >= 16
    assert acabada.antes.abria[1] >= 16
    assert acabada.antes.abria[2] >= 14
    assert len(vivas) > 15
    assert any((acabada.casa.house.keys / "custodia/GRA26").iterdir())
    assert abre(acabada.copia, vivas) == (0, 0, 0)


@pytest.mark.numeral("ET 13.9")
def test_nor_does_it_open_a_paper_an_attachment_a_row_or_an_email(acabada: Acabada) -> None:
    guardado = vida.sellados(acabada.copia)

    assert con_algo(guardado) == list(guardado)
    assert con_algo(vida.abiertos(guardado, llaves_vivas(acabada.casa))) == []


@pytest.mark.numeral("ET 7.25", "ET 13.9")
def test_nor_does_it_tell_whom_a_bond_of_mi_apoyo_belongs_to(acabada: Acabada) -> None:
    vivas, antes = llaves_vivas(acabada.casa), acabada.antes.mi_apoyo

    assert min(antes) >= 1
    assert len(acabada.copia.sql("SELECT 1 FROM mi_apoyo_vinculo")) == antes[0]
    assert list((acabada.casa.house.keys / "worker/vinculos").iterdir()) == []
    assert dicen_de_mi_apoyo(acabada.copia, vivas) == (0, 0)


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


@pytest.mark.numeral("ET 13.9", "ET 10.7", "ET 11.9")
def test_counters_and_decisions_are_as_they_were(acabada: Acabada) -> None:
    assert all(acabada.antes.decidido)
    assert vida.lo_decidido(acabada.casa) == acabada.antes.decidido
