"""The store shells: both projects come out of the packages alone, and say what they ask and why."""

from __future__ import annotations

import json
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

RAIZ = Path(__file__).parents[2]
ORIGEN = "https://apoyos.opl.test"


@pytest.fixture(scope="module")
def tiendas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both projects, generated with no network but the packages already in node_modules."""
    subprocess.run([RAIZ / "tools/tiendas", "paquetes"], check=True, timeout=170)
    carpeta = tmp_path_factory.mktemp("tiendas") / "t"
    orden = [sys.executable, str(RAIZ / "tools/tiendas.py"), ORIGEN, str(carpeta)]
    subprocess.run(orden, check=True, timeout=120)
    return carpeta


@pytest.mark.numeral("ET 4.4", "ET 10.5")
def test_android_asks_for_camera_and_place_and_makes_no_backup(tiendas: Path) -> None:
    manifiesto = (tiendas / "android/app/src/main/AndroidManifest.xml").read_text()

    for permiso in ("CAMERA", "ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION", "INTERNET"):
        assert f'"android.permission.{permiso}"' in manifiesto
    assert 'allowBackup="false"' in manifiesto
    assert 'applicationId "mx.rubrica.app"' in (tiendas / "android/app/build.gradle").read_text()


@pytest.mark.numeral("ET 4.4", "ET 10.5")
def test_ios_says_in_spanish_why_it_asks_for_camera_and_place(tiendas: Path) -> None:
    info = plistlib.loads((tiendas / "ios/App/App/Info.plist").read_bytes())

    assert "fotografiar la credencial" in info["NSCameraUsageDescription"]
    assert "dónde se capturó" in info["NSLocationWhenInUseUsageDescription"]
    assert info["WKAppBoundDomains"] == ["apoyos.opl.test"]
    proyecto = tiendas / "ios/App/App.xcodeproj/project.pbxproj"
    assert "PRODUCT_BUNDLE_IDENTIFIER = mx.rubrica.app;" in proyecto.read_text()


@pytest.mark.parametrize(
    "archivo", ["android/app/src/main/assets/", "ios/App/App/"], ids=["android", "ios"]
)
def test_the_shell_opens_the_app_of_its_authority_and_no_other(tiendas: Path, archivo: str) -> None:
    configuracion = json.loads((tiendas / archivo / "capacitor.config.json").read_text())

    assert configuracion["server"]["url"] == f"{ORIGEN}/app/"
    assert not configuracion["server"]["cleartext"]
    assert ORIGEN in (tiendas / archivo / "public" / "index.html").read_text()


@pytest.mark.numeral("ET 4.2")
def test_the_icons_are_those_of_the_app(tiendas: Path) -> None:
    iconos = [*tiendas.glob("android/app/src/main/res/mipmap-*/*.png")]
    iconos += tiendas.glob("ios/App/App/Assets.xcassets/AppIcon.appiconset/*.png")
    assert len(iconos) > 10
    for icono in iconos:
        color = Image.open(icono).convert("RGB").getpixel((1, 1))
        assert color == (0xD6, 0x24, 0x6E), icono


def test_an_origin_without_tls_is_refused() -> None:
    orden = [sys.executable, str(RAIZ / "tools/tiendas.py"), "http://apoyos.opl.test"]
    assert subprocess.run(orden, capture_output=True, check=False).returncode == 2
