"""Which account a pair of correo and contraseña opens, and whether an open session still holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import now

from rubrica.cuentas import rules
from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.servicios import Servicio

ANUNCIO = timedelta(days=8)  # seven whole days before the last one (ET 13.8)
PUERTAS = {Servicio.PORTAL: rules.Puerta.PORTAL, Servicio.MESA: rules.Puerta.OFICIAL}


def puerta_de(request: HttpRequest) -> rules.Puerta:
    """Return the door at which somebody stands: of a process that keeps both, as its address."""
    oficial = request.path.startswith("/oficial/")
    return PUERTAS.get(settings.SERVICIO) or (
        rules.Puerta.OFICIAL if oficial else rules.Puerta.PORTAL
    )


class Backend(ModelBackend):
    """Django's, with validity and door: asked on sign-in and again on every request.

    Not allauth's: that one lets its flow go on with whom `user_can_authenticate` turned away.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credenciales: Any,
    ) -> Cuenta | None:
        """Return the account that this e-mail and password open at this door, None if none."""
        correo = username or credenciales.get("email")
        cuenta = super().authenticate(request, username=correo, password=password)
        if not isinstance(cuenta, Cuenta) or request is None:
            return None
        return cuenta if rules.puerta_de(cuenta.rol_) is puerta_de(request) else None

    def user_can_authenticate(self, user: object) -> bool:
        """Whether the account is active, not expired, and of the door that this service keeps."""
        return isinstance(user, Cuenta) and esta_abierta(user)


def abiertas(cuenta: Cuenta, momento: datetime) -> QuerySet[Asignacion]:
    """Return the assignments of an account that are not closed (ET 13.8)."""
    return cuenta.asignaciones.filter(Q(cierra_en=None) | Q(cierra_en__gt=momento))


def por_cerrar(cuenta: Cuenta, momento: datetime) -> list[tuple[str, datetime]]:
    """Return the processes that close to the account within a week: Id, last second (ET 13.8)."""
    filas = abiertas(cuenta, momento).filter(cierra_en__lte=momento + ANUNCIO).order_by("cierra_en")
    pares = filas.values_list("proceso", "cierra_en")
    return [(proceso, cierra - timedelta(seconds=1)) for proceso, cierra in pares if cierra]


def todo_cerrado(cuenta: Cuenta, momento: datetime) -> bool:
    """Whether the account had processes and every one of them has closed to it (ET 13.8)."""
    return cuenta.asignaciones.exists() and not abiertas(cuenta, momento).exists()


def esta_abierta(cuenta: Cuenta) -> bool:
    """Whether the account may sign in now, here: what it then may do, `permisos.puede` says.

    A promovente's ends with the last of its processes, open sessions included (ET 13.8).
    """
    if cuenta.rol_ is rules.Rol.PROMOVENTE and todo_cerrado(cuenta, now()):
        return False
    puerta = PUERTAS.get(settings.SERVICIO)
    return puerta in {None, rules.puerta_de(cuenta.rol_)} and rules.esta_vigente(
        activa=cuenta.activa or cuenta.en_tramite,
        vigente_hasta=cuenta.vigente_hasta,
        momento=now(),
    )
