"""Where the promovente agrees with the OPL on dates of review (ET 10.8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.audiencia import forms, palabras, queries, services
from rubrica.audiencia.models import Sesion
from rubrica.audiencia.rules import Estado, Parte
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import procesos_de, requiere

PROMOVENTE = Parte.PROMOVENTE


@require_safe
@never_cache
@requiere("audiencia.acordar")
def inicio(request: HttpRequest) -> HttpResponse:
    """The reviews of one's mechanisms, and what each waits for."""
    return _pagina(request)


def _pagina(
    request: HttpRequest,
    *,
    motivo: Rechazo | None = None,
    en: str = "",
    form: forms.FechaForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """en: the process or the session whose form is shown as it was typed."""
    assert request.user.is_authenticated
    suyos = sorted(procesos_de(request.user) or ())
    contexto = {
        "motivo": motivo,
        "procesos": [
            {"id": p, "form": form if en == p else forms.FechaForm(prefix=p),
             "sesiones": [_sesion(s, form if en == _clave(s) else None)
                          for s in queries.revisiones(p)]}
            for p in suyos
        ],
    }  # fmt: skip
    return render(request, "audiencia/portal.html", contexto, status=status)


def _clave(fila: Sesion) -> str:
    return f"{fila.proceso}-{fila.numero}"


def _sesion(fila: Sesion, form: forms.FechaForm | None) -> dict[str, Any]:
    ultima = queries.propuesta(fila)
    propuesta = fila.estado == Estado.PROPUESTA
    return {
        "fila": fila,
        "estado": palabras.ESTADOS[fila.estado_],
        "responde": propuesta,
        "acepta": propuesta and ultima is not None and ultima.parte != PROMOVENTE,
        "form": form or forms.FechaForm(prefix=_clave(fila)),
    }


@require_POST
@requiere("audiencia.acordar")
def proponer(request: HttpRequest, proceso: str) -> HttpResponse:
    """Propose a date to the OPL (422 out of business hours)."""
    form = forms.FechaForm(request.POST, prefix=proceso)
    return _hacer(
        request,
        lambda: services.proponer(
            proceso=proceso, parte=PROMOVENTE, quien=int(request.user.pk or 0), momento=now(),
            **form.cleaned_data,
        ),
        "La fecha quedó propuesta al OPL.", form=form, en=proceso,
    )  # fmt: skip


def _suya(proceso: str, numero: int) -> Sesion:
    for fila in queries.revisiones(proceso):
        if fila.numero == numero:
            return fila
    raise Http404


@require_POST
@requiere("audiencia.acordar")
def contraproponer(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Answer the OPL with another date (422 out of business hours)."""
    fila = _suya(proceso, numero)
    form = forms.FechaForm(request.POST, prefix=_clave(fila))
    return _hacer(
        request,
        lambda: services.contraproponer(
            sesion=fila.pk, parte=PROMOVENTE, quien=int(request.user.pk or 0), momento=now(),
            **form.cleaned_data,
        ),
        "La nueva fecha quedó propuesta al OPL.", form=form, en=_clave(fila),
    )  # fmt: skip


@require_POST
@requiere("audiencia.acordar")
def aceptar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Accept the date that the OPL proposes (409 one's own)."""
    fila = _suya(proceso, numero)
    return _hacer(
        request,
        lambda: services.aceptar(
            sesion=fila.pk, parte=PROMOVENTE, quien=int(request.user.pk or 0), momento=now()
        ),
        "La fecha quedó acordada.",
    )  # fmt: skip


def _hacer(
    request: HttpRequest,
    acto: Callable[[], object],
    hecho: str,
    *,
    form: forms.FechaForm | None = None,
    en: str = "",
) -> HttpResponse:
    if form is not None and not form.is_valid():
        return _pagina(request, en=en, form=form, status=422)
    try:
        acto()
    except Rechazo as motivo:
        return _pagina(request, motivo=motivo, en=en, form=form, status=motivo.status)
    messages.success(request, hecho)
    return redirect("audiencia_portal:inicio")
