"""The information of a cut: asked for, sealed, put at disposal, acknowledged (ET 13.5)."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app

from rubrica import llaves
from rubrica.bitacora.services import anotar
from rubrica.core import codigo, jws
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.core.sobre import instante
from rubrica.llaves import LlaveAusente
from rubrica.resultados import preparacion, queries, rules
from rubrica.resultados.models import Corte, Entrega, Volumen
from rubrica.resultados.rules import Contenido, Estado, Tipo
from rubrica.resultados.services import comunicados
from rubrica.resultados.services._comun import turno
from rubrica.resultados.services.llaves import exigir_llave

TAREA, COLA = "resultados.preparar", "resultados"


@transaction.atomic
def solicitar_entrega(
    *,
    proceso: str,
    corte: int,
    quien: int,
    momento: datetime,
    contenido: Contenido = Contenido.PADRON,
) -> Entrega:
    """Ask the worker to seal to the OPL's key what is of a cut (ET 13.5, 13.6, 13.9).

    Raises `no-encontrado`, what `exigir_llave` refuses, `entrega-sin-notificacion`, `entrega-vacia`
    and `entrega-en-preparacion`.
    """
    turno(proceso)
    fila = queries.corte(proceso, corte)
    if fila is None:
        raise rechazo("no-encontrado")
    llave = exigir_llave(proceso)
    de_padron = contenido is Contenido.PADRON
    if de_padron:
        rules.exigir_solicitada(Tipo(fila.tipo), notificada=fila.notificacion_id is not None)
    registros = fila.validos if de_padron else fila.a
    if not registros:
        raise rechazo("entrega-vacia")
    if fila.entregas.filter(estado=Estado.EN_PREPARACION.value).exists():
        raise rechazo("entrega-en-preparacion")
    entrega = Entrega.objects.create(
        corte=fila, numero=fila.entregas.count() + 1, llave=llave,
        contenido=contenido.value, registros=registros,
        situaciones=queries.documento(fila)["situaciones_que_cuentan"] if de_padron else [],
        solicitada_en=momento, solicitada_por=quien,
    )  # fmt: skip
    _anotar("solicitar_entrega", entrega, quien, momento, registros=registros)
    app.configure_task(TAREA, queue=COLA).defer(entrega=entrega.pk)
    return entrega


def preparar(*, entrega: int) -> None:
    """Seal a delivery, volume by volume, or leave why it could not be. Twice is once."""
    fila = queries.entrega(entrega)
    if fila is None or fila.estado != Estado.EN_PREPARACION:
        return
    try:
        sellado = preparacion.sellar(fila, avisar=lambda n: _avisar(fila, n))
    except Rechazo as motivo:
        _fallar(fila, motivo.code)
    except LlaveAusente:
        _fallar(fila, "entrega-sin-llaves")
    else:
        _concluir(fila, sellado)


def _avisar(fila: Entrega, hechos: int) -> None:
    Entrega.objects.filter(pk=fila.pk).update(avance=hechos)


def _fallar(fila: Entrega, motivo: str) -> None:
    Entrega.objects.filter(pk=fila.pk, estado=Estado.EN_PREPARACION.value).update(
        estado=Estado.FALLIDA.value, motivo=motivo
    )


@transaction.atomic
def _concluir(fila: Entrega, sellado: preparacion.Sellado) -> None:
    """Keep what was sealed; if another worker did it meanwhile, its own stays."""
    quedo = Entrega.objects.filter(pk=fila.pk, estado=Estado.EN_PREPARACION.value).update(
        estado=Estado.PREPARADA.value,
        avance=sum(v.registros for v in sellado.hechos),
        codigo=sellado.codigo,
        preparada_en=now(),
    )
    if quedo:
        Volumen.objects.bulk_create(sellado.hechos)


@transaction.atomic
def disponer(*, proceso: str, entrega: int, quien: int, momento: datetime) -> Entrega:
    """Put a prepared delivery at the OPL's disposal, signed (ET 13.5).

    Raises `no-encontrado` and `entrega-improcedente`.
    """
    fila = _tomar(proceso, entrega, Estado.PREPARADA)
    fila.jws = _firmar(fila, momento)
    fila.estado, fila.dispuesta_en, fila.dispuesta_por = Estado.DISPUESTA.value, momento, quien
    fila.save(update_fields=["estado", "dispuesta_en", "dispuesta_por", "jws"])
    _anotar("disponer_entrega", fila, quien, momento, volumenes=fila.volumenes.count())
    comunicados.al_disponer(fila, quien=quien, momento=momento)
    return fila


def _firmar(fila: Entrega, momento: datetime) -> str:
    """Return the JWS of a delivery: whose, what it holds, and the SHA-256 of its list of files."""
    corte: Corte = fila.corte
    carga = {
        "proceso": corte.proceso,
        "corte": corte.numero,
        "corte_sha256": corte.huella,
        "entrega": fila.numero,
        "contenido": fila.contenido,
        "situaciones": list(fila.situaciones),
        "registros": fila.avance,
        "llave_sha256": fila.llave.huella,
        "volumenes_sha256": rules.huella(queries.lista_de_volumenes(fila)),
        "codigo_de_integridad": fila.codigo,
        "momento": instante(momento),
    }
    return jws.firmar(carga, typ=rules.TYP_ENTREGA, clave=llaves.firmante("resultados"))


@transaction.atomic
def acusar(
    *, proceso: str, entrega: int, codigo_calculado: str, quien: int, momento: datetime
) -> Entrega:
    """The OPL opened the delivery and computed its código de integridad: it has it (ET 13.5).

    Raises `no-encontrado`, `entrega-improcedente` and `entrega-codigo-distinto`.
    """
    fila = _tomar(proceso, entrega, Estado.DISPUESTA)
    try:
        calculado = codigo.leer(codigo_calculado).hex()
    except ValueError:
        raise rechazo("entrega-codigo-distinto") from None
    if not secrets.compare_digest(calculado, fila.codigo):
        raise rechazo("entrega-codigo-distinto")
    fila.estado, fila.acusada_en, fila.acusada_por = Estado.ACUSADA.value, momento, quien
    fila.save(update_fields=["estado", "acusada_en", "acusada_por"])
    _anotar("acusar_entrega", fila, quien, momento, codigo=fila.codigo)
    return fila


@transaction.atomic
def anotar_descarga(*, volumen: Volumen, desde: int, quien: int, momento: datetime) -> None:
    """Leave in the bitácora who downloads a volume, and from which byte."""
    _anotar(
        "descargar_entrega", volumen.entrega, quien, momento, volumen=volumen.numero, desde=desde
    )


def _tomar(proceso: str, entrega: int, estado: Estado) -> Entrega:
    """Return the delivery, locked and in that state; raise Rechazo otherwise."""
    fila = (
        Entrega.objects.select_for_update(of=("self",))
        .filter(pk=entrega, corte__proceso=proceso)
        .select_related("corte", "llave")
        .first()
    )
    if fila is None:
        raise rechazo("no-encontrado")
    if fila.estado != estado:
        raise rechazo("entrega-improcedente", estado=fila.estado)
    return fila


def _anotar(
    acto: str, fila: Entrega, quien: int, momento: datetime, **datos: str | int | bool | None
) -> None:
    anotar(
        acto, f"entrega:{fila.pk}", proceso=fila.corte.proceso, quien=quien, momento=momento,
        **datos,
    )  # fmt: skip
