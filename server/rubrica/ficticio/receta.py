"""One capture as it was made: whose card, photographed how, with which trick or accident.

`preparar(persona, receta)` gives the four images and what the phone's reader found, always the same
bytes for the same receta.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import zxingcpp

from rubrica.core.contenido import (
    AvisoDeCalidad,
    Codigo,
    Contenido,
    Firma,
    Manifiesto,
    Posicion,
    SinFirma,
)
from rubrica.core.credencial.modelos import MODELOS
from rubrica.ficticio import firma, foto, fraude, optica
from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import Impresa, anverso, impresa, reverso
from rubrica.ficticio.firma import Garabato
from rubrica.ficticio.foto import ESQUINA, Calidad
from rubrica.ficticio.optica import Imagen
from rubrica.ficticio.padron import Persona
from rubrica.ficticio.rostro import foto_viva, rasgos

Truco: TypeAlias = Literal[
    "ninguno", "licencia", "dos anversos", "dos credenciales", "pantalla", "fotocopia",
    "fotocopia a color", "otra persona", "objeto", "rostro impreso", "cubrebocas", "punto", "cruz",
    "linea", "otra firma", "sin firma", "plantilla",
]  # fmt: skip
# The inciso of ET 10.3 that an operator would give each trick.
INCISO: Mapping[Truco, str] = {
    "licencia": "a", "dos anversos": "b", "dos credenciales": "c", "pantalla": "d",
    "fotocopia": "e", "fotocopia a color": "e", "otra persona": "g", "objeto": "h",
    "rostro impreso": "h", "cubrebocas": "i", "punto": "j", "cruz": "j", "linea": "j",
    "otra firma": "l", "sin firma": "m", "plantilla": "n",
}  # fmt: skip
GARABATOS: Mapping[Truco, Garabato] = {
    "punto": "punto", "cruz": "cruz", "linea": "linea", "sin firma": "nada",
}  # fmt: skip
SIMBOLOGIAS = {
    zxingcpp.BarcodeFormat.Code128: "Code128",
    zxingcpp.BarcodeFormat.PDF417: "PDF417",
    zxingcpp.BarcodeFormat.QRCode: "QRCode",
}


@dataclass(frozen=True, kw_only=True)
class Receta:
    """How one capture came about.

    toma: names this taking, so that a second one of the same person gives other photographs.
    ajena: the other person whose data, face or signature take part, where the trick needs one.
    tarjeta_sin_firma: the card says «SIN FIRMA», and so the pad stays blank: no trick, it is good.
    """

    toma: str
    calidad: Calidad = "buena"
    truco: Truco = "ninguno"
    modelo: str = ""
    ajena: Persona | None = None
    tarjeta_sin_firma: bool = False


@dataclass(frozen=True, kw_only=True)
class Fotos:
    """What the phone has in its hands before it seals."""

    modelo: str
    anverso: bytes
    reverso: bytes
    rostro: bytes
    firma: Firma
    codigos: tuple[Codigo, ...]
    claves: Mapping[str, str]
    avisos: tuple[AvisoDeCalidad, ...] = ()

    def contenido(self, *, manifiesto: Manifiesto, posicion: Posicion | None) -> Contenido:
        """Return the record that travels."""
        return Contenido(
            modelo=self.modelo,
            anverso=self.anverso,
            reverso=self.reverso,
            rostro=self.rostro,
            firma=self.firma,
            manifiesto=manifiesto,
            codigos=self.codigos,
            claves=self.claves,
            posicion=posicion,
            avisos_de_calidad=self.avisos,
            aceptacion=None if self.firma.trazos else SinFirma(),
        )


@dataclass(frozen=True)
class _Caso:
    """What every step of a preparation needs: the card, the other person's, the receta."""

    tarjeta: Impresa
    ajena: Impresa | None
    receta: Receta

    def otra(self) -> Impresa:
        """Return the other person's card; raise ValueError if the receta names nobody."""
        if self.ajena is None:
            raise ValueError(f"la receta «{self.receta.truco}» necesita otra persona")
        return self.ajena


def preparar(persona: Persona, receta: Receta) -> Fotos:
    """Return the photographs, the signature and what was read, as the receta says."""
    tarjeta = replace(impresa(persona, receta.modelo), sin_firma=receta.tarjeta_sin_firma)
    ajena = impresa(receta.ajena) if receta.ajena else None
    caso = _Caso(tarjeta, ajena, receta)
    frente, vuelta = _lado(caso, "anverso"), _lado(caso, "reverso")
    codigos = leer_codigos(vuelta)
    codigos += _mrz_leida(caso, codigos)
    return Fotos(
        modelo=tarjeta.modelo,
        anverso=_jpeg(frente, caso, "anverso"),
        reverso=_jpeg(vuelta, caso, "reverso"),
        rostro=_jpeg(_rostro(caso), caso, "rostro"),
        firma=_firma(caso),
        codigos=codigos,
        claves=claves_leidas(caso, codigos),
        avisos=_avisos(receta),
    )


def _jpeg(imagen: Imagen, caso: _Caso, parte: str) -> bytes:
    return foto.jpeg(imagen, azar("jpeg", caso.receta.toma, parte), caso.receta.calidad)


