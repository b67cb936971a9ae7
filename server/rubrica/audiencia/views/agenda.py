"""Reviews agreed and hearings scheduled, loaded and notified (ET 10.8, 11.2, 11.3, 11.5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from rubrica.audiencia import forms, palabras, papeles, queries, rules, services
from rubrica.audiencia.models import Sesion
from rubrica.audiencia.rules import Acto, Estado, Parte
from rubrica.audiencia.views._comun import de_proceso, de_sesion, hacer, hallar, quien
from rubrica.core import plazos
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import puede, requiere
from rubrica.cuentas.queries import nombres
from rubrica.procesos import queries as procesos

# ---- A process


@require_POST
@requiere("audiencia.programar")
def requisitos(request: HttpRequest, proceso: str) -> HttpResponse:
    """Keep what was agreed with the promoventes (422 incomplete, 409 a mechanism without ET 11)."""
    de_proceso(proceso)
    form = forms.RequisitosForm(request.POST)
    return hacer(
        request,
        lambda: services.acordar_requisitos(
            proceso=proceso, quien=quien(request), momento=now(), **form.cleaned_data
        ),
        form=form,
        hecho="Los requisitos acordados quedaron registrados: ya puede programar la audiencia.",
        pagina=lambda motivo, f, estado: pagina_de_proceso(
            request, proceso, motivo=motivo, requisitos_form=f, status=estado
        ),
        a=("audiencia:proceso", [proceso]),
    )


def pagina_de_proceso(
    request: HttpRequest,
    proceso: str,
    *,
    motivo: Rechazo | None = None,
    requisitos_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the sessions of a process, and the form of its requirements."""
    contexto = de_proceso(proceso, motivo)
    tipo, fila = procesos.tipo(proceso), queries.requisitos(proceso)
    contexto |= {
        "tipo": tipo,
        "requisitos": fila,
        "acordado": queries.texto_de_requisitos(fila) if fila else None,
        "requisitos_form": requisitos_form or forms.RequisitosForm(),
        "conduce": puede(request.user, "audiencia.programar", proceso),
        "sesiones": [
            (s, palabras.CLASES[s.clase_], palabras.ESTADOS[s.estado_])
            for s in queries.sesiones(proceso)
        ],
    }
    return render(request, "audiencia/proceso.html", contexto, status=status)


@require_http_methods(["GET", "POST"])
@requiere("audiencia.programar")
def programar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Schedule a hearing (422 incomplete, 409 without requirements or without ET 11)."""
    personas = list(queries.posibles_funcionarios(proceso).values())
    form = forms.AudienciaForm(request.POST or None, personas=personas)
    return _nueva(
        request,
        proceso,
        form,
        lambda: services.programar(
            proceso=proceso, convocatoria=form.to_convocatoria(), quien=quien(request),
            momento=now(),
        ),
        titulo="Programar una garantía de audiencia",
        hecho="La audiencia quedó programada. Cargue sus registros y dé el aviso al INE.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiere("audiencia.programar")
def proponer(request: HttpRequest, proceso: str) -> HttpResponse:
    """Propose a review to the promovente (422 out of business hours)."""
    form = forms.FechaForm(request.POST or None)
    return _nueva(
        request,
        proceso,
        form,
        lambda: services.proponer(
            proceso=proceso, parte=Parte.OPL, quien=quien(request), momento=now(),
            **form.cleaned_data,
        ),
        titulo="Proponer una revisión con la persona promovente",
        hecho="La fecha quedó propuesta: la persona promovente la acepta o propone otra.",
    )  # fmt: skip


def _nueva(
    request: HttpRequest,
    proceso: str,
    form: Form,
    acto: Callable[[], Sesion],
    *,
    titulo: str,
    hecho: str,
) -> HttpResponse:
    """Show the form of a new session, or make it and go to it."""

    def pagina(motivo: Rechazo | None, _: Form | None, estado: int) -> HttpResponse:
        contexto = {**de_proceso(proceso, motivo), "form": form, "titulo": titulo}
        return render(request, "audiencia/nueva.html", contexto, status=estado)

    de_proceso(proceso)
    if request.method == "GET":
        return pagina(None, form, 200)
    hechas: list[Sesion] = []
    respuesta = hacer(
        request, lambda: hechas.append(acto()), form=form, hecho=hecho, pagina=pagina,
        a=("audiencia:proceso", [proceso]),
    )  # fmt: skip
    return redirect("audiencia:sesion", proceso, hechas[0].numero) if hechas else respuesta


# ---- A session


def _en_sesion(
    request: HttpRequest,
    fila: Sesion,
    acto: Callable[[], object],
    hecho: str,
    *,
    form: Form | None = None,
    como: str = "",
) -> HttpResponse:
    """Do the act on a session; or show its page with what was typed. como: name of the form."""
    return hacer(
        request,
        acto,
        form=form,
        hecho=hecho,
        pagina=lambda motivo, f, estado: pagina_de_sesion(
            request, fila, motivo=motivo, formas={como: f} if como else {}, status=estado
        ),
        a=("audiencia:sesion", [fila.proceso, fila.numero]),
    )


@require_POST
@requiere("audiencia.programar")
def cargar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Put available records in a session (409 not available, or in another hearing)."""
    fila = hallar(proceso, numero)
    form = _carga(fila, request.POST)
    return _en_sesion(
        request, fila,
        lambda: services.cargar(
            sesion=fila.pk, quien=quien(request), momento=now(), **form.to_carga()
        ),
        "Los registros quedaron en la sesión.", form=form, como="carga_form",
    )  # fmt: skip


