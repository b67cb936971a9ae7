"""The models of the credential as data: which keys each asks for, and where to read them (ET 5.4).

Models are configuration: a new one is a row of catalogos/modelos.json, or of the file that
MODELOS_EXTRA names (same shape; its rows win), never a change of code.
The dense QR of G and H is enciphered for INE alone: it is kept as opaque bytes. F carries only the
small services QR, so that *Mi Apoyo* (ET 7.3) reads its MRZ.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

CATALOGO = Path(__file__).parents[1] / "catalogos/modelos.json"
CLAVES = frozenset({"cic", "ocr", "identificador", "emision", "clave"})
CODIGOS = frozenset({"barras", "pdf417", "qr"})
IMPRESOS = frozenset({"OCR", "CIC"})
QR = frozenset({"ninguno", "servicios", "denso"})
LETRA = re.compile(r"[A-Z][A-Z0-9]{0,3}")
MILESIMOS = 1000


class CatalogoInvalido(ValueError):
    """A table of models that cannot be taken: its message says which row or file, and why."""


@dataclass(frozen=True)
class Recorte:
    """Where something is on a credential: side, and left, top, width and height as shares of it."""

    lado: str
    x: float
    y: float
    ancho: float
    alto: float

    def __post_init__(self) -> None:
        medidas = (self.x, self.y, self.ancho, self.alto)
        if any(isinstance(m, bool) or not isinstance(m, int | float) for m in medidas):
            raise ValueError("firma: measures are numbers")
        if self.lado not in {"anverso", "reverso"}:
            raise ValueError("firma: lado is anverso or reverso")
        if min(self.x, self.y) < 0 or min(self.ancho, self.alto) <= 0:
            raise ValueError("firma: outside the card")
        if self.x + self.ancho > 1 or self.y + self.alto > 1:
            raise ValueError("firma: outside the card")

    @property
    def en_milesimos(self) -> dict[str, str | int]:
        """The same in thousandths of the side: what is signed carries no fractions."""
        medidas = {n: round(v * MILESIMOS) for n, v in asdict(self).items() if n != "lado"}
        return {"lado": self.lado, **medidas}

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

    def __post_init__(self) -> None:
        if not LETRA.fullmatch(self.modelo):
            raise ValueError("modelo is a letter, and up to three more letters or digits")
        if not isinstance(self.descripcion, str) or not self.descripcion:
            raise ValueError("descripcion is a text")
        for nombre, admitidos in (("exige", CLAVES), ("codigos", CODIGOS), ("impresos", IMPRESOS)):
            if not admitidos.issuperset(getattr(self, nombre)):
                raise ValueError(f"{nombre}: only {', '.join(sorted(admitidos))}")
        if not self.exige or self.qr not in QR:
            raise ValueError("grupo has no keys, or qr is not one of those")
        if not all(isinstance(v, bool) for v in (self.mrz, self.exterior, self.mi_apoyo)):
            raise ValueError("mrz, exterior and mi_apoyo are true or false")


def _modelo(
    fila: Mapping[str, Any], grupos: Mapping[str, Any], firmas: Mapping[str, Any]
) -> Modelo:
    return Modelo(
        **{
            **fila,
            "codigos": tuple(fila["codigos"]),
            "impresos": tuple(fila["impresos"]),
            "firma": Recorte(**firmas[fila["firma"]]),
        },
        exige=tuple(grupos[fila["grupo"]]),
    )


def cargar(*archivos: Path) -> Mapping[str, Modelo]:
    """Return the models of those files, by letter; of one told twice, the last. CatalogoInvalido.

    A later file may use the grupos and firmas of the earlier ones, and add its own.
    """
    modelos: dict[str, Modelo] = {}
    grupos: dict[str, Any] = {}
    firmas: dict[str, Any] = {}
    for archivo in archivos:
        try:
            catalogo = json.loads(archivo.read_text("utf-8"))
            grupos |= catalogo.get("grupos", {})
            firmas |= catalogo.get("firmas", {})
            leidos = [_modelo(fila, grupos, firmas) for fila in catalogo["modelos"]]
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as falla:
            raise CatalogoInvalido(f"{archivo}: {falla!r}") from falla
        modelos |= {m.modelo: m for m in leidos}
    return MappingProxyType(modelos)


def _archivos() -> tuple[Path, ...]:
    extra = os.environ.get("MODELOS_EXTRA")
    return (CATALOGO, Path(extra)) if extra else (CATALOGO,)


MODELOS = cargar(*_archivos())


def filas() -> list[dict[str, object]]:
    """Return every model as the manifest tells it to the phones (docs/protocolo.md §9)."""
    return [
        {
            "modelo": m.modelo,
            "descripcion": m.descripcion,
            "codigos": list(m.codigos),
            "qr": m.qr,
            "mrz": m.mrz,
            "impresos": list(m.impresos),
            "firma": m.firma.en_milesimos,
            "exterior": m.exterior,
            "mi_apoyo": m.mi_apoyo,
            "exige": list(m.exige),
        }
        for m in MODELOS.values()
    ]


def faltan(modelo: str, claves: Mapping[str, str]) -> tuple[str, ...]:
    """Return which keys that model asks for are not among `claves`; KeyError if unknown model."""
    return tuple(nombre for nombre in MODELOS[modelo].exige if not claves.get(nombre))


def firma_en(modelo: str) -> Recorte:
    """Return where a model prints the signature; of one not known, where the newest does.

    The layout has moved once, and the whole card is beside the crop in any case.
    """
    return MODELOS.get(modelo, MODELOS[max(MODELOS)]).firma
