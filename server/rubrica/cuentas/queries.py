"""What other contexts' pages say of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rubrica.cuentas.models import Asignacion, Declaracion
from rubrica.cuentas.models import Cuenta as Cuenta  # noqa: PLC0414 (who is given one names it)
from rubrica.cuentas.models import Oficio as Oficio  # noqa: PLC0414
from rubrica.cuentas.rules import Ambito, Puerta, Rol, esta_vigente, permite, puerta_de, roles
from rubrica.cuentas.vida import ETAPAS

INICIO = {Puerta.PORTAL: "/", Puerta.OFICIAL: "/procesos/"}


def nombres(cuentas: Iterable[int | None]) -> dict[int, str]:
    """Return number → name of those accounts that this service may see."""
    numeros = {c for c in cuentas if c is not None}
    return dict(Cuenta.objects.filter(pk__in=numeros).values_list("pk", "nombre"))


def nombres_y_correos(cuentas: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return number → name and e-mail of those accounts."""
    filas = Cuenta.objects.filter(pk__in=set(cuentas)).values_list("pk", "nombre", "correo")
    return {pk: (nombre, correo) for pk, nombre, correo in filas}


def promoventes_con(proveedor: str) -> dict[int, str]:
    """Return number → name of the promoventes that enter by that provider (ET 6.7)."""
    return dict(_de_proveedor(proveedor).values_list("pk", "nombre"))


def correos_con(proveedor: str) -> dict[int, str]:
    """Return number → e-mail of the promoventes that enter by that provider (ET 6.7)."""
    return dict(_de_proveedor(proveedor).values_list("pk", "correo"))


def _de_proveedor(proveedor: str) -> QuerySet[Cuenta]:
    return Cuenta.objects.filter(rol=Rol.PROMOVENTE.value, autenticacion=proveedor)


def nombre_del_actor(actor: str) -> str:
    """Return whose name stands for an actor of the bitácora, or the actor itself.

    Asientos of before name an account of the Mesa by its e-mail: both are understood.
    """
    clase, _, numero = actor.partition(":")
    if clase == "cuenta" and numero.isdecimal():
        return nombres([int(numero)]).get(int(numero), actor)
    cuenta = por_correo(actor) if "@" in actor else None
    return actor if cuenta is None else cuenta.nombre


def por_correo(correo: str) -> Cuenta | None:
    """Return the account of that e-mail, None if there is none."""
    return Cuenta.objects.filter(correo=correo.strip().lower()).first()


def correos_de(roles: Iterable[Rol], *, momento: datetime) -> list[str]:
    """Return the e-mails of the accounts of those roles that are good at that instant."""
    return _vigentes(Cuenta.objects.filter(rol__in=list(roles)), momento)


def correos_en(proceso: str, roles: Iterable[Rol], *, momento: datetime) -> list[str]:
    """Return those of the accounts that act in one process."""
    suyas = Asignacion.objects.filter(proceso=proceso).values("cuenta_id")
    return _vigentes(Cuenta.objects.filter(rol__in=list(roles), pk__in=suyas), momento)


def personas_en(proceso: str, roles: Iterable[Rol], *, momento: datetime) -> dict[int, str]:
    """Return number → name of the accounts that act in one process."""
    suyas = Asignacion.objects.filter(proceso=proceso).values("cuenta_id")
    filas = Cuenta.objects.filter(rol__in=list(roles), pk__in=suyas).order_by("nombre", "pk")
    return {
        fila.pk: fila.nombre
        for fila in filas.only("nombre", "activa", "vigente_hasta")
        if esta_vigente(activa=fila.activa, vigente_hasta=fila.vigente_hasta, momento=momento)
    }


def _vigentes(filas: QuerySet[Cuenta], momento: datetime) -> list[str]:
    return [
        correo
        for correo, activa, hasta in filas.order_by("pk").values_list(
            "correo", "activa", "vigente_hasta"
        )
        if esta_vigente(activa=activa, vigente_hasta=hasta, momento=momento)
    ]


