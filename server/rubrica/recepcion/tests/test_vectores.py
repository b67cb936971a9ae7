"""The damaged vectors at the door: it refuses what it can judge, and keeps what opening shows."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rubrica.auxiliares.models import Auxiliar, Dispositivo
from rubrica.auxiliares.tests import escenas
from rubrica.core import folio, jws
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.tests.forzar import forzar
from rubrica.recepcion.tests.puerta import Puerta, id_of
from rubrica.registros.models import Registro

pytestmark = pytest.mark.django_db
VECTORES = Path(__file__).parents[4] / "vectors"
LLAVES = json.loads((VECTORES / "llaves.json").read_text())
SOBRES = json.loads((VECTORES / "danados/sobre.json").read_text())
PAQUETES = json.loads((VECTORES / "danados/paquete.json").read_text())
EN_LA_PUERTA = {
    "paquete-codigo": "paquete-danado",
    "paquete-tamano": "paquete-danado",
    "paquete-corto": "paquete-ajeno",
    "paquete-suite": "paquete-ajeno",
    "paquete-clave": "paquete-ajeno",
}


def names(casos: list[dict[str, str]]) -> list[str]:
    return [caso["nombre"] for caso in casos]


def enrol(sobre: str, promovente: Cuenta) -> None:
    """Make the phone that signed that sobre one of the devices of its auxiliar."""
    carga: dict[str, Any] = jws.leer_json(jws.b64u_bytes(sobre.split(".")[1]))
    leido = folio.leer(carga["folio"])
    proceso = escenas.proceso_abierto(promovente, carga["proceso"])
    forzar(clave_publica=bytes.fromhex(LLAVES["proceso"]["publica"]))
    auxiliar = escenas.auxiliar_de(proceso)
    Auxiliar.objects.update(numero=leido.auxiliar)
    jwk = {n: LLAVES["telefono"][n] for n in ("crv", "kty", "x", "y")}
    Dispositivo.objects.create(
        id=carga["dispositivo"], auxiliar=auxiliar, numero=leido.dispositivo, jwk=jwk,
        kid=jws.kid(jws.clave_de_jwk(jwk)), responsiva_version="1", alta_en=escenas.ahora(),
    )  # fmt: skip


@pytest.mark.parametrize("caso", SOBRES, ids=names(SOBRES))
def test_no_damaged_sobre_is_let_in(client: Client, pilar: Cuenta, caso: dict[str, str]) -> None:
    enrol(PAQUETES[0]["sobre"], pilar)

    respuesta = Puerta(client).post(caso["jws"])

    assert 400 <= respuesta.status_code < 500
    assert respuesta["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("caso", PAQUETES, ids=names(PAQUETES))
def test_a_damaged_paquete_is_refused_where_the_door_can_judge_it(
    client: Client, pilar: Cuenta, caso: dict[str, str]
) -> None:
    enrol(caso["sobre"], pilar)
    paquete = base64.b64decode(caso["paquete"])

    respuesta = Puerta(client).put(caso["sobre"], paquete, id_=id_of(caso["sobre"]))

    esperado = EN_LA_PUERTA.get(caso["code"])
    if esperado is None:
        assert respuesta.status_code == 201
        assert Registro.objects.count() == 1
    else:
        assert respuesta.status_code == 422
        assert respuesta.json()["type"] == f"/rechazos/{esperado}"
        assert not Registro.objects.exists()
