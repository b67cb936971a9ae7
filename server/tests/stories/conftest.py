"""One house for all the stories, and a browser for each file of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.stories.casa import Casa, en_casa

CUENTA_DESDE_CERO = "test_espina.py"  # its account is of the whole house


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the story that counts every record of the house come before the other stories."""
    items.sort(key=_turno)


def _turno(item: pytest.Item) -> int:
    if item.get_closest_marker("story") is None:
        return 0
    return 1 if item.path.name == CUENTA_DESDE_CERO else 2


@pytest.fixture(scope="session")
def casa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    """Everything running, with one open process and five auxiliares."""
    with en_casa(tmp_path_factory.mktemp("casa de las historias")) as encendida:
        yield encendida


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as abierto:
        yield abierto
