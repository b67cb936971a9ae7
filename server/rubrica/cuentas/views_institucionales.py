"""Where the DERFE keeps institutional accounts, and each OPL follows its own (ET 9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import (
    actos,
    credencial,
    declaraciones,
    queries,
    reporte,
    segundo_factor,
    sesiones,
    solicitudes,
    vida,
)
from rubrica.cuentas import forms_institucionales as forms
from rubrica.cuentas.models import Cuenta, Declaracion, Oficio
from rubrica.cuentas.permisos import exigir, puede, requiere
from rubrica.cuentas.vida import Acto, Etapa
from rubrica.documentos.descarga import como_adjunto
from rubrica.llaves import NoAbre

POR_HOJA = 50
DIAS_DEL_REPORTE = timedelta(days=30)


@require_safe
@requiere("cuentas.ver")
def lista(request: HttpRequest) -> HttpResponse:
    """The accounts that one may see, and for the DERFE the Declaraciones that wait."""
    quien = exigir(request.user, "cuentas.ver")
    form = forms.BuscarForm(request.GET)
    form.is_valid()
    filtro = {c: form.cleaned_data.get(c, "") for c in ("texto", "etapa")}
    visibles = queries.visibles(quien)
    contexto = {
        "form": form,
        "hoja": Paginator(queries.buscar(visibles, **filtro), POR_HOJA).get_page(
            request.GET.get("pagina")
        ),
        "hay": visibles.exists(),
        "por_revisar": visibles.filter(etapa=Etapa.EN_REVISION.value).count(),
        "administra": puede(quien, "cuentas.administrar"),
        "ahora": now(),
    }
    return render(request, "cuentas/lista.html", contexto)


@require_safe
@requiere("cuentas.administrar")
def oficios(request: HttpRequest) -> HttpResponse:
    """The oficios that came, and how many accounts each asks for."""
    hoja = Paginator(queries.oficios(), POR_HOJA).get_page(request.GET.get("pagina"))
    return render(request, "cuentas/oficios.html", {"hoja": hoja})


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("cuentas.administrar")
def oficio_nuevo(request: HttpRequest) -> HttpResponse:
    """Register an oficio (422 incomplete, 409 already there)."""
    quien = exigir(request.user, "cuentas.administrar")
    form, motivo = forms.OficioForm(request.POST or None, hoy=localdate()), None
    if request.method == "POST" and form.is_valid():
        try:
            oficio = solicitudes.registrar_oficio(
                datos=form.to_datos(), quien=quien.pk, momento=now()
            )
        except Rechazo as falla:
            motivo = falla
        else:
            messages.success(request, "El oficio quedó registrado. Agregue las cuentas que pide.")
            return redirect("cuentas_oficial:oficio", oficio=oficio.pk)
    status = _status(form, motivo)
    return render(
        request, "cuentas/oficio_nuevo.html", {"form": form, "motivo": motivo}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("cuentas.administrar")
def oficio(request: HttpRequest, oficio: int) -> HttpResponse:
    """One oficio and its accounts; POST asks for one more (422 incomplete, 409 not possible)."""
    quien = exigir(request.user, "cuentas.administrar")
    fila = _oficio(oficio)
    form, motivo = forms.SolicitudForm(request.POST or None, hoy=localdate()), None
    if request.method == "POST" and form.is_valid():
        try:
            cuenta = solicitudes.solicitar(
                oficio=fila,
                funcionario=form.to_funcionario(),
                encargo=form.to_encargo(),
                quien=quien.pk,
                momento=now(),
            )
        except Rechazo as falla:
            motivo = falla
        else:
            messages.success(request, f"Se envió a {cuenta.correo} su enlace de primera entrada.")
            return redirect("cuentas_oficial:oficio", oficio=oficio)
    contexto = {
        "oficio": fila,
        "solicitudes": fila.solicitudes.select_related("cuenta").order_by("pk"),
        "form": form,
        "motivo": motivo,
    }
    return render(request, "cuentas/oficio.html", contexto, status=_status(form, motivo))


@require_safe
@never_cache
@requiere("cuentas.ver")
def cuenta(request: HttpRequest, cuenta: int) -> HttpResponse:
    """One account: what was asked for, where it is, and what can be done (404 of another OPL)."""
    return _cuenta(request, cuenta)


@require_POST
@requiere("cuentas.administrar")
def reenviar(request: HttpRequest, cuenta: int) -> HttpResponse:
    """Send another link to the mailbox (409 when it does not apply)."""
    return _actuar(
        request, cuenta, "Se envió otro enlace; el anterior ya no sirve.", credencial.reenviar
    )


@require_POST
@requiere("cuentas.administrar")
def revocar(request: HttpRequest, cuenta: int) -> HttpResponse:
    """Take the account away at once (422 without a reason)."""
    form = forms.RevocarForm(request.POST)
    if not form.is_valid():
        return _cuenta(request, cuenta, revocar=form, status=422)
    return _actuar(
        request, cuenta, "La cuenta se revocó y sus sesiones se cerraron.", solicitudes.revocar,
        **form.cleaned_data,
    )  # fmt: skip


@require_POST
@requiere("cuentas.administrar")
def restablecer(request: HttpRequest, cuenta: int) -> HttpResponse:
    """Take the second factor away from another person (422 without a reason, 409 there is none)."""
    form = forms.RestablecerForm(request.POST, prefix="factor")
    if not form.is_valid():
        return _cuenta(request, cuenta, restablecer=form, status=422)
    return _actuar(
        request, cuenta, "Se quitó el segundo factor y se avisó por correo.",
        segundo_factor.restablecer, **form.cleaned_data,
    )  # fmt: skip


@require_POST
@requiere("cuentas.administrar")
def renovar(request: HttpRequest, cuenta: int) -> HttpResponse:
    """Give the account what another oficio says (422 incomplete, 409 not possible)."""
    form = forms.RenovarForm(request.POST, hoy=localdate(), cuenta=_visible(request, cuenta))
    if not form.is_valid():
        return _cuenta(request, cuenta, renovar=form, status=422)
    return _actuar(
        request, cuenta, "La cuenta quedó renovada.", solicitudes.renovar,
        oficio=form.cleaned_data["oficio"], encargo=form.to_encargo(),
    )  # fmt: skip


@require_POST
@requiere("cuentas.administrar")
def cerrar_sesion(request: HttpRequest, cuenta: int, sesion: UUID) -> HttpResponse:
    """Close a session of anybody's (404 when it is no longer open)."""
    return _actuar(request, cuenta, "La sesión se cerró.", sesiones.cerrar, numero=sesion)


