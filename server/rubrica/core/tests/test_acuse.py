"""What the installation signs, each kind with its own typ and key."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rubrica.core import acuse, jws
from rubrica.core.tests.alambre import instalacion, publica, telefono, vector

FIRMADOS = [*vector("acuse/python.json"), *vector("acuse/typescript.json")]
DANADOS = vector("danados/acuse.json")
LECTORES = {
    acuse.TYP_ACUSE: acuse.leer_acuse,
    acuse.TYP_HORA: acuse.leer_hora,
    acuse.TYP_RECHAZO: acuse.leer_rechazo,
    acuse.TYP_MANIFIESTO: acuse.leer_manifiesto,
    acuse.TYP_BAJA: acuse.leer_baja,
}


@pytest.mark.parametrize("caso", FIRMADOS, ids=lambda c: c["typ"])
def test_each_kind_is_read_with_its_own_key(caso: dict[str, Any]) -> None:
    carga = jws.verificar(caso["jws"], typ=caso["typ"], clave=publica(caso["clave"]))
    leido = LECTORES[caso["typ"]](caso["jws"], publica(caso["clave"]))  # type: ignore[operator]

    assert carga == caso["carga"]
    assert getattr(leido, "folio", caso["carga"].get("folio")) == caso["carga"].get("folio")


@pytest.mark.parametrize("caso", FIRMADOS, ids=lambda c: c["typ"])
def test_no_kind_passes_for_another(caso: dict[str, Any]) -> None:
    for typ in LECTORES:
        if typ != caso["typ"]:
            with pytest.raises(jws.JwsInvalido, match="jws-tipo"):
                jws.verificar(caso["jws"], typ=typ, clave=publica(caso["clave"]))


@pytest.mark.numeral("ET 6.4")
@pytest.mark.parametrize("caso", DANADOS, ids=lambda c: c["nombre"])
def test_a_false_receipt_gets_exactly_its_refusal(caso: dict[str, str]) -> None:
    with pytest.raises(jws.JwsInvalido) as motivo:
        acuse.leer_acuse(caso["jws"], instalacion("acuse"))

    assert motivo.value.code == caso["code"]


@pytest.mark.parametrize(
    "cambio",
    [
        {"id": "no"},
        {"id": 7},
        {"codigo_integridad": "zz"},
        {"codigo_integridad": None},
        {"recibido_en": "ayer"},
        {"recibido_en": "2026-11-23T20:05:07Z"},
    ],
)
def test_a_receipt_out_of_shape_is_refused_even_if_signed(cambio: dict[str, Any]) -> None:
    clave = Ed25519PrivateKey.generate()
    carga = {**FIRMADOS[0]["carga"], **cambio}
    texto = jws.firmar(carga, typ=acuse.TYP_ACUSE, clave=clave)

    with pytest.raises(jws.JwsInvalido, match="jws-carga"):
        acuse.leer_acuse(texto, clave.public_key())


@pytest.mark.numeral("ET 4.9")
@pytest.mark.parametrize("hasta", ["42", True, None])
def test_a_baja_says_until_which_number_as_a_number(hasta: object) -> None:
    caso = next(c for c in FIRMADOS if c["typ"] == acuse.TYP_BAJA)
    leida = acuse.leer_baja(caso["jws"], telefono())
    assert leida.hasta_consecutivo == caso["carga"]["hasta_consecutivo"]

    from cryptography.hazmat.primitives.asymmetric import ec

    clave = ec.generate_private_key(ec.SECP256R1())
    carga = {**caso["carga"], "hasta_consecutivo": hasta}
    with pytest.raises(jws.JwsInvalido, match="jws-carga"):
        acuse.leer_baja(jws.firmar(carga, typ=acuse.TYP_BAJA, clave=clave), clave.public_key())


def test_the_members_are_written_once_and_in_order() -> None:
    clave = Ed25519PrivateKey.generate()
    hora = acuse.Hora(dispositivo=UUID(int=7), hora=datetime(2026, 11, 23, 20, 5, tzinfo=UTC))

    carga = jws.b64u_bytes(hora.firmar(clave).split(".")[1]).decode()

    assert carga == json.dumps(json.loads(carga), separators=(",", ":"))
    assert acuse.leer_hora(hora.firmar(clave), clave.public_key()) == hora


def test_a_manifest_over_its_size_is_not_signed() -> None:
    with pytest.raises(ValueError, match="manifiesto"):
        acuse.firmar_manifiesto({"texto": "a" * acuse.MAX_MANIFIESTO}, Ed25519PrivateKey.generate())
