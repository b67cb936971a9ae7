"""Records ready to be moved, made by the same service that recepción calls."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from rubrica.registros import services
from rubrica.registros.models import Registro

INICIO = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
_consecutivos = itertools.count(1)


def recibir(**cambios: Any) -> Registro:
    """Receive one support through the service; `cambios` replace what does not matter."""
    n = cambios.pop("consecutivo", None) or next(_consecutivos)
    resumen = hashlib.sha256(f"carga {n}".encode()).digest()
    momento = cambios.get("recibido_en", INICIO + timedelta(seconds=n))
    return services.recibir(
        **{
            "id": UUID(int=0x7000 << 64 | n),
            "folio": f"OAX26-0153-1-{n:05}-XYK",
            "proceso": "OAX26",
            "promovente": 1,
            "auxiliar": 153,
            "dispositivo": UUID(int=1),
            "consecutivo": n,
            "anterior": None,
            "codigo_integridad": hashlib.sha256(f"paquete {n}".encode()).digest(),
            "tamano": 400_000,
            "sobre": "e.c.f",
            "resumen": resumen,
            "capturado_en": momento - timedelta(hours=1),
            "recibido_en": momento,
            "recibo": "r.r.r",
            **cambios,
        }
    )


@pytest.fixture
def recibido(db: None) -> Registro:
    return recibir()


@pytest.fixture
def llave_de_datos(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], bytes]:
    """Every process has a data key and the usual policy, without being registered."""

    def de_proceso(proceso: str, clase: str) -> bytes:
        return hashlib.sha256(f"{proceso} {clase}".encode()).digest()

    monkeypatch.setattr("rubrica.llaves.de_proceso", de_proceso)
    monkeypatch.setattr(
        "rubrica.procesos.queries.politica_de_duplicados",
        lambda proceso: ("primero_recibido", frozenset({"lista_nominal"})),
    )
    return de_proceso
