"""What others may know of a bond: the door, verificacion, the Mesa, the phone that polls."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from rubrica.auxiliares.queries import DispositivoEnPuerta
from rubrica.mi_apoyo import rules, sellos
from rubrica.mi_apoyo.models import Solicitud, Vinculo
from rubrica.mi_apoyo.rules import EstadoDeSolicitud, EstadoDeVinculo
from rubrica.procesos import queries as procesos

VinculoInexistente = Vinculo.DoesNotExist
DISPOSITIVO_DEL_FOLIO = rules.DISPOSITIVO_DEL_FOLIO
_EN_PUERTA = "SELECT id, jwk::text, numero, ultimo_consecutivo FROM mi_apoyo_vinculo WHERE kid = %s"


def dispositivo_en_puerta(kid: str) -> DispositivoEnPuerta | None:
    """Return the device of a bond as the door judges it; None if that key never activated.

    Of no auxiliar and of no process: its sobre names the process (ET 7.12).
    """
    with connection.cursor() as cursor:
        cursor.execute(_EN_PUERTA, [kid])
        fila = cursor.fetchone()
    if fila is None:
        return None
    id_, jwk, numero, ultimo = fila
    return DispositivoEnPuerta(
        id=id_, kid=kid, jwk=json.loads(jwk), kid_vigente=kid, llave_hasta=None,
        llave_en=None, baja_en=None, baja_tipo="", hasta_consecutivo=None,
        ultimo_consecutivo=ultimo, auxiliar=0, proceso="",
        numero_auxiliar=rules.auxiliar_del_folio(numero), numero=rules.DISPOSITIVO_DEL_FOLIO,
        promovente=0, auxiliar_baja_en=None, auxiliar_baja_numeral="",
    )  # fmt: skip


def auxiliar_del_folio_de(dispositivo: uuid.UUID) -> str | None:
    """Return what stands for the Id_Auxiliar in the folios of a bond; None if it is no bond's."""
    numero = Vinculo.objects.filter(pk=dispositivo).values_list("numero", flat=True).first()
    return None if numero is None else rules.auxiliar_del_folio(numero)


def estado_de_solicitud(id_: uuid.UUID) -> EstadoDeSolicitud:
    """Return where a request stands; raise Solicitud.DoesNotExist."""
    return EstadoDeSolicitud(Solicitud.objects.values_list("estado", flat=True).get(pk=id_))


@dataclass(frozen=True, kw_only=True)
class VinculoConDatos:
    """A bond with what its acuse says (ET 7.22); only the worker can open it."""

    dispositivo: uuid.UUID
    numero: int
    datos: sellos.DatosDelVinculo


def vinculo_con_datos(dispositivo: uuid.UUID) -> VinculoConDatos:
    """Return one bond opened; raise Vinculo.DoesNotExist, llaves.NoAbre."""
    fila = Vinculo.objects.get(pk=dispositivo)
    return VinculoConDatos(
        dispositivo=fila.pk, numero=fila.numero,
        datos=sellos.open_data(fila.entidad, fila.kid, bytes(fila.datos)),
    )  # fmt: skip


def es_de_la_persona(dispositivo: uuid.UUID, clave_elector: str) -> bool:
    """Whether that device is bonded to the person of that clave (ET 7.25); needs the worker."""
    persona = Vinculo.objects.values_list("persona", flat=True).get(pk=dispositivo)
    indices = sellos.indexes_of_person(clave_elector).values()
    return any([sellos.same_bytes(persona, indice) for indice in indices])


def esta_firme(dispositivo: uuid.UUID) -> bool:
    """Whether a person at the Mesa has cleared a record of that device (ET 7.25)."""
    return Vinculo.objects.filter(pk=dispositivo, estado=EstadoDeVinculo.FIRME).exists()


def manifiestos_de(entidad: str, momento: datetime) -> list[str]:
    """Return the signed manifests of the processes that capture now in that entidad (ET 7.12)."""
    return [procesos.manifiesto(p.id) for p in procesos.en_captacion(momento, entidad=entidad)]


def con_cuenta_de(proveedor: str, entidades: Iterable[str]) -> list[str]:
    """Return what stands for the Id_Auxiliar of the bonds of that type of account (ET 6.7)."""
    filas = _de_proveedor(proveedor, entidades).values_list("numero", flat=True)
    return [rules.auxiliar_del_folio(n) for n in filas]


def correos_con_cuenta_de(proveedor: str, entidades: Iterable[str]) -> list[tuple[str, str]]:
    """Return (entidad, e-mail) of those bonds; only the worker can open them."""
    return [
        (f.entidad, sellos.open_data(f.entidad, f.kid, bytes(f.datos)).correo)
        for f in _de_proveedor(proveedor, entidades).only("kid", "entidad", "datos")
    ]


def _de_proveedor(proveedor: str, entidades: Iterable[str]) -> QuerySet[Vinculo]:
    filas = Vinculo.objects.filter(autenticacion=proveedor, entidad__in=list(entidades))
    return filas.exclude(estado=EstadoDeVinculo.SUSTITUIDO).order_by("numero")
