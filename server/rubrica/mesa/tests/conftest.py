"""Records that wait in the Mesa, put there by the same services that recepción and worker call."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from types import MappingProxyType
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.cuentas.models import Cuenta
from rubrica.registros import sellos, services
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto
from rubrica.registros.tests.conftest import llave_de_datos, recibir
from rubrica.verificacion.services import Imagenes

__all__ = ["llave_de_datos"]
FORMULARIO = {
    "nombre": "CITLALI",
    "paterno": "MUÑOZ",
    "materno": "YA̱BE",
    "clave": "MZYBCT90010120M100",
    "emision": "01",
    "ocr": "2575012345678",
    "cic": "123456789",
    "identificador": "012345678",
    "modelo": "G",
}
EnMesa = Callable[..., Registro]


def actor(quien: Cuenta) -> str:
    """Return how the Mesa names an account."""
    return actor_de_cuenta(quien.pk)


@pytest.fixture
def en_mesa(db: None, llave_de_datos: object) -> EnMesa:
    """Return a maker of records that wait for their review."""

    def crear(
        *,
        proceso: str = "OAX26",
        situacion: str = "lista_nominal",
        formulario: Mapping[str, str] = MappingProxyType({}),
    ) -> Registro:
        registro = recibir(proceso=proceso)
        apertura = services.Apertura(
            registro=registro,
            acto=Acto.TURNAR_A_MESA,
            persona=registro.id.bytes,
            municipio="066",
            situacion=situacion,
            corte="2026-10-31",
            datos=sellos.sellar_formulario(registro, {**FORMULARIO, **formulario}),
        )
        services.abrir([apertura], momento=registro.recibido_en + timedelta(minutes=1))
        return registro

    return crear


@pytest.fixture
def registro(en_mesa: EnMesa) -> Registro:
    """One record that waits in the Mesa of OAX26."""
    return en_mesa()


def jpeg(color: str, tamano: tuple[int, int] = (640, 404)) -> bytes:
    """Return a plain picture."""
    salida = BytesIO()
    Image.new("RGB", tamano, color).save(salida, "JPEG")
    return salida.getvalue()


IMAGENES = Imagenes(
    anverso=jpeg("#dfe8df"),
    reverso=jpeg("#e8dfe0"),
    rostro=jpeg("#c9b8a8", (480, 640)),
    firma=jpeg("#ffffff", (600, 240)),
)


@pytest.fixture
def asomos(monkeypatch: pytest.MonkeyPatch) -> list[tuple[UUID, str]]:
    """Images without a paquete to open; the list says who asked for those of which record."""
    vistos: list[tuple[UUID, str]] = []

    def abrir(registro: Registro, *, quien: str, momento: datetime) -> Imagenes:
        vistos.append((registro.id, quien))
        return IMAGENES

    monkeypatch.setattr("rubrica.verificacion.services.abrir_imagenes", abrir)
    return vistos


def imagenes_de(client: Client, registro: Registro, donde: str = "mesa") -> str:
    """Open a record in the console; return the address of its images that the page gives."""
    texto = client.get(f"/{donde}/{registro.id}/").content.decode()
    hallada = re.search(r'data-imagenes="([^"]+)"', texto)
    assert hallada, texto
    return hallada[1]


def en_el_dia(hora: int, minuto: int = 0) -> datetime:
    """Return an instant of 23 November 2026, hora Centro."""
    return datetime(2026, 11, 23, hora + 6, minuto, tzinfo=UTC)
