"""How a process of the worker's begins, whichever it is, and how it is told to end."""

from __future__ import annotations

import signal
import threading

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from rubrica.llaves.revision import revisar


def empezar() -> threading.Event:
    """Return what SIGTERM and Ctrl-C set; raise CommandError if it may read what it must not."""
    try:
        revisar(settings.SERVICIO)
    except ImproperlyConfigured as falla:
        raise CommandError(str(falla)) from falla
    parar = threading.Event()
    for senal in (signal.SIGTERM, signal.SIGINT):
        signal.signal(senal, lambda *_: parar.set())
    return parar
