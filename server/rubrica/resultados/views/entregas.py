"""The delivery: the OPL's key, what is sealed to it, its files and its acknowledgment (ET 13.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from rubrica.core import codigo, destinatario
from rubrica.core.rechazos import CATALOGADOS, Rechazo
from rubrica.cuentas.permisos import exigir, puede, requiere
from rubrica.cuentas.queries import nombres
from rubrica.cuentas.rules import Rol
from rubrica.procesos import queries as procesos
from rubrica.procesos.rules import MAX_RESPUESTAS
from rubrica.resultados import forms, palabras, queries, services
from rubrica.resultados.models import Entrega, LlaveDeEntrega
from rubrica.resultados.rules import Contenido, Estado, Parte
from rubrica.resultados.views._comun import marco, quien


@require_safe
@requiere("resultados.ver")
def entrega(request: HttpRequest, proceso: str) -> HttpResponse:
    """The key in force and every delivery, with what each person may do next."""
    return _pagina(request, proceso)


@require_POST
@requiere("procesos.registrar_llave_de_entrega")
def registrar_llave(request: HttpRequest, proceso: str) -> HttpResponse:
    """Keep the OPL's public key (422 not one that can be sealed to)."""
    form = forms.LlaveForm(request.POST)
    return _hacer(
        request,
        proceso,
        form,
        lambda: services.registrar_llave(
            proceso=proceso, quien=quien(request), momento=now(), **form.cleaned_data
        ),
        hecho="La llave quedó registrada. Ahora abra su paquete de prueba, y confirmen su huella "
        "dos personas, una de cada autoridad.",
        escrito="llave_form",
    )


@require_safe
@requiere("procesos.registrar_llave_de_entrega")
def paquete_de_prueba(request: HttpRequest, proceso: str) -> HttpResponse:
    """Download the test package of the key in force (404 once it passed)."""
    fila = queries.llave(proceso)
    if fila is None or fila.ensayo.superado_en is not None:
        raise Http404
    nombre = f"{proceso}-prueba.{destinatario.CLASES[destinatario.Tipo(fila.tipo)].sufijo}"
    return HttpResponse(
        fila.ensayo.paquete,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )


@require_POST
@requiere("procesos.registrar_llave_de_entrega")
def ensayar_llave(request: HttpRequest, proceso: str) -> HttpResponse:
    """The OPL writes the words of the test package (422 others, 409 after five)."""
    form = forms.PalabrasForm(request.POST)
    return _hacer(
        request,
        proceso,
        form,
        lambda: services.ensayar_llave(
            proceso=proceso, quien=quien(request), momento=now(), **form.cleaned_data
        ),
        hecho="Las palabras son correctas: la llave abre lo que se le cifra.",
        escrito="palabras_form",
    )


@require_POST
@requiere("resultados.confirmar_llave")
def confirmar_llave(request: HttpRequest, proceso: str) -> HttpResponse:
    """Confirm the fingerprint of the key (422 another one, 409 already confirmed)."""
    form = forms.HuellaForm(request.POST)
    cuenta = exigir(request.user, "resultados.confirmar_llave", proceso)
    parte = Parte.DERFE if cuenta.rol_ is Rol.DERFE else Parte.OPL
    return _hacer(
        request,
        proceso,
        form,
        lambda: services.confirmar_llave(
            proceso=proceso, parte=parte, quien=cuenta.pk, momento=now(), **form.cleaned_data
        ),
        hecho="La huella coincide: quedó confirmada por su autoridad.",
        escrito="huella_form",
    )


