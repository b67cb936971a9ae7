"""Everything that is measured on one record, in one pass over its photographs and its strokes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np

from rubrica.core.contenido import Contenido, ConTestigo, Firma
from rubrica.core.credencial.modelos import Recorte, firma_en
from rubrica.senales.pixeles import (
    bisel,
    firma,
    huellas,
    orla,
    papel,
    rostro,
    sobrepuesto,
    tarjeta,
    trama,
)
from rubrica.senales.pixeles.firma import Trazo
from rubrica.senales.pixeles.tarjeta import Hallada, Imagen, Region

MEDIO: Region = (0.15, 0.15, 0.7, 0.7)  # where the card is taken to be when its edges are not seen
ANCHO_DE_CARA = 360
ALARGADA = 1.35  # times as wide as high: a whole card seen from any hand's angle
NITIDA = 0.5  # edges this clean or more: what is inside can be laid flat and cut
HUELLA: Region = (0.77, 0.34, 0.19, 0.34)  # of the fingerprint on the backs that print one
SIN_HUELLA = frozenset({"G", "H"})
_A_LA_DERECHA: Region = (0.72, 0.2, 0.25, 0.48)
_A_LA_IZQUIERDA: Region = (0.03, 0.2, 0.27, 0.52)


class ImagenDanada(ValueError):
    """A photograph that no decoder opens."""


@dataclass(frozen=True)
class Lado:
    """One side of the credential as photographed. gris: the camera's pixels; chico: reduced."""

    gris: Imagen
    chico: Imagen
    hallada: Hallada | None
    medidas: dict[str, float]
    plana: Imagen | None = None
    reflejo: Region = tarjeta.ENTERA

    @property
    def region(self) -> Region:
        """Where the card is."""
        return self.hallada.region if self.hallada else MEDIO


@dataclass(frozen=True)
class Expediente:
    """What one record measures. huellas: class → 32 bytes (personal data), those there are."""

    anverso: Lado
    reverso: Lado
    rostro: rostro.Rostro
    trazo: Trazo
    parecido: float | None
    parches: tuple[float, Region]
    caras: Mapping[str, int]
    huellas: Mapping[str, bytes] = field(default_factory=dict)


def decodificar(jpeg: bytes, como: int = cv2.IMREAD_COLOR) -> Imagen:
    """Return the pixels of a JPEG, BGR. Raises ImagenDanada."""
    imagen = cv2.imdecode(np.frombuffer(jpeg, np.uint8), como)
    if imagen is None:
        raise ImagenDanada
    return np.asarray(imagen, np.uint8)


def medir(contenido: Contenido) -> Expediente:
    """Return everything measured on a record. Raises ImagenDanada."""
    modelo = contenido.modelo
    anverso, reverso = medir_lado(contenido.anverso), medir_lado(contenido.reverso)
    suyo, chico = _cara(contenido.rostro)
    cara = suyo.region if suyo.caras else None
    propias = {
        "anverso": huellas.huella_de(anverso.chico),
        "reverso": huellas.huella_de(reverso.chico),
        "rostro": huellas.huella_de(chico),
        "fondo": huellas.del_fondo(chico, cara),
        "firma": huellas.de_la_firma(contenido.firma),
        **_de_la_tarjeta(anverso, reverso, modelo, contenido),
    }
    return Expediente(
        anverso=anverso,
        reverso=reverso,
        rostro=suyo,
        trazo=trazo_de(contenido.firma),
        parecido=comparar_firmas(contenido, anverso, reverso),
        parches=parches_de(anverso),
        caras=_retratos(anverso, reverso, modelo),
        huellas={clase: h for clase, h in propias.items() if h},
    )


def medir_cara(jpeg: bytes) -> rostro.Rostro:
    """Return the measures of a live photograph. Raises ImagenDanada."""
    return _cara(jpeg)[0]


def _cara(jpeg: bytes) -> tuple[rostro.Rostro, Imagen]:
    """Return the measures, and the greys at which the photograph is hashed."""
    viva = decodificar(jpeg)
    alto = round(ANCHO_DE_CARA * viva.shape[0] / viva.shape[1])
    medida = (ANCHO_DE_CARA, alto)
    chica = np.asarray(cv2.resize(viva, medida, interpolation=cv2.INTER_AREA), np.uint8)
    suyo = rostro.medir_rostro(chica)
    suyo.medidas["trama"] = rostro.medir_puntos(_gris(viva), suyo.region)
    return suyo, _gris(chica)


def trazo_de(dado: Firma) -> Trazo:
    """Return the measures of what was drawn on the pad."""
    return firma.medir_trazo(dado)


