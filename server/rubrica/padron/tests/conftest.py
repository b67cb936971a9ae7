"""A small cut with what is odd in a real one: no CIC, one surname, ñ, a baja, a repeated OCR."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rubrica import llaves
from rubrica.cuentas.models import Cuenta
from rubrica.padron import services
from rubrica.padron.bloques import COLUMNAS
from rubrica.padron.models import Corte

MOMENTO = datetime(2026, 11, 3, 16, tzinfo=UTC)
FECHA = date(2026, 10, 31)
ENCABEZADO = ",".join(COLUMNAS)
JUAN = "123456789,012345678,2575012345678,HRGRJN82050620H900,01,HEGJ820506HOCRRN01,HERNÁNDEZ,GARCÍA,JUAN,1982-05-06,H,20,8,21,66,2575,lista_nominal,,2033"  # noqa: E501
ANA = "200000017,000000042,0066000000042,PRXXAN01020320M400,00,,PEÑA,,ANA,2001-02-03,M,20,08,21,066,0066,padron,,2034"  # noqa: E501
ELSA = ",,006600000099,LPMREL50010120M300,03,,LÓPEZ,MORA,ELSA,1950-01-01,M,20,08,21,066,0066,baja,defuncion,"  # noqa: E501
LUIS = '300000025,000000077,0057000000077,"DZMRLS70070720H800",02,,"DÍAZ, HIJO",MORA,LUIS,1970-07-07,H,20,2,5,57,57,lista_nominal,,2030'  # noqa: E501

Escribir = Callable[..., Path]


@pytest.fixture
def escribir(tmp_path: Path) -> Escribir:
    """Return a maker of files: escribir(JUAN, ANA) writes a CSV with those rows."""

    def archivo(*filas: str, encabezado: str = ENCABEZADO) -> Path:
        ruta = tmp_path / "padron.csv"
        ruta.write_text("\n".join((encabezado, *filas)) + "\n", encoding="utf-8")
        return ruta

    return archivo


@pytest.fixture
def corte(irma: Cuenta, escribir: Escribir) -> Corte:
    """A cut of four people at the end of October 2026, loaded by Irma and not yet active."""
    llaves.crear_instalacion()
    return services.cargar(
        ruta=escribir(JUAN, ANA, ELSA, LUIS),
        fecha=FECHA,
        quien=f"cuenta:{irma.pk}",
        momento=MOMENTO,
    )
