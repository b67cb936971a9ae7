"""What a request says of whoever makes it."""

from __future__ import annotations

from django.http import HttpRequest

from rubrica.bitacora.rules import actor_de_cuenta


def origen_de(request: HttpRequest) -> str:
    """Return the address of whoever asks: as our own front door saw it."""
    reenviada = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return reenviada or str(request.META.get("REMOTE_ADDR", ""))


def actor_de(request: HttpRequest) -> str:
    """Return how the bitácora names who is in."""
    return actor_de_cuenta(int(request.user.pk or 0))