@require_POST
@requiere("resultados.entregar")
def solicitar(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Seal what is of a cut, in the worker (404 another content, 409 without a good key)."""
    try:
        contenido = Contenido(request.POST.get("contenido", Contenido.PADRON.value))
    except ValueError:
        raise Http404 from None
    return _hacer(
        request,
        proceso,
        None,
        lambda: services.solicitar_entrega(
            proceso=proceso,
            corte=numero,
            quien=quien(request),
            momento=now(),
            contenido=contenido,
        ),
        hecho="La entrega se está preparando. Puede dejar esta página: su avance se ve aquí.",
    )


@require_POST
@requiere("resultados.entregar")
def disponer(request: HttpRequest, proceso: str, entrega: int) -> HttpResponse:
    """Put a prepared delivery at the OPL's disposal (409 in another state)."""
    return _hacer(
        request,
        proceso,
        None,
        lambda: services.disponer(
            proceso=proceso, entrega=entrega, quien=quien(request), momento=now()
        ),
        hecho="La entrega quedó firmada y a disposición del OPL.",
    )


@require_POST
@requiere("resultados.descargar")
def acusar(request: HttpRequest, proceso: str, entrega: int) -> HttpResponse:
    """The OPL acknowledges with the code that it computed (422 another one)."""
    form = forms.CodigoForm(request.POST)
    return _hacer(
        request,
        proceso,
        form,
        lambda: services.acusar(
            proceso=proceso, entrega=entrega, codigo_calculado=form.cleaned_data["codigo"],
            quien=quien(request), momento=now(),
        ),
        hecho="El código coincide: la entrega quedó recibida.",
        escrito="codigo_form",
    )  # fmt: skip


def _hacer(
    request: HttpRequest,
    proceso: str,
    form: Form | None,
    acto: Callable[[], object],
    *,
    hecho: str,
    escrito: str = "",
) -> HttpResponse:
    """Do the act and go back saying `hecho`; or show the page with what was typed and why not."""
    marco(request, proceso, "resultados:entrega")
    formas = {escrito: form} if form is not None else {}
    if form is not None and not form.is_valid():
        return _pagina(request, proceso, status=422, formas=formas)
    try:
        acto()
    except Rechazo as motivo:
        return _pagina(request, proceso, motivo=motivo, formas=formas)
    messages.success(request, hecho)
    return redirect("resultados:entrega", proceso=proceso)


def _pagina(
    request: HttpRequest,
    proceso: str,
    *,
    motivo: Rechazo | None = None,
    status: int = 200,
    formas: dict[str, Any] | None = None,
) -> HttpResponse:
    contexto = marco(request, proceso, "resultados:entrega", motivo)
    llave, ultimo = queries.llave(proceso), queries.cortes(proceso).first()
    contexto |= {
        **_llave(llave, proceso),
        "ultimo": ultimo,
        "entregas": [_entrega(e) for e in queries.entregas(proceso)],
        "registra": puede(request.user, "procesos.registrar_llave_de_entrega", proceso),
        "confirma": puede(request.user, "resultados.confirmar_llave", proceso),
        "entrega_": puede(request.user, "resultados.entregar", proceso),
        "descarga": puede(request.user, "resultados.descargar", proceso),
        "llave_form": forms.LlaveForm(initial={"llave": procesos.llave_ensayada(proceso)}),
        "huella_form": forms.HuellaForm(),
        "palabras_form": forms.PalabrasForm(),
        "codigo_form": forms.CodigoForm(),
        **(formas or {}),
    }
    estado = motivo.status if motivo else status
    return render(request, "resultados/entrega.html", contexto, status=estado)


def _llave(fila: LlaveDeEntrega | None, proceso: str) -> dict[str, Any]:
    """Return the key in force, who confirmed it, and whether it is the one that was rehearsed.

    Its fingerprint is not shown until both confirmed it: each computes it by their own means.
    """
    if fila is None:
        return {"llave": None}
    hechas = list(fila.confirmaciones.order_by("pk"))
    quienes = nombres([fila.registrada_por, *(c.quien for c in hechas)])
    ensayada = procesos.llave_ensayada(proceso)
    clase = destinatario.CLASES[destinatario.Tipo(fila.tipo)]
    prueba = f"{proceso}-prueba.{clase.sufijo}"
    return {
        "llave": fila,
        "clase": clase,
        "lista": len(hechas) == len(Parte) and fila.ensayo.superado_en is not None,
        "abrir_prueba": clase.abrir.replace('"$a"', prueba),
        "fallida": fila.ensayo.superado_en is None and fila.ensayo.intentos >= MAX_RESPUESTAS,
        "registrada_por": quienes.get(fila.registrada_por, "—"),
        "confirmaciones": [
            (palabras.PARTES[Parte(c.parte)], quienes.get(c.quien, "—"), c.momento) for c in hechas
        ],
        "confirmada": len(hechas) == len(Parte),
        "otra_que_la_ensayada": bool(ensayada) and ensayada != fila.destinatario,
    }


def _entrega(fila: Entrega) -> dict[str, Any]:
    """Return one delivery as its page shows it."""
    volumenes = list(fila.volumenes.order_by("numero"))
    fallo = CATALOGADOS.get(fila.motivo)
    quienes = nombres([fila.solicitada_por, fila.dispuesta_por, fila.acusada_por])
    espera = services.estado_del_silencio(fila, momento=now())
    return {
        "fila": fila,
        "espera_en_dias": "1 día" if espera == 1 else f"{espera} días",
        "contenido": palabras.CONTENIDOS[Contenido(fila.contenido)],
        "estado": palabras.ESTADOS[Estado(fila.estado)],
        "espera": espera,
        "situaciones": palabras.situaciones(fila.situaciones),
        "clase": destinatario.CLASES[destinatario.Tipo(fila.llave.tipo)],
        "volumenes": volumenes,
        "bytes": sum(v.bytes for v in volumenes),
        "fallo": fallo,
        "dispuesta_por": quienes.get(fila.dispuesta_por or 0, "—"),
        "acusada_por": quienes.get(fila.acusada_por or 0, "—"),
        "codigo": codigo.agrupar(bytes.fromhex(fila.codigo))
        if fila.estado == Estado.ACUSADA
        else "",
    }


def suya(proceso: str, numero: int) -> Entrega:
    """Return a delivery of that process which is at the OPL's disposal; raise Http404."""
    fila = queries.entrega(numero)
    if fila is None or fila.corte.proceso != proceso or fila.estado not in queries.ENTREGADAS:
        raise Http404
    return fila
