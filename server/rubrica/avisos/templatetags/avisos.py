"""How an e-mail writes an instant and a type of authentication."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

from rubrica.core.autenticacion import nombre_de

register = template.Library()


DIA = r"j \d\e F \d\e Y"


@register.filter
def hora_centro(instante: str) -> str:
    """Return "23 de noviembre de 2026, 14:05 (hora Centro)" of an instant in ISO 8601."""
    local = localtime(datetime.fromisoformat(instante))
    return f"{date_format(local, DIA).lower()}, {local:%H:%M} (hora Centro)"


@register.filter
def hora_centro_exacta(instante: str) -> str:
    """The same to the second, for what a receipt proves."""
    local = localtime(datetime.fromisoformat(instante))
    return f"{date_format(local, DIA).lower()}, {local:%H:%M:%S} (hora Centro)"


@register.filter
def autenticacion(clave: str) -> str:
    """Return the words of a type of authentication (ET 1.2)."""
    return nombre_de(clave)
