"""The review desk over HTTP: the clock, the form, the refusal, the way on; no rule (ET 10.1–10.3).

The console works as plain pages; its script asks the same addresses for JSON and prepares the next
records while one looks at this one.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.incisos import INCISOS
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.mesa import queries, rules, services
from rubrica.mesa.forms import ApartarForm, DatosForm, DictamenForm, IdsForm
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
from rubrica.recepcion import paginas
from rubrica.verificacion.services import NoAbre

rescate = requiere("procesos.ver")(paginas.rescate)  # any official may take a file in (ET 6.2)


@require_safe
@never_cache
@requiere("mesa.dictaminar")
def inicio(request: HttpRequest) -> HttpResponse:
    """How many wait, how one goes today, and the way into the queue."""
    procesos, quien = procesos_suyos(request), actor_de(request)
    contexto = {
        "avance": queries.avance(operador=quien, procesos=procesos, momento=now()),
        "vence": queries.vence(procesos),
        "sitio": sitio(""),
        "por_revisar": services.por_revisar(quien, procesos).count(),
        "cargas": [c for c in queries.asignadas(procesos) if c.operador == quien],
    }
    return render(request, "mesa/inicio.html", contexto)


@require_POST
@requiere("mesa.dictaminar")
def tomar(request: HttpRequest) -> HttpResponse:
    """Take the next records and go to the first; as JSON, their ids in order."""
    tomados = services.tomar_siguientes(
        operador=actor_de(request),
        procesos=procesos_suyos(request),
        momento=now(),
        late=quiere_json(request),
    )
    if quiere_json(request):
        return JsonResponse({"registros": tomados})
    if not tomados:
        messages.info(request, "No queda ningún registro por revisar en sus procesos.")
        return redirect("mesa:inicio")
    return redirect("mesa:registro", registro=tomados[0])


@require_POST
@requiere("mesa.dictaminar")
def latido(request: HttpRequest) -> HttpResponse:
    """Keep the records of a console that is open; as JSON, those that are still its own."""
    suyos = services.latir(
        ids=IdsForm(request.POST).ids(),
        operador=actor_de(request),
        procesos=procesos_suyos(request),
        momento=now(),
    )
    return JsonResponse({"registros": suyos})


@require_POST
@requiere("mesa.dictaminar")
def soltar(request: HttpRequest) -> HttpResponse:
    """Give back the records of a console that closes."""
    services.soltar(registros_=IdsForm(request.POST).ids(), operador=actor_de(request))
    return HttpResponse(status=204)


@require_safe
@never_cache
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def registro(request: HttpRequest, registro: UUID) -> HttpResponse:
    """The console on one record; 409 when another person holds it or it left the Mesa."""
    return _consola(request, registro, status=200)


def _consola(
    request: HttpRequest,
    registro: UUID,
    *,
    status: int,
    form: DictamenForm | None = None,
    datos: DatosForm | None = None,
    apartar: ApartarForm | None = None,
) -> HttpResponse:
    operador, momento = actor_de(request), now()
    try:
        fila = services.entregar(registro=registro, operador=operador, momento=momento)
    except Rechazo as motivo:
        return no_procede(request, motivo)
    ficha = queries.ficha(fila, operador=operador, momento=momento)
    contexto = {
        "ficha": ficha,
        # Made when they are shown: the script asks for records without them.
        "form": form or SimpleLazyObject(DictamenForm),
        "datos": datos or SimpleLazyObject(lambda: DatosForm(initial=ficha.formulario)),
        "apartar": apartar or SimpleLazyObject(ApartarForm),
        "pase": pase(request, registro),
        "sitio": sitio(""),
        "url_registro": reverse("mesa:registro", args=[registro]),
        "url_dictamen": reverse("mesa:dictaminar", args=[registro]),
        "url_imagenes": reverse("mesa:imagenes", args=[registro]),
    }
    if solo_el_registro(request):
        # What a page without script needs would be thrown away.
        con_guion = contexto | {"con_guion": True}
        return render(request, "mesa/registro.html", con_guion, status=status)
    procesos = procesos_suyos(request)
    alrededor = {
        "avance": queries.avance(operador=operador, procesos=procesos, momento=momento),
        "incisos": INCISOS.values(),
    }
    return render(request, "mesa/consola.html", contexto | alrededor, status=status)


def sitio(prefijo: str) -> dict[str, str | int]:
    """Return what the console's script needs: where it asks, of the queue or of a sample."""
    return {
        "gracia": rules.SEGUNDOS_PARA_DESHACER,
        "tomar": reverse(f"mesa:{prefijo}tomar"),
        "latido": reverse(f"mesa:{prefijo}latido"),
        "soltar": reverse(f"mesa:{prefijo}soltar"),
        "registros": reverse("mesa:calidad" if prefijo else "mesa:inicio"),
    }


