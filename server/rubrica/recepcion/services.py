"""What the door writes: nothing until the paquete is whole and on the disk, then one row.

Order of a receipt, which a test reads from the kernel: blob fsync, rename, directory fsync, commit
of the row, answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import transaction

from rubrica import llaves
from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.queries import (
    SIGUE_IGUAL,
    DispositivoEnPuerta,
    acuse_del_alta,
    baja_en_puerta,
)
from rubrica.core import folio, jws, paquete, plazos
from rubrica.core.acuse import Acuse, BajaDada, Hora, RechazoFirmado, leer_hora
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.core.sobre import MAX_PAQUETE, Sobre, SobreInvalido, cabecera, leer
from rubrica.mi_apoyo import services as mi_apoyo
from rubrica.procesos.queries import ProcesoEnPuerta
from rubrica.recepcion import almacen, queries, rules
from rubrica.recepcion.models import Subida
from rubrica.registros import services as registros
from rubrica.registros.queries import acuse_de, ya_dio
from rubrica.registros.rules import Puerta
from rubrica.reloj import ahora

MAX_CAMBIOS = 5  # times that a device may change while one of its rows is written


@dataclass(frozen=True, kw_only=True)
class Presentado:
    """A sobre that the door let in: its signature, device, period and size are in order."""

    sobre: Sobre
    dispositivo: DispositivoEnPuerta
    proceso: ProcesoEnPuerta


@dataclass(frozen=True, kw_only=True)
class Recibo:
    """A receipt, signed. nuevo: False when it is the one that was given before."""

    jws: str
    nuevo: bool


@cache
def signer(nombre: str) -> Ed25519PrivateKey:
    """Return the key that signs receipts ("acuse") or the time ("hora"), read once."""
    return llaves.firmante(nombre)


@cache
def _hora_publica() -> Ed25519PublicKey:
    return llaves.publica_ed25519("hora")


class Bytes(Protocol):
    """A paquete already written aside, of which the door only knows its bytes."""

    tamano: int

    def digest(self) -> bytes: ...
    def start(self) -> bytes: ...
    def keep(self, proceso: str, codigo_integridad: bytes) -> None: ...


def presentar(texto: str, *, momento: datetime) -> Presentado | Recibo:
    """Let a sobre in, or return the receipt that its record already has.

    Everything that can be judged without the body is judged here. Raises Rechazo.
    """
    sobre, dispositivo = _read(texto, momento)
    proceso = queries.procesos.get(sobre.proceso)
    if proceso is None:
        raise rechazo("proceso-desconocido")
    _check_place(sobre, dispositivo)
    if not plazos.acepta_envio(fin=proceso.fin, momento=momento):
        return _receipt_or_too_late(sobre, momento)
    return Presentado(sobre=sobre, dispositivo=dispositivo, proceso=proceso)


def _read(texto: str, momento: datetime) -> tuple[Sobre, DispositivoEnPuerta]:
    """Return a sobre whose signature is that of an enrolled device, and the device."""
    try:
        kid = cabecera(texto)
        dispositivo = queries.dispositivos.get(kid)
        clave = queries.claves.get(kid) if dispositivo else None
        if dispositivo is None or clave is None:
            raise _unknown_device(texto, momento)
        return leer(texto, clave), dispositivo
    except jws.JwsInvalido as falla:
        code = "sobre-firma" if falla.code == jws.Causa.FIRMA else "sobre-mal-formado"
        raise rechazo(code, causa=str(falla.code)) from falla
    except SobreInvalido as falla:
        raise _shape_refusal(texto, falla) from falla


def _unknown_device(texto: str, momento: datetime) -> Rechazo:
    """Return the signed refusal of ET 4.9; unsigned when the sobre cannot even be read."""
    partes = jws.partir(texto, alg="ES256", typ="rubrica-sobre+jws")
    carga = jws.leer_json(partes.carga)
    try:
        return _signed(
            "dispositivo-desconocido",
            id_=UUID(carga["id"]),
            folio_=folio.leer(carga["folio"]).texto,
            codigo_integridad=bytes.fromhex(carga["codigo_integridad"]),
            momento=momento,
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        return rechazo("dispositivo-desconocido")


def _shape_refusal(texto: str, falla: SobreInvalido) -> Rechazo:
    """413 for a paquete declared too big; 400 for anything else out of its form."""
    if falla.campo == "bytes":
        carga = jws.leer_json(jws.partir(texto, alg="ES256", typ="rubrica-sobre+jws").carga)
        if isinstance(carga["bytes"], int) and carga["bytes"] > MAX_PAQUETE:
            return rechazo("paquete-grande")
    return rechazo("sobre-mal-formado", causa=str(falla.code), campo=falla.campo)


def _check_place(sobre: Sobre, dispositivo: DispositivoEnPuerta) -> None:
    """Refuse a sobre that names another device, auxiliar or process than its key's."""
    proceso = dispositivo.proceso or sobre.proceso
    propio = (
        f"{proceso}-{dispositivo.numero_auxiliar}-{dispositivo.numero}-{sobre.consecutivo:05d}-"
    )
    suyo = sobre.dispositivo == dispositivo.id and sobre.folio.startswith(propio)
    if not suyo or (sobre.es_alta and dispositivo.es_de_mi_apoyo):
        raise rechazo("sobre-ajeno")


