"""The page of an elimination: what it takes, what was done, and the constancia (ET 13.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.cuentas.queries import nombres
from rubrica.eliminacion import forms, queries, rules, services
from rubrica.eliminacion.models import Eliminacion
from rubrica.eliminacion.rules import Estado
from rubrica.resultados import queries as resultados
from rubrica.resultados.views._comun import marco, quien

ACTUAL = "eliminacion:eliminacion"


@require_safe
@requiere("eliminacion.ver")
def eliminacion(request: HttpRequest, proceso: str) -> HttpResponse:
    """Where the elimination of a process stands."""
    return _pagina(request, proceso)


@require_POST
@requiere("eliminacion.ordenar")
def solicitar(request: HttpRequest, proceso: str) -> HttpResponse:
    """The first person asks for it (422 incomplete, 409 not yet)."""
    form = forms.SolicitarForm(request.POST, proceso=proceso)
    return _hacer(
        request, proceso, form, "solicitar_form",
        lambda: services.solicitar(
            proceso=proceso, acuerdo=form.cleaned_data["acuerdo"],
            sin_expedientes=form.cleaned_data["sin_expedientes"], quien=quien(request),
            momento=now(),
        ),
        hecho="Quedó solicitada. Faltan las actas de las personas custodias y una segunda persona.",
    )  # fmt: skip


@require_POST
@requiere("eliminacion.ordenar")
def atestiguar(request: HttpRequest, proceso: str) -> HttpResponse:
    """The acta of a custodian is on record (422 incomplete, 409 repeated)."""
    form = forms.AtestiguarForm(request.POST)
    return _hacer(
        request, proceso, form, "atestiguar_form",
        lambda: services.atestiguar(
            proceso=proceso, quien=quien(request), momento=now(), **form.cleaned_data
        ),
        hecho="El acta quedó registrada.",
    )  # fmt: skip


@require_POST
@requiere("eliminacion.ordenar")
def autorizar(request: HttpRequest, proceso: str) -> HttpResponse:
    """The second person authorises it (409 the same person, or actas are missing)."""
    return _hacer(
        request, proceso, None, "",
        lambda: services.autorizar(proceso=proceso, quien=quien(request), momento=now()),
        hecho="Quedó autorizada. Empieza sola al terminar su periodo de espera.",
    )  # fmt: skip


@require_POST
@requiere("eliminacion.ordenar")
def cancelar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Stop it before it begins (409 afterwards)."""
    return _hacer(
        request, proceso, None, "",
        lambda: services.cancelar(proceso=proceso, quien=quien(request), momento=now()),
        hecho="La eliminación quedó cancelada: no se destruyó nada.",
    )  # fmt: skip


@require_POST
@requiere("eliminacion.ordenar")
def certificar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Sign the constancia (409 before everything was destroyed)."""
    return _hacer(
        request, proceso, None, "",
        lambda: services.certificar(proceso=proceso, quien=quien(request), momento=now()),
        hecho="La constancia de eliminación quedó firmada.",
    )  # fmt: skip


@require_safe
@requiere("eliminacion.ver")
def documento(request: HttpRequest, proceso: str, que: str) -> HttpResponse:
    """The constancia as it was signed, or its signature (404 anything else)."""
    fila = queries.de_proceso(proceso)
    if fila is None or fila.estado != Estado.CONCLUIDA:
        raise Http404
    archivos = {"constancia.json": fila.documento, "constancia.jws": fila.jws}
    if que not in archivos:
        raise Http404
    return HttpResponse(
        archivos[que],
        content_type="application/json" if que.endswith("json") else "application/jose",
        headers={"Content-Disposition": f'attachment; filename="{proceso}-{que}"'},
    )


def _hacer(
    request: HttpRequest,
    proceso: str,
    form: Form | None,
    escrito: str,
    acto: Callable[[], object],
    *,
    hecho: str,
) -> HttpResponse:
    """Do the act and go back saying `hecho`; or show the page with what was typed and why not."""
    formas = {escrito: form} if form is not None else {}
    if form is not None and not form.is_valid():
        return _pagina(request, proceso, status=422, formas=formas)
    try:
        acto()
    except Rechazo as motivo:
        return _pagina(request, proceso, motivo=motivo, formas=formas)
    messages.success(request, hecho)
    return redirect(ACTUAL, proceso=proceso)


def _pagina(
    request: HttpRequest,
    proceso: str,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
    formas: dict[str, Form] | None = None,
) -> HttpResponse:
    fila = queries.de_proceso(proceso)
    contexto = marco(request, proceso, ACTUAL, motivo) | {
        "fila": fila,
        "ordena": puede(request.user, "eliminacion.ordenar", proceso),
        "espera_en_horas": int(rules.ENFRIAMIENTO.total_seconds() // 3600),
        "solicitar_form": forms.SolicitarForm(proceso=proceso),
        "atestiguar_form": forms.AtestiguarForm(),
        "se_puede_evitar": fila is None or fila.estado in rules.CANCELABLES,
        "con_expedientes": resultados.expedientes_acusados(proceso),
        "canceladas": queries.canceladas(proceso).count(),
        **(_fila(fila, request) if fila else {}),
        **(formas or {}),
    }
    estado = motivo.status if motivo else status
    return render(request, "eliminacion/eliminacion.html", contexto, status=estado)


def _fila(fila: Eliminacion, request: HttpRequest) -> dict[str, Any]:
    """Return what the page says of one: who, when, actas, steps done, and what may follow."""
    quienes = nombres([fila.solicitada_por, fila.autorizada_por])
    actas = list(fila.atestaciones.order_by("orden"))
    return {
        "estado": rules.PALABRAS[Estado(fila.estado)],
        "solicitada_por": quienes.get(fila.solicitada_por, "—"),
        "autorizada_por": quienes.get(fila.autorizada_por or 0, "—"),
        "actas": actas,
        "faltan_actas": rules.CUSTODIOS - len(actas),
        "puede_autorizar": fila.solicitada_por != quien(request),
        "se_cancela": fila.estado in rules.CANCELABLES,
        "pasos": queries.destruido(fila),
    }
