"""`{% tabla t %}`, `{% mapa bloques %}`: hundreds of rows or squares, written without a template.

A template engine takes longer to write 570 rows than PostgreSQL to count a million records.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rubrica.cifras.dispersion import ESCALONES, LADO, Bloque, Casilla, Escalon
from rubrica.cifras.tablas import Fila, Tabla, Valor

register = template.Library()
PALOMA = "M5 11.5 9 15.5 17 6.5"


@register.simple_tag
def tabla(tabla: Tabla) -> SafeString:
    """Show a table, with its total at the foot; cards on a narrow screen."""
    primeros = len(tabla.columnas) - tabla.numeros
    cabezas = "".join(
        f'<th scope="col"{_clase(n >= primeros)}>{escape(c)}</th>'
        for n, c in enumerate(tabla.columnas)
    )
    filas = "".join(_renglon(tabla, fila) for fila in tabla.filas)
    pie = f"<tfoot>{_renglon(tabla, tabla.total)}</tfoot>" if tabla.total else ""
    return mark_safe(  # noqa: S308
        '<div class="tabla-marco"><table class="tabla tabla-fichas">'
        f'<caption class="solo-lector">{escape(tabla.titulo)}</caption>'
        f"<thead><tr>{cabezas}</tr></thead><tbody>{filas}</tbody>{pie}</table></div>"
    )


def _clase(es_numero: bool) -> str:
    return ' class="numero"' if es_numero else ""


def _renglon(tabla: Tabla, fila: Fila) -> str:
    primeros = len(tabla.columnas) - tabla.numeros
    celdas = "".join(
        f'<td{_clase(n >= primeros)} data-rotulo="{escape(tabla.columnas[n])}">{_legible(v)}</td>'
        for n, v in enumerate(fila[1:], start=1)
    )
    return f'<tr><th scope="row">{_legible(fila[0])}</th>{celdas}</tr>'


def _legible(valor: Valor) -> str:
    """Return a value as the page shows it, escaped."""
    if isinstance(valor, int):
        return f'<span class="cifra">{valor:,}</span>'
    if isinstance(valor, date) and not isinstance(valor, datetime):
        texto = date_format(valor, r"j \d\e F \d\e Y").lower()
        return f'<time datetime="{valor.isoformat()}">{texto}</time>'
    return str(escape(valor or "—"))


@register.simple_tag
def mapa(bloques: Iterable[Bloque]) -> SafeString:
    """Draw the map of squares, a block a district; the table beside it says the same in words."""
    return mark_safe("".join(map(_bloque, bloques)))  # noqa: S308


def _bloque(bloque: Bloque) -> str:
    n = len(bloque.casillas)
    dice = f"Distrito local {bloque.distrito}: {bloque.cumplen} de {n} municipios"
    return (
        f'<figure class="mapa-bloque"><figcaption>Distrito {bloque.distrito}'
        f' <span class="cifra">{bloque.cumplen} de {n}</span></figcaption>'
        f'<svg viewBox="0 0 {bloque.ancho} {bloque.alto}" width="{bloque.ancho}"'
        f' height="{bloque.alto}" role="img" aria-label="{dice} alcanzan lo requerido">'
        f"{''.join(map(_casilla, bloque.casillas))}</svg></figure>"
    )


def _casilla(casilla: Casilla) -> str:
    return (
        f'<g transform="translate({casilla.x} {casilla.y})"><title>{escape(casilla.texto)}</title>'
        f"{_dibujo(casilla.escalon)}</g>"
    )


def _dibujo(escalon: Escalon) -> str:
    """Return a square filled from below by thirds: no colour is needed to read it."""
    marco = f'<rect class="mapa-marco mapa-{escalon.value}" width="{LADO}" height="{LADO}" rx="2"/>'
    if escalon is Escalon.ALCANZA:
        return f'{marco}<path class="mapa-paloma" d="{PALOMA}"/>'
    if escalon is Escalon.SIN_PERSONAS:
        return f'{marco}<path class="mapa-raya" d="M4 {LADO - 4} {LADO - 4} 4"/>'
    alto = {Escalon.SIN_APOYOS: 0, Escalon.POCOS: 5, Escalon.MEDIO: 10, Escalon.CERCA: 15}[escalon]
    if not alto:
        return marco
    lleno = (
        f'<rect class="mapa-lleno" x="1" y="{LADO - 1 - alto}" width="{LADO - 2}" height="{alto}"/>'
    )
    return marco + lleno


@register.simple_tag
def simbologia() -> SafeString:
    """Show what each square means, by its drawing and its words."""
    filas = "".join(
        f'<li><svg viewBox="0 0 {LADO} {LADO}" width="{LADO}" height="{LADO}" aria-hidden="true">'
        f"{_dibujo(escalon)}</svg> {escape(texto)}</li>"
        for escalon, texto in ESCALONES.items()
    )
    return mark_safe(f'<ul class="simbologia">{filas}</ul>')  # noqa: S308
