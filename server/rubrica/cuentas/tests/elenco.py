"""The cast: one person per role, as fixtures that every context's tests may ask for by name.

All of them act in OAX26. Ramiro (who promotes) and Renata (who operates) act in JAL26, and must not
see OAX26.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.cuentas.rules import Rol

PROCESO, AJENO = "OAX26", "JAL26"
Reparto = Callable[..., Cuenta]


@pytest.fixture
def reparto(db: None) -> Reparto:
    """Return a maker of accounts: reparto("Olga", Rol.OPERADOR, proceso="OAX26")."""

    def crear(
        nombre: str, rol: Rol, *, proceso: str = PROCESO, autoridad: str = "IEEPCO"
    ) -> Cuenta:
        cuenta = Cuenta.objects.create_user(
            f"{nombre.lower()}@ejemplo.test",
            "una clave larga de prueba",
            nombre=nombre,
            rol=rol,
            autoridad="" if rol is Rol.PROMOVENTE else autoridad,
        )
        if rol is not Rol.DERFE:
            Asignacion.objects.create(cuenta=cuenta, proceso=proceso)
        return cuenta

    return crear


@pytest.fixture
def irma(reparto: Reparto) -> Cuenta:
    """Irma entrega: DERFE, every process."""
    return reparto("Irma", Rol.DERFE, autoridad="INE")


@pytest.fixture
def ada(reparto: Reparto) -> Cuenta:
    """Ada administra: registers the mechanisms of the OPL."""
    return reparto("Ada", Rol.OPL_ADMINISTRADOR)


@pytest.fixture
def susana(reparto: Reparto) -> Cuenta:
    """Susana supervisa the Mesa."""
    return reparto("Susana", Rol.SUPERVISOR)


@pytest.fixture
def olga(reparto: Reparto) -> Cuenta:
    """Olga opera in the Mesa."""
    return reparto("Olga", Rol.OPERADOR)


@pytest.fixture
def catalina(reparto: Reparto) -> Cuenta:
    """Catalina captura paper."""
    return reparto("Catalina", Rol.CAPTURISTA)


@pytest.fixture
def consuelo(reparto: Reparto) -> Cuenta:
    """Consuelo consulta, and changes nothing."""
    return reparto("Consuelo", Rol.CONSULTA)


@pytest.fixture
def pilar(reparto: Reparto) -> Cuenta:
    """Pilar promueve."""
    return reparto("Pilar", Rol.PROMOVENTE)


@pytest.fixture
def ramiro(reparto: Reparto) -> Cuenta:
    """Ramiro promueve another process, and must not."""
    return reparto("Ramiro", Rol.PROMOVENTE, proceso=AJENO)


@pytest.fixture
def renata(reparto: Reparto) -> Cuenta:
    """Renata opera in the Mesa of another process, of another authority, and must not."""
    return reparto("Renata", Rol.OPERADOR, proceso=AJENO, autoridad="IEPC")
