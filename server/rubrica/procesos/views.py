"""Officials' pages of a mechanism: list, registration, stages, keys and custody."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.procesos import forms, paginas, queries, services
from rubrica.procesos.models import Proceso
from rubrica.procesos.rules import Estado, Prueba

POR_HOJA = 50
ACTOS_DE_PAGINA = {
    "solicita": "procesos.registrar",
    "aprueba": "procesos.aprobar",
    "abre": "procesos.abrir",
    "custodia_llaves": "procesos.custodiar",
    "registra_entrega": "procesos.registrar_llave_de_entrega",
    "ve_cifras": "registros.ver_cuenta",
    "asigna": "procesos.asignar",
    "cambia_acceso": "cuentas.cambiar_acceso",
}
ACCION_DE_PRUEBA = {
    Prueba.ENTREGA: "procesos.registrar_llave_de_entrega",
    Prueba.CUSTODIA: "procesos.custodiar",
}


@require_safe
@requiere("procesos.ver")
def lista(request: HttpRequest) -> HttpResponse:
    """The processes in which this account acts, the newest first."""
    cuenta = exigir(request.user, "procesos.ver")
    hoja = Paginator(queries.visibles(procesos_de(cuenta)), POR_HOJA).get_page(
        request.GET.get("pagina")
    )
    registra = puede(cuenta, "procesos.registrar")
    return render(request, "procesos/lista.html", {"hoja": hoja, "registra": registra})


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("procesos.registrar")
def nuevo(request: HttpRequest) -> HttpResponse:
    """Register a mechanism (422 incomplete, 409 repeated)."""
    cuenta = exigir(request.user, "procesos.registrar")
    form = forms.ProcesoForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "procesos/nuevo.html", {"form": form})
    if not form.is_valid():
        return render(request, "procesos/nuevo.html", {"form": form}, status=422)
    try:
        proceso = services.registrar(
            solicitud=form.to_solicitud(),
            autoridad=cuenta.autoridad,
            quien=cuenta.pk,
            momento=now(),
        )
    except Rechazo as motivo:
        contexto = {"form": form, "motivo": motivo}
        return render(request, "procesos/nuevo.html", contexto, status=motivo.status)
    messages.success(request, f"Se registró el proceso {proceso.pk}. Ahora solicite su alta.")
    return redirect("procesos:detalle", proceso=proceso.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requiere("procesos.registrar")
def editar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Correct a draft (422 incomplete, 409 once it was asked for)."""
    fila = _proceso(proceso)
    if fila.estado != Estado.BORRADOR:
        motivo = rechazo("proceso-improcedente", estado=fila.estado, acto="corregir")
        return _detalle(request, proceso, motivo=motivo)
    form = forms.ProcesoForm(
        request.POST or None,
        request.FILES or None,
        initial=paginas.escrito(fila) | paginas.textos(fila.pk),
    )
    form.fields["id"].disabled = True
    contexto: dict[str, object] = {"form": form, "proceso": fila}
    if request.method != "POST":
        return render(request, "procesos/editar.html", contexto)
    if not form.is_valid():
        return render(request, "procesos/editar.html", contexto, status=422)
    try:
        services.corregir(
            proceso=proceso, solicitud=form.to_solicitud(), quien=_quien(request), momento=now()
        )
    except Rechazo as motivo:
        contexto["motivo"] = motivo
        return render(request, "procesos/editar.html", contexto, status=motivo.status)
    messages.success(request, "El borrador quedó corregido.")
    return redirect("procesos:detalle", proceso=proceso)


@require_POST
@requiere("procesos.aprobar")
def devolver(request: HttpRequest, proceso: str) -> HttpResponse:
    """Give the request back with its reason (422 without one, 409 when there is none)."""
    form = forms.DevolverForm(request.POST)
    if not form.is_valid():
        return _detalle(request, proceso, devolver_form=form, status=422)
    return _hacer(
        request,
        lambda: services.devolver(
            proceso=proceso, quien=_quien(request), momento=now(), **form.cleaned_data
        ),
        hecho="La solicitud se devolvió: vuelve a ser un borrador.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, devolver_form=form, motivo=motivo),
    )


@require_safe
@requiere("procesos.ver")
def detalle(request: HttpRequest, proceso: str) -> HttpResponse:
    """One process: its stages, its data, and what comes next."""
    return _detalle(request, proceso)


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("procesos.registrar")
def publicado(request: HttpRequest, proceso: str) -> HttpResponse:
    """Read the notices and the logo, and publish other versions of them (422 incomplete)."""
    form = forms.PublicadoForm(
        request.POST or None, request.FILES or None, initial=paginas.textos(proceso)
    )
    if request.method == "POST" and form.is_valid():
        cambios = services.publicar(
            proceso=proceso,
            textos=form.textos(),
            logotipo=form.cleaned_data["logotipo"],
            quien=_quien(request),
            momento=now(),
        )
        hecho = f"Se publicó otra versión de: {', '.join(cambios)}." if cambios else "Nada cambió."
        messages.success(request, hecho)
        return redirect("procesos:publicado", proceso=proceso)
    contexto = paginas.publicado(_proceso(proceso)) | {"form": form}
    estado = 422 if request.method == "POST" else 200
    return render(request, "procesos/publicado.html", contexto, status=estado)


