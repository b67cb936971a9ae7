"""The promovente's pages about its auxiliares: who they are, alta, baja (ET 3.2–3.4)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rubrica.auxiliares import lista, queries, services
from rubrica.auxiliares.forms import AltaAManoForm, AnexoForm, BajaForm, BuscarForm, CuentaForm
from rubrica.auxiliares.fura import MAX_POR_PDF
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.queries import (
    Anexos,
    AuxiliarConDatos,
    AuxiliarDesconocido,
    CambioDeCuenta,
)
from rubrica.auxiliares.rules import ClaseDeAnexo
from rubrica.avisos import queries as avisos
from rubrica.core import plazos
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import queries as cuentas
from rubrica.cuentas.permisos import procesos_de, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.procesos import queries as procesos

POR_HOJA = 50


@require_GET
@requiere("auxiliares.ver")
def inicio(request: HttpRequest) -> HttpResponse:
    """Go to the auxiliares of the one process of the account, or choose among several."""
    suyos = sorted(procesos_de(request.user) or ())  # type: ignore[arg-type]
    if len(suyos) == 1:
        return redirect("auxiliares:de_proceso", proceso=suyos[0])
    return render(request, "auxiliares/procesos.html", {"procesos": suyos})


@require_GET
@requiere("auxiliares.ver")
def de_proceso(request: HttpRequest, proceso: str) -> HttpResponse:
    """List the auxiliares of a process with devices and papers, those given up included."""
    form = BuscarForm(request.GET)
    hoja = Paginator(_buscados(proceso, form), POR_HOJA).get_page(request.GET.get("pagina"))
    filas = lista.abiertas(hoja.object_list)
    anexos = queries.anexos_de(filas)
    faltan = lista.de_proceso(proceso, cuales=lista.Cuales.SIN_FURA).count()
    contexto = {
        "id_proceso": proceso,
        "form": form,
        "hoja": hoja,
        "auxiliares": [(a, anexos.get(a.id, Anexos())) for a in filas],
        "proceso": proceso_o_404(proceso),
        "espera_fura": procesos.espera_fura(proceso),
        "sin_fura": faltan,
        "partes": range(1, -(-faltan // MAX_POR_PDF) + 1),
    }
    return render(request, "auxiliares/lista.html", contexto)


def _buscados(proceso: str, form: BuscarForm) -> QuerySet[Auxiliar]:
    """Return whom the URL asks for; everybody when it asks for what cannot be."""
    if not form.is_valid():
        return lista.de_proceso(proceso)
    datos = form.cleaned_data
    return lista.de_proceso(
        proceso, busca=datos["busca"], cuales=lista.Cuales(datos["cuales"] or "")
    )


@require_http_methods(["GET", "POST"])
@requiere("auxiliares.registrar")
def alta(request: HttpRequest, proceso: str) -> HttpResponse:
    """Register one auxiliar (422 with what is missing, 409 once the period is over)."""
    datos = proceso_o_404(proceso)
    momento = now()
    if not plazos.acepta_envio(fin=datos.fin, momento=momento):
        return render(
            request,
            "auxiliares/cerrado.html",
            {"id_proceso": proceso, "proceso": datos},
            status=409,
        )
    form = AltaAManoForm(request.POST or None)
    contexto = {"form": form, "id_proceso": proceso, "proceso": datos}
    if request.method == "GET":
        return render(request, "auxiliares/alta.html", contexto)
    if not form.is_valid():
        return render(request, "auxiliares/alta.html", contexto, status=422)
    try:
        nuevo = services.dar_de_alta(
            proceso=proceso,
            promovente=datos.promovente,
            datos=form.to_datos(),
            actor=actor_de(request),
            momento=momento,
        )
    except services.CorreoEnUso:
        form.add_error("correo", "Otra persona auxiliar activa de este proceso ya usa ese correo.")
        return render(request, "auxiliares/alta.html", contexto, status=422)
    messages.success(
        request,
        f"Se registró a la persona auxiliar con el Id_Auxiliar {nuevo.numero}."
        " Le enviamos un correo con lo que necesita para entrar a la aplicación.",
    )
    return redirect("auxiliares:detalle", proceso=proceso, numero=nuevo.numero)


@require_GET
@requiere("auxiliares.ver")
def detalle(request: HttpRequest, proceso: str, numero: str) -> HttpResponse:
    """Show one auxiliar: data, papers, devices, and the baja if there is one."""
    return pagina_de_auxiliar(request, auxiliar_o_404(proceso, numero))


def pagina_de_auxiliar(
    request: HttpRequest,
    auxiliar: AuxiliarConDatos,
    *,
    anexo: AnexoForm | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of one auxiliar. anexo: the form of a paper that was not taken.

    motivo: why something else was refused.
    """
    proceso = auxiliar.proceso
    anexos = queries.anexos_de([auxiliar]).get(auxiliar.id, Anexos())
    formas = {c: AnexoForm(clase=c, proceso=proceso) for c in ClaseDeAnexo}
    if anexo is not None:
        formas[anexo.clase] = anexo
    contexto = {
        "auxiliar": auxiliar,
        "id_proceso": proceso,
        "proceso": proceso_o_404(proceso),
        "anexos": anexos,
        "formas": formas.items(),
        "espera_fura": procesos.espera_fura(proceso),
        "dispositivos": queries.dispositivos_de(auxiliar),
        "correos": avisos.de_objeto(f"auxiliar/{proceso}/{auxiliar.numero}"),
        "motivo": motivo,
        "cambios": _con_nombre(queries.cambios_de_cuenta(proceso, auxiliar.numero)),
    }
    return render(request, "auxiliares/detalle.html", contexto, status=status)


