"""The keys read again on the server, from the images, to be compared with the phone's (ET 10.3).

Bar codes by zxing-cpp, level and then turned; the MRZ and the numbers printed apart by the
project's own reader of OCR-B.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp

from rubrica.core.contenido import Codigo
from rubrica.core.credencial.modelos import MODELOS
from rubrica.ocrb import zona
from rubrica.senales.pixeles.tarjeta import Imagen

GIROS = (0, 7, -7)  # degrees: bar codes read only when they lie almost level
FORMATOS = {
    zxingcpp.BarcodeFormat.Code128: "Code128",
    zxingcpp.BarcodeFormat.PDF417: "PDF417",
    zxingcpp.BarcodeFormat.QRCode: "QRCode",
}
CON_CLAVE = frozenset({"Code128"})
# The reader takes a list; what it says of its own types wants another name for it.
DE_UN_REVERSO: Any = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.PDF417]
DE_TODOS: Any = list(FORMATOS)


@dataclass(frozen=True)
class Leido:
    """What the server read. codigos: of the back; juegos: how many sides show codes of a back."""

    codigos: tuple[Codigo, ...]
    juegos: int


def leer(anverso: Imagen, reverso: Imagen, modelo: str) -> Leido:
    """Return the codes and texts of the two sides, in greys."""
    atras = [*_barras(reverso), *_textos(reverso, modelo)]
    propios = zxingcpp.read_barcodes(anverso, formats=DE_UN_REVERSO)
    return Leido(tuple(atras), bool(atras) + any(s.bytes for s in propios))


def _barras(gris: Imagen) -> list[Codigo]:
    """Return the bar codes of a side; turned only until one that says a key is read."""
    hallados: dict[bytes, Codigo] = {}
    for grados in GIROS:
        for simbolo in zxingcpp.read_barcodes(_girar(gris, grados), formats=DE_TODOS):
            if simbolo.format in FORMATOS and simbolo.bytes:
                hallados.setdefault(bytes(simbolo.bytes), _codigo(simbolo))
        if any(c.simbologia in CON_CLAVE for c in hallados.values()):
            break
    return list(hallados.values())


def _codigo(simbolo: zxingcpp.Barcode) -> Codigo:
    texto = simbolo.text if simbolo.text.isascii() and simbolo.text.isprintable() else None
    return Codigo(
        simbologia=FORMATOS[simbolo.format], lado="reverso", texto=texto, crudo=bytes(simbolo.bytes)
    )


def _girar(gris: Imagen, grados: int) -> Imagen:
    if not grados:
        return gris
    alto, ancho = gris.shape
    giro = cv2.getRotationMatrix2D((ancho / 2, alto / 2), grados, 1)
    return np.asarray(cv2.warpAffine(gris, giro, (ancho, alto), borderValue=255), np.uint8)


def _textos(gris: Imagen, modelo: str) -> list[Codigo]:
    """Return the MRZ, else what the model prints apart, as the reader of OCR-B gives them."""
    fila = MODELOS.get(modelo)
    if fila is None or fila.mrz:
        if texto := zona.leer_zona(gris):
            return [Codigo(simbologia="MRZ", lado="reverso", texto=texto)]
    rotulos = fila.impresos if fila else ("OCR", "CIC")
    leidos = ((r, zona.leer_aparte(gris, r)) for r in rotulos)
    # An OCR of twelve may be one of thirteen whose end glare took away.
    return [Codigo(simbologia=r, lado="reverso", texto=t) for r, t in leidos if t and len(t) != 12]


def distintas(servidor: Mapping[str, str], telefono: Mapping[str, str]) -> list[str]:
    """Return the names of the keys that both read and do not agree on."""
    return sorted(
        n for n, valor in servidor.items() if valor and telefono.get(n) and telefono[n] != valor
    )
