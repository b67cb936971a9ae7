"""An authority of certificates, people with one, and how they sign a PDF on their own machine."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

Clave = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DESDE, HASTA = datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


def _nombre(texto: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, texto)])


class Autoridad:
    """It signs the certificates of people; its own is the anchor."""

    def __init__(self, nombre: str = "AUTORIDAD DE EJEMPLO") -> None:
        self.nombre, self.clave = nombre, ec.generate_private_key(ec.SECP256R1())
        self.certificado = self._emitir(nombre, self.clave.public_key(), ca=True)

    def _emitir(
        self,
        nombre: str,
        publica: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
        *,
        ca: bool = False,
        hasta: datetime = HASTA,
    ) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(_nombre(nombre))
            .issuer_name(_nombre(self.nombre))
            .public_key(publica)
            .serial_number(x509.random_serial_number())
            .not_valid_before(DESDE)
            .not_valid_after(hasta)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not ca, content_commitment=not ca, key_encipherment=False,
                    data_encipherment=False, key_agreement=False, key_cert_sign=ca, crl_sign=ca,
                    encipher_only=False, decipher_only=False,
                ),
                critical=True,
            )
            .sign(self.clave, hashes.SHA256())
        )  # fmt: skip

    def ancla(self, carpeta: Path) -> Path:
        """Write its certificate in a folder, as an installation keeps those that it trusts."""
        carpeta.mkdir(exist_ok=True)
        pem = self.certificado.public_bytes(serialization.Encoding.PEM)
        (carpeta / "autoridad.pem").write_bytes(pem)
        return carpeta

    def firmante(
        self, nombre: str, *, hasta: datetime = HASTA, clave: Clave | None = None, pss: bool = False
    ) -> signers.SimpleSigner:
        """Return somebody with a certificate of this authority and its key: P-256 if not said."""
        clave = clave or ec.generate_private_key(ec.SECP256R1())
        certificado = self._emitir(nombre, clave.public_key(), hasta=hasta)
        privada = clave.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return signers.SimpleSigner(
            signing_cert=_asn1(certificado),
            signing_key=keys.PrivateKeyInfo.load(privada),
            cert_registry=SimpleCertificateStore.from_certs(  # type: ignore[no-untyped-call]
                [_asn1(self.certificado)]
            ),
            prefer_pss=pss,
        )


def _asn1(certificado: x509.Certificate) -> asn1_x509.Certificate:
    der = certificado.public_bytes(serialization.Encoding.DER)
    return asn1_x509.Certificate.load(der)


def firmar(pdf: bytes, quien: signers.SimpleSigner, *, campo: str, pades: bool = True) -> bytes:
    """Return a PDF as that person's own program signs it."""
    formato = (
        fields.SigSeedSubFilter.PADES if pades else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    )
    metadatos = signers.PdfSignatureMetadata(
        field_name=campo, md_algorithm="sha256", subfilter=formato
    )
    salida = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), metadatos, signer=quien, output=BytesIO()
    )
    return bytes(salida.getvalue())


def con_otra_hoja(pdf: bytes) -> bytes:
    """Return a PDF to which somebody added, without touching a byte of it, what covers its text."""
    escritor = IncrementalPdfFileWriter(BytesIO(pdf))
    hoja = escritor.root["/Pages"]["/Kids"][0].get_object()
    hoja["/Rotate"] = generic.NumberObject(180)  # type: ignore[no-untyped-call]
    escritor.update_container(hoja)
    salida = BytesIO()
    escritor.write(salida)  # type: ignore[no-untyped-call]
    return salida.getvalue()
