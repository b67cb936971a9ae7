"""Writes the vectors of the wire that Python makes: vectors/{llaves,sobre,paquete,acuse,danados}.

Keys and data are fixed; ephemeral HPKE keys and ECDSA nonces are not, so a new run changes the
sealed bytes and nothing else. Run by hand when the wire changes:
    cd server && ../.var/venv/bin/python ../tools/vectores_sobre.py
"""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PIL import Image

from rubrica.core import acuse, cbor, codigo, contenido, folio, identificador, jws, paquete, sobre

VECTORES = Path(__file__).parents[1] / "vectors"
AHORA = datetime(2026, 11, 23, 20, 5, 7, 123000, UTC)
DISPOSITIVO = UUID("0193b0c0-1111-7222-8333-444455556666")
P256_N = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)


def p256(texto: str) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key made of a text, the same each time."""
    numero = int.from_bytes(codigo.de(texto.encode()), "big") % (P256_N - 1) + 1
    return ec.derive_private_key(numero, ec.SECP256R1())


def ed25519(texto: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(codigo.de(texto.encode()))


def x25519(texto: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(codigo.de(texto.encode()))


TELEFONO, AJENO = p256("vector: telefono"), p256("vector: ajeno")
PROCESO, OTRO_PROCESO = x25519("vector: proceso"), x25519("vector: otro proceso")
ACUSE, HORA, MANIFIESTO = (ed25519(f"vector: {n}") for n in ("acuse", "hora", "manifiesto"))
PUBLICA = PROCESO.public_key().public_bytes_raw()


def b64(datos: bytes) -> str:
    return base64.b64encode(datos).decode()


def jpeg(lado: int = 8, tono: int = 128) -> bytes:
    salida = io.BytesIO()
    Image.new("L", (lado, lado), tono).save(salida, "JPEG", quality=40)
    return salida.getvalue()


def datos(consecutivo: int = 1, **cambios: Any) -> sobre.Datos:
    """Return the fields of a sobre of the vector device."""
    base = sobre.Datos(
        id=identificador.uuid7(1795464307123 + consecutivo, bytes([consecutivo % 256] * 10)),
        folio=folio.componer(
            proceso="OAX26",
            auxiliar="0153",
            dispositivo=1,
            consecutivo=consecutivo,
            azar=iter_azar(consecutivo),
        ),
        proceso="OAX26",
        dispositivo=DISPOSITIVO,
        consecutivo=consecutivo,
        capturado_en=AHORA + timedelta(minutes=consecutivo),
        app="0.1.0",
    )
    return replace(base, **cambios)


def iter_azar(semilla: int) -> folio.Azar:
    """Return a source that gives other bytes each time it is asked, the same each run."""
    vez = iter(range(256))
    return lambda n: codigo.de(bytes([semilla % 256, next(vez)]))[:n]


def con_reloj(base: sobre.Datos) -> sobre.Datos:
    ficha = acuse.Hora(dispositivo=DISPOSITIVO, hora=AHORA).firmar(HORA)
    anterior = codigo.de(b"vector: anterior")
    reloj = sobre.Reloj(ficha=ficha, dispositivo_en=AHORA - timedelta(days=31), delta_ms=61_250)
    return replace(base, reloj=reloj, anterior=anterior)


def registro() -> contenido.Contenido:
    """Return a whole record with something of everything."""
    return contenido.Contenido(
        modelo="G",
        anverso=jpeg(16, 90),
        reverso=jpeg(16, 160),
        rostro=jpeg(24, 200),
        firma=contenido.Firma(
            ancho=320, alto=160, trazos=((0, 40, 80, 16, 3, -2, 16, 5, -4), (900, 10, 10))
        ),
        codigos=(
            contenido.Codigo(simbologia="MRZ", lado="reverso", texto="IDMEX1234567897<<\nÑ"),
            contenido.Codigo(simbologia="QRCode", lado="reverso", crudo=bytes(range(256))),
        ),
        claves={"cic": "123456789", "ocr": "2575012345678", "identificador": "012345678"},
        posicion=contenido.Posicion(lat=17_060_500, lon=-96_725_300, precision_m=12, edad_s=3),
        manifiesto=contenido.Manifiesto(texto="Otorgo mi apoyo a Pilar Muñoz.", version=2),
        avisos_de_calidad=(contenido.AvisoDeCalidad(codigo="reflejo", de="anverso"),),
    )


def minimo() -> contenido.Contenido:
    return replace(registro(), codigos=(), claves={}, posicion=None, avisos_de_calidad=())


TESTIGO = contenido.Testigo(
    nombre="María de la Luz Yescas", firma=contenido.Firma(ancho=320, alto=160, trazos=((0, 9, 9),))
)


def aceptados() -> list[tuple[str, contenido.Contenido]]:
    """Return a record of each way of accepting without a signature on the pad (ET 10.3 m)."""
    en_blanco = contenido.Firma(ancho=320, alto=160, trazos=())
    con_huella = contenido.ConTestigo(huella=jpeg(16, 70), testigo=TESTIGO)
    sin_huella = contenido.ConTestigo(testigo=TESTIGO)
    base = minimo()
    return [
        (
            "the credential says sin firma",
            replace(base, firma=en_blanco, aceptacion=contenido.SinFirma()),
        ),
        (
            "the credential says sin firma, and something was drawn",
            replace(base, aceptacion=contenido.SinFirma()),
        ),
        (
            "a witness and the fingerprint",
            replace(base, firma=en_blanco, aceptacion=con_huella),
        ),
        ("a witness and a mark", replace(base, aceptacion=sin_huella)),
    ]


def como_json(valor: Any) -> Any:
    """Return a CBOR value as JSON, bytes as {"b64": …}."""
    if isinstance(valor, bytes):
        return {"b64": b64(valor)}
    if isinstance(valor, dict):
        return {nombre: como_json(item) for nombre, item in valor.items()}
    if isinstance(valor, list | tuple):
        return [como_json(item) for item in valor]
    return valor


def escribir(nombre: str, que: Any) -> None:
    texto = json.dumps(que, ensure_ascii=False, indent=1)
    (VECTORES / nombre).write_text(texto + "\n", encoding="utf-8")


def llaves() -> dict[str, Any]:
    def par(clave: ec.EllipticCurvePrivateKey) -> dict[str, str]:
        privado = clave.private_numbers().private_value.to_bytes(32, "big")
        return {**jws.jwk(clave.public_key()), "d": jws.b64u(privado)}

    return {
        "telefono": par(TELEFONO),
        "ajeno": par(AJENO),
        "proceso": {"privada": PROCESO.private_bytes_raw().hex(), "publica": PUBLICA.hex()},
        "otro_proceso": {"privada": OTRO_PROCESO.private_bytes_raw().hex()},
        **{
            nombre: jws.b64u(clave.public_key().public_bytes_raw())
            for nombre, clave in (("acuse", ACUSE), ("hora", HORA), ("manifiesto", MANIFIESTO))
        },
    }


def caso_de_paquete(nombre: str, que: contenido.Contenido, cual: sobre.Datos) -> dict[str, Any]:
    sellado = paquete.sellar(que, cual, PUBLICA)
    firmado = sobre.firmar(cual, sellado, TELEFONO)
    return {
        "nombre": nombre,
        "sobre": firmado,
        "resumen": jws.b64u(sobre.leer(firmado, TELEFONO.public_key()).resumen),
        "datos": cual.como_json(),
        "aad": cual.aad().hex(),
        "contenido": como_json(que.como_mapa()),
        "paquete": b64(sellado),
        "codigo_integridad": codigo.de(sellado).hex(),
    }


def firmados() -> list[dict[str, Any]]:
    """Return one of each kind that the installation or the device signs."""
    cual = datos()
    recibo = acuse.Acuse(
        id=cual.id,
        folio=cual.folio,
        proceso="OAX26",
        codigo_integridad=codigo.de(b"vector: paquete"),
        recibido_en=AHORA,
    ).firmar(ACUSE)
    negado = acuse.RechazoFirmado(
        id=cual.id,
        folio=cual.folio,
        codigo_integridad=codigo.de(b"vector: paquete"),
        code="sobre-tarde",
        numeral="ET 6.6",
        momento=AHORA,
    ).firmar(ACUSE)
    todos = (
        ("acuse", acuse.TYP_ACUSE, recibo),
        ("hora", acuse.TYP_HORA, acuse.Hora(dispositivo=DISPOSITIVO, hora=AHORA).firmar(HORA)),
        ("acuse", acuse.TYP_RECHAZO, negado),
        ("manifiesto", acuse.TYP_MANIFIESTO, manifiesto()),
        (
            "telefono",
            acuse.TYP_BAJA,
            acuse.Baja(dispositivo=DISPOSITIVO, hasta_consecutivo=42, momento=AHORA).firmar(
                TELEFONO
            ),
        ),
    )
    return [
        {"clave": clave, "typ": typ, "jws": texto, "carga": carga_de(texto)}
        for clave, typ, texto in todos
    ]


def carga_de(texto: str) -> Any:
    return json.loads(jws.b64u_bytes(texto.split(".")[1]))


def manifiesto() -> str:
    carga = {
        "proceso": "OAX26",
        "tipo": "revocacion_de_mandato",
        "denominacion": "Revocación de Mandato 2026",
        "pregunta": "¿Está de acuerdo en que se convoque?",
        "promovente": "Pilar Muñoz",
        "entidad": "Oaxaca",
        "entidad_clave": "20",
        "periodo": {"inicio": "2026-11-01T06:00:00.000Z", "fin": "2026-12-01T05:59:59.000Z"},
        "avisos": {"integral": "/avisos/integral", "simplificado": "/avisos/simplificado"},
        "responsiva": {"version": 1, "texto": "Respondo por el uso de la aplicación."},
        "manifiesto_ciudadano": {"version": 2, "texto": "Otorgo mi apoyo a Pilar Muñoz."},
        "clave": {"kid": jws.b64u(paquete.kid(PUBLICA)), "suite": 1, "publica": jws.b64u(PUBLICA)},
        "modelos": [{"modelo": "G", "claves": ["cic", "identificador"]}],
        "version": 3,
        "emitido_en": sobre.instante(AHORA),
    }
    return acuse.firmar_manifiesto(carga, MANIFIESTO)


# --- damaged on purpose, each in exactly one way ---


def rehecho(texto: str, *, cabecera: str | None = None, carga: bytes | None = None) -> str:
    """Return a JWS with another header or payload, signed again by the same phone."""
    protegido, viejo, _ = texto.split(".")
    if cabecera is not None:
        protegido = jws.b64u(cabecera.encode())
    firmado = f"{protegido}.{jws.b64u(carga) if carga is not None else viejo}"
    return f"{firmado}.{jws.b64u(jws._firma(firmado.encode(), TELEFONO))}"


def con(texto: str, **cambios: Any) -> str:
    """Return a sobre with members changed (… leaves one out), signed again."""
    miembros = {**carga_de(texto), **cambios}
    limpio = {n: v for n, v in miembros.items() if v is not ...}
    return rehecho(texto, carga=json.dumps(limpio, separators=(",", ":")).encode())


def danados_de_jws(bueno: str, typ: str, alg: str) -> list[tuple[str, str, str]]:
    """Return (nombre, jws, code) of what is wrong with a JWS before its payload matters."""
    protegido, carga, firma = bueno.split(".")
    kid = json.loads(jws.b64u_bytes(protegido))["kid"]

    def otra(cabecera: str) -> str:
        return f"{jws.b64u(cabecera.encode())}.{carga}.{firma}"

    volteada = bytearray(jws.b64u_bytes(firma))
    volteada[7] ^= 1
    cambiada = jws.b64u(jws.b64u_bytes(carga).replace(b"2026", b"2025", 1))
    # 64 bytes leave 4 loose bits in the last character: the same bytes, another spelling.
    alfabeto = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    suelta = firma[:-1] + alfabeto[alfabeto.index(firma[-1]) | 1]
    jwk = json.dumps(jws.jwk(AJENO.public_key()), separators=(",", ":"))
    cola = f'"typ":"{typ}","kid":"{kid}"'
    return [
        ("embedded jwk", otra(f'{{"alg":"{alg}",{cola},"jwk":{jwk}}}'), "jws-cabecera"),
        ("alg none", otra(f'{{"alg":"none",{cola}}}'), "jws-algoritmo"),
        ("alg none without signature", f"{jws.b64u(b'{}')}.{carga}.", "jws-algoritmo"),
        ("alg RS256", otra(f'{{"alg":"RS256",{cola}}}'), "jws-algoritmo"),
        (
            "the other alg",
            otra(f'{{"alg":"{"EdDSA" if alg == "ES256" else "ES256"}",{cola}}}'),
            "jws-algoritmo",
        ),
        ("typ of another kind", otra(f'{{"alg":"{alg}","typ":"JWT","kid":"{kid}"}}'), "jws-tipo"),
        ("header with crit", otra(f'{{"alg":"{alg}",{cola},"crit":["b64"]}}'), "jws-cabecera"),
        ("header with a space", otra(f'{{"alg": "{alg}",{cola}}}'), "jws-cabecera"),
        ("header out of order", otra(f'{{{cola},"alg":"{alg}"}}'), "jws-cabecera"),
        ("header with alg twice", otra(f'{{"alg":"none","alg":"{alg}",{cola}}}'), "jws-cabecera"),
        ("header without kid", otra(f'{{"alg":"{alg}","typ":"{typ}"}}'), "jws-cabecera"),
        (
            "kid of another key",
            otra(f'{{"alg":"{alg}","typ":"{typ}","kid":"{jws.kid(AJENO.public_key())}"}}'),
            "jws-clave",
        ),
        ("two parts", f"{protegido}.{carga}", "jws-mal-formado"),
        ("four parts", f"{bueno}.{firma}", "jws-mal-formado"),
        ("empty", "", "jws-mal-formado"),
        ("padding", f"{protegido}.{carga}.{firma}==", "jws-mal-formado"),
        ("base64 of the other alphabet", f"{protegido}.{carga}+.{firma}", "jws-mal-formado"),
        ("loose bits in the signature", f"{protegido}.{carga}.{suelta}", "jws-mal-formado"),
        ("a newline at the end", f"{bueno}\n", "jws-mal-formado"),
        ("over the size", f"{protegido}.{'A' * jws.MAX_BYTES}.{firma}", "jws-mal-formado"),
        ("signature of 63 bytes", f"{protegido}.{carga}.{jws.b64u(bytes(63))}", "jws-firma"),
        ("signature of zeros", f"{protegido}.{carga}.{jws.b64u(bytes(64))}", "jws-firma"),
        (
            "one bit of the signature",
            f"{protegido}.{carga}.{jws.b64u(bytes(volteada))}",
            "jws-firma",
        ),
        ("one character of the payload", f"{protegido}.{cambiada}.{firma}", "jws-firma"),
    ]


def danados_de_sobre() -> list[dict[str, str]]:
    cual = con_reloj(datos())
    bueno = sobre.firmar(cual, paquete.sellar(minimo(), cual, PUBLICA), TELEFONO)
    carga = jws.b64u_bytes(bueno.split(".")[1])
    der = jws.b64u(TELEFONO.sign(bueno.rpartition(".")[0].encode(), ec.ECDSA(jws.SHA256())))
    reloj = cual.reloj.como_json()
    casos = [
        *danados_de_jws(bueno, sobre.TYP, "ES256"),
        ("signature in DER", f"{bueno.rpartition('.')[0]}.{der}", "jws-firma"),
        ("payload is a list", rehecho(bueno, carga=b"[]"), "jws-carga"),
        ("payload is no JSON", rehecho(bueno, carga=b"{"), "jws-carga"),
        ("payload is not UTF-8", rehecho(bueno, carga=b'{"id":"\xff"}'), "jws-carga"),
        (
            "a member twice",
            rehecho(bueno, carga=carga[:-1] + b',"consecutivo":7}'),
            "jws-carga",
        ),
        ("a fraction", rehecho(bueno, carga=carga.replace(b':1,"ant', b':1.0,"ant')), "jws-carga"),
        ("an exponent", rehecho(bueno, carga=carga.replace(b':1,"ant', b':1e0,"ant')), "jws-carga"),
        (
            "a negative zero",
            rehecho(bueno, carga=carga.replace(b':1,"ant', b':-0,"ant')),
            "jws-carga",
        ),
        ("nested a thousand times", rehecho(bueno, carga=b"[" * 4000), "jws-carga"),
        ("an extra member", con(bueno, nombre="Ciro"), "sobre-miembros"),
        ("a missing member", con(bueno, anterior=...), "sobre-miembros"),
        ("an extra member in reloj", con(bueno, reloj={**reloj, "zona": 1}), "sobre-miembros"),
        ("id is a UUIDv4", con(bueno, id="0193b0c0-1111-4222-8333-444455556666"), "sobre-campo"),
        ("id in capitals", con(bueno, id=str(cual.id).upper()), "sobre-campo"),
        ("dispositivo without hyphens", con(bueno, dispositivo=DISPOSITIVO.hex), "sobre-campo"),
        ("consecutivo is a text", con(bueno, consecutivo="1"), "sobre-campo"),
        ("consecutivo is true", con(bueno, consecutivo=True), "sobre-campo"),
        ("anterior is too short", con(bueno, anterior="AAAA"), "sobre-campo"),
        ("código in capitals", con(bueno, codigo_integridad="A" * 64), "sobre-campo"),
        ("over 4 MiB", con(bueno, bytes=sobre.MAX_PAQUETE + 1), "sobre-campo"),
        ("zero bytes", con(bueno, bytes=0), "sobre-campo"),
        ("instant without Z", con(bueno, capturado_en="2026-11-23T20:05:07.123"), "sobre-campo"),
        ("31 February", con(bueno, capturado_en="2026-02-31T20:05:07.123Z"), "sobre-campo"),
        ("reloj is null", con(bueno, reloj=None), "sobre-campo"),
        ("ficha is no JWS", con(bueno, reloj={**reloj, "ficha": "a.b"}), "sobre-campo"),
        ("app of 33 characters", con(bueno, app="1" * 33), "sobre-campo"),
        ("folio of another process", con(bueno, proceso="PUE26"), "sobre-folio"),
        ("folio of another consecutivo", con(bueno, consecutivo=2), "sobre-folio"),
        (
            "folio with a wrong character",
            con(bueno, folio=cual.folio.replace("0153", "0154")),
            "sobre-folio",
        ),
    ]
    return [{"nombre": n, "jws": texto, "code": code} for n, texto, code in casos]


def danados_de_acuse() -> list[dict[str, str]]:
    """Return receipts that a phone must not take: what a captive portal or a thief could give."""
    bueno = firmados()[0]["jws"]
    hora = firmados()[1]["jws"]
    casos = [
        *danados_de_jws(bueno, acuse.TYP_ACUSE, "EdDSA"),
        (
            "a page of a captive portal",
            "<html><body>Acepte los términos</body></html>",
            "jws-mal-formado",
        ),
        ("a time token passed off as a receipt", hora, "jws-tipo"),
        (
            "signed by the time-token key",
            jws.firmar(carga_de(bueno), typ=acuse.TYP_ACUSE, clave=HORA),
            "jws-clave",
        ),
        (
            "an extra member",
            jws.firmar({**carga_de(bueno), "nombre": "Ciro"}, typ=acuse.TYP_ACUSE, clave=ACUSE),
            "jws-carga",
        ),
    ]
    return [{"nombre": n, "jws": texto, "code": code} for n, texto, code in casos]


def mapa(**cambios: Any) -> bytes:
    """Return the inside of a paquete with members changed; … leaves one out."""
    miembros = {**minimo().como_mapa(), **cambios}
    return cbor.encode({n: v for n, v in miembros.items() if v is not ...})


def gigante(lado: int) -> bytes:
    """Return a JPEG whose header promises `lado` × `lado` pixels: a bomb of a few hundred bytes."""
    chico = bytearray(jpeg())
    at = chico.index(b"\xff\xc0")
    chico[at + 5 : at + 9] = lado.to_bytes(2, "big") * 2
    return bytes(chico)


def dos_cuadros() -> bytes:
    """Return a JPEG with a modest frame header first and a huge one after it."""
    chico, at = jpeg(), jpeg().index(b"\xff\xc0")
    largo = 2 + int.from_bytes(chico[at + 2 : at + 4], "big")
    return chico[: at + largo] + gigante(60000)[at : at + largo] + chico[at + largo :]


def claros_danados() -> list[tuple[str, bytes, str]]:
    """Return (nombre, plaintext, code) of what seals and opens well and is no record."""
    bueno = mapa()
    trazos = {"ancho": 320, "alto": 160}
    return [
        ("empty map", cbor.encode({}), "contenido-falta"),
        ("a list", cbor.encode([1]), "contenido-campo"),
        ("without rostro", mapa(rostro=...), "contenido-falta"),
        ("without firma", mapa(firma=...), "contenido-falta"),
        ("with a name", mapa(nombre="Ciro"), "contenido-sobra"),
        ("of version 2", mapa(v=2), "contenido-campo"),
        ("not original", mapa(original=False), "contenido-original"),
        ("anverso is a PNG", mapa(anverso=b"\x89PNG\r\n\x1a\n" + bytes(64)), "contenido-imagen"),
        ("anverso is empty", mapa(anverso=b""), "contenido-imagen"),
        ("anverso is cut", mapa(anverso=jpeg()[:-9]), "contenido-imagen"),
        ("anverso is a text", mapa(anverso="foto"), "contenido-campo"),
        ("image of 60,000 pixels a side", mapa(reverso=gigante(60000)), "contenido-imagen-grande"),
        ("image with two frames", mapa(rostro=dos_cuadros()), "contenido-imagen"),
        ("no strokes", mapa(firma={**trazos, "trazos": []}), "contenido-campo"),
        ("stroke of two numbers", mapa(firma={**trazos, "trazos": [[1, 2]]}), "contenido-campo"),
        (
            "latitude of 91°",
            mapa(posicion={"lat": 91_000_000, "lon": 0, "precision_m": 1, "edad_s": 0}),
            "contenido-campo",
        ),
        (
            "a código without content",
            mapa(codigos=[{"simbologia": "QRCode", "lado": "reverso"}]),
            "contenido-campo",
        ),
        ("an unknown key", mapa(claves={"curp": "X"}), "contenido-sobra"),
        ("trailing byte", bueno + b"\x00", "paquete-cbor"),
        ("truncated", bueno[:-1], "paquete-cbor"),
        ("empty", b"", "paquete-corto"),
        ("duplicate keys", b"\xa2\x61v\x01\x61v\x01", "paquete-cbor"),
        ("keys out of order", b"\xa2\x61w\x01\x61v\x01", "paquete-cbor"),
        ("map of indefinite length", b"\xbf\x61v\x01\xff", "paquete-cbor"),
        ("text of indefinite length", b"\xa1\x61v\x7f\x61a\xff", "paquete-cbor"),
        ("integer not in its shortest form", b"\xa1\x61v\x18\x01", "paquete-cbor"),
        ("a float", b"\xa1\x61v\xf9\x3c\x00", "paquete-cbor"),
        ("a tag", b"\xa1\x61v\xc0\x61a", "paquete-cbor"),
        ("undefined", b"\xa1\x61v\xf7", "paquete-cbor"),
        ("key that is a number", b"\xa1\x01\x01", "paquete-cbor"),
        ("text that is not UTF-8", b"\xa1\x61v\x61\xff", "paquete-cbor"),
        ("integer beyond 2^53", b"\xa1\x61v\x1b" + b"\xff" * 8, "paquete-cbor"),
        ("a thousand nested lists", b"\x81" * 1000 + b"\x00", "paquete-cbor-limites"),
        (
            "a list that announces 2^60 items",
            b"\x9b" + (1 << 60).to_bytes(8, "big"),
            "paquete-cbor-limites",
        ),
        ("sixty thousand items", b"\x99\xea\x60" + b"\x00" * 60000, "paquete-cbor-limites"),
    ]


def aceptaciones_danadas() -> list[tuple[str, bytes, str]]:
    """Return (nombre, plaintext, code) of what says badly how a person accepted."""
    firma: dict[str, Any] = {"ancho": 320, "alto": 160, "trazos": [[0, 9, 9]]}
    testigo: dict[str, Any] = {"nombre": "Luz Yescas", "firma": firma}
    entera = {"modo": "con_testigo", "huella": jpeg(), "testigo": testigo}

    def con_esta(**cambios: Any) -> bytes:
        return mapa(aceptacion={n: v for n, v in {**entera, **cambios}.items() if v is not ...})

    sin_nada = {"firma": {**firma, "trazos": []}, "aceptacion": {**entera, "huella": None}}
    anonimo = {"nombre": "", "firma": firma}
    return [
        ("aceptacion is null", mapa(aceptacion=None), "contenido-campo"),
        ("a signature said to be one", mapa(aceptacion={"modo": "firma"}), "contenido-campo"),
        ("without its modo", mapa(aceptacion={}), "contenido-falta"),
        (
            "sin_firma with a witness",
            con_esta(modo="sin_firma"),
            "contenido-sobra",
        ),
        ("con_testigo without witness", con_esta(testigo=...), "contenido-falta"),
        ("con_testigo without the member huella", con_esta(huella=...), "contenido-falta"),
        ("neither huella nor mark", mapa(**sin_nada), "contenido-falta"),
        ("huella is no image", con_esta(huella=b"dedo"), "contenido-imagen"),
        ("huella is huge", con_esta(huella=gigante(60000)), "contenido-imagen-grande"),
        ("a witness without name", con_esta(testigo=anonimo), "contenido-campo"),
        (
            "a witness of two lines",
            con_esta(testigo={**testigo, "nombre": "Luz\nYescas"}),
            "contenido-campo",
        ),
        (
            "a witness who did not sign",
            con_esta(testigo={**testigo, "firma": {**firma, "trazos": []}}),
            "contenido-campo",
        ),
        (
            "a witness with a CURP",
            con_esta(testigo={**testigo, "curp": "X"}),
            "contenido-sobra",
        ),
        (
            "a warning of another part",
            mapa(avisos_de_calidad=[{"codigo": "punto", "de": "dedo"}]),
            "contenido-campo",
        ),
    ]


def danados_de_aceptacion() -> list[dict[str, Any]]:
    cual = con_reloj(datos())
    casos = [(n, *sellado_y_firmado(claro, cual), c) for n, claro, c in aceptaciones_danadas()]
    return [{"nombre": n, "sobre": s, "paquete": b64(p), "code": c} for n, s, p, c in casos]


def danados_de_paquete() -> list[dict[str, Any]]:
    cual = con_reloj(datos())
    bueno = paquete.sellar(minimo(), cual, PUBLICA)
    firmado = sobre.firmar(cual, bueno, TELEFONO)
    casos = [
        (nombre, *sellado_y_firmado(claro, cual), code) for nombre, claro, code in claros_danados()
    ]
    casos += [
        (f"under another {que}", sobre.firmar(otros, bueno, TELEFONO), bueno, "paquete-no-abre")
        for que, otros in (
            ("sobre", datos(2)),
            ("id", replace(cual, id=datos(9).id)),
            ("dispositivo", replace(cual, dispositivo=datos(9).id)),
            ("folio", replace(cual, folio=folio_de("OAX26"))),
            ("proceso", replace(cual, proceso="PUE26", folio=folio_de("PUE26"))),
            ("time", replace(cual, capturado_en=AHORA)),
            ("reloj", replace(cual, reloj=sobre.Reloj())),
            ("anterior", replace(cual, anterior=None)),
            ("app", replace(cual, app="0.1.1")),
        )
    ]
    casos += bytes_danados(cual, bueno, firmado)
    return [
        {"nombre": n, "sobre": cubierta, "paquete": b64(bytes_), "code": code}
        for n, cubierta, bytes_, code in casos
    ]


def sellado_y_firmado(claro: bytes, cual: sobre.Datos) -> tuple[str, bytes]:
    sellado = paquete.sellar_bytes(claro, cual, PUBLICA)
    return sobre.firmar(cual, sellado, TELEFONO), sellado


def folio_de(proceso: str) -> str:
    return folio.componer(
        proceso=proceso, auxiliar="0153", dispositivo=1, consecutivo=1, azar=iter_azar(3)
    )


def bytes_danados(
    cual: sobre.Datos, bueno: bytes, firmado: str
) -> list[tuple[str, str, bytes, str]]:
    def propio(cambiado: bytes) -> tuple[str, bytes]:
        return sobre.firmar(cual, cambiado, TELEFONO), cambiado

    volteado = bytearray(bueno)
    volteado[200] ^= 1
    sin_enc = bytearray(bueno)
    sin_enc[17:49] = bytes(32)
    otra = OTRO_PROCESO.public_key().public_bytes_raw()
    return [
        ("one bit flipped on the way", firmado, bytes(volteado), "paquete-codigo"),
        ("truncated on the way", firmado, bueno[:-1], "paquete-tamano"),
        ("a byte more on the way", firmado, bueno + b"\x00", "paquete-tamano"),
        ("one bit flipped before signing", *propio(bytes(volteado)), "paquete-no-abre"),
        ("truncated before signing", *propio(bueno[:-1]), "paquete-no-abre"),
        ("sixty bytes", *propio(bueno[:60]), "paquete-corto"),
        ("one byte", *propio(b"\x01"), "paquete-corto"),
        ("suite 0x02", *propio(b"\x02" + bueno[1:]), "paquete-suite"),
        ("key id of no key", *propio(b"\x01" + bytes(16) + bueno[17:]), "paquete-clave"),
        (
            "sealed to another process",
            *propio(paquete.sellar(minimo(), cual, otra)),
            "paquete-clave",
        ),
        ("enc of zeros", *propio(bytes(sin_enc)), "paquete-no-abre"),
    ]


def aceptaciones() -> None:
    """Write what came after the first version; the paquetes older than it stay as they were."""
    casos = [
        caso_de_paquete(nombre, que, datos(n)) for n, (nombre, que) in enumerate(aceptados(), 20)
    ]
    escribir("paquete/python-aceptacion.json", casos)
    escribir("danados/aceptacion.json", danados_de_aceptacion())


def main() -> None:
    escribir("llaves.json", llaves())
    casos = [
        caso_de_paquete("whole, with a clock", registro(), con_reloj(datos(1))),
        caso_de_paquete("the least there is", minimo(), datos(2)),
        caso_de_paquete("the alta of ET 4.5", minimo(), datos(0)),
        caso_de_paquete("consecutivo of six digits", registro(), datos(123_456)),
    ]
    escribir("paquete/python.json", casos)
    escribir(
        "sobre/python.json",
        [{k: c[k] for k in ("nombre", "sobre", "resumen", "datos")} for c in casos],
    )
    aceptaciones()
    escribir("acuse/python.json", firmados())
    escribir("danados/sobre.json", danados_de_sobre())
    escribir("danados/acuse.json", danados_de_acuse())
    escribir("danados/paquete.json", danados_de_paquete())


if __name__ == "__main__":
    main()
