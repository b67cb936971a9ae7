"""What a hearing left to the DERFE: each change applied, or given back (ET 11.9)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.audiencia import forms, palabras, papeles, queries, services
from rubrica.audiencia.cambios import Cambio
from rubrica.audiencia.mascara import DEL_ACTA, enmascarar
from rubrica.audiencia.models import Actuacion, Sesion
from rubrica.audiencia.rules import Estado
from rubrica.audiencia.views._comun import de_sesion, hallar, quien
from rubrica.audiencia.views.agenda import plazos_de
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.procesos import queries as procesos
from rubrica.registros.rules import Estatus

POR_HOJA = 25


@require_safe
@never_cache
@requiere("audiencia.ver")
def cambios(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """The changes of a notified hearing, each with what the promovente said and showed."""
    return _pagina(request, hallar(proceso, numero))


def _pagina(
    request: HttpRequest,
    fila: Sesion,
    *,
    motivo: Rechazo | None = None,
    formas: dict[int, forms.ResolverForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    if fila.estado not in (Estado.NOTIFICADA, Estado.RESUELTA):
        raise Http404
    resuelve = puede(request.user, "audiencia.resolver", fila.proceso)
    hoja = Paginator(queries.cambios(fila), POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {
        **de_sesion(request, fila, "audiencia:cambios", motivo),
        **plazos_de(fila),
        "hoja": hoja,
        "filas": [_cambio(a, fila, (formas or {}).get(a.pk)) for a in hoja],
        "resuelve": resuelve,
        "faltan": queries.sin_resolver(fila),
    }
    return render(request, "audiencia/cambios.html", contexto, status=status)


def _cambio(actuacion: Actuacion, fila: Sesion, form: forms.ResolverForm | None) -> dict[str, Any]:
    resolucion = getattr(actuacion, "resolucion", None)
    return {
        "actuacion": actuacion,
        "asunto": actuacion.asunto,
        "datos": enmascarar(queries.antes(actuacion, fila.proceso), DEL_ACTA),
        "estatus": actuacion.de_estatus,
        "inconsistencia": palabras.de_inconsistencia(actuacion.de_inconsistencia),
        "situacion": palabras.de_situacion(actuacion.de_situacion, actuacion.de_causa),
        "queda": palabras.de_situacion(actuacion.a_situacion),
        "cambios": palabras.de_cambios(actuacion.cambios),
        "adjuntos": [(a, palabras.de_documento(a.clase)) for a in papeles.adjuntos_de(actuacion)],
        "resolucion": resolucion,
        "quedo": palabras.ESTATUS[Estatus(resolucion.a_estatus)] if resolucion else "",
        "motivo_de_devolucion": queries.motivo_de(resolucion) if resolucion else "",
        "form": form or _form(actuacion, fila),
        **queries.dicho(actuacion, fila.proceso),
    }


def _form(actuacion: Actuacion, fila: Sesion, datos: Any = None) -> forms.ResolverForm:
    _, cuentan = procesos.politica_de_duplicados(fila.proceso)
    return forms.ResolverForm(
        datos, cuentan=cuentan, rehabilita=Cambio.REHABILITACION in actuacion.cambios,
        prefix=str(actuacion.pk),
    )  # fmt: skip


@require_POST
@requiere("audiencia.resolver")
def resolver(request: HttpRequest, proceso: str, numero: int, cambio: int) -> HttpResponse:
    """Apply one change, or give it back with its reason (422 incomplete, 409 it moved)."""
    fila = hallar(proceso, numero)
    actuacion = papeles.cambio(fila, cambio)
    if actuacion is None:
        raise Http404
    form = _form(actuacion, fila, request.POST)
    if not form.is_valid():
        return _pagina(request, fila, formas={cambio: form}, status=422)
    datos = form.cleaned_data
    comunes: dict[str, Any] = {"actuacion": cambio, "quien": quien(request), "momento": now()}
    try:
        if datos["decision"] == "aplicar":
            services.aplicar(situacion=datos.get("situacion", ""), **comunes)
            hecho = "El cambio quedó aplicado."
        else:
            services.devolver(motivo=datos["motivo"], **comunes)
            hecho = "El cambio quedó devuelto."
    except Rechazo as motivo:
        if motivo.code == "devolucion-sin-motivo":
            form.add_error("motivo", motivo.fila.titulo)
        return _pagina(request, fila, motivo=motivo, formas={cambio: form}, status=motivo.status)
    messages.success(request, hecho)
    return redirect("audiencia:cambios", proceso, numero)
