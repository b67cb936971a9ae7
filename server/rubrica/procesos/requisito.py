"""The requirement of a process: how many supports, in how many municipios, and what is missing.

A share is in hundredths of a percent (10 % is 1000), so that no float decides whether it was met.
Pure: figures in, an answer out. The law of each mechanism fixes the shares; the ET does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

CIEN_POR_CIENTO = 100_00
MAX_MUNICIPIOS = 570  # no entidad has more


class Redondeo(StrEnum):
    """What becomes of a fraction of a person or of a municipio."""

    ARRIBA = "arriba"
    ABAJO = "abajo"
    CERCANO = "cercano"  # halves up


EN_PALABRAS: Mapping[Redondeo, str] = {
    Redondeo.ARRIBA: "toda fracción se completa",
    Redondeo.ABAJO: "las fracciones no cuentan",
    Redondeo.CERCANO: "las fracciones se redondean al entero más cercano",
}


@dataclass(frozen=True, kw_only=True)
class Dispersion:
    """In how many municipios there must be support, and how much in each.

    Either `municipios` (a count) or `parte` (of all of them) is given, never both. en_cada: share
    of the lista nominal of each. Wrong, it does not construct (ValueError).
    """

    en_cada: int
    parte: int = 0
    municipios: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.en_cada <= CIEN_POR_CIENTO:
            raise ValueError("en_cada")
        if (self.parte > 0) == (self.municipios > 0):
            raise ValueError("parte o municipios: uno de los dos")
        if not 0 <= self.municipios <= MAX_MUNICIPIOS or not 0 <= self.parte <= CIEN_POR_CIENTO:
            raise ValueError("parte o municipios")


@dataclass(frozen=True, kw_only=True)
class Requisito:
    """What a process needs. porcentaje: share of the lista nominal of the whole entidad."""

    porcentaje: int
    dispersion: Dispersion | None = None
    redondeo: Redondeo = Redondeo.ARRIBA

    def __post_init__(self) -> None:
        if not 0 < self.porcentaje <= CIEN_POR_CIENTO:
            raise ValueError("porcentaje")

    @property
    def en_cada_municipio(self) -> int:
        """The share of the lista nominal that each municipio is measured by on the map."""
        return self.dispersion.en_cada if self.dispersion else self.porcentaje

    def en_palabras(self) -> str:
        """Return the whole of it as people read it; two that differ read differently."""
        frases = [f"{como_porcentaje(self.porcentaje)} de la Lista Nominal de la entidad"]
        if self.dispersion:
            cada = como_porcentaje(self.dispersion.en_cada)
            cuantos = _cuantos(self.dispersion.municipios, "municipio")
            if self.dispersion.parte:
                cuantos = f"{como_porcentaje(self.dispersion.parte)} de los municipios"
            frases.append(f"con {cada} de la de cada municipio en al menos {cuantos}")
        return f"{', '.join(frases)}; {EN_PALABRAS[self.redondeo]}."

    def columnas(self) -> dict[str, int | str]:
        """Return it as the columns of a process (models.py)."""
        dispersion = self.dispersion
        return {
            "requisito_porcentaje": self.porcentaje,
            "requisito_en_cada": dispersion.en_cada if dispersion else 0,
            "requisito_parte": dispersion.parte if dispersion else 0,
            "requisito_municipios": dispersion.municipios if dispersion else 0,
            "requisito_redondeo": self.redondeo.value,
        }


def de_columnas(
    *,
    requisito_porcentaje: int,
    requisito_en_cada: int,
    requisito_parte: int,
    requisito_municipios: int,
    requisito_redondeo: str,
) -> Requisito:
    """Return what those columns say; without en_cada there is no dispersion."""
    dispersion = None
    if requisito_en_cada:
        dispersion = Dispersion(
            en_cada=requisito_en_cada, parte=requisito_parte, municipios=requisito_municipios
        )
    return Requisito(
        porcentaje=requisito_porcentaje,
        dispersion=dispersion,
        redondeo=Redondeo(requisito_redondeo),
    )


COLUMNAS = tuple(Requisito(porcentaje=CIEN_POR_CIENTO).columnas())


def como_porcentaje(parte: int) -> str:
    """Return a share as people read it: "10 %", "0.13 %"."""
    enteros, centesimas = divmod(parte, 100)
    decimales = f".{centesimas:02}".rstrip("0") if centesimas else ""
    return f"{enteros}{decimales} %"


@dataclass(frozen=True, kw_only=True)
class Progreso:
    """How far a requirement is from being met.

    faltan: supports, in the whole entidad. faltan_municipios: how many more must reach their share.
    faltan_en_ellos: the fewest supports that would do it, in the municipios that are nearest.
    """

    necesarios: int
    validos: int
    municipios_necesarios: int
    municipios_cumplidos: int
    faltan: int
    faltan_municipios: int
    faltan_en_ellos: int

    @property
    def cumple(self) -> bool:
        """Whether both the total and the dispersion are met."""
        return not self.faltan and not self.faltan_municipios

    def en_palabras(self) -> str:
        """Return "Faltan N apoyos en total; faltan N apoyos en M municipios", or that it is met."""
        partes = []
        if self.faltan:
            partes.append(f"{_faltan(self.faltan, 'apoyo')} en total")
        if self.faltan_municipios:
            donde = _cuantos(self.faltan_municipios, "municipio")
            partes.append(f"{_faltan(self.faltan_en_ellos, 'apoyo')} en {donde}")
        return f"{'; '.join(partes).capitalize()}." if partes else "Se cumple el requisito."


def parte_de(total: int, parte: int, redondeo: Redondeo) -> int:
    """Return that share of a total, in whole units."""
    exacto = total * parte
    if redondeo is Redondeo.ARRIBA:
        return -(-exacto // CIEN_POR_CIENTO)
    if redondeo is Redondeo.ABAJO:
        return exacto // CIEN_POR_CIENTO
    return (2 * exacto + CIEN_POR_CIENTO) // (2 * CIEN_POR_CIENTO)


def medir(
    requisito: Requisito, *, lista_nominal: Mapping[str, int], validos: Mapping[str, int]
) -> Progreso:
    """Return how far the valid supports are from the requirement.

    lista_nominal: municipio → people, of every municipio of the entidad. validos: municipio →
    supports that count; one that is not in the lista nominal ("" is *por determinar*) adds to the
    total alone. A municipio without people needs none and cannot meet a share.
    """
    necesarios = parte_de(sum(lista_nominal.values()), requisito.porcentaje, requisito.redondeo)
    todos = sum(validos.values())
    dispersion = requisito.dispersion
    huecos = _huecos(requisito, lista_nominal, validos) if dispersion else []
    meta = _municipios_necesarios(requisito, lista_nominal)
    cumplidos = huecos.count(0)
    faltan_municipios = max(meta - cumplidos, 0)
    return Progreso(
        necesarios=necesarios,
        validos=todos,
        municipios_necesarios=meta,
        municipios_cumplidos=cumplidos,
        faltan=max(necesarios - todos, 0),
        faltan_municipios=faltan_municipios,
        faltan_en_ellos=sum(sorted(h for h in huecos if h)[:faltan_municipios]),
    )


@dataclass(frozen=True, kw_only=True)
class Avance:
    """How far one municipio is. meta: supports it needs; 0 when nobody lives there."""

    personas: int
    validos: int
    meta: int

    @property
    def faltan(self) -> int:
        return max(self.meta - self.validos, 0)

    @property
    def cumple(self) -> bool:
        """Whether it has its share; a municipio without people never does."""
        return bool(self.meta) and not self.faltan


def por_municipio(
    requisito: Requisito, *, lista_nominal: Mapping[str, int], validos: Mapping[str, int]
) -> dict[str, Avance]:
    """Return how far each municipio is from its share, in the order of the lista nominal.

    Without dispersion each is measured by the share of the whole, which obliges none of them.
    """
    return {
        clave: Avance(
            personas=personas,
            validos=validos.get(clave, 0),
            meta=_meta(requisito, personas),
        )
        for clave, personas in lista_nominal.items()
    }


def _meta(requisito: Requisito, personas: int) -> int:
    """Return how many a municipio needs: one at least, where there is somebody."""
    # A share that rounds to nothing is not support in that municipio.
    parte = parte_de(personas, requisito.en_cada_municipio, requisito.redondeo)
    return max(parte, 1) if personas else 0


def _cuantos(n: int, que: str) -> str:
    return f"{n:,} {que}" if n == 1 else f"{n:,} {que}s"


def _faltan(n: int, que: str) -> str:
    return f"{'falta' if n == 1 else 'faltan'} {_cuantos(n, que)}"


def _huecos(
    requisito: Requisito, lista_nominal: Mapping[str, int], validos: Mapping[str, int]
) -> list[int]:
    """Return how many supports each municipio with people lacks to reach its share."""
    avances = por_municipio(requisito, lista_nominal=lista_nominal, validos=validos)
    return [avance.faltan for avance in avances.values() if avance.personas]


def _municipios_necesarios(requisito: Requisito, lista_nominal: Mapping[str, int]) -> int:
    if requisito.dispersion is None:
        return 0
    contados = requisito.dispersion.municipios
    return contados or parte_de(len(lista_nominal), requisito.dispersion.parte, requisito.redondeo)
