"""How each signatory answers for the acta: certificate, pen, or a refusal (ET 11.5)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from rubrica.audiencia import firma_electronica, queries, sellos
from rubrica.audiencia.models import Documento, Firma, Sesion
from rubrica.audiencia.rules import MAX_ACTA, Estado, Firmante, Modo
from rubrica.audiencia.services._comun import anotar, exigir_audiencia, exigir_estado, tomar
from rubrica.audiencia.services.adjuntos import depositar, leer, recoger
from rubrica.core import adjunto
from rubrica.core.rechazos import rechazo


@transaction.atomic
def firmar_con_certificado(
    *, sesion: int, firmante: str, firmado: bytes, quien: int, momento: datetime
) -> Firma:
    """Keep the acta that one signatory signed with their certificate (PAdES).

    firmado: the PDF as it came, which begins with the acta as it last was. Raises `firma-*`.
    """
    fila, persona = _por_firmar(sesion, firmante)
    if len(firmado) > MAX_ACTA:
        raise rechazo("firma-no-pdf")
    certificado = firma_electronica.juzgar(
        firmado, anterior=acta_vigente(fila), nombre=persona.nombre, momento=momento
    )
    return _guardar(
        fila, persona, Modo.ELECTRONICA, quien, momento,
        datos=certificado.as_dict(), archivo=(adjunto.PDF, firmado),
    )  # fmt: skip


@transaction.atomic
def firmar_en_papel(
    *, sesion: int, firmantes: Collection[str], escaneo: bytes, quien: int, momento: datetime
) -> list[Firma]:
    """Keep the scan of the printed acta with the signatures of those people on it.

    Raises `adjunto-impropio`, `firmante-desconocido`, `firma-repetida`.
    """
    archivo = leer(escaneo)
    suyas = [_por_firmar(sesion, firmante) for firmante in firmantes]
    if not suyas:
        raise rechazo("firmante-desconocido")
    return [
        _guardar(fila, persona, Modo.AUTOGRAFA, quien, momento, datos={}, archivo=archivo)
        for fila, persona in suyas
    ]


@transaction.atomic
def negarse(*, sesion: int, firmante: str, motivo: str, quien: int, momento: datetime) -> Firma:
    """Write down that a signatory refused to sign, and why."""
    fila, persona = _por_firmar(sesion, firmante)
    return _guardar(
        fila, persona, Modo.NEGATIVA, quien, momento, datos={"motivo": motivo}, archivo=None
    )


def _por_firmar(sesion: int, firmante: str) -> tuple[Sesion, Firmante]:
    """Return a closed hearing and one of its signatories who has not answered yet."""
    fila = tomar(sesion)
    exigir_audiencia(fila)
    exigir_estado(fila, Estado.CERRADA)
    persona = next((f for f in queries.firmantes(fila) if f.id == firmante), None)
    if persona is None:
        raise rechazo("firmante-desconocido")
    if fila.firmas.filter(firmante=firmante).exists():
        raise rechazo("firma-repetida")
    return fila, persona


def _guardar(
    fila: Sesion,
    persona: Firmante,
    modo: Modo,
    quien: int,
    momento: datetime,
    *,
    datos: dict[str, str],
    archivo: tuple[str, bytes] | None,
) -> Firma:
    lugar = f"firma/{fila.pk}/{persona.id}"
    tipo, claro = archivo or ("", b"")
    firma = Firma.objects.create(
        sesion=fila, firmante=persona.id, modo=modo.value, tipo=tipo,
        datos=sellos.sellar(fila.proceso, lugar, datos),
        huella=hashlib.sha256(claro).digest() if archivo else None,
        codigo=depositar(fila.proceso, lugar, claro) if archivo else None,
        momento=momento, registrada_por=quien,
    )  # fmt: skip
    anotar("firmar_acta", fila, quien=quien, momento=momento, modo=modo.value, firmante=persona.id)
    return firma


def abrir_firma(firma: Firma) -> bytes:
    """Return the signed PDF or the scan of a signature; the caller leaves who looks."""
    if firma.codigo is None:
        raise rechazo("no-encontrado")
    lugar = f"firma/{firma.sesion_id}/{firma.firmante}"
    return recoger(firma.sesion.proceso, lugar, bytes(firma.codigo))


def acta_vigente(fila: Sesion) -> bytes:
    """Return the acta with every electronic signature so far; as it was closed without any."""
    ultima = electronicas(fila)[-1:]
    if ultima:
        return abrir_firma(ultima[0])
    acta = Documento.objects.get(sesion=fila, clase="acta")
    return recoger(fila.proceso, f"documento/{fila.pk}/acta", bytes(acta.codigo))


def electronicas(fila: Sesion) -> Sequence[Firma]:
    """Return the electronic signatures of an acta, in their order."""
    return list(fila.firmas.filter(modo=Modo.ELECTRONICA.value).order_by("pk"))


def ver_firma(*, firma: Firma, quien: int, momento: datetime) -> bytes:
    """Return the signed PDF or the scan of a signature, after leaving who looks."""
    anotar("ver_firma", firma.sesion, quien=quien, momento=momento, firma=firma.pk)
    return abrir_firma(firma)


def expediente(*, sesion: Sesion, quien: int, momento: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of what the 24-hour notice carries (ET 11.9), after leaving who asks.

    The acta goes as it was closed, with its electronic signatures when it has any, and the scans.
    """
    anotar("ver_expediente", sesion, quien=quien, momento=momento)
    for documento in sesion.documentos.order_by("pk"):
        lugar = f"documento/{sesion.pk}/{documento.clase}"
        yield (
            f"{documento.clase}.pdf",
            recoger(sesion.proceso, lugar, bytes(documento.codigo)),
        )
    if electronicas(sesion):
        yield "acta-firmada.pdf", acta_vigente(sesion)
    for firma in sesion.firmas.filter(modo=Modo.AUTOGRAFA.value).order_by("pk"):
        extension = adjunto.EXTENSIONES[firma.tipo]
        yield f"firma-{firma.pk}.{extension}", abrir_firma(firma)
