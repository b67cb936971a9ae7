"""Days written as six digits, without a century."""

from __future__ import annotations

from datetime import date


def es_dia(aammdd: str, siglo: int = 2000) -> bool:
    """Return whether YYMMDD is a day of that century.

    Where the century is unknown the default is the wider one: of 1900 and 2000 only the second was
    a leap year, and every other pair of years agrees.
    """
    try:
        date(siglo + int(aammdd[:2]), int(aammdd[2:4]), int(aammdd[4:]))
    except ValueError:
        return False
    return True
