"""How the pages of the Mesa name who did something."""

from __future__ import annotations

from django import template

from rubrica.cuentas.queries import nombre_del_actor

register = template.Library()


@register.filter
def persona(actor: str) -> str:
    """Return the name of the account that an act names, or what it says (ET 14.1)."""
    return nombre_del_actor(actor)
