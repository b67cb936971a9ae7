"""Start a compulsa, see how far it has come, read its report (ET 10.4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from rubrica.compulsa import informe, queries, services
from rubrica.compulsa.models import Compulsa
from rubrica.compulsa.rules import Estado
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.cuentas.queries import nombres
from rubrica.padron import queries as padron
from rubrica.procesos import queries as procesos
from rubrica.registros import queries as registros
from rubrica.registros.rules import Cuenta

POR_HOJA = 20


@require_safe
@requiere("compulsa.ver")
def inicio(request: HttpRequest) -> HttpResponse:
    """The processes of this account, each with its newest compulsa."""
    suyos = procesos_de(exigir(request.user, "compulsa.ver"))
    visibles = procesos.abiertos() if suyos is None else sorted(suyos)
    filas = [(p, _con_estado(queries.compulsas(p).first())) for p in visibles]
    return render(request, "compulsa/inicio.html", {"filas": filas})


def _con_estado(fila: Compulsa | None) -> tuple[Compulsa, str] | None:
    return None if fila is None else (fila, informe.ESTADOS[Estado(fila.estado)])


@require_safe
@requiere("compulsa.ver")
def proceso(request: HttpRequest, proceso: str) -> HttpResponse:
    """What would be asked, the compulsa that runs, and every one before it."""
    return _proceso(request, proceso)


@require_POST
@requiere("compulsa.iniciar")
def iniciar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Ask the worker for a compulsa (409 refused, with what is missing)."""
    try:
        fila = services.iniciar(proceso=proceso, quien=_quien(request), momento=now())
    except Rechazo as motivo:
        return _proceso(request, proceso, motivo)
    messages.success(request, f"Comenzó la compulsa {fila.numero}. Puede dejar esta página.")
    return redirect("compulsa:proceso", proceso)


@require_POST
@requiere("compulsa.iniciar")
def continuar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Ask the worker to go on with the compulsa that stopped (404 when none runs)."""
    try:
        fila = services.continuar(proceso=proceso, quien=_quien(request), momento=now())
    except Rechazo as motivo:
        return _proceso(request, proceso, motivo)
    messages.success(request, f"Se pidió continuar la compulsa {fila.numero} donde iba.")
    return redirect("compulsa:proceso", proceso)


@require_safe
@requiere("compulsa.ver")
def compulsa(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """One compulsa: of which cuts, and the report that balances."""
    fila = queries.compulsa(proceso, numero)
    if fila is None:
        raise Http404
    matriz = queries.matriz(fila)
    contexto = {
        "proceso": _de(proceso),
        "compulsa": fila,
        **_como_va(fila),
        "cortes": [padron.corte(n).fecha for n in fila.cortes],
        "renglones": informe.renglones(queries.entradas(fila), matriz),
        "siguen": sum(n for (a, d), n in matriz.items() if a == d),
        "cambios": informe.cambios(matriz),
        "quien": nombres([fila.pedida_por]).get(fila.pedida_por, ""),
    }
    return render(request, "compulsa/compulsa.html", contexto)


def _proceso(request: HttpRequest, proceso: str, motivo: Rechazo | None = None) -> HttpResponse:
    actual = queries.en_curso(proceso)
    hoja = Paginator(queries.compulsas(proceso), POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {
        "proceso": _de(proceso),
        "motivo": motivo,
        "cuenta": registros.cuenta(proceso=proceso).get("", Cuenta()),
        "actual": actual,
        **(_como_va(actual) if actual else {}),
        "inicia": puede(request.user, "compulsa.iniciar", proceso),
        "hoja": hoja,
        "filas": [(c, informe.ESTADOS[Estado(c.estado)]) for c in hoja],
    }
    estado = motivo.status if motivo else 200
    return render(request, "compulsa/proceso.html", contexto, status=estado)


def _como_va(fila: Compulsa) -> dict[str, Any]:
    rotulo, hecho, total = informe.avance(fila)
    return {
        "estado": informe.ESTADOS[Estado(fila.estado)],
        "rotulo": rotulo,
        "hecho": hecho,
        "total": total,
        "parada": queries.parada(fila, momento=now()),
        "fallo": rechazo(fila.motivo).fila if fila.motivo else None,
    }


def _de(proceso: str) -> procesos.ProcesoEnPuerta:
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise Http404
    return en_puerta


def _quien(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