def _lado(caso: _Caso, lado: str) -> Imagen:
    """Return the photograph of one side."""
    receta = caso.receta
    suerte = azar("receta", caso.tarjeta.persona.cic, receta.toma, lado)
    plano = _plano(caso, lado)
    esquina = ESQUINA
    if receta.truco in {"fotocopia", "fotocopia a color"}:
        plano = fraude.fotocopia(plano, suerte, en_color=receta.truco != "fotocopia")
        esquina = 1
    elif receta.truco == "pantalla":
        plano, esquina = fraude.pantalla(plano, suerte), 8
    return foto.fotografiar(plano, suerte, receta.calidad, esquina=esquina)


def _plano(caso: _Caso, lado: str) -> Imagen:
    """Return what lies under the camera, still flat."""
    truco = caso.receta.truco
    if truco == "licencia":
        return fraude.licencia(caso.tarjeta, lado)
    if truco == "plantilla" and lado == "anverso":
        suerte = azar("plantilla", caso.tarjeta.persona.cic, caso.receta.toma)
        return fraude.plantilla(caso.otra(), caso.tarjeta, suerte)
    if lado == "anverso" or truco == "dos anversos":
        return anverso(caso.tarjeta)
    return reverso(caso.otra() if truco == "dos credenciales" else caso.tarjeta)


def _rostro(caso: _Caso) -> Imagen:
    """Return the live photograph."""
    receta, cic = caso.receta, caso.tarjeta.persona.cic
    suerte = azar("viva", cic, receta.toma)
    if receta.truco == "objeto":
        return fraude.objeto(suerte.choice(sorted(fraude.OBJETOS)), suerte)
    if receta.truco == "rostro impreso":
        return fraude.rostro_impreso(caso.tarjeta, receta.toma)
    quien = caso.otra() if receta.truco == "otra persona" else caso.tarjeta
    cara = rasgos(quien.persona.cic, quien.persona.sexo, quien.edad)
    if receta.truco == "cubrebocas":
        cara = replace(cara, cubrebocas=True)
    viva = foto_viva(cara, suerte, sombrero=suerte.random() < 0.04)
    if receta.calidad == "mala":
        viva = optica.mover(viva, suerte.uniform(6, 14), suerte.uniform(0, 180))
    return viva


def _firma(caso: _Caso) -> Firma:
    """Return what was drawn on the pad."""
    receta, cic = caso.receta, caso.tarjeta.persona.cic
    if receta.tarjeta_sin_firma:
        return Firma(ancho=firma.ANCHO, alto=firma.ALTO, trazos=())
    if receta.truco in GARABATOS:
        return firma.garabatear(GARABATOS[receta.truco], f"{cic} {receta.toma}")
    quien = caso.otra().persona.cic if receta.truco == "otra firma" else cic
    return firma.firmar(quien, receta.toma)


def leer_codigos(imagen: Imagen) -> tuple[Codigo, ...]:
    """Return the codes that a reader finds in the photograph of the back."""
    hallados = zxingcpp.read_barcodes(np.ascontiguousarray(imagen))
    return tuple(
        Codigo(
            simbologia=SIMBOLOGIAS[h.format],
            lado="reverso",
            texto=h.text if h.text.isprintable() and h.text.isascii() else None,
            crudo=bytes(h.bytes),
        )
        for h in hallados
        if h.format in SIMBOLOGIAS and h.bytes
    )


def claves_leidas(caso: _Caso, codigos: tuple[Codigo, ...]) -> dict[str, str]:
    """Return the keys that the model asks for, as the phone would read them from a legible card.

    Of two cards, those of the back: that is the one with the codes.

    What lies on the back (CIC, OCR, identificador) is not read when the back is not there, nor in
    a photograph whose bars do not read either.
    """
    if not _se_lee_el_reverso(caso, codigos):
        return {}
    p = _del_reverso(caso).persona
    todas = {
        "cic": p.cic, "ocr": p.ocr, "identificador": p.identificador,
        "emision": p.emision, "clave": p.clave_elector,
    }  # fmt: skip
    return {nombre: todas[nombre] for nombre in MODELOS[caso.tarjeta.modelo].exige}


def _del_reverso(caso: _Caso) -> Impresa:
    return caso.otra() if caso.receta.truco == "dos credenciales" else caso.tarjeta


def _se_lee_el_reverso(caso: _Caso, codigos: tuple[Codigo, ...]) -> bool:
    """Tell whether a phone would read the text of the back: it is there, and not too blurred."""
    if caso.receta.truco in {"licencia", "dos anversos"}:
        return False
    return caso.receta.calidad != "mala" or any(c.simbologia == "Code128" for c in codigos)


def _mrz_leida(caso: _Caso, codigos: tuple[Codigo, ...]) -> tuple[Codigo, ...]:
    """Return the MRZ as the phone's own reader would give it, or nothing."""
    tarjeta = _del_reverso(caso)
    if not tarjeta.con_mrz or not _se_lee_el_reverso(caso, codigos):
        return ()
    return (Codigo(simbologia="MRZ", lado="reverso", texto="\n".join(tarjeta.lineas)),)


def _avisos(receta: Receta) -> tuple[AvisoDeCalidad, ...]:
    """Return the warnings over which the auxiliar went on."""
    if receta.calidad == "mala":
        return (AvisoDeCalidad(codigo="borrosa", de="reverso"),)
    return (AvisoDeCalidad(codigo="sin-rostro", de="rostro"),) if receta.truco == "objeto" else ()
