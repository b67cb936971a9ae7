"""`puede` answers, `exigir` refuses, `requiere` guards a view: the three ask permisos.toml."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now

from rubrica.cuentas.acceso import abiertas
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Ambito, Puerta, conocida, permite, puerta_de, roles

P = ParamSpec("P")
Vista = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def puede(cuenta: Cuenta | AnonymousUser, accion: str, proceso: str | None = None) -> bool:
    """Whether the account may do the action, in that process when one is named.

    Without `proceso` it answers for the role alone: enough for a list, never for an object. Who
    still owes the Declaración may do nothing (ET 9.3).
    """
    if not isinstance(cuenta, Cuenta) or not permite(cuenta.rol_, accion) or cuenta.en_tramite:
        return False
    return proceso is None or alcanza(cuenta, proceso)


def alcanza(cuenta: Cuenta, proceso: str) -> bool:
    """Whether the process is one in which the account acts."""
    if roles()[cuenta.rol_].ambito is Ambito.TODOS:
        return True
    return abiertas(cuenta, now()).filter(proceso=proceso).exists()


def procesos_de(cuenta: Cuenta) -> frozenset[str] | None:
    """Return the Ids of the processes in which the account acts; None means all of them."""
    if roles()[cuenta.rol_].ambito is Ambito.TODOS:
        return None
    return frozenset(abiertas(cuenta, now()).values_list("proceso", flat=True))


def exigir(cuenta: Cuenta | AnonymousUser, accion: str, proceso: str | None = None) -> Cuenta:
    """Return the account, which may do that; raise PermissionDenied (403) otherwise."""
    if not isinstance(cuenta, Cuenta) or not puede(cuenta, accion, proceso):
        raise PermissionDenied(f"Su cuenta no puede: {conocida(accion)}.")
    return cuenta


def requiere(
    accion: str, *, proceso_de: Callable[..., str] | None = None, oculta: bool = False
) -> Callable[[Vista[P]], Vista[P]]:
    """Guard a view: sign-in when nobody is in, 403 when the action or its process is not theirs.

        The process is the view's `proceso` argument when it has one, or what `proceso_de(**kwargs)`
    returns. A view that learns the process later calls `exigir` itself. oculta: a foreign process
    is 404, as one that does not exist: who has no part in it does not learn that it is there.
    Raises AccionDesconocida while the module loads, so that a misspelt action never ships. The
    guarded view says in its `accion` what it asks for.
    """
    conocida(accion)

    def guardar(vista: Vista[P]) -> Vista[P]:
        @wraps(vista)
        def guardada(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if request.user.en_tramite:
                return redirect("cuentas_oficial:declaracion")
            cuenta, proceso = exigir(request.user, accion), _proceso(proceso_de, kwargs)
            if oculta and not puede(cuenta, accion, proceso):
                raise Http404
            exigir(cuenta, accion, proceso)
            return vista(request, *args, **kwargs)

        guardada.accion = accion  # type: ignore[attr-defined]
        return cast("Vista[P]", guardada)

    return guardar


def propia(vista: Vista[P]) -> Vista[P]:
    """Guard a page of one's own account: any official signed in, with or without Declaración."""

    @wraps(vista)
    def guardada(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if puerta_de(request.user.rol_) is not Puerta.OFICIAL:
            raise PermissionDenied("Esta página es de las cuentas institucionales.")
        return vista(request, *args, **kwargs)

    return cast("Vista[P]", guardada)


def _proceso(proceso_de: Callable[..., str] | None, kwargs: dict[str, Any]) -> str | None:
    return proceso_de(**kwargs) if proceso_de else kwargs.get("proceso")
