"""The hot loop: takes received records in batches, opens them, looks them up, sends them on."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import Error, OperationalError, transaction

from rubrica.core import avisos, posicion
from rubrica.core.contenido import AvisoDeCalidad, Contenido, ConTestigo
from rubrica.procesos import queries as procesos
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.rules import Acto
from rubrica.registros.services import Apertura, Registro
from rubrica.senales import services as senales
from rubrica.verificacion import busqueda, origenes, paquetes, rules, vinculo
from rubrica.verificacion.models import PorAcusar

LOTE = 50  # rows held locked at a time: about a quarter of a second of work
bitacora_tecnica = logging.getLogger(__name__)


@dataclass(kw_only=True)
class _Abierto:
    """One record of the batch, as far as it got. causa: why it did not open, "" if it did."""

    registro: Registro
    causa: str = ""
    modelo: str = ""
    leidas: rules.Leidas = field(default_factory=rules.Leidas)
    avisos: str = ""
    posicion: str = ""
    vence: date | None = None
    acepto: Mapping[str, str] = field(default_factory=dict)
    origen: str = ""


def abrir_pendientes(*, momento: datetime, limite: int = LOTE) -> int:
    """Open up to `limite` received records and send each where it goes; return how many.

    One transaction: a worker that dies gives all of them back, and nothing was done twice. If
    the batch as a whole cannot be written, each record is tried alone, so that one that poisons
    it goes to the tray and the others go on (ET 10.1, 10.4, 10.7 f). Raises OSError when the
    store is away and OperationalError when the database is.
    """
    try:
        return _open_batch(limite, momento)
    except OperationalError:
        raise
    except Error as falla:
        bitacora_tecnica.error("lote sin escribir: %s", type(falla).__name__)
    return sum(_open_alone(momento) for _ in range(limite))


@transaction.atomic
def _open_batch(limite: int, momento: datetime) -> int:
    filas = registros.tomar_por_abrir(limite)
    _write([_open_one(fila) for fila in filas], momento)
    return len(filas)


@transaction.atomic
def _open_alone(momento: datetime) -> int:
    """Open the oldest record by itself; what cannot be written of it goes to the tray."""
    filas = registros.tomar_por_abrir(1)
    for fila in filas:
        try:
            with transaction.atomic():
                _write([_open_one(fila)], momento)
        except OperationalError:
            raise
        except Error as falla:
            fila.refresh_from_db()
            causa = f"no-se-escribe {type(falla).__name__}"
            _write([_Abierto(registro=fila, causa=causa)], momento)
    return len(filas)


def _open_one(registro: Registro) -> _Abierto:
    """Open one paquete and read its keys. What is wrong with it, whatever it is, is its cause."""
    try:
        contenido = paquetes.abrir(
            jws_del_sobre=registro.sobre,
            proceso=registro.proceso,
            codigo_integridad=bytes(registro.codigo_integridad),
        )
        return _read(registro, contenido)
    except paquetes.NoAbre as falla:
        return _Abierto(registro=registro, causa=falla.causa)
    except (OSError, Error):
        raise  # the store or the database is away: the record is not to blame
    except Exception as falla:
        return _Abierto(registro=registro, causa=f"error-interno {type(falla).__name__}")


def _read(registro: Registro, contenido: Contenido) -> _Abierto:
    return _Abierto(
        registro=registro,
        modelo=contenido.modelo,
        leidas=rules.leer_claves(contenido),
        avisos=avisos.anotar((*contenido.avisos_de_calidad, *_no_admitido(registro, contenido))),
        posicion=posicion.anotar(contenido.posicion),
        vence=rules.vence_en_mrz(contenido),
        acepto=rules.como_acepto(contenido),
        origen=origenes.anotar(contenido),
    )


def _no_admitido(registro: Registro, contenido: Contenido) -> list[AvisoDeCalidad]:
    """Return what the Mesa must know of how a person accepted that its process does not admit."""
    if not isinstance(contenido.aceptacion, ConTestigo):
        return []
    return [] if procesos.admite_testigo(registro.proceso) else [rules.TESTIGO_NO_ADMITIDO]


def _write(abiertos: Sequence[_Abierto], momento: datetime) -> None:
    """Look the batch up and write what each record is from now on, with the acuse it is due."""
    if not abiertos:
        return
    legibles = [a for a in abiertos if not a.causa]
    por_acusar = [
        PorAcusar(
            registro=a.registro.id,
            proceso=a.registro.proceso,
            auxiliar=a.registro.auxiliar,
            abierto_en=momento,
        )
        for a in legibles
        if a.registro.datos is None  # one that waited for its cut was acknowledged then
    ]
    resultados = busqueda.buscar(
        [
            busqueda.Pregunta(
                proceso=a.registro.proceso, recibido_en=a.registro.recibido_en, leidas=a.leidas
            )
            for a in legibles
        ]
    )
    aperturas = [
        _apertura(abierto, resultado)
        for abierto, resultado in zip(legibles, resultados, strict=True)
    ]
    aperturas += [
        Apertura(registro=a.registro, acto=Acto.NO_ABRIR, motivo=a.causa)
        for a in abiertos
        if a.causa
    ]
    registros.abrir(aperturas, momento=momento)
    PorAcusar.objects.bulk_create(por_acusar, ignore_conflicts=True)
    senales.encolar([a.registro for a in legibles])


def _apertura(abierto: _Abierto, resultado: busqueda.Resultado) -> Apertura:
    """Where an opened record goes: to wait for its cut, to class d by its rule, or to the Mesa."""
    registro = abierto.registro
    formulario = rules.formulario(
        abierto.leidas,
        modelo=abierto.modelo,
        hallada=resultado.formulario,
        avisos=abierto.avisos,
        posicion=abierto.posicion,
        credencial=vinculo.anotar(
            registro,
            modelo=abierto.modelo,
            leidas=abierto.leidas,
            vence=abierto.vence,
            resultado=resultado,
        ),
        acepto=abierto.acepto,
        origen=abierto.origen,
    )
    datos = sellos.sellar_formulario(registro, formulario)
    if resultado.espera:
        return Apertura(
            registro=registro, acto=Acto.ESPERAR_CORTE, motivo=resultado.espera, datos=datos
        )
    por_regla = bool(registro.regla)
    return Apertura(
        registro=registro,
        acto=Acto.CLASIFICAR_POR_REGLA if por_regla else Acto.TURNAR_A_MESA,
        motivo=registro.regla,
        persona=resultado.persona,
        municipio=resultado.municipio,
        situacion=resultado.situacion,
        causa=resultado.causa,
        corte=resultado.corte,
        datos=datos,
    )


def reintentar_con_corte(*, momento: datetime) -> int:
    """Put back some records whose cut has been loaded meanwhile (ET 10.4); return how many.

    At most a thousand of each month: call it again while it returns any.
    """
    return sum(
        registros.reintentar_en_espera(desde=desde, hasta=hasta, momento=momento)
        for desde, hasta in busqueda.lapsos_con_corte()
    )
