"""What the generator costs: `python -m rubrica.ficticio.medir`. Times are of CPU, on one core."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import cv2

from rubrica.ficticio import foto
from rubrica.ficticio.azar import azar
from rubrica.ficticio.credencial import anverso, impresa, reverso
from rubrica.ficticio.padron import LOTE, Padron
from rubrica.ficticio.receta import Receta, leer_codigos, preparar
from rubrica.ficticio.rostro import foto_viva, rasgos, retrato

VECES = 30


def cronometrar(nombre: str, unidad: str, acto: Callable[[int], object], por: int = 1) -> float:
    """Print and return the mean time of an act, in ms, or how many rows a second it makes."""
    acto(VECES)  # what is drawn once is drawn now
    inicio = time.process_time()
    for i in range(VECES):
        acto(i)
    pasaron = time.process_time() - inicio
    cifra = VECES * por / pasaron if unidad == "/s" else pasaron / VECES * 1000
    print(f"ficticio.{nombre:<28} {cifra:>12,.1f} {unidad}")
    return cifra


def main() -> int:
    """Measure padrón, faces, cards and photographs, and how many bars are read back."""
    cv2.setNumThreads(1)
    padron = Padron(LOTE * (VECES + 1))
    cronometrar("padron.filas", "/s", padron._lote, por=LOTE)
    gente = [padron.persona(i * 397) for i in range(VECES + 1)]
    caras = [rasgos(p.cic, p.sexo, 20 + i) for i, p in enumerate(gente)]
    tarjetas = [impresa(p) for p in gente]
    cronometrar("retrato", "ms", lambda i: retrato(caras[i]))
    cronometrar("rostro_vivo", "ms", lambda i: foto_viva(caras[i], azar("medir", i)))
    cronometrar("anverso", "ms", lambda i: anverso(tarjetas[i]))
    cronometrar("reverso", "ms", lambda i: reverso(tarjetas[i]))
    planos = [reverso(t) for t in tarjetas]
    cronometrar("fotografia", "ms", lambda i: foto.fotografiar(planos[i], azar("medir", i)))
    tomas = [foto.fotografiar(plano, azar("medir", i)) for i, plano in enumerate(planos)]
    cronometrar("leer_codigos", "ms", lambda i: leer_codigos(tomas[i]))
    cronometrar("persona", "ms", lambda i: preparar(gente[i], Receta(toma=f"medir {i}")))
    leidas = sum(any(c.simbologia == "Code128" for c in leer_codigos(t)) for t in tomas)
    print(f"ficticio.{'barras_leidas':<28} {100 * leidas / len(tomas):>12,.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
