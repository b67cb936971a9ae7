"""Keys: made once, wrapped, bound to their name, gone when destroyed."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from rubrica import llaves
from rubrica.llaves import deposito, inventario
from rubrica.llaves.maestra import MaestraAusente


@pytest.fixture(autouse=True)
def carpeta(tmp_path: Path, settings: Settings) -> Path:
    settings.KEYS_DIR = tmp_path / "llaves de prueba"
    return tmp_path / "llaves de prueba"


def test_the_installation_makes_its_keys_once() -> None:
    assert set(llaves.crear_instalacion()) == set(inventario.INSTALACION)
    antes = llaves.publica("acuse")

    assert llaves.crear_instalacion() == []
    assert llaves.publica("acuse") == antes


def test_a_public_half_verifies_what_its_private_half_signs() -> None:
    llaves.crear_instalacion()

    firma = llaves.firmante("hora").sign(b"las dos")

    llaves.publica_ed25519("hora").verify(firma, b"las dos")


def test_a_registration_cut_short_keeps_the_keys_it_had_made() -> None:
    publica = llaves.crear_proceso("OAX26")
    (deposito.raiz() / "publicas/OAX26.pub").unlink()

    assert llaves.crear_proceso("OAX26") == publica == llaves.publica("OAX26")


def test_every_file_is_private_to_its_owner(carpeta: Path) -> None:
    llaves.crear_instalacion()
    llaves.crear_proceso("OAX26")

    modos = (
        {stat.S_IMODE(p.stat().st_mode) for p in carpeta.rglob("*") if p.is_file()},
        {stat.S_IMODE(p.stat().st_mode) for p in carpeta.rglob("*") if p.is_dir()},
    )

    assert modos == ({0o600}, {0o700})


def test_a_wrapped_key_does_not_show_on_disk(carpeta: Path) -> None:
    llaves.crear_proceso("OAX26")

    for clase in ("proceso", "datos", "indice"):
        guardado = (carpeta / f"custodia/OAX26/{clase}.key").read_bytes()
        assert llaves.de_proceso("OAX26", clase) not in guardado


def test_a_key_file_under_another_name_does_not_open(carpeta: Path) -> None:
    llaves.crear_proceso("OAX26")
    os.replace(carpeta / "custodia/OAX26/datos.key", carpeta / "custodia/OAX26/indice.key")

    with pytest.raises(llaves.LlaveDanada):
        llaves.de_proceso("OAX26", "indice")


def test_another_master_key_opens_nothing(tmp_path: Path, settings: Settings) -> None:
    llaves.crear_proceso("OAX26")
    otra = tmp_path / "otra.key"
    otra.write_bytes(os.urandom(32))
    settings.MASTER_KEY_FILE = str(otra)
    deposito.olvidar()

    with pytest.raises(llaves.LlaveDanada):
        llaves.de_proceso("OAX26", "datos")


def test_without_master_key_a_wrapped_key_is_absent(settings: Settings) -> None:
    llaves.crear_proceso("OAX26")
    settings.MASTER_KEY_FILE = ""
    deposito.olvidar()

    with pytest.raises(llaves.LlaveAusente):
        llaves.de_proceso("OAX26", "datos")
    assert len(llaves.de_proceso("OAX26", "portal")) == 32


def test_a_short_master_key_is_refused(tmp_path: Path, settings: Settings) -> None:
    corta = tmp_path / "corta.key"
    corta.write_bytes(b"demasiado corta")
    settings.MASTER_KEY_FILE = str(corta)

    with pytest.raises(MaestraAusente, match="32 bytes"):
        llaves.crear_proceso("OAX26")


@pytest.mark.numeral("ET 13.9")
def test_a_destroyed_key_is_gone_from_memory_too() -> None:
    llaves.crear_proceso("OAX26")
    llaves.de_proceso("OAX26", "proceso")

    llaves.destruir_proceso("OAX26")

    for clase in inventario.DE_PROCESO:
        with pytest.raises(llaves.LlaveAusente):
            llaves.de_proceso("OAX26", clase)


@pytest.mark.numeral("ET 13.9")
def test_a_draft_that_a_crash_left_goes_with_its_key(carpeta: Path) -> None:
    llaves.crear_proceso("OAX26")
    borrador = carpeta / "custodia/OAX26/.datos.key.4821"
    borrador.write_bytes((carpeta / "custodia/OAX26/datos.key").read_bytes())

    llaves.destruir_proceso("OAX26")

    assert [p for p in (carpeta / "custodia/OAX26").iterdir() if p.is_file()] == []


@pytest.mark.numeral("ET 7.25")
def test_of_two_workers_at_once_one_makes_the_key_of_the_bonds_of_an_entidad() -> None:
    def hacer(_: int) -> bytes:
        llaves.crear_vinculos("20")
        return llaves.de_vinculos("20")

    with ThreadPoolExecutor(8) as hilos:
        hechas = set(hilos.map(hacer, range(64)))

    assert len(hechas) == 1
    assert llaves.entidades_con_vinculos() == ["20"]


@pytest.mark.numeral("ET 7.25", "ET 13.9")
def test_each_entidad_has_its_own_key_of_bonds_and_a_new_one_once_it_was_destroyed() -> None:
    for entidad in ("20", "14"):
        llaves.crear_vinculos(entidad)
    primera, de_alla = llaves.de_vinculos("20"), llaves.de_vinculos("14")

    llaves.destruir_vinculos("20")

    assert llaves.entidades_con_vinculos() == ["14"]
    with pytest.raises(llaves.LlaveAusente):
        llaves.de_vinculos("20")
    llaves.crear_vinculos("20")
    assert llaves.de_vinculos("20") not in {primera, de_alla}
    assert llaves.de_vinculos("14") == de_alla


@pytest.mark.parametrize("entidad", ["", "2", "../20", "200", "ab"])
def test_what_is_no_entidad_has_no_key_of_bonds(entidad: str) -> None:
    with pytest.raises(ValueError, match="no es una entidad"):
        llaves.crear_vinculos(entidad)


def test_a_key_erased_by_another_process_is_absent_here(carpeta: Path) -> None:
    llaves.crear_corte(7)
    llaves.de_corte(7, "indice")

    (carpeta / "custodia/cortes/7/indice.key").unlink()

    with pytest.raises(llaves.LlaveAusente):
        llaves.de_corte(7, "indice")


@pytest.mark.parametrize("nombre", ["../acuse", "a/b", "", "cortes", ".x"])
def test_a_name_never_leaves_its_folder(nombre: str) -> None:
    with pytest.raises(ValueError, match="inadmisible"):
        llaves.de_proceso(nombre, "datos")


@given(claro=st.binary(max_size=200), sitio=st.integers(0, 10_000))
def test_a_seal_opens_only_whole_and_in_its_context(claro: bytes, sitio: int) -> None:
    llave = bytes(32)
    sellado = bytearray(llaves.sellar(llave, claro, b"columna 1"))
    assert llaves.abrir(llave, bytes(sellado), b"columna 1") == claro

    with pytest.raises(llaves.NoAbre):
        llaves.abrir(llave, bytes(sellado), b"columna 2")
    sellado[sitio % len(sellado)] ^= 1
    with pytest.raises(llaves.NoAbre):
        llaves.abrir(llave, bytes(sellado), b"columna 1")


def test_only_the_worker_s_key_opens_what_anyone_sealed_to_it() -> None:
    llaves.crear_instalacion()
    sellado = llaves.sellar_para(llaves.publica("avisos"), b"hola", b"contexto")

    assert llaves.desellar_para("avisos", sellado, b"contexto") == b"hola"
    with pytest.raises(llaves.NoAbre):
        llaves.desellar_para("avisos", sellado, b"otro")


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_blind_indexes_tell_different_parts_apart(a: list[str], b: list[str]) -> None:
    iguales = llaves.indice(bytes(32), *a) == llaves.indice(bytes(32), *b)

    assert iguales == (a == b)
