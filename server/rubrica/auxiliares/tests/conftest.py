from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.auxiliares.tests.telefono_nuevo import TelefonoNuevo
from rubrica.avisos.models import Aviso
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso


@pytest.fixture
def proceso(pilar: Cuenta) -> Proceso:
    return escenas.proceso_abierto(pilar)


@pytest.fixture
def abel(proceso: Proceso) -> Auxiliar:
    """Abel auxilia in OAX26."""
    return escenas.auxiliar_de(proceso)


@pytest.fixture
def ultimo_codigo() -> Callable[[], str]:
    """Return what reads the last code sent, as only the worker could."""

    def leer() -> str:
        aviso = Aviso.objects.filter(plantilla="codigo_de_acceso").latest("encolado_en")
        return escenas.datos_del_aviso(aviso)["codigo"]

    return leer


@pytest.fixture
def nuevo(client: Client, abel: Auxiliar, ultimo_codigo: Callable[[], str]) -> TelefonoNuevo:
    """A phone that Abel wants to enrol."""
    return TelefonoNuevo(client, abel.proceso, abel.numero, escenas.ABEL.correo, ultimo_codigo)
