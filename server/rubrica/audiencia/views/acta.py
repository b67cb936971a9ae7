"""The acta or minuta: told live, corrected, closed, signed, notified (ET 10.8, 11.5, 11.9)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.audiencia import firma_electronica, forms, palabras, papeles, queries, services
from rubrica.audiencia.models import Documento, Sesion
from rubrica.audiencia.rules import Clase, Estado, Modo
from rubrica.audiencia.views._comun import de_sesion, hacer, hallar, quien
from rubrica.audiencia.views.agenda import plazos_de, procede_en
from rubrica.core.adjunto import EXTENSIONES
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import requiere
from rubrica.documentos.descarga import como_adjunto

PDF = "application/pdf"


@require_safe
@never_cache
@requiere("audiencia.ver")
def acta(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """What the acta tells, its documents, who signed and who is missing."""
    return _pagina(request, hallar(proceso, numero))


def _pagina(
    request: HttpRequest,
    fila: Sesion,
    *,
    motivo: Rechazo | None = None,
    formas: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    fila.refresh_from_db()
    contexto = de_sesion(request, fila, "audiencia:acta", motivo)
    firmantes, hechas = queries.firmantes(fila), {f.firmante: f for f in fila.firmas.all()}
    faltan = [f for f in firmantes if f.id not in hechas]
    contexto |= {
        **plazos_de(fila),
        **procede_en(fila),
        "relato": queries.relato(fila),
        "redacta": fila.estado in (Estado.ABIERTA, Estado.CONCLUIDA),
        "documentos": _documentos(fila),
        "firmas": [
            (f, hechas.get(f.id), palabras.MODOS[Modo(hechas[f.id].modo)] if f.id in hechas else "")
            for f in firmantes
        ],
        "pendientes": queries.pendientes(fila),
        "faltan": faltan,
        "firma": fila.estado == Estado.CERRADA and fila.clase == Clase.AUDIENCIA and bool(faltan),
        "con_certificado": firma_electronica.hay_anclas(),
        "relato_form": forms.RelatoForm(initial={"texto": queries.relato(fila)}),
        "electronica_form": forms.ElectronicaForm(faltan=faltan),
        "papel_form": forms.PapelForm(faltan=faltan),
        "negativa_form": forms.NegativaForm(faltan=faltan),
        **{clave: f for clave, f in (formas or {}).items() if f is not None},
    }
    return render(request, "audiencia/acta.html", contexto, status=status)


def _documentos(fila: Sesion) -> list[tuple[Documento, str, str]]:
    return [
        (d, palabras.DOCUMENTOS[d.clase], bytes(d.huella).hex()) for d in papeles.documentos(fila)
    ]


def _en_acta(
    request: HttpRequest,
    fila: Sesion,
    acto: Callable[[], object],
    hecho: str,
    *,
    form: Form | None = None,
    como: str = "",
) -> HttpResponse:
    return hacer(
        request,
        acto,
        form=form,
        hecho=hecho,
        pagina=lambda motivo, f, estado: _pagina(
            request, fila, motivo=motivo, formas={como: f} if como else {}, status=estado
        ),
        a=("audiencia:acta", [fila.proceso, fila.numero]),
    )


@require_POST
@requiere("audiencia.programar")
def relatar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Keep what the acta tells (422 empty, 409 closed)."""
    fila, form = hallar(proceso, numero), forms.RelatoForm(request.POST)
    return _en_acta(
        request, fila,
        lambda: services.relatar(
            sesion=fila.pk, quien=quien(request), momento=now(), **form.cleaned_data
        ),
        "Lo escrito quedó guardado.", form=form, como="relato_form",
    )  # fmt: skip


def _acto(
    request: HttpRequest, proceso: str, numero: int, servicio: Callable[..., object], hecho: str
) -> HttpResponse:
    fila = hallar(proceso, numero)
    return _en_acta(
        request, fila,
        lambda: servicio(sesion=fila.pk, quien=quien(request), momento=now()), hecho,
    )  # fmt: skip


