"""How an e-mail writes an instant and a type of authentication."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

from rubrica.avisos.rules import PLANTILLAS
from rubrica.core.autenticacion import nombre_de

register = template.Library()


CLASES = {"auxiliar": "Persona auxiliar", "proceso": "Mecanismo"}
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
def titulo_de_aviso(nombre: str) -> str:
    """Return the title of a plantilla; its name if it is no longer one."""
    suya = PLANTILLAS.get(nombre)
    return suya.titulo if suya else nombre


@register.filter
def de_quien(objeto: str) -> str:
    """Return the words of an object as the bitácora names it: "Persona auxiliar 0153"."""
    clase, _, resto = objeto.partition("/")
    return f"{CLASES.get(clase, clase)} {resto.rpartition('/')[2]}"


@register.filter
def autenticacion(clave: str) -> str:
    """Return the words of a type of authentication (ET 1.2)."""
    return nombre_de(clave)
