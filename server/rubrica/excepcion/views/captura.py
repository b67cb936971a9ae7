"""The capture screen: one row at a time, by keyboard, checked as one types (ET 8.3, 8.4).

No key or name of a citizen is ever in an address: searches are POSTs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.incisos_papel import INCISOS_DE_PAPEL
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import exigir, procesos_de, requiere
from rubrica.excepcion import queries, rules, services
from rubrica.excepcion.models import Cedula, Renglon
from rubrica.excepcion.views.lotes import cedula_o_404
from rubrica.procesos import queries as procesos


def de_cedula(cedula: int, **_: object) -> str:
    """Return the process of a sheet; 404."""
    return cedula_o_404(cedula).lote.proceso


def de_renglon(renglon: int, **_: object) -> str:
    """Return the process of a row; 404."""
    return _renglon(renglon).cedula.lote.proceso


@require_safe
@never_cache
@requiere("excepcion.capturar", proceso_de=de_cedula)
def capturar(request: HttpRequest, cedula: int) -> HttpResponse:
    """The sheet as it stands, ready for its next row."""
    return _hoja(request, cedula_o_404(cedula))


@sensitive_post_parameters()
@require_POST
@requiere("excepcion.capturar", proceso_de=de_cedula)
def guardar(request: HttpRequest, cedula: int, numero: int) -> HttpResponse:
    """Keep one row, as JSON (422 with the field to mend, 404, 409 closed)."""
    quien = exigir(request.user, "excepcion.capturar").pk
    return _json(
        lambda: {
            "guardado": services.guardar_renglon(
                cedula=cedula,
                numero=numero,
                renglon=rules.limpio(request.POST.dict()),
                quien=quien,
                momento=now(),
            ).numero
        }
    )


@require_POST
@requiere("excepcion.capturar", proceso_de=de_cedula)
def terminar(request: HttpRequest, cedula: int) -> HttpResponse:
    """The sheet has no more rows than those, as JSON."""
    quien = exigir(request.user, "excepcion.capturar").pk

    def acto() -> dict[str, object]:
        try:
            renglones = int(request.POST.get("renglones", ""))
        except ValueError:
            raise rechazo("renglon-inexistente") from None
        hoja = services.terminar_hoja(
            cedula=cedula, renglones=renglones, quien=quien, momento=now()
        )
        return {"renglones": hoja.renglones}

    return _json(acto)


@require_POST
@requiere("excepcion.capturar", proceso_de=de_cedula)
def cerrar(request: HttpRequest, cedula: int) -> HttpResponse:
    """Close the sheet and go to the next open one of its lot (409 incomplete, no cut)."""
    hoja = cedula_o_404(cedula)
    quien = exigir(request.user, "excepcion.capturar", hoja.lote.proceso).pk
    try:
        services.cerrar_cedula(cedula=cedula, quien=quien, momento=now())
    except Rechazo as motivo:
        return _hoja(request, hoja, motivo=motivo)
    messages.success(request, f"La cédula {hoja.numero} se cerró y sus renglones se contaron.")
    siguiente = queries.siguiente_hoja(hoja)
    if siguiente is None:
        return redirect("excepcion:lote", lote=hoja.lote_id)
    return redirect("excepcion:capturar", cedula=siguiente.pk)


@sensitive_post_parameters()
@require_POST
@requiere("excepcion.capturar")
def buscar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Who has those keys, or may have that name and day, as JSON: for a person to compare."""
    exigir(request.user, "excepcion.capturar", proceso)

    def acto() -> dict[str, object]:
        escrito, momento = request.POST, now()
        nacimiento = _fecha(escrito.get("nacimiento", ""))
        if nacimiento is None:
            claves = {n: escrito.get(n, "") for n in ("clave", "ocr", "cic")}
            hallado = queries.buscar(proceso=proceso, momento=momento, **claves)
            return {"hallados": [asdict(hallado)] if hallado else []}
        nombre = {n: escrito.get(n, "") for n in ("nombres", "paterno", "materno")}
        hallados = queries.candidatos(
            proceso=proceso, momento=momento, nacimiento=nacimiento, **nombre
        )
        return {"hallados": [asdict(h) for h in hallados]}

    return _json(acto)


