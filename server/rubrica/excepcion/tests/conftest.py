"""A process that admits paper in Oaxaca de Juárez, a cut that answers, and a lot to capture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from rubrica.auxiliares.tests import escenas
from rubrica.cuentas.models import Cuenta
from rubrica.excepcion import services
from rubrica.excepcion.models import Cedula, Lote
from rubrica.excepcion.services import Llegada
from rubrica.padron import services as padron
from rubrica.padron.models import Corte
from rubrica.padron.tests import conftest as personas
from rubrica.procesos.models import Proceso

AHORA = datetime(2026, 11, 5, 17, tzinfo=UTC)
JUAN, ANA, ELSA = "HRGRJN82050620H900", "PRXXAN01020320M400", "LPMREL50010120M300"
RelojEnPapel = Callable[[], None]


@pytest.fixture
def proceso(pilar: Cuenta) -> Proceso:
    return escenas.proceso_abierto(pilar)


@pytest.fixture
def corte(proceso: Proceso, tmp_path: Path) -> Corte:
    """The cut of October, active: Juan and Ana are in it, and Elsa is a baja."""
    ruta = tmp_path / "padron.csv"
    filas = (personas.ENCABEZADO, personas.JUAN, personas.ANA, personas.ELSA, personas.LUIS)
    ruta.write_text("\n".join(filas) + "\n", encoding="utf-8")
    cargado = padron.cargar(
        ruta=ruta, fecha=date(2026, 10, 31), quien="irma@ejemplo.test", momento=AHORA
    )
    return padron.activar(corte=cargado.pk, quien="ines@ejemplo.test", momento=AHORA)


@pytest.fixture
def lote(corte: Corte, ada: Cuenta, tmp_path: Path, settings: Settings) -> Lote:
    """A box with two sheets of three rows; nothing is captured twice unless a test says so."""
    settings.BLOBS_DIR = tmp_path / "blobs"
    services.habilitar(
        proceso="OAX26", acuerdo="IEEPCO-CG-12/2026", municipios=["066"], muestra=0,
        quien=ada.pk, momento=AHORA,
    )  # fmt: skip
    llegada = Llegada(caja="C-1", cedulas=2, renglones=3, entrega="Pilar Ejemplo", sello="0007")
    return services.recibir_lote(proceso="OAX26", llegada=llegada, quien=ada.pk, momento=AHORA)


@pytest.fixture
def cedula(lote: Lote) -> Cedula:
    """The first sheet of the box."""
    return lote.hojas.get(numero=1)


@pytest.fixture
def a_su_hora(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages look at the clock of that November."""
    for modulo in ("captura", "lotes"):
        monkeypatch.setattr(f"rubrica.excepcion.views.{modulo}.now", lambda: AHORA)
