"""The Android and iOS projects of the app, generated into .var/tiendas: `make tiendas`.

    .var/venv/bin/python tools/tiendas.py [ORIGIN] [FOLDER]

ORIGIN: where the authority serves the app. What is ours is written over Capacitor's templates:
the permissions with their reasons, no backups, the domain, the icons. docs/tiendas.md says how to
build them. Nothing is downloaded but the packages of tiendas/package-lock.json.
"""

from __future__ import annotations

import json
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image

RAIZ = Path(__file__).parents[1]
FUENTE = RAIZ / "tiendas"
ICONO = RAIZ / "pwa/public/icono-mascara-512.png"
ORIGEN = "https://rubrica.ejemplo.mx"
ID, NOMBRE = "mx.rubrica.app", "Rúbrica"
GRANA, PAPEL = "#D6246E", "#FAF8F4"
PERMISOS_ANDROID = ("CAMERA", "ACCESS_COARSE_LOCATION", "ACCESS_FINE_LOCATION")
MOTIVOS_IOS = {
    "NSCameraUsageDescription": "Rúbrica usa la cámara para fotografiar la credencial y el rostro "
    "de quien da su apoyo. Las fotografías se cifran en el teléfono y nunca llegan a su galería.",
    "NSLocationWhenInUseUsageDescription": "Rúbrica anota dónde se capturó cada apoyo. Solo lee la "
    "ubicación mientras captura o envía.",
}


def generar(origen: str, carpeta: Path) -> None:
    """Write both projects into `carpeta`, anew. Raises CalledProcessError if Capacitor fails."""
    shutil.rmtree(carpeta, ignore_errors=True)
    carpeta.mkdir(parents=True)
    for nombre in ("package.json", "package-lock.json"):
        shutil.copy(FUENTE / nombre, carpeta)
    (carpeta / "node_modules").symlink_to(FUENTE / "node_modules")
    (carpeta / "www").mkdir()
    pagina = (FUENTE / "www/index.html").read_text("utf-8").replace("ORIGEN", origen)
    (carpeta / "www/index.html").write_text(pagina, "utf-8")
    (carpeta / "capacitor.config.json").write_text(json.dumps(configuracion(origen), indent=2))
    for plataforma in ("android", "ios"):
        _cap("add", plataforma, carpeta)
    _android(carpeta / "android/app/src/main")
    _ios(carpeta / "ios/App/App", urlsplit(origen).hostname or "")


def configuracion(origen: str) -> dict[str, object]:
    """Return capacitor.config: the shell opens the app where it is served, and only that."""
    return {
        "appId": ID,
        "appName": NOMBRE,
        "webDir": "www",
        "server": {"url": f"{origen}/app/", "errorPath": "index.html", "cleartext": False},
        "android": {"allowMixedContent": False, "backgroundColor": PAPEL},
        # Without it WKWebView has no service worker, and the app would not start without signal.
        "ios": {"limitsNavigationsToAppBoundDomains": True, "backgroundColor": PAPEL},
    }


def _cap(orden: str, plataforma: str, carpeta: Path) -> None:
    cli = FUENTE / "node_modules/@capacitor/cli/bin/capacitor"
    subprocess.run(["node", cli, orden, plataforma], cwd=carpeta, check=True, capture_output=True)


def _android(principal: Path) -> None:
    manifiesto = principal / "AndroidManifest.xml"
    permisos = "\n".join(
        f'    <uses-permission android:name="android.permission.{p}" />' for p in PERMISOS_ANDROID
    )
    texto = manifiesto.read_text("utf-8")
    # A restored copy would fork the chain of the device; what is pending leaves as a rescue file.
    texto = _cambiar(texto, 'allowBackup="true"', 'allowBackup="false"')
    manifiesto.write_text(_cambiar(texto, "</manifest>", f"{permisos}\n</manifest>"), "utf-8")
    fondo = principal / "res/values/ic_launcher_background.xml"
    fondo.write_text(_cambiar(fondo.read_text("utf-8"), "#FFFFFF", GRANA), "utf-8")
    for icono in principal.glob("res/mipmap-*/*.png"):
        _icono(icono)
    for portada in principal.glob("res/drawable*/splash.png"):
        _portada(portada)


def _ios(app: Path, dominio: str) -> None:
    archivo = app / "Info.plist"
    info = plistlib.loads(archivo.read_bytes())
    info |= MOTIVOS_IOS | {"CFBundleDevelopmentRegion": "es-MX", "WKAppBoundDomains": [dominio]}
    archivo.write_bytes(plistlib.dumps(info))
    for icono in app.glob("Assets.xcassets/AppIcon.appiconset/*.png"):
        _icono(icono)
    for portada in app.glob("Assets.xcassets/Splash.imageset/*.png"):
        _portada(portada)


def _cambiar(texto: str, viejo: str, nuevo: str) -> str:
    if viejo not in texto:
        raise ValueError(f"la plantilla de Capacitor ya no dice {viejo}")
    return texto.replace(viejo, nuevo)


def _icono(archivo: Path) -> None:
    with Image.open(archivo) as plantilla:
        medida = plantilla.size
    Image.open(ICONO).convert("RGB").resize(medida, Image.Resampling.LANCZOS).save(archivo)


def _portada(archivo: Path) -> None:
    with Image.open(archivo) as plantilla:
        ancho, alto = plantilla.size
    lado = min(ancho, alto) // 4
    portada = Image.new("RGB", (ancho, alto), PAPEL)
    icono = Image.open(ICONO).convert("RGB").resize((lado, lado), Image.Resampling.LANCZOS)
    portada.paste(icono, ((ancho - lado) // 2, (alto - lado) // 2))
    portada.save(archivo, optimize=True)


def main(origen: str = ORIGEN, carpeta: str = "") -> int:
    if urlsplit(origen).scheme != "https" or urlsplit(origen).path:
        print("El origen es https://… sin ruta: las tiendas no admiten otro.", file=sys.stderr)
        return 2
    destino = Path(carpeta) if carpeta else RAIZ / ".var/tiendas"
    generar(origen, destino)
    print(f"Listos {destino}/android y {destino}/ios, que abren {origen}/app/.")
    print("Cómo se compilan y se publican: docs/tiendas.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
