"""What somebody did too often in the last minutes, counted over all processes of a service.

The table has keyed hashes: neither accounts nor addresses can be read in it. Each is named by its
class, `cuenta="olga@…", origen="10.0.0.1"`; rules.MAX_INTENTOS says how many of each.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.crypto import salted_hmac

from rubrica.core.rechazos import rechazo
from rubrica.cuentas import rules
from rubrica.cuentas.models import Intento


def esperar(*, momento: datetime, **quienes: str) -> None:
    """Raise Rechazo `demasiados-intentos` if any of them did too much lately."""
    recientes = Intento.objects.filter(momento__gt=momento - rules.VENTANA)
    for clase, quien in quienes.items():
        cuantos = recientes.filter(quien=_huella(clase, quien)).count()
        if cuantos >= rules.MAX_INTENTOS[clase]:
            raise rechazo("demasiados-intentos")


def anotar(*, momento: datetime, **quienes: str) -> None:
    """One more of each of them."""
    Intento.objects.bulk_create(
        Intento(quien=_huella(clase, quien), momento=momento) for clase, quien in quienes.items()
    )


def olvidar(*, momento: datetime, **quienes: str) -> None:
    """Theirs are forgotten, and with them all that no longer count."""
    Intento.objects.filter(quien__in=[_huella(*par) for par in quienes.items()]).delete()
    Intento.objects.filter(momento__lte=momento - rules.VENTANA).delete()


def _huella(clase: str, quien: str) -> bytes:
    limpio = quien.strip().lower()
    return salted_hmac(f"rubrica.cuentas.{clase}", limpio, algorithm="sha256").digest()
