"""A padrón of any size, drawn by batches: memory stays flat and any row can be drawn alone.

    python -m rubrica.ficticio.padron --filas 50000 --carpeta .var/padron

writes padron.csv (docs/padron-csv.md), municipios.csv and mapa.geojson. Rows come by municipio and
sección; within one seed and size, row i is always the same person.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TextIO

import numpy as np
import numpy.typing as npt

from rubrica.ficticio import mapa
from rubrica.ficticio.azar import SEMILLA, azar, numeros
from rubrica.ficticio.geografia import ENTIDAD, Seccion, municipios, repartir
from rubrica.ficticio.letras import NombreCompleto, claves
from rubrica.ficticio.listas import Lista, con_pesos, lista

LOTE = 500
LOTES_A_MANO = 160  # kept for those who draw rows by chance; a pass over the file keeps none
CORTE = date(2026, 10, 31)  # the last day of the month before the demo's
MAYORIA, LONGEVA = 18, 97  # ages of the youngest and the oldest
TURNOS = 27_000  # places in the calendar of births; see _dias_de_nacer
MIN_FILAS = 5  # in a municipio, where there are rows enough
SIN_MATERNO, DOS_NOMBRES, NO_BINARIA, OCR_VIEJO = 0.015, 0.46, 0.0002, 0.006

Enteros = npt.NDArray[np.int64]
Reales = npt.NDArray[np.float64]


class Persona(NamedTuple):
    """A row of the cut, its fields in the order of the CSV, all of them text."""

    cic: str
    identificador: str
    ocr: str
    clave_elector: str
    emision: str
    curp: str
    paterno: str
    materno: str
    nombres: str
    nacimiento: str
    sexo: str
    entidad: str
    distrito_federal: str
    distrito_local: str
    municipio: str
    seccion: str
    situacion: str
    causa: str
    vigencia: str

    @property
    def nombre_completo(self) -> str:
        """Name as it is spoken."""
        return " ".join(filter(None, (self.nombres, self.paterno, self.materno)))


ENCABEZADO = ",".join(Persona._fields)
ENCABEZADO_MUNICIPIOS = "entidad,municipio,nombre,distrito_federal,distrito_local,lista_nominal"
LISTA_NOMINAL = "lista_nominal"
# Shares of RM 2021-22 among the bajas that its app met; the smaller causes share what was left.
SITUACIONES = con_pesos(
    [
        (96_500, "lista_nominal,"),
        (500, "padron,"),
        (2_738, "baja,perdida_de_vigencia"),
        (115, "baja,suspension_de_derechos"),
        (12, "baja,defuncion"),
        (36, "baja,duplicado"),
        (30, "baja,cancelacion_de_tramite"),
        (24, "baja,datos_irregulares"),
        (15, "baja,usurpacion"),
        (12, "baja,extravio_o_robo"),
        (9, "baja,domicilio_irregular"),
        (6, "baja,determinacion_judicial"),
        (3, "baja,renuncia_a_la_nacionalidad"),
    ]
)
ENTIDADES = con_pesos(
    [(9300, "20"), (140, "09"), (120, "15"), (130, "30"), (110, "21"), (70, "07"), (30, "12"),
     (20, "14"), (20, "26"), (20, "17"), (10, "19"), (10, "31"), (12, "87"), (8, "88")]
)  # fmt: skip
EMISIONES = con_pesos(
    [(52, "00"), (24, "01"), (13, "02"), (7, "03"), (3, "04"), (1, "05")]
)  # fmt: skip


class Padron:
    """The cut of `filas` people that a seed draws."""

    def __init__(self, filas: int, semilla: int = SEMILLA, corte: date = CORTE) -> None:
        self.filas, self.semilla, self.corte = filas, semilla, corte
        suerte = azar("padron", semilla)
        self._cic = _coprimo(suerte.randrange(10**8, 10**9)), suerte.randrange(10**9)
        self._identificador = _coprimo(suerte.randrange(10**8, 10**9)), suerte.randrange(10**9)
        self._turno = 7_919, suerte.randrange(TURNOS)
        self._dias, self._rangos = _dias_de_nacer(corte)
        self.lote = lru_cache(maxsize=LOTES_A_MANO)(self._lote)

    def __len__(self) -> int:
        return self.filas

    def __iter__(self) -> Iterator[Persona]:
        return chain.from_iterable(map(self._lote, range(-(-self.filas // LOTE))))

    def persona(self, i: int) -> Persona:
        """Return row i, from 0; raise IndexError past the end."""
        if not 0 <= i < self.filas:
            raise IndexError(i)
        return self.lote(i // LOTE)[i % LOTE]

    def filas_de(self, municipio: str) -> range:
        """Return the rows of one municipio, by its code."""
        return self._filas[municipio]

    @cached_property
    def _filas(self) -> dict[str, range]:
        hasta = dict(zip((s.municipio for s in self.secciones), self._hasta.tolist(), strict=True))
        desde = [0, *hasta.values()]
        return {m: range(d, h) for (m, h), d in zip(hasta.items(), desde, strict=False)}

    @cached_property
    def secciones(self) -> list[Seccion]:
        """Every sección, by municipio."""
        return [s for m in municipios(self.semilla) for s in m.secciones]

    @cached_property
    def _hasta(self) -> Enteros:
        """For each sección, the row after its last."""
        todos = municipios(self.semilla)
        minimo = min(MIN_FILAS, self.filas // len(todos))
        cuotas = repartir(self.filas, [m.peso for m in todos], minimo)
        partes = (
            repartir(cuota, [s.peso for s in m.secciones])
            for m, cuota in zip(todos, cuotas, strict=True)
        )
        return np.cumsum(list(chain.from_iterable(partes)))

    def _lote(self, k: int) -> list[Persona]:
        """Return rows k·LOTE and following."""
        filas = np.arange(k * LOTE, min(self.filas, (k + 1) * LOTE), dtype=np.int64)
        sorteo = numeros("padron", self.semilla, k).random((LOTE, 14))[: len(filas)].T
        return list(map(self._persona, self._sorteados(filas, sorteo)))

    def _sorteados(self, filas: Enteros, sorteo: Reales) -> Iterator[_Sorteado]:
        """Yield what was drawn for each row; whole columns are drawn at once."""
        turnos = (filas * self._turno[0] + self._turno[1]) % TURNOS
        sexos = _sexos(sorteo[0])
        situaciones = _tomar(SITUACIONES, sorteo[10])
        columnas = (
            np.searchsorted(self._hasta, filas, side="right").tolist(),
            ((filas * self._cic[0] + self._cic[1]) % 10**9).tolist(),
            ((filas * self._identificador[0] + self._identificador[1]) % 10**9).tolist(),
            self._dias[turnos].tolist(),
            ((filas // TURNOS) * 3 + self._rangos[turnos]).tolist(),
            sexos,
            zip(*_apellidos(sorteo[5:8]), _nombres(sexos, sorteo[1:5]), strict=True),
            _tomar(ENTIDADES, sorteo[8]),
            _tomar(EMISIONES, sorteo[9]),
            situaciones,
            _vigencias(situaciones, sorteo[11], self.corte.year),
            np.where(sorteo[12] < OCR_VIEJO, sorteo[13], -1.0).tolist(),
        )
        return map(_Sorteado._make, zip(*columnas, strict=True))

    def _persona(self, s: _Sorteado) -> Persona:
        """Return the row of what was drawn: every key follows from it."""
        seccion = self.secciones[s.seccion]
        impresa = self.secciones[int(s.vieja * len(self.secciones))] if s.vieja >= 0 else seccion
        identificador, nacimiento = f"{s.identificador:09}", _fecha(s.dia)
        clave, curp = claves(
            s.nombre, nacimiento=nacimiento, sexo=s.sexo, entidad=s.natal, homonimia=s.homonimia
        )
        situacion, causa = s.situacion.split(",")
        return Persona(
            f"{s.cic:09}", identificador, f"{impresa.numero:04}{identificador}", clave, s.emision,
            curp, *s.nombre, nacimiento, s.sexo, ENTIDAD,
            f"{seccion.distrito_federal:02}", f"{seccion.distrito_local:02}",
            seccion.municipio, f"{seccion.numero:04}", situacion, causa, s.vigencia,
        )  # fmt: skip


class _Sorteado(NamedTuple):
    """What chance decides of one person. situacion: with its cause, joined by a comma.

    seccion: its position among all; vieja: where, from 0 to 1, lies the one an old card prints, or
    -1; homonimia: see _dias_de_nacer; natal: entity of birth.
    """

    seccion: int
    cic: int
    identificador: int
    dia: int
    homonimia: int
    sexo: str
    nombre: NombreCompleto
    natal: str
    emision: str
    situacion: str
    vigencia: str
    vieja: float


def _coprimo(n: int) -> int:
    """Return a factor near n that visits every number of nine digits before it repeats one."""
    n |= 1
    return n if n % 5 else n + 2


@lru_cache(maxsize=40_000)
def _fecha(dia: int) -> str:
    return date.fromordinal(dia).isoformat()


def _dias_de_nacer(corte: date) -> tuple[Enteros, Enteros]:
    """Return for each turn of the calendar its day of birth, and its rank among those of that day.

    The ages follow a pyramid: flat until 35, then thinner. Row i takes turn i (mod TURNOS) after a
    shuffle; so those born on one day are told apart by their rank and by how many times the
    calendar had gone round: that number is the homonymy of the clave, and no clave repeats.
    """
    primero = corte - timedelta(days=round(LONGEVA * 365.25))
    ultimo = corte - timedelta(days=round(MAYORIA * 365.25) + 1)
    dias = np.arange(primero.toordinal(), ultimo.toordinal() + 1)
    edades = (corte.toordinal() - dias) / 365.25
    acumulado = np.cumsum(np.interp(edades, [35, LONGEVA], [1.0, 0.03]))
    cuantiles = (np.arange(TURNOS) + 0.5) / TURNOS * acumulado[-1]
    nacidos = dias[np.searchsorted(acumulado, cuantiles)]
    rangos = np.arange(TURNOS) - np.searchsorted(nacidos, nacidos)
    return nacidos.astype(np.int64), rangos.astype(np.int64)


def _tomar(de: Lista, sorteo: Reales) -> list[str]:
    """Return the text on which each draw falls."""
    textos = de.textos
    return [textos[i] for i in de.indices(sorteo).tolist()]


def _sexos(sorteo: Reales) -> list[str]:
    claves_de_sexo = np.select([sorteo < NO_BINARIA, sorteo < 0.525], ["X", "M"], "H")
    return [str(s) for s in claves_de_sexo]


def _nombres(sexos: list[str], sorteo: Reales) -> list[str]:
    """Return given names: one, or two when the first is a single word and the second differs."""
    listas = {"M": lista("mujer"), "H": lista("hombre")}
    primeros = {s: _tomar(li, sorteo[0]) for s, li in listas.items()}
    segundos = {s: _tomar(li, sorteo[1]) for s, li in listas.items()}
    con_dos = (sorteo[2] < DOS_NOMBRES).tolist()
    sorteado = (sorteo[3] < 0.5).tolist()
    nombres = []
    for i, sexo in enumerate(sexos):
        que = sexo if sexo != "X" else "MH"[sorteado[i]]
        nombres.append(_unir(primeros[que][i], segundos[que][i] if con_dos[i] else ""))
    return nombres


@lru_cache(maxsize=50_000)
def _unir(primero: str, segundo: str) -> str:
    sobra = " " in primero or " " in segundo or primero == segundo
    return (primero if sobra or not segundo else f"{primero} {segundo}").upper()


@cache
def _apellidos_en_mayusculas() -> Lista:
    apellidos = lista("apellidos")
    return Lista([a.upper() for a in apellidos.textos], apellidos.acumulado)


def _apellidos(sorteo: Reales) -> tuple[list[str], list[str]]:
    """Return paternos and maternos; a few people have no materno."""
    apellidos = _apellidos_en_mayusculas()
    paternos, maternos = _tomar(apellidos, sorteo[0]), _tomar(apellidos, sorteo[1])
    solos = (sorteo[2] < SIN_MATERNO).tolist()
    return paternos, ["" if solo else m for solo, m in zip(solos, maternos, strict=True)]


def _vigencias(situaciones: list[str], sorteo: Reales, anio: int) -> list[str]:
    """Return the last year of each card: past for those whose card lapsed."""
    suertes = sorteo.tolist()
    return [
        str(anio - 1 - int(11 * u**2) if s.endswith("perdida_de_vigencia") else anio + int(11 * u))
        for s, u in zip(situaciones, suertes, strict=True)
    ]


def escribir_padron(padron: Padron, salida: TextIO) -> Counter[str]:
    """Write the CSV; return how many are in the lista nominal of each municipio."""
    nominal: Counter[str] = Counter()
    salida.write(ENCABEZADO + "\n")
    for k in range(-(-len(padron) // LOTE)):
        personas = padron._lote(k)
        salida.write("\n".join(map(",".join, personas)) + "\n")
        nominal.update(p.municipio for p in personas if p.situacion == LISTA_NOMINAL)
    return nominal


def escribir_municipios(padron: Padron, nominal: Counter[str], salida: TextIO) -> None:
    """Write the catalogue of municipios, with the lista nominal that this padrón gives each."""
    salida.write(ENCABEZADO_MUNICIPIOS + "\n")
    for m in municipios(padron.semilla):
        federal, local = m.distritos()
        salida.write(f"{ENTIDAD},{m.clave},{m.nombre},{federal:02},{local:02},{nominal[m.clave]}\n")


def escribir(padron: Padron, carpeta: Path) -> Path:
    """Write padron.csv, municipios.csv and mapa.geojson; return the path of the first."""
    carpeta.mkdir(parents=True, exist_ok=True)
    ruta = carpeta / "padron.csv"
    with ruta.open("w", encoding="utf-8", newline="\n") as salida:
        nominal = escribir_padron(padron, salida)
    with (carpeta / "municipios.csv").open("w", encoding="utf-8", newline="\n") as salida:
        escribir_municipios(padron, nominal, salida)
    texto = mapa.como_texto(mapa.geojson(municipios(padron.semilla)))
    (carpeta / "mapa.geojson").write_bytes(texto.encode())
    return ruta


def main(argumentos: list[str]) -> int:
    """Write a padrón from the command line."""
    lector = argparse.ArgumentParser(description="Escribe un padrón sintético.")
    lector.add_argument("--filas", type=int, default=50_000)
    lector.add_argument("--semilla", type=int, default=SEMILLA)
    lector.add_argument("--corte", type=date.fromisoformat, default=CORTE)
    lector.add_argument("--carpeta", type=Path, default=Path(".var/padron"))
    opciones = lector.parse_args(argumentos)
    print(escribir(Padron(opciones.filas, opciones.semilla, opciones.corte), opciones.carpeta))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
