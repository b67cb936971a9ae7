"""Ten days of work of five auxiliares: who captured whom, when, and what went wrong.

The plan is a function of its seed. Photographs are made when they are asked for and kept on disk,
so that a demo begun again does not draw anything twice.
"""

from __future__ import annotations

import hashlib
import heapq
import math
import os
import pickle
import random
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

import cv2

from rubrica.core.acuse import Acuse
from rubrica.core.contenido import Posicion
from rubrica.core.credencial.nombres import a_mrz
from rubrica.core.plazos import ZONA
from rubrica.ficticio.azar import SEMILLA, azar
from rubrica.ficticio.foto import Calidad
from rubrica.ficticio.geografia import Municipio, municipios
from rubrica.ficticio.padron import Padron, Persona
from rubrica.ficticio.receta import Fotos, Receta, Truco, preparar
from rubrica.ficticio.telefono import Apoyo, Rechazado, Telefono

DIAS, CAPTURAS = 10, 2_000
VERSION = 1  # of the drawings: another one forgets what was kept on disk
CERCA = 0.35  # degrees around an auxiliar's town from which people come
LISTA_NOMINAL = "lista_nominal"


@dataclass(frozen=True, kw_only=True)
class Modo:
    """How one of the five works. ritmo: share of all the captures. malas: of bad photographs.

    horas: centres of the day's rushes, hora Centro. noche: brings a batch of photocopies in one
    night, as frauds come.
    """

    municipio: str
    ritmo: float
    horas: tuple[float, ...]
    malas: float = 0.04
    noche: bool = False


MODOS = (
    Modo(municipio="Oaxaca de Juárez", ritmo=0.35, horas=(10.5, 13.0, 18.0)),
    Modo(municipio="Juchitán de Zaragoza", ritmo=0.25, horas=(9.5, 19.0)),
    Modo(municipio="Huajuapan de León", ritmo=0.22, horas=(11.0, 16.5), malas=0.09),
    Modo(municipio="San Juan Bautista Tuxtepec", ritmo=0.16, horas=(12.0, 17.5)),
    Modo(municipio="Miahuatlán de Porfirio Díaz", ritmo=0.02, horas=(22.6,), noche=True),
)


@dataclass(frozen=True, kw_only=True)
class Auxiliar:
    """One of the five: a person of the padrón, with an account and a way of working."""

    numero: str
    persona: Persona
    correo: str
    modo: Modo

    def alta(self) -> tuple[Persona, Receta]:
        """Return the credential of the auxiliar's own alta (ET 4.5) and how it is photographed."""
        return self.persona, Receta(toma=f"alta {self.numero}")


def equipo(padron: Padron, cuantos: int = len(MODOS)) -> tuple[Auxiliar, ...]:
    """Return that many auxiliares of the padrón, each from the town where it works.

    The first five are those of the plan; more work as they do, one after another.
    """
    auxiliares = []
    for n, modo in enumerate(islice(cycle(MODOS), cuantos), start=1):
        suerte = azar("auxiliar", padron.semilla, n)
        filas = padron.filas_de(_por_nombre(padron.semilla)[modo.municipio].clave)
        persona = next(
            p
            for p in map(padron.persona, suerte.sample(filas, len(filas)))
            if p.situacion == LISTA_NOMINAL
        )
        correo = a_mrz(persona.nombres).split()[0].lower() + f".{n}@auxiliares.test"
        auxiliares.append(Auxiliar(numero=f"{n:04}", persona=persona, correo=correo, modo=modo))
    return tuple(auxiliares)


# Share of each in RM 2021-22, over 1,382,031 records of the app; what one inciso covers is divided.
TRUCOS: Mapping[Truco, float] = {
    "otra persona": 0.0180, "objeto": 0.0260, "rostro impreso": 0.0120, "cubrebocas": 0.0080,
    "fotocopia": 0.0120, "fotocopia a color": 0.0060,
    "punto": 0.0030, "cruz": 0.0030, "linea": 0.0025, "otra firma": 0.0060, "sin firma": 0.0010,
    "licencia": 0.0030, "dos anversos": 0.0025, "dos credenciales": 0.0015, "pantalla": 0.0025,
    "plantilla": 0.0010,
}  # fmt: skip
REPETIDAS, BAJAS, SOLO_PADRON, NO_ENCONTRADAS = 0.0420, 0.0106, 0.0014, 0.0060
CON_AJENA = {"otra persona", "otra firma", "dos credenciales", "plantilla"}


@dataclass(frozen=True, kw_only=True)
class Captura:
    """One capture of the plan. repite: position of the earlier one of the same person, or None."""

    orden: int
    auxiliar: Auxiliar
    persona: Persona
    momento: datetime
    receta: Receta
    posicion: Posicion
    repite: int | None = None


@dataclass(frozen=True)
class Plan:
    """The captures of `dias` days that end the day before `hasta`."""

    hasta: date
    padron: Padron
    semilla: int = SEMILLA
    capturas: int = CAPTURAS
    dias: int = DIAS

    def __len__(self) -> int:
        return self.capturas

    def __iter__(self) -> Iterator[Captura]:
        return iter(self.todas)

    @cached_property
    def auxiliares(self) -> tuple[Auxiliar, ...]:
        """The five of this padrón."""
        return equipo(self.padron)

    @cached_property
    def todas(self) -> tuple[Captura, ...]:
        """Every capture, by its instant."""
        suerte = azar("dias", self.semilla, self.capturas)
        turnos = sorted(self._turnos(suerte), key=lambda turno: (turno[0], turno[1].numero))
        elegir = _Eleccion(self.padron, self.semilla)
        return tuple(
            elegir.captura(orden, auxiliar, momento)
            for orden, (momento, auxiliar) in enumerate(turnos)
        )

    def _turnos(self, suerte: random.Random) -> Iterator[tuple[datetime, Auxiliar]]:
        """Yield who captures when: rushes, lunches, fewer on Sundays, more towards the end."""
        fechas = [self.hasta - timedelta(days=self.dias - i) for i in range(self.dias)]
        pesos = [
            (0.45 if f.weekday() == 6 else 1.0) * (0.7 + 0.6 * i / self.dias)
            for i, f in enumerate(fechas)
        ]
        ritmos = [a.modo.ritmo for a in self.auxiliares]
        for auxiliar in suerte.choices(self.auxiliares, ritmos, k=self.capturas):
            modo = auxiliar.modo
            fecha = fechas[-min(3, self.dias)] if modo.noche else suerte.choices(fechas, pesos)[0]
            hora = suerte.gauss(suerte.choice(modo.horas), 0.5 if modo.noche else 1.1)
            milis = round(min(max(hora, 7.5), 23.9) * 3_600_000)
            yield datetime.combine(fecha, time(), ZONA) + timedelta(milliseconds=milis), auxiliar


class _Eleccion:
    """Draws who is captured and how, one after another."""

    def __init__(self, padron: Padron, semilla: int) -> None:
        self._suerte = azar("eleccion", semilla)
        self._gente = _Gente(padron, semilla)
        self._hechas: list[Captura] = []

    def captura(self, orden: int, auxiliar: Auxiliar, momento: datetime) -> Captura:
        """Return the capture that comes next."""
        anterior = self._repetida()
        persona = anterior.persona if anterior else self._gente.una(auxiliar.modo.municipio)
        hecha = Captura(
            orden=orden,
            auxiliar=auxiliar,
            persona=persona,
            momento=momento,
            receta=self._receta(orden, auxiliar.modo),
            posicion=self._gente.posicion(auxiliar.modo.municipio),
            repite=anterior.orden if anterior else None,
        )
        self._hechas.append(hecha)
        return hecha

    def _repetida(self) -> Captura | None:
        """Return the earlier capture whose person comes again now, if one does."""
        otra_vez = self._suerte.random() < REPETIDAS
        return self._suerte.choice(self._hechas) if otra_vez and self._hechas else None

    def _receta(self, orden: int, modo: Modo) -> Receta:
        suerte = self._suerte
        truco: Truco = "fotocopia" if modo.noche else _truco(suerte)
        calidad: Calidad = "regular" if suerte.random() < 0.22 else "buena"
        if suerte.random() < modo.malas:
            calidad = "mala"
        ajena = self._gente.una(modo.municipio) if truco in CON_AJENA else None
        return Receta(toma=f"{orden:05}", calidad=calidad, truco=truco, ajena=ajena)


def _truco(suerte: random.Random) -> Truco:
    trucos: list[Truco] = ["ninguno", *TRUCOS]
    return suerte.choices(trucos, [1 - sum(TRUCOS.values()), *TRUCOS.values()])[0]


