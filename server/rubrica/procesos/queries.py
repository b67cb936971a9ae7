"""What other contexts, the phone and the officials' pages read of a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from rubrica import llaves
from rubrica.core.plazos import Calendario
from rubrica.procesos.models import (
    AvisoDePrivacidad,
    Ensayo,
    Inhabil,
    Logotipo,
    Manifiesto,
    Proceso,
)
from rubrica.procesos.publicado import Clase
from rubrica.procesos.requisito import COLUMNAS, Requisito, de_columnas
from rubrica.procesos.rules import Estado, Prueba, Tipo, tipos


@dataclass(frozen=True, kw_only=True)
class ProcesoEnPuerta:
    """What a door needs to judge what comes to it. kid: 16 bytes that name the process key."""

    id: str
    abierto: bool
    publicado: bool
    inicio: datetime
    fin: datetime
    kid: bytes
    denominacion: str
    entidad: str
    promovente: int
    promovente_nombre: str
    vigencia_prorrogada_desde: date | None = None


def proceso_en_puerta(proceso: str) -> ProcesoEnPuerta | None:
    """Return the process in whatever state it is; None if there is none of that Id."""
    fila = Proceso.objects.filter(pk=proceso).values(*_CAMPOS_EN_PUERTA).first()
    return None if fila is None else _en_puerta(fila)


def en_captacion(momento: datetime, *, entidad: str = "") -> list[ProcesoEnPuerta]:
    """Return the open processes whose period holds `momento`, of that entidad or ("") of any."""
    filas = Proceso.objects.filter(estado=Estado.ABIERTO, inicio__lte=momento, fin__gte=momento)
    if entidad:
        filas = filas.filter(entidad=entidad)
    return [_en_puerta(fila) for fila in filas.order_by("pk").values(*_CAMPOS_EN_PUERTA)]


_CAMPOS_EN_PUERTA = (
    "id", "estado", "inicio", "fin", "clave_publica", "denominacion", "entidad", "promovente_id",
    "promovente_nombre", "vigencia_prorrogada_desde",
)  # fmt: skip


def _en_puerta(fila: Mapping[str, Any]) -> ProcesoEnPuerta:
    return ProcesoEnPuerta(
        id=fila["id"],
        abierto=fila["estado"] == Estado.ABIERTO,
        publicado=fila["estado"] != Estado.BORRADOR,
        inicio=fila["inicio"],
        fin=fila["fin"],
        kid=llaves.kid(bytes(fila["clave_publica"])),
        denominacion=fila["denominacion"],
        entidad=fila["entidad"],
        promovente=fila["promovente_id"],
        promovente_nombre=fila["promovente_nombre"],
        vigencia_prorrogada_desde=fila["vigencia_prorrogada_desde"],
    )


def manifiesto(proceso: str) -> str:
    """Return the newest signed manifest of an open process; raise Manifiesto.DoesNotExist."""
    return Manifiesto.objects.filter(proceso=proceso).latest("version").jws


def ultimos_avisos(proceso: str) -> list[AvisoDePrivacidad]:
    """Return the newest of each notice there is, the simplificado last."""
    filas = AvisoDePrivacidad.objects.filter(proceso=proceso)
    return list(filas.order_by("clase", "-version").distinct("clase"))


def avisos(proceso: str) -> list[AvisoDePrivacidad]:
    """Return the newest of each notice, the simplificado last; empty unless there are both."""
    ultimos = ultimos_avisos(proceso)
    return ultimos if len(ultimos) == len(Clase) else []


def logotipo(proceso: str) -> Logotipo | None:
    """Return the newest logo of a process, None if it has none."""
    return Logotipo.objects.filter(proceso=proceso).order_by("-version").first()


def politica_de_duplicados(proceso: str) -> tuple[str, frozenset[str]]:
    """Return which support of a person counts, and the situaciones accepted.

    Raises Proceso.DoesNotExist.
    """
    fila = Proceso.objects.only("politica_duplicados", "situaciones_que_cuentan").get(pk=proceso)
    return fila.politica_duplicados, frozenset(fila.situaciones_que_cuentan)


def requisito(proceso: str) -> Requisito:
    """Return what a process needs; raise Proceso.DoesNotExist."""
    columnas = Proceso.objects.filter(pk=proceso).values(*COLUMNAS).first()
    if columnas is None:
        raise Proceso.DoesNotExist
    return de_columnas(**columnas)


def admite_testigo(proceso: str) -> bool:
    """Whether a process lets a witness sign for who cannot; an unknown one does not."""
    return Proceso.objects.filter(pk=proceso, firma_con_testigo=True).exists()


@dataclass(frozen=True, kw_only=True)
class Responsiva:
    """What an auxiliar accepts in the app and signs on its FURA (ET 3.5 to 3.7)."""

    version: int
    texto: str
    autoridad: str


def responsiva(proceso: str) -> Responsiva:
    """Return the responsiva as it stands; raise Proceso.DoesNotExist."""
    filas = Proceso.objects.values("responsiva_version", "responsiva", "autoridad")
    fila = filas.get(pk=proceso)
    return Responsiva(
        version=fila["responsiva_version"], texto=fila["responsiva"], autoridad=fila["autoridad"]
    )


def espera_fura(proceso: str) -> bool:
    """Whether nobody of the process enrols before its signed FURA was handed in (ET 3.6)."""
    return Proceso.objects.filter(pk=proceso, enrolamiento_con_fura=True).exists()


def calendario(proceso: str) -> Calendario:
    """Return which days work for the authority of a process; without it, the holidays alone."""
    suya = Proceso.objects.filter(pk=proceso).values("autoridad")
    dias = Inhabil.objects.filter(autoridad__in=suya, retirado_en=None)
    return Calendario.con(dias.values_list("dia", flat=True))


def inhabiles(autoridad: str) -> QuerySet[Inhabil]:
    """Return the days off that an authority has declared and not withdrawn, in order."""
    return Inhabil.objects.filter(autoridad=autoridad, retirado_en=None).order_by("dia")


def abiertos() -> list[str]:
    """Return the Ids of the open processes, in order."""
    return list(
        Proceso.objects.filter(estado=Estado.ABIERTO).order_by("pk").values_list("pk", flat=True)
    )


def visibles(procesos: frozenset[str] | None) -> QuerySet[Proceso]:
    """Return the processes of those Ids (None: all), the newest first."""
    filas = Proceso.objects.order_by("-registrado_en")
    return filas if procesos is None else filas.filter(pk__in=procesos)


def ensayo_vigente(proceso: Proceso, prueba: Prueba) -> Ensayo | None:
    """Return the half of the rehearsal that is under way or passed, None before it starts."""
    return proceso.ensayos.filter(prueba=prueba, vigente=True).first()


def tipo(proceso: str) -> Tipo:
    """Return the mechanism of a process: what applies to it. Raises Proceso.DoesNotExist."""
    return tipos()[Proceso.objects.values_list("tipo", flat=True).get(pk=proceso)]


def llave_ensayada(proceso: str) -> str:
    """Return the delivery key that passed its rehearsal before the process opened, or ""."""
    fila = Proceso.objects.filter(pk=proceso, ensayo_superado_en__isnull=False)
    return fila.values_list("llave_de_entrega", flat=True).first() or ""
