"""Officials' pages of a mechanism: list, registration, and the stages until it opens."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.procesos import forms, paginas, queries, services
from rubrica.procesos.paginas_comunes import (
    actos_de_pagina,
    cuenta_de,
    hacer,
    proceso_o_404,
)
from rubrica.procesos.rules import Estado

POR_HOJA = 50


@require_safe
@requiere("procesos.ver")
def lista(request: HttpRequest) -> HttpResponse:
    """The processes in which this account acts, the newest first."""
    cuenta = exigir(request.user, "procesos.ver")
    hoja = Paginator(queries.visibles(procesos_de(cuenta)), POR_HOJA).get_page(
        request.GET.get("pagina")
    )
    registra = puede(cuenta, "procesos.registrar")
    return render(request, "procesos/lista.html", {"hoja": hoja, "registra": registra})


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("procesos.registrar")
def nuevo(request: HttpRequest) -> HttpResponse:
    """Register a mechanism (422 incomplete, 409 repeated)."""
    cuenta = exigir(request.user, "procesos.registrar")
    form = forms.ProcesoForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "procesos/nuevo.html", {"form": form})
    if not form.is_valid():
        return render(request, "procesos/nuevo.html", {"form": form}, status=422)
    try:
        proceso = services.registrar(
            solicitud=form.to_solicitud(),
            autoridad=cuenta.autoridad,
            quien=cuenta.pk,
            momento=now(),
        )
    except Rechazo as motivo:
        contexto = {"form": form, "motivo": motivo}
        return render(request, "procesos/nuevo.html", contexto, status=motivo.status)
    messages.success(request, f"Se registró el proceso {proceso.pk}. Ahora solicite su alta.")
    return redirect("procesos:detalle", proceso=proceso.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requiere("procesos.registrar")
def editar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Correct a draft (422 incomplete, 409 once it was asked for)."""
    fila = proceso_o_404(proceso)
    if fila.estado != Estado.BORRADOR:
        motivo = rechazo("proceso-improcedente", estado=fila.estado, acto="corregir")
        return _detalle(request, proceso, motivo=motivo)
    form = forms.ProcesoForm(
        request.POST or None,
        request.FILES or None,
        initial=paginas.escrito(fila) | paginas.textos(fila.pk),
    )
    form.fields["id"].disabled = True
    contexto: dict[str, object] = {"form": form, "proceso": fila}
    if request.method != "POST":
        return render(request, "procesos/editar.html", contexto)
    if not form.is_valid():
        return render(request, "procesos/editar.html", contexto, status=422)
    try:
        services.corregir(
            proceso=proceso,
            solicitud=form.to_solicitud(),
            quien=cuenta_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        contexto["motivo"] = motivo
        return render(request, "procesos/editar.html", contexto, status=motivo.status)
    messages.success(request, "El borrador quedó corregido.")
    return redirect("procesos:detalle", proceso=proceso)


@require_POST
@requiere("procesos.aprobar")
def devolver(request: HttpRequest, proceso: str) -> HttpResponse:
    """Give the request back with its reason (422 without one, 409 when there is none)."""
    form = forms.DevolverForm(request.POST)
    if not form.is_valid():
        return _detalle(request, proceso, devolver_form=form, status=422)
    return hacer(
        request,
        lambda: services.devolver(
            proceso=proceso, quien=cuenta_de(request), momento=now(), **form.cleaned_data
        ),
        hecho="La solicitud se devolvió: vuelve a ser un borrador.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, devolver_form=form, motivo=motivo),
    )


@require_safe
@requiere("procesos.ver")
def detalle(request: HttpRequest, proceso: str) -> HttpResponse:
    """One process: its stages, its data, and what comes next."""
    return _detalle(request, proceso)


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("procesos.registrar")
def publicado(request: HttpRequest, proceso: str) -> HttpResponse:
    """Read the notices and the logo, and publish other versions of them (422 incomplete).

    Once the process is open, each change says why.
    """
    fila = proceso_o_404(proceso)
    form = forms.PublicadoForm(
        request.POST or None,
        request.FILES or None,
        initial=paginas.textos(proceso),
        con_motivo=fila.estado == Estado.ABIERTO,
    )
    if request.method == "POST" and form.is_valid():
        cambios = services.publicar(
            proceso=proceso,
            textos=form.textos(),
            logotipo=form.cleaned_data["logotipo"],
            motivo=form.cleaned_data.get("motivo", ""),
            quien=cuenta_de(request),
            momento=now(),
        )
        hecho = f"Se publicó otra versión de: {', '.join(cambios)}." if cambios else "Nada cambió."
        messages.success(request, hecho)
        return redirect("procesos:publicado", proceso=proceso)
    contexto = paginas.publicado(fila) | {"form": form}
    estado = 422 if request.method == "POST" else 200
    return render(request, "procesos/publicado.html", contexto, status=estado)


@require_POST
@requiere("procesos.registrar")
def solicitar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Ask the DERFE to enable it (422 late without a reason, 409 already asked)."""
    form = forms.SolicitarForm(request.POST)
    if not form.is_valid():
        return _detalle(request, proceso, form=form, status=422)
    return hacer(
        request,
        lambda: services.solicitar(
            proceso=proceso, quien=cuenta_de(request), momento=now(), **form.cleaned_data
        ),
        hecho="Se envió la solicitud a la DERFE.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, form=form, motivo=motivo),
    )


@require_POST
@requiere("procesos.aprobar")
def aprobar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Approve the request (409 when there is none)."""
    return hacer(
        request,
        lambda: services.aprobar(proceso=proceso, quien=cuenta_de(request), momento=now()),
        hecho="El proceso quedó aprobado y se envió la confirmación a la persona promovente.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, motivo=motivo),
    )


@require_POST
@requiere("procesos.aprobar")
def confirmar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Send the confirmation of ET 2.3 again (409 before the approval, 429 too often)."""
    return hacer(
        request,
        lambda: services.reenviar_confirmacion(
            proceso=proceso, quien=cuenta_de(request), momento=now()
        ),
        hecho="La confirmación va en camino otra vez.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, motivo=motivo),
    )


@require_POST
@requiere("procesos.abrir")
def abrir(request: HttpRequest, proceso: str) -> HttpResponse:
    """Open the capture (409 before the rehearsal)."""
    return hacer(
        request,
        lambda: services.abrir(proceso=proceso, quien=cuenta_de(request), momento=now()),
        hecho="La captación quedó abierta.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, motivo=motivo),
    )


def _detalle(
    request: HttpRequest,
    proceso: str,
    *,
    form: Form | None = None,
    devolver_form: Form | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    contexto = paginas.detalle(proceso_o_404(proceso)) | actos_de_pagina(request, proceso)
    if contexto["solicita"] or contexto["aprueba"]:
        contexto["representante"] = paginas.representante(contexto["proceso"])
    if devolver_form is not None:
        contexto["devolver_form"] = devolver_form
    contexto |= paginas.anticipacion(contexto["proceso"], now())
    contexto["motivo"] = motivo
    if form is not None:
        contexto["solicitar_form"] = form
    estado = motivo.status if motivo else status
    return render(request, "procesos/detalle.html", contexto, status=estado)
