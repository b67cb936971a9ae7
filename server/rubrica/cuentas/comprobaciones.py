"""A provider vouches for an account that somebody claims in the app (ET 4.4, 4.6, 7.8).

The phone asks with the digest of a secret and goes to the provider in the same browser; what came
of it waits here, and who shows the secret spends it, once. No e-mail and no secret is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from rubrica import llaves
from rubrica.core import autenticacion, jws
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import intentos
from rubrica.cuentas import rules_comprobacion as rules
from rubrica.cuentas.identidades import Dicho
from rubrica.cuentas.models import Comprobacion
from rubrica.cuentas.rules_comprobacion import Estado, Muestra, Uso

LLAVE = "mi_apoyo"  # what the worker opens: the citizens' requests are sealed to it too
Gasto = Callable[[str], None]


def pedir(
    *, proveedor: str, correo: str, reto: str, uso: Uso, origen: str, momento: datetime
) -> Comprobacion:
    """Return a proof that waits for its person to go to the provider and come back.

    reto: base64url of SHA-256 of the secret. Raises Rechazo `solicitud-mal-formada`,
    `demasiados-intentos`.
    """
    if proveedor not in autenticacion.PROVEEDORES:
        raise rechazo("solicitud-mal-formada", campo="autenticacion")
    intentos.esperar(comprobacion=origen, momento=momento)
    intentos.anotar(comprobacion=origen, momento=momento)
    _olvidar(momento)
    numero = uuid4()
    return Comprobacion.objects.create(
        id=numero, uso=uso, proveedor=proveedor, reto=_leer_reto(reto),
        correo=_huella(numero, correo), pedida_en=momento, vence_en=momento + rules.VIGENCIA,
    )  # fmt: skip


def _leer_reto(reto: str) -> bytes:
    try:
        octetos = jws.b64u_bytes(reto)
    except ValueError:
        octetos = b""
    if len(octetos) != hashlib.sha256().digest_size:
        raise rechazo("solicitud-mal-formada", campo="reto")
    return octetos


def _olvidar(momento: datetime) -> None:
    """Nobody asks for these any more."""
    Comprobacion.objects.filter(vence_en__lte=momento - rules.SE_GUARDA).delete()


def por_hacer(numero: UUID, momento: datetime) -> Comprobacion | None:
    """Return a proof that still waits for its provider; None if it does not."""
    return Comprobacion.objects.filter(
        pk=numero, estado=Estado.PENDIENTE, vence_en__gt=momento
    ).first()


@transaction.atomic
def concluir(*, numero: UUID, dicho: Dicho, momento: datetime) -> None:
    """Write what the provider vouched for: that e-mail, another one, or none. Once and no more."""
    fila = _bajo_candado(numero)
    if fila is None:
        return
    motivo = _por_que_no(fila, dicho)
    if motivo:
        _negar(fila, motivo, momento)
        return
    fila.estado, fila.resuelta_en = Estado.PROBADA, momento
    if fila.uso == Uso.MI_APOYO:
        fila.sellada = _sellar(numero, dicho)
    fila.save(update_fields=["estado", "resuelta_en", "sellada"])


def _por_que_no(fila: Comprobacion, dicho: Dicho) -> str:
    if dicho.proveedor != fila.proveedor:
        return "comprobacion-no-confirmada"
    if not dicho.correo:
        return "comprobacion-sin-verificar"
    if not constant_time_compare(bytes(fila.correo), _huella(fila.pk, dicho.correo)):
        return "comprobacion-otra-cuenta"
    return ""


@transaction.atomic
def negar(*, numero: UUID, motivo: str, momento: datetime) -> None:
    """Write why the provider vouched for nobody. motivo: a code of the refusals."""
    fila = _bajo_candado(numero)
    if fila is not None:
        _negar(fila, motivo, momento)


def _negar(fila: Comprobacion, motivo: str, momento: datetime) -> None:
    fila.estado, fila.motivo, fila.resuelta_en = Estado.NEGADA, motivo, momento
    fila.save(update_fields=["estado", "motivo", "resuelta_en"])


def _bajo_candado(numero: UUID) -> Comprobacion | None:
    filas = Comprobacion.objects.select_for_update()
    return filas.filter(pk=numero, estado=Estado.PENDIENTE).first()


def consultar(*, muestra: Muestra, momento: datetime) -> Estado:
    """Return whether it was proved yet. Raises Rechazo: why not, or `comprobacion-vencida`."""
    fila = _de_quien_la_pidio(muestra)
    if fila is None or momento >= fila.vence_en:
        raise rechazo("comprobacion-vencida")
    if fila.estado == Estado.NEGADA:
        raise rechazo(fila.motivo)
    return Estado(fila.estado)


def gasto(
    *, muestra: Muestra, uso: Uso, proveedor: str, correo: str, quien: str, momento: datetime
) -> Gasto | None:
    """Return what spends the proof in the name of a key, None if it does not prove that account.

    Spent already by that very key, it serves again: the phone may have lost the answer.
    """
    fila = _de_quien_la_pidio(muestra)
    if fila is None or (fila.uso, fila.proveedor) != (uso, proveedor):
        return None
    if fila.usada_por not in ("", quien):
        return None
    if not rules.sirve(estado=Estado(fila.estado), vence_en=fila.vence_en, momento=momento):
        return None
    if not constant_time_compare(bytes(fila.correo), _huella(fila.pk, correo)):
        return None
    return lambda kid: _gastar(fila.pk, kid)


def _gastar(numero: UUID, quien: str) -> None:
    """Spend it; raise Rechazo `comprobacion-vencida` if another key did meanwhile."""
    suya = Comprobacion.objects.filter(pk=numero, usada_por__in=["", quien])
    if not suya.update(usada_por=quien):
        raise rechazo("comprobacion-vencida")


def gastar_en_mi_apoyo(
    *, muestra: Muestra, proveedor: str, correo: str, quien: str, momento: datetime
) -> bool:
    """Whether the proof vouched for that account when the request was made; spent from now on.

    The worker's: it alone opens what was sealed. Raises llaves.LlaveAusente.
    """
    fila = _de_quien_la_pidio(muestra)
    if fila is None or not rules.sirve(
        estado=Estado(fila.estado), vence_en=fila.vence_en, momento=momento
    ):
        return False
    if fila.uso != Uso.MI_APOYO or fila.usada_por not in ("", quien):
        return False
    if _abrir(fila) != {"proveedor": proveedor, "correo": correo.strip().lower()}:
        return False
    return bool(
        Comprobacion.objects.filter(pk=fila.pk, usada_por__in=["", quien]).update(usada_por=quien)
    )


def _de_quien_la_pidio(muestra: Muestra) -> Comprobacion | None:
    fila = Comprobacion.objects.filter(pk=muestra.id).first()
    reto = hashlib.sha256(muestra.secreto.encode()).digest()
    return fila if fila is not None and constant_time_compare(bytes(fila.reto), reto) else None


def _huella(numero: UUID, correo: str) -> bytes:
    limpio = f"{numero}|{correo.strip().lower()}"
    return salted_hmac("rubrica.cuentas.comprobacion", limpio, algorithm="sha256").digest()


def _sellar(numero: UUID, dicho: Dicho) -> bytes:
    claro = json.dumps({"proveedor": dicho.proveedor, "correo": dicho.correo}).encode()
    return llaves.sellar_para(llaves.publica(LLAVE), claro, _contexto(numero))


def _abrir(fila: Comprobacion) -> object:
    try:
        return json.loads(llaves.desellar_para(LLAVE, bytes(fila.sellada), _contexto(fila.pk)))
    except llaves.NoAbre:
        return None


def _contexto(numero: UUID) -> bytes:
    return f"rubrica/comprobacion/1|{numero}".encode()
