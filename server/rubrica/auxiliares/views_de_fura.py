"""The promovente's pages of the FURA: it goes out filled in and comes back signed (ET 3.6)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.auxiliares import fura as furas
from rubrica.auxiliares import lista, services
from rubrica.auxiliares.forms import AnexoForm
from rubrica.auxiliares.queries import AuxiliarConDatos
from rubrica.auxiliares.rules import MAX_ANEXO, ClaseDeAnexo
from rubrica.auxiliares.views import auxiliar_o_404, pagina_de_auxiliar, proceso_o_404
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import exigir, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.documentos.descarga import como_adjunto

SUBIDO = {
    ClaseDeAnexo.FURA: "El FURA firmado quedó sellado con su fecha y hora.",
    ClaseDeAnexo.CREDENCIAL: "La copia de la credencial quedó sellada con su fecha y hora.",
}


@require_safe
@never_cache
@requiere("auxiliares.registrar")
def fura(request: HttpRequest, proceso: str, numero: str) -> HttpResponse:
    """The FURA of one auxiliar, filled in, to be signed; each download is an asiento."""
    return _pdf(request, proceso, [auxiliar_o_404(proceso, numero)], f"FURA-{proceso}-{numero}")


@require_safe
@never_cache
@requiere("auxiliares.registrar")
def pendientes(request: HttpRequest, proceso: str) -> HttpResponse:
    """The FURA of those who have not handed one in, as one PDF; `?parte=2` for the next ones."""
    parte = request.GET.get("parte", "1")
    if not parte.isascii() or not parte.isdigit() or parte == "0" or len(parte) > 4:
        raise Http404
    desde = (int(parte) - 1) * furas.MAX_POR_PDF
    faltan = lista.de_proceso(proceso, cuales=lista.Cuales.SIN_FURA)
    hoja = lista.abiertas(faltan[desde : desde + furas.MAX_POR_PDF])
    if not hoja:
        raise Http404
    return _pdf(request, proceso, hoja, f"FURA-{proceso}-pendientes-{parte}")


def _pdf(
    request: HttpRequest, proceso: str, auxiliares: list[AuxiliarConDatos], nombre: str
) -> HttpResponse:
    datos = proceso_o_404(proceso)
    services.anotar_descarga(auxiliares, actor=actor_de(request), momento=now())
    pdf = furas.componer(datos, auxiliares)
    return como_adjunto(pdf, "application/pdf", f"{nombre}.pdf")


@require_POST
@requiere("auxiliares.registrar")
def anexar(request: HttpRequest, proceso: str, numero: str, clase: str) -> HttpResponse:
    """Take the signed FURA or the copy of the credential (422 if it is no whole paper)."""
    auxiliar = auxiliar_o_404(proceso, numero)
    if clase not in set(ClaseDeAnexo):
        raise Http404
    cuenta = exigir(request.user, "auxiliares.registrar", proceso)
    form = AnexoForm(request.POST, request.FILES, clase=ClaseDeAnexo(clase), proceso=proceso)
    if not form.is_valid():
        return pagina_de_auxiliar(request, auxiliar, anexo=form, status=422)
    archivo = form.cleaned_data["archivo"]
    try:
        if archivo.size > MAX_ANEXO:
            raise rechazo("anexo-impropio")
        services.subir_anexo(
            auxiliar=auxiliar.id,
            clase=form.clase,
            contenido=archivo.read(),
            version=form.version(),
            quien=cuenta.pk,
            actor=actor_de(request),
            momento=now(),
        )
    except Rechazo as motivo:
        form.add_error("archivo", f"{motivo.fila.titulo} {motivo.fila.que_hacer}")
        return pagina_de_auxiliar(request, auxiliar, anexo=form, status=motivo.status)
    messages.success(request, SUBIDO[form.clase])
    return redirect("auxiliares:detalle", proceso=proceso, numero=numero)