@require_safe
@never_cache
@requiere("cuentas.revisar_declaracion")
def ver_declaracion(request: HttpRequest, declaracion: UUID) -> HttpResponse:
    """The signed sheet, to be downloaded; the asking is an asiento."""
    quien = exigir(request.user, "cuentas.revisar_declaracion")
    fila = _declaracion(declaracion)
    try:
        contenido = declaraciones.abrir(declaracion=fila, quien=quien.pk, momento=now())
    except NoAbre:
        raise Http404 from None
    nombre = f"declaracion-{fila.cuenta_id}.{fila.tipo.rpartition('/')[2]}"
    return como_adjunto(contenido, fila.tipo, nombre)


@require_POST
@requiere("cuentas.revisar_declaracion")
def aprobar(request: HttpRequest, declaracion: UUID) -> HttpResponse:
    """The Declaración is good and the account is active (409 already looked at)."""
    fila = _declaracion(declaracion)
    return _revisar(
        request, fila, "La cuenta quedó activa y se avisó por correo.", declaraciones.aprobar
    )


@require_POST
@requiere("cuentas.revisar_declaracion")
def devolver(request: HttpRequest, declaracion: UUID) -> HttpResponse:
    """The Declaración goes back with why (422 without it, 409 already looked at)."""
    fila, form = _declaracion(declaracion), forms.DevolverForm(request.POST)
    if not form.is_valid():
        return _cuenta(request, fila.cuenta_id, devolver=form, status=422)
    return _revisar(
        request, fila, "La declaración se devolvió y se avisó por correo.",
        declaraciones.devolver, **form.cleaned_data,
    )  # fmt: skip


