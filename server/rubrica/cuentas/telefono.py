"""How the portal answers a phone: JSON in, JSON or problem+json out, never cached."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from rubrica.core import jws
from rubrica.core.rechazos import Rechazo, rechazo

MAX_CUERPO = 8 * 1024  # bytes
View = Callable[..., HttpResponse]


def phone(view: View) -> View:
    """Answer refusals as problem+json. What identifies a phone is its key, and no cookie."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: UUID) -> HttpResponse:
        try:
            respuesta = view(request, **kwargs)
        except Rechazo as motivo:
            respuesta = HttpResponse(
                json.dumps(motivo.problema(), ensure_ascii=False, default=str),
                status=motivo.status,
                content_type="application/problem+json",
            )
        respuesta["Cache-Control"] = "no-store"
        return respuesta

    return wrapped


def campos_de(request: HttpRequest, formas: Mapping[str, type]) -> dict[str, Any]:
    """Return a JSON body that has exactly those members, each of its type; raise Rechazo."""
    cuerpo = request.read(MAX_CUERPO + 1)
    try:
        if len(cuerpo) > MAX_CUERPO:
            raise rechazo("solicitud-mal-formada", campo="")
        campos = jws.leer_json(cuerpo)
    except jws.JwsInvalido:
        raise rechazo("solicitud-mal-formada", campo="") from None
    for nombre in [*formas, *campos]:
        forma = formas.get(nombre)
        valor = campos.get(nombre)
        if forma is None or type(valor) is not forma or _too_long(valor):
            raise rechazo("solicitud-mal-formada", campo=nombre[:32])
    return campos


def _too_long(valor: object) -> bool:
    """Whether a text is longer than any of these fields, or carries what no text should."""
    return isinstance(valor, str) and (len(valor) > 254 or "\x00" in valor)
