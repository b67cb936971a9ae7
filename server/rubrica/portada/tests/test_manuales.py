"""The manuals as the portal gives them: public, whole, with nothing but their own pictures."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import Settings

from rubrica.portada.manuales import MANUALES, leer

pytestmark = pytest.mark.django_db


@pytest.mark.numeral("ET 4.6", "ET 12.1")
@pytest.mark.parametrize("slug", MANUALES)
def test_anyone_reads_every_manual_and_its_index_leads_to_each_part(
    client: Client, slug: str
) -> None:
    texto = client.get(f"/manuales/{slug}/").content.decode()

    anclas = re.findall(r'<li><a href="#([\w-]+)">', texto)
    assert len(anclas) > 4
    assert all(f'<h2 id="{ancla}">' in texto for ancla in anclas)
    assert texto.count("<h1") == 1


DEL_PORTAL = ("promovente", "mesa", "papel", "derfe")
RUBRICA = Path(__file__).parents[2]


@functools.cache
def pantallas() -> str:
    """What the pages of the portal say, and the labels and words that their code gives them."""
    plantillas = [p for p in RUBRICA.rglob("templates/**/*.html")]
    codigo = [p for p in RUBRICA.rglob("*.py") if "tests" not in p.parts]
    return " ".join(" ".join(p.read_text("utf-8").split()) for p in (*plantillas, *codigo))


@pytest.mark.numeral("ET 12.1")
@pytest.mark.parametrize("slug", DEL_PORTAL)
def test_every_name_between_quotes_is_on_some_page(slug: str) -> None:
    texto = (settings.MANUALES / f"{slug}.md").read_text("utf-8")
    nombres = set(re.findall(r"«([^»]+)»", texto)) - {"comillas"}

    assert len(nombres) > 8
    assert [nombre for nombre in sorted(nombres) if not _esta(nombre)] == []


def _esta(nombre: str) -> bool:
    """Whether some page shows that text as a whole: between tags, quotes or sentences."""
    return bool(re.search(rf"[>\"'.:}}] ?{re.escape(nombre)}[ <\"'.({{…]", pantallas()))


@pytest.mark.parametrize("slug", MANUALES)
def test_every_picture_is_there_and_says_what_it_shows(client: Client, slug: str) -> None:
    for src, alt in re.findall(r'<img src="([^"]+)" alt="([^"]*)"', leer(slug).cuerpo):
        assert client.get(src)["Content-Type"] in {"image/webp", "image/png"}
        assert alt


def test_no_picture_but_those_of_the_manuals_is_given(client: Client) -> None:
    ajena = next(
        a.name for a in settings.IMAGENES_DE_MANUALES.iterdir()
        if not any(a.name in leer(slug).cuerpo for slug in MANUALES)
    )  # fmt: skip

    assert client.get(f"/manuales/img/{ajena}").status_code == 404
    assert client.get("/manuales/img/..%2f..%2fREADME.md").status_code == 404


@pytest.mark.parametrize("slug", ["mesas", "indice", "README"])
def test_a_manual_that_is_not_one_is_404(client: Client, slug: str) -> None:
    assert client.get(f"/manuales/{slug}/").status_code == 404


def test_links_between_files_are_links_between_pages(client: Client) -> None:
    texto = client.get("/manuales/promovente/").content.decode()

    assert 'href="/manuales/auxiliar/"' in texto
    assert ".md" not in texto


@pytest.mark.numeral("ET 12.2")
def test_every_manual_says_whom_to_call_and_when(client: Client) -> None:
    for slug in MANUALES:
        texto = client.get(f"/manuales/{slug}/").content.decode()
        assert 'href="tel:8004332000"' in texto
        assert "De lunes a viernes" in texto


def test_what_looks_like_html_in_a_manual_is_shown_as_written(
    tmp_path: Path, settings: Settings
) -> None:
    settings.MANUALES = tmp_path
    (tmp_path / "mesa.md").write_text("# Título\n\n## Parte\n\n<script>alert(1)</script>")

    assert "&lt;script&gt;" in leer("mesa").cuerpo


def test_home_and_every_foot_lead_to_them(client: Client) -> None:
    texto = client.get("/").content.decode()

    assert texto.count('href="/manuales/"') == 2
