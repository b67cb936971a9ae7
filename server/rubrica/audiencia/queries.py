"""What the pages, the documents, the calendar and other acts read of sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from rubrica.audiencia import rules, sellos
from rubrica.audiencia.cambios import CONDICIONES, Cambio
from rubrica.audiencia.models import (
    ActoDeSesion,
    Actuacion,
    Adjunto,
    Asunto,
    Firma,
    Funcionario,
    Propuesta,
    Requisitos,
    Resolucion,
    Sesion,
)
from rubrica.audiencia.rules import Acto, Clase, Firmante
from rubrica.cuentas import queries as cuentas
from rubrica.cuentas.queries import Funcionario as Cuenta
from rubrica.procesos import queries as procesos
from rubrica.procesos.actos import Acto as ActoDePlazo
from rubrica.registros import queries as registros
from rubrica.registros.rules import Situacion
from rubrica.registros.services import Registro


def requisitos(proceso: str) -> Requisitos | None:
    """Return what was last agreed for the hearings of a process (ET 11.5), None before that."""
    return Requisitos.objects.filter(proceso=proceso).order_by("-numero").first()


def texto_de_requisitos(fila: Requisitos) -> tuple[str, str]:
    """Return what was agreed, and with whom."""
    lugar = f"requisitos/{fila.numero}"
    return (
        sellos.abrir(fila.proceso, lugar, fila.texto),
        sellos.abrir(fila.proceso, f"{lugar}/con", fila.con),
    )


def sesion(proceso: str, numero: int) -> Sesion | None:
    """Return one session of a process, None if there is none of that number."""
    filas = Sesion.objects.select_related("requisitos")
    return filas.filter(proceso=proceso, numero=numero).first()


def sesiones(proceso: str) -> QuerySet[Sesion]:
    """Return the sessions of a process with how many records each has, the newest first."""
    filas = Sesion.objects.filter(proceso=proceso).annotate(registros=Count("asuntos"))
    return filas.order_by("-numero")


def propuesta(fila: Sesion) -> Propuesta | None:
    """Return the proposal of date that stands."""
    return fila.propuestas.order_by("-pk").first()


def acto(fila: Sesion, cual: Acto) -> ActoDeSesion | None:
    """Return that act of a session, None if it was not done."""
    return fila.actos.filter(acto=cual.value).first()


def momento_de(fila: Sesion, cual: Acto) -> datetime | None:
    """Return when that was done, None if it was not."""
    hecho = acto(fila, cual)
    return hecho.momento if hecho else None


def posibles_funcionarios(proceso: str) -> dict[int, Cuenta]:
    """Return number → official of those who act in a process, of whatever authority."""
    return {c.id: c for c in cuentas.asignados_a(proceso)}


# ---- Which records


def por_cargar(
    fila: Sesion, *, grupo: str = "", folios: Collection[str] = ()
) -> QuerySet[Registro]:
    """Return the records that may still be put in a session (ET 10.8, 11.2)."""
    filas = disponibles(fila.proceso, fila.clase_)
    filas = filas.exclude(pk__in=Asunto.objects.filter(sesion=fila).values("registro"))
    if folios:
        filas = filas.filter(folio__in=list(folios))
    if grupo:
        filas = filas.filter(_grupo(grupo))
    return filas


def disponibles(proceso: str, clase: Clase) -> QuerySet[Registro]:
    """Return the records available to sessions of that kind and free of any other hearing."""
    _, cuentan = procesos.politica_de_duplicados(proceso)
    filas = registros.de_estatus(proceso, rules.disponibles(clase, cuentan))
    if clase is Clase.AUDIENCIA:
        retenidos = Asunto.objects.filter(registro=OuterRef("pk"), retenido=True)
        filas = filas.filter(~Exists(retenidos))
    return filas


CON_INCONSISTENCIA = Q(estatus="CON_INCONSISTENCIA")
GRUPOS: Mapping[str, tuple[str, Q]] = {
    "inconsistencia": ("Con inconsistencia", CON_INCONSISTENCIA),
    "no_encontrado": ("Datos no encontrados", Q(situacion=Situacion.NO_ENCONTRADO.value)),
    "baja": ("Baja del Padrón Electoral", Q(situacion=Situacion.BAJA.value)),
    "otros": (
        "Otros que no cuentan",
        ~CON_INCONSISTENCIA & ~Q(situacion__in=[Situacion.NO_ENCONTRADO, Situacion.BAJA]),
    ),
}


def _grupo(clave: str) -> Q:
    return GRUPOS[clave][1]


def por_grupo(fila: Sesion) -> list[tuple[str, str, int]]:
    """Return key, name and how many records each group still has for that session."""
    sumas = por_cargar(fila).aggregate(
        **{clave: Count("pk", filter=cuales) for clave, (_, cuales) in GRUPOS.items()}
    )
    return [(clave, nombre, sumas[clave]) for clave, (nombre, _) in GRUPOS.items() if sumas[clave]]


# ---- Records of a session


def asuntos(fila: Sesion) -> QuerySet[Asunto]:
    """Return the records of a session by folio, each with its operator and the last decision."""
    ultima = Actuacion.objects.filter(asunto=OuterRef("pk")).order_by("-pk")
    filas = Asunto.objects.filter(sesion=fila).select_related("funcionario")
    return filas.annotate(
        decidido=Subquery(ultima.values("pk")[:1]), cambios=Subquery(ultima.values("cambios")[:1])
    ).order_by("folio")


def pendientes(fila: Sesion) -> int:
    """Return how many records of a session nobody has decided on."""
    return asuntos(fila).filter(actuaciones=None).count()


def asunto(fila: Sesion, numero: int) -> Asunto | None:
    """Return one record of that session, None if it is of another."""
    return asuntos(fila).filter(pk=numero).first()


def siguiente(fila: Sesion, cuenta: int) -> Asunto | None:
    """Return the next record that an official has not decided on; in a review, anybody's."""
    filas = asuntos(fila).filter(actuaciones=None)
    if fila.clase == Clase.AUDIENCIA:
        filas = filas.filter(funcionario__cuenta=cuenta)
    return filas.first()


