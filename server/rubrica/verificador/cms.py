"""The signature that a PDF carries: a detached CMS SignedData of one person (RFC 5652, PAdES)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import NameOID

from rubrica.verificador.der import CONJUNTO, ENTERO, OCTETOS, SECUENCIA, Pieza, leer_der
from rubrica.verificador.legajo import NoSeSostiene

DATOS, FIRMADOS = "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2"
TIPO, RESUMEN = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
HORA, CERTIFICADO_V2 = "1.2.840.113549.1.9.5", "1.2.840.113549.1.9.16.2.47"
PSS = "1.2.840.113549.1.1.10"
RESUMENES: Mapping[str, hashes.HashAlgorithm] = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
UTC_TIME = 0x17
MAX_ESLABONES = 8


@dataclass(frozen=True)
class Firmante:
    """Who signed, by the certificate. momento: as the signature itself says it."""

    certificado: x509.Certificate
    otros: Sequence[x509.Certificate]
    momento: datetime | None

    @property
    def nombre(self) -> str:
        return nombre_comun(self.certificado.subject)


def nombre_comun(nombre: x509.Name) -> str:
    """Return the common name of a name, or all of it."""
    comunes = nombre.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(comunes[0].value) if comunes else nombre.rfc4514_string()


def comprobar_cms(cms: bytes, cubierto: Sequence[bytes], *, pades: bool) -> Firmante:
    """Return who signed those bytes; raise NoSeSostiene if nobody did.

    cubierto: the two parts of the file that the signature says that it covers. pades: the signer's
    certificate has to be among what is signed.
    """
    datos, certificados = _partes(leer_der(cms))
    firmas = datos[-1].piezas()
    if datos[-1].marca != CONJUNTO or len(firmas) != 1:
        raise NoSeSostiene("No lleva la firma de una persona, y solo una.")
    version, quien, con_que, *resto = firmas[0].piezas()
    if len(resto) < 3 or resto[0].marca != 0xA0 or version.marca != ENTERO:
        raise NoSeSostiene("No firma sus atributos.")
    suyo = _de_quien(quien, certificados)
    resumen = _resumen(con_que)
    atributos = _atributos(resto[0])
    _exigir_atributos(atributos, cubierto, resumen, suyo if pades else None)
    firmado = bytes([CONJUNTO]) + resto[0].crudo[1:]
    _verificar(suyo, resto[1], resto[2].contenido, firmado, resumen)
    otros = [c for c in certificados if c != suyo]
    return Firmante(suyo, otros, _momento(atributos.get(HORA)))


def _partes(todo: Pieza) -> tuple[list[Pieza], list[x509.Certificate]]:
    """Return the pieces of a SignedData, and the certificates that it carries."""
    tipo, *dentro = todo.piezas()
    if tipo.oid() != FIRMADOS or len(dentro) != 1:
        raise NoSeSostiene("No es una firma CMS.")
    datos = leer_der(dentro[0].contenido).piezas()
    contenido = datos[2].piezas()
    if len(contenido) != 1 or contenido[0].oid() != DATOS:
        raise NoSeSostiene("Su firma trae dentro otro contenido que el del archivo.")
    ders = [p.crudo for d in datos if d.marca == 0xA0 for p in d.piezas() if p.marca == SECUENCIA]
    return datos, [x509.load_der_x509_certificate(der) for der in ders]


def _de_quien(quien: Pieza, certificados: Sequence[x509.Certificate]) -> x509.Certificate:
    """Return the certificate that a signature names, by issuer and serial or by key."""
    for certificado in certificados:
        if quien.marca == SECUENCIA:
            emisor, serie = quien.piezas()
            suyo = certificado.issuer.public_bytes() == emisor.crudo
            suyo = suyo and certificado.serial_number == serie.entero()
        else:
            suyo = quien.contenido == _identificador(certificado)
        if suyo:
            return certificado
    raise NoSeSostiene("No trae el certificado de quien firma.")


def _identificador(certificado: x509.Certificate) -> bytes:
    extensiones = certificado.extensions
    try:
        return extensiones.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return b""


def _resumen(algoritmo: Pieza) -> hashes.HashAlgorithm:
    nombre = algoritmo.piezas()[0].oid()
    if nombre not in RESUMENES:
        raise NoSeSostiene(f"Su firma usa un resumen que ya no se acepta ({nombre}).")
    return RESUMENES[nombre]


def _atributos(firmados: Pieza) -> dict[str, Pieza]:
    """Return OID → its one value; raise NoSeSostiene for one that is there twice."""
    atributos: dict[str, Pieza] = {}
    for atributo in firmados.piezas():
        tipo, valores = atributo.piezas()
        if tipo.oid() in atributos:
            raise NoSeSostiene("Repite un atributo firmado.")
        atributos[tipo.oid()] = valores.piezas()[0]
    return atributos


def _exigir_atributos(
    atributos: Mapping[str, Pieza],
    cubierto: Sequence[bytes],
    resumen: hashes.HashAlgorithm,
    certificado: x509.Certificate | None,
) -> None:
    """What was signed is of those bytes, and of that certificate when it is given."""
    if TIPO not in atributos or atributos[TIPO].oid() != DATOS or RESUMEN not in atributos:
        raise NoSeSostiene("Le faltan atributos firmados.")
    suma = hashlib.new(resumen.name)
    for parte in cubierto:
        suma.update(parte)
    if atributos[RESUMEN].marca != OCTETOS or atributos[RESUMEN].contenido != suma.digest():
        raise NoSeSostiene("El archivo no es el que se firmó: fue alterado.")
    if certificado is not None:
        _exigir_certificado(atributos.get(CERTIFICADO_V2), certificado)


def _exigir_certificado(dicho: Pieza | None, certificado: x509.Certificate) -> None:
    """The certificate is the one that the signature covers (RFC 5035)."""
    if dicho is None:
        raise NoSeSostiene("No firma con qué certificado se hizo, como pide PAdES.")
    partes = dicho.piezas()[0].piezas()[0].piezas()
    resumen = _resumen(partes.pop(0)) if partes[0].marca == SECUENCIA else hashes.SHA256()
    if partes[0].contenido != certificado.fingerprint(resumen):
        raise NoSeSostiene("El certificado que trae no es aquel con que se firmó.")


def _verificar(
    certificado: x509.Certificate,
    algoritmo: Pieza,
    firma: bytes,
    firmado: bytes,
    resumen: hashes.HashAlgorithm,
) -> None:
    """Raise NoSeSostiene unless the key of the certificate made that signature."""
    llave = certificado.public_key()
    try:
        if isinstance(llave, rsa.RSAPublicKey):
            llave.verify(firma, firmado, _relleno(algoritmo), resumen)
        elif isinstance(llave, ec.EllipticCurvePublicKey):
            llave.verify(firma, firmado, ec.ECDSA(resumen))
        elif isinstance(llave, ed25519.Ed25519PublicKey):
            llave.verify(firma, firmado)
        else:
            raise NoSeSostiene("Su llave es de una clase que no se conoce.")
    except InvalidSignature:
        raise NoSeSostiene("Su firma no corresponde a su certificado: fue alterada.") from None


def _relleno(algoritmo: Pieza) -> padding.AsymmetricPadding:
    if algoritmo.piezas()[0].oid() != PSS:
        return padding.PKCS1v15()
    parametros = {p.marca: leer_der(p.contenido) for p in algoritmo.piezas()[1].piezas()}
    if 0xA0 not in parametros:
        raise NoSeSostiene("Su firma usa un resumen que ya no se acepta (SHA-1).")
    return padding.PSS(padding.MGF1(_resumen(parametros[0xA0])), padding.PSS.AUTO)


def _momento(hora: Pieza | None) -> datetime | None:
    if hora is None:
        return None
    forma = "%y%m%d%H%M%SZ" if hora.marca == UTC_TIME else "%Y%m%d%H%M%SZ"
    return datetime.strptime(hora.contenido.decode(), forma).replace(tzinfo=UTC)


# ---- Whom it is believed for


def sube_a(firmante: Firmante, confiables: Sequence[x509.Certificate]) -> x509.Certificate:
    """Return the certificate given to be trusted that the chain of a signer ends in.

    Each was in force when the signature says that it was made, or is now if it does not say; each
    above is an authority. Raises NoSeSostiene.
    """
    cuando = firmante.momento or datetime.now(UTC)
    actual = firmante.certificado
    if not _sirve(actual, "digital_signature", "content_commitment"):
        raise NoSeSostiene("Su certificado no es para firmar.")
    for _ in range(MAX_ESLABONES):
        if not actual.not_valid_before_utc <= cuando <= actual.not_valid_after_utc:
            quien = nombre_comun(actual.subject)
            raise NoSeSostiene(f"El certificado de {quien} no estaba vigente.")
        if actual in confiables:
            return actual
        emisores = (c for c in (*confiables, *firmante.otros) if c != actual and _emitio(c, actual))
        siguiente = next(emisores, None)
        if siguiente is None:
            break
        actual = siguiente
    raise NoSeSostiene("Su certificado no lleva a ninguna de las autoridades en que confía.")


def _emitio(emisor: x509.Certificate, certificado: x509.Certificate) -> bool:
    """Whether an authority of certificates made that one."""
    try:
        certificado.verify_directly_issued_by(emisor)
        extensiones = emisor.extensions
        autoridad = extensiones.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        return False
    return autoridad and _sirve(emisor, "key_cert_sign")


def _sirve(certificado: x509.Certificate, *usos: str) -> bool:
    """Whether a certificate is for one of those uses, or does not say what it is for."""
    try:
        dichos = certificado.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(getattr(dichos, uso) for uso in usos)


def certificados_de(datos: bytes) -> list[x509.Certificate]:
    """Return the certificates of a file, PEM or DER; raise ValueError if it holds none."""
    if b"-----BEGIN CERTIFICATE-----" in datos:
        return x509.load_pem_x509_certificates(datos)
    return [x509.load_der_x509_certificate(datos)]
