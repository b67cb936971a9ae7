"""Hearings put on the calendar: what was agreed, who operates, which records, the notice (11.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from rubrica.audiencia import queries, rules, sellos
from rubrica.audiencia.models import Asunto, Funcionario, Representante, Requisitos, Sesion
from rubrica.audiencia.rules import Acto, Clase, Estado
from rubrica.audiencia.services import _documentos
from rubrica.audiencia.services._comun import (
    anotar,
    avisar_a,
    exigir_estado,
    mover,
    siguiente,
    tomar,
    turno,
)
from rubrica.bitacora import services as bitacora
from rubrica.core.plazos import dia_centro
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import queries as cuentas
from rubrica.cuentas.rules import Rol
from rubrica.procesos import queries as procesos
from rubrica.registros.services import Registro


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Who comes for the promovente. calidad: in what capacity."""

    nombre: str
    calidad: str


@dataclass(frozen=True, kw_only=True)
class Convocatoria:
    """A hearing as it is scheduled. conduce, operadores: numbers of accounts."""

    inicio: datetime
    fin: datetime
    sala: str
    conduce: int
    operadores: Sequence[int]
    representantes: Sequence[Persona]
    mascara: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def acordar_requisitos(
    *, proceso: str, texto: str, con: str, acordados_el: date, quien: int, momento: datetime
) -> Requisitos:
    """Keep what was agreed with the promoventes that a hearing needs (ET 11.5).

    Raises `sin-audiencias` where ET 11 does not apply, `requisitos-futuros`.
    """
    turno(proceso)
    _exigir_que_corresponda(proceso)
    if acordados_el > dia_centro(momento):
        raise rechazo("requisitos-futuros")
    numero = (Requisitos.objects.filter(proceso=proceso).aggregate(n=Max("numero"))["n"] or 0) + 1
    fila = Requisitos.objects.create(
        proceso=proceso, numero=numero, acordados_el=acordados_el,
        texto=sellos.sellar(proceso, f"requisitos/{numero}", texto),
        con=sellos.sellar(proceso, f"requisitos/{numero}/con", con),
        registrados_en=momento, registrados_por=quien,
    )  # fmt: skip
    bitacora.anotar(
        "acordar_requisitos", f"requisitos:{fila.pk}", quien=quien, momento=momento,
        proceso=proceso, numero=numero,
    )  # fmt: skip
    return fila


def _exigir_que_corresponda(proceso: str) -> None:
    if not procesos.tipo(proceso).garantia_de_audiencia:
        raise rechazo("sin-audiencias")


@transaction.atomic
def programar(*, proceso: str, convocatoria: Convocatoria, quien: int, momento: datetime) -> Sesion:
    """Schedule a hearing with its officials and representatives (ET 11.2, 11.3).

    Raises `sin-audiencias`, `audiencia-sin-requisitos`, `sesion-en-mal-momento` and
    `funcionario-ajeno` for an account that does not act in the process.
    """
    turno(proceso)
    _exigir_que_corresponda(proceso)
    requisitos = queries.requisitos(proceso)
    if requisitos is None:
        raise rechazo("audiencia-sin-requisitos")
    rules.exigir_futura(inicio=convocatoria.inicio, fin=convocatoria.fin, momento=momento)
    sesion = Sesion.objects.create(
        proceso=proceso, clase=Clase.AUDIENCIA.value, numero=siguiente(proceso),
        estado=rules.INICIAL[Clase.AUDIENCIA].value, inicio=convocatoria.inicio,
        fin=convocatoria.fin, sala=convocatoria.sala, requisitos=requisitos,
        mascara=dict(convocatoria.mascara), creada_en=momento, creada_por=quien,
    )  # fmt: skip
    _convocar(sesion, convocatoria)
    acreditar(sesion=sesion.pk, personas=convocatoria.representantes, quien=quien, momento=momento)
    anotar("programar_audiencia", sesion, quien=quien, momento=momento)
    promoventes = cuentas.correos_en(proceso, [Rol.PROMOVENTE], momento=momento)
    avisar_a(promoventes, sesion, "programada", momento)
    return sesion


def _convocar(sesion: Sesion, convocatoria: Convocatoria) -> None:
    """Keep who conducts and who operates, by name and user account (ET 11.3)."""
    numeros = dict.fromkeys([convocatoria.conduce, *convocatoria.operadores])
    de_aqui = queries.posibles_funcionarios(sesion.proceso)
    if not set(numeros) <= set(de_aqui):
        raise rechazo("funcionario-ajeno")
    Funcionario.objects.bulk_create(
        Funcionario(
            sesion=sesion, cuenta=n, nombre=de_aqui[n].nombre, usuario=de_aqui[n].correo,
            conduce=n == convocatoria.conduce,
        )
        for n in numeros
    )  # fmt: skip


