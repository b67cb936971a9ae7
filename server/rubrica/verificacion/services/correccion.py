"""The form as a person corrected it, looked up again (ET 10.3, last paragraph)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

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
    completo = {**sellos.abrir_formulario(registro), **formulario}
    (resultado,) = busqueda.buscar(
        [
            busqueda.Pregunta(
                proceso=registro.proceso,
                recibido_en=registro.recibido_en,
                leidas=rules.leidas_de(completo),
            )
        ]
    )
    if resultado.espera:
        raise CorteAusente(resultado.espera)
    return registros.corregir_datos(
        registro=registro.id,
        operador=operador,
        momento=momento,
        correccion=Correccion(
            formulario={**completo, **(resultado.formulario or {})},
            persona=resultado.persona,
            municipio=resultado.municipio,
            situacion=resultado.situacion,
            causa=resultado.causa,
            corte=resultado.corte,
        ),
    )
