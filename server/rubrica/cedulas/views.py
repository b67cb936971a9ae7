"""Cédulas and devices over HTTP: the clock, the form, the refusal, the way on (ET 3.8-4.10)."""

from __future__ import annotations

from base64 import b64encode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rubrica.auxiliares import queries as auxiliares
from rubrica.auxiliares import services as acciones
from rubrica.auxiliares.queries import AltaGuardada, Anexos, AuxiliarConDatos, AuxiliarDesconocido
from rubrica.bitacora.rules import actor_de_cuenta
from rubrica.cedulas import queries, services
from rubrica.cedulas.forms import BajaForm, RevocarForm
from rubrica.cedulas.rules import Estado, Quien
from rubrica.core.adjunto import EXTENSIONES
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.permisos import exigir, procesos_de, puede, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.cuentas.rules import Rol
from rubrica.documentos.descarga import como_adjunto
from rubrica.procesos import queries as procesos
from rubrica.verificacion.services import Imagenes, NoAbre

POR_HOJA = 50
AUXILIARES_POR_HOJA = 25
PESTANAS = {
    Estado.POR_REVISAR: "Por revisar",
    Estado.ACEPTADA: "Aceptadas",
    Estado.CON_BAJA: "Con baja",
}


@require_safe
@requiere("cedulas.ver")
def inicio(request: HttpRequest) -> HttpResponse:
    """Go to the cédulas of the one process of the person, or choose among several."""
    suyos = procesos_de(request.user)  # type: ignore[arg-type]
    filas = list(procesos.visibles(suyos))
    if len(filas) == 1:
        return redirect("cedulas:lista", proceso=filas[0].pk)
    return render(
        request,
        "cedulas/procesos.html",
        {"procesos": filas, "declara": puede(request.user, "intermitencias.declarar")},
    )


@require_safe
@never_cache
@requiere("cedulas.ver")
def lista(request: HttpRequest, proceso: str) -> HttpResponse:
    """The cédulas of a process by where they stand: first those that wait."""
    todas = queries.cedulas_de(proceso)
    elegido = _estado(request.GET.get("estado", Estado.POR_REVISAR))
    cuantas = {e: sum(c.estado is e for c in todas) for e in PESTANAS}
    pestanas = [
        {"nombre": f"{nombre} ({cuantas[e]})", "url": f"?estado={e}", "actual": e is elegido}
        for e, nombre in PESTANAS.items()
    ]
    hoja = Paginator([c for c in todas if c.estado is elegido], POR_HOJA)
    return render(
        request,
        "cedulas/lista.html",
        _contexto(proceso)
        | {
            "hoja": hoja.get_page(request.GET.get("pagina")),
            "pestanas": pestanas,
            "total": len(todas),
        },
    )


def _estado(texto: str) -> Estado:
    try:
        return Estado(texto)
    except ValueError:
        raise Http404 from None


@require_safe
@never_cache
@requiere("cedulas.ver")
def dispositivos(request: HttpRequest, proceso: str) -> HttpResponse:
    """The devices of a process by auxiliar, with their use and what is odd of it (ET 4.10)."""
    hoja = Paginator(auxiliares.enrolados(proceso), AUXILIARES_POR_HOJA).get_page(
        request.GET.get("pagina")
    )
    vistos = queries.dispositivos_de(list(hoja))
    return render(
        request,
        "cedulas/dispositivos.html",
        _contexto(proceso)
        | {
            "hoja": hoja,
            "vistos": vistos,
            "revoca": puede(request.user, "cedulas.revocar", proceso),
            "reporta": puede(request.user, "cuentas.reportar", proceso),
        },
    )


@require_safe
@never_cache
@requiere("cedulas.ver")
def auxiliar(request: HttpRequest, proceso: str, numero: str) -> HttpResponse:
    """One auxiliar: what was registered, its cédulas, its papers, its devices; an asiento."""
    return _auxiliar(request, proceso, numero)


def _auxiliar(
    request: HttpRequest,
    proceso: str,
    numero: str,
    *,
    form: BajaForm | None = None,
    status: int = 200,
) -> HttpResponse:
    fila = _auxiliar_o_404(proceso, numero)
    cuenta = exigir(request.user, "cedulas.ver", proceso)
    services.ver_auxiliar(proceso=proceso, numero=numero, quien=_quien(cuenta), momento=now())
    contexto = _contexto(proceso) | {
        "auxiliar": fila,
        "cedulas": queries.cedulas_de(proceso, numero),
        "anexos": auxiliares.anexos_de([fila]).get(fila.id, Anexos()),
        "vistos": queries.dispositivos_de(auxiliares.enrolados(proceso, numero)),
        "form": form or BajaForm(),
        "da_de_baja": puede(cuenta, "cedulas.dar_de_baja", proceso) and not fila.baja_en,
        "revoca": puede(cuenta, "cedulas.revocar", proceso),
        "reporta": puede(cuenta, "cuentas.reportar", proceso),
    }
    return render(request, "cedulas/auxiliar.html", contexto, status=status)


