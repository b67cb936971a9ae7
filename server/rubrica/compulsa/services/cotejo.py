"""The last part of a compulsa: which records stay as they were, and what of the others is written.

A piece is one transaction: what it writes, what it counts and how far it came move together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import now

from rubrica.compulsa import cruce
from rubrica.compulsa.cotejar import Cotejable, siguen_igual
from rubrica.compulsa.derivar import Llaves, leer
from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.rules import SALIO
from rubrica.compulsa.taller import Taller
from rubrica.padron import queries as padron
from rubrica.procesos import queries as procesos
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.services import Compulsado, Registro, compulsar
from rubrica.verificacion import busqueda
from rubrica.verificacion.busqueda import Resultado

ACTOR = "compulsa"
_SUMAR = """
INSERT INTO compulsa_salida (compulsa_id, antes, despues, n)
SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::int[])
ON CONFLICT (compulsa_id, antes, despues) DO UPDATE SET n = compulsa_salida.n + EXCLUDED.n
"""


def cotejar(fila: Compulsa, suyas: Llaves, obra: Taller) -> None:
    """Every joined record after the last one written is compared, and written if it changed."""
    en_puerta = procesos.proceso_en_puerta(fila.proceso)
    entidad = en_puerta.entidad if en_puerta else ""
    trabajo = partial(siguen_igual, llaves=suyas, entidad=entidad)
    for lote, iguales in obra.hacer(cruce.lotes(fila, despues=fila.hasta), trabajo):
        _escribir(fila, lote, iguales)


@transaction.atomic
def _escribir(fila: Compulsa, lote: Sequence[Cotejable], iguales: Sequence[bool]) -> None:
    antes = {UUID(id_): situacion for id_, situacion, _ in lote}
    distintos = [UUID(c[0]) for c, igual in zip(lote, iguales, strict=True) if not igual]
    despues = antes | _preguntar_de_nuevo(fila, distintos)
    _sumar(fila, Counter((antes[r], despues[r]) for r in antes))
    fila.cotejados += len(lote)
    fila.hasta, fila.movida_en = UUID(lote[-1][0]), now()
    fila.save(update_fields=["cotejados", "cambiaron", "hasta", "movida_en"])


def _sumar(fila: Compulsa, cuantos: Mapping[tuple[str, str], int]) -> None:
    columnas = zip(*((a, d, n) for (a, d), n in cuantos.items()), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_SUMAR, [fila.pk, *map(list, columnas)])


def _preguntar_de_nuevo(fila: Compulsa, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Ask of those records as of any, and write those that changed; return their situación now."""
    filas = {r.id: r for r in registros.varios(ids)}
    formularios = {id_: sellos.abrir_formulario(r) for id_, r in filas.items()}
    resultados = busqueda.buscar(
        [
            busqueda.Pregunta(
                proceso=r.proceso, recibido_en=r.recibido_en, leidas=leer(formularios[id_])
            )
            for id_, r in filas.items()
        ]
    )
    hallados = dict(zip(filas, resultados, strict=True))
    mudan = [i for i, r in filas.items() if _muda(r, hallados[i])]
    movidos = compulsar(
        [_compulsado(fila, filas[i], formularios[i], hallados[i]) for i in mudan],
        proceso=fila.proceso,
        actor=ACTOR,
        momento=now(),
    )
    fila.cambiaron += len(movidos)
    salieron = set(mudan) - movidos
    return {i: SALIO if i in salieron else r.situacion for i, r in hallados.items()}


def _muda(registro: Registro, hallado: Resultado) -> bool:
    persona = None if registro.persona is None else bytes(registro.persona)
    dice = (persona, registro.situacion, registro.causa, registro.municipio, registro.corte)
    return dice != (
        hallado.persona, hallado.situacion, hallado.causa, hallado.municipio, hallado.corte,
    )  # fmt: skip


def _compulsado(
    fila: Compulsa, registro: Registro, formulario: Mapping[str, str], hallado: Resultado
) -> Compulsado:
    return Compulsado(
        registro=registro.id,
        antes=None if registro.persona is None else bytes(registro.persona),
        persona=hallado.persona,
        municipio=hallado.municipio,
        situacion=hallado.situacion,
        causa=hallado.causa,
        corte=hallado.corte,
        formulario={**formulario, **(hallado.formulario or {})},
        motivo=f"Compulsa {fila.numero}, corte al {padron.fecha_de(hallado.corte)}",
    )
