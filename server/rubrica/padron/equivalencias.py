"""What a card still says and the padrón says otherwise by now: old sections, old claves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from rubrica.core.credencial import claves
from rubrica.padron.models import ClaveAnterior, Corte, Reseccion

LARGO = 13  # digits of an OCR that holds its identificador; one of 12 does not


def secciones_de_ahora(entidad: int | None, secciones: Collection[int]) -> Mapping[int, list[int]]:
    """Return which sections each of those became; one that is still in force is not in it.

    entidad: None for any, since a number of section repeats in every one.
    """
    filas = Reseccion.objects.filter(anterior__in=list(secciones))
    if entidad is not None:
        filas = filas.filter(entidad=entidad)
    ahora: dict[int, list[int]] = defaultdict(list)
    for anterior, vigente in filas.values_list("anterior", "vigente"):
        ahora[anterior].append(vigente)
    return ahora


def ocr_de_ahora(corte: int, ocrs: Collection[str]) -> Mapping[str, list[str]]:
    """Return each OCR of an old section as it would be of the sections in force.

    The identificador stays with the person; it is the section before it that changed.
    """
    enteros = [ocr for ocr in ocrs if ocr.isdecimal() and len(ocr) == LARGO]
    partes = {ocr: claves.partes_del_ocr(ocr) for ocr in enteros}
    secciones = {int(seccion) for seccion, _ in partes.values()}
    if not secciones:
        return {}
    texto = Corte.objects.values_list("entidad", flat=True).get(pk=corte)
    ahora = secciones_de_ahora(int(texto) if texto else None, secciones)
    return {
        ocr: [f"{vigente:04}{identificador}" for vigente in ahora[int(seccion)]]
        for ocr, (seccion, identificador) in partes.items()
        if int(seccion) in ahora
    }


def claves_de_ahora(corte: int, anteriores: Collection[bytes]) -> Mapping[bytes, bytes]:
    """Return old clave → clave of today, both as blind indexes of that cut."""
    if not anteriores:
        return {}
    filas = ClaveAnterior.objects.filter(corte=corte, anterior__in=list(anteriores))
    return {bytes(a): bytes(c) for a, c in filas.values_list("anterior", "clave")}
