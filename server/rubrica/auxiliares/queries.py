"""What others may know about auxiliares: the door, verificacion, the promovente's pages."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Alta, Auxiliar, Dispositivo
from rubrica.auxiliares.rules import DatosDeAuxiliar, EstadoDeAlta


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositivoEnPuerta:
    """What the door must know of a device, of one of its keys and of its auxiliar.

    No personal data. kid, jwk: the key that was asked for. kid_vigente: the one that the device
    signs with now. llave_hasta: None for that one; for a key that was replaced, the last
    consecutivo that it signs for, since `llave_en` (ET 4.6).
    A device of Mi Apoyo has no auxiliar (0) and no process of its own ("").
    """

    id: uuid.UUID
    kid: str
    jwk: dict[str, str]
    kid_vigente: str
    llave_hasta: int | None
    llave_en: datetime | None
    baja_en: datetime | None
    baja_tipo: str
    hasta_consecutivo: int | None
    ultimo_consecutivo: int
    auxiliar: int
    proceso: str
    numero_auxiliar: str
    numero: int
    promovente: int
    auxiliar_baja_en: datetime | None
    auxiliar_baja_numeral: str

    @property
    def es_de_mi_apoyo(self) -> bool:
        """Whether it is a citizen's own (ET 7)."""
        return self.auxiliar == 0


_EN_PUERTA = """
SELECT d.id, l.kid, l.jwk::text, d.kid, l.hasta, l.en, d.baja_en, d.baja_tipo,
       d.hasta_consecutivo, d.ultimo_consecutivo, a.id, a.proceso, a.numero, d.numero,
       a.promovente, a.baja_en, a.baja_numeral
  FROM (SELECT id, kid, jwk, NULL::integer AS hasta, NULL::timestamptz AS en
          FROM auxiliares_dispositivo WHERE kid = %s
        UNION ALL
        SELECT dispositivo_id, kid, jwk, hasta_consecutivo, sustituida_en
          FROM auxiliares_llavesustituida WHERE kid = %s) l
  JOIN auxiliares_dispositivo d ON d.id = l.id
  JOIN auxiliares_auxiliar a ON a.id = d.auxiliar_id
"""


def dispositivo_en_puerta(kid: str) -> DispositivoEnPuerta | None:
    """Return the device of that key as it stands in this snapshot; None if never enrolled."""
    with connection.cursor() as cursor:
        cursor.execute(_EN_PUERTA, [kid, kid])
        fila = cursor.fetchone()
    return None if fila is None else _en_puerta(fila)


# Whether a device, its key and its auxiliar still stand as they were seen: a baja is given once, so
# its instant is enough, and a key once replaced never changes. For the WHERE of the statement that
# was judged by them; its values are dispositivo, kid_vigente, baja_en and auxiliar_baja_en.
SIGUE_IGUAL = """EXISTS (
SELECT 1 FROM auxiliares_dispositivo d JOIN auxiliares_auxiliar a ON a.id = d.auxiliar_id
 WHERE d.id = %s::uuid AND d.kid = %s AND d.baja_en IS NOT DISTINCT FROM %s::timestamptz
   AND a.baja_en IS NOT DISTINCT FROM %s::timestamptz)"""


def _en_puerta(fila: tuple[Any, ...]) -> DispositivoEnPuerta:
    (id_, kid, jwk, vigente, llave_hasta, llave_en, baja_en, baja_tipo, hasta, ultimo, auxiliar,
     proceso, numero_auxiliar, numero, promovente, auxiliar_baja_en,
     auxiliar_baja_numeral) = fila  # fmt: skip
    return DispositivoEnPuerta(
        id=id_, kid=kid, jwk=json.loads(jwk), kid_vigente=vigente, llave_hasta=llave_hasta,
        llave_en=llave_en, baja_en=baja_en, baja_tipo=baja_tipo,
        hasta_consecutivo=hasta, ultimo_consecutivo=ultimo, auxiliar=auxiliar, proceso=proceso,
        numero_auxiliar=numero_auxiliar, numero=numero, promovente=promovente,
        auxiliar_baja_en=auxiliar_baja_en, auxiliar_baja_numeral=auxiliar_baja_numeral,
    )  # fmt: skip


def llave_publica(dispositivo: uuid.UUID) -> dict[str, str]:
    """Return the public JWK of a device; raise Dispositivo.DoesNotExist."""
    jwk: dict[str, str] = Dispositivo.objects.values_list("jwk", flat=True).get(pk=dispositivo)
    return jwk


@dataclass(frozen=True, kw_only=True)
class AltaGuardada:
    """An enrolment capture as kept: what its phone may be told, and what the worker opens."""

    id: uuid.UUID
    proceso: str
    auxiliar: int
    dispositivo: uuid.UUID
    folio: str
    sobre: str
    resumen: bytes
    codigo_integridad: bytes
    capturado_en: datetime
    recibido_en: datetime
    recibo: str
    estado: EstadoDeAlta
    motivo: str
    resultado: bytes


def altas_por_abrir(limite: int) -> list[AltaGuardada]:
    """Return up to `limite` enrolment captures that nobody opened yet, oldest first."""
    filas = Alta.objects.select_related("dispositivo__auxiliar").filter(
        estado=EstadoDeAlta.RECIBIDA
    )
    return [_guardada(fila) for fila in filas.order_by("recibido_en")[:limite]]


