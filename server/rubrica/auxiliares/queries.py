"""What others may know about auxiliares: the door, verificacion, the promovente's pages."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import connection

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Alta, Anexo, Auxiliar, Dispositivo
from rubrica.auxiliares.models import CambioDeCuenta as FilaDeCambio
from rubrica.auxiliares.rules import (
    NUMERAL_DE_BAJA,
    DatosDeAuxiliar,
    EstadoDeAlta,
    TipoDeBaja,
)
from rubrica.core.autenticacion import nombre_de
from rubrica.core.paquete import ConAcuse


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BajaEnPuerta:
    """What took a device out of use, as its phone may be told: no reason, no name."""

    de: str  # "auxiliar" or "dispositivo"
    numeral: str
    en: datetime


_BAJA = """
SELECT a.baja_en, a.baja_numeral, d.baja_en, d.baja_tipo
  FROM auxiliares_dispositivo d JOIN auxiliares_auxiliar a ON a.id = d.auxiliar_id
 WHERE d.id = %s AND (a.baja_en IS NOT NULL OR d.baja_en IS NOT NULL)
"""


def baja_en_puerta(dispositivo: uuid.UUID) -> BajaEnPuerta | None:
    """Return what ended the captures of a device, its auxiliar's baja first; None if nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_BAJA, [dispositivo])
        fila = cursor.fetchone()
    if fila is None:
        return None
    auxiliar_en, numeral, en, tipo = fila
    if auxiliar_en is not None:
        return BajaEnPuerta(de="auxiliar", numeral=numeral, en=auxiliar_en)
    return BajaEnPuerta(de="dispositivo", numeral=NUMERAL_DE_BAJA[TipoDeBaja(tipo)], en=en)


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
    abierta_en: datetime | None


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


def alta(id_: uuid.UUID) -> AltaGuardada:
    """Return one enrolment capture; raise Alta.DoesNotExist."""
    return _guardada(Alta.objects.select_related("dispositivo__auxiliar").get(pk=id_))


@dataclass(frozen=True, kw_only=True)
class AltaEnLista:
    """An enrolment capture that was opened, as a list of cédulas names it; no personal data."""

    id: uuid.UUID
    auxiliar: int
    numero: str
    dispositivo: int
    recibido_en: datetime
    abierta_en: datetime | None
    auxiliar_baja_en: datetime | None


def altas_abiertas(proceso: str, numero: str | None = None) -> list[AltaEnLista]:
    """Return the opened captures of a process or of one auxiliar, oldest first (ET 4.5)."""
    filas = Alta.objects.filter(dispositivo__auxiliar__proceso=proceso, estado=EstadoDeAlta.ABIERTA)
    if numero is not None:
        filas = filas.filter(dispositivo__auxiliar__numero=numero)
    campos = (
        "id", "dispositivo__auxiliar_id", "dispositivo__auxiliar__numero", "dispositivo__numero",
        "recibido_en", "abierta_en", "dispositivo__auxiliar__baja_en",
    )  # fmt: skip
    nombres = [c.name for c in fields(AltaEnLista)]
    return [
        AltaEnLista(**dict(zip(nombres, fila, strict=True)))
        for fila in filas.order_by("recibido_en").values_list(*campos)
    ]


def _guardada(fila: Alta) -> AltaGuardada:
    auxiliar = fila.dispositivo.auxiliar
    return AltaGuardada(
        id=fila.pk, proceso=auxiliar.proceso, auxiliar=auxiliar.pk, dispositivo=fila.dispositivo_id,
        folio=fila.folio, sobre=fila.sobre, resumen=bytes(fila.resumen),
        codigo_integridad=bytes(fila.codigo_integridad), capturado_en=fila.capturado_en,
        recibido_en=fila.recibido_en, recibo=fila.recibo, estado=EstadoDeAlta(fila.estado),
        motivo=fila.motivo, resultado=bytes(fila.resultado), abierta_en=fila.abierta_en,
    )  # fmt: skip


