"""Officials' pages of the keys of a process: delivery, custodians, rehearsal, files (ET 13.6)."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.procesos import forms_de_llaves as forms
from rubrica.procesos import paginas, queries, services
from rubrica.procesos.paginas_comunes import (
    actos_de_pagina,
    cuenta_de,
    hacer,
    proceso_o_404,
)
from rubrica.procesos.rules import Prueba

ACCION_DE_PRUEBA = {
    Prueba.ENTREGA: "procesos.registrar_llave_de_entrega",
    Prueba.CUSTODIA: "procesos.custodiar",
}


@never_cache
@require_safe
@requiere("procesos.ver")
def llaves(request: HttpRequest, proceso: str) -> HttpResponse:
    """The keys of one process: delivery, custodians, rehearsal, recovery files."""
    return _llaves(request, proceso)


@require_POST
@requiere("procesos.registrar_llave_de_entrega")
def llave_de_entrega(request: HttpRequest, proceso: str) -> HttpResponse:
    """Keep the OPL's public key (422 not an age key)."""
    form = forms.LlaveDeEntregaForm(request.POST)
    if not form.is_valid():
        return _llaves(request, proceso, escrito={"llave_form": form}, status=422)
    return hacer(
        request,
        lambda: services.registrar_llave_de_entrega(
            proceso=proceso, quien=cuenta_de(request), momento=now(), **form.cleaned_data
        ),
        hecho="Se registró la llave de entrega. Prepare ahora su prueba.",
        proceso=proceso,
        rechazada=lambda motivo: _llaves(
            request, proceso, escrito={"llave_form": form}, motivo=motivo
        ),
        destino="procesos:llaves",
    )


@require_POST
@requiere("procesos.custodiar")
def custodios(request: HttpRequest, proceso: str) -> HttpResponse:
    """Name the three custodians (422 not three, or a key that is not one)."""
    form = forms.CustodiosForm(request.POST)
    if not form.is_valid():
        return _llaves(request, proceso, escrito={"custodios_form": form}, status=422)
    return hacer(
        request,
        lambda: services.registrar_custodios(
            proceso=proceso,
            custodios=form.to_custodios(),
            quien=cuenta_de(request),
            momento=now(),
        ),
        hecho="Se registraron las tres personas custodias. Prepare ahora su prueba.",
        proceso=proceso,
        rechazada=lambda motivo: _llaves(
            request, proceso, escrito={"custodios_form": form}, motivo=motivo
        ),
        destino="procesos:llaves",
    )


@require_POST
@requiere("procesos.ver")
def ensayar(request: HttpRequest, proceso: str, prueba: str) -> HttpResponse:
    """Make the packages of one half of the rehearsal (409 without keys)."""
    cual = _prueba(request, proceso, prueba)
    return hacer(
        request,
        lambda: services.ensayar(
            proceso=proceso, prueba=cual, quien=cuenta_de(request), momento=now()
        ),
        hecho="La prueba está lista: descargue su paquete, descífrelo y escriba sus palabras.",
        proceso=proceso,
        rechazada=lambda motivo: _llaves(request, proceso, motivo=motivo),
        destino="procesos:llaves",
    )


@require_POST
@requiere("procesos.ver")
def responder(request: HttpRequest, proceso: str, prueba: str) -> HttpResponse:
    """Take the words of a test package (422 wrong, 409 none or too many answers)."""
    cual = _prueba(request, proceso, prueba)
    form = forms.RespuestaForm(request.POST, auto_id=f"{cual.value}_%s")
    escrito: Mapping[str, Form] = {f"{cual.value}_form": form}
    if not form.is_valid():
        return _llaves(request, proceso, status=422, escrito=escrito)
    return hacer(
        request,
        lambda: services.responder(
            proceso=proceso,
            prueba=cual,
            quien=cuenta_de(request),
            momento=now(),
            **form.cleaned_data,
        ),
        hecho="Las palabras son correctas: esta prueba quedó superada.",
        proceso=proceso,
        rechazada=lambda motivo: _llaves(request, proceso, motivo=motivo, escrito=escrito),
        destino="procesos:llaves",
    )


@never_cache
@require_safe
@requiere("procesos.ver")
def paquete_de_prueba(request: HttpRequest, proceso: str, prueba: str, nombre: str) -> HttpResponse:
    """Download a test package, sealed as the real ones are."""
    ensayo = queries.ensayo_vigente(proceso_o_404(proceso), _prueba(request, proceso, prueba))
    if ensayo is None or nombre not in ensayo.paquetes:
        raise Http404
    de_entrega = ensayo.prueba == Prueba.ENTREGA
    sufijo = paginas.clase_de_la_entrega(ensayo.proceso).sufijo if de_entrega else "age"
    return _descarga(f"{proceso}-prueba-{nombre}.{sufijo}", ensayo.paquetes[nombre])


@never_cache
@require_POST
@requiere("procesos.custodiar")
def recuperacion(request: HttpRequest, proceso: str, par: str) -> HttpResponse:
    """Make and download the recovery file of a pair (409 before the rehearsal)."""
    try:
        archivo = services.entregar_custodia(
            proceso=proceso, par=par, quien=cuenta_de(request), momento=now()
        )
    except Rechazo as motivo:
        return _llaves(request, proceso, motivo=motivo)
    return _descarga(archivo.nombre, archivo.contenido)


@require_safe
@requiere("procesos.custodiar")
def acta(request: HttpRequest, proceso: str) -> HttpResponse:
    """The form that the custodians sign: who holds which file, and its SHA-256."""
    return render(request, "procesos/acta.html", paginas.llaves(proceso_o_404(proceso)))


def _llaves(
    request: HttpRequest,
    proceso: str,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
    escrito: Mapping[str, Form] | None = None,
) -> HttpResponse:
    """The page of keys; `escrito`: forms that keep what was typed, by their name in it."""
    contexto = (
        paginas.llaves(proceso_o_404(proceso))
        | actos_de_pagina(request, proceso)
        | dict(escrito or {})
    )
    contexto["motivo"] = motivo
    estado = motivo.status if motivo else status
    return render(request, "procesos/llaves.html", contexto, status=estado)


def _prueba(request: HttpRequest, proceso: str, prueba: str) -> Prueba:
    """Return the half of the rehearsal, which this account may do; 404 or 403 otherwise."""
    try:
        cual = Prueba(prueba)
    except ValueError:
        raise Http404 from None
    exigir(request.user, ACCION_DE_PRUEBA[cual], proceso)
    return cual


def _descarga(nombre: str, contenido: str) -> HttpResponse:
    return HttpResponse(
        contenido,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )
