"""A process whose definitive results the OPL acknowledged, two months later."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from rubrica import llaves
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.eliminacion import services
from rubrica.eliminacion.models import Eliminacion
from rubrica.resultados import services as resultados
from rubrica.resultados.models import Entrega
from rubrica.resultados.rules import Concluye, Tipo
from rubrica.resultados.tests.conftest import (
    ANA,
    DESPUES,
    JUAN,
    Poner,
    congelar,
    corte_del_padron,
    del_opl,
    en_mesa,
    llave,
    llave_confirmada,
    notificar,
    preparada,
    proceso,
    valido,
)

__all__ = [
    "corte_del_padron", "del_opl", "en_mesa", "llave", "llave_confirmada", "proceso", "valido",
]  # fmt: skip
LUEGO = DESPUES + timedelta(days=60)
TRES_DIAS = timedelta(hours=72)


@pytest.fixture(autouse=True)
def sus_llaves(settings: Settings, tmp_path: Path) -> None:
    """A KEYS_DIR of each test: what is destroyed in one is not missing in another."""
    settings.KEYS_DIR = tmp_path / "llaves"
    llaves.crear_instalacion()


@pytest.fixture
def ines(reparto: Reparto) -> Cuenta:
    """The second person of the DERFE."""
    return reparto("Ines", Rol.DERFE)


@pytest.fixture
def dispuesta(llave: object, valido: Poner, irma: Cuenta, ada: Cuenta) -> Entrega:
    """The definitive results, at the OPL's disposal."""
    for clave in (JUAN, ANA):
        valido(clave)
    notificar(ada, Concluye.AUDIENCIAS)
    fila = preparada(irma, congelar(irma, Tipo.DEFINITIVO))
    return resultados.disponer(proceso="OAX26", entrega=fila.pk, quien=irma.pk, momento=DESPUES)


@pytest.fixture
def acusada(dispuesta: Entrega, ada: Cuenta) -> Entrega:
    """And acknowledged."""
    return resultados.acusar(
        proceso="OAX26", entrega=dispuesta.pk, codigo_calculado=dispuesta.codigo, quien=ada.pk,
        momento=DESPUES,
    )  # fmt: skip


def solicitar(
    quien: Cuenta, momento: datetime = LUEGO, sin_expedientes: str = "IEEPCO/SE/311/2027"
) -> Eliminacion:
    return services.solicitar(
        proceso="OAX26", acuerdo="INE/DERFE/0042/2027", quien=quien.pk, momento=momento,
        sin_expedientes=sin_expedientes,
    )  # fmt: skip


def atestiguar(quien: Cuenta, *ordenes: int) -> None:
    for orden in ordenes:
        services.atestiguar(
            proceso="OAX26", orden=orden, acta=f"ACTA/{orden}", quien=quien.pk, momento=LUEGO
        )


@pytest.fixture
def autorizada(acusada: Entrega, irma: Cuenta, ines: Cuenta) -> Eliminacion:
    """Irma asked, the three custodians attested, Ines authorised; its three days go by."""
    solicitar(irma)
    atestiguar(irma, 1, 2, 3)
    return services.autorizar(proceso="OAX26", quien=ines.pk, momento=LUEGO)
