"""A process whose padrón answers, Juan registered as an auxiliar, and his phone's enrolment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.rules import DatosDeAuxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.core.contenido import Contenido
from rubrica.cuentas.models import Cuenta
from rubrica.padron import services as padron
from rubrica.padron.models import Corte
from rubrica.padron.tests import conftest as personas
from rubrica.procesos.models import Proceso
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.verificacion import paquetes, services
from rubrica.verificacion.tests import captura

RECIBIDO = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
AHORA = datetime(2026, 11, 20, 18, 31, tzinfo=UTC)
JUAN = DatosDeAuxiliar(
    nombres="Juan Carlos", paterno="Hernández", materno="García", nacimiento="1982-05-06",
    telefono="9510000000", correo="juan@ejemplo.test", clave_elector="HRGRJN82050620H900",
)  # fmt: skip
ANA = replace(
    JUAN, nombres="Ana", paterno="Peña", materno="", nacimiento="2001-02-03",
    correo="ana@ejemplo.test", clave_elector="PRXXAN01020320M400",
)  # fmt: skip
FILA_DE_JUAN = personas.JUAN.replace(",JUAN,", ",JUAN CARLOS,").replace("H900,01,", "H900,00,")
Enrolar = Callable[..., UUID]


@pytest.fixture
def proceso(pilar: Cuenta, settings: Settings, tmp_path: Path) -> Iterator[Proceso]:
    settings.BLOBS_DIR = tmp_path / "blobs"
    yield escenas.proceso_abierto(pilar)
    paquetes._key_of.cache_clear()


@pytest.fixture
def corte(proceso: Proceso, tmp_path: Path) -> Corte:
    """The cut of October, active: Juan and Ana are in it."""
    ruta = tmp_path / "padron.csv"
    filas = (personas.ENCABEZADO, FILA_DE_JUAN, personas.ANA, personas.ELSA)
    ruta.write_text("\n".join(filas) + "\n", encoding="utf-8")
    cargado = padron.cargar(ruta=ruta, fecha=date(2026, 10, 31), quien="irma", momento=AHORA)
    return padron.activar(corte=cargado.pk, quien="ines", momento=AHORA)


@pytest.fixture
def juan(proceso: Proceso) -> Auxiliar:
    """Juan auxilia in OAX26, registered with his own data."""
    return escenas.auxiliar_de(proceso, JUAN)


@pytest.fixture
def telefono(juan: Auxiliar) -> Telefono:
    """Juan's first phone, enrolled."""
    return escenas.telefono_de(juan)


def enrolar(telefono: Telefono, dentro: Contenido | None = None) -> UUID:
    """Receive what a phone captured of its auxiliar, and open it as the worker does."""
    leido, cerrado = captura.sellar(
        telefono, dentro or captura.contenido(), consecutivo=0, capturado_en=RECIBIDO
    )
    captura.guardar(leido, cerrado)
    auxiliares.recibir_alta(
        auxiliares.AltaRecibida(
            id=leido.id, dispositivo=leido.dispositivo, folio=leido.folio, sobre=leido.jws,
            resumen=leido.resumen, codigo_integridad=leido.codigo_integridad,
            tamano=leido.tamano, capturado_en=leido.capturado_en, recibido_en=RECIBIDO,
            recibo="r.r.r",
        )
    )  # fmt: skip
    services.abrir_altas(momento=AHORA)
    return leido.id


@pytest.fixture
def alta(telefono: Telefono) -> UUID:
    """What Juan's phone captured of him, opened."""
    return enrolar(telefono)


@pytest.fixture
def url(alta: UUID) -> str:
    """The page of Juan's cédula."""
    return f"/cedulas/OAX26/0001/{alta}/"
