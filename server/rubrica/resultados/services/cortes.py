"""Results frozen: one snapshot of the records, measured, explained, signed and kept (ET 13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from rubrica import llaves
from rubrica.audiencia import queries as audiencias
from rubrica.bitacora.services import anotar
from rubrica.compulsa import queries as compulsa
from rubrica.core import jws, plazos
from rubrica.core.rechazos import rechazo
from rubrica.core.sobre import instante
from rubrica.padron import queries as padron
from rubrica.procesos import queries as procesos
from rubrica.procesos.queries import ProcesoEnPuerta
from rubrica.procesos.requisito import Requisito
from rubrica.registros import instantaneas
from rubrica.registros.instantaneas import Diferencia, Instantanea
from rubrica.registros.rules import Cuenta
from rubrica.resultados import queries, rules
from rubrica.resultados.models import Corte, Notificacion
from rubrica.resultados.rules import Cambio, Tipo
from rubrica.resultados.services._comun import turno

SIN_DIFERENCIA = Diferencia(recibidos=0, movidos=())


@transaction.atomic
def congelar(*, proceso: str, tipo: Tipo, quien: int, momento: datetime) -> Corte:
    """Freeze the results of a process as its next cut (ET 13.2, 13.4).

    Everything it says comes from one snapshot. Raises `corte-descuadrado` if records and account do
    not agree or the difference from the previous cut does not explain it; for a definitive one,
    `resultados-con-pendientes`, `resultados-con-audiencia-abierta`, `resultados-sin-notificacion`,
    `captacion-sin-cerrar` and `resultados-con-provisionales`.
    """
    en_puerta = turno(proceso)
    notificacion = _notificacion(proceso, tipo)
    foto = instantaneas.tomar(proceso)
    if not foto.concuerda:
        raise rechazo("corte-descuadrado")
    if tipo is Tipo.DEFINITIVO:
        _exigir_definitivo(en_puerta, foto, notificacion, momento)
    anterior = Corte.objects.filter(proceso=proceso).order_by("-numero").first()
    diferencia = _diferencia(proceso, anterior, foto)
    corte = _corte(
        en_puerta=en_puerta, tipo=tipo, foto=foto, diferencia=diferencia, anterior=anterior,
        requisito=procesos.requisito(proceso), momento=momento,
    )  # fmt: skip
    fila = _guardar(corte, foto, diferencia, notificacion, quien)
    anotar(
        "congelar_corte", f"corte:{fila.pk}", proceso=proceso, quien=quien, momento=momento,
        numero=fila.numero, tipo=tipo.value, huella=fila.huella,
    )  # fmt: skip
    return fila


def _notificacion(proceso: str, tipo: Tipo) -> Notificacion | None:
    """Return what was notified of that result; raise `resultados-sin-notificacion` if it must."""
    con_audiencia = procesos.tipo(proceso).garantia_de_audiencia
    hechas = queries.notificaciones(proceso)
    pedida = rules.conclusion_que_pide(tipo, con_audiencia=con_audiencia)
    if pedida is None:
        return hechas.get(rules.Concluye.MESA)
    if pedida not in hechas:
        raise rechazo("resultados-sin-notificacion")
    return hechas[pedida]


def _exigir_definitivo(
    en_puerta: ProcesoEnPuerta,
    foto: Instantanea,
    notificacion: Notificacion | None,
    momento: datetime,
) -> None:
    rules.exigir_sin_pendientes(foto.total)
    rules.exigir_sin_audiencia(audiencias.en_curso(en_puerta.id))
    if notificacion is None:
        raise rechazo("resultados-sin-notificacion")
    if plazos.acepta_envio(fin=en_puerta.fin, momento=momento):
        raise rechazo("captacion-sin-cerrar")
    if compulsa.quedan_provisionales(en_puerta.id):
        raise rechazo("resultados-con-provisionales")


def _diferencia(proceso: str, anterior: Corte | None, foto: Instantanea) -> Diferencia:
    """Return what happened since the previous cut; raise `corte-descuadrado` if it is not all."""
    if anterior is None:
        return SIN_DIFERENCIA
    diferencia = instantaneas.diferencia(proceso=proceso, antes=anterior.marca, despues=foto.marca)
    antes = {
        m: Cuenta(**c) for m, c in queries.documento(anterior)["municipios"].items()
    }  # fmt: skip
    cambios = _cambios(diferencia)
    if rules.aplicar(antes, cambios, recibidos=diferencia.recibidos) != dict(foto.cuentas):
        raise rechazo("corte-descuadrado")
    _exigir_validos(anterior, diferencia, foto)
    return diferencia


def _exigir_validos(anterior: Corte, diferencia: Diferencia, foto: Instantanea) -> None:
    """Raise `corte-descuadrado` unless the moves explain what counts, municipio by municipio."""
    dicho = queries.documento(anterior)
    situaciones = dicho["situaciones_que_cuentan"]
    antes = {r["municipio"]: r["validos"] for r in dicho["formula"]["renglones"]}
    if rules.contar(antes, diferencia.movidos, situaciones) != Counter(foto.validos(situaciones)):
        raise rechazo("corte-descuadrado")


def _cambios(diferencia: Diferencia) -> list[Cambio]:
    """Return the moves as the account sees them: those of one kind together, of any situación."""
    cuantos: Counter[tuple[str, ...]] = Counter()
    for m in diferencia.movidos:
        cuantos[m.acto, m.de, m.a, m.de_municipio, m.a_municipio] += len(m.movimientos)
    return [
        rules.cambio(acto=acto, de=de, a=a, de_municipio=de_m, a_municipio=a_m, n=n)
        for (acto, de, a, de_m, a_m), n in cuantos.items()
    ]


def _corte(
    *,
    en_puerta: ProcesoEnPuerta,
    tipo: Tipo,
    foto: Instantanea,
    diferencia: Diferencia,
    anterior: Corte | None,
    requisito: Requisito,
    momento: datetime,
) -> rules.Corte:
    _, situaciones = procesos.politica_de_duplicados(en_puerta.id)
    fecha, nominal = _lista_nominal(en_puerta)
    return rules.Corte(
        proceso=en_puerta.id,
        numero=anterior.numero + 1 if anterior else 1,
        tipo=tipo,
        momento=momento,
        cuentas=foto.cuentas,
        total=foto.total,
        situaciones=sorted(situaciones),
        padron=fecha,
        formula=rules.formula(
            requisito, lista_nominal=nominal, validos=foto.validos(situaciones)
        ),
        anterior=(anterior.numero, anterior.huella) if anterior else None,
        recibidos=diferencia.recibidos,
        cambios=_cambios(diferencia),
    )  # fmt: skip


def _lista_nominal(en_puerta: ProcesoEnPuerta) -> tuple[str, Mapping[str, int]]:
    """Return date and lista nominal by municipio of the cut that answers at the period's end.

    While it is not loaded, those of the newest active one; without any, ("", {}).
    """
    corte = padron.corte_que_responde(en_puerta.fin) or padron.corte_activo_mas_reciente()
    if corte is None:
        return "", {}
    por_municipio = padron.lista_nominal(corte, "municipio", entidad=int(en_puerta.entidad))
    return corte.fecha.isoformat(), {f"{m:03}": n for m, n in por_municipio.items()}


def _guardar(
    corte: rules.Corte,
    foto: Instantanea,
    diferencia: Diferencia,
    notificacion: Notificacion | None,
    quien: int,
) -> Corte:
    documento = corte.documento()
    huella = rules.huella(documento)
    return Corte.objects.create(
        proceso=corte.proceso,
        numero=corte.numero,
        tipo=corte.tipo.value,
        congelado_en=corte.momento,
        congelado_por=quien,
        notificacion=notificacion,
        marca=foto.marca,
        **asdict(corte.total),
        validos=corte.formula.validos,
        documento=documento,
        huella=huella,
        jws=firmar(corte, huella),
        movimientos=sorted(n for m in diferencia.movidos for n in m.movimientos),
    )


def firmar(corte: rules.Corte, huella: str) -> str:
    """Return the JWS of a cut: its totals, and the SHA-256 of the whole document."""
    carga = {
        "proceso": corte.proceso,
        "corte": corte.numero,
        "tipo": corte.tipo.value,
        "momento": instante(corte.momento),
        **asdict(corte.total),
        "validos": corte.formula.validos,
        "sha256": huella,
    }
    return jws.firmar(carga, typ=rules.TYP_CORTE, clave=llaves.firmante("resultados"))
