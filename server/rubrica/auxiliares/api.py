"""What a phone asks of the portal: to enrol, another key, its own baja (ET 4.4 to 4.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from rubrica import llaves
from rubrica.auxiliares import queries, restablecimiento, rules, services
from rubrica.core import acuse, jws, plazos
from rubrica.core.aparato import MAX_AGENTE
from rubrica.core.autenticacion import CORREO, admitidas
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.core.sobre import MAX_CONSECUTIVO
from rubrica.cuentas.telefono import campos_de, phone
from rubrica.procesos import queries as procesos
from rubrica.reloj import ahora

FIRMANTES = ("acuse", "hora", "manifiesto")
CAMPOS_DE_CODIGO: dict[str, type] = {
    "autenticacion": str,
    "proceso": str,
    "auxiliar": str,
    "correo": str,
}
CAMPOS_DE_LLAVE = CAMPOS_DE_CODIGO | {"codigo": str, "jwk": dict, "hasta_consecutivo": int}
CAMPOS_DE_ALTA = CAMPOS_DE_CODIGO | {
    "codigo": str,
    "jwk": dict,
    "responsiva": bool,
    "responsiva_version": int,
}


@phone
@require_POST
def codigo(request: HttpRequest) -> HttpResponse:
    """Send a code to the e-mail of an auxiliar; 202 whether it was sent or not (ET 4.4)."""
    campos = _fields(request, CAMPOS_DE_CODIGO)
    try:
        services.pedir_codigo(
            proceso=campos["proceso"],
            numero=campos["auxiliar"],
            correo=campos["correo"].strip().lower(),
            momento=ahora(),
        )
    except llaves.LlaveAusente:
        pass  # no such process: the same answer as for any other wrong datum
    return JsonResponse({"minutos": services.minutes_of_code()}, status=202)


@phone
@require_POST
def enrolamientos(request: HttpRequest) -> HttpResponse:
    """Enrol a device: 201 with what it needs to work offline, or why not (ET 4.4, 4.8, 4.9)."""
    campos = _fields(request, CAMPOS_DE_ALTA)
    momento = ahora()
    if not campos["responsiva"]:
        raise rechazo("responsiva-pendiente")
    _check_open(campos["proceso"], momento)
    if campos["responsiva_version"] != procesos.responsiva(campos["proceso"]).version:
        raise rechazo("responsiva-pendiente")  # it changed while the person was reading
    solicitud = _solicitud(campos, request.headers.get("User-Agent", ""))
    try:
        dispositivo = services.enrolar(solicitud=solicitud, momento=momento)
    except (services.CodigoIncorrecto, llaves.LlaveAusente):
        raise _no_es_quien_dice(campos) from None
    except services.FuraPendiente:
        raise rechazo("fura-pendiente") from None
    except rules.TercerDispositivo as tercero:
        raise rechazo("tercer-dispositivo", activos=_named(tercero)) from None
    return JsonResponse(_enrolled(dispositivo.pk, solicitud), status=201)


def _solicitud(campos: Mapping[str, Any], agente: str) -> services.Solicitud:
    return services.Solicitud(
        **_prueba(campos),
        responsiva_version=str(campos["responsiva_version"]),
        agente=agente[:MAX_AGENTE],
    )


def _no_es_quien_dice(campos: Mapping[str, Any]) -> Rechazo:
    """Return the refusal; which datum is wrong, nobody is told."""
    por_correo = campos["autenticacion"] == CORREO
    return rechazo("codigo-incorrecto" if por_correo else "comprobacion-sin-registro")


def _prueba(campos: Mapping[str, Any]) -> dict[str, Any]:
    """Return what both requests with a code and a key say, by the names of services.Prueba."""
    try:
        kid = jws.kid(jws.clave_de_jwk(campos["jwk"]))
    except ValueError:
        raise rechazo("solicitud-mal-formada", campo="jwk") from None
    return {
        "proceso": campos["proceso"],
        "numero": campos["auxiliar"],
        "correo": campos["correo"].strip().lower(),
        "autenticacion": campos["autenticacion"],
        "codigo": campos["codigo"].strip(),
        "jwk": campos["jwk"],
        "kid": kid,
    }


@phone
@require_POST
def llave(request: HttpRequest, dispositivo: UUID) -> HttpResponse:
    """Give a device a new key because its password was forgotten (ET 4.6); 200 or why not."""
    campos = _fields(request, CAMPOS_DE_LLAVE)
    hasta = campos["hasta_consecutivo"]
    if not 0 <= hasta <= MAX_CONSECUTIVO:
        raise rechazo("solicitud-mal-formada", campo="hasta_consecutivo")
    solicitud = restablecimiento.Sustitucion(
        **_prueba(campos), dispositivo=dispositivo, hasta_consecutivo=hasta
    )
    try:
        fila = restablecimiento.restablecer(solicitud=solicitud, momento=ahora())
    except (services.CodigoIncorrecto, llaves.LlaveAusente):
        raise _no_es_quien_dice(campos) from None
    except restablecimiento.DispositivoDeBaja:
        raise rechazo("dispositivo-de-baja") from None
    return JsonResponse({"dispositivo": str(fila.pk), "numero": fila.numero, "kid": fila.kid})


def _fields(request: HttpRequest, formas: Mapping[str, type]) -> dict[str, Any]:
    """Return a JSON body that has exactly those members, its type of account one that is taken."""
    campos = campos_de(request, formas)
    if campos["autenticacion"] not in admitidas():
        raise rechazo("solicitud-mal-formada", campo="autenticacion")
    return campos


def _check_open(proceso: str, momento: Any) -> None:
    """Refuse an enrolment where there is nothing to capture, saying why (ET 4.8)."""
    datos = procesos.proceso_en_puerta(proceso)
    if datos is None:
        raise rechazo("proceso-desconocido")
    if not datos.abierto or momento > datos.fin:
        raise rechazo("proceso-cerrado")
    if not plazos.dentro_del_periodo(inicio=datos.inicio, fin=datos.fin, momento=momento):
        raise rechazo("sobre-temprano")


def _named(tercero: rules.TercerDispositivo) -> list[dict[str, object]]:
    """The devices in use, each with the name by which its owner can tell it."""
    return [
        {
            "numero": d.numero,
            "nombre": f"Teléfono {d.numero}, dado de alta el {_in_centro(d.alta_en)}",
            "alta_en": d.alta_en.isoformat(),
        }
        for d in tercero.activos
    ]


def _in_centro(momento: Any) -> str:
    return f"{momento.astimezone(plazos.ZONA):%d/%m/%Y, %H:%M} (hora Centro)"


def _enrolled(dispositivo: UUID, solicitud: services.Solicitud) -> dict[str, object]:
    auxiliar = queries.auxiliar_de(solicitud.proceso, solicitud.numero)
    numero = next(d.numero for d in auxiliar.dispositivos if d.pk == dispositivo)
    return {
        "dispositivo": str(dispositivo),
        "numero": numero,
        "kid": solicitud.kid,
        "manifiesto": procesos.manifiesto(solicitud.proceso),
        "llaves": {nombre: jws.b64u(llaves.publica(nombre)) for nombre in FIRMANTES},
        "auxiliar": {"id": auxiliar.numero, "nombre": auxiliar.datos.nombre_completo},
    }


@phone
@require_GET
def estado(request: HttpRequest, dispositivo: UUID) -> HttpResponse:
    """Tell a phone where its alta stands, and whether it may still capture (ET 4.5)."""
    try:
        situacion = queries.estado_del_alta(dispositivo)
    except ObjectDoesNotExist:
        raise rechazo("no-encontrado") from None
    return JsonResponse(
        {"estado": situacion.estado, "motivo": situacion.motivo, "kid": situacion.kid}
    )


@phone
@require_POST
def baja(request: HttpRequest, dispositivo: UUID) -> HttpResponse:
    """Baja de Dispositivo, signed by the device itself (ET 4.9)."""
    try:
        clave = jws.clave_de_jwk(queries.llave_publica(dispositivo))
        pedida = acuse.leer_baja(request.read(jws.MAX_BYTES + 1), clave)
    except ObjectDoesNotExist:
        raise rechazo("no-encontrado") from None
    except jws.JwsInvalido as falla:
        code = "sobre-firma" if falla.code == jws.Causa.FIRMA else "solicitud-mal-formada"
        raise rechazo(code, causa=str(falla.code)) from None
    if pedida.dispositivo != dispositivo:
        raise rechazo("solicitud-mal-formada", campo="dispositivo")
    fila = services.dar_de_baja_dispositivo(
        dispositivo=dispositivo, hasta_consecutivo=pedida.hasta_consecutivo, momento=ahora()
    )
    return JsonResponse({"baja_en": fila.baja_en, "hasta_consecutivo": fila.hasta_consecutivo})
