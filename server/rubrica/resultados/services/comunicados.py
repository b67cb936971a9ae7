"""What ET 13 makes worth an e-mail: a delivery, its silence, and the end of access (ET 13.5, 13.8).

Each is sent once, whoever asks how often: the row that says so is written with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from rubrica.avisos.rules import Valor
from rubrica.avisos.services import enviar
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core import plazos
from rubrica.cuentas import services as cuentas
from rubrica.cuentas.queries import correos_en
from rubrica.cuentas.rules import Rol
from rubrica.resultados import palabras, queries, rules
from rubrica.resultados.models import Comunicado, Entrega
from rubrica.resultados.rules import Contenido, Estado, Tipo

AL_OPL = (Rol.OPL_ADMINISTRADOR,)
DEL_SILENCIO = (Rol.OPL_ADMINISTRADOR, Rol.DERFE)


def al_disponer(fila: Entrega, *, quien: int, momento: datetime) -> None:
    """Tell the OPL that a delivery waits; a definitive one sets when access ends (ET 13.8)."""
    correos = correos_en(fila.corte.proceso, AL_OPL, momento=momento)
    _de_entrega(fila, "dispuesta", correos, momento)
    if fila.corte.tipo == Tipo.DEFINITIVO and fila.contenido == Contenido.PADRON:
        ultimo = plazos.ultimo_dia_del_portal(momento)
        cuentas.cerrar_acceso(
            proceso=fila.corte.proceso, desde=plazos.despues_de(ultimo),
            actor=actor_de_cuenta(quien), momento=momento,
        )  # fmt: skip
        _del_cierre(fila.corte.proceso, plazos.DIAS_DE_ACCESO_AL_PORTAL, momento)


def comunicar(*, momento: datetime) -> int:
    """Send every reminder and announcement that is due; return how many were."""
    return sum(_recordar(e, momento) for e in queries.sin_acuse()) + sum(
        _anunciar(p, momento) for p in queries.con_entrega_definitiva()
    )


@transaction.atomic
def _recordar(fila: Entrega, momento: datetime) -> int:
    """The OPL, and the DERFE that waits, read that a delivery has no acknowledgment."""
    assert fila.dispuesta_en is not None
    cuantos = rules.recordatorios(fila.dispuesta_en, momento=momento)
    if not cuantos:
        return 0
    correos = [
        *correos_en(fila.corte.proceso, AL_OPL, momento=momento),
        *queries.correos_de_la_derfe(momento),
    ]
    return _de_entrega(fila, f"recordatorio:{cuantos}", correos, momento)


@transaction.atomic
def _anunciar(proceso: str, momento: datetime) -> int:
    ultimo = queries.ultimo_dia_de_acceso(proceso)
    dias = rules.anuncio_de_cierre(ultimo, momento=momento) if ultimo else None
    return 0 if dias is None else _del_cierre(proceso, dias, momento)


def _de_entrega(fila: Entrega, cual: str, correos: Iterable[str], momento: datetime) -> int:
    if not _primera_vez(fila.corte.proceso, f"entrega:{fila.pk}:{cual}", momento):
        return 0
    assert fila.dispuesta_en is not None
    datos: dict[str, Valor] = {
        "proceso": fila.corte.proceso,
        "que": palabras.CONTENIDOS[Contenido(fila.contenido)],
        "resultados": palabras.TIPOS[Tipo(fila.corte.tipo)],
        "registros": fila.avance,
        "dispuesta_en": fila.dispuesta_en.isoformat(),
        "dias": (momento - fila.dispuesta_en).days,
        "portal": f"{settings.URL_PUBLICA}/resultados/{fila.corte.proceso}/entrega/",
    }
    return _enviar("entrega_a_disposicion", fila.corte.proceso, correos, datos, momento)


def _del_cierre(proceso: str, dias: int, momento: datetime) -> int:
    ultimo = queries.ultimo_dia_de_acceso(proceso)
    if ultimo is None or not _primera_vez(proceso, f"cierre:{dias}", momento):
        return 0
    datos: dict[str, Valor] = {
        "proceso": proceso,
        "dias": dias,
        "ultimo": _dia(ultimo),
        "portal": f"{settings.URL_PUBLICA}/",
    }
    correos = correos_en(proceso, (Rol.PROMOVENTE,), momento=momento)
    return _enviar("cierre_de_acceso", proceso, correos, datos, momento)


def _dia(dia: date) -> str:
    return f"{dia:%d/%m/%Y}"


def _primera_vez(proceso: str, clave: str, momento: datetime) -> bool:
    _, nuevo = Comunicado.objects.get_or_create(
        proceso=proceso, clave=clave, defaults={"momento": momento}
    )
    return nuevo


def _enviar(
    plantilla: str,
    proceso: str,
    correos: Iterable[str],
    datos: dict[str, Valor],
    momento: datetime,
) -> int:
    cuantos = 0
    for correo in dict.fromkeys(correos):
        enviar(plantilla=plantilla, para=correo, datos=datos, proceso=proceso, momento=momento)
        cuantos += 1
    return cuantos


def estado_del_silencio(fila: Entrega, *, momento: datetime) -> int | None:
    """Return how many days a delivery has waited for its acknowledgment; None if it does not."""
    if fila.estado != Estado.DISPUESTA or fila.dispuesta_en is None:
        return None
    return (plazos.dia_centro(momento) - plazos.dia_centro(fila.dispuesta_en)).days