def altas_con_paquete() -> Iterator[ConAcuse]:
    """Every enrolment capture received, read a few thousand at a time."""
    filas = Alta.objects.order_by().values_list(
        "folio", "dispositivo__auxiliar__proceso", "codigo_integridad", "tamano"
    )
    for folio, proceso, codigo, tamano in filas.iterator(chunk_size=5_000):
        yield ConAcuse(folio, proceso, bytes(codigo), tamano)


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
    autenticacion: str
    alta_en: datetime
    revisado_en: datetime | None
    negados: int
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
    def tipo_de_cuenta(self) -> str:
        """The type of its account in the words that people read (ET 4.4 a)."""
        return nombre_de(self.autenticacion)

    @property
    def nacimiento(self) -> date:
        return date.fromisoformat(self.datos.nacimiento)


def auxiliar(id_: int) -> AuxiliarConDatos:
    """Return one auxiliar by its row; raise Auxiliar.DoesNotExist, llaves.LlaveAusente."""
    return con_datos(Auxiliar.objects.prefetch_related("dispositivos__sustituidas").get(pk=id_))


def auxiliar_de(proceso: str, numero: str) -> AuxiliarConDatos:
    """Return one auxiliar by its Id_Auxiliar; raise AuxiliarDesconocido."""
    filas = Auxiliar.objects.prefetch_related("dispositivos__sustituidas")
    fila = filas.filter(proceso=proceso, numero=numero).first()
    if fila is None:
        raise AuxiliarDesconocido(f"{proceso}-{numero}")
    return con_datos(fila)


def auxiliares_de(proceso: str) -> list[AuxiliarConDatos]:
    """Return every auxiliar of a process by number, those given up included."""
    filas = Auxiliar.objects.prefetch_related("dispositivos__sustituidas").filter(proceso=proceso)
    return [con_datos(fila) for fila in filas.order_by("id")]


