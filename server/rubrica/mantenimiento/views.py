"""Officials' pages of the maintenance, and what a phone asks of it (ET 6.3)."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.mantenimiento import forms, queries, services

POR_HOJA = 50


@require_safe
def anuncios(request: HttpRequest) -> HttpResponse:
    """Tell anybody what stops, from when and until when: what the app shows before it happens."""
    ventanas = [
        {
            "inicio": v.inicio.isoformat(),
            "fin": v.fin.isoformat(),
            "detiene": sorted(v.partes),
            "mensaje": v.mensaje,
        }
        for v in queries.por_venir(now())
    ]
    respuesta = JsonResponse({"anuncios": ventanas}, json_dumps_params={"ensure_ascii": False})
    respuesta["Cache-Control"] = "max-age=60"
    return respuesta


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("mantenimiento.anunciar")
def lista(request: HttpRequest) -> HttpResponse:
    """Every maintenance, and the form of the next (422 incomplete, late or past)."""
    form = forms.AnuncioForm(request.POST or None)
    if request.method != "POST":
        return _lista(request, form)
    if not form.is_valid():
        return _lista(request, form, status=422)
    quien = _quien(request)
    try:
        services.anunciar(anuncio=form.to_anuncio(), quien=quien, momento=now())
    except Rechazo as motivo:
        return _lista(request, form, motivo=motivo)
    messages.success(request, "El mantenimiento quedó anunciado y los correos están en camino.")
    return redirect("mantenimiento:lista")


@require_POST
@requiere("mantenimiento.anunciar")
def prorrogar(request: HttpRequest, numero: int) -> HttpResponse:
    """Change the end of one (409 over, 422 past)."""
    form = forms.ProrrogaForm(request.POST)
    if not form.is_valid():
        return _lista(request, forms.AnuncioForm(), prorroga=form, status=422)
    fin = form.cleaned_data["fin"]
    return _hacer(
        request,
        lambda quien: services.prorrogar(numero=numero, fin=fin, quien=quien, momento=now()),
        "La nueva conclusión quedó anunciada.",
    )


@require_POST
@requiere("mantenimiento.anunciar")
def terminar(request: HttpRequest, numero: int) -> HttpResponse:
    """End one now, or cancel it before it begins (409 over)."""
    return _hacer(
        request,
        lambda quien: services.terminar(numero=numero, quien=quien, momento=now()),
        "El mantenimiento terminó y se avisó a quienes lo esperaban.",
    )


def _hacer(request: HttpRequest, acto: Callable[[int], object], hecho: str) -> HttpResponse:
    try:
        acto(_quien(request))
    except Rechazo as motivo:
        return _lista(request, forms.AnuncioForm(), motivo=motivo)
    messages.success(request, hecho)
    return redirect("mantenimiento:lista")


def _quien(request: HttpRequest) -> int:
    return exigir(request.user, "mantenimiento.anunciar").pk


def _lista(
    request: HttpRequest,
    form: forms.AnuncioForm,
    *,
    motivo: Rechazo | None = None,
    prorroga: forms.ProrrogaForm | None = None,
    status: int = 200,
) -> HttpResponse:
    hoja = Paginator(queries.todos(), POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {
        "form": form,
        "prorroga": prorroga or forms.ProrrogaForm(),
        "motivo": motivo,
        "hoja": hoja,
        "ahora": now(),
    }
    return render(
        request, "mantenimiento/lista.html", contexto, status=motivo.status if motivo else status
    )
