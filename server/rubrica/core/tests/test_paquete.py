"""A paquete opens whole under its own sobre, and under nothing else."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubrica.core import cbor, codigo, contenido, jpeg, paquete, sobre
from rubrica.core.rechazos import CATALOGADOS
from rubrica.core.tests.alambre import LLAVES, PROCESO, b64, de_json, telefono, vector

VIEJOS = [*vector("paquete/python.json"), *vector("paquete/typescript.json")]
ACEPTADOS = [
    *vector("paquete/python-aceptacion.json"),
    *vector("paquete/typescript-aceptacion.json"),
]
BUENOS = [*VIEJOS, *ACEPTADOS]
DANADOS = [*vector("danados/paquete.json"), *vector("danados/aceptacion.json")]
CLAVE = telefono()
SOBRE, PAQUETE = sobre.leer(BUENOS[0]["sobre"], CLAVE), b64(BUENOS[0]["paquete"])


@pytest.mark.parametrize("caso", BUENOS, ids=lambda c: c["nombre"])
def test_both_languages_seal_what_the_server_opens(caso: dict[str, Any]) -> None:
    cubierta = sobre.leer(caso["sobre"], CLAVE)

    abierto = paquete.abrir(b64(caso["paquete"]), PROCESO, cubierta)

    assert cbor.encode(abierto.como_mapa()) == cbor.encode(de_json(caso["contenido"]))
    assert cubierta.aad().hex() == caso["aad"]
    assert codigo.de(b64(caso["paquete"])).hex() == caso["codigo_integridad"]


@pytest.mark.parametrize("caso", VIEJOS, ids=lambda c: c["nombre"])
def test_a_paquete_of_a_phone_not_yet_updated_is_a_signed_one(caso: dict[str, Any]) -> None:
    abierto = paquete.abrir(b64(caso["paquete"]), PROCESO, sobre.leer(caso["sobre"], CLAVE))

    assert "aceptacion" not in caso["contenido"]
    assert abierto.aceptacion is None


@pytest.mark.numeral("ET 10.3 m")
@pytest.mark.parametrize("caso", ACEPTADOS, ids=lambda c: c["nombre"])
def test_who_did_not_sign_the_pad_accepted_in_another_way(caso: dict[str, Any]) -> None:
    abierto = paquete.abrir(b64(caso["paquete"]), PROCESO, sobre.leer(caso["sobre"], CLAVE))

    assert abierto.aceptacion is not None
    assert abierto.aceptacion.modo == caso["contenido"]["aceptacion"]["modo"]


@pytest.mark.parametrize("caso", DANADOS, ids=lambda c: c["nombre"])
def test_a_damaged_paquete_gets_exactly_its_refusal(caso: dict[str, str]) -> None:
    cubierta = sobre.leer(caso["sobre"], CLAVE)

    with pytest.raises((paquete.PaqueteInvalido, contenido.ContenidoInvalido)) as motivo:
        paquete.abrir(b64(caso["paquete"]), PROCESO, cubierta)

    assert getattr(motivo.value, "code", None) == caso["code"]
    assert caso["code"] in CATALOGADOS


@pytest.mark.parametrize("causa", [*paquete.Causa, *contenido.Causa])
def test_every_cause_is_met_by_a_damaged_paquete(causa: str) -> None:
    vistas = {caso["code"] for caso in DANADOS} | {paquete.Causa.GRANDE}

    assert causa in vistas


def test_a_paquete_over_4_mib_is_neither_sealed_nor_opened() -> None:
    enorme = bytes(sobre.MAX_PAQUETE + 1)

    with pytest.raises(paquete.PaqueteInvalido, match="paquete-grande"):
        paquete.sellar_bytes(enorme, SOBRE, bytes.fromhex(LLAVES["proceso"]["publica"]))
    with pytest.raises(paquete.PaqueteInvalido, match="paquete-grande"):
        paquete.abrir(enorme, PROCESO, SOBRE)


def test_another_key_does_not_open_it() -> None:
    otra = bytes.fromhex(LLAVES["otro_proceso"]["privada"])

    with pytest.raises(paquete.PaqueteInvalido, match="paquete-clave"):
        paquete.abrir(PAQUETE, otra, SOBRE)


def test_the_door_reads_suite_and_key_and_no_more() -> None:
    publica = bytes.fromhex(LLAVES["proceso"]["publica"])

    assert paquete.cabecera(PAQUETE[:17]) == paquete.Cabecera(1, paquete.kid(publica))


@settings(max_examples=60)
@given(st.integers(0, len(PAQUETE) - 1), st.integers(1, 255))
def test_one_changed_byte_never_opens(donde: int, mascara: int) -> None:
    cambiado = bytearray(PAQUETE)
    cambiado[donde] ^= mascara
    propio = replace(SOBRE, codigo_integridad=codigo.de(bytes(cambiado)))

    with pytest.raises(paquete.PaqueteInvalido):
        paquete.abrir(bytes(cambiado), PROCESO, propio)


@given(st.binary(max_size=200))
def test_noise_is_no_jpeg_and_says_so(ruido: bytes) -> None:
    with pytest.raises(ValueError, match=r"JPEG|frame"):
        jpeg.tamano_de_jpeg(b"\xff\xd8" + ruido)


@pytest.mark.parametrize("texto", ["ab" * 32, "AB AB-" * 16, " ".join(["abab"] * 16)])
def test_a_codigo_copied_by_hand_is_read(texto: str) -> None:
    assert codigo.leer(texto) == b"\xab" * 32


@pytest.mark.parametrize("texto", ["", "ab" * 31, "g" * 64, "ab" * 33])
def test_what_is_no_codigo_is_refused(texto: str) -> None:
    with pytest.raises(ValueError, match="64 caracteres"):
        codigo.leer(texto)


def test_a_codigo_in_groups_reads_back() -> None:
    entero = codigo.de(PAQUETE)

    assert codigo.leer(codigo.agrupar(entero)) == entero
    assert len(codigo.agrupar(entero).split()) == 16
