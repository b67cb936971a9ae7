"""kill -9 of recepción and PostgreSQL under load: no receipt without its record (ET 6.4, 6.5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.durabilidad.correr import correr

RONDA = "tests.durabilidad.ronda"


@pytest.mark.numeral("ET 6.4", "ET 6.5")
def test_a_round_of_kills_loses_no_receipted_record(tmp_path: Path) -> None:
    assert "120 registros" in correr(RONDA, tmp_path / "i", 1, 120, segundos=150)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.numeral("ET 6.4", "ET 6.5")
def test_ten_rounds_of_a_thousand_lose_no_receipted_record(tmp_path: Path) -> None:
    assert "10000 registros" in correr(RONDA, tmp_path / "i", 10, 1000, segundos=1700)
