"""Who gave the right password and not yet the code: a note in the session, which opens nothing."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from rubrica.cuentas import acceso, rules
from rubrica.cuentas.models import Cuenta

NOTA = "a_medias"


def anotar(request: HttpRequest, cuenta: Cuenta, *, siguiente: str, momento: datetime) -> None:
    """Whoever is at this browser has given the password of the account, and nothing else yet."""
    request.session.flush()  # nothing of who sat here before, and a new key
    request.session[NOTA] = {
        "cuenta": cuenta.pk,
        "huella": cuenta.get_session_auth_hash(),
        "hasta": (momento + rules.A_MEDIAS).timestamp(),
        "siguiente": siguiente,
    }


def cuenta_de(request: HttpRequest, momento: datetime) -> Cuenta | None:
    """Return the account; None if too long ago, revoked, or its password is no longer that."""
    nota = request.session.get(NOTA)
    if not nota or momento.timestamp() >= nota["hasta"]:
        return None
    cuenta = Cuenta.objects.filter(pk=nota["cuenta"]).first()
    if cuenta is None or not acceso.esta_abierta(cuenta):
        return None
    misma = constant_time_compare(nota["huella"], cuenta.get_session_auth_hash())
    return cuenta if misma else None


def propuesta(request: HttpRequest) -> str:
    """Return the sealed secret proposed to this browser, "" if none was."""
    return str(request.session[NOTA].get("propuesta", ""))


def proponer(request: HttpRequest, sellado: str) -> None:
    """Remember the proposal, so that going back or a wrong code shows the same QR."""
    request.session[NOTA] = {**request.session[NOTA], "propuesta": sellado}


def terminar(request: HttpRequest) -> str:
    """Forget the note; return the page that was asked for, "" if none."""
    return str(request.session.pop(NOTA)["siguiente"])
