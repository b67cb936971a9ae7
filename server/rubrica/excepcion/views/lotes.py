"""Officials' pages of paper: where it is admitted, lots, sheets, and scans (ET 8)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.core.incisos_papel import INCISOS_DE_PAPEL
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.cuentas.queries import nombres
from rubrica.documentos.descarga import como_adjunto
from rubrica.excepcion import forms, queries, services
from rubrica.excepcion.models import Cedula, Escaneo, Lote
from rubrica.excepcion.rules import CUSTODIA, MAX_ESCANEO, Custodia
from rubrica.procesos import queries as procesos
from rubrica.recepcion.almacen import PaqueteAusente, PaqueteDanado


def de_lote(lote: int, **_: object) -> str:
    """Return the process of a lot; 404."""
    return _lote(lote).proceso


def de_escaneo(escaneo: int, **_: object) -> str:
    """Return the process of a scan; 404."""
    return _escaneo(escaneo).lote.proceso


@require_safe
@requiere("excepcion.ver")
def inicio(request: HttpRequest) -> HttpResponse:
    """The processes of this account, and which of them admit paper."""
    cuenta = exigir(request.user, "excepcion.ver")
    suyos = procesos_de(cuenta)
    visibles = procesos.abiertos() if suyos is None else sorted(suyos)
    con_papel = {r.pk: r for r in queries.con_papel(suyos)}
    filas = [(p, con_papel.get(p)) for p in visibles]
    return render(request, "excepcion/inicio.html", {"filas": filas})


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("excepcion.ver")
def proceso(request: HttpRequest, proceso: str) -> HttpResponse:
    """The lots of one process; POST receives one (422 incomplete, 409 not admitted)."""
    if request.method != "POST":
        return _proceso(request, proceso)
    cuenta = exigir(request.user, "excepcion.recibir", proceso)
    form = forms.LoteForm(request.POST)
    if not form.is_valid():
        return _proceso(request, proceso, form=form, status=422)
    try:
        lote = services.recibir_lote(
            proceso=proceso, llegada=form.to_llegada(), quien=cuenta.pk, momento=now()
        )
    except Rechazo as motivo:
        return _proceso(request, proceso, form=form, motivo=motivo, status=motivo.status)
    messages.success(request, f"Se recibió el lote {lote.numero}, con {lote.cedulas} cédulas.")
    return redirect("excepcion:lote", lote=lote.pk)


def _proceso(
    request: HttpRequest,
    proceso: str,
    *,
    form: forms.LoteForm | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise Http404
    cuenta = exigir(request.user, "excepcion.ver", proceso)
    observaciones = queries.por_inciso(proceso)
    contexto = {
        "proceso": en_puerta,
        "regimen": queries.regimen(proceso),
        "lotes": queries.lotes(proceso),
        "form": form or forms.LoteForm(),
        "motivo": motivo,
        "habilita": puede(cuenta, "excepcion.habilitar", proceso),
        "recibe": puede(cuenta, "excepcion.recibir", proceso),
        "coteja": puede(cuenta, "excepcion.capturar", proceso),
        "resuelve": puede(cuenta, "excepcion.resolver", proceso),
        "barras": [(INCISOS_DE_PAPEL[i].texto, n, "grana") for i, n in observaciones.items()],
    }
    return render(request, "excepcion/proceso.html", contexto, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("excepcion.habilitar")
def regimen(request: HttpRequest, proceso: str) -> HttpResponse:
    """Where the process admits paper (422 incomplete)."""
    cuenta = exigir(request.user, "excepcion.habilitar", proceso)
    en_puerta = procesos.proceso_en_puerta(proceso)
    if en_puerta is None:
        raise Http404
    form = forms.RegimenForm(
        request.POST or None, entidad=en_puerta.entidad, initial=_regimen_actual(proceso)
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        contexto = {"form": form, "proceso": en_puerta}
        return render(request, "excepcion/regimen.html", contexto, status=status)
    services.habilitar(proceso=proceso, quien=cuenta.pk, momento=now(), **form.cleaned_data)
    messages.success(request, "El régimen de excepción quedó registrado.")
    return redirect("excepcion:proceso", proceso=proceso)


def _regimen_actual(proceso: str) -> dict[str, object]:
    actual = queries.regimen(proceso)
    if actual is None:
        return {}
    return {
        "acuerdo": actual.acuerdo, "municipios": actual.municipios, "muestra": actual.muestra,
    }  # fmt: skip


@require_safe
@never_cache
@requiere("excepcion.ver", proceso_de=de_lote)
def lote(request: HttpRequest, lote: int) -> HttpResponse:
    """One lot: its sheets, its chain of custody, its scans."""
    return _pagina_de_lote(request, _lote(lote))


@require_POST
@requiere("excepcion.recibir", proceso_de=de_lote)
def custodia(request: HttpRequest, lote: int) -> HttpResponse:
    """Leave what was done with the box (422 incomplete)."""
    fila, form = _lote(lote), forms.CustodiaForm(request.POST)
    if not form.is_valid():
        return _pagina_de_lote(request, fila, custodia=form, status=422)
    cuenta = exigir(request.user, "excepcion.recibir", fila.proceso)
    services.anotar_custodia(
        lote=fila,
        acto=Custodia(form.cleaned_data["acto"]),
        sello=form.cleaned_data["sello"],
        quien=cuenta.pk,
        momento=now(),
    )
    messages.success(request, "Quedó anotado en la cadena de custodia.")
    return redirect("excepcion:lote", lote=lote)


@require_POST
@requiere("excepcion.recibir", proceso_de=de_lote)
def subir(request: HttpRequest, lote: int) -> HttpResponse:
    """Attach a scan to the lot (422 not a scan)."""
    fila, form = _lote(lote), forms.EscaneoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _pagina_de_lote(request, fila, escaneo=form, status=422)
    cuenta = exigir(request.user, "excepcion.recibir", fila.proceso)
    archivo = form.cleaned_data["archivo"]
    try:
        if archivo.size > MAX_ESCANEO:
            raise rechazo("escaneo-impropio")
        services.subir_escaneo(lote=fila, contenido=archivo.read(), quien=cuenta.pk, momento=now())
    except Rechazo as motivo:
        return _pagina_de_lote(request, fila, motivo=motivo, status=motivo.status)
    messages.success(request, "El escaneo quedó sellado con el lote.")
    return redirect("excepcion:lote", lote=lote)


@require_safe
@never_cache
@requiere("excepcion.ver_escaneos", proceso_de=de_escaneo)
def escaneo(request: HttpRequest, escaneo: int) -> HttpResponse:
    """One scan, to be downloaded; the asking is an asiento (404 when it is not there)."""
    fila = _escaneo(escaneo)
    cuenta = exigir(request.user, "excepcion.ver_escaneos", fila.lote.proceso)
    try:
        contenido = services.abrir_escaneo(escaneo=fila, quien=cuenta.pk, momento=now())
    except (PaqueteAusente, PaqueteDanado):
        raise Http404 from None
    extension = fila.tipo.rpartition("/")[2]
    return como_adjunto(contenido, fila.tipo, f"escaneo-{fila.pk}.{extension}")


def _pagina_de_lote(
    request: HttpRequest,
    lote: Lote,
    *,
    custodia: forms.CustodiaForm | None = None,
    escaneo: forms.EscaneoForm | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    cuenta = exigir(request.user, "excepcion.ver", lote.proceso)
    actos = list(lote.custodia.order_by("momento", "pk"))
    quienes = nombres(a.quien for a in actos)
    contexto = {
        "lote": lote,
        "proceso": procesos.proceso_en_puerta(lote.proceso),
        "hojas": queries.hojas(lote),
        "entrega": queries.quien_entrego(lote),
        "actos": [(a, CUSTODIA[Custodia(a.acto)], quienes.get(a.quien, "—")) for a in actos],
        "escaneos": lote.escaneos.order_by("subido_en"),
        "custodia": custodia or forms.CustodiaForm(),
        "escaneo": escaneo or forms.EscaneoForm(),
        "motivo": motivo,
        "captura": puede(cuenta, "excepcion.capturar", lote.proceso),
        "recibe": puede(cuenta, "excepcion.recibir", lote.proceso),
        "ve_escaneos": puede(cuenta, "excepcion.ver_escaneos", lote.proceso),
    }
    return render(request, "excepcion/lote.html", contexto, status=status)


def _lote(numero: int) -> Lote:
    try:
        return queries.lote(numero)
    except Lote.DoesNotExist:
        raise Http404 from None


def _escaneo(numero: int) -> Escaneo:
    try:
        return queries.escaneo(numero)
    except Escaneo.DoesNotExist:
        raise Http404 from None


def cedula_o_404(numero: int) -> Cedula:
    """Return a sheet by its key; 404."""
    try:
        return queries.cedula(numero)
    except Cedula.DoesNotExist:
        raise Http404 from None