def _receipt_or_too_late(sobre: Sobre, momento: datetime) -> Recibo:
    """Return the receipt given in time; refuse, signed, what was never received (ET 6.6)."""
    ya = existing_receipt(sobre)
    if ya is not None:
        return ya
    raise _signed(
        "sobre-tarde",
        id_=sobre.id,
        folio_=sobre.folio,
        codigo_integridad=sobre.codigo_integridad,
        momento=momento,
    )


def _signed(
    code: str, *, id_: UUID, folio_: str, codigo_integridad: bytes, momento: datetime
) -> Rechazo:
    """Return a refusal that carries its proof, signed with the receipt key."""
    fila = rechazo(code).fila
    firmado = RechazoFirmado(
        id=id_,
        folio=folio_,
        codigo_integridad=codigo_integridad,
        code=code,
        numeral=fila.numeral,
        momento=momento,
    )
    return rechazo(code, rechazo=firmado.firmar(signer("acuse")))


def existing_receipt(sobre: Sobre) -> Recibo | None:
    """Return the receipt of this very sobre, None if its id is new.

    Raises Rechazo when that id was received with another payload.
    """
    ya = acuse_del_alta(sobre.id) if sobre.es_alta else acuse_de(sobre.id)
    if ya is None:
        return None
    resumen, recibo = ya
    if resumen != sobre.resumen:
        raise rechazo("registro-distinto")
    return Recibo(jws=recibo, nuevo=False)


def recibir(presentado: Presentado, entrante: Bytes) -> Recibo:
    """Make a whole paquete durable, write its row and return its receipt (ET 6.4, 6.6).

    Same sobre again: same receipt. Raises Rechazo, OSError when the disk refuses, and
    django.db.Error when the database is away; in each case nothing was received.
    """
    sobre = presentado.sobre
    _check_bytes(sobre, presentado.proceso, entrante)
    entrante.keep(sobre.proceso, sobre.codigo_integridad)
    for _ in range(MAX_CAMBIOS):
        try:
            return _write(presentado)
        except registros.YaNoEsAsi:
            presentado = _look_again(presentado)
    raise rechazo("no-disponible")


def _write(presentado: Presentado) -> Recibo:
    """Write the row of a durable paquete and return its receipt, or the one it already has."""
    sobre, momento = presentado.sobre, ahora()
    if not plazos.acepta_envio(fin=presentado.proceso.fin, momento=momento):
        return _receipt_or_too_late(sobre, momento)
    acuse = Acuse(
        id=sobre.id,
        folio=sobre.folio,
        proceso=sobre.proceso,
        codigo_integridad=sobre.codigo_integridad,
        recibido_en=momento,
    ).firmar(signer("acuse"))
    write = _write_alta if sobre.es_alta else _write_registro
    if write(presentado, momento, acuse):
        return Recibo(jws=acuse, nuevo=True)
    ya = existing_receipt(sobre)
    if ya is None:  # another id already has that folio or that código
        raise rechazo("registro-distinto")
    return ya


