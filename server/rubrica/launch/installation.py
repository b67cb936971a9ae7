"""One installation on one machine: its database, its keys and the environment of each service.

The demo, the browser stories and the benches start the same four services in the same way; only
the folder differs. A service sees the keys that it may hold, in a folder of links, and no others.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from rubrica.launch import postgres
from rubrica.launch.children import Children, free_port, granian
from rubrica.launch.secrets_dir import master_key, private_dir, secret_text

REPO = Path(__file__).resolve().parents[3]
WEB = ("recepcion", "portal", "mesa")
READER = "lector"  # the worker's second process: the general reader, which nothing waits for
KEYS_SEEN = {
    "recepcion": ("recepcion", "publicas"),
    "portal": ("portal", "publicas"),
    "mesa": ("portal", "custodia", "mesa", "publicas"),
    "worker": ("portal", "custodia", "worker", "publicas"),
}
READS_MASTER_KEY = {"mesa", "worker"}
READS_BLOBS = {"recepcion", "mesa", "worker"}
# What a service takes from whoever starts it; the last, to see the whole sign-in in a demo.
HEREDADAS = {
    "PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT", "SEGUNDO_FACTOR",
}  # fmt: skip


@dataclass
class Installation:
    """`folder`: everything it keeps. `mode`: MODO. `public_url`: origin that people use."""

    folder: Path
    mode: str = "demo"
    public_url: str = "http://127.0.0.1:8000"
    smtp_port: int = 0
    durable: bool = True
    ports: dict[str, int] = field(default_factory=dict)
    extra_env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = private_dir(self.folder.resolve())
        self.secrets = private_dir(self.folder / "secretos")
        self.keys = private_dir(self.folder / "llaves")
        self.mailbox = private_dir(self.folder / "buzon")
        self.children = Children(logs=private_dir(self.folder / "bitacoras"))
        self.smtp_port = self.smtp_port or free_port()
        for name in (*WEB, "worker"):
            self.ports.setdefault(name, free_port())
        self.server: postgres.Server | None = None

    def start_database(self) -> None:
        """The database is up, or the operator's DATABASE_URL is used as it is."""
        if not os.environ.get("DATABASE_URL"):
            self.server = postgres.start(self.folder / "postgres", durable=self.durable)

    def prepare(self) -> None:
        """Tables, roles and installation keys exist; what was there stays."""
        for orden in (("migrate", "--verbosity=0"), ("crear_instalacion",), ("otorgar",)):
            self.manage(*orden)

    def manage(self, *command: str) -> None:
        """Run one Django command as the owner of the tables; raise CalledProcessError."""
        subprocess.run(  # noqa: S603
            [sys.executable, "-m", "rubrica.manage", *command], env=self.env(""), check=True
        )

    @property
    def database_url(self) -> str:
        return self.server.url if self.server else os.environ["DATABASE_URL"]

    def env(self, service: str) -> dict[str, str]:
        """Return the whole environment of a service; "" is the owner's, for commands."""
        heredado = {k: v for k, v in os.environ.items() if k in HEREDADAS}
        return {
            **heredado,
            "PYTHONPATH": f"{REPO / 'server'}{os.pathsep}{REPO}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "rubrica.settings",
            "MODO": self.mode,
            "SERVICIO": service,
            "SECRET_KEY": secret_text(self.secrets, f"django-{service or 'dueno'}"),
            "DATABASE_URL": self._database_url_of(service),
            "KEYS_DIR": str(self._keys_of(service)),
            "URL_PUBLICA": self.public_url,
            **self._own_to(service),
            **self.extra_env,
        }

    def _own_to(self, service: str) -> dict[str, str]:
        """What only some services are told."""
        own: dict[str, str] = {}
        if service == "portal":
            own |= {"BUZON_DIR": str(self.mailbox), "AUDIOS_DIR": str(self.folder / "audios")}
        if service in READS_BLOBS or not service:
            own["BLOBS_DIR"] = str(private_dir(self.folder / "blobs"))
        if service in READS_MASTER_KEY or not service:
            own["MASTER_KEY_FILE"] = str(master_key(self.secrets))
        if service == "worker" or not service:
            own["SMTP_URL"] = f"smtp://127.0.0.1:{self.smtp_port}"
            own["PUERTO_WORKER"] = str(self.ports["worker"])
        if not service:
            own |= {f"CLAVE_RUBRICA_{n.upper()}": self.role_password(n) for n in KEYS_SEEN}
        return own

    def _database_url_of(self, service: str) -> str:
        """The same database, as the role of the service."""
        if not service:
            return self.database_url
        partes = urlsplit(self.database_url)
        sitio = partes.netloc.rpartition("@")[2]
        quien = f"rubrica_{service}:{self.role_password(service)}"
        return urlunsplit(partes._replace(netloc=f"{quien}@{sitio}"))

    def role_password(self, service: str) -> str:
        return secret_text(self.secrets, f"postgres-{service}")

    def _keys_of(self, service: str) -> Path:
        """The folder of links through which a service sees its keys and no others."""
        if not service:
            return self.keys
        vista = private_dir(self.folder / "vistas" / service)
        for nombre in KEYS_SEEN[service]:
            private_dir(self.keys / nombre)
            enlace = vista / nombre
            if not enlace.exists():
                enlace.symlink_to(self.keys / nombre, target_is_directory=True)
        return vista

    def start_services(self, *names: str) -> None:
        """Start those services (all four when none is named), each as its own process.

        READER is started only by its name: it is a process of the worker's.
        """
        for name in names or (*WEB, "worker"):
            whose = "worker" if name == READER else name
            self.children.start(name, self._command(name), self.env(whose))

    def _command(self, name: str) -> list[str]:
        if name == "worker":
            return [sys.executable, "-m", "rubrica.manage", "trabajar"]
        if name == READER:
            return [sys.executable, "-m", "rubrica.manage", "leer_credenciales"]
        if name == "recepcion":
            return granian(self.ports[name], workers=2, threads=8)
        if name == "mesa":  # its images would hold a single interpreter while others ask for a form
            return granian(self.ports[name], workers=2, threads=4)
        return granian(self.ports[name], threads=4)

    def answers(self, service: str) -> bool:
        """Whether the service is up and lacks nothing (GET /salud is 200)."""
        url = f"http://127.0.0.1:{self.ports[service]}/salud"
        try:
            with urlopen(url, timeout=5) as respuesta:
                return bool(respuesta.status == 200)
        except HTTPError as falla:  # it is up and lacks something
            falla.close()
        except OSError:
            pass
        return False

    def stop(self) -> None:
        """End every process of the installation; its data stays."""
        try:
            self.children.stop()
        finally:
            if self.server:
                self.server.stop()

    def forget(self) -> None:
        """Erase everything the installation kept."""
        shutil.rmtree(self.folder, ignore_errors=True)
