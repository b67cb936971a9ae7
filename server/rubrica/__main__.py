"""`python -m rubrica ORDEN …`: what a person runs by hand. `verificar ARCHIVO…` needs no server."""

from __future__ import annotations

import sys

from rubrica.verificador import programa

USO = "uso: rubrica verificar [--llaves llaves.json] [--confiar CERTIFICADOS] ARCHIVO…"


def main(argumentos: list[str]) -> int:
    """Run an order; 2 and how it is used for one that there is not."""
    if argumentos[:1] != ["verificar"]:
        print(USO, file=sys.stderr)
        return 2
    return programa.main(argumentos[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
