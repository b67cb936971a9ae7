"""The demo's Mesa: reviews, through its services, the records for which a verdict was left."""

import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.queries import por_correo
from rubrica.mesa.services import dictaminar
from rubrica.registros import queries as registros
from rubrica.registros.rules import Dictamen, Estatus

PAUSA_S = 1.0
POR_LLEGAR = {Estatus.RECIBIDO, Estatus.EN_ESPERA_DE_CORTE, Estatus.EN_CHAROLA}


class Command(BaseCommand):
    help = "Revisa, como lo haría una persona, los registros de la demostración."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--archivo", type=Path, required=True)
        parser.add_argument("--operador", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Follow the file as it grows; a record not yet on the Mesa is waited for. Never ends."""
        if settings.MODO == "produccion":
            raise CommandError("revisar es solo para la demostración y las pruebas.")
        cuenta = por_correo(options["operador"])
        if cuenta is None:
            raise CommandError("No hay una cuenta con ese correo.")
        operador = actor_de_cuenta(cuenta.pk)
        for veredicto in follow(options["archivo"]):
            while not decide(veredicto, operador):
                time.sleep(PAUSA_S)


def follow(archivo: Path) -> Iterator[dict[str, str]]:
    """Yield each line of a file that others append to, the ones to come included."""
    leidas = 0
    while True:
        lineas = archivo.read_text(encoding="utf-8").splitlines() if archivo.exists() else []
        for linea in lineas[leidas:]:
            yield json.loads(linea)
        leidas = len(lineas)
        time.sleep(PAUSA_S)


def decide(veredicto: dict[str, str], operador: str) -> bool:
    """Whether that record needs no more waiting: reviewed now, before, or by a rule."""
    registro = registros.por_folio(veredicto["folio"])
    if registro is None or registro.estatus in POR_LLEGAR:
        return False
    dictamen = Dictamen(
        operador=operador,
        momento=datetime.fromisoformat(veredicto["momento"]),
        inciso=veredicto["inciso"],
        detalle=veredicto["detalle"],
    )
    try:
        dictaminar(registro=registro.id, dictamen=dictamen)
    except Rechazo:
        pass  # a person of the demo got there first, or a rule did
    return True