def _carga(fila: Sesion, datos: Any = None) -> forms.CargaForm:
    operan = [(f.cuenta, f.nombre) for f in queries.carga(fila) if not f.conduce]
    return forms.CargaForm(datos, grupos=queries.por_grupo(fila), operan=operan)


@require_POST
@requiere("audiencia.programar")
def avisar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Give the DERFE the 48-hour notice (409 without records)."""
    fila = hallar(proceso, numero)
    return _en_sesion(
        request, fila,
        lambda: services.avisar(sesion=fila.pk, quien=quien(request), momento=now()),
        "El aviso quedó notificado a la DERFE.",
    )  # fmt: skip


@require_POST
@requiere("audiencia.programar")
def cancelar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Cancel a session that has not begun (422 without a reason, 409 too late)."""
    fila = hallar(proceso, numero)
    form = forms.MotivoForm(request.POST)
    return _en_sesion(
        request, fila,
        lambda: services.cancelar(
            sesion=fila.pk, quien=quien(request), momento=now(), **form.cleaned_data
        ),
        "La sesión quedó cancelada; sus registros vuelven a estar disponibles.",
        form=form, como="cancelar_form",
    )  # fmt: skip


@require_POST
@requiere("audiencia.programar")
def enmascarar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Say how much of each datum the projected window shows."""
    fila = hallar(proceso, numero)
    form = forms.MascaraForm(request.POST, mascara_=fila.mascara)
    return _en_sesion(
        request, fila,
        lambda: services.enmascarar(
            sesion=fila.pk, mascara=form.cleaned_data, quien=quien(request), momento=now()
        ),
        "La ventana proyectada queda así desde ahora.", form=form, como="mascara_form",
    )  # fmt: skip


@require_POST
@requiere("audiencia.programar")
def contraproponer(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Answer the promovente with another date (422 out of business hours)."""
    fila = hallar(proceso, numero)
    form = forms.FechaForm(request.POST)
    return _en_sesion(
        request, fila,
        lambda: services.contraproponer(
            sesion=fila.pk, parte=Parte.OPL, quien=quien(request), momento=now(),
            **form.cleaned_data,
        ),
        "La nueva fecha quedó propuesta.", form=form, como="fecha_form",
    )  # fmt: skip


@require_POST
@requiere("audiencia.programar")
def aceptar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Accept the date that the promovente proposes (409 one's own)."""
    fila = hallar(proceso, numero)
    return _en_sesion(
        request, fila,
        lambda: services.aceptar(
            sesion=fila.pk, parte=Parte.OPL, quien=quien(request), momento=now()
        ),
        "La fecha quedó acordada.",
    )  # fmt: skip


def pagina_de_sesion(
    request: HttpRequest,
    fila: Sesion,
    *,
    motivo: Rechazo | None = None,
    formas: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a session: when, where, who, with which load, and what may be done next."""
    fila.refresh_from_db()
    contexto = de_sesion(request, fila, "audiencia:sesion", motivo)
    contexto |= {
        **plazos_de(fila),
        **procede_en(fila),
        **_formas(fila),
        "carga": queries.carga(fila),
        "registros": fila.asuntos.count(),
        "representantes": queries.representantes(fila),
        "historia": _historia(fila),
        "propuesta": queries.propuesta(fila),
        **{clave: f for clave, f in (formas or {}).items() if f is not None},
    }
    return render(request, "audiencia/sesion.html", contexto, status=status)


def procede_en(fila: Sesion) -> dict[str, bool]:
    """Return name → whether each act applies now."""
    procede = {f"puede_{a.value}": rules.procede(fila.clase_, a, fila.estado_) for a in Acto}
    cargables = (Estado.PROPUESTA, Estado.ACORDADA, Estado.PROGRAMADA)
    return {**procede, "puede_cargar": fila.estado in cargables}


def _formas(fila: Sesion) -> dict[str, Form]:
    """Return the forms of a session before it opens, or while it is open."""
    formas: dict[str, Form] = {"mascara_form": forms.MascaraForm(mascara_=fila.mascara)}
    if fila.estado in rules.POR_EMPEZAR:
        formas |= {
            "cancelar_form": forms.MotivoForm(),
            "abrir_form": forms.AbrirForm(representantes=queries.representantes(fila)),
            "fecha_form": forms.FechaForm(),
        }
    if fila.estado in (Estado.PROPUESTA, Estado.ACORDADA, Estado.PROGRAMADA):
        formas["carga_form"] = _carga(fila)
    return formas


def plazos_de(fila: Sesion) -> dict[str, datetime | bool | None]:
    """Return both clocks of a hearing, and whether each was or is late (ET 11.3, 11.9)."""
    avisada, concluida, notificada = (
        queries.momento_de(fila, a) for a in (Acto.AVISAR, Acto.CONCLUIR, Acto.NOTIFICAR)
    )
    return {
        "avisada": avisada,
        "avisar_antes": plazos.aviso_de_audiencia(fila.inicio),
        "aviso_tarde": rules.aviso_tarde(inicio=fila.inicio, momento=avisada or now()),
        "concluida": concluida,
        "notificada": notificada,
        "notificar_antes": plazos.resultado_de_audiencia(concluida) if concluida else None,
        "resultado_tarde": concluida is not None
        and rules.resultado_tarde(concluida_en=concluida, momento=notificada or now()),
    }


def _historia(fila: Sesion) -> list[tuple[str, str, datetime]]:
    actos = papeles.actos(fila)
    quienes = nombres([fila.creada_por, *(a.quien for a in actos)])
    return [
        ("Se creó", quienes.get(fila.creada_por, "—"), fila.creada_en),
        *(
            (palabras.ACTOS[Acto(a.acto)], quienes.get(a.quien, "Persona promovente"), a.momento)
            for a in actos
        ),
    ]
