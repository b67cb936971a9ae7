"""One installation for all the tests of this folder: starting it costs more than using it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.casa import Casa


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