@require_POST
@requiere("audiencia.programar")
def concluir(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """End the hearing (409 with undecided records)."""
    return _acto(
        request, proceso, numero, services.concluir,
        "La audiencia concluyó: corren 24 horas para notificar sus resultados.",
    )  # fmt: skip


@require_POST
@requiere("audiencia.programar")
def cerrar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Close the acta or the minuta (409 without its account of what happened)."""
    return _acto(request, proceso, numero, services.cerrar, "Quedó cerrada y ya no cambia.")


@require_POST
@requiere("audiencia.programar")
def notificar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Notify the DERFE of the results, with the acta (409 while a signature is missing)."""
    return _acto(
        request, proceso, numero, services.notificar,
        "Los resultados y el acta quedaron notificados a la DERFE.",
    )  # fmt: skip


@require_POST
@requiere("audiencia.programar")
def firmar(request: HttpRequest, proceso: str, numero: int, modo: str) -> HttpResponse:
    """Keep how somebody answered for the acta: certificate, pen or refusal (422 not theirs)."""
    fila = hallar(proceso, numero)
    if modo not in FIRMAS:
        raise Http404
    clase, como, servicio = FIRMAS[modo]
    hechas = set(fila.firmas.values_list("firmante", flat=True))
    faltan = [f for f in queries.firmantes(fila) if f.id not in hechas]
    form = clase(request.POST, request.FILES, faltan=faltan)
    return _en_acta(
        request, fila,
        lambda: servicio(form.cleaned_data, sesion=fila.pk, quien=quien(request), momento=now()),
        "Quedó registrado.", form=form, como=como,
    )  # fmt: skip


def _con_certificado(datos: dict[str, Any], **comunes: Any) -> None:
    services.firmar_con_certificado(
        firmante=datos["firmante"], firmado=datos["archivo"].read(), **comunes
    )


def _en_papel(datos: dict[str, Any], **comunes: Any) -> None:
    services.firmar_en_papel(
        firmantes=datos["firmantes"], escaneo=datos["archivo"].read(), **comunes
    )


def _negativa(datos: dict[str, Any], **comunes: Any) -> None:
    services.negarse(firmante=datos["firmante"], motivo=datos["motivo"], **comunes)


FIRMAS: dict[str, tuple[type[Any], str, Callable[..., None]]] = {
    Modo.ELECTRONICA.value: (forms.ElectronicaForm, "electronica_form", _con_certificado),
    Modo.AUTOGRAFA.value: (forms.PapelForm, "papel_form", _en_papel),
    Modo.NEGATIVA.value: (forms.NegativaForm, "negativa_form", _negativa),
}


# ---- Files


@require_safe
@never_cache
@requiere("audiencia.ver")
def documento(request: HttpRequest, proceso: str, numero: int, clase: str) -> HttpResponse:
    """A PDF/A: a draft as it would be now, `firmada` with its signatures, or a closed one."""
    fila = hallar(proceso, numero)
    nombre = f"{proceso}-sesion{numero}-{clase}.pdf"
    if clase == "borrador":
        pdf = services.borrador(fila, quien=quien(request), momento=now())
        return como_adjunto(pdf, PDF, nombre)
    kept = papeles.documento(fila, "acta" if clase == "firmada" else clase)
    if kept is None:
        raise Http404
    pdf = services.abrir_documento(kept, quien=quien(request), momento=now())
    return como_adjunto(services.acta_vigente(fila) if clase == "firmada" else pdf, PDF, nombre)


@require_safe
@never_cache
@requiere("audiencia.ver")
def firma(request: HttpRequest, proceso: str, numero: int, firma: int) -> HttpResponse:
    """The signed acta or the scan that somebody handed in; each asking is an asiento."""
    fila = hallar(proceso, numero)
    hecha = papeles.firma(fila, firma)
    if hecha is None or hecha.codigo is None:
        raise Http404
    claro = services.ver_firma(firma=hecha, quien=quien(request), momento=now())
    nombre = f"{proceso}-sesion{numero}-firma{hecha.pk}.{EXTENSIONES[hecha.tipo]}"
    return como_adjunto(claro, hecha.tipo, nombre)


@require_safe
@never_cache
@requiere("audiencia.ver")
def todo(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """The 24-hour notice with what it carries: acta with its signatures, constancia, scans."""
    fila = hallar(proceso, numero)
    if fila.estado not in (Estado.NOTIFICADA, Estado.RESUELTA):
        raise Http404
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_STORED) as archivo:
        for nombre, contenido in services.expediente(
            sesion=fila, quien=quien(request), momento=now()
        ):
            archivo.writestr(nombre, contenido)
    return como_adjunto(
        salida.getvalue(), "application/zip", f"{proceso}-sesion{numero}-resultados.zip"
    )
