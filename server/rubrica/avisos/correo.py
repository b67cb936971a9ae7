"""An aviso as a message: text, HTML, and its link as a QR when it has one."""

from __future__ import annotations

import io
from collections.abc import Mapping
from email.mime.image import MIMEImage
from uuid import UUID

import segno
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from rubrica.avisos.rules import Plantilla, Valor

CID_DEL_QR = "qr@rubrica"


class Correo(EmailMultiAlternatives):
    """A message whose attachments belong to the HTML that shows them."""

    mixed_subtype = "related"


def asunto(plantilla: Plantilla, datos: Mapping[str, Valor]) -> str:
    """Return the subject, in one line."""
    return " ".join(_render(plantilla, "asunto.txt", datos).split())


def texto(plantilla: Plantilla, datos: Mapping[str, Valor]) -> str:
    """Return the text alternative."""
    return _render(plantilla, "txt", datos)


def html(plantilla: Plantilla, datos: Mapping[str, Valor], *, qr: str = "") -> str:
    """Return the HTML alternative; `qr` is where its picture is, when the aviso has one."""
    return _render(plantilla, "html", {**datos, "qr": qr})


def mensaje(
    plantilla: Plantilla, *, para: str, datos: Mapping[str, Valor], aviso: UUID
) -> EmailMultiAlternatives:
    """Return the message; a second sending of the same aviso bears the same Message-ID."""
    dominio = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    correo = Correo(
        subject=asunto(plantilla, datos),
        body=texto(plantilla, datos),
        to=[para],
        headers={"Message-ID": f"<{aviso}@{dominio}>", "Auto-Submitted": "auto-generated"},
    )
    correo.attach_alternative(html(plantilla, datos, qr=f"cid:{CID_DEL_QR}"), "text/html")
    if plantilla.enlace:
        correo.attach(_en_linea(png_qr(str(datos[plantilla.enlace]))))
    return correo


def png_qr(contenido: str) -> bytes:
    """Return a QR of the text as PNG, large enough for the camera of another phone."""
    salida = io.BytesIO()
    segno.make(contenido, error="m", micro=False).save(salida, kind="png", scale=6, border=4)
    return salida.getvalue()


def _en_linea(png: bytes) -> MIMEImage:
    parte = MIMEImage(png, "png")
    parte.add_header("Content-ID", f"<{CID_DEL_QR}>")
    parte.add_header("Content-Disposition", "inline", filename="qr.png")
    return parte


def _render(plantilla: Plantilla, forma: str, datos: Mapping[str, Valor]) -> str:
    return render_to_string(f"avisos/{plantilla.nombre}.{forma}", dict(datos))
