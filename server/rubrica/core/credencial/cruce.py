"""What the keys of one credential say of each other (ET 10.3 n).

The first fifteen positions of the clave de elector all follow from the CURP:

    clave   1  2  3  4  5  6  7-12  13-14  15          sexo of a trans person may have changed:
    CURP    1 14  3 15  4 16  5-10  12-13  11          it warns, always

A divergence that an honest credential can show is an `advertencia`:

    letters   X or Ñ on either side (one surname, Ñ, signs)          SIN_LETRA
              the same six in another order of names                 ORDEN_DE_NOMBRES
              one word alone, and the day, place and sex agree       OTRA_PALABRA
    birth     one of year, month and day, and all the letters agree  NACIMIENTO_RECTIFICADO
    entity    87, 88 or NE on either side                            EXTERIOR
    sex       any                                                    SEXO

Anything else is an `impedimento`. Neither invalidates: both are shown to the person who decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rubrica.core.credencial import nombres as letras
from rubrica.core.credencial.clave_elector import ClaveElector
from rubrica.core.credencial.curp import Curp
from rubrica.core.credencial.entidades import EXTERIOR, NACIDO_EN_EL_EXTRANJERO, POR_NUMERO
from rubrica.core.credencial.mrz import Aviso, Mrz

LETRAS_DE_LA_CURP = (0, 13, 2, 14, 3, 15)  # of clave positions 1-6
PALABRAS = ((0, 1), (2, 3), (4, 5))
COMPONENTES = (slice(0, 2), slice(2, 4), slice(4, 6))


class Clase(StrEnum):
    """How much a divergence weighs for who reviews."""

    ADVERTENCIA = "advertencia"
    IMPEDIMENTO = "impedimento"


class Motivo(StrEnum):
    """What diverges, and why it may be legitimate."""

    SIN_LETRA = "sin_letra"
    ORDEN_DE_NOMBRES = "orden_de_nombres"
    OTRA_PALABRA = "otra_palabra"
    LETRAS = "letras"
    NACIMIENTO_RECTIFICADO = "nacimiento_rectificado"
    NACIMIENTO = "nacimiento"
    EXTERIOR = "exterior"
    ENTIDAD = "entidad"
    SEXO = "sexo"
    SECCION = "seccion"
    VIGENCIA = "vigencia"
    NOMBRE = "nombre"


ADVIERTEN = frozenset(
    {
        Motivo.SIN_LETRA,
        Motivo.ORDEN_DE_NOMBRES,
        Motivo.OTRA_PALABRA,
        Motivo.NACIMIENTO_RECTIFICADO,
        Motivo.EXTERIOR,
        Motivo.SEXO,
        Motivo.NOMBRE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Divergencia:
    """One place where two keys disagree. posiciones: 1-based, of the first key; () when named."""

    motivo: Motivo
    posiciones: tuple[int, ...] = ()

    @property
    def clase(self) -> Clase:
        """ADVERTENCIA when an honest credential can show it."""
        return Clase.ADVERTENCIA if self.motivo in ADVIERTEN else Clase.IMPEDIMENTO


def cruzar(clave: ClaveElector, curp: Curp) -> list[Divergencia]:
    """Return where the clave and the CURP disagree, by position; empty when all fifteen agree."""
    letras_distintas = [
        i for i, j in enumerate(LETRAS_DE_LA_CURP) if clave.texto[i] != curp.texto[j]
    ]
    nacimiento = _nacimiento(clave.nacimiento, curp.texto[4:10], not letras_distintas)
    resto = [*nacimiento, *_entidad(clave, curp), *_sexo(clave.sexo, curp.sexo, 15)]
    return [*_letras(clave, curp, letras_distintas, not resto), *resto]


def _letras(
    clave: ClaveElector, curp: Curp, distintas: list[int], resto_coincide: bool
) -> list[Divergencia]:
    """Return the divergences of positions 1-6, `distintas` counted from 0."""
    de_la_curp = "".join(curp.texto[j] for j in LETRAS_DE_LA_CURP)
    sin_letra = [i for i in distintas if {clave.texto[i], de_la_curp[i]} & set("XÑ")]
    otras = [i for i in distintas if i not in sin_letra]
    halladas = [Divergencia(motivo=Motivo.SIN_LETRA, posiciones=_desde_uno(sin_letra))]
    motivo = _motivo_de_letras(clave.texto[:6], de_la_curp, otras, resto_coincide)
    halladas.append(Divergencia(motivo=motivo, posiciones=_desde_uno(otras)))
    return [d for d in halladas if d.posiciones]


def _motivo_de_letras(clave: str, curp: str, otras: list[int], resto_coincide: bool) -> Motivo:
    if sorted(_por_palabra(clave)) == sorted(_por_palabra(curp)):
        return Motivo.ORDEN_DE_NOMBRES
    if resto_coincide and len({i // 2 for i in otras}) == 1:
        return Motivo.OTRA_PALABRA
    return Motivo.LETRAS


def _por_palabra(seis: str) -> list[str]:
    return [seis[a] + seis[b] for a, b in PALABRAS]


def _nacimiento(uno: str, otro: str, letras_coinciden: bool) -> list[Divergencia]:
    """Return the divergence of two YYMMDD, if any."""
    distintos = sum(uno[c] != otro[c] for c in COMPONENTES)
    if not distintos:
        return []
    rectificado = distintos == 1 and letras_coinciden
    motivo = Motivo.NACIMIENTO_RECTIFICADO if rectificado else Motivo.NACIMIENTO
    posiciones = [6 + i for i in range(6) if uno[i] != otro[i]]
    return [Divergencia(motivo=motivo, posiciones=_desde_uno(posiciones))]


def _entidad(clave: ClaveElector, curp: Curp) -> list[Divergencia]:
    if POR_NUMERO[clave.entidad].curp == curp.entidad:
        return []
    fuera = clave.entidad in EXTERIOR or curp.entidad == NACIDO_EN_EL_EXTRANJERO
    return [Divergencia(motivo=Motivo.EXTERIOR if fuera else Motivo.ENTIDAD, posiciones=(13, 14))]


def _sexo(uno: str, otro: str, posicion: int) -> list[Divergencia]:
    return [] if uno == otro else [Divergencia(motivo=Motivo.SEXO, posiciones=(posicion,))]


def _desde_uno(indices: list[int]) -> tuple[int, ...]:
    return tuple(i + 1 for i in indices)


def cruzar_mrz(
    mrz: Mrz, *, curp: Curp | None = None, seccion: str = "", vigencia: str = ""
) -> list[Divergencia]:
    """Return where the back of a card disagrees with what its front printed.

    seccion: four digits; vigencia: the last year, four digits; "" or None where not read.
    """
    halladas = list[Divergencia]()
    if seccion and seccion != mrz.seccion:
        halladas.append(Divergencia(motivo=Motivo.SECCION))
    if vigencia and int(vigencia) != mrz.vigencia.year:
        halladas.append(Divergencia(motivo=Motivo.VIGENCIA))
    return halladas if curp is None else [*halladas, *_mrz_y_curp(mrz, curp)]


def _mrz_y_curp(mrz: Mrz, curp: Curp) -> list[Divergencia]:
    halladas = list[Divergencia]()
    if mrz.nacimiento != curp.texto[4:10]:
        halladas.append(Divergencia(motivo=Motivo.NACIMIENTO))
    if mrz.sexo in "HM" and mrz.sexo != curp.sexo:
        halladas.append(Divergencia(motivo=Motivo.SEXO, posiciones=(8,)))
    if _se_puede_partir(mrz) and not _nombres_coinciden(mrz, curp):
        halladas.append(Divergencia(motivo=Motivo.NOMBRE))
    return halladas


def _se_puede_partir(mrz: Mrz) -> bool:
    """Return whether the name line says which word is which: whole, two surnames of one word."""
    dudas = {Aviso.NOMBRE_TRUNCADO, Aviso.NOMBRE_CORREGIDO}
    return not dudas & set(mrz.avisos) and len(mrz.apellidos.split()) == 2 and bool(mrz.nombres)


def _nombres_coinciden(mrz: Mrz, curp: Curp) -> bool:
    """Return whether names and CURP give the same letters; an X of the CURP stands for any."""
    paterno, materno = mrz.apellidos.split()
    palabras = (paterno, materno, letras.palabra_de_nombre(mrz.nombres))
    iniciales = "".join(letras.inicial(p) for p in palabras)
    consonantes = "".join(letras.consonante_interna(p) for p in palabras)
    propias = iniciales[0] + letras.vocal_interna(paterno) + iniciales[1:] + consonantes
    de_la_curp = curp.texto[:4] + curp.texto[13:16]
    return re.fullmatch(de_la_curp.replace("X", "[A-Z]"), propias) is not None
