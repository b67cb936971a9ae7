"""What people do: two of them, the custodians, and whoever signs the constancia (ET 13.9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rubrica import llaves
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core import jws
from rubrica.core.asiento import Dato
from rubrica.core.rechazos import rechazo
from rubrica.core.sobre import instante
from rubrica.eliminacion import queries, registro, rules
from rubrica.eliminacion.models import Atestacion, Eliminacion, Paso
from rubrica.eliminacion.rules import CANCELABLES, Constancia, Estado, Renglon
from rubrica.llaves.inventario import DE_PROCESO
from rubrica.procesos import queries as procesos
from rubrica.resultados import queries as resultados
from rubrica.resultados.rules import huella as huella_de

BLOBS, LLAVES = "archivos", "llaves"
VINCULOS_DESTRUIDOS, VINCULOS_QUEDAN = "vinculos:destruida:", "vinculos:quedan"


@transaction.atomic
def solicitar(
    *, proceso: str, acuerdo: str, quien: int, momento: datetime, sin_expedientes: str = ""
) -> Eliminacion:
    """The first person asks for the elimination of a process, by a numbered act (ET 13.9).

    sin_expedientes: the oficio by which the OPL asks for no expedientes, if it has none.
    Raises `proceso-desconocido`, `eliminacion-sin-acuse`, `eliminacion-sin-expedientes`,
    `eliminacion-con-acceso`, and `eliminacion-improcedente` when there is one already.
    """
    if procesos.proceso_en_puerta(proceso) is None:
        raise rechazo("proceso-desconocido")
    oficio = sin_expedientes.strip()
    _exigir_eliminable(proceso, momento, oficio)
    if queries.de_proceso(proceso) is not None:
        raise rechazo("eliminacion-improcedente")
    fila = Eliminacion.objects.create(
        proceso=proceso, acuerdo=acuerdo.strip(), sin_expedientes=oficio,
        solicitada_en=momento, solicitada_por=quien,
    )  # fmt: skip
    _anotar(
        "solicitar_eliminacion", fila, quien, momento,
        acuerdo=fila.acuerdo, sin_expedientes=fila.sin_expedientes,
    )  # fmt: skip
    return fila


def _exigir_eliminable(proceso: str, momento: datetime, sin_expedientes: str) -> None:
    rules.exigir_entregado(
        acusada=resultados.definitiva_acusada(proceso),
        esperan=resultados.sin_acuse().filter(corte__proceso=proceso).count(),
    )
    rules.exigir_expedientes(
        acusados=resultados.expedientes_acusados(proceso), oficio=sin_expedientes
    )
    rules.exigir_acceso_cerrado(resultados.ultimo_dia_de_acceso(proceso), momento=momento)


@transaction.atomic
def atestiguar(*, proceso: str, orden: int, acta: str, quien: int, momento: datetime) -> Atestacion:
    """A custodian destroyed its copies: its acta is on record.

    Raises `no-encontrado` and `eliminacion-improcedente` outside of a request or repeated.
    """
    fila = _tomar(proceso, Estado.SOLICITADA)
    if not 1 <= orden <= rules.CUSTODIOS:
        raise rechazo("no-encontrado")
    if fila.atestaciones.filter(orden=orden).exists():
        raise rechazo("eliminacion-improcedente")
    atestacion = Atestacion.objects.create(
        eliminacion=fila, orden=orden, acta=acta.strip(), momento=momento, quien=quien
    )
    _anotar("atestiguar_destruccion", fila, quien, momento, orden=orden, acta=atestacion.acta)
    return atestacion


@transaction.atomic
def autorizar(*, proceso: str, quien: int, momento: datetime) -> Eliminacion:
    """The second person authorises it: after the cooling-off period nothing stops it.

    Raises `no-encontrado`, `eliminacion-improcedente`, `eliminacion-misma-persona`,
    `eliminacion-sin-atestacion` and what `solicitar` asks of the deliveries.
    """
    fila = _tomar(proceso, Estado.SOLICITADA)
    rules.exigir_otra_persona(fila.solicitada_por, quien)
    rules.exigir_atestiguada(fila.atestaciones.count())
    _exigir_eliminable(proceso, momento, fila.sin_expedientes)
    fila.estado, fila.autorizada_en, fila.autorizada_por = Estado.AUTORIZADA.value, momento, quien
    fila.ejecuta_desde = rules.ejecuta_desde(momento)
    fila.save(update_fields=["estado", "autorizada_en", "autorizada_por", "ejecuta_desde"])
    _anotar(
        "autorizar_eliminacion", fila, quien, momento, ejecuta_desde=instante(fila.ejecuta_desde)
    )
    return fila


@transaction.atomic
def cancelar(*, proceso: str, quien: int, momento: datetime) -> Eliminacion:
    """Anybody entitled stops it before it begins; raise `eliminacion-improcedente` afterwards."""
    fila = _tomar(proceso, *CANCELABLES)
    fila.estado, fila.cancelada_en, fila.cancelada_por = Estado.CANCELADA.value, momento, quien
    fila.save(update_fields=["estado", "cancelada_en", "cancelada_por"])
    _anotar("cancelar_eliminacion", fila, quien, momento)
    return fila


@transaction.atomic
def certificar(*, proceso: str, quien: int, momento: datetime) -> Eliminacion:
    """Sign the constancia of what was destroyed, counted (ET 13.9); raise as `_tomar` does."""
    fila = _tomar(proceso, Estado.DESTRUIDA)
    fila.documento = _constancia(fila).documento()
    fila.huella = huella_de(fila.documento)
    fila.jws = _firmar(fila, momento)
    fila.estado = Estado.CONCLUIDA.value
    fila.save(update_fields=["documento", "huella", "jws", "estado"])
    _anotar("certificar_eliminacion", fila, quien, momento, huella=fila.huella)
    return fila


def _constancia(fila: Eliminacion) -> Constancia:
    assert fila.autorizada_en is not None
    assert fila.autorizada_por is not None
    assert fila.destruida_en is not None
    pasos = {p.que: p for p in fila.pasos.all()}
    return Constancia(
        proceso=fila.proceso,
        solicitada_en=fila.solicitada_en,
        autorizada_en=fila.autorizada_en,
        destruida_en=fila.destruida_en,
        personas={"solicita": fila.solicitada_por, "autoriza": fila.autorizada_por},
        llaves=[*DE_PROCESO, *_de_vinculos(pasos)],
        atestaciones={a.orden: a.acta for a in fila.atestaciones.order_by("orden")},
        destruido=[
            Renglon(
                tabla=t.nombre, acto="borra" if t.se_borra else "vacia",
                filas=pasos[t.nombre].cuantos,
            )
            for t in registro.por_vaciar()
            if t.nombre in pasos
        ],
        blobs=pasos[BLOBS].cuantos,
        bytes_de_blobs=pasos[BLOBS].bytes,
        entregas=resultados.codigos_acusados(fila.proceso),
        sin_expedientes=fila.sin_expedientes,
        vinculos_que_quedan=pasos[VINCULOS_QUEDAN].cuantos
        if VINCULOS_QUEDAN in pasos
        else None,
    )  # fmt: skip


def _de_vinculos(pasos: Mapping[str, Paso]) -> list[str]:
    """Return the keys of bonds that were destroyed, as "vinculos/20" (ADR 0119)."""
    suyos = sorted(que for que in pasos if que.startswith(VINCULOS_DESTRUIDOS))
    return [f"vinculos/{que.removeprefix(VINCULOS_DESTRUIDOS)}" for que in suyos]


def _firmar(fila: Eliminacion, momento: datetime) -> str:
    carga = {"proceso": fila.proceso, "momento": instante(momento), "sha256": fila.huella}
    return jws.firmar(carga, typ=rules.TYP_ELIMINACION, clave=llaves.firmante("resultados"))


def _tomar(proceso: str, *estados: Estado) -> Eliminacion:
    """Return the elimination of a process, locked and in one of those states."""
    fila = (
        Eliminacion.objects.select_for_update()
        .filter(proceso=proceso)
        .exclude(estado=Estado.CANCELADA.value)
        .first()
    )
    if fila is None:
        raise rechazo("no-encontrado")
    if fila.estado not in estados:
        raise rechazo("eliminacion-improcedente")
    return fila


def _anotar(acto: str, fila: Eliminacion, quien: int, momento: datetime, **datos: Dato) -> None:
    """Leave the act in the bitácora, of no process: its salt outlives the process's."""
    asentar(
        momento=momento, actor=actor_de_cuenta(quien), acto=acto, objeto=f"eliminacion:{fila.pk}",
        datos={"proceso": fila.proceso, **datos},
    )  # fmt: skip
