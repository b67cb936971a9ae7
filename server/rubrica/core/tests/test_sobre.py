"""The sobre as both languages write it, and each way in which one is refused."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from rubrica.core import jws, sobre
from rubrica.core.rechazos import CATALOGADOS
from rubrica.core.tests.alambre import telefono, vector

BUENOS = [*vector("sobre/python.json"), *vector("sobre/typescript.json")]
DANADOS = vector("danados/sobre.json")
BUENO = BUENOS[0]["sobre"]
CLAVE = telefono()


@pytest.mark.parametrize("caso", BUENOS, ids=lambda c: c["nombre"])
def test_both_languages_write_the_same_sobre(caso: dict[str, Any]) -> None:
    leido = sobre.leer(caso["sobre"].encode(), CLAVE)

    assert leido.como_json() == caso["datos"]
    assert jws.b64u(leido.resumen) == caso["resumen"]
    assert sobre.cabecera(caso["sobre"]) == leido.kid == jws.kid(CLAVE)
    assert leido.es_alta == (leido.consecutivo == 0)


@pytest.mark.parametrize("caso", DANADOS, ids=lambda c: c["nombre"])
def test_a_damaged_sobre_gets_exactly_its_refusal(caso: dict[str, str]) -> None:
    with pytest.raises((jws.JwsInvalido, sobre.SobreInvalido)) as motivo:
        sobre.leer(caso["jws"], CLAVE)

    assert getattr(motivo.value, "code", None) == caso["code"]
    assert caso["code"] in CATALOGADOS


@pytest.mark.parametrize("causa", [*jws.Causa, *sobre.Causa])
def test_every_cause_is_met_by_a_damaged_sobre(causa: str) -> None:
    assert causa in {caso["code"] for caso in DANADOS}


@given(st.integers(0, len(BUENO) - 1), st.sampled_from("Aa0-_.=\n"))
def test_one_changed_character_is_never_accepted(donde: int, letra: str) -> None:
    cambiado = BUENO[:donde] + letra + BUENO[donde + 1 :]
    if cambiado == BUENO:
        return

    with pytest.raises((jws.JwsInvalido, sobre.SobreInvalido)):
        sobre.leer(cambiado, CLAVE)


@given(st.binary(max_size=300))
def test_noise_is_refused_by_name(ruido: bytes) -> None:
    with pytest.raises(jws.JwsInvalido):
        sobre.leer(ruido, CLAVE)


def test_the_resumen_survives_another_signature_of_the_same_payload() -> None:
    """ES256 is malleable: (r, n − s) also verifies, so the signature identifies nothing."""
    orden = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
    firmado, _, firma = BUENO.rpartition(".")
    crudo = jws.b64u_bytes(firma)
    s = orden - int.from_bytes(crudo[32:], "big")
    otro = f"{firmado}.{jws.b64u(crudo[:32] + s.to_bytes(32, 'big'))}"

    assert sobre.leer(otro, CLAVE).resumen == sobre.leer(BUENO, CLAVE).resumen


def test_a_key_that_is_not_the_one_named_does_not_read_it() -> None:
    otra = ec.generate_private_key(ec.SECP256R1()).public_key()

    with pytest.raises(jws.JwsInvalido) as motivo:
        sobre.leer(BUENO, otra)

    assert motivo.value.code == jws.Causa.CLAVE


@pytest.mark.parametrize(
    "cambio",
    [{"kty": "OKP"}, {"crv": "P-384"}, {"d": "AAAA"}, {"x": "AAAA"}, {"y": "A" * 43}],
)
def test_a_jwk_that_is_not_a_point_of_p256_is_no_key(cambio: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        jws.clave_de_jwk({**jws.jwk(CLAVE), **cambio})


@pytest.mark.numeral("ET 6.2")
def test_what_the_first_version_left_on_a_phone_is_still_read_as_one_chain() -> None:
    foto = vector("almacen/0.1.0.json")
    clave = jws.clave_de_jwk(foto["bovedas"][0]["jwk"])
    leidos = [sobre.leer(fila["sobre"], clave) for fila in foto["registros"]]

    leidos.sort(key=lambda leido: leido.consecutivo)
    assert [leido.consecutivo for leido in leidos] == [0, 1, 2]
    assert [leido.anterior for leido in leidos] == [None, *(uno.resumen for uno in leidos[:-1])]
