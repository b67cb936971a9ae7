"""The processes that a supervisor starts: they live as long as it does, and no longer."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return int(enchufe.getsockname()[1])


def _dying_with_parent(command: list[str]) -> list[str]:
    """On Linux, a supervisor killed outright takes its children with it (util-linux's setpriv)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command


@dataclass
class Children:
    """Started processes, their logs in `logs`."""

    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)

    def start(self, name: str, command: list[str], env: Mapping[str, str]) -> None:
        """Start one, with exactly that environment; its output goes to a log of its name."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self.since[name] = time.monotonic()
        with (self.logs / f"{name}.log").open("ab") as salida:
            self.running[name] = subprocess.Popen(  # noqa: S603
                _dying_with_parent(command), env=dict(env), stdin=subprocess.DEVNULL,
                stdout=salida, stderr=salida, start_new_session=True,
            )  # fmt: skip

    def dead(self) -> list[str]:
        """Return the names of those that have ended."""
        return [n for n, p in list(self.running.items()) if p.poll() is not None]

    def age(self, name: str) -> float:
        """Return how many seconds ago it was started last."""
        return time.monotonic() - self.since[name]

    def kill(self, name: str) -> None:
        """End one as a power cut would: kill -9, its whole group."""
        _signal_group(self.running[name], signal.SIGKILL)
        self.running.pop(name).wait()

    def stop(self) -> None:
        """End all of them: first asked, after 8 seconds made."""
        corriendo = list(self.running.values())
        for proceso in corriendo:
            _signal_group(proceso, signal.SIGTERM)
        for proceso in corriendo:
            with suppress(subprocess.TimeoutExpired):
                proceso.wait(8)
            _signal_group(proceso, signal.SIGKILL)
        self.running.clear()


def _signal_group(process: subprocess.Popen[bytes], which: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, which)


def granian(port: int, *, workers: int = 1, threads: int = 4) -> list[str]:
    """Return the command of a web service on loopback."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads),
        "--log-level", "warning", "--no-ws", "rubrica.wsgi:application",
    ]  # fmt: skip
