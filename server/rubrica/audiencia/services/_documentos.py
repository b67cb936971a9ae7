"""The PDF/A of a session: composed from its rows, sealed and kept with its SHA-256."""

from __future__ import annotations

import hashlib
from datetime import datetime

from rubrica.audiencia import composicion
from rubrica.audiencia.models import Documento, Sesion
from rubrica.audiencia.services._comun import anotar
from rubrica.audiencia.services.adjuntos import depositar, recoger
from rubrica.core.rechazos import rechazo
from rubrica.documentos import DocumentoImposible


def guardar(sesion: Sesion, clase: str, momento: datetime) -> Documento:
    """Compose a document as the rows say now, and keep it; raise `documento-imposible`."""
    pdf = componer(sesion, clase)
    return Documento.objects.create(
        sesion=sesion, clase=clase, momento=momento, huella=hashlib.sha256(pdf).digest(),
        codigo=depositar(sesion.proceso, f"documento/{sesion.pk}/{clase}", pdf), bytes=len(pdf),
    )  # fmt: skip


def componer(sesion: Sesion, clase: str) -> bytes:
    """Return the PDF/A that the rows give: for a closed one, the same bytes as were kept."""
    try:
        return composicion.componer(sesion, clase)
    except DocumentoImposible:
        raise rechazo("documento-imposible") from None


def borrador(sesion: Sesion, *, quien: int, momento: datetime) -> bytes:
    """Return the acta or the minuta as it would be now, after leaving who looks."""
    anotar("ver_borrador", sesion, quien=quien, momento=momento)
    return componer(sesion, "borrador")


def abrir(documento: Documento, *, quien: int, momento: datetime) -> bytes:
    """Return a kept document, after leaving who looks. Raises PaqueteAusente and NoAbre."""
    fila = documento.sesion
    anotar("ver_documento", fila, quien=quien, momento=momento, documento=documento.clase)
    lugar = f"documento/{fila.pk}/{documento.clase}"
    return recoger(fila.proceso, lugar, bytes(documento.codigo))
