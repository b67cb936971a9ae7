"""One installation for all the tests of this folder: starting it costs more than using it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.casa import Casa

AQUI = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever comes first waits for the installation: on a busy machine, for minutes."""
    for item in items:
        if item.path.parent == AQUI and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def casa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    """Four services at work, and nobody has come yet."""
    abierta = Casa(tmp_path_factory.mktemp("casa con espacios"))
    try:
        abierta.fundar()
        abierta.arrancar()
        yield abierta
    finally:
        abierta.cerrar()


@pytest.fixture(scope="session")
def vivida(casa: Casa) -> Casa:
    """The same, after a day of work: received, opened, reviewed, acknowledged."""
    casa.vivir()
    return casa
