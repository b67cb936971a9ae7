"""Acts on accounts. Their asientos name accounts by number: an e-mail is personal data."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.crypto import salted_hmac

from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.autenticacion import CORREO
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import rules
from rubrica.cuentas.models import Asignacion, Cuenta, Intento
from rubrica.cuentas.rules import Puerta, Rol


def entrar(
    *,
    correo: str,
    clave: str,
    origen: str,
    puerta: Puerta,
    momento: datetime,
    falta_codigo: bool = False,
) -> Cuenta:
    """Return the account that this pair opens at this door, and leave it in the bitácora.

    origen: address of whoever tries. falta_codigo: the second factor is still to come, so nobody
    is in yet. Raises Rechazo: `acceso-incorrecto`, the same whether the account exists or not, or
    `demasiados-intentos` before even looking at the password.
    """
    quienes = _quienes(correo, origen)
    if _cerrada(quienes, momento):
        raise rechazo("demasiados-intentos")
    cuenta = authenticate(username=correo, password=clave)
    if not isinstance(cuenta, Cuenta) or rules.puerta_de(cuenta.rol_) is not puerta:
        Intento.objects.bulk_create(Intento(quien=q, momento=momento) for q in quienes.values())
        raise rechazo("acceso-incorrecto")
    if falta_codigo:
        _olvidar(quienes["cuenta"], momento)
    else:
        dejar_pasar(cuenta=cuenta, momento=momento)
    return cuenta


@transaction.atomic
def dejar_pasar(*, cuenta: Cuenta, momento: datetime) -> None:
    """The account is in; its failures are forgotten."""
    for clase in ("cuenta", "codigo"):
        _olvidar(_quien(clase, cuenta.correo), momento)
    asentar(
        momento=momento,
        actor=actor_de_cuenta(cuenta.pk),
        acto="entrar",
        objeto=actor_de_cuenta(cuenta.pk),
        datos={"rol": cuenta.rol},
    )


def esperar_al_origen(*, clase: str, origen: str, momento: datetime) -> None:
    """Raise Rechazo `demasiados-intentos` if that address did too much of that class lately."""
    if _cerrada({clase: _quien(clase, origen)}, momento):
        raise rechazo("demasiados-intentos")


def anotar_del_origen(*, clase: str, origen: str, momento: datetime) -> None:
    """One more of that class from that address."""
    Intento.objects.create(quien=_quien(clase, origen), momento=momento)


def esperar_si_fallo_mucho(*, cuenta: Cuenta, origen: str, momento: datetime) -> None:
    """Raise Rechazo `demasiados-intentos` if account or address wrote too many wrong codes."""
    if _cerrada(_quienes_del_codigo(cuenta, origen), momento):
        raise rechazo("demasiados-intentos")


def anotar_codigo_fallido(*, cuenta: Cuenta, origen: str, momento: datetime) -> None:
    """One more wrong code of that account, from that address."""
    quienes = _quienes_del_codigo(cuenta, origen).values()
    Intento.objects.bulk_create(Intento(quien=q, momento=momento) for q in quienes)


def _olvidar(quien: bytes, momento: datetime) -> None:
    """Those failures are forgotten, and with them all that no longer count."""
    Intento.objects.filter(quien=quien).delete()
    Intento.objects.filter(momento__lte=momento - rules.VENTANA).delete()


def _cerrada(quienes: dict[str, bytes], momento: datetime) -> bool:
    """Whether account or address failed too often in the last minutes."""
    recientes = Intento.objects.filter(momento__gt=momento - rules.VENTANA)
    return any(
        recientes.filter(quien=quien).count() >= rules.MAX_INTENTOS[clase]
        for clase, quien in quienes.items()
    )


def _quienes(correo: str, origen: str) -> dict[str, bytes]:
    return {"cuenta": _quien("cuenta", correo), "origen": _quien("origen", origen)}


def _quienes_del_codigo(cuenta: Cuenta, origen: str) -> dict[str, bytes]:
    return {"codigo": _quien("codigo", cuenta.correo), "origen": _quien("origen", origen)}


def _quien(clase: str, texto: str) -> bytes:
    """Return the keyed hash of an account or an address: the table shows neither."""
    limpio = texto.strip().lower()
    return salted_hmac(f"rubrica.cuentas.{clase}", limpio, algorithm="sha256").digest()


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
