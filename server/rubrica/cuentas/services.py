"""Acts on accounts. Their asientos name accounts by number: an e-mail is personal data."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.autenticacion import CORREO
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos, intentos
from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.cuentas.rules import Rol


@transaction.atomic
def dejar_pasar(*, cuenta: Cuenta, momento: datetime) -> None:
    """The account is in; its failures are forgotten."""
    intentos.olvidar(momento=momento, cuenta=cuenta.correo, codigo=cuenta.correo)
    actos.anotar(cuenta, "entrar", cuenta.pk, momento, rol=cuenta.rol)


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
    autenticacion: str = CORREO,
) -> Cuenta:
    """Make an account of that role (ET 2.1, 9.2); raise IntegrityError if the e-mail has one."""
    cuenta = Cuenta.objects.create_user(
        correo,
        clave,
        nombre=nombre,
        rol=rol,
        autoridad=autoridad,
        vigente_hasta=vigente_hasta,
        autenticacion=autenticacion,
    )
    asentar(
        momento=momento,
        actor=actor,
        acto="crear_cuenta",
        objeto=actor_de_cuenta(cuenta.pk),
        datos={"rol": str(rol), "autoridad": autoridad},
    )
    return cuenta


@transaction.atomic
def cuenta_de_promovente(
    *, correo: str, nombre: str, autenticacion: str, actor: str, momento: datetime
) -> Cuenta:
    """Return the promovente's account of that e-mail, made now if there was none (ET 1.2).

    An account is entered in one way, whatever it promotes: no process opens by a weaker one than
    it was registered with. Raises Rechazo `correo-de-otra-cuenta` when it is an official's, and
    `autenticacion-de-otro-proceso` when it already acts in a process and enters in another way.
    """
    cuenta = Cuenta.objects.filter(correo=correo.strip().lower()).first()
    if cuenta is None:
        return crear_cuenta(
            correo=correo, nombre=nombre, rol=Rol.PROMOVENTE, actor=actor, momento=momento,
            autenticacion=autenticacion,
        )  # fmt: skip
    if cuenta.rol_ is not Rol.PROMOVENTE:
        raise rechazo("correo-de-otra-cuenta")
    if cuenta.autenticacion != autenticacion:
        if cuenta.asignaciones.exists():
            raise rechazo("autenticacion-de-otro-proceso")
        cuenta.autenticacion = autenticacion
        cuenta.save(update_fields=["autenticacion"])
    return cuenta


@transaction.atomic
def asignar(*, cuenta: int, proceso: str, actor: str, momento: datetime) -> None:
    """The account of that number acts in the process; twice is once."""
    _, nueva = Asignacion.objects.get_or_create(cuenta_id=cuenta, proceso=proceso)
    if nueva:
        asentar(
            momento=momento,
            actor=actor,
            acto="asignar_cuenta",
            objeto=actor_de_cuenta(cuenta),
            datos={},
            proceso=proceso,
        )


@transaction.atomic
def retirar(*, cuenta: int, proceso: str, actor: str, momento: datetime) -> None:
    """The account of that number acts no more in the process, from its next request on."""
    quitadas, _ = Asignacion.objects.filter(cuenta_id=cuenta, proceso=proceso).delete()
    if quitadas:
        asentar(
            momento=momento,
            actor=actor,
            acto="retirar_cuenta",
            objeto=actor_de_cuenta(cuenta),
            datos={},
            proceso=proceso,
        )


@transaction.atomic
def cerrar_acceso(
    *, proceso: str, desde: datetime, actor: str, momento: datetime
) -> dict[int, datetime]:
    """The promoventes of a process enter it no more from that instant on (ET 13.8).

    Return number of account → when it closes. One that had its date keeps it.
    """
    filas = Asignacion.objects.filter(proceso=proceso, cuenta__rol=Rol.PROMOVENTE.value)
    for cuenta in filas.filter(cierra_en=None).values_list("cuenta_id", flat=True):
        asentar(
            momento=momento,
            actor=actor,
            acto="cerrar_acceso",
            objeto=actor_de_cuenta(cuenta),
            datos={"desde": desde.isoformat()},
            proceso=proceso,
        )
    filas.filter(cierra_en=None).update(cierra_en=desde)
    return {c: cuando for c, cuando in filas.values_list("cuenta_id", "cierra_en") if cuando}
