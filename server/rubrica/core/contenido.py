"""What a paquete holds once opened: the images, the signature and what was read (ET 5.2 to 5.12).

A record is whole or it is not one: nothing is optional but what a credential may lack, and
`aceptacion`, which says how a person accepted who did not sign the pad (ET 10.3 m). Images are
looked at by their header only, so that one which would fill the memory is refused undecoded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn, TypeAlias, TypeVar

from rubrica.core.jpeg import tamano_de_jpeg

VERSION = 1
MAX_LADO = 4096  # pixels of a side of a photograph
MAX_IMAGEN = 2 * 1024 * 1024  # bytes of one JPEG
MAX_TRAZOS = 500
MAX_PUNTOS = 10_000
MAX_COORDENADA = 100_000
MAX_CODIGOS = 12
MAX_BYTES_DE_CODIGO = 8192
MAX_AVISOS = 32
MAX_TEXTO = 20_000
IMAGENES = ("anverso", "reverso", "rostro")

MODELO = re.compile(r"[A-Z][A-Z0-9]{0,3}")
SIMBOLOGIA = re.compile(r"[A-Za-z0-9_+-]{1,32}")
LADO = re.compile(r"anverso|reverso")
CLAVE = re.compile(r"[0-9A-ZÑ]{0,18}")
AVISO = re.compile(r"[a-z0-9_-]{1,48}")
PARTE = re.compile(r"anverso|reverso|rostro|firma|huella|testigo")
NOMBRE = re.compile(r"[^\W\d_][^\x00-\x1f\x7f<>]{0,118}[^\W\d_]\.?")
CLAVES = frozenset({"cic", "ocr", "identificador", "emision", "clave"})

T = TypeVar("T")


class Causa(StrEnum):
    """Why the inside of a paquete is not a record; codes of the catalogue of refusals."""

    FALTA = "contenido-falta"
    SOBRA = "contenido-sobra"
    CAMPO = "contenido-campo"
    IMAGEN = "contenido-imagen"
    IMAGEN_GRANDE = "contenido-imagen-grande"
    ORIGINAL = "contenido-original"


class ContenidoInvalido(ValueError):
    """The inside of a paquete is not a whole record; `campo` names the part at fault."""

    def __init__(self, code: Causa, campo: str) -> None:
        super().__init__(f"{code}: {campo}")
        self.code, self.campo = code, campo


@dataclass(frozen=True, kw_only=True)
class Firma:
    """Strokes of the signature: each (t0, x0, y0, dt, dx, dy, …), in ms and in px of the canvas."""

    ancho: int
    alto: int
    trazos: tuple[tuple[int, ...], ...]


class Modo(StrEnum):
    """How a person accepted who did not sign the pad. A signature needs no saying."""

    SIN_FIRMA = "sin_firma"  # the credential says so (ET 10.3 m)
    CON_TESTIGO = "con_testigo"  # cannot or does not know how to sign


@dataclass(frozen=True)
class SinFirma:
    """The credential itself says *sin firma*; the pad may be blank (ET 10.3 m)."""

    modo = Modo.SIN_FIRMA

    def como_mapa(self) -> dict[str, Any]:
        return {"modo": self.modo.value}


@dataclass(frozen=True, kw_only=True)
class Testigo:
    """Whom the citizen chose to sign at their request."""

    nombre: str
    firma: Firma


@dataclass(frozen=True, kw_only=True)
class ConTestigo:
    """A witness signed at the request of who cannot. huella: JPEG of the fingerprint on paper.

    Without a huella the pad holds the person's own mark.
    """

    testigo: Testigo
    huella: bytes | None = None
    modo = Modo.CON_TESTIGO

    def como_mapa(self) -> dict[str, Any]:
        testigo = {"nombre": self.testigo.nombre, "firma": vars(self.testigo.firma)}
        return {"modo": self.modo.value, "huella": self.huella, "testigo": testigo}


Aceptacion: TypeAlias = SinFirma | ConTestigo


@dataclass(frozen=True, kw_only=True)
class Codigo:
    """A code as read from one side, as text, as bytes or both."""

    simbologia: str
    lado: str
    texto: str | None = None
    crudo: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Posicion:
    """Where the phone was: millionths of a degree, metres, seconds since the fix."""

    lat: int
    lon: int
    precision_m: int
    edad_s: int


@dataclass(frozen=True, kw_only=True)
class Manifiesto:
    """The words that the citizen accepted, as they were shown, and their version."""

    texto: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AvisoDeCalidad:
    """A warning that the phone gave about a part and the person captured over."""

    codigo: str
    de: str


@dataclass(frozen=True, kw_only=True)
class Contenido:
    """One record, whole. anverso, reverso, rostro: JPEG bytes. claves: key name → as read.

    aceptacion: None when the person signed the pad.
    """

    modelo: str
    anverso: bytes
    reverso: bytes
    rostro: bytes
    firma: Firma
    manifiesto: Manifiesto
    codigos: tuple[Codigo, ...] = ()
    claves: Mapping[str, str]
    posicion: Posicion | None = None
    avisos_de_calidad: tuple[AvisoDeCalidad, ...] = ()
    aceptacion: Aceptacion | None = None

    def como_mapa(self) -> dict[str, Any]:
        """Return the map that travels, ready for `cbor.encode`."""
        aceptacion = {"aceptacion": self.aceptacion.como_mapa()} if self.aceptacion else {}
        return {
            **aceptacion,
            "v": VERSION,
            "modelo": self.modelo,
            "anverso": self.anverso,
            "reverso": self.reverso,
            "rostro": self.rostro,
            "firma": vars(self.firma),
            "codigos": [_mapa_de_codigo(codigo) for codigo in self.codigos],
            "claves": dict(self.claves),
            "posicion": vars(self.posicion) if self.posicion else None,
            "manifiesto": vars(self.manifiesto),
            "original": True,
            "avisos_de_calidad": [vars(aviso) for aviso in self.avisos_de_calidad],
        }


def _mapa_de_codigo(codigo: Codigo) -> dict[str, str | bytes]:
    mapa: dict[str, str | bytes] = {"simbologia": codigo.simbologia, "lado": codigo.lado}
    if codigo.texto is not None:
        mapa["texto"] = codigo.texto
    if codigo.crudo is not None:
        mapa["bytes"] = codigo.crudo
    return mapa


MIEMBROS = frozenset(
    {
        "v",
        "modelo",
        *IMAGENES,
        "firma",
        "codigos",
        "claves",
        "posicion",
        "manifiesto",
        "original",
        "avisos_de_calidad",
    }
)
OPCIONALES = frozenset({"aceptacion"})


def leer(mapa: object) -> Contenido:
    """Return the record in an opened map; raise ContenidoInvalido."""
    raiz = _Mapa.de(mapa, "contenido", MIEMBROS, OPCIONALES)
    if raiz.entero("v", 1, VERSION) != VERSION:
        raiz.mal("v")
    if raiz.miembros["original"] is not True:
        raise ContenidoInvalido(Causa.ORIGINAL, "original")
    aceptacion = _aceptacion(raiz)
    firma = _firma(raiz.miembros["firma"], "firma", vacia=aceptacion is not None)
    if isinstance(aceptacion, ConTestigo) and not (aceptacion.huella or firma.trazos):
        raise ContenidoInvalido(Causa.FALTA, "aceptacion.huella")
    return Contenido(
        aceptacion=aceptacion,
        modelo=raiz.texto("modelo", MODELO),
        anverso=raiz.imagen("anverso"),
        reverso=raiz.imagen("reverso"),
        rostro=raiz.imagen("rostro"),
        firma=firma,
        codigos=raiz.lista("codigos", MAX_CODIGOS, _codigo),
        claves=_claves(raiz.miembros["claves"]),
        posicion=_posicion(raiz.miembros["posicion"]),
        manifiesto=_manifiesto(raiz.miembros["manifiesto"]),
        avisos_de_calidad=raiz.lista("avisos_de_calidad", MAX_AVISOS, _aviso),
    )


def _aceptacion(raiz: _Mapa) -> Aceptacion | None:
    """Return how the person accepted; None: by a signature, said in no other way."""
    valor = raiz.miembros.get("aceptacion")
    if "aceptacion" not in raiz.miembros:
        return None
    de_testigo = frozenset({"huella", "testigo"})
    mapa = _Mapa.de(valor, "aceptacion", frozenset({"modo"}), de_testigo)
    modo = mapa.miembros["modo"]
    if modo == Modo.SIN_FIRMA:
        _Mapa.de(valor, "aceptacion", frozenset({"modo"}))
        return SinFirma()
    if modo != Modo.CON_TESTIGO:
        mapa.mal("modo")
    _Mapa.de(valor, "aceptacion", de_testigo | {"modo"})
    huella = None if mapa.miembros["huella"] is None else mapa.imagen("huella")
    return ConTestigo(huella=huella, testigo=_testigo(mapa.miembros["testigo"]))


def _testigo(valor: object) -> Testigo:
    mapa = _Mapa.de(valor, "testigo", frozenset({"nombre", "firma"}))
    return Testigo(
        nombre=mapa.texto("nombre", NOMBRE),
        firma=_firma(mapa.miembros["firma"], "testigo.firma", vacia=False),
    )


def _firma(valor: object, donde: str, *, vacia: bool) -> Firma:
    """Return the strokes; without any, only where `vacia` says that there may be none."""
    mapa = _Mapa.de(valor, donde, frozenset({"ancho", "alto", "trazos"}))
    trazos = mapa.lista("trazos", MAX_TRAZOS, _trazo)
    if not (trazos or vacia) or sum(map(len, trazos)) > 3 * MAX_PUNTOS:
        mapa.mal("trazos")
    return Firma(
        ancho=mapa.entero("ancho", 1, MAX_LADO),
        alto=mapa.entero("alto", 1, MAX_LADO),
        trazos=trazos,
    )


def _trazo(valor: object) -> tuple[int, ...]:
    if not isinstance(valor, list) or not valor or len(valor) % 3:
        raise ContenidoInvalido(Causa.CAMPO, "firma.trazos")
    if not all(type(n) is int and abs(n) <= MAX_COORDENADA * 100 for n in valor):
        raise ContenidoInvalido(Causa.CAMPO, "firma.trazos")
    return tuple(valor)


def _codigo(valor: object) -> Codigo:
    mapa = _Mapa.de(
        valor, "codigos", frozenset({"simbologia", "lado"}), frozenset({"texto", "bytes"})
    )
    texto, crudo = mapa.miembros.get("texto"), mapa.miembros.get("bytes")
    if texto is None and crudo is None:
        mapa.mal("texto")
    if texto is not None and (not isinstance(texto, str) or len(texto) > MAX_BYTES_DE_CODIGO):
        mapa.mal("texto")
    if crudo is not None and (not isinstance(crudo, bytes) or len(crudo) > MAX_BYTES_DE_CODIGO):
        mapa.mal("bytes")
    return Codigo(
        simbologia=mapa.texto("simbologia", SIMBOLOGIA),
        lado=mapa.texto("lado", LADO),
        texto=texto,
        crudo=crudo,
    )


def _claves(valor: object) -> dict[str, str]:
    mapa = _Mapa.de(valor, "claves", frozenset(), CLAVES)
    return {nombre: mapa.texto(nombre, CLAVE) for nombre in mapa.miembros}


def _posicion(valor: object) -> Posicion | None:
    if valor is None:
        return None
    mapa = _Mapa.de(valor, "posicion", frozenset({"lat", "lon", "precision_m", "edad_s"}))
    return Posicion(
        lat=mapa.entero("lat", -90_000_000, 90_000_000),
        lon=mapa.entero("lon", -180_000_000, 180_000_000),
        precision_m=mapa.entero("precision_m", 0, 50_000_000),
        edad_s=mapa.entero("edad_s", 0, 1_000_000_000),
    )


def _manifiesto(valor: object) -> Manifiesto:
    mapa = _Mapa.de(valor, "manifiesto", frozenset({"texto", "version"}))
    texto = mapa.miembros["texto"]
    if not isinstance(texto, str) or not 0 < len(texto) <= MAX_TEXTO:
        mapa.mal("texto")
    return Manifiesto(texto=texto, version=mapa.entero("version", 1, 1_000_000))


def _aviso(valor: object) -> AvisoDeCalidad:
    mapa = _Mapa.de(valor, "avisos_de_calidad", frozenset({"codigo", "de"}))
    return AvisoDeCalidad(codigo=mapa.texto("codigo", AVISO), de=mapa.texto("de", PARTE))


@dataclass(frozen=True)
class _Mapa:
    """Reads the members of one map by name, refusing any value out of its shape."""

    miembros: Mapping[str, Any]
    donde: str

    @classmethod
    def de(
        cls,
        valor: object,
        donde: str,
        exigidos: frozenset[str],
        permitidos: frozenset[str] = frozenset(),
    ) -> _Mapa:
        """Return the map, once it has every member required and none that is not known."""
        if not isinstance(valor, dict):
            raise ContenidoInvalido(Causa.CAMPO, donde)
        for nombre in sorted(exigidos - valor.keys()):
            raise ContenidoInvalido(Causa.FALTA, f"{donde}.{nombre}")
        for nombre in sorted(valor.keys() - exigidos - permitidos):
            raise ContenidoInvalido(Causa.SOBRA, f"{donde}.{nombre}")
        return cls(valor, donde)

    def mal(self, nombre: str) -> NoReturn:
        raise ContenidoInvalido(Causa.CAMPO, f"{self.donde}.{nombre}")

    def texto(self, nombre: str, forma: re.Pattern[str]) -> str:
        valor = self.miembros[nombre]
        if not isinstance(valor, str) or not forma.fullmatch(valor):
            self.mal(nombre)
        return valor

    def entero(self, nombre: str, minimo: int, maximo: int) -> int:
        valor = self.miembros[nombre]
        if type(valor) is not int or not minimo <= valor <= maximo:
            self.mal(nombre)
        return valor

    def lista(self, nombre: str, maximo: int, leer: Callable[[object], T]) -> tuple[T, ...]:
        valor = self.miembros[nombre]
        if not isinstance(valor, list) or len(valor) > maximo:
            self.mal(nombre)
        return tuple(leer(item) for item in valor)

    def imagen(self, nombre: str) -> bytes:
        valor = self.miembros[nombre]
        if not isinstance(valor, bytes):
            self.mal(nombre)
        if len(valor) > MAX_IMAGEN:
            raise ContenidoInvalido(Causa.IMAGEN_GRANDE, nombre)
        try:
            ancho, alto = tamano_de_jpeg(valor)
        except ValueError:
            raise ContenidoInvalido(Causa.IMAGEN, nombre) from None
        if max(ancho, alto) > MAX_LADO:
            raise ContenidoInvalido(Causa.IMAGEN_GRANDE, nombre)
        return valor
