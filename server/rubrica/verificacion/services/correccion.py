"""The form as a person corrected it, looked up again (ET 10.3, last paragraph)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from rubrica.core import plazos
from rubrica.padron import queries as padron
from rubrica.registros import sellos
from rubrica.registros import services as registros
from rubrica.registros.services import Correccion, Registro
from rubrica.verificacion import busqueda, rules


class CorteAusente(Exception):
    """The cut that answers to the record is not loaded, so nothing can be looked up."""


def corregir(
    registro: Registro, *, formulario: Mapping[str, str], operador: str, momento: datetime
) -> Registro:
    """Keep the corrected form of a record in the Mesa and what the padrón answers to it now.

    formulario: the fields that changed, by the names of rules.formulario. Raises
    LecturaInvalida for a key out of its form, ActoImprocedente and CorteAusente.
    """
    return registros.corregir_datos(
        registro=registro.id,
        operador=operador,
        momento=momento,
        correccion=consultar(registro, formulario=formulario),
    )


def consultar(
    registro: Registro, *, formulario: Mapping[str, str], vigente: bool = False
) -> Correccion:
    """Return the form with those fields, and what the padrón answers to it; nothing is written.

    vigente: ask the newest active cut instead of the one that answers to the record: what is
    looked for is an inscription of today (ET 11.7). Raises LecturaInvalida and CorteAusente.
    """
    completo = {**sellos.abrir_formulario(registro), **formulario}
    (resultado,) = busqueda.buscar(
        [
            busqueda.Pregunta(
                proceso=registro.proceso,
                recibido_en=_de_hoy(registro.recibido_en) if vigente else registro.recibido_en,
                leidas=rules.leidas_de(completo),
            )
        ]
    )
    if resultado.espera:
        raise CorteAusente(resultado.espera)
    return Correccion(
        formulario={**completo, **(resultado.formulario or {})},
        persona=resultado.persona,
        municipio=resultado.municipio,
        situacion=resultado.situacion,
        causa=resultado.causa,
        corte=resultado.corte,
    )


def _de_hoy(recibido_en: datetime) -> datetime:
    """Return an instant to which the newest active cut answers; the given one without any."""
    corte = padron.corte_activo_mas_reciente()
    if corte is None:
        return recibido_en
    return datetime.combine(corte.fecha + timedelta(days=1), time(12), plazos.ZONA)
