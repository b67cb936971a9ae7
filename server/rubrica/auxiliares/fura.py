"""The *Formato Único del Registro de Auxiliar*, filled in: one person or many in one PDF (ET 3.6).

Its responsiva is the text of the process that the app shows at enrolment, with its version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.utils.formats import date_format

from rubrica.auxiliares.queries import AuxiliarConDatos
from rubrica.core import plazos
from rubrica.documentos import compilar
from rubrica.procesos import queries as procesos
from rubrica.procesos.queries import ProcesoEnPuerta

PLANTILLA = Path(__file__).with_name("plantillas") / "fura.typ"
MAX_POR_PDF = 100  # what a printer and a person can take at once, in some three seconds
SIN_DATO = "—"


def componer(proceso: ProcesoEnPuerta, auxiliares: Sequence[AuxiliarConDatos]) -> bytes:
    """Return the FURA of each auxiliar, in order, as one PDF/A-2b; the same data, the same bytes.

    Raises documentos.DocumentoImposible.
    """
    responsiva = procesos.responsiva(proceso.id)
    datos = {
        "titulo": "Formato Único del Registro de Auxiliar",
        "denominacion": proceso.denominacion,
        "proceso": proceso.id,
        "autoridad": responsiva.autoridad,
        "promovente": proceso.promovente_nombre,
        "periodo": f"Del {en_letra(proceso.inicio)} al {en_letra(proceso.fin)} (hora Centro)",
        "responsiva": [linea for linea in responsiva.texto.splitlines() if linea.strip()],
        "version": responsiva.version,
        "huella": hashlib.sha256(responsiva.texto.encode()).hexdigest(),
        "furas": [_of(proceso.id, auxiliar, responsiva.version) for auxiliar in auxiliares],
    }
    return compilar(PLANTILLA, datos)


def _of(proceso: str, auxiliar: AuxiliarConDatos, version: int) -> dict[str, str]:
    datos = {campo: valor or SIN_DATO for campo, valor in auxiliar.datos.as_dict().items()}
    return {
        **datos,
        "numero": auxiliar.numero,
        "nombre": auxiliar.datos.nombre_completo,
        "nacimiento": en_letra(auxiliar.nacimiento),
        "pie": f"FURA {proceso}-{auxiliar.numero} · responsiva versión {version}",
    }


def en_letra(dia: date | datetime) -> str:
    """Return a day as documents write it: 23 de noviembre de 2026; an instant, in hora Centro."""
    if isinstance(dia, datetime):
        dia = dia.astimezone(plazos.ZONA).date()
    return date_format(dia, r"j \d\e F \d\e Y").lower()
