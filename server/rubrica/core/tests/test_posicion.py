"""What the reviewer reads of where a support was captured."""

from __future__ import annotations

import pytest

from rubrica.core import posicion
from rubrica.core.contenido import Posicion


@pytest.mark.numeral("ET 4.4", "ET 10.5")
@pytest.mark.parametrize(
    ("edad_s", "precision_m", "dicho"),
    [
        (3, 12, ""),
        (300, 1_000, ""),
        (301, 12, "Ubicación: de 5 minutos antes, con un margen de 12 m."),
        (3 * 3600, 80, "Ubicación: de 3 horas antes, con un margen de 80 m."),
        (10, 2_500, "Ubicación: de ese momento, con un margen de 2.5 km."),
    ],
)
def test_a_fix_that_is_old_or_wide_is_told(edad_s: int, precision_m: int, dicho: str) -> None:
    fijacion = Posicion(lat=17_060_000, lon=-96_720_000, precision_m=precision_m, edad_s=edad_s)

    assert posicion.leer(posicion.anotar(fijacion)) == dicho


def test_no_position_is_told_as_such() -> None:
    assert "sin posición" in posicion.leer(posicion.anotar(None))