def asignados(cuenta: int, procesos_: Collection[str]) -> QuerySet[Asunto]:
    """Return the records that an official operates in hearings that are open (ET 11.4 a)."""
    ultima = Actuacion.objects.filter(asunto=OuterRef("pk")).order_by("-pk")
    return (
        Asunto.objects.filter(
            sesion__proceso__in=procesos_,
            sesion__estado=rules.Estado.ABIERTA.value,
        )
        .filter(Q(funcionario__cuenta=cuenta) | Q(sesion__clase=Clase.REVISION.value))
        .select_related("sesion")
        .annotate(decidido=Subquery(ultima.values("pk")[:1]))
        .order_by(F("decidido").asc(nulls_first=True), "folio")
    )


def carga(fila: Sesion) -> list[Funcionario]:
    """Return the officials of a hearing with their load and how much is decided (ET 11.3)."""
    hechas = Actuacion.objects.filter(asunto=OuterRef("asuntos"))
    return list(
        fila.funcionarios.annotate(
            registros=Count("asuntos", distinct=True),
            decididos=Count("asuntos", filter=Exists(hechas), distinct=True),
        ).order_by("-conduce", "nombre")
    )


def quienes_revisaron(fila: Sesion) -> list[tuple[str, str, int]]:
    """Return name, user account and how many records of each official of a review (ET 10.8)."""
    filas = Actuacion.objects.filter(asunto__sesion=fila).order_by("asunto_id", "-pk")
    sumas = Counter(filas.distinct("asunto_id").values_list("quien", flat=True))
    conducen = fila.actos.filter(acto__in=EN_LA_SALA).values_list("quien", flat=True)
    suyos = cuentas.nombres_y_correos({*sumas, *conducen})
    return sorted((nombre, correo, sumas[n]) for n, (nombre, correo) in suyos.items())