def _look_again(presentado: Presentado) -> Presentado:
    """Return the same sobre with its device as it stands now."""
    dispositivo = queries.dispositivos.get_fresh(presentado.sobre.kid)
    if dispositivo is None:
        raise rechazo("dispositivo-desconocido")
    return replace(presentado, dispositivo=dispositivo)


def _check_bytes(sobre: Sobre, proceso: ProcesoEnPuerta, entrante: Bytes) -> None:
    if entrante.tamano != sobre.tamano or entrante.digest() != sobre.codigo_integridad:
        raise rechazo("paquete-danado")
    try:
        sello = paquete.cabecera(entrante.start())
    except paquete.PaqueteInvalido as falla:
        raise rechazo("paquete-ajeno", causa=str(falla.code)) from falla
    if sello.kid != proceso.kid or sobre.tamano < paquete.MIN_PAQUETE:
        raise rechazo("paquete-ajeno")


def _write_registro(presentado: Presentado, momento: datetime, acuse: str) -> bool:
    """Write the row of a support as its rules stand; False when it was already there."""
    sobre, dispositivo = presentado.sobre, presentado.dispositivo
    regla = _regla(presentado, momento)
    try:
        registros.recibir(
            id=sobre.id,
            folio=sobre.folio,
            proceso=sobre.proceso,
            promovente=dispositivo.promovente or presentado.proceso.promovente,
            auxiliar=dispositivo.auxiliar,
            dispositivo=sobre.dispositivo,
            consecutivo=sobre.consecutivo,
            anterior=sobre.anterior,
            codigo_integridad=sobre.codigo_integridad,
            tamano=sobre.tamano,
            sobre=sobre.jws,
            resumen=sobre.resumen,
            capturado_en=sobre.capturado_en,
            recibido_en=momento,
            recibo=acuse,
            puerta=_puerta(dispositivo),
            regla=regla.regla if regla else None,
            regla_motivo=regla.motivo if regla else "",
            solo_si=_sigue_igual(dispositivo),
        )
    except registros.Repetido:
        return False
    return True


def _puerta(dispositivo: DispositivoEnPuerta) -> Puerta:
    return Puerta.MI_APOYO if dispositivo.es_de_mi_apoyo else Puerta.AUXILIAR


def _sigue_igual(dispositivo: DispositivoEnPuerta) -> registros.Condicion:
    """What the rules were judged by. A citizen's device is never given up: nothing can change."""
    if dispositivo.es_de_mi_apoyo:
        return registros.SIEMPRE
    return registros.Condicion(
        SIGUE_IGUAL,
        (
            dispositivo.id,
            dispositivo.kid_vigente,
            dispositivo.baja_en,
            dispositivo.auxiliar_baja_en,
        ),
    )


def _regla(presentado: Presentado, momento: datetime) -> rules.Aplicada | None:
    dispositivo, proceso = presentado.dispositivo, presentado.proceso
    return rules.regla_de(
        bajas=rules.Bajas(
            auxiliar_en=dispositivo.auxiliar_baja_en,
            auxiliar_numeral=dispositivo.auxiliar_baja_numeral,
            dispositivo_en=dispositivo.baja_en,
            dispositivo_hasta=dispositivo.hasta_consecutivo,
            llave_en=dispositivo.llave_en,
            llave_hasta=dispositivo.llave_hasta,
        ),
        consecutivo=presentado.sobre.consecutivo,
        intervalo=rules.Intervalo(desde=_not_before(presentado.sobre), hasta=momento),
        periodo=rules.Periodo(inicio=proceso.inicio, fin=proceso.fin),
        ya_dio=dispositivo.es_de_mi_apoyo
        and ya_dio(dispositivo=dispositivo.id, proceso=proceso.id),
    )


def _not_before(sobre: Sobre) -> datetime | None:
    """Return the instant before which the sobre cannot have been made, None if unknown.

    Only a token of this installation, given to this device, proves it (ET 4.8).
    """
    if sobre.reloj.ficha is None:
        return None
    try:
        ficha = leer_hora(sobre.reloj.ficha, _hora_publica())
    except jws.JwsInvalido:
        return None
    return ficha.hora if ficha.dispositivo == sobre.dispositivo else None


