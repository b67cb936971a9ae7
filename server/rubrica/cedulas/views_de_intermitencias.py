"""Where the DERFE says that a provider of accounts fails, and sees whom it affects (ET 6.7)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.cedulas import intermitencias
from rubrica.core.autenticacion import nombre_de
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.cuentas.queries import nombres

ACCION = "intermitencias.declarar"


@require_safe
@never_cache
@requiere(ACCION)
def lista(request: HttpRequest) -> HttpResponse:
    """Each provider: whether it fails, and who proves an account by it in an active process."""
    return _pagina(request)


@require_POST
@requiere(ACCION)
def declarar(request: HttpRequest) -> HttpResponse:
    """That provider fails: who is affected is told (404 unknown, 409 it was said already)."""
    quien = exigir(request.user, ACCION)
    try:
        intermitencias.declarar(
            proveedor=request.POST.get("proveedor", ""), quien=quien.pk, momento=now()
        )
    except Rechazo as motivo:
        return _pagina(request, motivo)
    messages.success(request, "La falla quedó declarada; los avisos salen en un momento.")
    return redirect("cedulas:intermitencias")


@require_POST
@requiere(ACCION)
def terminar(request: HttpRequest) -> HttpResponse:
    """That provider works again."""
    quien = exigir(request.user, ACCION)
    intermitencias.terminar(
        proveedor=request.POST.get("proveedor", ""), quien=quien.pk, momento=now()
    )
    messages.success(request, "La falla quedó como terminada.")
    return redirect("cedulas:intermitencias")


def _pagina(request: HttpRequest, motivo: Rechazo | None = None) -> HttpResponse:
    historia = intermitencias.historia()
    abiertas = {i.proveedor: i for i in historia if i.terminada_en is None}
    quienes = nombres(n for i in historia for n in (i.declarada_por, i.terminada_por))
    contexto = {
        "proveedores": [(a, abiertas.get(a.proveedor)) for a in intermitencias.afectados(now())],
        "historia": [
            (i, nombre_de(i.proveedor), quienes.get(i.declarada_por, "")) for i in historia
        ],
        "motivo": motivo,
    }
    status = motivo.status if motivo else 200
    return render(request, "cedulas/intermitencias.html", contexto, status=status)
