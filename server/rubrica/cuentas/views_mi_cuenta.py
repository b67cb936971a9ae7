"""What officials see to by themselves: their Declaración and their open sessions (ET 9.3, 9.4)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas import declaraciones, queries, sesiones, vida
from rubrica.cuentas.forms_institucionales import DeclaracionForm
from rubrica.cuentas.models import Cuenta, Revision
from rubrica.cuentas.permisos import propia
from rubrica.documentos.descarga import como_adjunto


@require_safe
@never_cache
@propia
def mi_cuenta(request: HttpRequest) -> HttpResponse:
    """What the account is for, until when, and where it is open."""
    return _mi_cuenta(request)


@require_POST
@propia
def cerrar_sesion(request: HttpRequest, sesion: UUID) -> HttpResponse:
    """Close one of one's own sessions (404 when it is no longer open, or another person's)."""
    cuenta = _cuenta(request)
    try:
        sesiones.cerrar(cuenta=cuenta, numero=sesion, quien=cuenta.pk, momento=now())
    except Rechazo as motivo:
        return _mi_cuenta(request, motivo)
    messages.success(request, "La sesión se cerró.")
    return redirect("cuentas_oficial:mi_cuenta")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@propia
def declaracion(request: HttpRequest) -> HttpResponse:
    """Download, sign, upload: where one is (422 not a scan, 409 not waited for)."""
    if request.method != "POST":
        return _declaracion(request, DeclaracionForm())
    form = DeclaracionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _declaracion(request, form, status=422)
    archivo = form.cleaned_data["archivo"]
    try:
        if archivo.size > vida.MAX_DECLARACION:
            raise rechazo("declaracion-impropia")
        declaraciones.subir(cuenta=_cuenta(request), contenido=archivo.read(), momento=now())
    except Rechazo as motivo:
        return _declaracion(request, form, motivo=motivo, status=motivo.status)
    messages.success(request, "Su declaración llegó. Le avisaremos por correo cuando se revise.")
    return redirect("cuentas_oficial:declaracion")


@require_safe
@never_cache
@propia
def documento(request: HttpRequest) -> HttpResponse:
    """The Declaración with one's own data, to print (409 for an account without oficio)."""
    try:
        pdf = declaraciones.documento(cuenta=_cuenta(request), momento=now())
    except Rechazo as motivo:
        return _mi_cuenta(request, motivo)
    return como_adjunto(pdf, "application/pdf", "declaracion-de-confidencialidad.pdf")


def _mi_cuenta(request: HttpRequest, motivo: Rechazo | None = None) -> HttpResponse:
    cuenta = _cuenta(request)
    contexto = {
        "cuenta": cuenta,
        "sesiones": sesiones.abiertas(cuenta, now()),
        "esta": sesiones.numero_de(request),
        "ultima": cuenta.solicitudes.order_by("-registrada_en").first(),
        "motivo": motivo,
    }
    status = motivo.status if motivo else 200
    return render(request, "cuentas/mi_cuenta.html", contexto, status=status)


def _declaracion(
    request: HttpRequest,
    form: DeclaracionForm,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    cuenta = Cuenta.objects.get(pk=_cuenta(request).pk)  # as it stands after the act
    ultima = queries.declaraciones_de(cuenta).first()
    contexto = {
        "cuenta": cuenta,
        "form": form,
        "motivo": motivo,
        "ultima": ultima,
        "devuelta": ultima is not None and ultima.revision == Revision.DEVUELTA,
        "sube": vida.procede(vida.Acto.DECLARAR, cuenta.etapa_),
        "tiene_oficio": cuenta.solicitudes.exists(),
    }
    return render(request, "cuentas/declaracion.html", contexto, status=status)


def _cuenta(request: HttpRequest) -> Cuenta:
    """The account of the session, which `propia` has already let in."""
    assert isinstance(request.user, Cuenta)
    return request.user