def _write_alta(presentado: Presentado, momento: datetime, acuse: str) -> bool:
    """Write the row of an enrolment capture; False when it was already there."""
    sobre = presentado.sobre
    return auxiliares.recibir_alta(
        auxiliares.AltaRecibida(
            id=sobre.id,
            dispositivo=sobre.dispositivo,
            folio=sobre.folio,
            sobre=sobre.jws,
            resumen=sobre.resumen,
            codigo_integridad=sobre.codigo_integridad,
            tamano=sobre.tamano,
            capturado_en=sobre.capturado_en,
            recibido_en=momento,
            recibo=acuse,
        )
    )


def anotar_consecutivo(dispositivo: DispositivoEnPuerta, consecutivo: int) -> None:
    """Keep the last consecutivo that a phone says to have made, when it is news.

    A phone that sends a batch says the same number each time: only the first contact writes.
    """
    if consecutivo > dispositivo.ultimo_consecutivo:
        de_quien = mi_apoyo if dispositivo.es_de_mi_apoyo else auxiliares
        de_quien.anotar_consecutivo(dispositivo=dispositivo.id, consecutivo=consecutivo)
        queries.dispositivos.get_fresh(dispositivo.kid)


def ficha_de_hora(dispositivo: UUID, *, momento: datetime) -> str:
    """Return the instant, signed for one device (ET 4.8)."""
    return Hora(dispositivo=dispositivo, hora=momento).firmar(signer("hora"))


def baja_dada(dispositivo: UUID) -> str | None:
    """Return the signed word that a device captures no more; None while it may (ET 3.4, 4.10)."""
    baja = baja_en_puerta(dispositivo)
    if baja is None:
        return None
    palabra = BajaDada(dispositivo=dispositivo, de=baja.de, numeral=baja.numeral, baja_en=baja.en)
    return palabra.firmar(signer("acuse"))


# --- Paquetes that come in several requests ------------------------------------------------


def empezar_subida(presentado: Presentado, *, momento: datetime) -> int:
    """Start, or find again, the upload of a sobre; return how many bytes are already here.

    At most rules.MAX_SUBIDAS unfinished for each device; they expire. Raises Rechazo.
    """
    sobre = presentado.sobre
    _expire(momento)
    subida = Subida.objects.filter(pk=sobre.id).first()
    if subida is not None and bytes(subida.resumen) != sobre.resumen:
        raise rechazo("registro-distinto")
    if subida is None:
        _add_subida(sobre, momento)
    return almacen.start_partial(sobre.id)


def _add_subida(sobre: Sobre, momento: datetime) -> None:
    if Subida.objects.filter(dispositivo=sobre.dispositivo).count() >= rules.MAX_SUBIDAS:
        raise rechazo("subidas-de-mas")
    Subida.objects.bulk_create(
        [
            Subida(
                id=sobre.id,
                dispositivo=sobre.dispositivo,
                sobre=sobre.jws,
                resumen=sobre.resumen,
                vence_en=momento + rules.VIGENCIA_DE_SUBIDA,
            )
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def _expire(momento: datetime) -> None:
    """Forget a few uploads that nobody finished in time; each start of another clears some."""
    vencidas = list(
        Subida.objects.select_for_update(skip_locked=True)
        .filter(vence_en__lt=momento)
        .values_list("pk", flat=True)[:20]
    )
    for id_ in vencidas:
        almacen.drop_partial(id_)
    if vencidas:
        Subida.objects.filter(pk__in=vencidas).delete()


def sobre_de_subida(id_: UUID) -> str | None:
    """Return the sobre of an upload that has started, None if there is none."""
    fila: str | None = Subida.objects.filter(pk=id_).values_list("sobre", flat=True).first()
    return fila


def terminar_subida(id_: UUID) -> None:
    """Forget an upload: received, or not what its sobre covers."""
    almacen.drop_partial(id_)
    Subida.objects.filter(pk=id_).delete()
