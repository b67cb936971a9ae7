"""Acts of the Mesa on its queue: take the next ones, decide, give back, try again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Dictamen

POR_DELANTE = 3  # the one on screen and the two that its page prepares
