"""What the pages of the Mesa share: whose they are, refusals, and how an image is handed over."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import procesos_de
from rubrica.mesa import queries
from rubrica.mesa.testigos import empacar
from rubrica.procesos import queries as procesos

POR_HOJA = 50


def proceso_del(registro: UUID) -> str:
    """Return the process of a record; 404 when there is none."""
    try:
        return queries.proceso_de(registro)
    except queries.RegistroInexistente:
        raise Http404 from None


def procesos_suyos(request: HttpRequest) -> frozenset[str]:
    """Return the Ids of the processes in which the person acts."""
    assert request.user.is_authenticated
    suyos = procesos_de(request.user)
    return frozenset(procesos.abiertos()) if suyos is None else suyos


def quiere_json(request: HttpRequest) -> bool:
    """Whether the console's script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def solo_el_registro(request: HttpRequest) -> bool:
    """Whether the console asks for a record to prepare it: it has the rest of the page already."""
    return request.headers.get("X-Parte") == "registro"


def no_procede(request: HttpRequest, motivo: Rechazo) -> HttpResponse:
    """Answer with a refusal, as a page or as a problem."""
    if quiere_json(request):
        return problema(motivo)
    return render(request, "mesa/improcedente.html", {"motivo": motivo.fila}, status=motivo.status)


def problema(motivo: Rechazo) -> JsonResponse:
    """Answer with a refusal as application/problem+json (RFC 9457)."""
    return JsonResponse(
        motivo.problema(), status=motivo.status, content_type="application/problem+json"
    )


def pase(request: HttpRequest, registro: UUID) -> str:
    """Return what opens the images of a record in this session and in no other.

    An address copied, leaked by a log or by the history of a browser opens nothing elsewhere.
    """
    sesion = request.session.session_key or ""
    return salted_hmac("mesa.imagenes", f"{sesion}|{registro}", algorithm="sha256").hexdigest()


def exigir_pase(request: HttpRequest, registro: UUID) -> None:
    """Raise 404 unless the address of an image was made for this session."""
    if not constant_time_compare(request.GET.get("pase", ""), pase(request, registro)):
        raise Http404


def en_un_sobre(imagenes: Mapping[str, bytes]) -> HttpResponse:
    """Answer with the four images at once, as multipart/form-data that nobody may store."""
    cuerpo, tipo = empacar(imagenes)
    return sin_guardar(HttpResponse(cuerpo, content_type=tipo))


def sin_guardar(response: HttpResponse) -> HttpResponse:
    """Return it marked so that neither a browser nor a proxy keeps it."""
    response["Cache-Control"] = "private, no-store"
    return response
