"""The models of the credential as data: which keys each asks for, and where to read them (ET 5.4).

Models are configuration: a new one is a row of catalogos/modelos.json, never a change of code.
The dense QR of G and H is enciphered for INE alone: it is kept as opaque bytes. F carries only the
small services QR, so that *Mi Apoyo* (ET 7.3) reads its MRZ.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

CATALOGO = Path(__file__).parents[1] / "catalogos/modelos.json"


@dataclass(frozen=True)
class Recorte:
    """Where something is on a credential: side, and left, top, width and height as shares of it."""

    lado: str
    x: float
    y: float
    ancho: float
    alto: float

    @property
    def medidas(self) -> str:
        """The four numbers as the page's script reads them."""
        return f"{self.x} {self.y} {self.ancho} {self.alto}"


@dataclass(frozen=True, kw_only=True)
class Modelo:
    """One model. exige: names of the keys that the padrón is asked by, in that order.

    codigos: kinds of code on the back. qr: "ninguno", "servicios" (small, an address) or "denso".
    mrz: whether it may carry one. impresos: what it may print apart, with that label, in OCR-B.
    firma: where it prints the signature. mi_apoyo: admitted by ET 7.3.
    """

    modelo: str
    grupo: str
    descripcion: str
    codigos: tuple[str, ...]
    qr: str
    mrz: bool
    impresos: tuple[str, ...]
    firma: Recorte
    exterior: bool
    mi_apoyo: bool
    exige: tuple[str, ...]


def _cargar() -> Mapping[str, Modelo]:
    catalogo = json.loads(CATALOGO.read_text("utf-8"))
    return MappingProxyType(
        {
            fila["modelo"]: Modelo(
                **{
                    **fila,
                    "codigos": tuple(fila["codigos"]),
                    "impresos": tuple(fila["impresos"]),
                    "firma": Recorte(**catalogo["firmas"][fila["firma"]]),
                },
                exige=tuple(catalogo["grupos"][fila["grupo"]]),
            )
            for fila in catalogo["modelos"]
        }
    )


MODELOS = _cargar()


def faltan(modelo: str, claves: Mapping[str, str]) -> tuple[str, ...]:
    """Return which keys that model asks for are not among `claves`; KeyError if unknown model."""
    return tuple(nombre for nombre in MODELOS[modelo].exige if not claves.get(nombre))


def firma_en(modelo: str) -> Recorte:
    """Return where a model prints the signature; of one not known, where the newest does.

    The layout has moved once, and the whole card is beside the crop in any case.
    """
    return MODELOS.get(modelo, MODELOS[max(MODELOS)]).firma
