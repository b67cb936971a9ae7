"""The promovente's pages of a file of auxiliares: upload, what was found, attest (ET 3.2, 3.7)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.auxiliares import importacion as importaciones
from rubrica.auxiliares import lectura
from rubrica.auxiliares.forms import ArchivoForm, AtestiguarForm
from rubrica.auxiliares.models import Importacion
from rubrica.auxiliares.rules import EstadoDeImportacion
from rubrica.core import plazos
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.procesos import queries as procesos

POR_HOJA = 100
EN_MARCHA = frozenset({EstadoDeImportacion.POR_REVISAR, EstadoDeImportacion.REGISTRANDO})
PLANTILLA = (
    "nombres,apellido paterno,apellido materno,fecha de nacimiento,telefono,correo electronico,"
    "clave de elector,curp\r\n"
)


@require_http_methods(["GET", "HEAD", "POST"])
@requiere("auxiliares.registrar")
def subir(request: HttpRequest, proceso: str) -> HttpResponse:
    """Take a file to be reviewed (422 none, 413 too big, 409 once the period is over)."""
    datos = _proceso(proceso)
    cuenta = exigir(request.user, "auxiliares.registrar", proceso)
    form = ArchivoForm(request.POST or None, request.FILES or None)
    contexto = {"form": form, "id_proceso": proceso, "proceso": datos}
    if not plazos.acepta_envio(fin=datos.fin, momento=now()):
        return render(request, "auxiliares/cerrado.html", contexto, status=409)
    if request.method != "POST":
        return render(request, "auxiliares/subir.html", contexto)
    if not form.is_valid():
        return render(request, "auxiliares/subir.html", contexto, status=422)
    archivo = form.cleaned_data["archivo"]
    try:
        if archivo.size > lectura.MAX_BYTES:
            raise rechazo("csv-grande")
        fila = importaciones.subir(
            proceso=proceso, contenido=archivo.read(), quien=cuenta.pk, momento=now()
        )
    except Rechazo as motivo:
        contexto["motivo"] = motivo
        return render(request, "auxiliares/subir.html", contexto, status=motivo.status)
    return redirect("auxiliares:archivo", proceso=proceso, importacion=fila.pk)


@require_safe
@requiere("auxiliares.registrar")
def plantilla(request: HttpRequest, proceso: str) -> HttpResponse:
    """An empty file with its headers, as a spreadsheet opens it."""
    respuesta = HttpResponse("\ufeff" + PLANTILLA, content_type="text/csv; charset=utf-8")
    respuesta["Content-Disposition"] = 'attachment; filename="auxiliares.csv"'
    return respuesta


@require_safe
@never_cache
@requiere("auxiliares.registrar")
def archivo(request: HttpRequest, proceso: str, importacion: int) -> HttpResponse:
    """Where a file is: its progress, its faults by row, or its rows to be reviewed."""
    return _archivo(request, _importacion(proceso, importacion))


@require_POST
@requiere("auxiliares.registrar")
def atestiguar(request: HttpRequest, proceso: str, importacion: int) -> HttpResponse:
    """Register the rows that the promovente says to have reviewed (422 without it, 409 late)."""
    fila, form = _importacion(proceso, importacion), AtestiguarForm(request.POST)
    if not form.is_valid():
        return _archivo(request, fila, form=form, status=422)
    cuenta = exigir(request.user, "auxiliares.registrar", proceso)
    try:
        importaciones.atestiguar(
            importacion=importacion, proceso=proceso, quien=cuenta.pk, momento=now()
        )
    except Rechazo as motivo:
        return _archivo(request, fila, motivo=motivo, status=motivo.status)
    messages.success(request, f"Se están registrando {fila.filas} personas auxiliares.")
    return redirect("auxiliares:archivo", proceso=proceso, importacion=importacion)


def _archivo(
    request: HttpRequest,
    fila: Importacion,
    *,
    form: AtestiguarForm | None = None,
    motivo: Rechazo | None = None,
    status: int = 200,
) -> HttpResponse:
    por_revisar = Paginator(importaciones.por_atestiguar(fila), POR_HOJA)
    hoja = por_revisar.get_page(request.GET.get("pagina"))
    contexto = {
        "importacion": fila,
        "en_marcha": fila.estado in EN_MARCHA,
        "informe": importaciones.informe_de(fila),
        "hoja": hoja,
        "filas": importaciones.como_datos(list(hoja.object_list)),
        "form": form or AtestiguarForm(),
        "motivo": motivo,
        "id_proceso": fila.proceso,
        "proceso": _proceso(fila.proceso),
    }
    return render(request, "auxiliares/archivo.html", contexto, status=status)


def _importacion(proceso: str, numero: int) -> Importacion:
    fila = Importacion.objects.filter(pk=numero, proceso=proceso).first()
    if fila is None:
        raise Http404
    return fila


def _proceso(proceso: str) -> procesos.ProcesoEnPuerta:
    datos = procesos.proceso_en_puerta(proceso)
    if datos is None:
        raise Http404
    return datos