class _Gente:
    """Draws people of the padrón by where they live and by their situación."""

    def __init__(self, padron: Padron, semilla: int) -> None:
        self._padron = padron
        self._suerte = azar("gente", semilla)
        self._afuera = Padron(20_000, semilla + 1, padron.corte)  # nobody of theirs is in ours
        self._vistas: set[str] = set()

    def una(self, municipio: str) -> Persona:
        """Return somebody new, most likely of the lista nominal and from nearby."""
        clase = self._suerte.random()
        if clase < NO_ENCONTRADAS:
            return self._afuera.persona(self._suerte.randrange(len(self._afuera)))
        situacion = "lista_nominal"
        if clase < NO_ENCONTRADAS + BAJAS:
            situacion = "baja"
        elif clase < NO_ENCONTRADAS + BAJAS + SOLO_PADRON:
            situacion = "padron"
        return self._nueva(municipio if situacion == "lista_nominal" else "", situacion)

    def _nueva(self, municipio: str, situacion: str) -> Persona:
        """Return one not drawn before: from nearby six times of seven, else from anywhere."""
        while True:
            cerca = municipio and self._suerte.random() < 0.86
            rango = self._filas(municipio) if cerca else range(len(self._padron))
            persona = self._padron.persona(self._suerte.choice(rango))
            if persona.situacion == situacion and persona.cic not in self._vistas:
                self._vistas.add(persona.cic)
                return persona

    def _filas(self, municipio: str) -> range:
        """Return the rows of one of the municipios around, the big ones first."""
        vecinos = _vecinos(self._padron.semilla, municipio)
        elegido = self._suerte.choices(vecinos, [m.peso for m in vecinos])[0]
        return self._padron.filas_de(elegido.clave)

    def posicion(self, municipio: str) -> Posicion:
        """Return where the phone was: around the auxiliar's town."""
        suerte = self._suerte
        lon, lat = _por_nombre(self._padron.semilla)[municipio].sitio
        return Posicion(
            lat=round((lat + suerte.gauss(0, 0.012)) * 1e6),
            lon=round((lon + suerte.gauss(0, 0.012)) * 1e6),
            precision_m=suerte.randint(4, 60),
            edad_s=suerte.randint(0, 90),
        )


@cache
def _por_nombre(semilla: int) -> dict[str, Municipio]:
    return {m.nombre: m for m in municipios(semilla)}


@cache
def _vecinos(semilla: int, municipio: str) -> tuple[Municipio, ...]:
    centro = _por_nombre(semilla)[municipio].sitio
    return tuple(m for m in municipios(semilla) if math.dist(m.sitio, centro) < CERCA)


# ---- Photographs, kept on disk


def _archivo(persona: Persona, receta: Receta, carpeta: Path) -> Path:
    nombre = hashlib.sha256(repr((VERSION, persona, receta)).encode()).hexdigest()[:32]
    return carpeta / nombre[:2] / f"{nombre}.fotos"


def fotos_de(persona: Persona, receta: Receta, carpeta: Path) -> Fotos:
    """Return the photographs of one capture, drawn now or kept from another time."""
    archivo = _archivo(persona, receta, carpeta)
    if archivo.exists():
        # Only this module writes in that folder, and only synthetic pictures.
        guardadas: Fotos = pickle.loads(archivo.read_bytes())  # noqa: S301
        return guardadas
    fotos = preparar(persona, receta)
    archivo.parent.mkdir(parents=True, exist_ok=True)
    temporal = archivo.with_suffix(f".{os.getpid()}")
    temporal.write_bytes(pickle.dumps(fotos))
    temporal.replace(archivo)
    return fotos


def _una(tarea: tuple[Persona, Receta, Path]) -> Fotos:
    return fotos_de(*tarea)