def medir_lado(jpeg: bytes) -> Lado:
    """Return the measures of one side. Raises ImagenDanada."""
    imagen = decodificar(jpeg)
    gris = np.asarray(cv2.cvtColor(imagen, cv2.COLOR_BGR2GRAY), np.uint8)
    chica = papel.reducir(imagen)
    hallada = tarjeta.localizar(chica)
    reflejo, donde = papel.medir_reflejo(chica)
    medidas = {"color": papel.medir_color(chica), "reflejo": reflejo, **papel.medir_tonos(chica)}
    region = hallada.region if hallada else MEDIO
    medidas["trama-de-color"] = trama.medir_trama_de_color(imagen, region)
    medidas["bisel"] = bisel.medir_bisel(chica)
    medidas["enfoque"] = papel.medir_enfoque(_centro(gris))
    medidas |= _de_las_orillas(chica, hallada)
    plana = None
    if hallada is not None and hallada.nitidas >= NITIDA:
        plana = tarjeta.enderezar(imagen, tarjeta.afinar(gris, hallada.cuadro))
    return Lado(gris, _gris(chica), hallada, medidas, plana, donde)


def _centro(gris: Imagen) -> Imagen:
    """Return the middle of the picture, in the pixels of one 1280 wide."""
    alto, ancho = gris.shape
    lado = min(round(0.3 * ancho), alto)
    y, x = (alto - lado) // 2, (ancho - lado) // 2
    pieza = gris[y : y + lado, x : x + lado]
    return np.asarray(cv2.resize(pieza, (384, 384)), np.uint8) if lado != 384 else pieza


def _de_las_orillas(chica: Imagen, hallada: Hallada | None) -> dict[str, float]:
    if hallada is None:
        return {
            "entera": 0.0,
            "nitidas": 0.0,
            "ocupa": 0.0,
            "aspecto": 1.2,
            "margen": 0.0,
        }
    alrededor = orla.recorrer(chica, hallada.cuadro)
    # Four lines of other proportions are printed ones, or those of half a card.
    entera = hallada.nitidas * (1 if hallada.aspecto >= ALARGADA else 0.5)
    return {
        "entera": entera,
        "nitidas": hallada.nitidas,
        "ocupa": hallada.ocupa,
        "aspecto": hallada.aspecto,
        "margen": orla.medir_margen(alrededor),
    }


def _cortar(plana: Imagen, region: Region) -> Imagen:
    return rostro.recortar(plana, region)


def retrato_en(modelo: str) -> Region:
    """Return where a model prints the portrait, as shares of its front."""
    return _A_LA_DERECHA if modelo in {"A", "B", "C", "D"} else _A_LA_IZQUIERDA


def _de_la_tarjeta(
    anverso: Lado, reverso: Lado, modelo: str, contenido: Contenido
) -> dict[str, bytes]:
    """Return the hashes of the portrait and of the fingerprint, where they can be cut."""
    propias: dict[str, bytes] = {}
    if anverso.plana is not None:
        propias["retrato"] = huellas.huella_de(_gris(_cortar(anverso.plana, retrato_en(modelo))))
    como = contenido.aceptacion
    if isinstance(como, ConTestigo) and como.huella is not None:
        propias["huella"] = huellas.huella_de(decodificar(como.huella, cv2.IMREAD_GRAYSCALE))
    elif reverso.plana is not None and modelo not in SIN_HUELLA:
        propias["huella"] = huellas.huella_de(_gris(_cortar(reverso.plana, HUELLA)))
    return propias


def _gris(imagen: Imagen) -> Imagen:
    return np.asarray(cv2.cvtColor(imagen, cv2.COLOR_BGR2GRAY), np.uint8)


def comparar_firmas(contenido: Contenido, anverso: Lado, reverso: Lado) -> float | None:
    """Return how alike the given and the printed signatures are; None when it cannot be told."""
    donde: Recorte = firma_en(contenido.modelo)
    lado = anverso if donde.lado == "anverso" else reverso
    if lado.plana is None or not contenido.firma.trazos:
        return None
    impresa = firma.tinta_de(_cortar(lado.plana, (donde.x, donde.y, donde.ancho, donde.alto)))
    return firma.comparar(firma.dibujar(contenido.firma), impresa)


def parches_de(anverso: Lado) -> tuple[float, Region]:
    """Return the share of the front that pasted patches take, × 100, and where the largest is."""
    if anverso.plana is None or anverso.hallada is None:
        return 0.0, tarjeta.ENTERA
    area, region = sobrepuesto.medir_parches(anverso.plana)
    return area, tarjeta.a_la_foto(anverso.hallada.cuadro, region)


def _retratos(anverso: Lado, reverso: Lado, modelo: str) -> dict[str, int]:
    """Return how many portraits each side shows; the front, only if the back has one."""
    atras = _caras(reverso, modelo)
    return {"reverso": atras, "anverso": _caras(anverso, modelo) if atras > 0 else -1}


def _caras(lado: Lado, modelo: str) -> int:
    """Return how many portraits that side shows, looked for where the fronts have one."""
    if lado.plana is None:
        return -1
    x, y, ancho, alto = retrato_en(modelo)
    alrededor = (max(0.0, x - 0.03), y - 0.08, min(ancho + 0.06, 1 - x + 0.03), alto + 0.16)
    return len(rostro.buscar_caras(_gris(_cortar(lado.plana, alrededor)), menor=0.3))
