"""An acta that a person signed with their own certificate, judged (PAdES; ET 11.5).

The private key never comes here: the acta is downloaded, signed where the key is, and uploaded.
"""

from __future__ import annotations

import logging
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from rubrica.core.rechazos import rechazo

PADES = "/ETSI.CAdES.detached"
_ADMITIDOS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its messages may quote a certificate
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True, kw_only=True)
class Certificado:
    """Whose certificate signed. huella: its SHA-256 in hex. firmado_en: as the signature says."""

    nombre: str
    emisor: str
    serie: str
    huella: str
    firmado_en: str

    def as_dict(self) -> dict[str, str]:
        return dict(vars(self))


def hay_anclas() -> bool:
    """Whether this installation trusts any authority of certificates."""
    return bool(anclas())


def anclas() -> list[x509.Certificate]:
    """Return the certificates that end a chain of trust: those of ANCLAS_DE_FIRMA, PEM or DER."""
    if not settings.ANCLAS_DE_FIRMA:
        return []
    carpeta = Path(settings.ANCLAS_DE_FIRMA)
    return [c for archivo in sorted(carpeta.glob("*")) for c in _certificados(archivo.read_bytes())]


def _certificados(octetos: bytes) -> list[x509.Certificate]:
    if not pem.detect(octetos):
        return [x509.Certificate.load(octetos)]
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(octetos, multiple=True)]


def juzgar(firmado: bytes, *, anterior: bytes, nombre: str, momento: datetime) -> Certificado:
    """Return whose certificate signed an acta that had been closed as `anterior`.

    One signature more, over the whole of the same document, whole, PAdES, by a certificate of a
    trusted authority, in force, with the name of who signs. Revocation is looked up only in what
    the signature carries. Raises `firma-*`.
    """
    if not hay_anclas():
        raise rechazo("firma-sin-anclas")
    if not firmado.startswith(anterior):
        raise rechazo("firma-de-otro-documento")
    firma = _la_nueva(firmado, anterior)
    if firma.sig_object.get("/SubFilter") != PADES:
        raise rechazo("firma-no-pades")
    _exigir_que_nada_mas_cambie(firmado, anterior)
    estado = _validar(firma, momento)
    if not (estado.intact and estado.valid) or not _entera(estado):
        raise rechazo("firma-alterada")
    if not estado.trusted:
        raise rechazo("firma-sin-confianza")
    certificado = _leer(estado.signing_cert, firma)
    if normal(certificado.nombre) != normal(nombre):
        raise rechazo("firma-de-otra-persona")
    return certificado


def _la_nueva(firmado: bytes, anterior: bytes) -> Any:
    """Return the last signature of a PDF, which has exactly one more than before."""
    try:
        antes = len(PdfFileReader(BytesIO(anterior)).embedded_signatures)
        firmas = PdfFileReader(BytesIO(firmado)).embedded_signatures
    except (PdfError, ValueError, KeyError):
        raise rechazo("firma-no-pdf") from None
    if len(firmas) != antes + 1:
        raise rechazo("firma-una-y-solo-una", firmas=len(firmas) - antes)
    return firmas[-1]


def _exigir_que_nada_mas_cambie(firmado: bytes, anterior: bytes) -> None:
    """Raise `firma-alterada` if anything but a signature was put into the acta before signing."""
    antes = PdfFileReader(BytesIO(anterior)).xrefs.total_revisions - 1
    try:
        hallado = DEFAULT_DIFF_POLICY.review_file(PdfFileReader(BytesIO(firmado)), antes)
    except (PdfError, ValueError, KeyError):
        raise rechazo("firma-alterada") from None
    if getattr(hallado, "modification_level", None) not in _ADMITIDOS:
        raise rechazo("firma-alterada")


def _validar(firma: Any, momento: datetime) -> Any:
    contexto = ValidationContext(
        trust_roots=anclas(), allow_fetching=False, revocation_mode="soft-fail", moment=momento
    )
    try:
        return validate_pdf_signature(firma, contexto)
    except (SignatureValidationError, PdfError, ValueError):
        raise rechazo("firma-alterada") from None


def _entera(estado: Any) -> bool:
    """Whether the signature covers all the file and nothing else was put in with it."""
    cubre = estado.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return cubre and estado.modification_level in _ADMITIDOS


def _leer(certificado: x509.Certificate, firma: Any) -> Certificado:
    cuando = firma.self_reported_timestamp
    return Certificado(
        nombre=_comun(certificado.subject),
        emisor=_comun(certificado.issuer),
        serie=f"{certificado.serial_number:x}",
        huella=certificado.sha256.hex(),
        firmado_en=cuando.isoformat() if cuando else "",
    )


def _comun(nombre: x509.Name) -> str:
    valor = nombre.native.get("common_name", "")
    return str(valor[-1] if isinstance(valor, list) else valor)


def normal(nombre: str) -> str:
    """Return a name as two of them are compared: capitals, without accents nor double spaces."""
    partes = unicodedata.normalize("NFD", nombre.upper())
    letras = "".join(c for c in partes if not unicodedata.combining(c) or c == "\u0303")
    return " ".join(unicodedata.normalize("NFC", letras).split())
