"""A sheet is closed: the padrón is asked for its rows and they enter the account (ET 8.4)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime

import uuid_utils.compat
from django.db import transaction
from django.db.models import Q

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core import folio
from rubrica.core.rechazos import rechazo
from rubrica.excepcion import rules, sellos
from rubrica.excepcion.models import Cedula, Regimen, Renglon
from rubrica.excepcion.rules import SERIE_DEL_FOLIO, Cotejo, EstadoDeCedula, lugar_de
from rubrica.excepcion.services.captura import anotar, tomar
from rubrica.padron import queries as padron
from rubrica.procesos import queries as procesos
from rubrica.registros.services import EnPapel, capturar_papel
from rubrica.verificacion import busqueda
from rubrica.verificacion.rules import leidas_de


@transaction.atomic
def cerrar_cedula(*, cedula: int, quien: int, momento: datetime) -> Cedula:
    """Put every row of a sheet in b, c or d, and in the same compulsa as the app's (ET 8.4, 8.5).

    All its rows or none. Raises `cedula-cerrada`, `cedula-incompleta`, `corte-ausente`.
    """
    hoja = tomar(cedula)
    filas = list(hoja.filas.select_for_update().order_by("numero"))
    rules.exigir_completa(
        renglones=hoja.renglones, capturados=len(filas), por_cotejar=_por_cotejar(hoja)
    )
    _count(hoja, filas, quien, momento)
    hoja.estado, hoja.cerrada_en, hoja.cerrada_por = EstadoDeCedula.CERRADA, momento, quien
    hoja.save(update_fields=["estado", "cerrada_en", "cerrada_por"])
    anotar(
        "cerrar_cedula", f"cedula:{cedula}", hoja.lote.proceso, quien, momento, renglones=len(filas)
    )
    return hoja


def _por_cotejar(hoja: Cedula) -> int:
    """Return how many rows still wait for their second capture, or for who resolves it."""
    pendiente = Q(segunda__isnull=True) | Q(segunda__cotejo=Cotejo.DIFIERE.value)
    return hoja.filas.filter(pendiente, se_coteja=True).count()


def _count(hoja: Cedula, filas: Sequence[Renglon], quien: int, momento: datetime) -> None:
    lote, proceso = hoja.lote, procesos.proceso_en_puerta(hoja.lote.proceso)
    if proceso is None:
        raise rechazo("proceso-desconocido")
    escritos = [_written(lote.proceso, hoja.pk, fila) for fila in filas]
    resultados = _look_up(lote.proceso, escritos, momento)
    admitidos = Regimen.objects.values_list("municipios", flat=True).get(pk=lote.proceso)
    renglones = [
        _in_account(hoja, lote.siguiente + n, escrito, resultado, admitidos)
        for n, (escrito, resultado) in enumerate(zip(escritos, resultados, strict=True))
    ]
    capturar_papel(
        renglones,
        proceso=lote.proceso,
        promovente=proceso.promovente,
        actor=actor_de_cuenta(quien),
        momento=momento,
    )
    for fila, renglon in zip(filas, renglones, strict=True):
        fila.registro, fila.folio = renglon.id, renglon.folio
    Renglon.objects.bulk_update(filas, ["registro", "folio"])
    lote.siguiente += len(filas)
    lote.save(update_fields=["siguiente"])


def _written(proceso: str, cedula: int, fila: Renglon) -> rules.Renglon:
    lugar = lugar_de(cedula, fila.numero)
    return rules.Renglon(**sellos.abrir_datos(proceso, lugar, bytes(fila.datos)))


def _look_up(
    proceso: str, escritos: Sequence[rules.Renglon], momento: datetime
) -> list[busqueda.Resultado]:
    """Return what the padrón answers to each row, in the cut of today (ET 10.4)."""
    if not (padron.corte_que_responde(momento) or padron.corte_provisional(momento)):
        raise rechazo("corte-ausente")
    return busqueda.buscar(
        [
            busqueda.Pregunta(
                proceso=proceso, recibido_en=momento, leidas=leidas_de(escrito.llaves)
            )
            for escrito in escritos
        ]
    )


def _in_account(
    hoja: Cedula,
    consecutivo: int,
    escrito: rules.Renglon,
    resultado: busqueda.Resultado,
    admitidos: Sequence[str],
) -> EnPapel:
    fuera = rules.fuera_de_regimen(resultado.municipio, admitidos)
    return EnPapel(
        id=uuid_utils.compat.uuid7(),
        folio=folio.componer(
            proceso=hoja.lote.proceso,
            auxiliar=str(SERIE_DEL_FOLIO + hoja.lote.numero),
            dispositivo=1,
            consecutivo=consecutivo,
            azar=os.urandom,
        ),
        consecutivo=consecutivo,
        formulario=_form(escrito, resultado),
        inciso=escrito.inciso,
        detalle=rules.detalle(escrito),
        persona=resultado.persona,
        municipio=resultado.municipio,
        situacion=resultado.situacion,
        causa=resultado.causa,
        corte=resultado.corte,
        regla_motivo=f"Municipio {resultado.municipio} fuera del régimen" if fuera else "",
    )


def _form(escrito: rules.Renglon, resultado: busqueda.Resultado) -> dict[str, str]:
    """Return the form of ET 11.4 i–vi: what was typed, and over it what the padrón's row says."""
    return {
        "nombre": escrito.nombres,
        "paterno": escrito.paterno,
        "materno": escrito.materno,
        **escrito.llaves,
        **(resultado.formulario or {}),
    }
