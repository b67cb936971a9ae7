"""What the pages, the calendar and other acts read of results."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from rubrica.core import plazos
from rubrica.cuentas.queries import correos_de
from rubrica.cuentas.rules import Rol
from rubrica.procesos import queries as procesos
from rubrica.procesos.actos import Acto
from rubrica.resultados.models import Corte, Entrega, LlaveDeEntrega, Notificacion, Volumen
from rubrica.resultados.rules import (
    CONCLUSIONES,
    NUMERALES,
    SIGUE,
    Concluye,
    Contenido,
    Estado,
    Tipo,
    vence,
)

ENTREGADAS = (Estado.DISPUESTA.value, Estado.ACUSADA.value)


def cortes(proceso: str) -> QuerySet[Corte]:
    """Return the cuts of a process, the newest first, without their documents."""
    filas = Corte.objects.filter(proceso=proceso).defer("documento", "jws", "movimientos")
    return filas.order_by("-numero")


def corte(proceso: str, numero: int) -> Corte | None:
    """Return one cut, whole; None if there is none of that number."""
    return Corte.objects.filter(proceso=proceso, numero=numero).first()


def documento(fila: Corte) -> dict[str, Any]:
    """Return what a cut says, read from its signed text."""
    datos: dict[str, Any] = json.loads(fila.documento)
    return datos


def notificaciones(proceso: str) -> dict[Concluye, Notificacion]:
    """Return what the OPL notified as concluded."""
    filas = Notificacion.objects.filter(proceso=proceso).select_related("recepcion")
    return {Concluye(n.concluye): n for n in filas}


def recibida_en(fila: Notificacion) -> datetime | None:
    """Return when the DERFE received a notification, None while it has not said."""
    recepcion = getattr(fila, "recepcion", None)
    return recepcion.recibida_en if recepcion else None


def llave(proceso: str) -> LlaveDeEntrega | None:
    """Return the delivery key in force, None before the first."""
    filas = LlaveDeEntrega.objects.filter(proceso=proceso).select_related("ensayo")
    return filas.order_by("-pk").first()


def confirmada(fila: LlaveDeEntrega | None) -> bool:
    """Whether both authorities confirmed the fingerprint of that key (ET 13.6)."""
    return fila is not None and fila.confirmaciones.count() == 2


def entregas(proceso: str) -> QuerySet[Entrega]:
    """Return the deliveries of a process, the newest first."""
    filas = Entrega.objects.filter(corte__proceso=proceso).select_related("corte", "llave")
    return filas.order_by("-pk")


def entrega(numero: int) -> Entrega | None:
    """Return one delivery by its key, None if there is none."""
    return Entrega.objects.filter(pk=numero).select_related("corte", "llave").first()


def volumen(entrega: int, numero: int) -> Volumen | None:
    """Return one sealed file of a delivery that is at the OPL's disposal; None otherwise."""
    filas = Volumen.objects.filter(
        entrega_id=entrega, numero=numero, entrega__estado__in=ENTREGADAS
    )
    return filas.select_related("entrega__corte").first()


def lista_de_volumenes(fila: Entrega) -> str:
    """Return the SHA-256 of each sealed file, as `sha256sum -c` reads it."""
    return "".join(
        f"{bytes(v.codigo).hex()}  {v.nombre}\n" for v in fila.volumenes.order_by("numero")
    )


@dataclass(frozen=True, kw_only=True)
class Reloj:
    """One clock of ET 13: what started it, the day it ends, whether it was met.

    provisional: counted from the notification, because its reception is not on record.
    """

    concluye: Concluye
    que: str
    numeral: str
    notificacion: Notificacion | None
    vence: date | None
    provisional: bool
    cumplido_en: datetime | None
    vencido: bool


