"""The phone against a server that knows only the protocol: what it seals opens, and it checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import cv2
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from rubrica.core import acuse, codigo, jws, paquete, sobre
from rubrica.core.contenido import Contenido
from rubrica.ficticio import camara
from rubrica.ficticio.firma import firmar
from rubrica.ficticio.receta import Fotos
from rubrica.ficticio.telefono import (
    AcuseFalso,
    Enrolamiento,
    ManifiestoAjeno,
    Rechazado,
    Respuesta,
    Telefono,
)

MOMENTO = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
DISPOSITIVO = UUID("0d8e7b1a-5a3e-4b6f-8d3c-1f2e3d4c5b6a")
ABEL = Enrolamiento(proceso="OAX26", auxiliar="0153", correo="abel@auxiliares.test")


class Servidor:
    """Portal and recepción in memory, by docs/protocolo.md. `abiertos`: records as opened."""

    def __init__(self) -> None:
        self.proceso = X25519PrivateKey.generate()
        self.llaves = {n: Ed25519PrivateKey.generate() for n in ("acuse", "hora", "manifiesto")}
        self.jwk: Mapping[str, str] = {}
        self.abiertos: list[tuple[sobre.Sobre, Contenido]] = []
        self.a_medias: dict[str, tuple[str, bytes]] = {}
        self.codigo_bueno = "246810"
        self.miente = False

    def pedir(
        self, metodo: str, ruta: str, cuerpo: bytes = b"", cabeceras: Mapping[str, str] = {}
    ) -> Respuesta:
        if ruta.endswith("/manifiesto"):
            return _da(200, self._manifiesto())
        if ruta.startswith("/api/v1/hora"):
            hora = acuse.Hora(dispositivo=DISPOSITIVO, hora=MOMENTO)
            return _da(200, hora.firmar(self.llaves["hora"]))
        if ruta.startswith("/api/v1/enrolamientos"):
            return self._enrolamiento(ruta, cuerpo)
        return self._registro(metodo, ruta, cuerpo, cabeceras)

    def _manifiesto(self) -> str:
        publica = jws.b64u(self.proceso.public_key().public_bytes_raw())
        carga = {
            "proceso": "OAX26",
            "responsiva": {"version": 3, "texto": "Me hago responsable."},
            "manifiesto_ciudadano": {"version": 2, "texto": "Doy mi apoyo."},
            "clave": {"suite": 1, "publica": publica},
        }
        return acuse.firmar_manifiesto(carga, self.llaves["manifiesto"])

    def _enrolamiento(self, ruta: str, cuerpo: bytes) -> Respuesta:
        if ruta.endswith("/codigo"):
            return _da(202, "{}")
        solicitud = json.loads(cuerpo)
        if (solicitud["codigo"], solicitud["responsiva_version"]) != (self.codigo_bueno, 3):
            return _da(403, json.dumps({"type": "/rechazos/codigo-incorrecto"}))
        self.jwk = solicitud["jwk"]
        llaves = {n: jws.b64u(k.public_key().public_bytes_raw()) for n, k in self.llaves.items()}
        dado = {
            "dispositivo": str(DISPOSITIVO), "numero": 1, "kid": self.kid(), "llaves": llaves,
            "manifiesto": self._manifiesto(), "auxiliar": {"id": "0153", "nombre": "ABEL"},
        }  # fmt: skip
        return _da(201, json.dumps(dado))

    def kid(self) -> str:
        return jws.kid(jws.clave_de_jwk(self.jwk))

    def _registro(
        self, metodo: str, ruta: str, cuerpo: bytes, cabeceras: Mapping[str, str]
    ) -> Respuesta:
        if metodo == "PUT":
            return self._recibir(cabeceras["Sobre"], cuerpo)
        if metodo == "POST":
            suyo = jws.leer_json(jws.b64u_bytes(cuerpo.decode().split(".")[1]))["id"]
            self.a_medias.setdefault(f"/api/v1/registros/{suyo}", (cuerpo.decode(), b""))
            return _da(201, "", {"upload-offset": "0"})
        firmado, hasta_ahora = self.a_medias[ruta]
        assert int(cabeceras["Upload-Offset"]) == len(hasta_ahora)
        junto = hasta_ahora + cuerpo
        self.a_medias[ruta] = firmado, junto
        if len(junto) < sobre.leer(firmado, jws.clave_de_jwk(self.jwk)).tamano:
            return _da(204, "", {"upload-offset": str(len(junto))})
        return self._recibir(firmado, junto)

    def _recibir(self, firmado: str, bytes_: bytes) -> Respuesta:
        suyo = sobre.leer(firmado, jws.clave_de_jwk(self.jwk))
        abierto = paquete.abrir(bytes_, self.proceso.private_bytes_raw(), suyo)
        self.abiertos.append((suyo, abierto))
        integridad = bytes(32) if self.miente else codigo.de(bytes_)
        dado = acuse.Acuse(
            id=suyo.id, folio=suyo.folio, proceso=suyo.proceso,
            codigo_integridad=integridad, recibido_en=MOMENTO,
        )  # fmt: skip
        return _da(201, dado.firmar(self.llaves["acuse"]))


def _da(status: int, cuerpo: str, cabeceras: Mapping[str, str] = {}) -> Respuesta:
    return Respuesta(status=status, cabeceras=cabeceras, cuerpo=cuerpo.encode())


@pytest.fixture
def servidor() -> Servidor:
    return Servidor()


@pytest.fixture
def telefono(servidor: Servidor) -> Telefono:
    return Telefono.enrolar(ABEL, portal=servidor, recepcion=servidor, leer_codigo=lambda: "246810")


@pytest.fixture(scope="module")
def fotos() -> Fotos:
    jpeg = cv2.imencode(".jpg", np.full((40, 60, 3), 128, np.uint8))[1].tobytes()
    return Fotos(
        modelo="G", anverso=jpeg, reverso=jpeg, rostro=jpeg, firma=firmar("x", "app"),
        codigos=(), claves={"cic": "123456789"},
    )  # fmt: skip


def test_what_it_seals_opens_and_each_record_chains_to_the_one_before(
    servidor: Servidor, telefono: Telefono, fotos: Fotos
) -> None:
    telefono.pedir_hora(MOMENTO)
    apoyos = [telefono.capturar(fotos, MOMENTO + timedelta(minutes=n)) for n in range(3)]
    acuses = [telefono.enviar(a) for a in apoyos]

    sobres = [s for s, _ in servidor.abiertos]
    assert [s.consecutivo for s in sobres] == [0, 1, 2]
    assert [s.anterior for s in sobres] == [None, sobres[0].resumen, sobres[1].resumen]
    assert [s.reloj.delta_ms for s in sobres] == [0, 60_000, 120_000]
    assert [a.folio for a in acuses] == [s.folio for s in sobres]
    assert servidor.abiertos[0][1].manifiesto.texto == "Doy mi apoyo."


def test_by_pieces_it_gets_the_same_receipt(
    servidor: Servidor, telefono: Telefono, fotos: Fotos
) -> None:
    apoyo = telefono.capturar(fotos, MOMENTO)

    assert telefono.enviar_por_partes(apoyo, trozo=700) == telefono.enviar(apoyo)


def test_a_receipt_of_other_bytes_is_no_receipt(
    servidor: Servidor, telefono: Telefono, fotos: Fotos
) -> None:
    servidor.miente = True

    with pytest.raises(AcuseFalso):
        telefono.enviar(telefono.capturar(fotos, MOMENTO))


def test_a_wrong_code_enrols_nobody(servidor: Servidor) -> None:
    with pytest.raises(Rechazado) as motivo:
        Telefono.enrolar(ABEL, portal=servidor, recepcion=servidor, leer_codigo=lambda: "000000")

    assert (motivo.value.status, motivo.value.code) == (403, "codigo-incorrecto")


def test_an_enrolment_that_answers_for_another_key_is_not_kept(
    servidor: Servidor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servidor, "kid", lambda: "otra")

    with pytest.raises(ManifiestoAjeno):
        Telefono.enrolar(ABEL, portal=servidor, recepcion=servidor, leer_codigo=lambda: "246810")


def test_a_phone_restored_makes_again_what_was_not_received(
    servidor: Servidor, telefono: Telefono, fotos: Fotos
) -> None:
    primero = telefono.capturar(fotos, MOMENTO)
    telefono.capturar(fotos, MOMENTO)
    otro = Telefono.cargar(telefono.guardar(primero), portal=servidor, recepcion=servidor)
    segundo = otro.capturar(fotos, MOMENTO)
    otro.enviar(segundo)

    assert segundo.datos.consecutivo == 1
    assert segundo.datos.anterior == primero.resumen


def test_a_camera_file_is_a_run_of_whole_frames_of_the_size_asked(tmp_path: Path) -> None:
    archivo = tmp_path / "camara.mjpeg"
    imagen = np.full((300, 400, 3), 200, np.uint8)
    camara.escribir_mjpeg(imagen, archivo, (1600, 1200))
    cuadros = archivo.read_bytes().split(b"\xff\xd9\xff\xd8")

    assert len(cuadros) == camara.CUADROS
    assert camara.cuadros(imagen) == camara.cuadros(imagen)
    primero = cv2.imdecode(np.frombuffer(cuadros[0] + b"\xff\xd9", np.uint8), cv2.IMREAD_COLOR)
    assert primero is not None
    assert primero.shape == (1200, 1600, 3)
    assert not archivo.with_suffix(".parte").exists()


def test_an_answer_that_is_no_problem_json_is_known_by_its_status() -> None:
    assert Rechazado(_da(502, "<html>")).code == "502"
