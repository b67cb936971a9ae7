"""An entidad with an open process, a padrón that knows Juan Carlos, and the mail that leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from rubrica.auxiliares.tests import escenas
from rubrica.avisos import services as avisos
from rubrica.avisos.models import Aviso
from rubrica.core.mi_apoyo import Peticion
from rubrica.cuentas.models import Cuenta
from rubrica.mi_apoyo import atencion
from rubrica.mi_apoyo.tests.telefono import CIRO, TelefonoDeMiApoyo
from rubrica.procesos.models import Proceso
from rubrica.recepcion import queries
from rubrica.verificacion import paquetes
from rubrica.verificacion.tests.conftest import JUAN, Padron

MARIA = replace(
    JUAN, cic="987654321", identificador="087654321", clave_elector="LPZMAR90010120M200"
)
DE_MARIA = replace(CIRO, cic="987654321", identificador="087654321", correo="maria@ejemplo.test")


@pytest.fixture(autouse=True)
def casa(settings: Settings, tmp_path: object, db: None) -> Iterator[None]:
    settings.BLOBS_DIR = tmp_path
    queries.forget()
    yield
    paquetes._key_of.cache_clear()


@pytest.fixture
def proceso(pilar: Cuenta) -> Proceso:
    return escenas.proceso_abierto(pilar)


@pytest.fixture
def padron(monkeypatch: pytest.MonkeyPatch) -> Padron:
    ficticio = Padron()
    ficticio.personas = [JUAN, MARIA]
    for nombre in ("corte_que_responde", "buscar_varios"):
        monkeypatch.setattr(f"rubrica.padron.queries.{nombre}", getattr(ficticio, nombre))
    return ficticio


@dataclass(frozen=True)
class Carta:
    """One mail as the worker would send it."""

    plantilla: str
    para: str
    datos: dict[str, str]


def cartas() -> list[Carta]:
    """Return every mail in the outbox, oldest first."""
    return [_opened(aviso) for aviso in Aviso.objects.order_by("encolado_en", "id")]


def _opened(aviso: Aviso) -> Carta:
    datos: dict[str, Any] = dict(avisos.abrir(aviso).datos)
    return Carta(aviso.plantilla, avisos.abrir(aviso).para, datos)


@dataclass
class Portal:
    """The portal as a phone of Mi Apoyo sees it, and the worker behind it."""

    client: Client

    def pedir(  # type: ignore[no-untyped-def]
        self, telefono: TelefonoDeMiApoyo, peticion: Peticion = CIRO, *, desde: str = "192.0.2.1"
    ):
        return self.client.post(
            "/api/v1/mi-apoyo/solicitudes", telefono.pide(peticion), "application/jose",
            headers={"X-Forwarded-For": desde},
        )  # fmt: skip

    def escribir(self, telefono: TelefonoDeMiApoyo, codigo: str):  # type: ignore[no-untyped-def]
        return self.client.post(
            "/api/v1/mi-apoyo/activaciones", telefono.escribe(codigo), "application/jose"
        )

    def carta(
        self,
        telefono: TelefonoDeMiApoyo,
        peticion: Peticion = CIRO,
        momento: datetime | None = None,
    ) -> Carta:
        """Ask, let the worker answer, and return the mail that reached who asked."""
        assert self.pedir(telefono, peticion).status_code == 202
        atencion.atender(momento=momento or datetime.now(UTC))
        return next(c for c in reversed(cartas()) if c.para == peticion.correo)

    def activar(self, telefono: TelefonoDeMiApoyo, peticion: Peticion = CIRO) -> dict[str, object]:
        """Ask, read the mail and type its code; return what the phone is told."""
        codigo = self.carta(telefono, peticion).datos["codigo"]
        respuesta = self.escribir(telefono, codigo)
        assert respuesta.status_code == 201, respuesta.content
        dado: dict[str, object] = respuesta.json()
        return dado


@pytest.fixture
def portal(client: Client, proceso: Proceso, padron: Padron) -> Portal:
    return Portal(client)


@pytest.fixture
def ciro() -> TelefonoDeMiApoyo:
    return TelefonoDeMiApoyo()


Reloj = Callable[[datetime], None]


@pytest.fixture
def a_las(monkeypatch: pytest.MonkeyPatch) -> Reloj:
    """Return what sets the clock of the portal."""
    return lambda momento: monkeypatch.setattr("rubrica.mi_apoyo.api.ahora", lambda: momento)
