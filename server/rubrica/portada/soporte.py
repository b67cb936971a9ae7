"""Whom to call (ET 12.2): the Convenio's centre of attention, or what the installation says."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from rubrica.core.sobre import instante
from rubrica.reloj import ahora

CONVENIO = json.loads((settings.PAQUETE / "core/catalogos/soporte.json").read_text("utf-8"))


@dataclass(frozen=True, kw_only=True)
class Soporte:
    """Name, telephone and hours of the first level of support."""

    nombre: str
    telefono: str
    horario: str

    @property
    def marcado(self) -> str:
        """The telephone as a `tel:` link takes it."""
        return "".join(c for c in self.telefono if c in "+0123456789")


def soporte() -> Soporte:
    """Return the settings SOPORTE_*; each one missing is the Convenio's."""
    return Soporte(
        **{campo: settings.SOPORTE.get(campo) or dicho for campo, dicho in CONVENIO.items()}
    )


@require_safe
def api(request: HttpRequest) -> JsonResponse:
    """Tell a phone whom to call, and the time here: to compare its clock, never to decide."""
    datos = asdict(soporte()) | {"hora": instante(ahora())}
    return JsonResponse(
        datos, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"}
    )
