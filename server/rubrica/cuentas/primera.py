"""The first account of an installation: of the DERFE, which makes all the others (ET 9.1)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import credencial, vida
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol

AUTORIDAD = "INE"
ACTOR = "instalacion"  # nobody has an account yet
_CERROJO = "cuentas/primera"


@transaction.atomic
def crear(*, correo: str, nombre: str, momento: datetime) -> str:
    """Make the first account of the DERFE and return its link, which also goes to its mailbox.

    Only where the DERFE has none, of whatever stage: the next ones are asked for by oficio. Raises
    Rechazo `derfe-con-cuenta`, `dominio-ajeno`, `correo-de-otra-cuenta`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_CERROJO])
    if Cuenta.objects.filter(rol=Rol.DERFE).exists():
        raise rechazo("derfe-con-cuenta")
    if not vida.es_institucional(correo, settings.DOMINIOS_INSTITUCIONALES):
        raise rechazo("dominio-ajeno")
    if Cuenta.objects.filter(correo=correo.strip().lower()).exists():
        raise rechazo("correo-de-otra-cuenta")
    cuenta = Cuenta.objects.create_user(correo, nombre=nombre, rol=Rol.DERFE, autoridad=AUTORIDAD)
    asentar(
        momento=momento,
        actor=ACTOR,
        acto="crear_cuenta",
        objeto=actor_de_cuenta(cuenta.pk),
        datos={"rol": str(Rol.DERFE), "autoridad": AUTORIDAD},
    )
    return credencial.emitir(cuenta=cuenta, momento=momento)
