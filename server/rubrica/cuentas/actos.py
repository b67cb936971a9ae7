"""What every act on an institutional account shares: its stage moves, and an asiento says so."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from rubrica.bitacora import services as bitacora
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.core.asiento import Dato
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import vida
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.vida import Acto, Etapa


def bajo_candado(cuenta: Cuenta) -> Cuenta:
    """Return the account as it stands, locked until the commit: two people may act at once."""
    return Cuenta.objects.select_for_update().get(pk=cuenta.pk)


def mover(cuenta: Cuenta, acto: Acto, **cambios: object) -> None:
    """Write the stage in which the act leaves the account, and what changes with it.

    Raises Rechazo `cuenta-improcedente`.
    """
    try:
        etapa = vida.aplicar(acto, cuenta.etapa_)
    except vida.ActoImprocedente:
        raise rechazo("cuenta-improcedente") from None
    cambios |= {"etapa": etapa.value}
    if etapa is not Etapa.FUNDADA:
        cambios["activa"] = etapa is Etapa.ACTIVA
    for campo, valor in cambios.items():
        setattr(cuenta, campo, valor)
    cuenta.save(update_fields=list(cambios))


def anotar(cuenta: Cuenta, acto: str, quien: int, momento: datetime, **datos: Dato) -> None:
    """Leave the act in the bitácora. Accounts go by number and no free text goes (ET 14.1)."""
    objeto = actor_de_cuenta(cuenta.pk)
    bitacora.anotar(acto, objeto, quien=quien, momento=momento, proceso="", **datos)


def exigir_otra_persona(cuenta: Cuenta, quien: int) -> None:
    """Raise Rechazo `cuenta-propia` for who would act on their own account."""
    if cuenta.pk == quien:
        raise rechazo("cuenta-propia")


def direccion(vista: str, *args: object) -> str:
    """Return the whole address of a page of the officials' door, as an e-mail needs it."""
    return f"{settings.URL_PUBLICA}{reverse(f'cuentas_oficial:{vista}', args=args)}"
