"""A new version of the app proves that what it seals opens, before it takes the old one's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from rubrica import llaves
from rubrica.auxiliares.models import Alta, Prueba
from rubrica.auxiliares.tests.escenas import ahora
from rubrica.bitacora.models import Asiento
from rubrica.core import jws, paquete, sobre
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro
from rubrica.verificacion import services
from rubrica.verificacion.tests import captura

pytestmark = pytest.mark.django_db


@dataclass
class Version:
    """A version of the app on a phone, which makes a key for its proof alone."""

    client: Client
    telefono: Telefono
    clave: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def probar(self, cuerpo: bytes | None = None, **cambios: Any) -> tuple[UUID, int]:
        """Send a proof; return its id and the status of the answer."""
        datos = self.telefono.datos(consecutivo=0, app="2.0.0", **cambios)
        publica = llaves.publica(self.telefono.proceso)
        cerrado = paquete.sellar(captura.contenido(), datos, publica) if cuerpo is None else cuerpo
        punto = self.clave.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        cabeceras = {"Sobre": sobre.firmar(datos, cerrado, self.clave), "Llave": jws.b64u(punto)}
        respuesta = self.client.put(
            f"/api/v1/pruebas/{datos.id}", cerrado, "application/octet-stream", headers=cabeceras
        )
        return datos.id, respuesta.status_code

    def estado(self, id_: UUID) -> dict[str, str]:
        estado: dict[str, str] = self.client.get(f"/api/v1/pruebas/{id_}").json()
        return estado


@pytest.fixture
def version(client: Client, telefono: Telefono) -> Version:
    return Version(client, telefono)


@pytest.mark.numeral("ET 5.13")
def test_a_proof_opens_and_the_phone_is_told(version: Version) -> None:
    id_, status = version.probar()
    assert (status, version.estado(id_)["estado"]) == (202, "recibida")

    assert services.abrir_pruebas(momento=ahora()) == 1

    assert version.estado(id_) == {"estado": "abierta", "motivo": ""}
    assert bytes(Prueba.objects.get().paquete) == b""
    assert Asiento.objects.latest("id").canonico


def test_a_proof_is_no_record_and_no_alta(version: Version) -> None:
    version.probar()
    services.abrir_pruebas(momento=ahora())
    services.abrir_pendientes(momento=ahora())

    assert not Registro.objects.exists()
    assert not Alta.objects.exists()


def test_what_does_not_open_is_told_with_its_cause(version: Version) -> None:
    id_, _ = version.probar(version.telefono.paquete())
    services.abrir_pruebas(momento=ahora())

    assert version.estado(id_) == {"estado": "no_abre", "motivo": "paquete-no-abre"}


def test_its_key_signs_no_support(version: Version, telefono: Telefono) -> None:
    cuerpo = telefono.paquete()
    firmado = sobre.firmar(telefono.datos(consecutivo=1), cuerpo, version.clave)

    respuesta = version.client.post("/api/v1/registros", firmado, "application/jose")

    assert (respuesta.status_code, respuesta.json()["type"][10:]) == (
        403,
        "dispositivo-desconocido",
    )


def test_a_proof_sent_again_is_the_same_proof(version: Version) -> None:
    id_, _ = version.probar()
    _, status = version.probar(id=id_)

    assert (status, Prueba.objects.count()) == (202, 1)


def test_of_one_phone_there_is_a_limit_each_day(version: Version) -> None:
    statuses = [version.probar()[1] for _ in range(25)]

    assert (set(statuses[:24]), statuses[24]) == ({202}, 429)


def test_nothing_is_proved_to_a_process_that_takes_no_more(
    version: Version, proceso: Proceso
) -> None:
    forzar(fin=ahora() - timedelta(hours=25))

    assert version.probar()[1] == 403


@pytest.mark.parametrize(
    ("cambio", "status"),
    [
        ({"dispositivo": UUID(int=7)}, 403),
        ({"folio": "OAX26-9999-1-00000-XYK"}, 400),
    ],
)
def test_the_proof_of_another_phone_is_refused(
    version: Version, cambio: dict[str, Any], status: int
) -> None:
    assert version.probar(**cambio)[1] == status


def test_a_proof_of_over_16_kib_is_refused(version: Version, telefono: Telefono) -> None:
    assert version.probar(telefono.paquete(17 * 1024))[1] == 413


def test_another_key_beside_the_sobre_is_refused(
    version: Version, telefono: Telefono, proceso: Proceso
) -> None:
    datos = telefono.datos(consecutivo=0)
    cuerpo = telefono.paquete()
    otra = ec.generate_private_key(ec.SECP256R1()).public_key()
    punto = otra.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    cabeceras = {"Sobre": sobre.firmar(datos, cuerpo, version.clave), "Llave": jws.b64u(punto)}

    respuesta = version.client.put(
        f"/api/v1/pruebas/{datos.id}", cuerpo, "application/octet-stream", headers=cabeceras
    )

    assert respuesta.status_code in {400, 401}


def test_a_proof_that_nobody_sent_is_not_found(client: Client, proceso: Proceso) -> None:
    assert client.get(f"/api/v1/pruebas/{UUID(int=9)}").status_code == 404


@pytest.mark.numeral("ET 4.8")
def test_the_oldest_version_that_may_capture_is_told_with_the_time(
    client: Client, telefono: Telefono, settings: object, a_las: Callable[[object], None]
) -> None:
    settings.APP_MINIMA = "0.2.0"  # type: ignore[attr-defined]

    respuesta = client.get(f"/api/v1/hora?dispositivo={telefono.dispositivo}")

    assert respuesta["Rubrica-App-Minima"] == "0.2.0"
