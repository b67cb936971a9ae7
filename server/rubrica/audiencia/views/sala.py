"""Submódulo *Operar derecho de audiencia*: each record, what is said and shown of it (ET 11.4)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rubrica.audiencia import cambios, forms, palabras, papeles, queries, services
from rubrica.audiencia.mascara import IMAGENES, ROTULOS
from rubrica.audiencia.models import Asunto, Sesion
from rubrica.audiencia.rules import Clase, Estado
from rubrica.audiencia.views._comun import de_sesion, hacer, hallar, hallar_asunto, quien
from rubrica.audiencia.views.agenda import pagina_de_sesion
from rubrica.core.adjunto import EXTENSIONES
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.cuentas.permisos import procesos_de, puede, requiere
from rubrica.cuentas.peticion import actor_de
from rubrica.documentos.descarga import como_adjunto
from rubrica.llaves import NoAbre as NoAbreElSello
from rubrica.mesa.queries import ficha_de
from rubrica.procesos import queries as procesos
from rubrica.recepcion.almacen import PaqueteAusente, PaqueteDanado
from rubrica.registros.rules import Puerta

POR_HOJA = 50
# The field to which each refusal points.
CAMPO_DE = {
    "audiencia-sin-manifestacion": "manifestacion",
    "audiencia-sin-motivo": "motivo",
    "audiencia-datos-sin-cambio": "clave",
    "audiencia-sin-informacion-nueva": "clave",
    "audiencia-sin-hallazgo": "clave",
    "audiencia-sin-inscripcion-vigente": "clave",
}


@require_safe
@never_cache
@requiere("audiencia.operar")
def operar(request: HttpRequest) -> HttpResponse:
    """Choose the folio of a mechanism, *buscar*, and see the records of one's load (ET 11.4 a)."""
    assert request.user.is_authenticated
    suyos = list(procesos.visibles(procesos_de(request.user)))
    elegido = request.GET.get("proceso", "")
    contexto: dict[str, Any] = {"procesos": suyos, "elegido": elegido}
    if elegido in {p.pk for p in suyos}:
        filas = queries.asignados(quien(request), [elegido])
        hoja = Paginator(filas, POR_HOJA).get_page(request.GET.get("pagina"))
        contexto |= {
            "hoja": hoja,
            "filas": [
                (a, palabras.CLASES[Clase(a.sesion.clase)],
                 palabras.de_inconsistencia(a.de_inconsistencia)
                 or palabras.de_situacion(a.de_situacion))
                for a in hoja
            ],
        }  # fmt: skip
    return render(request, "audiencia/operar.html", contexto)


@require_POST
@requiere("audiencia.programar")
def abrir(request: HttpRequest, proceso: str, numero: int) -> HttpResponse:
    """Open a session with who came (409 before its hour, without notice, or of other people)."""
    fila = hallar(proceso, numero)
    form = forms.AbrirForm(request.POST, representantes=queries.representantes(fila))

    def acto() -> None:
        services.abrir(
            sesion=fila.pk, asistieron=form.cleaned_data.get("asistieron", []),
            quien=quien(request), momento=now(),
        )  # fmt: skip
        if nuevos := form.to_nuevos():
            services.acreditar(sesion=fila.pk, personas=nuevos, quien=quien(request), momento=now())

    return hacer(
        request, acto, form=form, hecho="La sesión quedó abierta.",
        pagina=lambda motivo, f, estado: pagina_de_sesion(
            request, fila, motivo=motivo, formas={"abrir_form": f}, status=estado
        ),
        a=("audiencia:registros", [proceso, numero]),
    )  # fmt: skip


# ---- One record


@require_safe
@never_cache
@requiere("audiencia.operar")
def asunto(request: HttpRequest, proceso: str, numero: int, asunto: int) -> HttpResponse:
    """Images and form of one record, together (ET 11.4 b); 409 out of its session or load."""
    return pagina(request, hallar_asunto(proceso, numero, asunto))