def ultimas(fila: Sesion) -> list[Actuacion]:
    """Return the decision that stands of each record of a session, by folio."""
    filas = Actuacion.objects.filter(asunto__sesion=fila).select_related("asunto")
    vigentes = filas.order_by("asunto_id", "-pk").distinct("asunto_id")
    return sorted(vigentes, key=lambda a: a.asunto.folio)


def por_partes(fila: Sesion, cuantos: int) -> Iterator[list[Actuacion]]:
    """Yield the decisions that stand by folio, those of so many records at a time."""
    folios = list(fila.asuntos.order_by("folio").values_list("pk", flat=True))
    for desde in range(0, len(folios), cuantos):
        filas = Actuacion.objects.filter(asunto__in=folios[desde : desde + cuantos])
        vigentes = filas.order_by("asunto_id", "-pk").distinct("asunto_id")
        yield sorted(vigentes.select_related("asunto"), key=lambda a: a.asunto.folio)


def cuantos_cambios(fila: Sesion) -> Counter[tuple[str, ...]]:
    """Return how many records of a session each set of changes was decided for."""
    filas = Actuacion.objects.filter(asunto__sesion=fila)
    vigentes = filas.order_by("asunto_id", "-pk").distinct("asunto_id")
    return Counter(tuple(c) for c in vigentes.values_list("cambios", flat=True))


def adjuntos_de(filas: Collection[Actuacion]) -> dict[int, list[Adjunto]]:
    """Return the documents that each of those decisions leans on, in order, by its number."""
    suyos = Adjunto.objects.in_bulk({n for fila in filas for n in fila.adjuntos})
    return {fila.pk: [suyos[n] for n in sorted(fila.adjuntos)] for fila in filas}


def actuaciones(fila: Asunto) -> list[Actuacion]:
    """Return every decision of one record, the newest first."""
    return list(fila.actuaciones.order_by("-pk"))


def dicho(fila: Actuacion, proceso: str) -> dict[str, str]:
    """Return manifestacion and motivo of a decision."""
    datos: dict[str, str] = sellos.abrir(proceso, f"dicho/{fila.asunto_id}", fila.dicho)
    return datos


def antes(fila: Actuacion, proceso: str) -> dict[str, Any]:
    """Return the form as it was before a decision."""
    datos: dict[str, Any] = sellos.abrir(proceso, f"antes/{fila.asunto_id}", fila.antes)
    return datos


def despues(fila: Actuacion, proceso: str) -> dict[str, Any]:
    """Return what a decision leaves: the fields of a Correccion, persona in hex; {} for none."""
    datos: dict[str, Any] = sellos.abrir(proceso, f"despues/{fila.asunto_id}", fila.despues)
    return datos


def cambios(fila: Sesion) -> list[Actuacion]:
    """Return the changes that a hearing leaves to the DERFE, by folio (ET 11.9)."""
    return [a for a in ultimas(fila) if a.cambios]


def sin_resolver(fila: Sesion) -> int:
    """Return how many changes the DERFE has neither applied nor returned."""
    return sum(getattr(a, "resolucion", None) is None for a in cambios(fila))


# ---- What it tells


def relato(fila: Sesion) -> str:
    """Return what the acta tells, as it was last saved."""
    ultimo = fila.relatos.order_by("-pk").first()
    if ultimo is None:
        return ""
    return str(sellos.abrir(fila.proceso, f"relato/{fila.pk}", ultimo.texto))


@dataclass(frozen=True, kw_only=True)
class Compareciente:
    """Who comes for the promovente."""

    numero: int
    nombre: str
    calidad: str
    asistio: bool


def representantes(fila: Sesion) -> list[Compareciente]:
    """Return who comes for the promovente, in order."""
    return [
        Compareciente(
            numero=r.numero, asistio=r.asistio,
            **sellos.abrir(fila.proceso, f"representante/{fila.pk}/{r.numero}", r.datos),
        )
        for r in fila.representantes.order_by("numero")
    ]  # fmt: skip


