"""A synthetic Oaxaca: 570 municipios, their secciones and districts, and an invented map.

The best known municipios keep their names; the others are named by the local pattern of saint and
toponym, from lists of our own. Codes, sizes, districts and outlines are all invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rubrica.ficticio.azar import SEMILLA, azar
from rubrica.ficticio.listas import CARPETA, lista
from rubrica.ficticio.mapa import CONTORNO, Punto, contiene

ENTIDAD = "20"
MUNICIPIOS = 570
SECCIONES = 2_500
MAX_SECCION = 2_623  # some numbers in between exist no more
FEDERALES, LOCALES = 10, 25
MIN_LISTA, MAX_LISTA = 200, 25_000  # of a municipio that is not among the best known


@dataclass(frozen=True, slots=True)
class Seccion:
    """An electoral sección. `peso`: citizens it would have in the real size of the state."""

    numero: int
    municipio: str
    distrito_federal: int
    distrito_local: int
    peso: float


@dataclass(frozen=True, slots=True)
class Municipio:
    """A municipio with its three-digit code; `sitio` is longitude and latitude."""

    clave: str
    nombre: str
    peso: int
    sitio: Punto
    secciones: tuple[Seccion, ...]

    def distritos(self) -> tuple[int, int]:
        """Return the federal and local district where most of its citizens live."""
        mayor = max(self.secciones, key=lambda s: s.peso)
        return mayor.distrito_federal, mayor.distrito_local


@dataclass(frozen=True, slots=True)
class _Lugar:
    nombre: str
    peso: int
    sitio: Punto


@dataclass(frozen=True, slots=True)
class _Trozo:
    """A sección before it has its number and districts."""

    lugar: int
    peso: float
    sitio: Punto


def conocidos() -> list[_Lugar]:
    """Return the municipios that anybody in Oaxaca would look for on the map."""
    lugares = []
    for renglon in (CARPETA / "conocidos.txt").read_text(encoding="utf-8").splitlines():
        peso, resto = renglon.split(" ", 1)
        nombre, lon, lat = resto.split("|")
        lugares.append(_Lugar(nombre, int(peso), (float(lon), float(lat))))
    return lugares


def _toponimos() -> list[str]:
    nombres = []
    for renglon in (CARPETA / "toponimos.txt").read_text(encoding="utf-8").splitlines():
        raices, terminaciones = renglon.split(" ", 1)[1].split(" | ")
        nombres += [r + t for r in raices.split() for t in terminaciones.split()]
    return nombres


def nombres_inventados(cuantos: int, suerte: random.Random) -> list[str]:
    """Return that many different names of saint and toponym; a saint alone is rare."""
    santos, toponimos = lista("santos"), _toponimos()
    suerte.shuffle(toponimos)
    pesos = [b - a for a, b in zip([0.0, *santos.acumulado], santos.acumulado, strict=False)]
    elegidos = suerte.choices(santos.textos, pesos, k=cuantos)
    return [f"{s} {t}" for s, t in zip(elegidos, toponimos, strict=False)]


def _sitios(cuantos: int, ocupados: Sequence[Punto], suerte: random.Random) -> list[Punto]:
    """Return points inside the state, closer together in the valleys than in the isthmus."""
    sitios: list[Punto] = list(ocupados)
    separacion = 1.0
    while len(sitios) < cuantos + len(ocupados):
        lon, lat = suerte.uniform(-98.6, -93.8), suerte.uniform(15.6, 18.7)
        valle = abs(lon + 96.9) * 0.8 + abs(lat - 17.2) * 0.6
        minimo = separacion * (0.055 + 0.05 * valle)
        if not contiene(CONTORNO, (lon, lat)):
            continue
        if all((lon - x) ** 2 + (lat - y) ** 2 > minimo**2 for x, y in sitios):
            sitios.append((lon, lat))
        else:
            separacion *= 0.9995
    return sitios[len(ocupados) :]


def _tamanos(cuantos: int, suerte: random.Random) -> list[int]:
    """Return sizes of lista nominal skewed as the real ones: half of them under 2,000."""
    tamanos = [round(suerte.lognormvariate(7.6, 1.05)) for _ in range(cuantos)]
    return [min(MAX_LISTA, max(MIN_LISTA, t)) for t in tamanos]


def _lugares(suerte: random.Random) -> list[_Lugar]:
    """Return the 570 places in the order of their codes, which is that of their names."""
    fijos = conocidos()
    faltan = MUNICIPIOS - len(fijos)
    nombres = nombres_inventados(faltan, suerte)
    sitios = _sitios(faltan, [f.sitio for f in fijos], suerte)
    otros = map(_Lugar, nombres, _tamanos(faltan, suerte), sitios)
    return sorted([*fijos, *otros], key=lambda lugar: lugar.nombre)


def repartir(total: int, pesos: Sequence[float], minimo: int = 0) -> list[int]:
    """Return whole shares of `total` in proportion to the weights, each at least `minimo`.

    Largest remainders take what is left; a tie goes to the first. Raises ValueError if
    `total` cannot give everyone the minimum.
    """
    libre = total - minimo * len(pesos)
    if libre < 0:
        raise ValueError(f"{total} no alcanza para {len(pesos)} partes de {minimo}")
    suma = sum(pesos)
    exactas = [libre * peso / suma for peso in pesos]
    partes = [int(exacta) for exacta in exactas]
    restos = sorted(range(len(pesos)), key=lambda i: (partes[i] - exactas[i], i))
    for i in restos[: libre - sum(partes)]:
        partes[i] += 1
    return [minimo + parte for parte in partes]


def _trozos(lugares: Sequence[_Lugar], suerte: random.Random) -> Iterator[_Trozo]:
    cuantas = repartir(SECCIONES, [lugar.peso for lugar in lugares], minimo=1)
    for i, (lugar, n) in enumerate(zip(lugares, cuantas, strict=True)):
        pesos = [suerte.uniform(0.5, 1.5) for _ in range(n)]
        for peso in pesos:
            x, y = (c + suerte.uniform(-0.04, 0.04) for c in lugar.sitio)
            yield _Trozo(i, lugar.peso * peso / sum(pesos), (x, y))


def _distritar(trozos: Sequence[_Trozo], distritos: int) -> list[int]:
    """Return the district of each trozo: the state halved again and again across its longer side.

    Districts come out with about the same citizens, so some municipios fall in two of them.
    """
    distrito = [0] * len(trozos)

    def partir(miembros: list[int], desde: int, cuantos: int) -> None:
        if cuantos == 1:
            for i in miembros:
                distrito[i] = desde
            return
        a_lo_ancho = _ancho(trozos, miembros, 0) > _ancho(trozos, miembros, 1)
        miembros.sort(key=lambda i: (trozos[i].sitio[0 if a_lo_ancho else 1], i))
        mitad = cuantos // 2
        meta = sum(trozos[i].peso for i in miembros) * mitad / cuantos
        corte, suma = 0, 0.0
        while suma < meta:
            suma += trozos[miembros[corte]].peso
            corte += 1
        partir(miembros[:corte], desde, mitad)
        partir(miembros[corte:], desde + mitad, cuantos - mitad)

    partir(list(range(len(trozos))), 1, distritos)
    return distrito


def _ancho(trozos: Sequence[_Trozo], miembros: Sequence[int], eje: int) -> float:
    valores = [trozos[i].sitio[eje] for i in miembros]
    return max(valores) - min(valores)


def _numeros_de_seccion(suerte: random.Random) -> list[int]:
    """Return the numbers in use, nearly in order, with gaps and a few exchanges."""
    numeros = sorted(suerte.sample(range(1, MAX_SECCION + 1), SECCIONES))
    for _ in range(SECCIONES // 40):
        i = suerte.randrange(SECCIONES - 40)
        j = i + suerte.randrange(1, 40)
        numeros[i], numeros[j] = numeros[j], numeros[i]
    return numeros


@cache
def municipios(semilla: int = SEMILLA) -> tuple[Municipio, ...]:
    """Return the 570 municipios of that seed in the order of their codes."""
    suerte = azar("geografia", semilla)
    lugares = _lugares(suerte)
    trozos = list(_trozos(lugares, suerte))
    federales, locales = _distritar(trozos, FEDERALES), _distritar(trozos, LOCALES)
    numeros = _numeros_de_seccion(suerte)
    por_lugar: list[list[Seccion]] = [[] for _ in lugares]
    for trozo, numero, federal, local in zip(trozos, numeros, federales, locales, strict=True):
        seccion = Seccion(numero, f"{trozo.lugar + 1:03}", federal, local, trozo.peso)
        por_lugar[trozo.lugar].append(seccion)
    return tuple(
        Municipio(f"{i + 1:03}", lugar.nombre, lugar.peso, lugar.sitio, tuple(por_lugar[i]))
        for i, lugar in enumerate(lugares)
    )
