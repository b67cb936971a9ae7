"""Load the monthly cut of the padrón from its CSV or Parquet (docs/padron-csv.md)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import exigir
from rubrica.padron import services
from rubrica.padron.models import Corte

VARIAS = "varias"
ENTIDADES = [f"{n:02}" for n in range(1, 33)]


class Command(BaseCommand):
    help = "Carga un corte del padrón desde su CSV o Parquet; otra persona lo activa en el portal."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, its date, who loads it, and the totals that came with it."""
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--fecha", type=date.fromisoformat, required=True)
        parser.add_argument("--por", required=True, help="cuenta de quien carga")
        parser.add_argument(
            "--entidad",
            required=True,
            choices=[*ENTIDADES, VARIAS],
            metavar="NN",
            help="la única que trae el corte, dos dígitos; «varias» si trae más de una",
        )
        parser.add_argument("--sha256", default="", help="el que acompaña al archivo")
        parser.add_argument("--filas", type=int, help="las que dice quien entrega")
        parser.add_argument("--lista-nominal", type=int, help="la que dice quien entrega")
        parser.add_argument("--municipios", type=Path, help="CSV del catálogo, antes del corte")
        parser.add_argument("--secciones", type=Path, help="CSV de reseccionamientos")
        parser.add_argument("--claves-anteriores", type=Path, help="CSV de claves rectificadas")
        parser.add_argument("--procesos", type=int, help="cuántos preparan filas")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the totals of the cut, or say what is wrong with the file."""
        try:
            corte = self._cargar(options)
        except Rechazo as motivo:
            raise CommandError(f"{motivo.fila.titulo} {dict(motivo.datos)}") from motivo
        except (OSError, ValueError, PermissionDenied) as motivo:
            raise CommandError(str(motivo)) from motivo
        self.stdout.write(
            f"Corte {corte.pk} al {corte.fecha}: {corte.filas} filas"
            f" ({corte.lista_nominal} en Lista Nominal, {corte.padron} solo en Padrón,"
            f" {corte.bajas} bajas). SHA-256 {corte.sha256}. Falta que otra persona lo active."
        )

    def _cargar(self, options: dict[str, Any]) -> Corte:
        quien = self._cuenta(options["por"])
        if options["municipios"]:
            services.cargar_municipios(ruta=options["municipios"], quien=quien, momento=now())
        if options["secciones"]:
            services.cargar_secciones(ruta=options["secciones"], quien=quien, momento=now())
        return services.cargar(
            ruta=options["archivo"],
            fecha=options["fecha"],
            quien=quien,
            momento=now(),
            entidad="" if options["entidad"] == VARIAS else options["entidad"],
            control=services.Control(
                sha256=options["sha256"],
                filas=options["filas"],
                lista_nominal=options["lista_nominal"],
            ),
            anteriores=options["claves_anteriores"],
            procesos=options["procesos"],
        )

    def _cuenta(self, correo: str) -> str:
        cuenta = get_user_model().objects.filter(correo=correo).first()
        if cuenta is None:
            raise CommandError(f"No hay una cuenta {correo}.")
        return actor_de_cuenta(exigir(cuenta, "padron.cargar").pk)