@transaction.atomic
def acreditar(*, sesion: int, personas: Sequence[Persona], quien: int, momento: datetime) -> None:
    """Add people who come for the promovente; until the session ends.

    Raises `sesion-improcedente`.
    """
    fila = tomar(sesion)
    exigir_estado(fila, *rules.POR_EMPEZAR, Estado.ABIERTA)
    desde = fila.representantes.count() + 1
    Representante.objects.bulk_create(
        Representante(
            sesion=fila, numero=n, asistio=fila.estado == Estado.ABIERTA,
            datos=sellos.sellar(
                fila.proceso, f"representante/{fila.pk}/{n}",
                {"nombre": p.nombre, "calidad": p.calidad},
            ),
        )
        for n, p in enumerate(personas, start=desde)
    )  # fmt: skip
    anotar("acreditar", fila, quien=quien, momento=momento, personas=len(personas))


@transaction.atomic
def cargar(
    *,
    sesion: int,
    quien: int,
    momento: datetime,
    grupo: str = "",
    folios: Collection[str] = (),
    operadores: Sequence[int] = (),
) -> int:
    """Put available records in a session and share them out; return how many (ET 11.2, 11.3).

    grupo: a key of queries.GRUPOS; folios: only those; nothing: all.
    operadores: accounts of the session among which they are shared out; nothing: all who operate.
    Raises `sesion-improcedente`, `registro-no-disponible`, `audiencia-sin-operadores` and
    `audiencia-sin-registros`.
    """
    fila = tomar(sesion)
    exigir_estado(fila, Estado.PROPUESTA, Estado.ACORDADA, Estado.PROGRAMADA)
    turno(fila.proceso)  # of two hearings that want one record, the second sees it taken
    elegidos = queries.por_cargar(fila, grupo=grupo, folios=folios)
    registros = list(elegidos.select_for_update(of=("self",)))
    if folios and len(registros) != len(set(folios)):
        raise rechazo("registro-no-disponible", disponibles=len(registros))
    if not registros:
        raise rechazo("audiencia-sin-registros")
    _asignar(fila, registros, operadores)
    anotar("cargar_registros", fila, quien=quien, momento=momento, registros=len(registros))
    return len(registros)


def _asignar(fila: Sesion, registros: Sequence[Registro], operadores: Sequence[int]) -> None:
    de_audiencia = fila.clase == Clase.AUDIENCIA
    pares: list[tuple[Registro, int | None]] = [(r, None) for r in registros]
    if de_audiencia:
        pares = list(rules.repartir(registros, _operadores(fila, operadores)))
    Asunto.objects.bulk_create(
        Asunto(
            sesion=fila, registro=r.id, folio=r.folio, funcionario_id=operador,
            de_estatus=r.estatus, de_situacion=r.situacion, de_inconsistencia=r.inconsistencia,
            retenido=de_audiencia,
        )
        for r, operador in pares
    )  # fmt: skip


def _operadores(fila: Sesion, cuentas_: Sequence[int]) -> list[int]:
    """Return the officials of a hearing that operate: those accounts, or all of them."""
    suyos = dict(fila.funcionarios.order_by("pk").values_list("cuenta", "pk"))
    if cuentas_:
        return [suyos[c] for c in cuentas_ if c in suyos]
    return list(fila.funcionarios.filter(conduce=False).values_list("pk", flat=True)) or list(
        suyos.values()
    )


@transaction.atomic
def avisar(*, sesion: int, quien: int, momento: datetime) -> Sesion:
    """Notify the DERFE of a hearing: officials, user accounts and load of each (ET 11.3).

    Less than 48 hours before, it is notified all the same and its lateness stays in sight. Raises
    `sesion-improcedente` and `audiencia-sin-registros`.
    """
    fila = tomar(sesion)
    if not fila.asuntos.exists():
        raise rechazo("audiencia-sin-registros")
    tarde = rules.aviso_tarde(inicio=fila.inicio, momento=momento)
    mover(fila, Acto.AVISAR, quien=quien, momento=momento, tarde=tarde)
    _documentos.guardar(fila, "aviso", momento)
    derfe = cuentas.correos_de([Rol.DERFE], momento=momento)
    avisar_a(derfe, fila, "avisada", momento, nota="tarde" if tarde else "")
    return fila


@transaction.atomic
def cancelar(*, sesion: int, motivo: str, quien: int, momento: datetime) -> Sesion:
    """Cancel a session that has not begun: its records are available again.

    Raises `sesion-improcedente`.
    """
    fila = tomar(sesion)
    mover(fila, Acto.CANCELAR, quien=quien, momento=momento, motivo=motivo)
    fila.asuntos.filter(retenido=True).update(retenido=False)
    roles = [Rol.PROMOVENTE, Rol.OPL_ADMINISTRADOR, Rol.SUPERVISOR]
    avisar_a(cuentas.correos_en(fila.proceso, roles, momento=momento), fila, "cancelada", momento)
    return fila


@transaction.atomic
def enmascarar(*, sesion: int, mascara: Mapping[str, str], quien: int, momento: datetime) -> Sesion:
    """Say how the projected window shows the data, from now on. Raises `sesion-improcedente`."""
    fila = tomar(sesion)
    exigir_estado(fila, *rules.POR_EMPEZAR, Estado.ABIERTA)
    fila.mascara = dict(mascara)
    fila.save(update_fields=["mascara"])
    anotar("enmascarar", fila, quien=quien, momento=momento)
    return fila
