"""What other contexts' pages say of people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.cuentas.rules import Rol, esta_vigente


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