@require_safe
@never_cache
@requiere("cuentas.reportar")
def ver_reporte(request: HttpRequest, cuenta: int) -> HttpResponseBase:
    """What the account did and saw between two days; each asking is an asiento (422 no period).

    With `formato=csv`, all of it for a spreadsheet.
    """
    quien, suya = exigir(request.user, "cuentas.reportar"), _visible(request, cuenta)
    hoy = localdate()
    form = forms.PeriodoForm({"desde": hoy - DIAS_DEL_REPORTE, "hasta": hoy, **request.GET.dict()})
    if not form.is_valid():
        return render(request, "cuentas/reporte.html", {"cuenta": suya, "form": form}, status=422)
    filas = reporte.asientos(suya, **form.to_periodo())
    es_csv = request.GET.get("formato") == "csv"
    actos.anotar(suya, "reportar_cuenta", quien.pk, now(), csv=es_csv)
    if es_csv:
        return _csv(suya, filas)
    hoja = Paginator(filas, POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {
        "cuenta": suya,
        "form": form,
        "hoja": hoja,
        "renglones": reporte.renglones(suya, hoja),
        "consulta": f"desde={form['desde'].value()}&hasta={form['hasta'].value()}",
    }
    return render(request, "cuentas/reporte.html", contexto)


def _csv(cuenta: Cuenta, filas: Any) -> StreamingHttpResponse:
    respuesta = StreamingHttpResponse(
        reporte.como_csv(cuenta, filas), content_type="text/csv; charset=utf-8"
    )
    respuesta["Content-Disposition"] = f'attachment; filename="cuenta-{cuenta.pk}.csv"'
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _actuar(
    request: HttpRequest, cuenta: int, dicho: str, acto: Callable[..., object], **datos: Any
) -> HttpResponse:
    """Do the act on the account, and show it with what came of it."""
    quien, suya = exigir(request.user, "cuentas.administrar"), _visible(request, cuenta)
    try:
        acto(cuenta=suya, quien=quien.pk, momento=now(), **datos)
    except Rechazo as motivo:
        return _cuenta(request, cuenta, motivo=motivo, status=motivo.status)
    messages.success(request, dicho)
    return redirect("cuentas_oficial:cuenta", cuenta=cuenta)


def _revisar(
    request: HttpRequest, fila: Declaracion, dicho: str, acto: Callable[..., object], **datos: Any
) -> HttpResponse:
    quien = exigir(request.user, "cuentas.revisar_declaracion")
    try:
        acto(declaracion=fila, quien=quien.pk, momento=now(), **datos)
    except Rechazo as motivo:
        return _cuenta(request, fila.cuenta_id, motivo=motivo, status=motivo.status)
    messages.success(request, dicho)
    return redirect("cuentas_oficial:cuenta", cuenta=fila.cuenta_id)


def _cuenta(
    request: HttpRequest, numero: int, *, status: int = 200, **cambios: Any
) -> HttpResponse:
    """Render the page of an account; cambios: the form that came back, or the motivo."""
    quien, suya = exigir(request.user, "cuentas.ver"), _visible(request, numero)
    administra = puede(quien, "cuentas.administrar") and quien != suya
    historia = list(suya.solicitudes.select_related("oficio").order_by("-registrada_en"))
    revocaciones = list(suya.revocaciones.order_by("-revocada_en")) if administra else []
    revisadas = list(queries.declaraciones_de(suya))
    factores = list(suya.restablecimientos.order_by("-hecho_en")) if administra else []
    quienes = (
        *(r.revocada_por for r in revocaciones),
        *(r.hecho_por for r in factores),
        *(d.revisada_por for d in revisadas),
    )
    contexto = {
        "cuenta": suya,
        "vencida": suya.vigente_hasta is not None and suya.vigente_hasta <= now(),
        "historia": historia,
        "ultima": historia[0] if historia else None,
        "revocaciones": revocaciones,
        "restablecimientos": factores,
        "con_factor": administra and segundo_factor.tiene(suya),
        "declaraciones": revisadas,
        "nombres": queries.nombres(quienes),
        "administra": administra,
        "revisa": puede(quien, "cuentas.revisar_declaracion") and quien != suya,
        "reporta": puede(quien, "cuentas.reportar"),
        "procede": {a.name: vida.procede(a, suya.etapa_) for a in Acto},
        "sesiones": sesiones.abiertas(suya, now()) if administra else (),
        "revocar": forms.RevocarForm(),
        "restablecer": forms.RestablecerForm(prefix="factor"),
        "devolver": forms.DevolverForm(),
        "renovar": forms.RenovarForm(hoy=localdate(), cuenta=suya, initial=_inicial(historia)),
    }
    return render(request, "cuentas/cuenta.html", contexto | cambios, status=status)


def _inicial(historia: list[Any]) -> dict[str, object]:
    """What the last oficio said, which the next one often repeats."""
    return {c: getattr(historia[0], c) for c in ("cargo", "telefono", "rol")} if historia else {}


def _visible(request: HttpRequest, numero: int) -> Cuenta:
    """Return an account that one may see; 404 of any other."""
    quien = exigir(request.user, "cuentas.ver")
    fila = queries.visibles(quien).filter(pk=numero).first()
    if fila is None:
        raise Http404
    return fila


def _oficio(numero: int) -> Oficio:
    fila = queries.oficio(numero)
    if fila is None:
        raise Http404
    return fila


def _declaracion(numero: UUID) -> Declaracion:
    fila = queries.declaracion(numero)
    if fila is None:
        raise Http404
    return fila


def _status(form: Any, motivo: Rechazo | None) -> int:
    if motivo is not None:
        return motivo.status
    return 422 if form.is_bound and not form.is_valid() else 200
