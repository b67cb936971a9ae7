"""The signatures inside a PDF: of what bytes, whose, and what was added afterwards (PAdES)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rubrica.verificador.cms import Firmante, comprobar_cms, nombre_comun, sube_a
from rubrica.verificador.legajo import Legajo, NoSeSostiene
from rubrica.verificador.revisiones import NoSeLee, cambios

PADES, SUELTA = b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached"
SELLO_DE_TIEMPO = b"/ETSI.RFC3161"
_RANGO = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_FORMATO = re.compile(rb"/SubFilter\s*(/[A-Za-z0-9.]+)")
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]*)>")


@dataclass(frozen=True)
class FirmaDePdf:
    """One signature. hueco, sigue, fin: its bytes lie from one to the next; it covers up to `fin`.

    formato: its SubFilter.
    """

    hueco: int
    sigue: int
    fin: int
    formato: bytes


def firmas_de(pdf: bytes) -> list[FirmaDePdf]:
    """Return the signatures of a PDF, in the order in which they were made."""
    firmas = []
    for rango in _RANGO.finditer(pdf):
        desde, hueco, sigue, largo = map(int, rango.groups())
        if desde or not hueco < sigue <= sigue + largo <= len(pdf):
            raise NoSeSostiene("Una firma dice cubrir bytes que el archivo no tiene.")
        formato = _FORMATO.search(pdf, *_diccionario(pdf, rango.start()))
        firmas.append(FirmaDePdf(hueco, sigue, sigue + largo, formato[1] if formato else b""))
    return sorted(firmas, key=lambda f: f.fin)


def _diccionario(pdf: bytes, at: int) -> tuple[int, int]:
    """Return from where to where goes the object that holds that place."""
    return max(pdf.rfind(b" obj", 0, at), 0), pdf.find(b"endobj", at) % (len(pdf) + 1)


def revisar_pdf(legajo: Legajo, nombre: str, pdf: bytes) -> bool:
    """Say of each signature of a PDF whether it holds; return whether it has any."""
    firmas = firmas_de(pdf)
    for n, firma in enumerate(firmas, start=1):
        cual = f"{nombre}, firma {n} de {len(firmas)}"
        try:
            _revisar_firma(legajo, cual, pdf, firma)
        except NoSeSostiene as falla:
            legajo.no(cual, str(falla))
    if firmas:
        _revisar_agregado(legajo, nombre, pdf, firmas)
        legajo.nada(nombre, "No se consultó si los certificados fueron revocados.")
    return bool(firmas)


def _revisar_firma(legajo: Legajo, cual: str, pdf: bytes, firma: FirmaDePdf) -> None:
    if firma.formato == SELLO_DE_TIEMPO:
        legajo.nada(cual, "Es un sello de tiempo: lo comprueba pdfsig, no este programa.")
        return
    if firma.formato not in (PADES, SUELTA):
        raise NoSeSostiene(f"Es de un formato que no se conoce ({firma.formato.decode()}).")
    hallado = _HEXADECIMAL.fullmatch(pdf, firma.hueco, firma.sigue)
    if hallado is None:
        raise NoSeSostiene("Entre lo que cubre hay algo más que la propia firma.")
    cubierto = (pdf[: firma.hueco], pdf[firma.sigue : firma.fin])
    cms = bytes.fromhex(hallado[1].decode())
    firmante = comprobar_cms(cms, cubierto, pades=firma.formato == PADES)
    legajo.si(cual, f"Firmó {firmante.nombre}{_cuando(firmante)}; lo firmado no se alteró.")
    _revisar_cadena(legajo, cual, firmante)


def _cuando(firmante: Firmante) -> str:
    momento = firmante.momento
    return f" el {momento:%d/%m/%Y a las %H:%M:%S} UTC, según la propia firma" if momento else ""


def _revisar_cadena(legajo: Legajo, cual: str, firmante: Firmante) -> None:
    certificado = firmante.certificado
    serie = f"{certificado.serial_number:x}, de {nombre_comun(certificado.issuer)}"
    if not legajo.confiables:
        legajo.nada(cual, f"Certificado {serie}: no se dijo en qué autoridades confía (--confiar).")
        return
    raiz = sube_a(firmante, legajo.confiables)
    legajo.si(cual, f"Certificado {serie}, que lleva a {nombre_comun(raiz.subject)}.")


def _revisar_agregado(
    legajo: Legajo, nombre: str, pdf: bytes, firmas: Sequence[FirmaDePdf]
) -> None:
    """What came after each signature: nothing, other signatures, or something that changes it."""
    ultima = firmas[-1].fin
    resto = len(pdf[ultima:].strip())
    if not resto:
        legajo.si(nombre, "La última firma cubre el archivo entero.")
    for n, (firma, fin) in enumerate(_tramos(firmas, len(pdf) if resto else ultima), start=1):
        try:
            distinto = cambios(pdf[: firma.fin], pdf[:fin])
        except (NoSeLee, ValueError, IndexError, RecursionError):
            legajo.no(nombre, f"Después de la firma {n} se agregó algo que no se entiende.")
            continue
        legajo.exigir(
            nombre, not distinto,
            f"Después de la firma {n} solo se agregaron firmas o datos para comprobarlas.",
            f"Después de la firma {n} se cambió: {', '.join(distinto)}.",
        )  # fmt: skip


def _tramos(firmas: Sequence[FirmaDePdf], fin: int) -> list[tuple[FirmaDePdf, int]]:
    """Return each signature with where what came after it ends; one without anything is out."""
    hasta = [*(f.fin for f in firmas[1:]), fin]
    return [(f, h) for f, h in zip(firmas, hasta, strict=True) if h > f.fin]
