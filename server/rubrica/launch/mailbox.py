"""A real SMTP server for the demo and the tests: each message it takes becomes one .eml file."""

from __future__ import annotations

import time
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import count
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

_orden = count()


class Buzon:
    """Keeps what arrives in `folder`, oldest first by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        nombre = f"{time.time_ns():020d}-{next(_orden):06d}"
        borrador = self.folder / f"{nombre}.parcial"
        borrador.write_bytes(envelope.original_content or envelope.content)
        borrador.rename(self.folder / f"{nombre}.eml")
        return "250 guardado"

    def messages(self) -> list[EmailMessage]:
        """Return what has arrived, oldest first."""
        lector = BytesParser(policy=policy.default)
        return [
            lector.parsebytes(archivo.read_bytes()) for archivo in sorted(self.folder.glob("*.eml"))
        ]


def serve(folder: Path, port: int) -> Controller:
    """Return a started server on loopback; `stop()` ends it."""
    controller = Controller(Buzon(folder), hostname="127.0.0.1", port=port)
    controller.start()
    return controller
