"""Which account a pair of correo and contraseña opens, and whether an open session still holds."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.utils.timezone import now

from rubrica.cuentas import rules
from rubrica.cuentas.models import Cuenta
from rubrica.servicios import Servicio

PUERTAS = {Servicio.PORTAL: rules.Puerta.PORTAL, Servicio.MESA: rules.Puerta.OFICIAL}


class Backend(ModelBackend):
    """Django's, with validity and door: asked on sign-in and again on every request."""

    def user_can_authenticate(self, user: object) -> bool:
        """Whether the account is active, not expired, and of the door that this service keeps."""
        return isinstance(user, Cuenta) and esta_abierta(user)


def esta_abierta(cuenta: Cuenta) -> bool:
    """Whether the account may sign in now, here: what it then may do, `permisos.puede` says."""
    puerta = PUERTAS.get(settings.SERVICIO)
    return puerta in {None, rules.puerta_de(cuenta.rol_)} and rules.esta_vigente(
        activa=cuenta.activa or cuenta.en_tramite,
        vigente_hasta=cuenta.vigente_hasta,
        momento=now(),
    )
