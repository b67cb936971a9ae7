"""After an elimination the rest passes to another master key: old copies open nothing (ET 13.9)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from rubrica import llaves
from rubrica.llaves import deposito, reenvoltura
from rubrica.llaves.inventario import se_envuelve
from rubrica.llaves.revision import archivos


@pytest.fixture(autouse=True)
def suyas(settings: Settings, tmp_path: Path) -> None:
    """Two processes, an entidad and the installation."""
    settings.KEYS_DIR = tmp_path / "llaves"
    llaves.crear_instalacion()
    llaves.crear_vinculos("20")
    for proceso in ("OAX26", "GRA26"):
        llaves.crear_proceso(proceso)


def legibles() -> dict[str, bytes]:
    """Return every key that opens now, by its path."""
    deposito.olvidar()
    abiertas = {}
    for ruta in archivos():
        try:
            abiertas[ruta] = deposito.leer(ruta)
        except llaves.LlaveDanada:
            continue
    return abiertas


@pytest.mark.numeral("ET 13.9")
def test_every_key_is_the_same_under_the_new_master_and_a_copy_from_before_opens_no_more(
    settings: Settings, tmp_path: Path
) -> None:
    antes = legibles()
    copia = shutil.copytree(settings.KEYS_DIR, tmp_path / "copia")
    llaves.destruir_proceso("OAX26")

    call_command("cambiar_maestra", str(tmp_path / "nueva.key"), verbosity=0)
    settings.MASTER_KEY_FILE = str(tmp_path / "nueva.key")

    despues = legibles()
    assert despues == {r: c for r, c in antes.items() if "OAX26" not in r}
    settings.KEYS_DIR = copia
    assert [r for r in legibles() if se_envuelve(r)] == []


@pytest.mark.numeral("ET 13.9")
def test_cut_short_it_goes_on_where_it_was(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    antes, nueva = legibles(), tmp_path / "nueva.key"
    de_verdad, veces = deposito.reemplazar, iter(range(99))

    def morir(ruta: str, envuelto: bytes) -> None:
        if next(veces) == 3:
            raise KeyboardInterrupt
        de_verdad(ruta, envuelto)

    with monkeypatch.context() as parche:
        parche.setattr(deposito, "reemplazar", morir)
        with pytest.raises(KeyboardInterrupt):
            reenvoltura.cambiar_maestra(nueva)

    total = sum(map(se_envuelve, antes))
    assert reenvoltura.cambiar_maestra(nueva) == total - 3
    assert reenvoltura.cambiar_maestra(nueva) == 0
    settings.MASTER_KEY_FILE = str(nueva)
    assert legibles() == antes


def test_a_master_key_that_is_no_file_is_not_changed_here(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ENVOLTURA = "otra.Envoltura"

    with pytest.raises(reenvoltura.OtraEnvoltura):
        reenvoltura.cambiar_maestra(tmp_path / "nueva.key")