@require_safe
@never_cache
@requiere("cedulas.ver")
def cedula(request: HttpRequest, proceso: str, numero: str, alta: UUID) -> HttpResponse:
    """One cédula: three sources side by side and four images; each look is an asiento."""
    return _cedula(request, proceso, numero, alta)


def _cedula(
    request: HttpRequest,
    proceso: str,
    numero: str,
    alta: UUID,
    *,
    form: BajaForm | None = None,
    status: int = 200,
) -> HttpResponse:
    _alta_o_404(proceso, numero, alta)
    cuenta = exigir(request.user, "cedulas.ver", proceso)
    vista = services.ver(alta=alta, quien=_quien(cuenta), momento=now())
    espera = vista.ficha.estado is Estado.POR_REVISAR
    contexto = _contexto(proceso) | {
        "ficha": vista.ficha,
        "imagenes": _en_linea(vista.imagenes),
        "form": form or BajaForm(),
        "acepta": espera and puede(cuenta, "cedulas.aceptar", proceso),
        "da_de_baja": vista.ficha.estado is not Estado.CON_BAJA
        and puede(cuenta, "cedulas.dar_de_baja", proceso),
    }
    return render(request, "cedulas/cedula.html", contexto, status=status)


def _en_linea(imagenes: Imagenes | None) -> list[tuple[str, str, str]]:
    """Return name, what it shows and its address of data: one opening serves the four of them."""
    if imagenes is None:
        return []
    rotulos = (
        ("anverso", "Anverso de la credencial"),
        ("reverso", "Reverso de la credencial"),
        ("rostro", "Fotografía viva"),
        ("firma", "Firma manuscrita digitalizada"),
    )
    return [
        (cual, rotulo, f"data:image/jpeg;base64,{b64encode(getattr(imagenes, cual)).decode()}")
        for cual, rotulo in rotulos
    ]


@require_safe
@requiere("cedulas.ver")
def pdf(request: HttpRequest, proceso: str, numero: str, alta: UUID) -> HttpResponse:
    """The cédula as a PDF; each download is an asiento (404 when its paquete no longer opens)."""
    guardada = _alta_o_404(proceso, numero, alta)
    cuenta = exigir(request.user, "cedulas.ver", proceso)
    try:
        contenido = services.descargar(alta=alta, quien=_quien(cuenta), momento=now())
    except NoAbre:
        raise Http404 from None
    return como_adjunto(contenido, "application/pdf", f"cedula-{guardada.folio}.pdf")


@require_POST
@never_cache
@requiere("cedulas.aceptar")
def aceptar(request: HttpRequest, proceso: str, numero: str, alta: UUID) -> HttpResponse:
    """Leave that a cédula corresponds and go to the next that waits (409 when it was reviewed)."""
    _alta_o_404(proceso, numero, alta)
    cuenta = exigir(request.user, "cedulas.aceptar", proceso)
    try:
        services.aceptar(alta=alta, quien=_quien(cuenta), momento=now())
    except Rechazo as motivo:
        messages.warning(request, f"{motivo.fila.titulo} {motivo.fila.que_hacer}")
        return _cedula(request, proceso, numero, alta, status=motivo.status)
    messages.success(request, f"Se aceptó la cédula de la persona auxiliar {numero}.")
    return _siguiente(proceso)


def _siguiente(proceso: str) -> HttpResponse:
    """Go to the next cédula that waits, or to the list when none does."""
    esperan = (c for c in queries.cedulas_de(proceso) if c.estado is Estado.POR_REVISAR)
    otra = next(esperan, None)
    if otra is None:
        return redirect("cedulas:lista", proceso=proceso)
    return redirect("cedulas:cedula", proceso=proceso, numero=otra.numero, alta=otra.alta)


