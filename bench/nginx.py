"""An nginx of our own, that keeps each PUT in a file: what the door is measured against."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SEGUNDOS_DE_ESPERA = 5


@dataclass(frozen=True)
class Nginx:
    """One that listens. `carpeta`: everything it writes."""

    puerto: int
    carpeta: Path

    def forget(self) -> None:
        """Erase what it kept, so that a bench does not fill the disk."""
        for cuerpo in _bodies(self.carpeta).iterdir():
            cuerpo.unlink()


@contextmanager
def nginx(donde: Path) -> Iterator[Nginx | None]:
    """Yield an nginx on loopback that writes under `donde`; None where it is not installed."""
    binario = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if binario is None:
        yield None
        return
    from rubrica.launch.children import free_port

    uno = Nginx(free_port(), Path(tempfile.mkdtemp(prefix="nginx-", dir=donde)))
    _bodies(uno.carpeta).mkdir(parents=True)
    archivo = uno.carpeta / "nginx.conf"
    archivo.write_text(_config(uno))
    proceso = subprocess.Popen(
        [binario, "-p", str(uno.carpeta), "-c", str(archivo)], stderr=subprocess.DEVNULL
    )
    try:
        _wait_for_port(uno.puerto)
        yield uno
    finally:
        proceso.terminate()
        proceso.wait(10)
        shutil.rmtree(uno.carpeta, ignore_errors=True)


def _bodies(carpeta: Path) -> Path:
    return carpeta / "cuerpos/api/v1/registros"


def _config(uno: Nginx) -> str:
    """Return its configuration: two workers, no log, the body to a file and a rename."""
    usuario = "user root;" if Path.home() == Path("/root") else ""
    temporales = "".join(
        f"{que}_temp_path {uno.carpeta}/{que}; " for que in ("proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""
daemon off; {usuario} worker_processes 2; pid {uno.carpeta}/pid; error_log /dev/null;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 8m; large_client_header_buffers 4 16k;
  client_body_temp_path {uno.carpeta}/entrantes; {temporales}
  keepalive_requests 1000000;
  server {{
    listen 127.0.0.1:{uno.puerto}; root {uno.carpeta}/cuerpos;
    location / {{ dav_methods PUT; }}
  }}
}}
"""


def _wait_for_port(puerto: int) -> None:
    limite = time.monotonic() + SEGUNDOS_DE_ESPERA
    while time.monotonic() < limite:
        with socket.socket() as enchufe:
            if enchufe.connect_ex(("127.0.0.1", puerto)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("nginx no abrió su puerto")