def relojes(proceso: str, *, momento: datetime) -> list[Reloj]:
    """Return the clocks that the OPL's notifications start, running or not (ET 13.2, 13.4)."""
    hechas, calendario = notificaciones(proceso), procesos.calendario(proceso)
    con_audiencia = procesos.tipo(proceso).garantia_de_audiencia
    lista = []
    for concluye in Concluye:
        if concluye is Concluye.AUDIENCIAS and not con_audiencia:
            continue
        fila = hechas.get(concluye)
        recibida = recibida_en(fila) if fila else None
        desde = recibida or (fila.notificada_en if fila else None)
        ultimo = vence(concluye, desde, calendario) if desde else None
        cumplido = _primer_corte(proceso, SIGUE[concluye], desde) if desde else None
        lista.append(
            Reloj(
                concluye=concluye,
                que=CONCLUSIONES[concluye],
                numeral=NUMERALES[concluye],
                notificacion=fila,
                vence=ultimo,
                provisional=fila is not None and recibida is None,
                cumplido_en=cumplido,
                vencido=bool(ultimo and not cumplido and plazos.dia_centro(momento) > ultimo),
            )
        )
    return lista


def _primer_corte(proceso: str, tipo: Tipo, desde: datetime) -> datetime | None:
    """Return when the first cut of that type was frozen after an instant."""
    filas = Corte.objects.filter(proceso=proceso, tipo=tipo.value, congelado_en__gte=desde)
    return filas.order_by("numero").values_list("congelado_en", flat=True).first()


def primera_entrega_definitiva(proceso: str) -> datetime | None:
    """Return when definitive results were first put at the OPL's disposal, None while not."""
    filas = Entrega.objects.filter(
        corte__proceso=proceso,
        corte__tipo=Tipo.DEFINITIVO.value,
        dispuesta_en__isnull=False,
        contenido=Contenido.PADRON.value,
    )
    return filas.order_by("dispuesta_en").values_list("dispuesta_en", flat=True).first()


def sin_acuse() -> QuerySet[Entrega]:
    """Return the deliveries at the OPL's disposal that it has not acknowledged, of any process."""
    filas = Entrega.objects.filter(estado=Estado.DISPUESTA.value).select_related("corte", "llave")
    return filas.order_by("pk")


def con_entrega_definitiva() -> list[str]:
    """Return the processes whose definitive results were put at the OPL's disposal."""
    filas = Entrega.objects.filter(
        corte__tipo=Tipo.DEFINITIVO.value, dispuesta_en__isnull=False
    ).values_list("corte__proceso", flat=True)
    return sorted(set(filas))


def ultimo_dia_de_acceso(proceso: str) -> date | None:
    """Return the last day of the promovente in the portal, None before the delivery (ET 13.8)."""
    entregada = primera_entrega_definitiva(proceso)
    return plazos.ultimo_dia_del_portal(entregada) if entregada else None


def correos_de_la_derfe(momento: datetime) -> list[str]:
    """Return the e-mails of the accounts of the DERFE."""
    return correos_de((Rol.DERFE,), momento=momento)


def definitiva_acusada(proceso: str) -> bool:
    """Whether the OPL acknowledged the definitive results of a process (ET 13.5)."""
    return Entrega.objects.filter(
        corte__proceso=proceso, corte__tipo=Tipo.DEFINITIVO.value, estado=Estado.ACUSADA.value,
        contenido=Contenido.PADRON.value,
    ).exists()  # fmt: skip


def expedientes_acusados(proceso: str) -> bool:
    """Whether the OPL acknowledged the expedientes electrónicos of a process (ET 13.9)."""
    return Entrega.objects.filter(
        corte__proceso=proceso, estado=Estado.ACUSADA.value,
        contenido=Contenido.EXPEDIENTES.value,
    ).exists()  # fmt: skip


def codigos_acusados(proceso: str) -> list[str]:
    """Return the códigos de integridad of the deliveries that the OPL acknowledged, in order."""
    filas = entregas(proceso).filter(estado=Estado.ACUSADA.value).order_by("pk")
    return list(filas.values_list("codigo", flat=True))


def actos_de(proceso: str) -> Iterable[Acto]:
    """Return the acts of results that start or meet deadlines of the calendar (ET 13)."""
    for concluye, fila in notificaciones(proceso).items():
        desde = recibida_en(fila) or fila.notificada_en
        yield Acto(
            numeral=NUMERALES[concluye],
            desde=desde,
            cumplido_en=_primer_corte(proceso, SIGUE[concluye], desde),
        )
    entregada = primera_entrega_definitiva(proceso)
    if entregada is not None:
        yield Acto(numeral="ET 13.7", cumplido_en=entregada)
        yield Acto(numeral="ET 13.8", desde=entregada)