def inicio_de(cuenta: Cuenta) -> str:
    """Where a person's work begins: the Mesa for who reviews, else the first page of the door."""
    puerta = puerta_de(cuenta.rol_)
    revisa = puerta is Puerta.OFICIAL and permite(cuenta.rol_, "mesa.dictaminar")
    return "/mesa/" if revisa else INICIO[puerta]


def visibles(cuenta: Cuenta) -> QuerySet[Cuenta]:
    """Return the institutional accounts that one may see: all, or those of its authority."""
    oficiales = Cuenta.objects.exclude(rol=Rol.PROMOVENTE.value)
    if roles()[cuenta.rol_].ambito is Ambito.TODOS:
        return oficiales
    return oficiales.filter(autoridad=cuenta.autoridad)


@dataclass(frozen=True, kw_only=True)
class Funcionario:
    """An official of an authority, seen from one process: whether it acts there."""

    id: int
    nombre: str
    correo: str
    rol: str
    asignado: bool


def funcionarios_de(autoridad: str, proceso: str, *, momento: datetime) -> list[Funcionario]:
    """Return who of an authority may enter now or acts in that process, by name."""
    suyas = set(Asignacion.objects.filter(proceso=proceso).values_list("cuenta_id", flat=True))
    filas = Cuenta.objects.filter(autoridad=autoridad, rol__in=_de_procesos()).order_by("nombre")
    return [
        Funcionario(
            id=c.pk, nombre=c.nombre, correo=c.correo, rol=roles()[c.rol_].etiqueta,
            asignado=c.pk in suyas,
        )
        for c in filas
        if c.pk in suyas
        or esta_vigente(activa=c.activa, vigente_hasta=c.vigente_hasta, momento=momento)
    ]  # fmt: skip


def asignados_a(proceso: str) -> list[Funcionario]:
    """Return the officials in force that act in a process, by name."""
    suyas = Asignacion.objects.filter(proceso=proceso).values("cuenta_id")
    filas = Cuenta.objects.filter(pk__in=suyas, rol__in=_de_procesos(), activa=True)
    return [
        Funcionario(
            id=c.pk, nombre=c.nombre, correo=c.correo, rol=roles()[c.rol_].etiqueta, asignado=True
        )
        for c in filas.order_by("nombre", "pk")
    ]


def _de_procesos() -> list[str]:
    """Return the roles of officials that act where they are assigned."""
    return [
        rol.value
        for rol, fila in roles().items()
        if fila.ambito is Ambito.ASIGNADOS and puerta_de(rol) is Puerta.OFICIAL
    ]


def buscar(filas: QuerySet[Cuenta], *, texto: str, etapa: str) -> QuerySet[Cuenta]:
    """Return those whose name or e-mail has the text, at that stage; "" asks for nothing."""
    if texto:
        filas = filas.filter(Q(nombre__icontains=texto) | Q(correo__icontains=texto))
    if etapa and etapa in ETAPAS:
        filas = filas.filter(etapa=etapa)
    return filas.order_by("autoridad", "nombre", "pk")


def oficios() -> QuerySet[Oficio]:
    """Return the oficios with how many accounts each asks for, the newest first."""
    return Oficio.objects.annotate(cuentas=Count("solicitudes")).order_by("-registrado_en", "-pk")


def oficio(numero: int) -> Oficio | None:
    """Return an oficio by its key, None if there is none."""
    return Oficio.objects.filter(pk=numero).first()


def declaracion(numero: UUID) -> Declaracion | None:
    """Return a Declaración by its key, with its account; None if there is none."""
    return Declaracion.objects.select_related("cuenta").filter(pk=numero).first()


def declaraciones_de(cuenta: Cuenta) -> QuerySet[Declaracion]:
    """Return what the account uploaded, the newest first, without the sealed bytes."""
    return cuenta.declaraciones.defer("sellada").order_by("-subida_en")