@require_safe
@requiere("mesa.dictaminar", proceso_de=lambda registro, **_: proceso_del(registro))
def imagen(request: HttpRequest, registro: UUID, cual: str) -> HttpResponse:
    """One of the four testigos visuales, marked with who looks; each asking is an asiento."""
    if cual not in TESTIGOS:
        raise Http404
    exigir_pase(request, registro)
    try:
        abiertas = _abrir_imagenes(request, registro)
    except Rechazo as motivo:
        return no_procede(request, motivo)
    return sin_guardar(HttpResponse(abiertas[cual], content_type="image/jpeg"))


@require_safe
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def imagenes(request: HttpRequest, registro: UUID) -> HttpResponse:
    """The four testigos visuales at once, as multipart/form-data; the asking is one asiento."""
    exigir_pase(request, registro)
    try:
        return en_un_sobre(_abrir_imagenes(request, registro))
    except Rechazo as motivo:
        return problema(motivo)


def _abrir_imagenes(request: HttpRequest, registro: UUID) -> dict[str, bytes]:
    """Return the images by name; 404 when the paquete no longer opens."""
    try:
        return services.abrir_testigos(registro=registro, quien=actor_de(request), momento=now())
    except NoAbre:
        raise Http404 from None


@require_POST
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def dictaminar(request: HttpRequest, registro: UUID) -> HttpResponseBase:
    """Take the dictamen of one registro and go to the next (422 incomplete, 409 too late)."""
    form = DictamenForm(request.POST)
    if not form.is_valid():
        return _incompleto(request, registro, form)
    dictamen = form.to_dictamen(operador=actor_de(request), momento=now())
    try:
        services.dictaminar(registro=registro, dictamen=dictamen)
    except Rechazo as motivo:
        return no_procede(request, motivo)
    return _avance_en_json(request) if quiere_json(request) else tomar(request)


@require_POST
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def apartar(request: HttpRequest, registro: UUID) -> HttpResponseBase:
    """Set a record aside for the OPL to determine, and go to the next (ET 10.4)."""
    form = ApartarForm(request.POST)
    if not form.is_valid():
        return _incompleto(request, registro, form)
    try:
        services.apartar(
            registro=registro,
            descripcion=form.cleaned_data["descripcion"],
            operador=actor_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    return _avance_en_json(request) if quiere_json(request) else tomar(request)


@require_POST
@requiere("mesa.dictaminar", proceso_de=proceso_del)
def corregir(request: HttpRequest, registro: UUID) -> HttpResponse:
    """Correct the form and ask the padrón again (ET 10.3); 422 for a key out of its form."""
    datos = DatosForm(request.POST)
    if not datos.is_valid():
        return _consola(request, registro, datos=datos, status=422)
    try:
        services.corregir(
            registro=registro,
            formulario=datos.cleaned_data,
            operador=actor_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        return no_procede(request, motivo)
    messages.success(request, "Los datos se corrigieron y se volvieron a buscar en el padrón.")
    return redirect("mesa:registro", registro=registro)


def _incompleto(
    request: HttpRequest, registro: UUID, form: DictamenForm | ApartarForm
) -> HttpResponse:
    if quiere_json(request):
        faltas = [str(falta) for lista in form.errors.values() for falta in lista]
        return problema(rechazo("dictamen-incompleto", faltas=faltas))
    if isinstance(form, ApartarForm):
        return _consola(request, registro, apartar=form, status=422)
    return _consola(request, registro, form=form, status=422)


def _avance_en_json(request: HttpRequest) -> JsonResponse:
    avance = queries.avance(
        operador=actor_de(request), procesos=procesos_suyos(request), momento=now()
    )
    return JsonResponse(
        {
            "faltan": avance.faltan,
            "hoy": avance.ritmo.hoy,
            "segundos": avance.ritmo.segundos,
            "pausa": avance.pausa,
        }
    )
