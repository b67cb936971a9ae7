"""The pieces of every page as template tags; each is shown on /componentes.

`{% campo form.x %}` · `{% resumen_de_faltas form %}` · `{% estatus r.estatus %}` ·
`{% fecha m %}` · `{% cifra n %}` · `{% recado "hecho" texto %}` ·
`{% barras titulo filas %}` · `{% paginas pagina %}`
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from rubrica.portada.estatus import ESTATUS, Insignia
from rubrica.portada.figuras import Fila, en_barras

register = template.Library()

RECADOS = {
    "success": "hecho",
    "info": "dato",
    "debug": "dato",
    "warning": "cuidado",
    "error": "falta",
}


@register.inclusion_tag("componentes/estatus.html")
def estatus(valor: str) -> dict[str, Insignia]:
    """Show an estatus of ET 10.7 by its word, its shape and its colour."""
    return {"insignia": ESTATUS[str(valor)]}


@register.inclusion_tag("componentes/campo.html")
def campo(campo: BoundField, ayuda: str = "") -> dict[str, Any]:
    """Show a form field: label, help, what is missing, and the control that names them all."""
    atributos: dict[str, str | bool] = {}
    descrito = []
    if ayuda or campo.help_text:
        descrito.append(f"{campo.id_for_label or campo.auto_id}_ayuda")
    if campo.errors:
        descrito.append(f"{campo.id_for_label or campo.auto_id}_falta")
        atributos["aria-invalid"] = "true"
    if descrito:
        atributos["aria-describedby"] = " ".join(descrito)
    return {
        "campo": campo,
        "ayuda": ayuda or campo.help_text,
        "control": campo.as_widget(attrs=atributos),
        "es_casilla": isinstance(campo.field.widget, CheckboxInput),
        "es_grupo": campo.field.widget.use_fieldset,
        "id": campo.id_for_label or campo.auto_id,
    }


@register.inclusion_tag("componentes/resumen_de_faltas.html")
def resumen_de_faltas(form: Any) -> dict[str, Any]:
    """List what is missing in a form, each with the way to its field; nothing when it is right."""
    faltas = [(c.label, c.id_for_label or c.auto_id, c.errors) for c in form if c.errors]
    return {"faltas": faltas, "generales": form.non_field_errors(), "hay": bool(form.errors)}


@register.inclusion_tag("componentes/recado.html")
def recado(tipo: str, texto: Any, titulo: str = "") -> dict[str, Any]:
    """Say one thing to the person. tipo: hecho, dato, cuidado or falta (or Django's levels)."""
    return {"tipo": RECADOS.get(tipo, tipo), "texto": texto, "titulo": titulo}


@register.simple_tag
def fecha(momento: datetime | date | None) -> SafeString | str:
    """23 de noviembre de 2026, 14:05 (hora Centro); a date has no hour; None is a dash."""
    if momento is None:
        return "—"
    if not isinstance(momento, datetime):
        return format_html("<time datetime='{}'>{}</time>", momento.isoformat(), _dia(momento))
    local = localtime(momento)
    hora = f"{_dia(local)}, {local:%H:%M} (hora Centro)"
    return format_html("<time datetime='{}'>{}</time>", momento.isoformat(), hora)


def _dia(momento: date) -> str:
    return date_format(momento, r"j \d\e F \d\e Y").lower()


@register.simple_tag
def cifra(n: float | None) -> SafeString | str:
    """Return 1,234,567 with tabular figures; None is a dash."""
    if n is None:
        return "—"
    return format_html("<span class='cifra'>{}</span>", f"{n:,}")


@register.inclusion_tag("componentes/barras.html")
def barras(titulo: str, filas: Iterable[Sequence[Any]], columna: str = "Cuántos") -> dict[str, Any]:
    """Draw a figure of bars with its table. filas: (name, number) or (name, number, tone)."""
    return {"titulo": titulo, "filas": en_barras([Fila(*f) for f in filas]), "columna": columna}


@register.inclusion_tag("componentes/paginas.html", takes_context=True)
def paginas(context: dict[str, Any], hoja: Page[Any]) -> dict[str, Any]:
    """Show where in a list one is and the way on; the filters of the URL stay."""
    request: HttpRequest = context["request"]
    return {
        "hoja": hoja,
        "anterior": _hoja(request, hoja.number - 1) if hoja.has_previous() else "",
        "siguiente": _hoja(request, hoja.number + 1) if hoja.has_next() else "",
    }


def _hoja(request: HttpRequest, numero: int) -> str:
    consulta = request.GET.copy()
    consulta["pagina"] = str(numero)
    return f"?{consulta.urlencode()}"
