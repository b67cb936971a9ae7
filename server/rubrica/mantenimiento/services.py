"""Acts on a maintenance. Each one tells the OPL and the promoventes by e-mail (ET 6.3)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from rubrica.avisos.services import enviar
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas.queries import correos_de
from rubrica.cuentas.rules import Rol
from rubrica.mantenimiento import rules
from rubrica.mantenimiento.models import Mantenimiento
from rubrica.mantenimiento.rules import QUE_SE_DETIENE, Anuncio, Cambio, Parte

A_QUIENES = (Rol.OPL_ADMINISTRADOR, Rol.SUPERVISOR, Rol.PROMOVENTE)


@transaction.atomic
def anunciar(*, anuncio: Anuncio, quien: int, momento: datetime) -> Mantenimiento:
    """Announce a maintenance and tell whom it stops (ET 6.3).

    Raises `mantenimiento-pasado`, `mantenimiento-sin-oportunidad`.
    """
    rules.exigir_oportunidad(anuncio, momento)
    fila = Mantenimiento.objects.create(
        inicio=anuncio.inicio,
        fin=anuncio.fin,
        partes=sorted(anuncio.partes),
        mensaje=anuncio.mensaje,
        urgencia=anuncio.urgencia,
        anunciado_en=momento,
        anunciado_por=quien,
    )
    _comunicar(fila, Cambio.ANUNCIADO, quien=quien, momento=momento)
    return fila


@transaction.atomic
def prorrogar(*, numero: int, fin: datetime, quien: int, momento: datetime) -> Mantenimiento:
    """Give the maintenance another end; raise `mantenimiento-concluido`, `mantenimiento-pasado`."""
    fila = _tomar(numero, momento)
    if fin <= momento or not rules.es_intervalo(fila.inicio, fin):
        raise rechazo("mantenimiento-pasado")
    fila.fin = fin
    fila.save(update_fields=["fin"])
    _comunicar(fila, Cambio.PRORROGADO, quien=quien, momento=momento)
    return fila


@transaction.atomic
def terminar(*, numero: int, quien: int, momento: datetime) -> Mantenimiento:
    """End it before its time, or cancel it before its start; raise `mantenimiento-concluido`."""
    fila = _tomar(numero, momento)
    fila.terminado_en, fila.terminado_por = momento, quien
    fila.save(update_fields=["terminado_en", "terminado_por"])
    _comunicar(fila, rules.al_terminar(fila.inicio, momento), quien=quien, momento=momento)
    return fila


def _tomar(numero: int, momento: datetime) -> Mantenimiento:
    """Return one that is not over, locked until the commit."""
    fila = Mantenimiento.objects.select_for_update().filter(pk=numero).first()
    if fila is None or fila.terminado_en is not None or fila.fin <= momento:
        raise rechazo("mantenimiento-concluido")
    return fila


def _comunicar(fila: Mantenimiento, cambio: Cambio, *, quien: int, momento: datetime) -> None:
    """Leave the act in the bitácora, and its e-mails in the outbox."""
    asentar(
        momento=momento,
        actor=actor_de_cuenta(quien),
        acto=f"mantenimiento_{cambio}",
        objeto=f"mantenimiento:{fila.pk}",
        datos={"inicio": fila.inicio.isoformat(), "fin": fila.fin.isoformat()},
    )
    for correo in correos_de(A_QUIENES, momento=momento):
        enviar(
            plantilla="mantenimiento",
            para=correo,
            datos={
                "cambio": str(cambio),
                "inicio": fila.inicio.isoformat(),
                "fin": fila.fin.isoformat(),
                "partes": [{"que": QUE_SE_DETIENE[Parte(p)]} for p in fila.partes],
                "mensaje": fila.mensaje,
                "portal": f"{settings.URL_PUBLICA}/",
            },
            proceso="",
            momento=momento,
        )