def pagina(
    request: HttpRequest,
    fila: Asunto,
    *,
    motivo: Rechazo | None = None,
    form: forms.ActuacionForm | None = None,
    adjunto_form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a record to who operates it; 409 out of its session or of one's load."""
    sesion = fila.sesion
    if negado := no_opera(fila, quien(request)):
        contexto = de_sesion(request, sesion, "audiencia:registros", negado)
        return render(request, "audiencia/negado.html", contexto, status=negado.status)
    contexto = de_sesion(request, sesion, motivo=motivo)
    contexto |= del_registro(request, fila)
    contexto |= {
        "asunto": fila,
        "form": form or _form(fila, contexto["ficha"].formulario),
        "adjunto_form": adjunto_form or forms.AdjuntoForm(),
        "actuaciones": [_hecho(a, sesion) for a in queries.actuaciones(fila)],
        "adjuntos": [(a, palabras.de_documento(a.clase)) for a in papeles.adjuntos(fila)],
        "proyectado": papeles.proyectado(sesion, quien(request)) == fila,
        "siguiente": _siguiente(sesion, fila, quien(request)),
    }
    return render(request, "audiencia/asunto.html", contexto, status=status)


def no_opera(fila: Asunto, cuenta: int) -> Rechazo | None:
    """Return why a record is not operated by this official now, None if it is."""
    if fila.sesion.estado != Estado.ABIERTA:
        return rechazo("sesion-improcedente", estado=fila.sesion.estado)
    if fila.funcionario is not None and fila.funcionario.cuenta != cuenta:
        return rechazo("audiencia-de-otra-persona", folio=fila.folio)
    return None


def del_registro(request: HttpRequest, fila: Asunto) -> dict[str, Any]:
    """Return the form of ET 11.4 b i to viii, and which images there are."""
    hoja = ficha_de(fila.registro, operador=actor_de(request), momento=now())
    registro = queries.registro_de(fila)
    assert registro is not None
    return {
        "ficha": hoja,
        "inconsistencia": palabras.de_inconsistencia(registro.inconsistencia) or "Ninguna",
        "detalle": hoja.detalle or registro.regla_motivo or "—",
        "situacion": palabras.de_situacion(registro.situacion, registro.causa),
        "imagenes": [] if hoja.puerta is Puerta.PAPEL else [(i, ROTULOS[i]) for i in IMAGENES],
    }


def _form(fila: Asunto, formulario: dict[str, str], datos: Any = None) -> forms.ActuacionForm:
    registro = queries.registro_de(fila)
    assert registro is not None
    de_revision = fila.sesion.clase == Clase.REVISION
    posibles = [] if de_revision else cambios.posibles(services.como_asunto(registro))
    return forms.ActuacionForm(datos, posibles=posibles, initial=formulario)


def _hecho(actuacion: Any, sesion: Sesion) -> dict[str, Any]:
    return {
        "cambios": palabras.de_cambios(actuacion.cambios),
        "momento": actuacion.momento,
        "situacion": palabras.de_situacion(actuacion.a_situacion),
        **queries.dicho(actuacion, sesion.proceso),
    }


def _siguiente(sesion: Sesion, fila: Asunto, cuenta: int) -> Asunto | None:
    siguiente = queries.siguiente(sesion, cuenta)
    return None if siguiente is None or siguiente.pk == fila.pk else siguiente


@require_POST
@requiere("audiencia.operar")
def guardar(request: HttpRequest, proceso: str, numero: int, asunto: int) -> HttpResponse:
    """Save a record without change, or with one under its condition (422 with its numeral)."""
    fila = hallar_asunto(proceso, numero, asunto)
    registro = queries.registro_de(fila)
    if registro is None:
        raise Http404
    form = _form(fila, {}, request.POST)
    if not form.is_valid():
        return pagina(request, fila, form=form, status=422)
    try:
        services.guardar(asunto=fila.pk, dicho=form.to_dicho(), quien=quien(request), momento=now())
    except Rechazo as motivo:
        _senalar(form, motivo)
        return pagina(request, fila, motivo=motivo, form=form, status=motivo.status)
    messages.success(request, f"{fila.folio} quedó guardado.")
    siguiente = _siguiente(fila.sesion, fila, quien(request))
    if siguiente is not None:
        return redirect("audiencia:asunto", proceso, numero, siguiente.pk)
    return redirect("audiencia:registros", proceso, numero)


def _senalar(form: Form, motivo: Rechazo) -> None:
    """Point at the field of which a refusal speaks."""
    campo = CAMPO_DE.get(motivo.code, "cambios")
    if campo in form.fields:
        form.add_error(campo, motivo.fila.titulo)


@require_POST
@requiere("audiencia.operar")
def adjuntar(request: HttpRequest, proceso: str, numero: int, asunto: int) -> HttpResponse:
    """Keep a document that the promovente shows (422 not a document)."""
    fila = hallar_asunto(proceso, numero, asunto)
    form = forms.AdjuntoForm(request.POST, request.FILES)

    def acto() -> None:
        services.adjuntar(
            asunto=fila.pk, clase=cambios.Documento(form.cleaned_data["clase"]),
            contenido=form.cleaned_data["archivo"].read(), quien=quien(request), momento=now(),
        )  # fmt: skip

    return hacer(
        request, acto, form=form, hecho="El documento quedó adjunto al registro.",
        pagina=lambda motivo, f, estado: pagina(
            request, fila, motivo=motivo, adjunto_form=f, status=estado
        ),
        a=("audiencia:asunto", [proceso, numero, asunto]),
    )  # fmt: skip


@require_safe
@never_cache
@requiere("audiencia.ver")
def adjunto(
    request: HttpRequest, proceso: str, numero: int, asunto: int, adjunto: int
) -> HttpResponse:
    """A document that was shown, for who operates, conducts or resolves; each is an asiento."""
    fila = hallar_asunto(proceso, numero, asunto)
    archivo = papeles.adjunto(fila, adjunto)
    if archivo is None or not _ve_documentos(request, fila):
        raise Http404
    try:
        claro = services.abrir_adjunto(adjunto=archivo, quien=quien(request), momento=now())
    except (PaqueteAusente, PaqueteDanado, NoAbreElSello):
        raise Http404 from None
    nombre = f"{fila.folio}-{archivo.clase}-{archivo.pk}.{EXTENSIONES[archivo.tipo]}"
    return como_adjunto(claro, archivo.tipo, nombre)


def _ve_documentos(request: HttpRequest, fila: Asunto) -> bool:
    """Whether one sees what was shown: all of it, or only that of one's load (ET 11.3)."""
    todo = ("audiencia.programar", "audiencia.resolver")
    if any(puede(request.user, accion, fila.sesion.proceso) for accion in todo):
        return True
    return fila.funcionario is None or fila.funcionario.cuenta == quien(request)
