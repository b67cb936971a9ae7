"""A real OpenID provider (npm's oidc-provider) in a process of its own, and its people."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rubrica.core.autenticacion import Proveedor
from rubrica.launch.children import free_port

REPO = Path(__file__).parents[4]
SECRETO = "un-secreto-de-prueba-y-nada-mas"
CLAVE = "proveedor"
# Who the provider knows: subject → what it says of them.
PERSONAS: Mapping[str, Mapping[str, object]] = {
    "pilar-1": {"email": "Pilar@ejemplo.test", "email_verified": True},
    "pilar-2": {"email": "pilar@ejemplo.test", "email_verified": True},
    "pilar-sin-comprobar": {"email": "pilar@ejemplo.test", "email_verified": False},
    "olga": {"email": "olga@ejemplo.test", "email_verified": True},
    "abel-1": {"email": "Abel@ejemplo.test", "email_verified": True},
    "abel-sin-comprobar": {"email": "abel@ejemplo.test", "email_verified": False},
    "ciro-1": {"email": "ciro@ejemplo.test", "email_verified": True},
    "nadie": {"email": "nadie@ejemplo.test", "email_verified": True},
}


def _node() -> str:
    """Return the path of the Node of the machine, or of the one that `make setup` installs."""
    ruta = shutil.which("node", path=f"{os.environ['PATH']}:{REPO / '.var/node/bin'}")
    if ruta is None:
        raise FileNotFoundError("Falta Node: ejecute «make setup».")
    return ruta


@contextmanager
def proveedor(origen: str, secreto: Path) -> Iterator[Proveedor]:
    """Run the provider for the portal at `origen`; `secreto`: where its client's secret is left."""
    secreto.write_text(SECRETO)
    puerto = free_port()
    orden = [
        _node(), str(REPO / "pwa/tools/proveedor.mjs"), str(puerto),
        f"{origen}/entrar/con/{CLAVE}/vuelta/", json.dumps(PERSONAS),
    ]  # fmt: skip
    proceso = subprocess.Popen(orden, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert proceso.stdout is not None
        assert proceso.stdout.readline().strip() == "listo"
        yield Proveedor(
            clave=CLAVE,
            nombre="Proveedor de prueba",
            emisor=f"http://127.0.0.1:{puerto}",
            cliente="rubrica",
            secreto=str(secreto),
        )
    finally:
        proceso.kill()
        proceso.wait()
        if proceso.stdout is not None:
            proceso.stdout.close()
