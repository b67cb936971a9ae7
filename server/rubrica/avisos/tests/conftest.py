"""A real SMTP server on loopback, and an installation with its keys."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from rubrica import llaves
from rubrica.launch.children import free_port


@dataclass
class Buzon:
    """What the server took, and what it answers: `respuestas` first, then 250."""

    llegaron: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    respuestas: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.respuestas:
            return self.respuestas.pop(0)
        mensaje = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.llegaron.append((envelope.rcpt_tos, mensaje))
        return "250 OK"


@pytest.fixture
def buzon(settings: Settings) -> Iterator[Buzon]:
    servidor = Buzon()
    control = Controller(servidor, hostname="127.0.0.1", port=free_port())
    control.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = control.port
    yield servidor
    control.stop()


@pytest.fixture(autouse=True)
def instalacion() -> None:
    llaves.crear_instalacion()