def _con_nombre(cambios: list[CambioDeCuenta]) -> list[tuple[CambioDeCuenta, str]]:
    """Return each change with who made it: of officials the portal knows no name."""
    nombres = cuentas.nombres(c.quien for c in cambios)
    return [(c, nombres.get(c.quien, "La autoridad")) for c in cambios]


@require_http_methods(["GET", "POST"])
@requiere("auxiliares.registrar")
def cuenta(request: HttpRequest, proceso: str, numero: str) -> HttpResponse:
    """Change the account of one auxiliar, with its motive (422 what is wrong, 409 after a baja)."""
    auxiliar = auxiliar_o_404(proceso, numero)
    if auxiliar.baja_en:
        return pagina_de_auxiliar(request, auxiliar, status=409)
    actual = {"correo": auxiliar.datos.correo, "autenticacion": auxiliar.autenticacion}
    form = CuentaForm(request.POST or None, initial=actual)
    contexto = {"auxiliar": auxiliar, "form": form, "id_proceso": proceso}
    contexto["proceso"] = proceso_o_404(proceso)
    if request.method == "GET":
        return render(request, "auxiliares/cuenta.html", contexto)
    if not form.is_valid() or not _cambio(request, auxiliar, form):
        return render(request, "auxiliares/cuenta.html", contexto, status=422)
    messages.success(request, "La cuenta cambió. Avisamos a los dos correos.")
    return redirect("auxiliares:detalle", proceso=proceso, numero=numero)


def _cambio(request: HttpRequest, auxiliar: AuxiliarConDatos, form: CuentaForm) -> bool:
    """Whether it was changed; if not, the form says why."""
    try:
        services.cambiar_cuenta(
            proceso=auxiliar.proceso, numero=auxiliar.numero, momento=now(),
            quien=int(request.user.pk or 0), **form.cleaned_data,
        )  # fmt: skip
    except services.CorreoEnUso:
        form.add_error("correo", "Otra persona auxiliar activa de este proceso ya usa ese correo.")
    except services.SinCambio:
        form.add_error("correo", "Es la cuenta que ya tiene: cambie el correo o el tipo.")
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
@requiere("auxiliares.dar_de_baja")
def baja(request: HttpRequest, proceso: str, numero: str) -> HttpResponse:
    """Give one auxiliar up, with its motive (422 without it, 409 if it already was)."""
    auxiliar = auxiliar_o_404(proceso, numero)
    form = BajaForm(request.POST or None)
    if auxiliar.baja_en:
        return pagina_de_auxiliar(request, auxiliar, status=409)
    contexto = {"auxiliar": auxiliar, "form": form, "id_proceso": proceso}
    contexto["proceso"] = proceso_o_404(proceso)
    if request.method == "GET":
        return render(request, "auxiliares/baja.html", contexto)
    if not form.is_valid():
        return render(request, "auxiliares/baja.html", contexto, status=422)
    try:
        services.dar_de_baja(
            proceso=proceso,
            numero=numero,
            motivo=form.cleaned_data["motivo"],
            actor=actor_de(request),
            momento=now(),
        )
    except services.BajaImprocedente:
        messages.warning(request, "La baja ya estaba registrada; no cambió nada.")
    else:
        messages.success(request, f"La persona auxiliar {numero} quedó dada de baja.")
    return redirect("auxiliares:detalle", proceso=proceso, numero=numero)


@require_POST
@requiere("auxiliares.registrar")
def reenviar(request: HttpRequest, proceso: str, numero: str) -> HttpResponse:
    """Send again the e-mail of ET 3.3 (409 once given up, 429 too often)."""
    auxiliar = auxiliar_o_404(proceso, numero)
    try:
        services.reenviar_alta(
            proceso=proceso, numero=numero, actor=actor_de(request), momento=now()
        )
    except services.BajaImprocedente:
        return pagina_de_auxiliar(request, auxiliar, status=409)
    except Rechazo as motivo:
        return pagina_de_auxiliar(request, auxiliar, motivo=motivo, status=motivo.status)
    messages.success(request, "El correo de alta va en camino otra vez.")
    return redirect("auxiliares:detalle", proceso=proceso, numero=numero)


def auxiliar_o_404(proceso: str, numero: str) -> AuxiliarConDatos:
    """Return one auxiliar with its data; raise Http404."""
    try:
        return queries.auxiliar_de(proceso, numero)
    except AuxiliarDesconocido:
        raise Http404 from None


def proceso_o_404(proceso: str) -> procesos.ProcesoEnPuerta:
    """Return the process as the pages name it; raise Http404."""
    datos = procesos.proceso_en_puerta(proceso)
    if datos is None:
        raise Http404
    return datos
