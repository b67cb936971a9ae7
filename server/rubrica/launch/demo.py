"""`make demo`: everything on one machine, with a synthetic Oaxaca, until Ctrl-C.

The front door listens from the first second and says what is still missing; PostgreSQL, keys and
the four services follow; then the simulated phones, which send by the same HTTP as real ones.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

from rubrica.launch import mailbox
from rubrica.launch.elenco import DEMO_ACCOUNTS, DEMO_PASSWORD
from rubrica.launch.front import Front, PortTaken, serve
from rubrica.launch.installation import READER, REPO, WEB, Installation
from rubrica.launch.seeding import Seeder

READY_WITH = 200  # records received when the demo calls itself ready
PAUSE = 0.2
PATIENCE = 10  # seconds that the simulated phones have to put down what they hold


class Demo:
    """One run. `stopping` is set by Ctrl-C, and every wait looks at it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.house = Installation(folder, public_url=f"http://127.0.0.1:{port}")
        self.missing = {"preparación"}
        self.stopping = threading.Event()
        self.failure = ""
        self.reader_missing = False
        self.phones: threading.Thread | None = None

    def run(self) -> int:
        """Serve until Ctrl-C or until a service dies for good; return the exit status."""
        for senal in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(senal, lambda *_: self.stopping.set())
        try:
            close_front = serve(Front(dict(self.house.ports), self.missing), self.port)
        except PortTaken as motivo:
            print(f"No arrancó: {motivo}", file=sys.stderr)
            return 1
        smtp = mailbox.serve(self.house.mailbox, self.house.smtp_port)
        try:
            self._start()
            while not self.stopping.wait(PAUSE):
                self._revive()
        except Exception as motivo:
            self._fail(str(motivo))
        finally:
            print("\nDeteniendo…", flush=True)
            self.stopping.set()
            if self.phones:
                self.phones.join(PATIENCE)
            self.house.stop()
            smtp.stop()
            close_front()
        if self.failure:
            print(f"La demostración se detuvo: {self.failure}", file=sys.stderr)
            print(f"Las bitácoras están en {self.house.folder / 'bitacoras'}", file=sys.stderr)
        return 1 if self.failure else 0

    def _fail(self, motivo: str) -> None:
        """The demo ends and says why; what breaks because it is being stopped is no failure."""
        if not self.stopping.is_set():
            self.failure = motivo
            self.stopping.set()

    def _start(self) -> None:
        inicio = time.monotonic()
        print("Preparando la base de datos y las llaves…", flush=True)
        self.house.start_database()
        self.house.prepare()
        self.house.start_services()
        self.house.start_services(READER)
        seeder = Seeder(self.house, stopping=self.stopping, report=_report)
        seeder.prepare()
        self._wait_for_services()
        enough = threading.Event()
        self.phones = threading.Thread(
            target=self._send_days, args=(seeder, enough), daemon=True, name="dias"
        )
        self.phones.start()
        while not enough.wait(PAUSE) and not self.stopping.is_set():
            self._revive()
        if not self.stopping.is_set():
            self.missing.clear()
            print(_welcome(self.port, time.monotonic() - inicio), flush=True)

    def _send_days(self, seeder: Seeder, enough: threading.Event) -> None:
        try:
            seeder.send_days(enough=enough, ready_with=READY_WITH)
        except Exception as motivo:
            self._fail(f"los teléfonos simulados fallaron: {motivo}")
        finally:
            enough.set()

    def _wait_for_services(self) -> None:
        limite = time.monotonic() + 60
        while not self.stopping.is_set() and not all(map(self.house.answers, (*WEB, "worker"))):
            if time.monotonic() > limite:
                raise TimeoutError("algún servicio no respondió en 60 segundos")
            time.sleep(PAUSE)

    def _revive(self) -> None:
        """A service that died starts again; one that dies at once ends the demo."""
        for nombre in set(self.house.children.dead()) & {*WEB, "worker"}:
            if self.house.children.age(nombre) < 5:
                raise RuntimeError(f"el servicio {nombre} no arranca")
            self.house.start_services(nombre)
        self._revive_reader()

    def _revive_reader(self) -> None:
        """The general reader starts again too; if it cannot, it is said, and all else goes on."""
        if self.reader_missing or READER not in self.house.children.dead():
            return
        if self.house.children.age(READER) < 5:
            self.reader_missing = True
            print("El lector general no arranca; lo demás funciona sin él.", file=sys.stderr)
            return
        self.house.start_services(READER)


def _report(line: str) -> None:
    print(line, flush=True)


def _welcome(port: int, seconds: float) -> str:
    cuentas = "\n".join(f"    {correo:32} {papel}" for correo, papel in DEMO_ACCOUNTS)
    return f"""
Rúbrica está lista ({seconds:.0f} s). Abra:

    http://127.0.0.1:{port}/              página pública y cuenta del proceso
    http://127.0.0.1:{port}/app/          la app de captura
    http://127.0.0.1:{port}/demo/         las cuentas y el buzón de la demostración
    http://127.0.0.1:{port}/oficial/entrar/   para el funcionariado
    http://127.0.0.1:{port}/entrar/       para promoventes

Cuentas (contraseña de todas: {DEMO_PASSWORD}):

{cuentas}

Ctrl-C detiene todo; «make demo» continúa con estos datos; «make demo-reset» los olvida.
"""


def main() -> int:
    port = int(os.environ.get("PUERTO") or 8000)
    return Demo(REPO / ".var/demo", port).run()


if __name__ == "__main__":
    sys.exit(main())
