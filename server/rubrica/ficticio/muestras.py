"""Pictures with one thing to be noticed, or none, to set thresholds on and to measure señales with.

`tarjeta`, `cara` and `trazo` draw the i-th sample of a case, always the same. Three sets never
share a person: `ajuste` (thresholds are chosen on it), `examen` (printed by the bench) and
`aparte`: the press, laminate, lens and sensor of the family that nothing was tuned on.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import cv2
import numpy as np

from rubrica.core.contenido import Firma
from rubrica.ficticio import familias, firma, foto, fraude, optica, tomas_malas
from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import Impresa, anverso, impresa, reverso
from rubrica.ficticio.foto import Calidad
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.padron import Padron
from rubrica.ficticio.rostro import FOTO_VIVA, rasgos
from rubrica.ficticio.rostro.tomas import foto_viva
from rubrica.senales.impreso import Esperado

CONJUNTOS = MappingProxyType({"ajuste": 11, "examen": 40_011, "aparte": 80_011})
DE_SIEMPRE = ("", "offset", "laser", "sublimacion")  # "": as drawn
MODELOS = "CDEFGH"
BUENAS: tuple[Calidad, ...] = ("buena", "buena", "buena", "regular", "buena", "regular", "mala")
_PADRON = Padron(120_000)

# Case → whether it is a fair one. The names are those of the señales that must be raised.
TARJETAS = (
    "", "fotocopia", "fotocopia-color", "pantalla", "pantalla-de-cerca", "borrosa", "reflejo",
    "cortada", "sobrepuesto",
)  # fmt: skip
CARAS = ("", "sin-rostro", "varios-rostros", "cubierto", "papel", "pantalla", "borrosa")
TRAZOS = ("", "nada", "punto", "linea", "cruz", "equis", "palomita", "otra")


def persona_de(conjunto: str, i: int) -> Impresa:
    """Return the card of the i-th person of a set; models take turns."""
    persona = _PADRON.persona(CONJUNTOS[conjunto] + i * 13)
    return impresa(persona, MODELOS[i % len(MODELOS)])


def tarjeta(caso: str, conjunto: str, i: int, lado: str) -> bytes:
    """Return the photograph of a side of a card as JPEG. lado: anverso or reverso.

    Pasted text is only on the front; the back is then as it should be.
    """
    quien = persona_de(conjunto, i)
    suerte = azar("muestra de tarjeta", caso, conjunto, i, lado)
    plano = _plano(caso, lado, quien, suerte)
    cual = familias.APARTE if conjunto == "aparte" else DE_SIEMPRE[i % len(DE_SIEMPRE)]
    if cual:
        plano = familias.credencial_de(plano, cual, quien.persona.cic)
    imagen = _tomar(caso, plano, suerte, BUENAS[i % len(BUENAS)])
    if cual:
        imagen = familias.por_el_telefono(imagen, cual, suerte)
    return optica.a_jpeg(imagen, suerte.randint(68, 80))


def esperado_de(conjunto: str, i: int) -> Esperado:
    """Return what the padrón and the back of the i-th card say of its person."""
    quien = persona_de(conjunto, i)
    p = quien.persona
    return Esperado(
        clave=p.clave_elector, curp=p.curp, nombre=f"{p.paterno} {p.materno} {p.nombres}",
        zona="\n".join(quien.lineas) if quien.con_mrz else "",
    )  # fmt: skip


def frente(caso: str, conjunto: str, i: int) -> bytes:
    """Return the photograph of a front as JPEG, to be read.

    caso: "" as `tarjeta` takes it; "otro-nombre", the name of another person over the own keys;
    or one of familias.DEFECTOS, worse in that than any hand should send.
    """
    if not caso:
        return tarjeta("", conjunto, i, "anverso")
    quien = persona_de(conjunto, i)
    cual = familias.APARTE if conjunto == "aparte" else DE_SIEMPRE[1 + i % 3]
    if caso == "otro-nombre":
        otra = persona_de(conjunto, i + 1).persona
        nombre = {n: getattr(otra, n) for n in ("paterno", "materno", "nombres")}
        quien = replace(quien, persona=quien.persona._replace(**nombre))
        caso = familias.ORDINARIA
    return familias.retratar(anverso(quien), cual, caso, quien.persona.cic, i)


def _plano(caso: str, lado: str, quien: Impresa, suerte: random.Random) -> Imagen:
    if caso == "sobrepuesto" and lado == "anverso":
        otra = impresa(_PADRON.persona(suerte.randrange(100_000)), quien.modelo)
        return fraude.plantilla(otra, quien, suerte)
    return anverso(quien) if lado == "anverso" else reverso(quien)


def _tomar(caso: str, plano: Imagen, suerte: random.Random, calidad: Calidad) -> Imagen:
    if caso in {"fotocopia", "fotocopia-color"}:
        copia = fraude.fotocopia(plano, suerte, en_color=caso != "fotocopia")
        return foto.fotografiar(copia, suerte, calidad, esquina=1)
    if caso == "pantalla":
        return foto.fotografiar(fraude.pantalla(plano, suerte), suerte, calidad, esquina=8)
    if caso == "pantalla-de-cerca":
        grande = fraude.pantalla_de_cerca(plano, suerte)
        pulso = foto.PULSOS[calidad]
        ancho = (pulso.ancho[0] * fraude.DE_CERCA, pulso.ancho[1] * fraude.DE_CERCA)
        cerca = replace(pulso, ancho=ancho, desborda=True)
        return foto.fotografiar_con(grande, suerte, cerca, esquina=1)
    if caso in {"borrosa", "reflejo", "cortada"}:
        return tomas_malas.credencial(caso, plano, suerte)
    return foto.fotografiar(plano, suerte, calidad)


_CARAS_DE: Mapping[str, str] = {
    "sin-rostro": "sin-rostro", "varios-rostros": "varios-rostros", "cubierto": "cubierto",
    "borrosa": "borrosa",
}  # fmt: skip


def cara(caso: str, conjunto: str, i: int) -> bytes:
    """Return a live photograph as JPEG."""
    quien = persona_de(conjunto, i)
    suerte = azar("muestra de cara", caso, conjunto, i)
    imagen = _cara(caso, quien, suerte, f"{conjunto} {i}")
    cual = familias.APARTE if conjunto == "aparte" else DE_SIEMPRE[i % len(DE_SIEMPRE)]
    if cual:
        imagen = familias.por_el_telefono(imagen, cual, suerte)
    return optica.a_jpeg(imagen, suerte.randint(68, 80))


def _cara(caso: str, quien: Impresa, suerte: random.Random, vez: str) -> Imagen:
    r = rasgos(quien.persona.cic, quien.persona.sexo, quien.edad)
    if caso == "papel":
        return fraude.rostro_impreso(quien, vez)
    if caso == "pantalla":
        return rostro_en_pantalla(foto_viva(r, suerte), suerte)
    if caso in _CARAS_DE:
        return tomas_malas.cara(_CARAS_DE[caso], r, suerte)
    viva = foto_viva(r, suerte, sombrero=suerte.random() < 0.04)
    if suerte.random() < 0.1:
        viva = optica.mover(viva, suerte.uniform(4, 10), suerte.uniform(0, 180))
    return viva


def rostro_en_pantalla(viva: Imagen, suerte: random.Random) -> Imagen:
    """Return a live photograph taken of another that a screen shows (ET 10.3 h)."""
    vista = fraude.pantalla(viva, suerte)
    alto, ancho = vista.shape[:2]
    escena = optica.un_fondo("cuarto", suerte, *FOTO_VIVA)
    escala = suerte.uniform(0.82, 1.0) * FOTO_VIVA[0] / ancho
    giro = cv2.getRotationMatrix2D((ancho / 2, alto / 2), suerte.uniform(-4, 4), escala)
    giro[:, 2] += ((FOTO_VIVA[0] - ancho) / 2, (FOTO_VIVA[1] - alto) / 2)
    cv2.warpAffine(vista, giro, FOTO_VIVA, dst=escena, borderMode=cv2.BORDER_TRANSPARENT)
    campo = optica.luz_pareja(suerte, 0.15)
    foto_ = optica.enfocar_mal(optica.alumbrar(escena, campo), suerte.uniform(0.3, 0.7))
    return np.asarray(optica.granular(foto_, 2.2, suerte), np.uint8)


def trazo(caso: str, conjunto: str, i: int) -> tuple[Firma, str]:
    """Return what is on the pad, and of whom the card is; "otra": signed by somebody else."""
    cic = persona_de(conjunto, i).persona.cic
    if caso == "":
        return firma.firmar(cic, f"muestra {i}"), cic
    if caso == "otra":
        return firma.firmar(persona_de(conjunto, i + 1).persona.cic, f"muestra {i}"), cic
    garabato: dict[str, firma.Garabato] = {
        "nada": "nada", "punto": "punto", "linea": "linea", "cruz": "cruz", "equis": "equis",
        "palomita": "palomita",
    }  # fmt: skip
    return firma.garabatear(garabato[caso], f"muestra {conjunto} {i}"), cic
