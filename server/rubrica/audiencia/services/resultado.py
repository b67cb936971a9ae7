"""The results of a hearing: notified to the DERFE, which applies or returns each change (11.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rubrica.audiencia import queries, rules, sellos
from rubrica.audiencia.cambios import Cambio
from rubrica.audiencia.models import Actuacion, Asunto, Resolucion, Sesion
from rubrica.audiencia.rules import Acto, Estado
from rubrica.audiencia.services import _documentos
from rubrica.audiencia.services._comun import anotar, avisar_a, exigir_estado, mover, tomar
from rubrica.audiencia.services.actuaciones import de_json
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import queries as cuentas
from rubrica.cuentas.rules import Rol
from rubrica.procesos import queries as procesos
from rubrica.registros import services as registros
from rubrica.registros.rules import ActoImprocedente, Dictamen
from rubrica.registros.services import Correccion, Registro

DEL_OPL = (Rol.OPL_ADMINISTRADOR, Rol.SUPERVISOR)


@transaction.atomic
def notificar(*, sesion: int, quien: int, momento: datetime) -> Sesion:
    """Notify the DERFE of what a hearing left, with its acta (ET 11.9).

    After 24 hours it is notified all the same and its lateness stays in sight. A hearing that
    changes nothing is resolved at once. Raises `acta-sin-firmas` and `sesion-improcedente`.
    """
    fila = tomar(sesion)
    exigir_estado(fila, Estado.CERRADA)
    rules.exigir_firmas(
        queries.firmantes(fila), set(fila.firmas.values_list("firmante", flat=True))
    )
    concluida = queries.momento_de(fila, Acto.CONCLUIR) or momento
    tarde = rules.resultado_tarde(concluida_en=concluida, momento=momento)
    mover(fila, Acto.NOTIFICAR, quien=quien, momento=momento, tarde=tarde)
    for clase in ("constancia", "resultado"):
        _documentos.guardar(fila, clase, momento)
    # What nothing changes is free at once; the rest waits for the DERFE.
    con_cambio = [a.asunto_id for a in queries.cambios(fila)]
    fila.asuntos.exclude(pk__in=con_cambio).filter(retenido=True).update(retenido=False)
    derfe = cuentas.correos_de([Rol.DERFE], momento=momento)
    avisar_a(derfe, fila, "notificada", momento, nota="tarde" if tarde else "")
    _resolver_si_es_todo(fila, quien, momento)
    return fila


@transaction.atomic
def aplicar(*, actuacion: int, quien: int, momento: datetime, situacion: str = "") -> Resolucion:
    """The DERFE applies one change: only now does the record move (ET 11.9).

    situacion: with which a rehabilitated person is updated, one that counts; "" is the first.
    Raises `sesion-improcedente`, `cambio-resuelto` and `audiencia-registro-movido`.
    """
    fila = _por_resolver(actuacion)
    sesion = fila.asunto.sesion
    registro = queries.registro_de(fila.asunto)
    if registro is None or not _sigue_igual(registro, fila):
        raise rechazo("audiencia-registro-movido", folio=fila.asunto.folio)
    correccion = _correccion(fila, situacion)
    actor = actor_de_cuenta(quien)
    try:
        if correccion is not None:
            registros.actualizar_situacion(
                registro=registro.id, correccion=correccion, motivo=_numeral(fila), actor=actor,
                momento=momento,
            )  # fmt: skip
        _mover_registro(registro, fila, actor, momento)
    except ActoImprocedente:
        raise rechazo("audiencia-registro-movido", folio=fila.asunto.folio) from None
    registro.refresh_from_db()
    resolucion = _resolver(fila, registro, motivo="", quien=quien, momento=momento)
    _resolver_si_es_todo(tomar(sesion.pk), quien, momento)
    return resolucion


def _por_resolver(actuacion: int) -> Actuacion:
    """Return a change of a notified hearing that nobody has resolved, its session locked."""
    asunto = Asunto.objects.get(actuaciones=actuacion)
    exigir_estado(tomar(asunto.sesion_id), Estado.NOTIFICADA, Estado.RESUELTA)
    fila = Actuacion.objects.select_related("asunto__sesion").get(pk=actuacion)
    vigente = asunto.actuaciones.order_by("-pk").values_list("pk", flat=True).first()
    if Resolucion.objects.filter(pk=actuacion).exists() or vigente != actuacion or not fila.cambios:
        raise rechazo("cambio-resuelto")
    return fila


def _sigue_igual(registro: Registro, fila: Actuacion) -> bool:
    """Whether a record is as the hearing saw it: what changed meanwhile is not trodden on."""
    return (
        registro.estatus == fila.de_estatus
        and registro.situacion == fila.de_situacion
        and registro.inconsistencia == fila.de_inconsistencia
    )


def _correccion(fila: Actuacion, situacion: str) -> Correccion | None:
    """Return what is to be written of the padrón; raise `situacion-que-no-cuenta`."""
    proceso = fila.asunto.sesion.proceso
    correccion = de_json(queries.despues(fila, proceso))
    if correccion is None or Cambio.REHABILITACION not in fila.cambios or not situacion:
        return correccion
    if situacion not in procesos.politica_de_duplicados(proceso)[1]:
        raise rechazo("situacion-que-no-cuenta")
    return replace(correccion, situacion=situacion)


def _numeral(fila: Actuacion) -> str:
    return ", ".join(queries.numerales(fila.cambios))


def _mover_registro(registro: Registro, fila: Actuacion, actor: str, momento: datetime) -> None:
    """Take the inconsistency back, or lift the rule, if the change says so (ET 11.4 c)."""
    if Cambio.RECONSIDERAR in fila.cambios:
        dictamen = Dictamen(operador=actor, momento=momento)
        registros.reconsiderar(registro=registro.id, dictamen=dictamen)
    if Cambio.LEVANTAR_REGLA in fila.cambios:
        sesion = fila.asunto.sesion
        registros.levantar_regla(
            registro=registro.id, actor=actor, momento=momento,
            motivo=f"Audiencia {sesion.numero} de {sesion.proceso} (ET 11.9)",
        )  # fmt: skip


@transaction.atomic
def devolver(*, actuacion: int, motivo: str, quien: int, momento: datetime) -> Resolucion:
    """The DERFE gives one change back with its reason: the record stays as it is (ET 11.9).

    Raises `devolucion-sin-motivo`, `sesion-improcedente` and `cambio-resuelto`.
    """
    if not motivo.strip():
        raise rechazo("devolucion-sin-motivo")
    fila = _por_resolver(actuacion)
    registro = queries.registro_de(fila.asunto)
    if registro is None:
        raise rechazo("no-encontrado")
    resolucion = _resolver(fila, registro, motivo=motivo, quien=quien, momento=momento)
    _resolver_si_es_todo(tomar(fila.asunto.sesion_id), quien, momento)
    return resolucion


def _resolver(
    fila: Actuacion, registro: Registro, *, motivo: str, quien: int, momento: datetime
) -> Resolucion:
    """Keep what was done with a change, applied or with the reason why it was not."""
    aplicada = not motivo
    sesion = fila.asunto.sesion
    resolucion = Resolucion.objects.create(
        actuacion=fila, aplicada=aplicada, quien=quien, momento=momento,
        motivo=sellos.sellar(sesion.proceso, f"resolucion/{fila.pk}", motivo),
        a_estatus=registro.estatus, a_situacion=registro.situacion,
    )  # fmt: skip
    Asunto.objects.filter(pk=fila.asunto_id).update(retenido=False)
    anotar(
        "aplicar_cambio" if aplicada else "devolver_cambio", sesion, quien=quien, momento=momento,
        folio=fila.asunto.folio, cambios=", ".join(fila.cambios),
    )  # fmt: skip
    return resolucion


def _resolver_si_es_todo(sesion: Sesion, quien: int, momento: datetime) -> None:
    """Close the hearing once no change waits for the DERFE, and tell the OPL."""
    if sesion.estado != Estado.NOTIFICADA or queries.sin_resolver(sesion):
        return
    mover(sesion, Acto.RESOLVER, quien=quien, momento=momento)
    avisar_a(
        cuentas.correos_en(sesion.proceso, DEL_OPL, momento=momento), sesion, "resuelta", momento
    )
