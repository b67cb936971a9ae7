"""The clock of what faces the internet: it tells the true time; only the demo replays days."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def ahora() -> datetime:
    """Return the instant, in UTC, to the millisecond that receipts write.

    In MODO=demo, RELOJ_DEMO may name a file whose ISO instant is taken instead: the demo replays
    its last ten days through a recepción and a portal of its own. Any other mode ignores it.
    """
    archivo = os.environ.get("RELOJ_DEMO", "") if settings.DEMO else ""
    if archivo:
        momento = datetime.fromisoformat(Path(archivo).read_text().strip()).astimezone(UTC)
    else:
        momento = datetime.now(UTC)
    return momento.replace(microsecond=momento.microsecond // 1000 * 1000)