@require_POST
@never_cache
@requiere("cedulas.dar_de_baja")
def baja(request: HttpRequest, proceso: str, numero: str, alta: UUID | None = None) -> HttpResponse:
    """Give an auxiliar up by the authority (422 without cause or words, 409 if it already was)."""
    _auxiliar_o_404(proceso, numero)
    if alta is not None:
        _alta_o_404(proceso, numero, alta)
    cuenta = exigir(request.user, "cedulas.dar_de_baja", proceso)
    form = BajaForm(request.POST)
    if not form.is_valid():
        return _de_vuelta(request, proceso, numero, alta, form=form, status=422)
    try:
        services.dar_de_baja(
            proceso=proceso,
            numero=numero,
            causa=form.causa_(),
            explicacion=form.cleaned_data["explicacion"],
            quien=_quien(cuenta),
            momento=now(),
            alta=alta,
        )
    except Rechazo as motivo:
        messages.warning(request, f"{motivo.fila.titulo} {motivo.fila.que_hacer}")
        return _de_vuelta(request, proceso, numero, alta, status=motivo.status)
    messages.success(
        request,
        f"La persona auxiliar {numero} quedó dada de baja. Se avisa por correo a quien debe saber.",
    )
    return redirect("cedulas:auxiliar", proceso=proceso, numero=numero)


def _de_vuelta(
    request: HttpRequest,
    proceso: str,
    numero: str,
    alta: UUID | None,
    *,
    form: BajaForm | None = None,
    status: int,
) -> HttpResponse:
    if alta is None:
        return _auxiliar(request, proceso, numero, form=form, status=status)
    return _cedula(request, proceso, numero, alta, form=form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requiere("cedulas.revocar")
def revocar(request: HttpRequest, proceso: str, numero: str, dispositivo: UUID) -> HttpResponse:
    """Revoke one device with its reason (422 without it, 409 if it was given up already)."""
    fila = _auxiliar_o_404(proceso, numero)
    suyo = next((d for d in fila.dispositivos if d.pk == dispositivo), None)
    if suyo is None:
        raise Http404
    cuenta = exigir(request.user, "cedulas.revocar", proceso)
    form = RevocarForm(request.POST or None)
    contexto = _contexto(proceso) | {"numero": numero, "dispositivo": suyo, "form": form}
    if request.method != "POST":
        return render(
            request, "cedulas/revocar.html", contexto, status=409 if suyo.baja_en else 200
        )
    if not form.is_valid():
        return render(request, "cedulas/revocar.html", contexto, status=422)
    try:
        services.revocar(
            dispositivo=dispositivo,
            motivo=form.cleaned_data["motivo"],
            quien=_quien(cuenta),
            momento=now(),
        )
    except Rechazo as motivo:
        contexto["motivo"] = motivo.fila
        return render(request, "cedulas/revocar.html", contexto, status=motivo.status)
    messages.success(request, f"El teléfono {suyo.numero} quedó revocado.")
    return redirect("cedulas:auxiliar", proceso=proceso, numero=numero)


@require_safe
@requiere("cedulas.ver")
def anexo(request: HttpRequest, proceso: str, numero: str, anexo: int) -> HttpResponse:
    """The signed FURA or the copy of the credential, to be downloaded; an asiento (ET 3.6)."""
    fila = _auxiliar_o_404(proceso, numero)
    entregados = auxiliares.anexos_de([fila]).get(fila.id, Anexos())
    if anexo not in {a.id for a in (entregados.fura, entregados.credencial) if a}:
        raise Http404
    tipo, contenido = acciones.abrir_anexo(anexo=anexo, actor=actor_de(request), momento=now())
    return como_adjunto(contenido, tipo, f"anexo-{proceso}-{numero}-{anexo}.{EXTENSIONES[tipo]}")


def _quien(cuenta: AbstractBaseUser) -> Quien:
    """Return the official of the session, as the acts name it."""
    return Quien(
        cuenta=cuenta.pk,
        usuario=actor_de_cuenta(cuenta.pk),
        de_la_derfe=getattr(cuenta, "rol", "") == Rol.DERFE,
    )


def _contexto(proceso: str) -> dict[str, object]:
    datos = procesos.proceso_en_puerta(proceso)
    if datos is None:
        raise Http404
    return {"id_proceso": proceso, "proceso": datos}


def _auxiliar_o_404(proceso: str, numero: str) -> AuxiliarConDatos:
    try:
        return auxiliares.auxiliar_de(proceso, numero)
    except AuxiliarDesconocido:
        raise Http404 from None


def _alta_o_404(proceso: str, numero: str, alta: UUID) -> AltaGuardada:
    """Return the capture of a cédula of that auxiliar; 404 for another's, or one not opened."""
    try:
        guardada = auxiliares.alta(alta)
    except ObjectDoesNotExist:
        raise Http404 from None
    if guardada.auxiliar != _auxiliar_o_404(proceso, numero).id or guardada.abierta_en is None:
        raise Http404
    return guardada