def _un_hilo() -> None:
    """Keep a worker of the pool to one core and behind whatever a person waits for.

    Ctrl-C reaches the whole group: who made the pool closes it, and its workers say nothing.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    os.nice(10)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started the pool


def fotografiadas(
    capturas: Iterable[Captura], carpeta: Path, procesos: int = 0, adelanto: int = 16
) -> Iterator[tuple[Captura, Fotos]]:
    """Yield each capture with its photographs, in order.

    procesos: how many draw ahead, `adelanto` captures at most; 0 draws here. The bytes are the
    same either way.
    """
    if not procesos:
        for captura in capturas:
            yield captura, fotos_de(captura.persona, captura.receta, carpeta)
        return
    pendientes = iter(capturas)
    # A fork would copy OpenCV's threads half alive, and hang.
    limpios = get_context("spawn")
    grupo = ProcessPoolExecutor(procesos, mp_context=limpios, initializer=_un_hilo)

    def encargar(captura: Captura) -> tuple[Captura, Callable[[], Fotos]]:
        return captura, grupo.submit(_una, (captura.persona, captura.receta, carpeta)).result

    try:
        cola = [encargar(c) for c in islice(pendientes, adelanto)]
        while cola:
            captura, resultado = cola.pop(0)
            cola += [encargar(c) for c in islice(pendientes, 1)]
            yield captura, resultado()
    finally:
        grupo.shutdown(cancel_futures=True)


# ---- Sowing: only what a phone can do, over HTTP


@dataclass(frozen=True, kw_only=True)
class Sembrada:
    """What became of one capture: its receipt, or the code of the refusal."""

    captura: Captura
    apoyo: Apoyo
    acuse: Acuse | None
    rechazo: str = ""


def tardanza_de(captura: Captura) -> timedelta:
    """Return how long a record waits in the phone: minutes, or until there is signal at night."""
    suerte = azar("tardanza", captura.orden, captura.persona.cic)
    if suerte.random() < 0.15:
        return timedelta(hours=suerte.uniform(2, 9))
    return timedelta(minutes=suerte.expovariate(1 / 6))


@dataclass(kw_only=True)
class Siembra:
    """The phones at work. mover_reloj: told each instant that the door must believe it is.

    Instants never go back. A phone sends the oldest first, so what waits for one record waits for
    those behind it.
    """

    telefonos: Mapping[str, Telefono]  # by Id_Auxiliar
    mover_reloj: Callable[[datetime], None]
    tardanza: Callable[[Captura], timedelta] = tardanza_de

    def __post_init__(self) -> None:
        self._salidas: list[tuple[datetime, int, Captura, Apoyo]] = []
        self._ultima: dict[str, datetime] = {}
        self._con_hora: dict[str, date] = {}

    def sembrar(self, plan: Iterable[tuple[Captura, Fotos]]) -> Iterator[Sembrada]:
        """Capture and send everything in the order of its instants; yield each as it is sent."""
        for captura, fotos in plan:
            yield from self._enviar_hasta(captura.momento)
            self._capturar(captura, fotos)
        yield from self._enviar_hasta(None)

    def _capturar(self, captura: Captura, fotos: Fotos) -> None:
        numero, momento = captura.auxiliar.numero, captura.momento
        telefono = self.telefonos[numero]
        if self._con_hora.get(numero) != momento.date():
            self._con_hora[numero] = momento.date()
            self.mover_reloj(momento)
            telefono.pedir_hora(momento)
        apoyo = telefono.capturar(fotos, momento, captura.posicion)
        sale = max(momento + self.tardanza(captura), self._ultima.get(numero, momento))
        self._ultima[numero] = sale
        heapq.heappush(self._salidas, (sale, captura.orden, captura, apoyo))

    def _enviar_hasta(self, momento: datetime | None) -> Iterator[Sembrada]:
        """Send what was due by then; with None, all that is left."""
        while self._salidas and (momento is None or self._salidas[0][0] <= momento):
            sale, _, captura, apoyo = heapq.heappop(self._salidas)
            self.mover_reloj(sale)
            telefono = self.telefonos[captura.auxiliar.numero]
            try:
                yield Sembrada(captura=captura, apoyo=apoyo, acuse=telefono.enviar(apoyo))
            except Rechazado as motivo:
                yield Sembrada(captura=captura, apoyo=apoyo, acuse=None, rechazo=motivo.code)


def resumen(capturas: Iterable[Captura]) -> Counter[str]:
    """Return how many captures there are of each trick, quality and situación, and repeated."""
    cuenta: Counter[str] = Counter()
    for c in capturas:
        cuenta.update((c.receta.truco, f"foto {c.receta.calidad}", c.persona.situacion))
        cuenta["repetida"] += c.repite is not None
    return cuenta