@require_POST
@requiere("procesos.registrar")
def solicitar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Ask the DERFE to enable it (422 late without a reason, 409 already asked)."""
    form = forms.SolicitarForm(request.POST)
    if not form.is_valid():
        return _detalle(request, proceso, form=form, status=422)
    return _hacer(
        request,
        lambda: services.solicitar(
            proceso=proceso, quien=_quien(request), momento=now(), **form.cleaned_data
        ),
        hecho="Se envió la solicitud a la DERFE.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, form=form, motivo=motivo),
    )


@require_POST
@requiere("procesos.aprobar")
def aprobar(request: HttpRequest, proceso: str) -> HttpResponse:
    """Approve the request (409 when there is none)."""
    return _hacer(
        request,
        lambda: services.aprobar(proceso=proceso, quien=_quien(request), momento=now()),
        hecho="El proceso quedó aprobado y se envió la confirmación a la persona promovente.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, motivo=motivo),
    )


@require_POST
@requiere("procesos.abrir")
def abrir(request: HttpRequest, proceso: str) -> HttpResponse:
    """Open the capture (409 before the rehearsal)."""
    return _hacer(
        request,
        lambda: services.abrir(proceso=proceso, quien=_quien(request), momento=now()),
        hecho="La captación quedó abierta.",
        proceso=proceso,
        rechazada=lambda motivo: _detalle(request, proceso, motivo=motivo),
    )


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
    return _hacer(
        request,
        lambda: services.registrar_llave_de_entrega(
            proceso=proceso, quien=_quien(request), momento=now(), **form.cleaned_data
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
    return _hacer(
        request,
        lambda: services.registrar_custodios(
            proceso=proceso, custodios=form.to_custodios(), quien=_quien(request), momento=now()
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
    return _hacer(
        request,
        lambda: services.ensayar(
            proceso=proceso, prueba=cual, quien=_quien(request), momento=now()
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
    return _hacer(
        request,
        lambda: services.responder(
            proceso=proceso, prueba=cual, quien=_quien(request), momento=now(), **form.cleaned_data
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
    ensayo = queries.ensayo_vigente(_proceso(proceso), _prueba(request, proceso, prueba))
    if ensayo is None or nombre not in ensayo.paquetes:
        raise Http404
    return _descarga(f"{proceso}-prueba-{nombre}.age", ensayo.paquetes[nombre])


@never_cache
@require_POST
@requiere("procesos.custodiar")
def recuperacion(request: HttpRequest, proceso: str, par: str) -> HttpResponse:
    """Make and download the recovery file of a pair (409 before the rehearsal)."""
    try:
        archivo = services.entregar_custodia(
            proceso=proceso, par=par, quien=_quien(request), momento=now()
        )
    except Rechazo as motivo:
        return _llaves(request, proceso, motivo=motivo)
    return _descarga(archivo.nombre, archivo.contenido)


@require_safe
@requiere("procesos.custodiar")
def acta(request: HttpRequest, proceso: str) -> HttpResponse:
    """The form that the custodians sign: who holds which file, and its SHA-256."""
    return render(request, "procesos/acta.html", paginas.llaves(_proceso(proceso)))


def _hacer(
    request: HttpRequest,
    acto: Callable[[], object],
    *,
    hecho: str,
    proceso: str,
    rechazada: Callable[[Rechazo], HttpResponse],
    destino: str = "procesos:detalle",
) -> HttpResponse:
    """Do the act and go on, saying `hecho`; or show the page again with its refusal."""
    try:
        acto()
    except Rechazo as motivo:
        return rechazada(motivo)
    messages.success(request, hecho)
    return redirect(destino, proceso=proceso)


def _detalle(
    request: HttpRequest,
    proceso: str,
    *,
    form: Form | None = None,
    devolver_form: Form | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    contexto = paginas.detalle(_proceso(proceso)) | _puede(request, proceso)
    if contexto["solicita"] or contexto["aprueba"]:
        contexto["representante"] = paginas.representante(contexto["proceso"])
    if devolver_form is not None:
        contexto["devolver_form"] = devolver_form
    contexto["motivo"] = motivo
    if form is not None:
        contexto["solicitar_form"] = form
    estado = motivo.status if motivo else status
    return render(request, "procesos/detalle.html", contexto, status=estado)


def _llaves(
    request: HttpRequest,
    proceso: str,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
    escrito: Mapping[str, Form] | None = None,
) -> HttpResponse:
    """The page of keys; `escrito`: forms that keep what was typed, by their name in it."""
    contexto = paginas.llaves(_proceso(proceso)) | _puede(request, proceso) | dict(escrito or {})
    contexto["motivo"] = motivo
    estado = motivo.status if motivo else status
    return render(request, "procesos/llaves.html", contexto, status=estado)


def _puede(request: HttpRequest, proceso: str) -> dict[str, bool]:
    return {n: puede(request.user, accion, proceso) for n, accion in ACTOS_DE_PAGINA.items()}


def _proceso(proceso: str) -> Proceso:
    return get_object_or_404(Proceso.objects.select_related("promovente"), pk=proceso)


def _prueba(request: HttpRequest, proceso: str, prueba: str) -> Prueba:
    """Return the half of the rehearsal, which this account may do; 404 or 403 otherwise."""
    try:
        cual = Prueba(prueba)
    except ValueError:
        raise Http404 from None
    exigir(request.user, ACCION_DE_PRUEBA[cual], proceso)
    return cual


def _quien(request: HttpRequest) -> int:
    """Return the number of the account: the decorator has made sure there is one."""
    return int(request.user.pk or 0)


def _descarga(nombre: str, contenido: str) -> HttpResponse:
    return HttpResponse(
        contenido,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )
