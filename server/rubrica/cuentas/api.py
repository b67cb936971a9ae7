"""What the app asks to prove an account by its provider (ET 4.4, 4.6, 7.8; docs/protocolo.md)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from rubrica.core import autenticacion
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import comprobaciones
from rubrica.cuentas import rules_comprobacion as rules
from rubrica.cuentas.peticion import origen_de
from rubrica.cuentas.rules_comprobacion import Muestra, Uso
from rubrica.cuentas.telefono import campos_de, phone

PEDIDAS = "comprobaciones"  # in the session: which proofs were asked for in this very browser
MAX_PEDIDAS = 5
CAMPOS: dict[str, type] = {"autenticacion": str, "correo": str, "reto": str, "uso": str}


@phone
@require_GET
def autenticaciones(request: HttpRequest) -> HttpResponse:
    """Tell which types of account this installation takes, the code by e-mail first (ET 4.4)."""
    filas = [{"clave": c, "nombre": n} for c, n in autenticacion.admitidas().items()]
    return JsonResponse({"autenticaciones": filas})


@phone
@require_POST
def pedir(request: HttpRequest) -> HttpResponse:
    """Begin a proof: 201 with where this browser has to go; 429 from an address that asks a lot.

    Only our own page may: who went to the provider for somebody else would prove for them.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise rechazo("solicitud-mal-formada", campo="origen")
    if request.content_type != "application/json":
        raise rechazo("solicitud-mal-formada", campo="")
    campos = campos_de(request, CAMPOS)
    fila = comprobaciones.pedir(
        proveedor=campos["autenticacion"],
        correo=campos["correo"],
        reto=campos["reto"],
        uso=_uso(campos["uso"]),
        origen=origen_de(request),
        momento=now(),
    )
    pedidas = request.session.get(PEDIDAS) or []
    request.session[PEDIDAS] = [*pedidas, str(fila.pk)][-MAX_PEDIDAS:]
    minutos = int(rules.VIGENCIA.total_seconds() // 60)
    return JsonResponse(
        {"id": str(fila.pk), "ir": f"/entrar/app/{fila.pk}/", "minutos": minutos}, status=201
    )


def _uso(texto: str) -> Uso:
    try:
        return Uso(texto)
    except ValueError:
        raise rechazo("solicitud-mal-formada", campo="uso") from None


@phone
@require_POST
def consultar(request: HttpRequest, comprobacion: UUID) -> HttpResponse:
    """Tell who shows the secret whether the account was proved, or why not."""
    secreto = campos_de(request, {"secreto": str})["secreto"]
    if not rules.SECRETO.fullmatch(secreto):
        raise rechazo("solicitud-mal-formada", campo="secreto")
    estado = comprobaciones.consultar(
        muestra=Muestra(id=comprobacion, secreto=secreto), momento=now()
    )
    return JsonResponse({"estado": str(estado)})
