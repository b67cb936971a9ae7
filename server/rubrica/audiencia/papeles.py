"""The papers of a session, and what its windows show: each found within its own session."""

from __future__ import annotations

from rubrica.audiencia.models import (
    ActoDeSesion,
    Actuacion,
    Adjunto,
    Asunto,
    Documento,
    Firma,
    Sesion,
)
from rubrica.audiencia.rules import Estado


def documentos(sesion: Sesion) -> list[Documento]:
    """Return the documents that were made of a session, as they came to be."""
    return list(sesion.documentos.order_by("pk"))


def documento(sesion: Sesion, clase: str) -> Documento | None:
    """Return the document of that kind, None if it was not made."""
    return sesion.documentos.filter(clase=clase).first()


def firma(sesion: Sesion, numero: int) -> Firma | None:
    """Return a signature of the acta of that session."""
    return Firma.objects.select_related("sesion").filter(pk=numero, sesion=sesion).first()


def actos(sesion: Sesion) -> list[ActoDeSesion]:
    """Return what was done with a session, in order."""
    return list(sesion.actos.order_by("pk"))


def cambio(sesion: Sesion, numero: int) -> Actuacion | None:
    """Return what was decided of a record of that session."""
    return Actuacion.objects.filter(pk=numero, asunto__sesion=sesion).first()


def adjuntos(asunto: Asunto) -> list[Adjunto]:
    """Return what was shown of a record, in the order in which it was handed in."""
    return list(asunto.adjuntos.order_by("pk"))


def adjuntos_de(actuacion: Actuacion) -> list[Adjunto]:
    """Return, of what was shown of a record, that on which one decision rests."""
    return [a for a in adjuntos(actuacion.asunto) if a.pk in actuacion.adjuntos]


def adjunto(asunto: Asunto, numero: int) -> Adjunto | None:
    """Return a document that was shown of that record."""
    return Adjunto.objects.filter(pk=numero, asunto=asunto).first()


def proyectado(sesion: Sesion, cuenta: int) -> Asunto | None:
    """Return the record that an official projects while the session is open (ET 11.4)."""
    pantalla = sesion.pantallas.filter(cuenta=cuenta).select_related("asunto").first()
    abierta = sesion.estado == Estado.ABIERTA
    return pantalla.asunto if pantalla is not None and abierta else None
