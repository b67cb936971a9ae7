"""What an oficio does: asks for accounts, renews them. And what takes one away (ET 9.1, 9.2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from rubrica.avisos.services import enviar
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.bitacora.services import asentar
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos, credencial, vida
from rubrica.cuentas.models import Cuenta, Oficio, Revocacion, Solicitud
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.vida import Acto, Etapa


@dataclass(frozen=True, kw_only=True)
class DatosDeOficio:
    """The paper: whose, its number and date, and those with which the UTVOPL sent it on."""

    autoridad: str
    numero: str
    oficio_el: date
    utvopl_numero: str
    utvopl_el: date


@dataclass(frozen=True, kw_only=True)
class Encargo:
    """What an oficio asks for one official. vigente_hasta: with its time zone."""

    cargo: str
    telefono: str
    rol: Rol
    vigente_hasta: datetime


@dataclass(frozen=True, kw_only=True)
class Funcionario:
    """Who is asked for: full name and institutional mailbox."""

    nombre: str
    correo: str


@transaction.atomic
def registrar_oficio(*, datos: DatosDeOficio, quien: int, momento: datetime) -> Oficio:
    """Keep an oficio that came through the UTVOPL; raise Rechazo `oficio-repetido`."""
    try:
        with transaction.atomic():
            oficio = Oficio.objects.create(
                **asdict(datos), registrado_en=momento, registrado_por=quien
            )
    except IntegrityError:
        raise rechazo("oficio-repetido") from None
    asentar(
        momento=momento,
        actor=actor_de_cuenta(quien),
        acto="registrar_oficio",
        objeto=f"oficio:{oficio.pk}",
        datos={"autoridad": oficio.autoridad},
    )
    return oficio


@transaction.atomic
def solicitar(
    *, oficio: Oficio, funcionario: Funcionario, encargo: Encargo, quien: int, momento: datetime
) -> Cuenta:
    """Make the account that the oficio asks for, still closed, and send its link (ET 9.2, 9.3).

    Raises Rechazo `dominio-ajeno`, `cuenta-repetida`, `correo-de-otra-cuenta` or
    `funcionario-con-cuenta`.
    """
    if not vida.es_institucional(funcionario.correo, settings.DOMINIOS_INSTITUCIONALES):
        raise rechazo("dominio-ajeno")
    ya = Cuenta.objects.filter(correo=funcionario.correo.strip().lower()).first()
    if ya is not None:
        ajena = ya.rol_ is Rol.PROMOVENTE
        raise rechazo("correo-de-promovente" if ajena else "cuenta-repetida")
    cuenta = _crear(oficio, funcionario, encargo)
    _aplicar(oficio, cuenta, encargo, quien, momento)
    credencial.emitir(cuenta=cuenta, momento=momento)
    actos.anotar(
        cuenta, Acto.SOLICITAR, quien, momento, oficio=oficio.pk, rol=encargo.rol.value,
        autoridad=oficio.autoridad,
    )  # fmt: skip
    return cuenta


@transaction.atomic
def renovar(
    *, cuenta: Cuenta, oficio: Oficio, encargo: Encargo, quien: int, momento: datetime
) -> Cuenta:
    """Give the account the role and the validity of another oficio (ET 9.2).

    A revoked account begins again: another link, another Declaración. Raises Rechazo
    `oficio-de-otra-autoridad`, `oficio-ya-aplicado`, `cuenta-improcedente`, `cuenta-propia` or
    `funcionario-con-cuenta`.
    """
    actos.exigir_otra_persona(cuenta, quien)
    if oficio.autoridad != cuenta.autoridad:
        raise rechazo("oficio-de-otra-autoridad")
    cuenta = actos.bajo_candado(cuenta)
    antes = cuenta.etapa_
    _aplicar(oficio, cuenta, encargo, quien, momento)
    try:
        with transaction.atomic():
            actos.mover(
                cuenta, Acto.RENOVAR, vigente_hasta=encargo.vigente_hasta, rol=encargo.rol.value
            )
    except IntegrityError:
        raise rechazo("funcionario-con-cuenta") from None
    if antes is Etapa.REVOCADA:
        credencial.emitir(cuenta=cuenta, momento=momento)
    elif cuenta.activa:
        avisar_activa(cuenta, "renovada", momento)
    actos.anotar(cuenta, Acto.RENOVAR, quien, momento, oficio=oficio.pk, rol=encargo.rol.value)
    return cuenta


@transaction.atomic
def revocar(*, cuenta: Cuenta, motivo: str, quien: int, momento: datetime) -> Cuenta:
    """The account opens nothing from now on; its sessions and its link end (ET 9.2, 9.4).

    Raises Rechazo `cuenta-improcedente` or `cuenta-propia`.
    """
    actos.exigir_otra_persona(cuenta, quien)
    cuenta = actos.bajo_candado(cuenta)
    actos.mover(cuenta, Acto.REVOCAR)
    Revocacion.objects.create(cuenta=cuenta, motivo=motivo, revocada_en=momento, revocada_por=quien)
    cuenta.sesiones_oficiales.all().delete()
    credencial.anular(cuenta=cuenta, momento=momento)
    enviar(
        plantilla="cuenta_revocada",
        para=cuenta.correo,
        datos={"nombre": cuenta.nombre, "momento": momento.isoformat()},
        proceso="",
        momento=momento,
    )
    actos.anotar(cuenta, Acto.REVOCAR, quien, momento, rol=cuenta.rol)
    return cuenta


def avisar_activa(cuenta: Cuenta, cambio: str, momento: datetime) -> None:
    """Tell the official that the account opens, what for and until when (ET 9.3)."""
    hasta = cuenta.vigente_hasta
    enviar(
        plantilla="cuenta_activa",
        para=cuenta.correo,
        datos={
            "nombre": cuenta.nombre,
            "cambio": cambio,
            "rol": cuenta.papel,
            "vigente_hasta": hasta.isoformat() if hasta else "",
            "portal": actos.direccion("entrar"),
        },
        proceso="",
        momento=momento,
    )


def _crear(oficio: Oficio, funcionario: Funcionario, encargo: Encargo) -> Cuenta:
    try:
        with transaction.atomic():
            return Cuenta.objects.create_user(
                funcionario.correo,
                nombre=funcionario.nombre,
                rol=encargo.rol.value,
                autoridad=oficio.autoridad,
                vigente_hasta=encargo.vigente_hasta,
                etapa=Etapa.POR_ENTRAR.value,
                activa=False,
            )
    except IntegrityError:
        raise rechazo("funcionario-con-cuenta") from None


def _aplicar(
    oficio: Oficio, cuenta: Cuenta, encargo: Encargo, quien: int, momento: datetime
) -> None:
    """Keep what the oficio says of this account."""
    if Solicitud.objects.filter(oficio=oficio, cuenta=cuenta).exists():
        raise rechazo("oficio-ya-aplicado")
    Solicitud.objects.create(
        oficio=oficio, cuenta=cuenta, registrada_en=momento, registrada_por=quien, **asdict(encargo)
    )
