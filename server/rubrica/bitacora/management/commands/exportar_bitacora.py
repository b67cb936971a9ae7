"""`manage exportar_bitacora CARPETA [--objeto OBJETO…]`: the files that the verifier reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rubrica.bitacora import exportar
from rubrica.llaves import publicadas


class Command(BaseCommand):
    """Writes puntos.jws, hojas.txt, llaves.json and a proof for each asiento of each object."""

    help = "Escribe en una carpeta lo que permite comprobar la bitácora sin el servidor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("carpeta", type=Path)
        parser.add_argument("--objeto", action="append", default=[])

    def handle(self, *args: Any, **options: Any) -> None:
        carpeta: Path = options["carpeta"]
        carpeta.mkdir(parents=True, exist_ok=True)
        (carpeta / "llaves.json").write_text(publicadas(), encoding="utf-8")
        for nombre, lineas in (("puntos.jws", exportar.puntos()), ("hojas.txt", exportar.hojas())):
            with (carpeta / nombre).open("w", encoding="utf-8") as salida:
                salida.writelines(lineas)
        for objeto in options["objeto"]:
            for n, texto in enumerate(exportar.inclusiones(objeto), start=1):
                nombre = f"{objeto.replace(':', '-')}-{n}.json"
                (carpeta / nombre).write_text(texto, encoding="utf-8")
        self.stdout.write(f"La bitácora quedó en {carpeta}.")
