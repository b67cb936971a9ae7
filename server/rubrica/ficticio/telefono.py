"""A phone in Python: it enrols, captures, seals and sends as docs/protocolo.md says, over HTTP.

The demo, the benches and the stories use it; it imports nothing of the server but core, so what it
can do, any client written from the protocol can.
"""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote, urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from rubrica.core import acuse, codigo, folio, identificador, jws, paquete, sobre
from rubrica.core.acuse import Acuse
from rubrica.core.contenido import Manifiesto, Posicion
from rubrica.ficticio.receta import Fotos

APP = "ficticio-1"
CORREO = "correo"  # the way of proving who one is (ET 4.4)
ABIERTA = "abierta"

Reloj = Callable[[], datetime]
Azar = Callable[[int], bytes]


@dataclass(frozen=True, kw_only=True)
class Respuesta:
    """What a server answered. Header names in lower case."""

    status: int
    cabeceras: Mapping[str, str]
    cuerpo: bytes

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object."""
        objeto: dict[str, Any] = json.loads(self.cuerpo)
        return objeto


class Cliente(Protocol):
    """Whatever carries a request to one service."""

    def pedir(
        self, metodo: str, ruta: str, cuerpo: bytes = b"", cabeceras: Mapping[str, str] = {}
    ) -> Respuesta:
        """Return the answer; raise OSError when the network fails."""


class ClienteHttp:
    """One connection kept alive to http://host:port or https://…, for one thread at a time."""

    def __init__(self, base: str, espera_s: float = 30.0) -> None:
        partes = urlsplit(base)
        clase = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        self._conexion = clase[partes.scheme](partes.netloc, timeout=espera_s)

    def pedir(
        self, metodo: str, ruta: str, cuerpo: bytes = b"", cabeceras: Mapping[str, str] = {}
    ) -> Respuesta:
        """Return the answer; a connection that the server had closed is opened again once."""
        for intento in (1, 2):
            try:
                self._conexion.request(metodo, ruta, body=cuerpo or None, headers=dict(cabeceras))
                respuesta = self._conexion.getresponse()
                leido = respuesta.read()
            except (http.client.HTTPException, OSError) as falla:
                self._conexion.close()
                if intento == 2 or isinstance(falla, TimeoutError):
                    raise OSError(f"{metodo}: {type(falla).__name__}") from falla
                continue
            nombres = {nombre.lower(): valor for nombre, valor in respuesta.getheaders()}
            return Respuesta(status=respuesta.status, cabeceras=nombres, cuerpo=leido)
        raise AssertionError("a loop of two attempts returns or raises")

    def close(self) -> None:
        """Close the connection."""
        self._conexion.close()


class Rechazado(Exception):
    """A service refused; `code` is the refusal's in the catalogue, else the status."""

    def __init__(self, respuesta: Respuesta) -> None:
        try:
            self.problema = respuesta.json()
        except ValueError:
            self.problema = {}
        self.status = respuesta.status
        self.code = str(self.problema.get("type", respuesta.status)).rsplit("/", 1)[-1]
        super().__init__(f"{self.status} {self.code}")


class AcuseFalso(Exception):
    """The answer looked like a receipt and is not one of this paquete: nothing may be erased."""


class ManifiestoAjeno(Exception):
    """The enrolment answered for another key or another process: nothing of it is kept."""


@dataclass(frozen=True, kw_only=True)
class Apoyo:
    """A record sealed on the phone, ready to be sent as many times as it takes."""

    datos: sobre.Datos
    sobre: str
    paquete: bytes

    @property
    def resumen(self) -> bytes:
        """The hash by which the next record of the phone chains itself to this one."""
        return sobre.resumen(jws.b64u_bytes(self.sobre.split(".")[1]))

    @property
    def ruta(self) -> str:
        """Where recepción takes its bytes."""
        return f"/api/v1/registros/{self.datos.id}"