def acuse_del_alta(id_: uuid.UUID) -> tuple[bytes, str] | None:
    """What was received under that id: resumen of its sobre (32 bytes) and receipt; or None."""
    fila = Alta.objects.filter(pk=id_).values_list("resumen", "recibo").first()
    return None if fila is None else (bytes(fila[0]), fila[1])


def _guardada(fila: Alta) -> AltaGuardada:
    auxiliar = fila.dispositivo.auxiliar
    return AltaGuardada(
        id=fila.pk, proceso=auxiliar.proceso, auxiliar=auxiliar.pk, dispositivo=fila.dispositivo_id,
        folio=fila.folio, sobre=fila.sobre, resumen=bytes(fila.resumen),
        codigo_integridad=bytes(fila.codigo_integridad), capturado_en=fila.capturado_en,
        recibido_en=fila.recibido_en, recibo=fila.recibo, estado=EstadoDeAlta(fila.estado),
        motivo=fila.motivo, resultado=bytes(fila.resultado),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EstadoDelAlta:
    """Where the enrolment of a device stands; motivo: why it did not open, or why it ended.

    kid: the key that the device signs with now, so that a phone cut off while it changed it knows.
    """

    kid: str
    estado: EstadoDeAlta
    motivo: str = ""


def estado_del_alta(dispositivo: uuid.UUID) -> EstadoDelAlta:
    """Return where the last enrolment capture of a device stands (ET 4.5).

    Raises Dispositivo.DoesNotExist.
    """
    fila = Dispositivo.objects.get(pk=dispositivo)
    if fila.habilitado_en:
        return EstadoDelAlta(kid=fila.kid, estado=EstadoDeAlta.ABIERTA)
    ultima = fila.altas.order_by("-recibido_en").values_list("estado", "motivo").first()
    if ultima is None:
        return EstadoDelAlta(kid=fila.kid, estado=EstadoDeAlta.SIN_ALTA)
    return EstadoDelAlta(kid=fila.kid, estado=EstadoDeAlta(ultima[0]), motivo=ultima[1])


class AuxiliarDesconocido(Exception):
    """There is no auxiliar with that Id in that process."""


@dataclass(frozen=True, kw_only=True)
class AuxiliarConDatos:
    """One auxiliar with its data open; needs the portal key of its process."""

    id: int
    proceso: str
    numero: str
    promovente: int
    datos: DatosDeAuxiliar
    alta_en: datetime
    baja_en: datetime | None
    baja_tipo: str
    baja_numeral: str
    baja_motivo: str
    dispositivos: tuple[Dispositivo, ...]

    @property
    def en_uso(self) -> int:
        """How many devices it has in use: none once the auxiliar was given up (ET 4.9)."""
        return 0 if self.baja_en else sum(d.baja_en is None for d in self.dispositivos)

    @property
    def nacimiento(self) -> date:
        return date.fromisoformat(self.datos.nacimiento)


def auxiliar(id_: int) -> AuxiliarConDatos:
    """Return one auxiliar by its row; raise Auxiliar.DoesNotExist, llaves.LlaveAusente."""
    return _con_datos(Auxiliar.objects.prefetch_related("dispositivos__sustituidas").get(pk=id_))


def auxiliar_de(proceso: str, numero: str) -> AuxiliarConDatos:
    """Return one auxiliar by its Id_Auxiliar; raise AuxiliarDesconocido."""
    filas = Auxiliar.objects.prefetch_related("dispositivos__sustituidas")
    fila = filas.filter(proceso=proceso, numero=numero).first()
    if fila is None:
        raise AuxiliarDesconocido(f"{proceso}-{numero}")
    return _con_datos(fila)


def auxiliares_de(proceso: str) -> list[AuxiliarConDatos]:
    """Return every auxiliar of a process by number, those given up included."""
    filas = Auxiliar.objects.prefetch_related("dispositivos__sustituidas").filter(proceso=proceso)
    return [_con_datos(fila) for fila in filas.order_by("id")]


def _con_datos(fila: Auxiliar) -> AuxiliarConDatos:
    dispositivos = sorted(fila.dispositivos.all(), key=lambda d: d.numero)
    return AuxiliarConDatos(
        id=fila.pk, proceso=fila.proceso, numero=fila.numero, promovente=fila.promovente,
        datos=sellos.open_datos(fila.proceso, fila.numero, fila.datos), alta_en=fila.alta_en,
        baja_en=fila.baja_en, baja_tipo=fila.baja_tipo, baja_numeral=fila.baja_numeral,
        baja_motivo=sellos.open_motivo(fila.proceso, fila.numero, fila.baja_motivo),
        dispositivos=tuple(dispositivos),
    )  # fmt: skip


def numeros(
    proceso: str, *, despues: str = "", cuantos: int | None = None
) -> list[tuple[int, str]]:
    """Return (number in the database, Id_Auxiliar) of those of a process, in order; no data."""
    filas = Auxiliar.objects.filter(proceso=proceso, numero__gt=despues).order_by("numero")
    return list(filas.values_list("pk", "numero")[:cuantos])


def numeros_de(ids: list[int]) -> dict[int, str]:
    """Return Id_Auxiliar by row for those rows; needs no key."""
    return dict(Auxiliar.objects.filter(pk__in=ids).values_list("pk", "numero"))


def id_de(proceso: str, numero: str) -> int | None:
    """Return the number in the database of that Id_Auxiliar of a process; None if it has none."""
    return (
        Auxiliar.objects.filter(proceso=proceso, numero=numero).values_list("pk", flat=True).first()
    )
