"""Acts on accounts. Their asientos name accounts by number: an e-mail is personal data."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rubrica.bitacora.services import asentar
from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.cuentas.rules import Rol


@transaction.atomic
def crear_cuenta(
    *,
    correo: str,
    nombre: str,
    rol: Rol,
    actor: str,
    momento: datetime,
    autoridad: str = "",
    clave: str | None = None,
    vigente_hasta: datetime | None = None,
) -> Cuenta:
    """Make an account of that role (ET 2.1, 9.2); raise IntegrityError if the e-mail has one."""
    cuenta = Cuenta.objects.create_user(
        correo,
        clave,
        nombre=nombre,
        rol=rol,
        autoridad=autoridad,
        vigente_hasta=vigente_hasta,
    )
    asentar(
        momento=momento,
        actor=actor,
        acto="crear_cuenta",
        objeto=f"cuenta:{cuenta.pk}",
        datos={"rol": str(rol), "autoridad": autoridad},
    )
    return cuenta


@transaction.atomic
def asignar(*, cuenta: Cuenta, proceso: str, actor: str, momento: datetime) -> Asignacion:
    """The account acts in that process; twice is once."""
    asignacion, nueva = Asignacion.objects.get_or_create(cuenta=cuenta, proceso=proceso)
    if nueva:
        asentar(
            momento=momento,
            actor=actor,
            acto="asignar_cuenta",
            objeto=f"cuenta:{cuenta.pk}",
            datos={"rol": cuenta.rol},
            proceso=proceso,
        )
    return asignacion


@transaction.atomic
def revocar(*, cuenta: Cuenta, actor: str, momento: datetime) -> None:
    """The account opens nothing from now on, its open sessions included (ET 9)."""
    cuenta = Cuenta.objects.select_for_update().get(pk=cuenta.pk)
    cuenta.activa = False
    cuenta.save(update_fields=["activa"])
    asentar(
        momento=momento,
        actor=actor,
        acto="revocar_cuenta",
        objeto=f"cuenta:{cuenta.pk}",
        datos={"rol": cuenta.rol},
    )
