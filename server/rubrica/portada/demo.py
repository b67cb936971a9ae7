"""Pages of the demo alone: who to sign in as, and the mail that was sent.

They are not in the URLs of any other mode. The mailbox shows files that the demo's own SMTP server
wrote in BUZON_DIR; a letter is shown as text, never as the HTML of whoever sent it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rubrica.launch.elenco import DEMO_ACCOUNTS, DEMO_PASSWORD

POR_HOJA = 50
ENLACE = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Carta:
    """One message. nombre: of its file, without suffix. enlaces: addresses found in its text."""

    nombre: str
    de: str
    para: str
    asunto: str
    momento: datetime | None
    texto: str
    adjuntos: tuple[str, ...]

    @property
    def enlaces(self) -> list[str]:
        return list(dict.fromkeys(ENLACE.findall(self.texto)))


@require_safe
def cuentas(request: HttpRequest) -> HttpResponse:
    """The accounts of the demo and where each signs in."""
    contexto = {"cuentas": DEMO_ACCOUNTS, "contrasena": DEMO_PASSWORD}
    return render(request, "portada/demo.html", contexto)


@require_safe
def buzon(request: HttpRequest) -> HttpResponse:
    """The mail that was sent, newest first; `para` keeps one person's."""
    para = request.GET.get("para", "").strip()
    archivos = sorted(_carpeta().glob("*.eml"), reverse=True)
    if para:
        archivos = [a for a in archivos if para.lower() in _leer(a).para.lower()]
    hoja = Paginator(archivos, POR_HOJA).get_page(request.GET.get("pagina"))
    contexto = {"hoja": hoja, "cartas": [_leer(archivo) for archivo in hoja], "para": para}
    return render(request, "portada/buzon.html", contexto)


@require_safe
def carta(request: HttpRequest, nombre: str) -> HttpResponse:
    """One message, as text."""
    archivo = _carpeta() / f"{nombre}.eml"
    if not archivo.is_file():
        raise Http404
    return render(request, "portada/carta.html", {"carta": _leer(archivo)})


def _carpeta() -> Path:
    carpeta = os.environ.get("BUZON_DIR")
    if not carpeta:
        raise Http404
    return Path(carpeta)


def _leer(archivo: Path) -> Carta:
    lector: BytesParser[EmailMessage] = BytesParser(policy=policy.default)
    mensaje = lector.parsebytes(archivo.read_bytes())
    cuerpo = mensaje.get_body(("plain", "html"))
    return Carta(
        nombre=archivo.stem,
        de=str(mensaje["From"] or ""),
        para=str(mensaje["To"] or ""),
        asunto=str(mensaje["Subject"] or "(sin asunto)"),
        momento=_momento(mensaje["Date"]),
        texto=str(cuerpo.get_content()) if cuerpo else "",
        adjuntos=tuple(a.get_filename() or "sin nombre" for a in mensaje.iter_attachments()),
    )


def _momento(fecha: object) -> datetime | None:
    """Return the instant of a Date header; None when it has none that can be read."""
    try:
        momento = parsedate_to_datetime(str(fecha))
    except ValueError:
        return None
    return momento if momento.tzinfo else momento.replace(tzinfo=UTC)  # "-0000" is UTC too
