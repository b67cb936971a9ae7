"""`python -m bench [name…]`: run the benches, print a line for each figure, keep the results.

A bench is a module of this folder with `medir() -> list[Cifra]`.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench import maquina
from bench.cifras import Barra, Cifra, barras

AQUI = Path(__file__).parent
CARPETA = AQUI.parent / ".var/bench"


def benches() -> list[str]:
    """Return the name of every bench there is."""
    return sorted(a.stem for a in AQUI.glob("*.py") if "\ndef medir(" in a.read_text("utf-8"))


def main(pedidos: list[str]) -> int:
    """Run those benches, or all; 0 even when a bar is short: benches inform, tests refuse."""
    desconocidos = set(pedidos) - set(benches())
    if desconocidos:
        print(f"No hay bench {', '.join(sorted(desconocidos))}; hay: {', '.join(benches())}.")
        return 2
    CARPETA.mkdir(parents=True, exist_ok=True)
    try:
        descripcion = maquina.describir(CARPETA)
    except maquina.DiscoDeMemoria as motivo:
        print(motivo)
        return 1
    print(*(f"{k}: {v}" for k, v in descripcion.items()), sep="  ")
    cifras: list[Cifra] = []
    for nombre in pedidos or benches():
        for cifra in import_module(f"bench.{nombre}").medir():
            print(cifra.linea(barras().get(cifra.nombre)), flush=True)
            cifras.append(cifra)
    _keep(descripcion, cifras)
    return 0


def _keep(descripcion: dict[str, object], cifras: list[Cifra]) -> None:
    """Write bench/results/<date>.json; the figures of an earlier run of the day stay beside."""
    archivo = AQUI / "results" / f"{datetime.now(UTC):%Y-%m-%d}.json"
    archivo.parent.mkdir(exist_ok=True)
    corridas = json.loads(archivo.read_text()) if archivo.exists() else []
    todas = barras()
    corridas.append(
        {
            "momento": datetime.now(UTC).isoformat(timespec="seconds"),
            "maquina": descripcion,
            "cifras": [_as_dict(c, todas.get(c.nombre)) for c in cifras],
        }
    )
    archivo.write_text(json.dumps(corridas, ensure_ascii=False, indent=1) + "\n")


def _as_dict(cifra: Cifra, barra: Barra | None) -> dict[str, object]:
    return {
        "nombre": cifra.nombre,
        "valor": cifra.valor,
        "unidad": barra.unidad if barra else cifra.unidad,
        "barra": f"{barra.sentido} {barra.valor}" if barra else None,
        "veredicto": cifra.veredicto(barra),
        "nota": cifra.nota,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