@require_safe
@never_cache
@requiere("excepcion.capturar")
def cotejo(request: HttpRequest, proceso: str) -> HttpResponse:
    """The next row that waits for a second capture by this person, without the first in sight."""
    cuenta = exigir(request.user, "excepcion.capturar", proceso)
    pendientes = queries.por_cotejar(procesos=[proceso], quien=cuenta.pk)
    contexto = {
        "fila": pendientes.first(),
        "faltan": pendientes.count(),
        "proceso": procesos.proceso_en_puerta(proceso),
        "incisos": INCISOS_DE_PAPEL.values(),
    }
    return render(request, "excepcion/cotejo.html", contexto)


@sensitive_post_parameters()
@require_POST
@requiere("excepcion.capturar", proceso_de=de_renglon)
def cotejar(request: HttpRequest, renglon: int) -> HttpResponse:
    """Keep the second capture of a row, as JSON (422, 409 own or done)."""
    quien = exigir(request.user, "excepcion.capturar").pk
    return _json(
        lambda: {
            "cotejo": services.cotejar(
                fila=renglon,
                renglon=rules.limpio(request.POST.dict()),
                quien=quien,
                momento=now(),
            ).cotejo
        }
    )


@require_safe
@never_cache
@requiere("excepcion.resolver")
def discrepancias(request: HttpRequest) -> HttpResponse:
    """The rows whose two captures differ, side by side, for a third person (ET 8.4)."""
    cuenta = exigir(request.user, "excepcion.resolver")
    suyos = procesos_de(cuenta)
    filas = queries.discrepancias(procesos.abiertos() if suyos is None else suyos)
    return render(request, "excepcion/discrepancias.html", {"filas": filas})


@sensitive_post_parameters()
@require_POST
@requiere("excepcion.resolver", proceso_de=de_renglon)
def resolver(request: HttpRequest, renglon: int) -> HttpResponse:
    """Say which capture is right, or what the sheet truly says (422, 409 done)."""
    quien = exigir(request.user, "excepcion.resolver").pk
    try:
        services.resolver(
            fila=renglon, renglon=rules.limpio(request.POST.dict()), quien=quien, momento=now()
        )
    except Rechazo as motivo:
        contexto = {"motivo": motivo}
        return render(request, "excepcion/no_resuelto.html", contexto, status=motivo.status)
    messages.success(request, "El renglón quedó resuelto.")
    return redirect("excepcion:discrepancias")


def _hoja(request: HttpRequest, hoja: Cedula, motivo: Rechazo | None = None) -> HttpResponse:
    escritos = {e.fila.numero: e for e in queries.escritos(hoja)}
    contexto = {
        "hoja": hoja,
        "lote": hoja.lote,
        "proceso": procesos.proceso_en_puerta(hoja.lote.proceso),
        "renglones": [(n, escritos.get(n)) for n in range(1, hoja.renglones + 1)],
        "incisos": INCISOS_DE_PAPEL.values(),
        "motivo": motivo,
    }
    status = motivo.status if motivo else 200
    return render(request, "excepcion/captura.html", contexto, status=status)


def _json(acto: Callable[[], dict[str, object]]) -> JsonResponse:
    """Return what the act gave, or its refusal as problem+json."""
    try:
        respuesta = JsonResponse(acto())
    except Rechazo as motivo:
        respuesta = JsonResponse(
            motivo.problema(), status=motivo.status, content_type="application/problem+json"
        )
    respuesta["Cache-Control"] = "no-store"
    return respuesta


def _fecha(texto: str) -> date | None:
    try:
        return date.fromisoformat(texto)
    except ValueError:
        return None


def _renglon(numero: int) -> Renglon:
    try:
        return queries.renglon(numero)
    except Renglon.DoesNotExist:
        raise Http404 from None
