"""What is odd of the credential of a record of Mi Apoyo, told to the Mesa and classed by nothing.

A reading may be wrong, so a person decides (ET 7.3, 7.25).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rubrica import llaves
from rubrica.core import avisos, plazos
from rubrica.core.contenido import AvisoDeCalidad
from rubrica.core.credencial.modelos import MODELOS
from rubrica.mi_apoyo import queries as mi_apoyo
from rubrica.mi_apoyo.rules import esta_vigente, vence_en_padron
from rubrica.procesos import queries as procesos
from rubrica.registros.rules import Puerta
from rubrica.registros.services import Registro
from rubrica.verificacion.busqueda import Resultado
from rubrica.verificacion.rules import Leidas


def anotar(
    registro: Registro, *, modelo: str, leidas: Leidas, vence: date | None, resultado: Resultado
) -> str:
    """Return what is odd of a credential as core.avisos writes it; "" for the other doors.

    vence: the last day that the MRZ gives; None leaves it to the padrón. Nothing is said while
    the cut is missing: the record is opened again with it.
    """
    if registro.puerta != Puerta.MI_APOYO or resultado.espera:
        return ""
    codigos = (
        *_of_person(registro, leidas, resultado),
        *_of_model(modelo),
        *_of_expiry(registro, vence or vence_en_padron(resultado.vigencia)),
    )
    return avisos.anotar(AvisoDeCalidad(codigo=c, de=avisos.CREDENCIAL) for c in codigos)


def _of_person(registro: Registro, leidas: Leidas, resultado: Resultado) -> Iterator[str]:
    """Compare whom the padrón found with the bond; when it found nobody, the CIC read."""
    try:
        if resultado.formulario is not None:
            clave = resultado.formulario["clave"]
            if not mi_apoyo.es_de_la_persona(registro.dispositivo, clave):
                yield "otra-persona"
        elif leidas.cic:
            if mi_apoyo.vinculo_con_datos(registro.dispositivo).datos.cic != leidas.cic:
                yield "otra-credencial"
        else:
            yield "vinculo-sin-comparar"
    except (mi_apoyo.VinculoInexistente, llaves.NoAbre, llaves.LlaveAusente):
        yield "vinculo-sin-comparar"


def _of_model(modelo: str) -> Iterator[str]:
    fila = MODELOS.get(modelo)
    if fila is None or not fila.mi_apoyo:
        yield "modelo-no-admitido"


def _of_expiry(registro: Registro, vence: date) -> Iterator[str]:
    """Judge by the day of the capture: what was sealed in time may arrive later (ET 7.20)."""
    proceso = procesos.proceso_en_puerta(registro.proceso)
    desde = proceso.vigencia_prorrogada_desde if proceso else None
    if not esta_vigente(vence, registro.capturado_en.astimezone(plazos.ZONA).date(), desde):
        yield "credencial-vencida"
