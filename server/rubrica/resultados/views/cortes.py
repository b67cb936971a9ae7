"""The cuts of a process: the list, one, its moves, and the document that is signed (ET 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.core.situaciones import SITUACIONES
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.cuentas.queries import nombres
from rubrica.padron import queries as padron
from rubrica.procesos import queries as procesos
from rubrica.registros import instantaneas
from rubrica.registros import queries as registros
from rubrica.registros.clases import TEXTOS
from rubrica.registros.rules import Acto, Clase, Cuenta
from rubrica.resultados import palabras, queries, services
from rubrica.resultados.models import Corte
from rubrica.resultados.rules import Tipo
from rubrica.resultados.views._comun import marco, quien

POR_HOJA = 50
SIN_FORMULA = {"lista_nominal": 0, "validos": 0, "minimo": 0, "cumple": False}


@require_safe
@requiere("resultados.ver")
def inicio(request: HttpRequest) -> HttpResponse:
    """The processes of this account, each with its newest cut."""
    cuenta = exigir(request.user, "resultados.ver")
    suyos = procesos_de(cuenta)
    visibles = procesos.abiertos() if suyos is None else sorted(suyos)
    filas = [(p, _nombrado(queries.cortes(p).first())) for p in visibles]
    return render(request, "resultados/inicio.html", {"filas": filas})


def _nombrado(corte: Corte | None) -> tuple[Corte, str] | None:
    return None if corte is None else (corte, palabras.TIPOS[Tipo(corte.tipo)])


@require_safe
@requiere("resultados.ver")
def proceso(request: HttpRequest, proceso: str) -> HttpResponse:
    """The account as it stands, what comes next, and every cut."""
    return _proceso(request, proceso)


@require_POST
@requiere("resultados.congelar")
def congelar(request: HttpRequest, proceso: str, tipo: str) -> HttpResponse:
    """Freeze the next cut (404 another tipo, 409 refused, with how many records wait)."""
    try:
        cual = Tipo(tipo)
    except ValueError:
        raise Http404 from None
    try:
        corte = services.congelar(proceso=proceso, tipo=cual, quien=quien(request), momento=now())
    except Rechazo as motivo:
        return _proceso(request, proceso, motivo)
    messages.success(request, f"Se congeló y firmó el corte {corte.numero}.")
    return redirect("resultados:corte", proceso=proceso, numero=corte.numero)


def _proceso(request: HttpRequest, proceso: str, motivo: Rechazo | None = None) -> HttpResponse:
    contexto = marco(request, proceso, "resultados:proceso", motivo)
    cuenta = registros.cuenta(proceso=proceso).get("", Cuenta())
    hoja = Paginator(queries.cortes(proceso), POR_HOJA).get_page(request.GET.get("pagina"))
    quienes = nombres(c.congelado_por for c in hoja)
    contexto |= {
        "cuenta": cuenta,
        "momento": now(),
        "barras": [(t.nombre, getattr(cuenta, c.value), t.tono) for c, t in _clases()],
        "hoja": hoja,
        "cortes": [
            (c, palabras.TIPOS[Tipo(c.tipo)], quienes.get(c.congelado_por, "—")) for c in hoja
        ],
        "congela": puede(request.user, "resultados.congelar", proceso),
    }
    status = motivo.status if motivo else 200
    return render(request, "resultados/proceso.html", contexto, status=status)


def _clases() -> list[tuple[Clase, Any]]:
    """Return the classes that `a` is made of, with their words."""
    return [(c, t) for c, t in TEXTOS.items() if c is not Clase.ENVIADOS]


@require_safe
@requiere("resultados.ver")
def corte(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """One cut: totals, formula by municipio, difference from the previous, and its signature."""
    fila = _corte(proceso, numero)
    dice = queries.documento(fila)
    renglones = _renglones(fila, dice)
    hoja = Paginator(renglones, POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = marco(request, proceso, "resultados:proceso") | {
        "corte": fila,
        "tipo": palabras.TIPOS[Tipo(fila.tipo)],
        "dice": dice,
        "padron": date.fromisoformat(dice["padron"]) if dice["padron"] else None,
        "formula": dice["formula"],
        "situaciones": palabras.situaciones(dice["situaciones_que_cuentan"]),
        "quien": nombres([fila.congelado_por]).get(fila.congelado_por, "—"),
        "clases": [(c.value, t.nombre, getattr(fila, c.value)) for c, t in TEXTOS.items()],
        "cambios": [_cambio(c) for c in dice["diferencia"]["cambios"]],
        "movimientos": len(fila.movimientos),
        "hoja": hoja,
    }
    return render(request, "resultados/corte.html", contexto)


def _renglones(fila: Corte, dice: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each municipio of a cut: its name, its account and its place in the formula."""
    en_puerta = procesos.proceso_en_puerta(fila.proceso)
    entidad = int(en_puerta.entidad) if en_puerta else 0
    llamados = {f"{m.municipio:03}": m.nombre for m in padron.municipios(entidad)}
    de_formula = {r["municipio"]: r for r in dice["formula"]["renglones"]}
    vacia = {c.value: 0 for c in Clase}
    return [
        {
            "municipio": m,
            "nombre": llamados.get(m, "") if m else "Por determinar",
            "cuenta": dice["municipios"].get(m, vacia),
            "formula": de_formula.get(m, SIN_FORMULA),
        }
        for m in sorted({*dice["municipios"], *de_formula})
    ]


def _cambio(cambio: dict[str, Any]) -> dict[str, Any]:
    """Return one kind of move in words."""
    return {
        "acto": palabras.ACTOS[Acto(cambio["acto"])],
        "de": TEXTOS[Clase(cambio["de"])].nombre,
        "a": TEXTOS[Clase(cambio["a"])].nombre,
        "municipio": cambio["a_municipio"] or "Por determinar",
        "n": cambio["n"],
    }


@require_safe
@requiere("resultados.ver")
def movimientos(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Every move between a cut and the previous one: which record, what, when and who."""
    fila = _corte(proceso, numero)
    hoja = Paginator(fila.movimientos, POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = marco(request, proceso, "resultados:proceso") | {
        "corte": fila,
        "hoja": hoja,
        "movimientos": [
            (m, palabras.ACTOS[Acto(m.acto)], _situacion(m.de_situacion), _situacion(m.a_situacion))
            for m in instantaneas.movimientos(list(hoja.object_list))
        ],
    }
    return render(request, "resultados/movimientos.html", contexto)


def _situacion(situacion: str) -> str:
    return SITUACIONES.get(situacion, "Sin consultar")


@require_safe
@requiere("resultados.ver")
def documento(request: HttpRequest, proceso: str, numero: int, que: str) -> HttpResponse:
    """The text of a cut as it was signed, or its signature (404 anything else)."""
    fila = _corte(proceso, numero)
    archivos = {"corte.json": fila.documento, "corte.jws": fila.jws}
    if que not in archivos:
        raise Http404
    nombre = f"{proceso}-corte{numero}{que.removeprefix('corte')}"
    return HttpResponse(
        archivos[que],
        content_type="application/json" if que.endswith("json") else "application/jose",
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )


def _corte(proceso: str, numero: int) -> Corte:
    fila = queries.corte(proceso, numero)
    if fila is None:
        raise Http404
    return fila
