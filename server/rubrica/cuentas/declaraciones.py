"""The Declaración de Confidencialidad: given to sign, taken signed, approved or returned (ET 9.3).

What is uploaded is sealed under a key that only the officials' service holds, and each viewing is
an asiento.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from rubrica import llaves
from rubrica.avisos.services import enviar
from rubrica.core import adjunto
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import actos, solicitudes
from rubrica.cuentas.models import Cuenta, Declaracion, Revision
from rubrica.cuentas.vida import MAX_DECLARACION, Acto
from rubrica.documentos import compilar

PLANTILLA = Path(__file__).parent / "plantillas" / "declaracion.typ"
LLAVE = "declaraciones"


def documento(*, cuenta: Cuenta, momento: datetime) -> bytes:
    """Return the PDF/A that the official prints and signs, with their own data filled in."""
    ultima = cuenta.solicitudes.select_related("oficio").order_by("-registrada_en").first()
    if ultima is None:
        raise rechazo("cuenta-improcedente")
    actos.anotar(cuenta, "descargar_declaracion", cuenta.pk, momento)
    datos = {
        "nombre": cuenta.nombre,
        "cargo": ultima.cargo,
        "autoridad": cuenta.autoridad,
        "correo": cuenta.correo,
        "rol": cuenta.papel,
        "vigencia": _dia(ultima.vigente_hasta),
        "oficio": ultima.oficio.numero,
        "oficio_el": date_format(ultima.oficio.oficio_el, FECHA).lower(),
    }
    return compilar(PLANTILLA, datos, momento=momento)


FECHA = r"j \d\e F \d\e Y"


def _dia(momento: datetime) -> str:
    return date_format(localtime(momento), FECHA).lower()


@transaction.atomic
def subir(*, cuenta: Cuenta, contenido: bytes, momento: datetime) -> Declaracion:
    """Keep the signed sheet, sealed, for the DERFE to look at.

    Raises Rechazo `declaracion-impropia` or `cuenta-improcedente`.
    """
    try:
        tipo = adjunto.tipo_de(contenido, maximo=MAX_DECLARACION)
    except adjunto.AdjuntoImpropio:
        raise rechazo("declaracion-impropia") from None
    cuenta = actos.bajo_candado(cuenta)
    actos.mover(cuenta, Acto.DECLARAR)
    numero = uuid4()
    fila = Declaracion.objects.create(
        id=numero,
        cuenta=cuenta,
        sellada=llaves.sellar(_llave(), contenido, _contexto(cuenta.pk, str(numero))),
        tipo=tipo,
        bytes=len(contenido),
        subida_en=momento,
    )
    actos.anotar(cuenta, Acto.DECLARAR, cuenta.pk, momento)
    return fila


def abrir(*, declaracion: Declaracion, quien: int, momento: datetime) -> bytes:
    """Return the signed sheet, after leaving who looked at it and when. Raises NoAbre."""
    actos.anotar(declaracion.cuenta, "ver_declaracion", quien, momento)
    contexto = _contexto(declaracion.cuenta_id, str(declaracion.pk))
    return llaves.abrir(_llave(), bytes(declaracion.sellada), contexto)


@transaction.atomic
def aprobar(*, declaracion: Declaracion, quien: int, momento: datetime) -> Cuenta:
    """The account is active from now on, and its official is told (ET 9.3).

    Raises Rechazo `cuenta-improcedente` or `cuenta-propia`.
    """
    cuenta = _revisar(declaracion, Revision.APROBADA, quien, momento)
    actos.mover(cuenta, Acto.APROBAR)
    solicitudes.avisar_activa(cuenta, "activa", momento)
    actos.anotar(cuenta, Acto.APROBAR, quien, momento)
    return cuenta


@transaction.atomic
def devolver(*, declaracion: Declaracion, motivo: str, quien: int, momento: datetime) -> Cuenta:
    """The sheet goes back with why; the official uploads another.

    Raises Rechazo `cuenta-improcedente` or `cuenta-propia`.
    """
    cuenta = _revisar(declaracion, Revision.DEVUELTA, quien, momento, motivo)
    actos.mover(cuenta, Acto.DEVOLVER)
    enviar(
        plantilla="declaracion_devuelta",
        para=cuenta.correo,
        datos={
            "nombre": cuenta.nombre,
            "motivo": motivo,
            "portal": actos.direccion("entrar"),
        },
        proceso="",
        momento=momento,
    )
    actos.anotar(cuenta, Acto.DEVOLVER, quien, momento)
    return cuenta


def _revisar(
    declaracion: Declaracion, revision: Revision, quien: int, momento: datetime, motivo: str = ""
) -> Cuenta:
    actos.exigir_otra_persona(declaracion.cuenta, quien)
    cuenta = actos.bajo_candado(declaracion.cuenta)
    fila = Declaracion.objects.select_for_update().defer("sellada").get(pk=declaracion.pk)
    if fila.revision != Revision.PENDIENTE:
        raise rechazo("cuenta-improcedente")
    fila.revision, fila.motivo = revision, motivo
    fila.revisada_en, fila.revisada_por = momento, quien
    fila.save(update_fields=["revision", "motivo", "revisada_en", "revisada_por"])
    return cuenta


def _llave() -> bytes:
    return llaves.de_instalacion(LLAVE)


def _contexto(cuenta: int, declaracion: str) -> bytes:
    return f"cuentas/declaracion/{cuenta}/{declaracion}".encode()
