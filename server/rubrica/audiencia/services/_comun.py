"""What every act on a session does: take its turn, move it, leave its asiento."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Max
from procrastinate.contrib.django import app

from rubrica.audiencia import rules, sellos
from rubrica.audiencia.models import ActoDeSesion, Sesion
from rubrica.audiencia.rules import Acto, Clase, Estado
from rubrica.avisos.services import enviar
from rubrica.bitacora import services as bitacora
from rubrica.core.asiento import Dato
from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.procesos.queries import ProcesoEnPuerta

TAREA, COLA = "audiencia.avisar_al_opl", "avisos"


def turno(proceso: str) -> ProcesoEnPuerta:
    """Hold until the commit the right to number sessions of a process, and return it.

    Raises `proceso-desconocido`.
    """
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise rechazo("proceso-desconocido")
    resumen = hashlib.sha256(f"rubrica/audiencia/{proceso}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(resumen[:8], "big", signed=True)]
        )
    return en_puerta


def siguiente(proceso: str) -> int:
    """Return the number of the next session of a process; the caller holds its turn."""
    return (Sesion.objects.filter(proceso=proceso).aggregate(n=Max("numero"))["n"] or 0) + 1


def tomar(sesion: int) -> Sesion:
    """Return a session locked until the commit."""
    return Sesion.objects.select_for_update(of=("self",)).get(pk=sesion)


def exigir_estado(sesion: Sesion, *estados: Estado) -> None:
    """Raise `sesion-improcedente` unless it is in one of those states."""
    if sesion.estado not in estados:
        raise rechazo("sesion-improcedente", estado=sesion.estado)


def exigir_audiencia(sesion: Sesion) -> None:
    """Raise `sesion-improcedente` for a review: it changes nothing (ET 10.8)."""
    if sesion.clase != Clase.AUDIENCIA:
        raise rechazo("sesion-improcedente", estado=sesion.estado)


def mover(
    sesion: Sesion, acto: Acto, *, quien: int, momento: datetime, motivo: str = "", **datos: Dato
) -> None:
    """Move a locked session, keep the act, leave its asiento; raise `sesion-improcedente`."""
    sesion.estado = rules.aplicar(sesion.clase_, acto, sesion.estado_).value
    sesion.save(update_fields=["estado"])
    lugar = f"acto/{sesion.pk}/{acto.value}"
    ActoDeSesion.objects.create(
        sesion=sesion, acto=acto.value, quien=quien, momento=momento,
        motivo=sellos.sellar(sesion.proceso, lugar, motivo) if motivo else b"",
    )  # fmt: skip
    anotar(f"{acto.value}_{sesion.clase}", sesion, quien=quien, momento=momento, **datos)


def anotar(acto: str, sesion: Sesion, *, quien: int, momento: datetime, **datos: Dato) -> None:
    """Leave an act in the bitácora; its data name no citizen (ET 14.1)."""
    bitacora.anotar(
        acto, f"sesion:{sesion.pk}", quien=quien, momento=momento, proceso=sesion.proceso,
        **{"numero": sesion.numero, **datos},
    )  # fmt: skip


def avisar_al_opl(sesion: Sesion, cambio: str) -> None:
    """Have the worker write to the OPL: the portal does not know its officials."""
    app.configure_task(TAREA, queue=COLA).defer(sesion=sesion.pk, cambio=cambio)


def avisar_a(
    correos: Iterable[str], sesion: Sesion, cambio: str, momento: datetime, nota: str = ""
) -> None:
    """Write to each of them what happened with a session; no citizen is named (ET 14.1)."""
    datos: Mapping[str, str] = {
        "clase": sesion.clase,
        "cambio": cambio,
        "proceso": sesion.proceso,
        "numero": str(sesion.numero),
        "inicio": sesion.inicio.isoformat(),
        "fin": sesion.fin.isoformat(),
        "sala": sesion.sala,
        "nota": nota,
        "portal": settings.URL_PUBLICA,
    }
    for correo in correos:
        enviar(
            plantilla="sesion", para=correo, datos=datos, proceso=sesion.proceso, momento=momento
        )
