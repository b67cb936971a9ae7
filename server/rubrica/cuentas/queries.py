"""What other contexts' pages say of people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.cuentas.rules import Puerta, Rol, esta_vigente, permite, puerta_de

INICIO = {Puerta.PORTAL: "/", Puerta.OFICIAL: "/procesos/"}


def nombres(cuentas: Iterable[int | None]) -> dict[int, str]:
    """Return number → name of those accounts that this service may see."""
    numeros = {c for c in cuentas if c is not None}
    return dict(Cuenta.objects.filter(pk__in=numeros).values_list("pk", "nombre"))


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
