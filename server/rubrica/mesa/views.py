"""The review desk over HTTP: the clock, the form, the refusal, the way on; no rule (ET 10.1–10.3).

The console works as plain pages; its script asks the same addresses for JSON and prepares the next
record while one looks at this one.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.incisos import INCISOS
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import procesos_de, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.mesa import queries, services
from rubrica.mesa.forms import DatosForm, DictamenForm
from rubrica.mesa.rules import TESTIGOS
from rubrica.mesa.testigos import empacar
from rubrica.procesos import queries as procesos
from rubrica.recepcion import paginas
from rubrica.verificacion.services import NoAbre

POR_HOJA = 50


def _proceso_de(registro: UUID) -> str:
    try:
        return queries.proceso_de(registro)
    except queries.RegistroInexistente:
        raise Http404 from None


def _procesos(request: HttpRequest) -> frozenset[str]:
    """The Ids of the processes in which the person acts."""
    assert request.user.is_authenticated
    suyos = procesos_de(request.user)
    return frozenset(procesos.abiertos()) if suyos is None else suyos


def _quiere_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


rescate = requiere("procesos.ver")(paginas.rescate)  # any official may take a file in (ET 6.2)


@require_safe
@never_cache
@requiere("mesa.dictaminar")
def inicio(request: HttpRequest) -> HttpResponse:
    """How many wait, how one goes today, and the way into the queue."""
    avance = queries.avance(operador=actor_de(request), procesos=_procesos(request), momento=now())
    return render(request, "mesa/inicio.html", {"avance": avance})


@require_POST
@requiere("mesa.dictaminar")
def tomar(request: HttpRequest) -> HttpResponse:
    """Take the next records and go to the first; as JSON, their ids in order."""
    tomados = services.tomar_siguientes(
        operador=actor_de(request), procesos=_procesos(request), momento=now()
    )
    if _quiere_json(request):
        return JsonResponse({"registros": tomados})
    if not tomados:
        messages.info(request, "No queda ningún registro por revisar en sus procesos.")
        return redirect("mesa:inicio")
    return redirect("mesa:registro", registro=tomados[0])


@require_safe
@never_cache
@requiere("mesa.dictaminar", proceso_de=_proceso_de)
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
) -> HttpResponse:
    operador, momento = actor_de(request), now()
    ficha = queries.ficha(registro, operador=operador, momento=momento)
    if not ficha.en_mesa or ficha.de_otro:
        return _no_procede(
            request, rechazo("registro-tomado" if ficha.en_mesa else "registro-dictaminado")
        )
    contexto = {
        "ficha": ficha,
        "form": form or DictamenForm(),
        "datos": datos or DatosForm(initial=ficha.formulario),
        "avance": queries.avance(operador=operador, procesos=_procesos(request), momento=momento),
        "incisos": INCISOS.values(),
    }
    return render(request, "mesa/consola.html", contexto, status=status)


@require_safe
@requiere("mesa.dictaminar", proceso_de=lambda registro, **_: _proceso_de(registro))
def imagen(request: HttpRequest, registro: UUID, cual: str) -> HttpResponse:
    """One of the four testigos visuales, marked with who looks; each asking is an asiento."""
    if cual not in TESTIGOS:
        raise Http404
    abiertas = _abrir_imagenes(request, registro)
    return _sin_guardar(HttpResponse(abiertas[cual], content_type="image/jpeg"))


@require_safe
@requiere("mesa.dictaminar", proceso_de=_proceso_de)
def imagenes(request: HttpRequest, registro: UUID) -> HttpResponse:
    """The four testigos visuales at once, as multipart/form-data; the asking is one asiento."""
    cuerpo, tipo = empacar(_abrir_imagenes(request, registro))
    return _sin_guardar(HttpResponse(cuerpo, content_type=tipo))


def _abrir_imagenes(request: HttpRequest, registro: UUID) -> dict[str, bytes]:
    """Return the images by name; 404 when the paquete no longer opens."""
    try:
        abiertas = services.abrir_testigos(
            registro=registro, quien=actor_de(request), momento=now()
        )
    except NoAbre:
        raise Http404 from None
    return abiertas


def _sin_guardar(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@requiere("mesa.dictaminar", proceso_de=_proceso_de)
def dictaminar(request: HttpRequest, registro: UUID) -> HttpResponseBase:
    """Take the dictamen of one registro and go to the next (422 incomplete, 409 too late)."""
    form = DictamenForm(request.POST)
    if not form.is_valid():
        return _incompleto(request, registro, form)
    dictamen = form.to_dictamen(operador=actor_de(request), momento=now())
    try:
        services.dictaminar(registro=registro, dictamen=dictamen)
    except Rechazo as motivo:
        return _no_procede(request, motivo)
    return _avance_en_json(request) if _quiere_json(request) else tomar(request)


@require_POST
@requiere("mesa.dictaminar", proceso_de=_proceso_de)
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
        return _no_procede(request, motivo)
    messages.success(request, "Los datos se corrigieron y se volvieron a buscar en el padrón.")
    return redirect("mesa:registro", registro=registro)


def _incompleto(request: HttpRequest, registro: UUID, form: DictamenForm) -> HttpResponse:
    if not _quiere_json(request):
        return _consola(request, registro, form=form, status=422)
    faltas = [str(falta) for lista in form.errors.values() for falta in lista]
    return _problema(rechazo("dictamen-incompleto", faltas=faltas))


def _no_procede(request: HttpRequest, motivo: Rechazo) -> HttpResponse:
    if _quiere_json(request):
        return _problema(motivo)
    return render(request, "mesa/improcedente.html", {"motivo": motivo.fila}, status=motivo.status)


def _problema(motivo: Rechazo) -> JsonResponse:
    return JsonResponse(
        motivo.problema(), status=motivo.status, content_type="application/problem+json"
    )


def _avance_en_json(request: HttpRequest) -> JsonResponse:
    avance = queries.avance(operador=actor_de(request), procesos=_procesos(request), momento=now())
    return JsonResponse(
        {
            "faltan": avance.faltan,
            "hoy": avance.ritmo.hoy,
            "segundos": avance.ritmo.segundos,
        }
    )


@require_safe
@never_cache
@requiere("mesa.supervisar")
def charola(request: HttpRequest) -> HttpResponse:
    """The records that did not open, with their cause and the act that tries again."""
    hoja = Paginator(queries.charola(_procesos(request)), POR_HOJA).get_page(
        request.GET.get("pagina")
    )
    return render(request, "mesa/charola.html", {"hoja": hoja})


@require_POST
@requiere("mesa.supervisar", proceso_de=_proceso_de)
def reintentar(request: HttpRequest, registro: UUID) -> HttpResponse:
    """Send a record of the tray back to be opened (409 when it is no longer there)."""
    try:
        services.reintentar(registro=registro, operador=actor_de(request), momento=now())
    except Rechazo as motivo:
        return _no_procede(request, motivo)
    messages.success(request, "El registro volvió a la fila de apertura.")
    return redirect("mesa:charola")
