"""What the demo sows: a synthetic Oaxaca by command, then ten days of phones by HTTP.

Nothing is inserted by hand: records come in through a recepción and a portal that believe to be in
other days (RELOJ_DEMO), and people of the Mesa review them through its services. Everything can be
stopped at any moment and goes on where it was.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import cached_property
from itertools import islice
from pathlib import Path

from rubrica.core.plazos import ZONA
from rubrica.ficticio.dias import (
    Auxiliar,
    Captura,
    Plan,
    Sembrada,
    Siembra,
    fotografiadas,
    fotos_de,
)
from rubrica.ficticio.padron import Padron, escribir
from rubrica.ficticio.receta import INCISO
from rubrica.ficticio.telefono import ABIERTA, ClienteHttp, Enrolamiento, Telefono
from rubrica.launch.children import free_port, granian
from rubrica.launch.installation import Installation
from rubrica.launch.mailbox import Buzon

PROCESO = "OAX26"
FILAS = 50_000
CODIGO = re.compile(r"\b\d{6}\b")
SIN_REVISAR_DIAS = 3  # the Mesa has not reached what came in the last days
Report = Callable[[str], None]


@dataclass
class Seeder:
    """Sows one installation. `capturas`: records of the plan; `filas`: people of the padrón."""

    house: Installation
    stopping: threading.Event = field(default_factory=threading.Event)
    report: Report = print
    capturas: int = 2_000
    filas: int = FILAS

    def __post_init__(self) -> None:
        self.folder = self.house.folder / "siembra"
        self.folder.mkdir(exist_ok=True)
        self.clock = self.folder / "reloj"
        self.sent_file = self.folder / "enviados.txt"
        self.verdicts = self.folder / "dictamenes.jsonl"
        self.padron = Padron(self.filas)

    def prepare(self) -> None:
        """Padrón, accounts, process and auxiliares are there; what was there stays."""
        if not (self.folder / "padron.csv").exists():
            self.report(f"Dibujando un padrón de {self.filas:,} personas…")
            escribir(self.padron, self.folder)
        self.house.manage(
            "sembrar", "--carpeta", str(self.folder), "--hasta", self.until.isoformat(),
            "--filas", str(self.filas), "--papel", "--oficios",
        )  # fmt: skip

    @property
    def until(self) -> date:
        """The day on which this demo was first sown; its plan ends the day before."""
        archivo = self.folder / "hasta"
        if not archivo.exists():
            archivo.write_text(datetime.now(ZONA).date().isoformat())
        return date.fromisoformat(archivo.read_text())

    @cached_property
    def plan(self) -> Plan:
        """The captures of the ten days, drawn once."""
        return Plan(self.until, self.padron, capturas=self.capturas)

    def send_days(self, *, enough: threading.Event, ready_with: int) -> None:
        """Every record of the plan is received; `enough` is set once `ready_with` are."""
        sent = self._sent()
        if len(sent) >= min(ready_with, self.capturas):
            enough.set()
        self._start_review()
        if len(sent) < self.capturas:
            self._start_replay()
            with self.sent_file.open("a") as anotados:
                for sembrada in self._sow(sent):
                    sent.add(sembrada.captura.orden)
                    anotados.write(f"{sembrada.captura.orden}\n")
                    anotados.flush()
                    self._after(sembrada)
                    if len(sent) == ready_with:
                        self.report(f"Recibidos {ready_with} registros; llegarán {self.capturas}.")
                        enough.set()
                    if self.stopping.is_set():
                        return
            self._stop_replay()
            shutil.rmtree(self.folder / "fotos", ignore_errors=True)  # received: no longer needed
        enough.set()

    def _sent(self) -> set[int]:
        if not self.sent_file.exists():
            return set()
        return {int(n) for n in self.sent_file.read_text().split()}

    def _sow(self, sent: set[int]) -> Iterator[Sembrada]:
        phones = self._phones()
        pending = (c for c in self.plan if c.orden not in sent)
        siembra = Siembra(telefonos=phones, mover_reloj=self.set_clock)
        fotos = fotografiadas(pending, self.folder / "fotos", procesos=2)
        for sembrada in siembra.sembrar(fotos):
            numero = sembrada.captura.auxiliar.numero
            self._phone_file(numero).write_text(phones[numero].guardar(sembrada.apoyo))
            yield sembrada

    def set_clock(self, momento: datetime) -> None:
        """The replaying recepción and portal believe it is `momento`."""
        draft = self.clock.with_suffix(".nuevo")
        draft.write_text(momento.isoformat())
        draft.replace(self.clock)

    def _start_replay(self) -> None:
        self.set_clock(min(c.momento for c in islice(self.plan, 1)) - timedelta(hours=2))
        for service in ("recepcion", "portal"):
            name = f"{service}-dias"
            self.house.ports[name] = free_port()
            env = self.house.env(service) | {"RELOJ_DEMO": str(self.clock)}
            self.house.children.start(name, granian(self.house.ports[name]), env)
        limit = time.monotonic() + 60
        while not all(map(self.house.answers, ("recepcion-dias", "portal-dias"))):
            if time.monotonic() > limit or self.stopping.wait(0.1):
                raise TimeoutError("la recepción de los días simulados no respondió")

    def _start_review(self) -> None:
        """The Mesa of the demo works by itself, behind whatever a visitor does."""
        command = [sys.executable, "-m", "rubrica.manage", "revisar"]
        command += ["--archivo", str(self.verdicts), "--operador", "sara@opl.test"]
        self.house.children.start("revision-dias", command, self.house.env("mesa"))

    def _stop_replay(self) -> None:
        for name in ("recepcion-dias", "portal-dias"):
            self.house.children.kill(name)

    def _client(self, service: str) -> ClienteHttp:
        return ClienteHttp(f"http://127.0.0.1:{self.house.ports[f'{service}-dias']}")

    def _phone_file(self, numero: str) -> Path:
        return self.folder / f"telefono-{numero}.json"

    def _phones(self) -> dict[str, Telefono]:
        """Return the five phones, enrolled now or as they were when the demo was stopped."""
        phones = {}
        for auxiliar in self.plan.auxiliares:
            phone = self._enrolled(auxiliar)
            if phone.consecutivo < 0:
                self._send_alta(phone, auxiliar)
            phones[auxiliar.numero] = phone
        self._wait_for_altas(phones.values())
        return phones

    def _enrolled(self, auxiliar: Auxiliar) -> Telefono:
        archivo = self._phone_file(auxiliar.numero)
        portal, recepcion = self._client("portal"), self._client("recepcion")
        if archivo.exists():
            return Telefono.cargar(archivo.read_text(), portal=portal, recepcion=recepcion)
        phone = Telefono.enrolar(
            Enrolamiento(proceso=PROCESO, auxiliar=auxiliar.numero, correo=auxiliar.correo),
            leer_codigo=code_reader(self.house.mailbox, auxiliar.correo, self.stopping),
            portal=portal,
            recepcion=recepcion,
        )
        archivo.write_text(phone.guardar())
        return phone

    def _send_alta(self, phone: Telefono, auxiliar: Auxiliar) -> None:
        persona, receta = auxiliar.alta()
        alta = phone.capturar(fotos_de(persona, receta, self.folder / "fotos"), self._now())
        phone.enviar(alta)
        self._phone_file(auxiliar.numero).write_text(phone.guardar(alta))

    def _now(self) -> datetime:
        return datetime.fromisoformat(self.clock.read_text())

    def _wait_for_altas(self, phones: Iterable[Telefono]) -> None:
        limit = time.monotonic() + 90
        for phone in phones:
            while phone.estado_del_alta() != ABIERTA:
                if time.monotonic() > limit or self.stopping.wait(0.2):
                    raise TimeoutError("el alta de un auxiliar no se abrió")

    def _after(self, sembrada: Sembrada) -> None:
        """Leave, for who reviews, what a person would find in that record."""
        captura = sembrada.captura
        if sembrada.acuse is None or not self._is_reviewed(captura):
            return
        truco = captura.receta.truco
        linea = {
            "folio": sembrada.acuse.folio,
            "inciso": INCISO.get(truco, ""),
            "detalle": truco.capitalize() if truco in INCISO else "",
            "momento": (captura.momento + timedelta(days=1, hours=3)).isoformat(),
        }
        with self.verdicts.open("a") as salida:
            salida.write(json.dumps(linea, ensure_ascii=False) + "\n")

    def _is_reviewed(self, captura: Captura) -> bool:
        """Three of four, and none of the last days: there is always something for a visitor."""
        return captura.orden % 4 != 0 and captura.momento.astimezone(
            ZONA
        ).date() < self.until - timedelta(days=SIN_REVISAR_DIAS)


def code_reader(
    mailbox: Path, correo: str, stopping: threading.Event, patience_s: float = 60
) -> Callable[[], str]:
    """Return what reads the next code mailed to that account, as its owner would."""
    ya = len(_mails_to(mailbox, correo))

    def read() -> str:
        limit = time.monotonic() + patience_s
        while time.monotonic() < limit and not stopping.wait(0.1):
            for mail in _mails_to(mailbox, correo)[ya:]:
                if codigo := CODIGO.search(text_of(mail)):
                    return codigo.group()
        raise TimeoutError("no llegó el correo con el código")

    return read


def _mails_to(folder: Path, correo: str) -> list[EmailMessage]:
    return [m for m in Buzon(folder).messages() if correo in str(m["To"])]


def text_of(mail: EmailMessage) -> str:
    parte = mail.get_body(("plain",))
    return str(parte.get_content()) if parte else ""