EN_LA_SALA = [a.value for a in (Acto.ABRIR, Acto.CONCLUIR, Acto.CERRAR)]


def firmantes(fila: Sesion) -> list[Firmante]:
    """Return who must sign: who came for the promovente and every official who took part (11.5)."""
    actuaron = set(
        Actuacion.objects.filter(asunto__sesion=fila).values_list("quien", flat=True)
    ) | set(fila.actos.filter(acto__in=EN_LA_SALA).values_list("quien", flat=True))
    funcionarios = fila.funcionarios.order_by("-conduce", "nombre")
    return [
        *(
            Firmante(id=f"representante:{r.numero}", nombre=r.nombre, calidad=r.calidad)
            for r in representantes(fila)
            if r.asistio
        ),
        *(
            Firmante(
                id=f"funcionario:{f.pk}", nombre=f.nombre,
                calidad="Conduce la audiencia" if f.conduce else "Opera la audiencia",
            )
            for f in funcionarios
            if f.conduce or f.cuenta in actuaron
        ),
    ]  # fmt: skip


def datos_de_firma(fila: Firma) -> dict[str, str]:
    """Return the certificate of a signature, or why it was refused; {} on paper."""
    lugar = f"firma/{fila.sesion_id}/{fila.firmante}"
    datos: dict[str, str] = sellos.abrir(fila.sesion.proceso, lugar, fila.datos)
    return datos


# ---- Clocks and open hearings


def en_curso(proceso: str) -> int:
    """Return how many hearings of a process still hold records (ET 13.4)."""
    filas = Sesion.objects.filter(proceso=proceso, clase=Clase.AUDIENCIA.value)
    return filas.exclude(estado__in=[e.value for e in rules.TERMINADAS]).count()


def actos_de(proceso: str) -> Iterable[ActoDePlazo]:
    """Return the acts that start or meet the deadlines of hearings (ET 11.3, 11.9).

    Of several hearings, the first whose notice is due; without any, the last.
    """
    filas = Sesion.objects.filter(proceso=proceso, clase=Clase.AUDIENCIA.value)
    lista = list(filas.exclude(estado=rules.Estado.CANCELADA.value).order_by("inicio"))
    avisos = [
        ActoDePlazo(numeral="ET 11.3", desde=s.inicio, cumplido_en=momento_de(s, Acto.AVISAR))
        for s in lista
    ]
    resultados = [
        ActoDePlazo(numeral="ET 11.9", desde=concluida, cumplido_en=momento_de(s, Acto.NOTIFICAR))
        for s in lista
        if (concluida := momento_de(s, Acto.CONCLUIR))
    ]
    yield from (_el_que_urge(a) for a in (avisos, resultados) if a)


def _el_que_urge(actos: list[ActoDePlazo]) -> ActoDePlazo:
    return next((a for a in actos if a.cumplido_en is None), actos[-1])


def registro_de(fila: Asunto) -> Registro | None:
    """Return the record of an asunto as it stands now."""
    return registros.por_id(UUID(str(fila.registro)))


def numerales(cambios_: Iterable[str]) -> list[str]:
    """Return the numeral of each of those changes."""
    return [CONDICIONES[Cambio(c)].numeral for c in cambios_]


def revisiones(proceso: str) -> list[Sesion]:
    """Return the reviews of a process, the newest first: what a promovente sees (ET 10.8)."""
    filas = Sesion.objects.filter(proceso=proceso, clase=Clase.REVISION.value)
    return list(filas.order_by("-numero"))


def motivo_de(fila: Resolucion) -> str:
    """Return why a change was given back, "" for one that was applied."""
    proceso = fila.actuacion.asunto.sesion.proceso
    return str(sellos.abrir(proceso, f"resolucion/{fila.pk}", fila.motivo))
