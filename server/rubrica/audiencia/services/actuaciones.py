"""What is decided of one record: nothing, or a change under its condition (ET 11.4 to 11.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from rubrica.audiencia import cambios as condiciones
from rubrica.audiencia import queries, sellos
from rubrica.audiencia.cambios import CON_DATOS, CONDICIONES, Cambio, Documento, Presentado
from rubrica.audiencia.models import Actuacion, Asunto, Sesion
from rubrica.audiencia.rules import Clase, Estado
from rubrica.audiencia.services._comun import exigir_estado, tomar
from rubrica.audiencia.services.sala import exigir_operador
from rubrica.bitacora.services import anotar
from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.registros import sellos as de_registros
from rubrica.registros.rules import Estatus, Puerta
from rubrica.registros.services import Correccion, Registro
from rubrica.verificacion import services as verificacion

DATOS = ("nombre", "paterno", "materno", "clave", "emision", "ocr", "cic")  # ET 11.4 b i–vi


@dataclass(frozen=True, kw_only=True)
class Dicho:
    """What was said of a record and what is decided. formulario: the fields as they are now.

    cambios: none is *sin modificación*.
    """

    manifestacion: str = ""
    motivo: str = ""
    cambios: Collection[Cambio] = ()
    formulario: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def guardar(*, asunto: int, dicho: Dicho, quien: int, momento: datetime) -> Actuacion:
    """Keep what was decided of one record, without change or with one (ET 11.4 c).

    The record itself does not move: the DERFE applies the change, or gives it back (ET 11.9). It
    may be saved again while the session is open; the last one stands. Raises the refusals of
    cambios.exigir, `sesion-improcedente`, `audiencia-de-otra-persona`, `audiencia-registro-movido`
    and `registro-sin-corte`; LecturaInvalida for a key out of its form.
    """
    sesion = tomar(Asunto.objects.values_list("sesion", flat=True).get(pk=asunto))
    exigir_estado(sesion, Estado.ABIERTA)
    fila = Asunto.objects.select_related("funcionario").get(pk=asunto)
    exigir_operador(fila, quien)
    registro = _registro(fila, dicho)
    adjuntos = dict(fila.adjuntos.values_list("pk", "clase"))
    propuesta = _proponer(sesion, registro, dicho, frozenset(map(Documento, adjuntos.values())))
    actuacion = _guardar(
        fila, registro, dicho, propuesta, adjuntos=sorted(adjuntos), quien=quien, momento=momento
    )
    anotar(
        "actuar_en_sesion", fila.folio, quien=quien, momento=momento, proceso=sesion.proceso,
        sesion=sesion.pk, actuacion=actuacion.pk, cambios=", ".join(sorted(dicho.cambios)),
        adjuntos=len(adjuntos),
    )  # fmt: skip
    return actuacion


def _registro(fila: Asunto, dicho: Dicho) -> Registro:
    """Return the record; raise `audiencia-registro-movido` to change one that is no longer so."""
    registro = queries.registro_de(fila)
    if registro is None or (dicho.cambios and registro.estatus != fila.de_estatus):
        raise rechazo("audiencia-registro-movido", folio=fila.folio)
    return registro


def _proponer(
    sesion: Sesion, registro: Registro, dicho: Dicho, documentos: frozenset[Documento]
) -> Correccion | None:
    """Return what the change would leave of the record, None when nothing of the padrón changes.

    Raises what is not met.
    """
    if sesion.clase == Clase.REVISION and (dicho.cambios or dicho.formulario):
        raise rechazo("revision-no-cambia")
    asunto, nuevos = como_asunto(registro), datos_nuevos(registro, dicho.formulario)
    hallado = _buscar(registro, nuevos, dicho.cambios)
    condiciones.exigir(
        asunto,
        dicho.cambios,
        Presentado(
            manifestacion=dicho.manifestacion, motivo=dicho.motivo, documentos=documentos,
            datos_nuevos=bool(nuevos), hallada=hallado.situacion if hallado else "",
        ),
    )  # fmt: skip
    return _acreditado(registro) if Cambio.REHABILITACION in dicho.cambios else hallado


def como_asunto(registro: Registro) -> condiciones.Asunto:
    """Return what a record is, as the table of changes judges it."""
    _, cuentan = procesos.politica_de_duplicados(registro.proceso)
    return condiciones.Asunto(
        estatus=Estatus(registro.estatus),
        puerta=Puerta(registro.puerta),
        inciso=registro.inciso,
        situacion=registro.situacion,
        causa=registro.causa,
        cuentan=cuentan,
    )


def datos_nuevos(registro: Registro, formulario: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that are not as the record has them."""
    actual = de_registros.abrir_formulario(registro)
    return {
        campo: valor.strip()
        for campo, valor in formulario.items()
        if campo in DATOS and valor.strip() != actual.get(campo, "")
    }


