"""From measures to señales: each measure with its threshold, where it is and in which picture.

A pure function of what was measured: what it returns is shown to a person and ordered by, no more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from rubrica.senales.catalogo import BALANZAS, puntos
from rubrica.senales.pixeles.expediente import Expediente, Lado
from rubrica.senales.pixeles.firma import Trazo
from rubrica.senales.pixeles.rostro import Rostro
from rubrica.senales.rules import Hallazgo, alzar

FIRMADA = 2.0  # turns of the pen from which nothing said of simple strokes applies


def de_la_imagen(expediente: Expediente) -> list[Hallazgo]:
    """Return the señales that the pictures and the strokes of one record raise."""
    return [
        *de_los_lados(expediente.anverso, expediente.reverso),
        *_mismo_lado(expediente),
        *alzar("texto-sobrepuesto", expediente.parches[0], "anverso", expediente.parches[1]),
        *del_rostro(expediente.rostro),
        *de_la_firma(expediente.trazo, expediente.parecido),
    ]


def pesables(medidas: Mapping[str, float]) -> dict[str, float]:
    """Return the measures as the balanzas weigh them: those of wide range by their logarithm."""
    aspecto = medidas.get("aspecto", 1.2)
    return {
        **medidas,
        "color": math.log(medidas.get("color", 0) + 2),
        "grano": math.log(medidas.get("grano", 0) + 0.3),
        "aspecto": abs(aspecto - 1.585),
    }


def pesar(clave: str, *lados: Mapping[str, float]) -> float:
    """Return the points of a balanza, 0 to 100: of several sides, from the mean of their sums."""
    sumas = [BALANZAS[clave].suma(pesables(lado)) for lado in lados]
    return puntos(sum(sumas) / len(sumas))


def de_los_lados(anverso: Lado, reverso: Lado) -> list[Hallazgo]:
    """Return what the two sides of the credential raise; a defect, of the side with most of it."""
    lados = {"anverso": anverso, "reverso": reverso}
    hallados: list[Hallazgo] = []
    a, r = anverso.medidas, reverso.medidas
    for clave in ("fotocopia", "pantalla"):
        hallados += alzar(clave, pesar(clave, a, r), "anverso", anverso.region)
    hallados += alzar("blanco-y-negro", max(a["color"], r["color"]), "anverso", anverso.region)
    for clave, medida in (("cortada", "entera"), ("borrosa", "enfoque")):
        peor = min(lados, key=lambda n: lados[n].medidas[medida])
        hallados += alzar(clave, lados[peor].medidas[medida], peor, lados[peor].region)
    peor = max(lados, key=lambda n: lados[n].medidas["reflejo"])
    return [
        *hallados,
        *alzar("reflejo", 100 * lados[peor].medidas["reflejo"], peor, lados[peor].reflejo),
    ]


def _mismo_lado(expediente: Expediente) -> list[Hallazgo]:
    """Return that both sides show a portrait where fronts have it; -1: a side could not be seen."""
    caras = expediente.caras
    retratos = float((caras["anverso"] > 0) + (caras["reverso"] > 0))
    return alzar("mismo-lado", retratos, "reverso", expediente.reverso.region)


def del_rostro(suyo: Rostro) -> list[Hallazgo]:
    """Return what the live photograph raises."""
    medidas, region = suyo.medidas, suyo.region
    if not suyo.caras:
        return alzar("sin-rostro", 0.0, "rostro", region)
    return [
        *alzar("varios-rostros", float(suyo.caras), "rostro", region),
        *alzar("rostro-cubierto", medidas.get("tapado"), "rostro", region),
        *alzar("rostro-borroso", medidas.get("enfoque"), "rostro", region),
        *alzar("rostro-en-papel", pesar("rostro-en-papel", medidas), "rostro", region),
        *alzar("rostro-en-pantalla", pesar("rostro-en-pantalla", medidas), "rostro", region),
    ]


def de_la_firma(trazo: Trazo, parecido: float | None) -> list[Hallazgo]:
    """Return what the strokes raise: of what is no signature the plainest name, and only one."""
    region = trazo.region
    if trazo.trazos == 0 or trazo.en_la_orilla:
        return alzar("firma-en-blanco", 100 * trazo.largo, "firma", region)
    simple: list[Hallazgo] = alzar("firma-punto", 100 * trazo.alcance, "firma", region)
    if not simple and trazo.cruces and trazo.rectos == trazo.trazos:
        simple = alzar("firma-cruz", trazo.vueltas, "firma", region)
    if not simple and trazo.trazos == 1 and trazo.rectos == 1:
        simple = alzar("firma-linea", trazo.vueltas, "firma", region)
    return (
        simple
        or alzar("firma-simbolo", trazo.vueltas, "firma", region)
        or alzar("firma-distinta", parecido, "firma", region)
    )