@dataclass(frozen=True, kw_only=True)
class Enrolamiento:
    """What an auxiliar types to enrol a phone (ET 4.4)."""

    proceso: str
    auxiliar: str
    correo: str

    def como_json(self) -> dict[str, object]:
        """Return the members that both requests share."""
        return {"autenticacion": CORREO, **vars(self)}


@dataclass(kw_only=True)
class Telefono:
    """An enrolled phone. consecutivo: last one made, -1 before the alta."""

    proceso: str
    auxiliar: str
    dispositivo: UUID
    numero: int
    clave: ec.EllipticCurvePrivateKey
    manifiesto: dict[str, Any]
    llave_de_acuse: Ed25519PublicKey
    llave_de_hora: Ed25519PublicKey
    portal: Cliente
    recepcion: Cliente
    ahora: Reloj = lambda: datetime.now(UTC)
    azar: Azar = os.urandom
    consecutivo: int = -1
    anterior: bytes | None = None
    reloj: sobre.Reloj = field(default_factory=sobre.Reloj)

    @classmethod
    def enrolar(
        cls,
        datos: Enrolamiento,
        *,
        portal: Cliente,
        recepcion: Cliente,
        leer_codigo: Callable[[], str],
        ahora: Reloj = lambda: datetime.now(UTC),
        azar: Azar = os.urandom,
    ) -> Telefono:
        """Return a phone that the portal has taken as one of the auxiliar's two.

        leer_codigo: called once the code was asked for; returns it from the auxiliar's e-mail.
        Raises Rechazado, as a third device is (ET 4.9), or ManifiestoAjeno.
        """
        version = _version_de_responsiva(portal, datos.proceso)
        bien(_pedir_json(portal, "/api/v1/enrolamientos/codigo", datos.como_json()))
        clave = ec.generate_private_key(ec.SECP256R1())
        solicitud = datos.como_json() | {
            "codigo": leer_codigo(),
            "jwk": jws.jwk(clave.public_key()),
            "responsiva": True,
            "responsiva_version": version,
        }
        dado = bien(_pedir_json(portal, "/api/v1/enrolamientos", solicitud)).json()
        llaves = {nombre: ed25519(texto) for nombre, texto in dado["llaves"].items()}
        manifiesto = acuse.leer_manifiesto(dado["manifiesto"], llaves["manifiesto"])
        if (dado["kid"], manifiesto["proceso"]) != (jws.kid(clave.public_key()), datos.proceso):
            raise ManifiestoAjeno
        return cls(
            proceso=datos.proceso,
            auxiliar=dado["auxiliar"]["id"],
            dispositivo=UUID(dado["dispositivo"]),
            numero=dado["numero"],
            clave=clave,
            manifiesto=manifiesto,
            llave_de_acuse=llaves["acuse"],
            llave_de_hora=llaves["hora"],
            portal=portal,
            recepcion=recepcion,
            ahora=ahora,
            azar=azar,
        )

    def guardar(self, ultimo: Apoyo | None = None) -> str:
        """Return the phone as JSON, its private key included, as it was after making `ultimo`.

        What came later is forgotten, so that a phone restored makes it again under the same
        consecutivo. Only the demo keeps a phone so; a real one never lets its key out.
        """
        privada = self.clave.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ).decode()
        consecutivo, anterior = self.consecutivo, self.anterior
        if ultimo is not None:
            consecutivo = ultimo.datos.consecutivo
            anterior = ultimo.resumen
        return json.dumps(
            {
                "proceso": self.proceso,
                "auxiliar": self.auxiliar,
                "dispositivo": str(self.dispositivo),
                "numero": self.numero,
                "clave": privada,
                "manifiesto": self.manifiesto,
                "acuse": jws.b64u(self.llave_de_acuse.public_bytes_raw()),
                "hora": jws.b64u(self.llave_de_hora.public_bytes_raw()),
                "consecutivo": consecutivo,
                "anterior": jws.b64u(anterior) if anterior else None,
            }
        )

    @classmethod
    def cargar(cls, texto: str, *, portal: Cliente, recepcion: Cliente) -> Telefono:
        """Return the phone that `guardar` wrote."""
        dado = json.loads(texto)
        clave = load_pem_private_key(dado["clave"].encode(), None)
        assert isinstance(clave, ec.EllipticCurvePrivateKey)
        return cls(
            proceso=dado["proceso"],
            auxiliar=dado["auxiliar"],
            dispositivo=UUID(dado["dispositivo"]),
            numero=dado["numero"],
            clave=clave,
            manifiesto=dado["manifiesto"],
            llave_de_acuse=ed25519(dado["acuse"]),
            llave_de_hora=ed25519(dado["hora"]),
            portal=portal,
            recepcion=recepcion,
            consecutivo=dado["consecutivo"],
            anterior=jws.b64u_bytes(dado["anterior"]) if dado["anterior"] else None,
        )

    def estado_del_alta(self) -> str:
        """Return sin_alta, recibida, abierta or no_abre (ET 4.5)."""
        ruta = f"/api/v1/enrolamientos/{self.dispositivo}"
        return str(bien(self.portal.pedir("GET", ruta)).json()["estado"])

    def pedir_hora(self, en: datetime | None = None) -> datetime:
        """Ask for the time and keep its token: the next captures prove that they came after."""
        ruta = f"/api/v1/hora?dispositivo={self.dispositivo}"
        ficha = bien(self.recepcion.pedir("GET", ruta, b"", self._contacto())).cuerpo.decode()
        hora = acuse.leer_hora(ficha, self.llave_de_hora).hora
        self.reloj = sobre.Reloj(ficha=ficha, dispositivo_en=en or self.ahora(), delta_ms=0)
        return hora

    def capturar(
        self, fotos: Fotos, en: datetime | None = None, posicion: Posicion | None = None
    ) -> Apoyo:
        """Return the next record of this phone, sealed. The first one is the alta (ET 4.5)."""
        momento = en or self.ahora()
        self.consecutivo += 1
        datos = sobre.Datos(
            id=identificador.uuid7(int(momento.timestamp() * 1000), self.azar(10)),
            folio=folio.componer(
                proceso=self.proceso,
                auxiliar=self.auxiliar,
                dispositivo=self.numero,
                consecutivo=self.consecutivo,
                azar=self.azar,
            ),
            proceso=self.proceso,
            dispositivo=self.dispositivo,
            consecutivo=self.consecutivo,
            anterior=self.anterior,
            capturado_en=momento,
            reloj=self._lectura(momento),
            app=APP,
        )
        ciudadano = self.manifiesto["manifiesto_ciudadano"]
        registro = fotos.contenido(
            manifiesto=Manifiesto(texto=ciudadano["texto"], version=ciudadano["version"]),
            posicion=posicion,
        )
        publica = jws.b64u_bytes(self.manifiesto["clave"]["publica"])
        sellado = paquete.sellar(registro, datos, publica)
        firmado = sobre.firmar(datos, sellado, self.clave)
        apoyo = Apoyo(datos=datos, sobre=firmado, paquete=sellado)
        self.anterior = apoyo.resumen
        return apoyo

    def _lectura(self, momento: datetime) -> sobre.Reloj:
        """Return what the phone knows of the time then; its clock here never jumps."""
        desde = self.reloj.dispositivo_en
        if desde is None:
            return self.reloj
        delta = int((momento - desde).total_seconds() * 1000)
        return replace(self.reloj, delta_ms=delta if delta >= 0 else None)

    def _contacto(self) -> dict[str, str]:
        return {"Rubrica-Consecutivo": str(max(0, self.consecutivo))}

    def enviar(self, apoyo: Apoyo) -> Acuse:
        """Send a record in one request; return its receipt, checked. Repeating it is harmless.

        Raises Rechazado, AcuseFalso, or OSError when the network fails.
        """
        cabeceras = self._contacto() | {
            "Sobre": apoyo.sobre,
            "Content-Type": "application/offset+octet-stream",
        }
        respuesta = self.recepcion.pedir("PUT", apoyo.ruta, apoyo.paquete, cabeceras)
        return self._acuse(apoyo, bien(respuesta).cuerpo)

    def enviar_por_partes(self, apoyo: Apoyo, trozo: int = 128 * 1024) -> Acuse:
        """Send a record as over a bad network: the sobre, then pieces from where it was left."""
        cabeceras = self._contacto() | {"Content-Type": "application/jose"}
        abierta = bien(
            self.recepcion.pedir("POST", "/api/v1/registros", apoyo.sobre.encode(), cabeceras)
        )
        if "upload-offset" not in abierta.cabeceras:
            return self._acuse(apoyo, abierta.cuerpo)
        desde = int(abierta.cabeceras["upload-offset"])
        while True:
            ultima = self._trozo(apoyo, desde, trozo)
            if "upload-offset" not in ultima.cabeceras:
                return self._acuse(apoyo, ultima.cuerpo)
            desde = int(ultima.cabeceras["upload-offset"])

    def _trozo(self, apoyo: Apoyo, desde: int, cuanto: int) -> Respuesta:
        cabeceras = self._contacto() | {
            "Upload-Offset": str(desde),
            "Content-Type": "application/offset+octet-stream",
        }
        bytes_ = apoyo.paquete[desde : desde + cuanto]
        return bien(self.recepcion.pedir("PATCH", apoyo.ruta, bytes_, cabeceras))

    def _acuse(self, apoyo: Apoyo, cuerpo: bytes) -> Acuse:
        """Return the receipt in a body; raise AcuseFalso unless it answers for this paquete."""
        try:
            dado = acuse.leer_acuse(cuerpo, self.llave_de_acuse)
        except jws.JwsInvalido as falla:
            raise AcuseFalso(str(falla.code)) from falla
        esperado = (apoyo.datos.id, apoyo.datos.folio, codigo.de(apoyo.paquete))
        if (dado.id, dado.folio, dado.codigo_integridad) != esperado:
            raise AcuseFalso("otro registro")
        return dado

    def dar_de_baja(self) -> None:
        """Give the phone up; what it made until now stays good (ET 4.9)."""
        pedida = acuse.Baja(
            dispositivo=self.dispositivo,
            hasta_consecutivo=max(0, self.consecutivo),
            momento=self.ahora(),
        ).firmar(self.clave)
        ruta = f"/api/v1/enrolamientos/{self.dispositivo}/baja"
        bien(self.portal.pedir("POST", ruta, pedida.encode(), {"Content-Type": "application/jose"}))


def _version_de_responsiva(portal: Cliente, proceso: str) -> int:
    """Return which responsiva the process shows before anybody has a key to check it with."""
    visto = bien(portal.pedir("GET", f"/api/v1/procesos/{quote(proceso)}/manifiesto")).cuerpo
    carga = jws.leer_json(jws.b64u_bytes(visto.decode().split(".")[1]))
    return int(carga["responsiva"]["version"])


def ed25519(texto: str) -> Ed25519PublicKey:
    """Return the verifying key that a base64url text is."""
    return Ed25519PublicKey.from_public_bytes(jws.b64u_bytes(texto))


def _pedir_json(cliente: Cliente, ruta: str, carga: Mapping[str, object]) -> Respuesta:
    cuerpo = json.dumps(carga, ensure_ascii=False).encode()
    return cliente.pedir("POST", ruta, cuerpo, {"Content-Type": "application/json"})


def bien(respuesta: Respuesta) -> Respuesta:
    """Return an answer that is no refusal; raise Rechazado."""
    if respuesta.status >= 300:
        raise Rechazado(respuesta)
    return respuesta
