"""The quality control as pages: samples, their draw, and the blind console (ET 10.3)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.incisos import INCISOS
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.mesa import queries, services
from rubrica.mesa.forms import DictamenForm, IdsForm, MuestraForm, SorteoForm
from rubrica.mesa.rules import TESTIGOS
from rubrica.mesa.views.comun import (
    en_un_sobre,
    exigir_pase,
    no_procede,
    pase,
    problema,
    proceso_del,
    procesos_suyos,
    quiere_json,
    sin_guardar,
    solo_el_registro,
)
from rubrica.mesa.views.consola import sitio
from rubrica.verificacion.services import NoAbre


@require_safe
@never_cache
@requiere("mesa.dictaminar")
def calidad(request: HttpRequest) -> HttpResponse:
    """The samples with what they say, and the way into the blind review."""
    return _page(request, status=200)


def _page(
    request: HttpRequest, *, status: int, form: MuestraForm | None = None,
    sorteo: SorteoForm | None = None, de: int = 0,
) -> HttpResponse:  # fmt: skip
    procesos = sorted(procesos_suyos(request))
    supervisa = puede(request.user, "mesa.controlar_calidad")
    contexto = {
        "supervisa": supervisa,
        "muestras": queries.muestras(procesos) if supervisa else [],
        "desacuerdos": queries.desacuerdos(procesos) if supervisa else [],
        "por_revisar": services.por_revisar(actor_de(request), procesos).count(),
        "form": form or MuestraForm(procesos=procesos),
        "sorteo": sorteo or SorteoForm(),
        "de": de,
    }
    return render(request, "mesa/calidad.html", contexto, status=status)


@require_POST
@requiere("mesa.controlar_calidad")
def congelar(request: HttpRequest) -> HttpResponse:
    """Freeze the universe of a sample; its hash is published before there is a seed."""
    form = MuestraForm(request.POST, procesos=sorted(procesos_suyos(request)))
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        services.congelar(**form.cleaned_data, quien=actor_de(request), momento=now())
    except Rechazo as motivo:
        return no_procede(request, motivo)
    messages.success(request, "El universo quedó congelado: publique su código y sortee después.")
    return redirect("mesa:calidad")


def _proceso_de(muestra: int) -> str:
    fila = queries.muestra(muestra)
    if fila is None:
        raise Http404
    return fila.proceso


@require_POST
@requiere("mesa.controlar_calidad", proceso_de=_proceso_de)
def sortear(request: HttpRequest, muestra: int) -> HttpResponse:
    """Draw a sample with its public seed (422 without one, 409 when it was drawn)."""
    form = SorteoForm(request.POST)
    if not form.is_valid():
        return _page(request, sorteo=form, de=muestra, status=422)
    try:
        services.sortear(
            muestra=muestra, **form.cleaned_data, quien=actor_de(request), momento=now()
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    messages.success(request, "La muestra quedó sorteada: espera su segunda revisión.")
    return redirect("mesa:calidad")


# ---- The blind console


@require_POST
@requiere("mesa.dictaminar")
def tomar(request: HttpRequest) -> HttpResponse:
    """Take the next records of the samples; as JSON, their ids in order."""
    tomados = services.tomar_revisiones(
        operador=actor_de(request), procesos=procesos_suyos(request), momento=now()
    )
    if quiere_json(request):
        return JsonResponse({"registros": tomados})
    if not tomados:
        messages.info(request, "No queda ninguna segunda revisión para usted.")
        return redirect("mesa:calidad")
    return redirect("mesa:revision", registro=tomados[0])


@require_POST
@requiere("mesa.dictaminar")
def latido(request: HttpRequest) -> HttpResponse:
    """Keep the records of samples of a console that is open."""
    suyos = services.latir_revisiones(
        registros_=IdsForm(request.POST).ids(), operador=actor_de(request), momento=now()
    )
    return JsonResponse({"registros": suyos})


@require_POST
@requiere("mesa.dictaminar")
def soltar(request: HttpRequest) -> HttpResponse:
    """Give back the records of samples of a console that closes."""
    services.soltar_revisiones(registros_=IdsForm(request.POST).ids(), operador=actor_de(request))
    return HttpResponse(status=204)


@require_safe
@never_cache
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def revision(request: HttpRequest, registro: UUID) -> HttpResponse:
    """The console on one record of a sample, without what was found in it before."""
    return _consola(request, registro, DictamenForm(), status=200)


def _consola(
    request: HttpRequest, registro: UUID, form: DictamenForm, *, status: int
) -> HttpResponse:
    operador, momento = actor_de(request), now()
    try:
        fila = services.en_revision(registro=registro, operador=operador, momento=momento)
    except Rechazo as motivo:
        return no_procede(request, motivo)
    contexto = {
        "ficha": queries.ficha(fila, operador=operador, momento=momento),
        "form": form,
        "pase": pase(request, registro),
        "sitio": sitio("calidad_"),
        "a_ciegas": True,
        "url_registro": reverse("mesa:revision", args=[registro]),
        "url_dictamen": reverse("mesa:revisar", args=[registro]),
        "url_imagenes": reverse("mesa:revision_imagenes", args=[registro]),
    }
    if solo_el_registro(request):
        # What a page without script needs would be thrown away.
        con_guion = contexto | {"con_guion": True}
        return render(request, "mesa/registro.html", con_guion, status=status)
    alrededor = {
        "avance": {"faltan": _faltan(request), "ritmo": {"hoy": None, "segundos": None}},
        "incisos": INCISOS.values(),
    }
    return render(request, "mesa/consola.html", contexto | alrededor, status=status)


def _faltan(request: HttpRequest) -> int:
    return services.por_revisar(actor_de(request), procesos_suyos(request)).count()


@require_safe
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def imagenes(request: HttpRequest, registro: UUID) -> HttpResponse:
    """The four images of a record of a sample; the asking is one asiento."""
    exigir_pase(request, registro)
    try:
        return en_un_sobre(_abrir(request, registro))
    except Rechazo as motivo:
        return problema(motivo)


@require_safe
@requiere("mesa.dictaminar", proceso_de=lambda registro, **_: proceso_del(registro))
def imagen(request: HttpRequest, registro: UUID, cual: str) -> HttpResponse:
    """One of the four images of a record of a sample; each asking is an asiento."""
    if cual not in TESTIGOS:
        raise Http404
    exigir_pase(request, registro)
    try:
        abiertas = _abrir(request, registro)
    except Rechazo as motivo:
        return no_procede(request, motivo)
    return sin_guardar(HttpResponse(abiertas[cual], content_type="image/jpeg"))


def _abrir(request: HttpRequest, registro: UUID) -> dict[str, bytes]:
    try:
        return services.testigos_en_revision(
            registro=registro, quien=actor_de(request), momento=now()
        )
    except NoAbre:
        raise Http404 from None


@require_POST
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def revisar(request: HttpRequest, registro: UUID) -> HttpResponseBase:
    """Keep what was found blind and go to the next (422 incomplete, 409 not held)."""
    form = DictamenForm(request.POST)
    if not form.is_valid():
        if quiere_json(request):
            return problema(rechazo("dictamen-incompleto"))
        return _consola(request, registro, form, status=422)
    try:
        services.revisar(
            registro=registro,
            inciso=form.cleaned_data["inciso"],
            operador=actor_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    if quiere_json(request):
        return JsonResponse({"faltan": _faltan(request), "hoy": None, "segundos": None})
    return tomar(request)
