"""Enqueue an aviso, and deliver it. Job arguments and logs carry its id and nothing else."""

from __future__ import annotations

import json
import mailbox
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from rubrica import llaves
from rubrica.avisos import correo, rebotes
from rubrica.avisos.models import Aviso
from rubrica.avisos.rebotes import Rebote
from rubrica.avisos.rules import Estado, Valor, espera, plantilla
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo

TAREA = "avisos.entregar"
COLA = "avisos"
DEL_PROCESO = b"\0"  # before what is sealed to a process too; what is not begins with a brace


class Carta(NamedTuple):
    """One e-mail of several: its recipient, its data and of whom it tells ("" of nobody)."""

    para: str
    datos: Mapping[str, Valor]
    objeto: str = ""


class EntregaFallida(Exception):
    """A delivery failed and will be tried again; it names neither recipient nor text."""


@transaction.atomic
def enviar(
    *,
    plantilla: str,
    para: str,
    datos: Mapping[str, Valor],
    proceso: str,
    momento: datetime,
    objeto: str = "",
) -> Aviso:
    """Enqueue one e-mail in the caller's transaction: it leaves only if that commits.

    datos: exactly the names of the plantilla's example; instants as ISO 8601 text. objeto: of whom
    it tells, for who must know that it came back; never a citizen. Raises PlantillaDesconocida and
    DatosImpropios.
    """
    carta = Carta(para, datos, objeto)
    aviso = _fila(plantilla=plantilla, carta=carta, proceso=proceso, momento=momento)
    aviso.save(force_insert=True)
    app.configure_task(TAREA, queue=COLA).defer(aviso=str(aviso.pk))
    return aviso


@transaction.atomic
def enviar_varios(
    *,
    plantilla: str,
    correos: Sequence[Carta],
    proceso: str,
    momento: datetime,
) -> None:
    """Enqueue each of the e-mails, as `enviar` does, in three statements."""
    filas = [
        _fila(plantilla=plantilla, carta=carta, proceso=proceso, momento=momento)
        for carta in correos
    ]
    Aviso.objects.bulk_create(filas)
    argumentos: list[dict[str, JSONValue]] = [{"aviso": str(f.pk)} for f in filas]
    app.configure_task(TAREA, queue=COLA).batch_defer(*argumentos)


def _fila(*, plantilla: str, carta: Carta, proceso: str, momento: datetime) -> Aviso:
    """Return the row of one e-mail, sealed and not yet written."""
    _plantilla(plantilla).revisar(carta.datos)
    numero = uuid4()
    claro = json.dumps({"para": carta.para, "datos": dict(carta.datos)}).encode()
    contexto = _contexto(numero, plantilla)
    return Aviso(
        id=numero,
        plantilla=plantilla,
        proceso=proceso,
        objeto=carta.objeto,
        sellado=_sellar(claro, proceso=proceso, contexto=contexto),
        encolado_en=momento,
    )


def _sellar(claro: bytes, *, proceso: str, contexto: bytes) -> bytes:
    """Return an e-mail sealed to the worker and, under that, to its process if it has a key.

    The worker's key outlives a process: a copy of what waited, taken before its elimination, would
    open with it (ET 13.9).
    """
    with suppress(llaves.LlaveAusente):
        if proceso:
            claro = DEL_PROCESO + llaves.sellar_para(llaves.publica(proceso), claro, contexto)
    return llaves.sellar_para(llaves.publica("avisos"), claro, contexto)


def abrir(fila: Aviso) -> Carta:
    """Return an e-mail that waits, as the worker opens it; raise NoAbre or LlaveAusente."""
    contexto = _contexto(fila.pk, fila.plantilla)
    claro = llaves.desellar_para("avisos", bytes(fila.sellado or b""), contexto)
    if claro.startswith(DEL_PROCESO):
        sellado = claro.removeprefix(DEL_PROCESO)
        claro = llaves.abrir_con(llaves.privada_hpke(fila.proceso), sellado, contexto)
    sobre = json.loads(claro)
    return Carta(sobre["para"], sobre["datos"], fila.objeto)


@transaction.atomic
def entregar(*, aviso: UUID, momento: datetime) -> Estado:
    """Send the aviso if it still waits, and erase its sealed body once the server took it.

    A failure is counted and kept with the aviso: EN_ESPERA means that another attempt is due,
    FALLIDO that none is left or that the server refused for good.
    """
    fila = Aviso.objects.select_for_update().get(pk=aviso)
    if fila.estado != Estado.EN_ESPERA:
        return Estado(fila.estado)
    fila.intentos += 1
    try:
        _mandar(fila)
    except (SMTPException, OSError, llaves.LlaveAusente) as falla:
        _anotar_falla(fila, falla)
    else:
        fila.estado, fila.entregado_en = Estado.ENTREGADO, momento
        fila.sellado, fila.causa = None, ""
    fila.save(update_fields=["estado", "entregado_en", "sellado", "intentos", "causa"])
    return Estado(fila.estado)


@transaction.atomic
def anotar_rebote(*, rebote: Rebote, momento: datetime) -> bool:
    """A delivered aviso came back; whether there was one. Twice is once, and nobody is named."""
    filas = Aviso.objects.filter(pk=rebote.aviso, estado=Estado.ENTREGADO)
    return bool(
        filas.update(estado=Estado.DEVUELTO, devuelto_en=momento, causa=f"DSN {rebote.codigo}")
    )


def leer_rebotes(*, buzon: Path, momento: datetime) -> int:
    """Note every returned message of a Maildir and erase it; return how many were ours."""
    cuantos = 0
    maildir = mailbox.Maildir(buzon, create=False)
    for clave in maildir.keys():
        rebote = rebotes.leer(maildir.get_bytes(clave))
        cuantos += rebote is not None and anotar_rebote(rebote=rebote, momento=momento)
        maildir.discard(clave)
    return cuantos


@transaction.atomic
def reintentar(*, aviso: UUID, actor: str, momento: datetime) -> Aviso:
    """A person has a failed aviso tried again from the start, and it is left in the bitácora.

    Raises `aviso-no-reintentable` for any other: what was delivered is no longer here to send.
    """
    fila = Aviso.objects.select_for_update().filter(pk=aviso, estado=Estado.FALLIDO).first()
    if fila is None:
        raise rechazo("aviso-no-reintentable")
    fila.estado, fila.intentos = Estado.EN_ESPERA, 0
    fila.save(update_fields=["estado", "intentos"])
    app.configure_task(TAREA, queue=COLA).defer(aviso=str(fila.pk))
    asentar(
        momento=momento,
        actor=actor,
        acto="reintentar_aviso",
        objeto=f"aviso:{fila.pk}",
        datos={"plantilla": fila.plantilla},
        proceso=fila.proceso,
    )
    return fila


def _mandar(fila: Aviso) -> None:
    """Hand the message to the SMTP server; raise SMTPException, OSError or LlaveAusente."""
    carta = abrir(fila)
    correo.mensaje(
        _plantilla(fila.plantilla), para=carta.para, datos=carta.datos, aviso=fila.pk
    ).send()


def _anotar_falla(fila: Aviso, falla: Exception) -> None:
    fila.causa = _causa(falla)
    if _es_definitiva(falla) or espera(fila.intentos) is None:
        fila.estado = Estado.FALLIDO


def _causa(falla: Exception) -> str:
    """Return the kind of failure and its SMTP code: never its text, which names the recipient."""
    codigo = _codigo(falla)
    return f"{type(falla).__name__} {codigo}".strip() if codigo else type(falla).__name__


def _es_definitiva(falla: Exception) -> bool:
    """Whether the server refused this recipient or message for good (SMTP 5xx)."""
    return _codigo(falla) >= 500


def _codigo(falla: Exception) -> int:
    """Return the SMTP code of a failure; 0 when it has none."""
    if isinstance(falla, SMTPRecipientsRefused):
        return max((codigo for codigo, _ in falla.recipients.values()), default=0)
    return int(falla.smtp_code) if isinstance(falla, SMTPResponseException) else 0


def _contexto(aviso: UUID, nombre: str) -> bytes:
    """What the seal is bound to: moved to another row or plantilla, it does not open."""
    return f"rubrica/aviso/1|{aviso}|{nombre}".encode()


_plantilla = plantilla