def con_datos(fila: Auxiliar) -> AuxiliarConDatos:
    """Return a row with its data open; raise llaves.LlaveAusente."""
    dispositivos = sorted(fila.dispositivos.all(), key=lambda d: d.numero)
    return AuxiliarConDatos(
        id=fila.pk, proceso=fila.proceso, numero=fila.numero, promovente=fila.promovente,
        datos=sellos.open_datos(fila.proceso, fila.numero, fila.datos), alta_en=fila.alta_en,
        revisado_en=fila.revisado_en,
        autenticacion=fila.autenticacion, negados=fila.negados,
        baja_en=fila.baja_en, baja_tipo=fila.baja_tipo, baja_numeral=fila.baja_numeral,
        baja_motivo=sellos.open_motivo(fila.proceso, fila.numero, fila.baja_motivo),
        dispositivos=tuple(dispositivos),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CambioDeCuenta:
    """Another account that an auxiliar had from then on. quien: number of who changed it."""

    de: str
    a: str
    antes: str
    ahora: str
    motivo: str
    quien: int
    momento: datetime


def cambios_de_cuenta(proceso: str, numero: str) -> list[CambioDeCuenta]:
    """Return the changes of account of an auxiliar, the newest first (ET 6.7)."""
    filas = FilaDeCambio.objects.filter(auxiliar__proceso=proceso, auxiliar__numero=numero)
    return [
        CambioDeCuenta(
            de=nombre_de(f.de), a=nombre_de(f.a), quien=f.cambiada_por, momento=f.cambiada_en,
            **sellos.open_cambio(proceso, numero, f.datos),
        )
        for f in filas.order_by("-id")
    ]  # fmt: skip


def con_cuenta_de(proveedor: str, procesos: Iterable[str]) -> list[tuple[str, str]]:
    """Return (process, Id_Auxiliar) of those in office whose account is of that type (ET 6.7)."""
    filas = Auxiliar.objects.filter(
        autenticacion=proveedor, proceso__in=list(procesos), baja_en__isnull=True
    )
    return list(filas.order_by("proceso", "numero").values_list("proceso", "numero"))


def correos_con_cuenta_de(proveedor: str, procesos: Iterable[str]) -> list[tuple[str, str]]:
    """Return (process, e-mail) of those of con_cuenta_de; needs the portal key of each process."""
    filas = Auxiliar.objects.filter(
        autenticacion=proveedor, proceso__in=list(procesos), baja_en__isnull=True
    )
    return [
        (f.proceso, sellos.open_datos(f.proceso, f.numero, f.datos).correo)
        for f in filas.order_by("proceso", "numero")
    ]


@dataclass(frozen=True, kw_only=True)
class Enrolado:
    """One auxiliar with devices, by its number alone: needs no key. negados: third ones refused."""

    id: int
    numero: str
    baja_en: datetime | None
    negados: int
    dispositivos: tuple[Dispositivo, ...]


def enrolados(proceso: str, numero: str | None = None) -> list[Enrolado]:
    """Return who has, or had, a device in the process, by number; or that one alone."""
    filas = Auxiliar.objects.filter(proceso=proceso, dispositivos__isnull=False).distinct()
    if numero is not None:
        filas = filas.filter(numero=numero)
    return [
        Enrolado(
            id=fila.pk, numero=fila.numero, baja_en=fila.baja_en, negados=fila.negados,
            dispositivos=tuple(sorted(fila.dispositivos.all(), key=lambda d: d.numero)),
        )
        for fila in filas.order_by("id").prefetch_related("dispositivos")
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DispositivoConMotivo:
    """One device, and why the authority revoked it; "" when it did not."""

    fila: Dispositivo
    motivo: str


def dispositivos_de(auxiliar: AuxiliarConDatos) -> list[DispositivoConMotivo]:
    """Return the devices of an auxiliar by number, each with the motive of its revocation."""
    return [
        DispositivoConMotivo(
            fila=d, motivo=sellos.open_revocacion(auxiliar.proceso, str(d.pk), d.baja_motivo)
        )
        for d in auxiliar.dispositivos
    ]


@dataclass(frozen=True, kw_only=True)
class AnexoEntregado:
    """That a paper was handed in: which text it signs and when; never what it holds."""

    id: int
    version: int
    tipo: str
    tamano: int
    subido_en: datetime


@dataclass(frozen=True, kw_only=True)
class Anexos:
    """What is good now of the papers of one auxiliar (ET 3.6); None for what is missing."""

    fura: AnexoEntregado | None = None
    credencial: AnexoEntregado | None = None

    @property
    def completos(self) -> bool:
        return self.fura is not None and self.credencial is not None


def anexos_de(auxiliares: Iterable[AuxiliarConDatos]) -> dict[int, Anexos]:
    """Return the papers handed in by row of auxiliar; nothing of who handed in none."""
    filas = Anexo.objects.filter(auxiliar__in=[a.id for a in auxiliares])
    ultimas = filas.order_by("auxiliar_id", "clase", "-id").distinct("auxiliar_id", "clase")
    hallados: dict[int, dict[str, AnexoEntregado]] = defaultdict(dict)
    for auxiliar, clase, *campos in ultimas.values_list("auxiliar_id", "clase", *_DEL_ANEXO):
        hallados[auxiliar][clase] = AnexoEntregado(**dict(zip(_DEL_ANEXO, campos, strict=True)))
    return {auxiliar: Anexos(**suyos) for auxiliar, suyos in hallados.items()}


_DEL_ANEXO = ("id", "version", "tipo", "tamano", "subido_en")


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


def ids_de_dispositivos(proceso: str) -> list[uuid.UUID]:
    """Return the ids of every device that ever was of an auxiliar of a process."""
    filas = Dispositivo.objects.filter(auxiliar__proceso=proceso)
    return list(filas.values_list("id", flat=True))
