"""What the lines of a credential say, by their form and by the label over them (domain facts 1.2).

A clave counts when its eighteen positions hold, a CURP when its check digit does too; what looks
like one and is not stays apart, to be compared and never shown as read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations, pairwise
from types import MappingProxyType
from typing import Any

from rubrica.core.credencial import clave_elector, claves, curp, mrz
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.credencial.fechas import es_dia
from rubrica.core.credencial.nombres import a_mrz, sin_acentos
from rubrica.lector.renglones import TODA, Renglon, Zona

LARGO = 18
# Letters and digits of each position; of the CURP's seventeenth, either.
FORMAS = MappingProxyType({"clave": "LLLLLLNNNNNNNNLNNN", "curp": "LLLLNNNNNNLLLLLL?N"})
VALE_DESDE, SE_PARECE = 11, 15  # positions of the right kind, as read: of a key that holds, or not
NACIO = MappingProxyType({"clave": slice(6, 12), "curp": slice(4, 10)})
CORRIGE = MappingProxyType({"N": mrz.A_DIGITO, "L": mrz.A_LETRA, "?": {}})
ROTULOS = MappingProxyType(
    {
        "nombre": "NOMBRE", "domicilio": "DOMICILIO", "seccion": "SECCION", "vigencia": "VIGENCIA",
        "registro": "ANODEREGISTRO",
    }
)  # fmt: skip
PARECIDO = 4  # of so many letters of a label, one may be wrong
NOMBRES, ALTO_DEL_NOMBRE, SEGUIDOS = 3, 9.0, 1.7  # lines; heights of its label, between lines
SEGURO = 0.7  # of a line of the name; a key proves itself
SANGRIA, DEBAJO = 1.6, 3.2  # heights of a label: how far what is under it may be
ANIOS, DURA = range(1990, 2061), 10
DE_LA_MRZ = 24  # characters of a line that may be one of the MRZ


@dataclass(frozen=True, kw_only=True)
class Impreso:
    """What was read. "" and () where nothing valid was.

    nombre: its lines, as printed. dudosas: what looks like a clave or a CURP and does not hold,
    by which of the two.
    """

    clave: str = ""
    curp: str = ""
    nombre: tuple[str, ...] = ()
    seccion: str = ""
    vigencia: str = ""
    emision: str = ""
    cic: str = ""
    ocr: str = ""
    identificador: str = ""
    mrz: str = ""
    dudosas: tuple[tuple[str, str], ...] = ()

    @property
    def nada(self) -> bool:
        """Whether no key at all was read, nor anything like one."""
        return not (self.clave or self.curp or self.dudosas)

    def como_mapa(self) -> dict[str, Any]:
        """Return what is sealed of it."""
        return asdict(self)

    @classmethod
    def de_mapa(cls, mapa: Mapping[str, Any]) -> Impreso:
        """Return the one that `como_mapa` wrote."""
        partes = {**mapa, "nombre": tuple(mapa["nombre"])}
        partes["dudosas"] = tuple((cual, texto) for cual, texto in mapa["dudosas"])
        return cls(**partes)

    def vistas(self, cual: str) -> list[str]:
        """Return every text that may be that key ("clave", "curp"), the valid one first."""
        buena: str = getattr(self, cual)
        return [*([buena] if buena else []), *(t for n, t in self.dudosas if n == cual)]


def leer_frente(renglones: Sequence[Renglon]) -> Impreso:
    """Return what the lines of a front say."""
    vistas = [v for r in renglones for v in _claves(r.texto)]
    buenas = {n: t for n, t in reversed(vistas) if _vale(n, t)}
    return Impreso(
        clave=buenas.get("clave", ""),
        curp=buenas.get("curp", ""),
        dudosas=tuple(dict.fromkeys((n, t) for n, t in vistas if not _vale(n, t))),
        nombre=_nombre(renglones),
        seccion=_de_rotulo(renglones, "seccion", r"(?<!\d)(\d{4})(?!\d)"),
        vigencia=_vigencia(renglones),
        emision=_de_rotulo(renglones, "registro", r"(?:19|20)\d{2}\D{0,2}(\d{2})(?!\d)"),
    )


def leer_reverso(renglones: Sequence[Renglon]) -> Impreso:
    """Return the keys that the lines of a back say: of the MRZ, else of a number printed apart."""
    for tres in combinations([r.texto for r in renglones if _de_mrz(r.texto)], 3):
        try:
            leida = mrz.leer([_sin_huecos(t) for t in tres])
        except LecturaInvalida:
            continue
        return Impreso(
            cic=leida.cic, ocr=leida.ocr, identificador=leida.identificador, emision=leida.emision,
            mrz="\n".join(_sin_huecos(t) for t in tres),
        )  # fmt: skip
    return _aparte(renglones)


def _aparte(renglones: Sequence[Renglon]) -> Impreso:
    """Return the OCR of thirteen digits, and the CIC of the first line of an MRZ."""
    juntos = [_sin_huecos(renglon.texto) for renglon in renglones]
    ocr = (junto for junto in juntos if re.fullmatch(r"\d{13}", junto))
    primeras = (par for junto in juntos for par in re.findall(r"IDMEX(\d{9})(\d)", junto))
    cic = (cic for cic, digito in primeras if claves.digito_verificador(cic) == digito)
    return Impreso(ocr=next(ocr, ""), cic=next(cic, ""))


def _de_mrz(texto: str) -> bool:
    return len(_sin_huecos(texto)) >= DE_LA_MRZ


def _sin_huecos(texto: str) -> str:
    return re.sub(r"\s", "", texto.upper()).replace("«", "<<").replace("‹", "<")


# ---- Keys


def _claves(texto: str) -> Iterator[tuple[str, str]]:
    """Yield the stretch of a line most like a clave or a CURP, and which, if any is like one."""
    junto = re.sub("[^A-ZÑ0-9]", "", sin_acentos(texto))
    mejor = max(
        (
            (_parecido(junto[i : i + LARGO], forma), cual, junto[i : i + LARGO])
            for i in range(len(junto) - LARGO + 1)
            for cual, forma in FORMAS.items()
        ),
        default=(0, "", ""),
        key=lambda m: (_vale(m[1], _corregir(m[2], FORMAS.get(m[1], ""))), m[0]),
    )
    parecido, cual, leida = mejor
    if parecido < VALE_DESDE:
        return
    corregida = _corregir(leida, FORMAS[cual])
    if _vale(cual, corregida) or (parecido >= SE_PARECE and es_dia(corregida[NACIO[cual]])):
        yield cual, corregida


def _parecido(texto: str, forma: str) -> int:
    """Return in how many positions there is a letter where one goes, and a digit where one goes."""
    clases = ("N" if c.isdigit() else "L" for c in texto)
    return sum(f in {"?", c} for c, f in zip(clases, forma, strict=True))


def _corregir(texto: str, forma: str) -> str:
    return "".join(c.translate(CORRIGE[f]) for c, f in zip(texto, forma, strict=False))


_LECTORES: Mapping[str, Callable[[str], object]] = {"clave": clave_elector.leer, "curp": curp.leer}


def _vale(cual: str, texto: str) -> bool:
    try:
        _LECTORES[cual](texto)
    except (KeyError, LecturaInvalida):
        return False
    return True


def distancia(esperada: str, vistas: Sequence[str]) -> int | None:
    """Return how many characters the nearest of those texts has otherwise; None without any."""
    return min((_lejos(esperada, texto) for texto in vistas), default=None)


def lejos_dentro(una: str, otra: str) -> int:
    """Return how many characters the stretch of the other most like the first has otherwise."""
    return _lejos(una, otra, suelta=True)


def _lejos(una: str, otra: str, *, suelta: bool = False) -> int:
    """Return the least insertions, deletions and changes that make one of the other.

    suelta: what the other has before and after does not count.
    """
    fila = [0] * (len(otra) + 1) if suelta else list(range(len(otra) + 1))
    for i, a in enumerate(una, 1):
        anterior, fila[0] = fila[0], i
        for j, b in enumerate(otra, 1):
            anterior, fila[j] = fila[j], min(fila[j] + 1, fila[j - 1] + 1, anterior + (a != b))
    return min(fila) if suelta else fila[-1]


# ---- What stands under a label


def _rotulo(renglones: Sequence[Renglon], cual: str) -> Renglon | None:
    """Return the line that is that label, misread letters allowed."""
    return next((r for r in renglones if _es_rotulo(r, cual)), None)


def _es_rotulo(renglon: Renglon, cual: str) -> bool:
    palabra = ROTULOS[cual]
    junto = a_mrz(renglon.texto).replace(" ", "")
    return _lejos(palabra, junto) <= len(palabra) // PARECIDO


def _bajo(renglones: Sequence[Renglon], rotulo: Renglon, hasta: float) -> list[Renglon]:
    """Return the lines that begin under a label, down to so many of its heights, in order."""
    return [
        r
        for r in sorted(renglones, key=lambda r: r.y)
        if rotulo.alto * 0.4 < r.y - rotulo.y <= rotulo.alto * hasta
        and abs(r.izquierda - rotulo.izquierda) <= rotulo.alto * SANGRIA
    ]


def _de_rotulo(renglones: Sequence[Renglon], cual: str, patron: str) -> str:
    """Return what that pattern finds in the first line under a label; "" if it finds nothing."""
    rotulo = _rotulo(renglones, cual)
    for renglon in _bajo(renglones, rotulo, DEBAJO)[:1] if rotulo else []:
        if hallado := re.search(patron, renglon.texto):
            return hallado[1]
    return ""


def _vigencia(renglones: Sequence[Renglon]) -> str:
    """Return the last year of a credential: the one under its label, or the second of «2021-2031».

    Credentials last ten years (domain facts 1.1): no other pair of years is taken for it.
    """
    bajo = _de_rotulo(renglones, "vigencia", r"(?:\d{4}\D*)?(\d{4})(?!\d)")
    pares = (re.search(r"(?<!\d)(\d{4})\s*[-–—]\s*(\d{4})(?!\d)", r.texto) for r in renglones)
    dobles = (par[2] for par in pares if par and int(par[2]) - int(par[1]) == DURA)
    return bajo if bajo and int(bajo) in ANIOS else next(dobles, "")


def _nombre(renglones: Sequence[Renglon]) -> tuple[str, ...]:
    """Return the lines between the label of the name and that of the address, even misread ones.

    Where neither label is read, what stands closely together above the clave, up to the first
    line with digits, begins with one and ends with the other.
    """
    rotulo = _rotulo(renglones, "nombre")
    if rotulo is not None:
        bajo = _sin_digitos(_bajo(renglones, rotulo, ALTO_DEL_NOMBRE))
        juntos = _seguidos([rotulo, *bajo])[1:]
        fin = next((i for i, r in enumerate(juntos) if _es_rotulo(r, "domicilio")), len(juntos))
        juntos = juntos[:fin]
    else:
        zona = zona_del_nombre(renglones)
        arriba = [] if zona == TODA else _sin_digitos(_en(renglones, zona))
        juntos = _seguidos(arriba[::-1])[::-1][1:-1]
    seguros = (r.texto.upper() for r in juntos if r.seguro >= SEGURO)
    lineas = (" ".join(re.sub(r"[^\w\s.'-]", " ", texto).split()) for texto in seguros)
    return tuple(linea for linea in lineas if linea)[:NOMBRES]


def _sin_digitos(renglones: Sequence[Renglon]) -> list[Renglon]:
    """Return the lines before the first that has a digit."""
    fin = (i for i, r in enumerate(renglones) if re.search(r"\d", r.texto))
    return list(renglones[: next(fin, len(renglones))])


def _seguidos(renglones: Sequence[Renglon]) -> list[Renglon]:
    """Return the first lines, as far as each is close to the one before."""
    lejos = (
        i
        for i, (una, otra) in enumerate(pairwise(renglones), 1)
        if abs(otra.y - una.y) > SEGUIDOS * max(una.alto, otra.alto)
    )
    return list(renglones[: next(lejos, len(renglones))])


def _en(renglones: Sequence[Renglon], zona: Zona) -> list[Renglon]:
    x0, y0, x1, y1 = zona
    suyos = (r for r in renglones if x0 <= r.izquierda <= x1 and y0 <= r.y <= y1)
    return sorted(suyos, key=lambda r: r.y)


def zona_del_nombre(renglones: Sequence[Renglon]) -> Zona:
    """Return where the lines of a name begin: above the first key, at its left; TODA without."""
    con_clave = sorted((r for r in renglones if any(_claves(r.texto))), key=lambda r: r.y)
    if not con_clave:
        return TODA
    clave = con_clave[0]
    margen = 3 * clave.alto
    return clave.izquierda - margen, 0, clave.izquierda + margen, clave.y - 4 * clave.alto
