"""The manuals of docs/manuales as pages: to read, to print, to save as PDF (ET 3.3, 4.6, 12.1)."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from posixpath import basename

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rubrica.portada.soporte import soporte

# Slug → whom it serves, in the order in which people look for theirs.
MANUALES = {
    "auxiliar": "Para recabar apoyos con la aplicación.",
    "mi-apoyo": "Para dar su apoyo por sí misma o por sí mismo.",
    "promovente": "Para registrar auxiliares y seguir el avance.",
    "mesa": "Para registrar mecanismos y revisar apoyos.",
    "papel": "Para recibir y capturar cédulas en papel.",
    "derfe": "Para cuentas institucionales, aprobaciones y resultados.",
    "padron": "Para cargar el padrón y hacer la compulsa.",
}
IMAGENES = frozenset({".webp", ".png"})


@dataclass(frozen=True, kw_only=True)
class Parte:
    """A heading of second level. ancla: what its address says after #."""

    titulo: str
    ancla: str


@dataclass(frozen=True, kw_only=True)
class Manual:
    """A manual as a page shows it. cuerpo: HTML made here from Markdown that held none."""

    titulo: str
    partes: tuple[Parte, ...]
    cuerpo: SafeString


@require_safe
def indice(request: HttpRequest) -> HttpResponse:
    """Every manual, and whom it serves."""
    manuales = [(slug, leer(slug).titulo, quien) for slug, quien in MANUALES.items()]
    return render(request, "portada/manuales.html", {"manuales": manuales, "soporte": soporte()})


@require_safe
def manual(request: HttpRequest, slug: str) -> HttpResponse:
    """One manual, whole, with its index."""
    if slug not in MANUALES:
        raise Http404
    return render(request, "portada/manual.html", {"manual": leer(slug), "soporte": soporte()})


@require_safe
def imagen(request: HttpRequest, nombre: str) -> HttpResponse:
    """A picture that some manual shows, and no other file."""
    if nombre not in _imagenes():
        raise Http404
    crudo = (settings.IMAGENES_DE_MANUALES / nombre).read_bytes()
    tipo = mimetypes.guess_type(nombre)[0]
    return HttpResponse(crudo, content_type=tipo, headers={"Cache-Control": "public, max-age=3600"})


def leer(slug: str) -> Manual:
    """Return the manual of a name in MANUALES, as its file is now."""
    archivo: Path = settings.MANUALES / f"{slug}.md"
    return _componer(archivo, archivo.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _componer(archivo: Path, _cambio: int) -> Manual:
    # html=False: what looks like a tag in the file is shown as written.
    md = MarkdownIt("commonmark", {"html": False})
    fichas = md.parse(archivo.read_text("utf-8"))
    titulo, partes = "", []
    for abre, dentro in pairwise(fichas):
        if abre.type != "heading_open":
            continue
        abre.attrSet("id", slugify(dentro.content))
        if abre.tag == "h1":
            titulo = dentro.content
        elif abre.tag == "h2":
            partes.append(Parte(titulo=dentro.content, ancla=slugify(dentro.content)))
    for ficha in _todas(fichas):
        _dirigir(ficha)
    cuerpo = md.renderer.render(_sin_titulo(fichas), md.options, {})
    # Safe: the renderer escapes all that is not of its own making, and the file is of this repo.
    return Manual(titulo=titulo, partes=tuple(partes), cuerpo=mark_safe(cuerpo))  # noqa: S308


def _todas(fichas: list[Token]) -> Iterator[Token]:
    for ficha in fichas:
        yield ficha
        yield from _todas(ficha.children or [])


def _dirigir(ficha: Token) -> None:
    """Turn the addresses that serve among the files of docs/ into those of the portal."""
    if ficha.type == "image":
        ficha.attrSet("src", f"/manuales/img/{basename(str(ficha.attrGet('src')))}")
        ficha.attrSet("loading", "lazy")
    destino = str(ficha.attrGet("href") or "") if ficha.type == "link_open" else ""
    if destino.endswith(".md"):
        ficha.attrSet("href", f"/manuales/{destino.removesuffix('.md')}/")


def _sin_titulo(fichas: list[Token]) -> list[Token]:
    """The page has its own h1: what comes after the file's is its body."""
    cierre = next((i for i, f in enumerate(fichas) if f.type == "heading_close"), -1)
    return fichas[cierre + 1 :]


def _imagenes() -> frozenset[str]:
    """Return the names of the pictures that the manuals show."""
    cuerpos = "".join(leer(slug).cuerpo for slug in MANUALES)
    en_la_carpeta = (a.name for a in settings.IMAGENES_DE_MANUALES.iterdir())
    return frozenset(
        n for n in en_la_carpeta if Path(n).suffix in IMAGENES and f'/manuales/img/{n}"' in cuerpos
    )
