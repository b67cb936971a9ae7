"""What a phone of Mi Apoyo asks of the portal (docs/protocolo.md): code, bond, processes."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from rubrica import llaves
from rubrica.auxiliares.api import FIRMANTES
from rubrica.core import jws, mi_apoyo
from rubrica.core.autenticacion import admitidas
from rubrica.core.credencial.modelos import MODELOS
from rubrica.core.rechazos import rechazo
from rubrica.cuentas.peticion import origen_de
from rubrica.cuentas.telefono import phone
from rubrica.mi_apoyo import queries, rules, sellos, services
from rubrica.mi_apoyo.rules import EstadoDeSolicitud
from rubrica.procesos import queries as procesos
from rubrica.procesos.rules import entidades
from rubrica.reloj import ahora

ENTIDAD = re.compile(r"[0-9]{2}")
SUITE = 1


@phone
@require_GET
def condiciones(request: HttpRequest) -> HttpResponse:
    """Tell what a request is sealed to, which credentials and accounts are taken (ET 7.3, 7.7)."""
    desde = [p.vigencia_prorrogada_desde for p in procesos.en_captacion(ahora())]
    prorrogadas = [dia for dia in desde if dia is not None]
    return JsonResponse(
        {
            "clave": {"suite": SUITE, "publica": jws.b64u(llaves.publica(sellos.LLAVE))},
            "modelos": [m.modelo for m in MODELOS.values() if m.mi_apoyo],
            "autenticaciones": [
                {"clave": clave, "nombre": nombre} for clave, nombre in admitidas().items()
            ],
            "vigencia_prorrogada_desde": min(prorrogadas).isoformat() if prorrogadas else None,
        }
    )


@phone
@require_POST
def solicitudes(request: HttpRequest) -> HttpResponse:
    """Keep a sealed request: 202, whomever it names (ET 7.7)."""
    try:
        solicitud = mi_apoyo.leer_solicitud(request.read(jws.MAX_BYTES + 1))
    except jws.JwsInvalido as falla:
        raise rechazo("solicitud-mal-formada", causa=str(falla.code)) from None
    services.pedir(solicitud=solicitud, origen=origen_de(request), momento=ahora())
    return JsonResponse({"estado": EstadoDeSolicitud.EN_ESPERA}, status=202)


@phone
@require_GET
def solicitud(request: HttpRequest, solicitud: UUID) -> HttpResponse:
    """Tell whether the mail has left; never which one (ET 7.10)."""
    try:
        return JsonResponse({"estado": queries.estado_de_solicitud(solicitud)})
    except ObjectDoesNotExist:
        raise rechazo("no-encontrado") from None


@phone
@require_POST
def activaciones(request: HttpRequest) -> HttpResponse:
    """Bond the device that types its code: 201 with what it pins, or why not (ET 7.10, 7.11)."""
    try:
        activacion, partes = mi_apoyo.partir_activacion(request.read(jws.MAX_BYTES + 1))
    except jws.JwsInvalido as falla:
        raise rechazo("solicitud-mal-formada", causa=str(falla.code)) from None
    hecho = services.activar(activacion=activacion, partes=partes, momento=ahora())
    return JsonResponse(
        {
            "dispositivo": str(hecho.dispositivo),
            "kid": hecho.kid,
            "auxiliar": rules.auxiliar_del_folio(hecho.numero),
            "numero": rules.DISPOSITIVO_DEL_FOLIO,
            "entidad": {"clave": hecho.entidad, "nombre": entidades()[hecho.entidad]},
            "llaves": {nombre: jws.b64u(llaves.publica(nombre)) for nombre in FIRMANTES},
        },
        status=201,
    )


@phone
@require_GET
def procesos_de(request: HttpRequest) -> HttpResponse:
    """Return the signed manifests of what may be supported now in one entidad (ET 7.12)."""
    entidad = request.GET.get("entidad", "")
    if not ENTIDAD.fullmatch(entidad):
        raise rechazo("solicitud-mal-formada", campo="entidad")
    return JsonResponse({"manifiestos": queries.manifiestos_de(entidad, ahora())})
