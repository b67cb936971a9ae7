"""What is known of a phone without asking it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rubrica.core import acuse, aparato
from rubrica.core.sobre import Reloj
from rubrica.recepcion.tests.telefono import Telefono

HORA = datetime(2026, 11, 20, 18, tzinfo=UTC)


def sobre_con(reloj: Reloj) -> str:
    aparato_ = Telefono(proceso="OAX26", auxiliar="0001", kid_de_proceso=b"k" * 16, reloj=reloj)
    return aparato_.sobre(aparato_.paquete())


@pytest.mark.numeral("ET 4.10")
def test_the_offset_of_a_clock_is_that_of_the_last_time_it_asked() -> None:
    ficha = acuse.Hora(dispositivo=uuid4(), hora=HORA).firmar(Ed25519PrivateKey.generate())
    reloj = Reloj(ficha=ficha, dispositivo_en=HORA + timedelta(hours=3), delta_ms=None)

    leido = aparato.leer(sobre_con(reloj))

    assert (leido.app, leido.desfase) == ("1.0.0", timedelta(hours=3))


def test_who_never_asked_the_time_has_no_offset() -> None:
    assert aparato.leer(sobre_con(Reloj())).desfase is None


@pytest.mark.parametrize(
    ("agente", "dicho"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A145M) AppleWebKit/537.36 Chrome/126 Mobile",
            "SM-A145M, Android 14",
        ),
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36", "Android 10"),
        ("Mozilla/5.0 (Android 13; Mobile; rv:126.0) Gecko", "Android 13"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)", "iPhone, iOS 17.5"),
        ("Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X)", "iPad, iOS 16.1"),
        ("curl/8", ""),
    ],
)
def test_model_and_system_are_what_the_browser_says(agente: str, dicho: str) -> None:
    assert aparato.de_agente(agente) == dicho