def _buscar(
    registro: Registro, nuevos: Mapping[str, str], cambios: Collection[Cambio]
) -> Correccion | None:
    """Ask the padrón for the new data, in the cut that the change calls for (ET 11.4 to 11.8)."""
    con_datos = CON_DATOS.intersection(cambios)
    if not nuevos or not con_datos:
        return None
    vigente = any(CONDICIONES[c].vigente for c in con_datos)
    try:
        return verificacion.consultar(
            registro, formulario={**_sin_identificador(nuevos), **nuevos}, vigente=vigente
        )
    except verificacion.CorteAusente:
        raise rechazo("registro-sin-corte") from None


def _sin_identificador(nuevos: Mapping[str, str]) -> dict[str, str]:
    """Forget the identificador read with keys that are now others: it was of the other card."""
    return {"identificador": ""} if {"ocr", "cic", "clave"} & set(nuevos) else {}


def _acreditado(registro: Registro) -> Correccion:
    """Return the record with its rights restored: it keeps the cause that was overcome (11.6).

    Its situación is the first that counts; the DERFE says which when it applies it.
    """
    _, cuentan = procesos.politica_de_duplicados(registro.proceso)
    return Correccion(
        formulario=de_registros.abrir_formulario(registro),
        persona=None if registro.persona is None else bytes(registro.persona),
        municipio=registro.municipio,
        situacion=sorted(cuentan)[0],
        causa=registro.causa,
        corte=registro.corte,
    )


def _guardar(
    fila: Asunto,
    registro: Registro,
    dicho: Dicho,
    propuesta: Correccion | None,
    *,
    adjuntos: list[int],
    quien: int,
    momento: datetime,
) -> Actuacion:
    def sellar(parte: str, que: Any) -> bytes:
        return sellos.sellar(registro.proceso, f"{parte}/{fila.pk}", que)

    return Actuacion.objects.create(
        asunto=fila,
        cambios=sorted(dicho.cambios),
        dicho=sellar("dicho", {"manifestacion": dicho.manifestacion, "motivo": dicho.motivo}),
        antes=sellar("antes", de_registros.abrir_formulario(registro)),
        despues=sellar("despues", _en_json(propuesta)),
        de_estatus=registro.estatus,
        de_situacion=registro.situacion,
        de_causa=registro.causa,
        de_inconsistencia=registro.inconsistencia,
        a_situacion=propuesta.situacion if propuesta else registro.situacion,
        adjuntos=adjuntos,
        quien=quien,
        momento=momento,
    )


def _en_json(propuesta: Correccion | None) -> dict[str, Any]:
    if propuesta is None:
        return {}
    persona = propuesta.persona.hex() if propuesta.persona is not None else None
    return {**asdict(propuesta), "persona": persona}


def de_json(datos: Mapping[str, Any]) -> Correccion | None:
    """Return the correction that a decision kept, None when it had none."""
    if not datos:
        return None
    persona = bytes.fromhex(datos["persona"]) if datos["persona"] is not None else None
    return Correccion(**{**datos, "persona": persona})
