"""What the padrón answers to the keys of a record, in the cut that its reception calls for.

Batches go to the padrón by cut: a lookup for each record would cost more than opening it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rubrica.core import plazos
from rubrica.padron import queries as padron
from rubrica.padron.queries import Hallazgo
from rubrica.procesos import queries as procesos
from rubrica.registros import queries as registros
from rubrica.registros.rules import Situacion
from rubrica.verificacion.paquetes import indice_de_persona
from rubrica.verificacion.rules import Leidas, situacion_registral


@dataclass(frozen=True, kw_only=True)
class Pregunta:
    """The keys of one record, and the instant of reception that chooses its cut (ET 10.4)."""

    proceso: str
    recibido_en: datetime
    leidas: Leidas


@dataclass(frozen=True, kw_only=True)
class Resultado:
    """What came of one question.

    espera: which cut is missing; then nothing else is said. persona: 16 bytes, None when there
    is no key to know it by. formulario: the row's own name and clave; None if nobody was found.
    vigencia: the last year that the padrón gives the credential, or "".
    """

    espera: str = ""
    persona: bytes | None = None
    municipio: str = ""
    situacion: str = ""
    causa: str = ""
    corte: str = ""
    formulario: dict[str, str] | None = None
    vigencia: str = ""


def buscar(preguntas: Sequence[Pregunta]) -> list[Resultado]:
    """Return the answer to each question, in order (ET 10.4).

    While the cut of its month is not there, the one before answers: `corte` says which it was, and
    the compulsa asks again. Without any, the question waits.
    """
    por_corte: dict[date, list[int]] = defaultdict(list)
    for i, pregunta in enumerate(preguntas):
        por_corte[padron.fecha_que_responde(pregunta.recibido_en)].append(i)
    resultados = [Resultado()] * len(preguntas)
    for fecha, lugares in por_corte.items():
        grupo = [preguntas[i] for i in lugares]
        for i, resultado in zip(lugares, _ask_cut(fecha, grupo), strict=True):
            resultados[i] = resultado
    return resultados


def _ask_cut(fecha: date, preguntas: Sequence[Pregunta]) -> list[Resultado]:
    recibido_en = preguntas[0].recibido_en
    corte = padron.corte_que_responde(recibido_en) or padron.corte_provisional(recibido_en)
    if corte is None:
        return [Resultado(espera=f"Falta cargar el corte del padrón al {fecha}")] * len(preguntas)
    hallazgos = padron.buscar_varios(corte.pk, [_keys_of(p.leidas) for p in preguntas])
    entidades = {p.proceso: _entity_of(p.proceso) for p in preguntas}
    return [
        _found(pregunta, hallazgo, entidades[pregunta.proceso])
        if hallazgo is not None
        else _not_found(pregunta, str(corte.pk))
        for pregunta, hallazgo in zip(preguntas, hallazgos, strict=True)
    ]


def _keys_of(leidas: Leidas) -> padron.Pregunta:
    return padron.Pregunta(
        cic=leidas.cic,
        identificador=leidas.identificador,
        ocr=leidas.ocr,
        clave=leidas.clave,
        emision=leidas.emision,
    )


def _entity_of(proceso: str) -> str:
    """Two digits of the entity whose residents may support; "" when the process is not known."""
    registrado = procesos.proceso_en_puerta(proceso)
    return registrado.entidad if registrado else ""


def _found(pregunta: Pregunta, hallazgo: Hallazgo, entidad: str) -> Resultado:
    """A person of the padrón: known by the clave of the row, so that a renewed card is the same."""
    persona = hallazgo.persona
    situacion, municipio = situacion_registral(
        entidad=hallazgo.entidad,
        propia=entidad,
        situacion=hallazgo.situacion,
        municipio=hallazgo.municipio,
    )
    return Resultado(
        persona=indice_de_persona(pregunta.proceso, ("clave", persona.clave_elector)),
        municipio=municipio,
        situacion=situacion,
        causa=hallazgo.causa,
        corte=str(hallazgo.corte),
        formulario={
            "nombre": persona.nombres,
            "paterno": persona.paterno,
            "materno": persona.materno,
            "clave": persona.clave_elector,
            "emision": persona.emision,
            "curp": persona.curp,
            "seccion": hallazgo.seccion,
        },
        vigencia=persona.vigencia,
    )


def _not_found(pregunta: Pregunta, corte: str) -> Resultado:
    """Datos no encontrados: the person is known by the keys read, if any was."""
    clave = pregunta.leidas.de_la_persona()
    return Resultado(
        persona=indice_de_persona(pregunta.proceso, clave) if clave else None,
        situacion=Situacion.NO_ENCONTRADO.value,
        corte=corte,
    )


def lapsos_con_corte() -> list[tuple[datetime, datetime]]:
    """The months of reception that still hold waiting records and have a cut to ask by now."""
    lapsos = []
    momento = registros.primero_en_espera()
    while momento is not None:
        lapso = _month_of(padron.fecha_que_responde(momento))
        if padron.corte_que_responde(momento) or padron.corte_provisional(momento):
            lapsos.append(lapso)
        momento = registros.primero_en_espera(desde=lapso[1])
    return lapsos


def _month_of(corte: date) -> tuple[datetime, datetime]:
    """The month, hora Centro, for whose receptions that cut answers: [start, end)."""
    inicio = corte + timedelta(days=1)
    fin = (inicio + timedelta(days=32)).replace(day=1)
    desde, hasta = (datetime.combine(dia, time(), plazos.ZONA) for dia in (inicio, fin))
    return desde, hasta
