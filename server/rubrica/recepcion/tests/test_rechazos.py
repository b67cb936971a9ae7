"""Bad input at the door: each with its refusal, nothing kept, never a 500."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubrica import llaves
from rubrica.auxiliares import services as auxiliares
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.core import jws, sobre
from rubrica.core.acuse import BajaDada, Hora, leer_baja_dada
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.recepcion import almacen
from rubrica.recepcion.tests.puerta import Puerta, receipt_of, refusal_of
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Respuesta

pytestmark = pytest.mark.django_db
Reloj = Callable[[datetime], None]
MS = timedelta(milliseconds=1)
UN_DIA = timedelta(hours=24)


def code_of(respuesta: Respuesta) -> str:
    """Return the code of a refusal, which must be a problem with all that a person needs."""
    assert respuesta["Content-Type"] == "application/problem+json"
    problema = json.loads(respuesta.content)
    assert problema["status"] == respuesta.status_code
    assert problema["title"]
    assert problema["que_hacer"]
    return str(problema["type"].removeprefix("/rechazos/"))


def nothing_kept(disco: Path) -> bool:
    """Whether neither table nor disk has anything of a record."""
    archivos = [a for a in disco.rglob("*") if a.is_file()] if disco.exists() else []
    return not archivos and not Registro.objects.exists()


@pytest.mark.numeral("ET 6.6")
def test_a_record_is_taken_until_24_hours_after_the_period_and_not_a_moment_later(
    puerta: Puerta, telefono: Telefono, proceso: Proceso, a_las: Reloj
) -> None:
    a_las(proceso.fin + UN_DIA)
    assert puerta.send(telefono).status_code == 201

    a_las(proceso.fin + UN_DIA + MS)
    tarde = puerta.send(telefono)

    assert (tarde.status_code, code_of(tarde)) == (403, "sobre-tarde")
    assert Registro.objects.count() == 1


@pytest.mark.numeral("ET 6.6")
def test_a_late_refusal_is_signed_with_its_numeral(
    puerta: Puerta, telefono: Telefono, proceso: Proceso, a_las: Reloj
) -> None:
    a_las(proceso.fin + UN_DIA + MS)
    paquete = telefono.paquete()
    texto = telefono.sobre(paquete)

    firmado = refusal_of(puerta.put(texto, paquete))

    assert (firmado.code, firmado.numeral) == ("sobre-tarde", "ET 6.6")
    assert (
        firmado.codigo_integridad
        == sobre.leer(texto, telefono.clave.public_key()).codigo_integridad
    )


@pytest.mark.numeral("ET 6.6")
def test_a_receipt_given_in_time_is_given_again_when_it_is_late(
    puerta: Puerta, telefono: Telefono, proceso: Proceso, a_las: Reloj
) -> None:
    paquete = telefono.paquete()
    texto = telefono.sobre(paquete)
    primera = puerta.put(texto, paquete)

    a_las(proceso.fin + 3 * UN_DIA)

    assert puerta.put(texto, paquete).content == primera.content
    assert puerta.post(texto).content == primera.content


@pytest.mark.numeral("ET 6.6")
def test_a_paquete_that_ends_to_arrive_late_is_refused(
    puerta: Puerta, telefono: Telefono, proceso: Proceso, a_las: Reloj, disco: Path
) -> None:
    a_las(proceso.fin + UN_DIA)
    paquete = telefono.paquete()
    texto = telefono.sobre(paquete)
    lugar = puerta.post(texto)["Location"].rsplit("/", 1)[1]

    a_las(proceso.fin + UN_DIA + MS)

    assert code_of(puerta.patch(lugar, 0, paquete)) == "sobre-tarde"
    assert not Registro.objects.exists()


@pytest.mark.numeral("ET 4.9")
def test_a_device_that_was_never_enrolled_is_refused_and_signed(
    puerta: Puerta, telefono: Telefono, disco: Path
) -> None:
    tercero = replace(telefono, clave=ec.generate_private_key(ec.SECP256R1()))

    respuesta = puerta.send(tercero)

    assert (respuesta.status_code, code_of(respuesta)) == (403, "dispositivo-desconocido")
    assert refusal_of(respuesta).numeral == "ET 4.9"
    assert nothing_kept(disco)


@pytest.mark.numeral("ET 3.4")
def test_what_arrives_after_the_baja_is_received_and_classed(
    puerta: Puerta, telefono: Telefono, abel: Auxiliar
) -> None:
    puerta.send(telefono)
    auxiliares.dar_de_baja(
        proceso=abel.proceso, numero=abel.numero, motivo="Concluyó.", actor="pilar",
        momento=escenas.ahora(),
    )  # fmt: skip

    respuesta = puerta.send(telefono)

    assert receipt_of(respuesta).folio
    assert [r.regla for r in Registro.objects.order_by("recibido_en")] == ["", "ET 3.4"]


@pytest.mark.numeral("ET 4.10")
def test_what_arrives_from_a_revoked_device_is_received_and_classed(
    puerta: Puerta, telefono: Telefono
) -> None:
    puerta.send(telefono)
    auxiliares.revocar_dispositivo(
        dispositivo=telefono.dispositivo,
        motivo="Dos a la vez.",
        actor="irma",
        momento=escenas.ahora(),
    )

    assert puerta.send(telefono).status_code == 201
    assert [r.regla for r in Registro.objects.order_by("recibido_en")] == ["", "ET 4.10"]


@pytest.mark.numeral("ET 4.9")
def test_what_a_phone_captured_before_its_own_baja_stays_good(
    puerta: Puerta, telefono: Telefono
) -> None:
    auxiliares.dar_de_baja_dispositivo(
        dispositivo=telefono.dispositivo, hasta_consecutivo=2, momento=escenas.ahora()
    )

    for consecutivo in (2, 3):
        assert puerta.send(telefono, consecutivo=consecutivo).status_code == 201

    assert [r.regla for r in Registro.objects.order_by("consecutivo")] == ["", "ET 4.10"]


def dicha_al_telefono(puerta: Puerta, telefono: Telefono) -> BajaDada | None:
    """Return what the answer to the time says of a baja; None when it says nothing."""
    respuesta = puerta.client.get(f"/api/v1/hora?dispositivo={telefono.dispositivo}")
    assert respuesta.status_code == 200
    dicha = respuesta.headers.get("Rubrica-Baja")
    return None if dicha is None else leer_baja_dada(dicha, llaves.publica_ed25519("acuse"))


@pytest.mark.numeral("ET 3.4")
def test_a_phone_that_asks_the_time_is_told_the_baja_of_its_auxiliar_signed(
    puerta: Puerta, telefono: Telefono, abel: Auxiliar
) -> None:
    assert dicha_al_telefono(puerta, telefono) is None
    momento = escenas.ahora()
    auxiliares.dar_de_baja(
        proceso=abel.proceso, numero=abel.numero, motivo="Concluyó.", actor="pilar",
        momento=momento,
    )  # fmt: skip

    dicha = dicha_al_telefono(puerta, telefono)

    assert dicha is not None
    assert (dicha.dispositivo, dicha.de, dicha.numeral) == (
        telefono.dispositivo, "auxiliar", "ET 3.4",
    )  # fmt: skip
    assert abs(dicha.baja_en - momento) < MS


@pytest.mark.numeral("ET 4.9", "ET 4.10")
@pytest.mark.parametrize(("quien", "numeral"), [("irma", "ET 4.10"), ("", "ET 4.9")])
def test_a_phone_that_asks_the_time_is_told_that_it_was_revoked_or_gave_itself_up(
    puerta: Puerta, telefono: Telefono, quien: str, numeral: str
) -> None:
    if quien:
        auxiliares.revocar_dispositivo(
            dispositivo=telefono.dispositivo, motivo="Dos.", actor=quien, momento=escenas.ahora()
        )
    else:
        auxiliares.dar_de_baja_dispositivo(
            dispositivo=telefono.dispositivo, hasta_consecutivo=2, momento=escenas.ahora()
        )

    dicha = dicha_al_telefono(puerta, telefono)

    assert dicha is not None
    assert (dicha.de, dicha.numeral) == ("dispositivo", numeral)


@pytest.mark.numeral("ET 4.8")
def test_a_token_from_after_the_period_classes_the_record(
    puerta: Puerta, telefono: Telefono, proceso: Proceso, a_las: Reloj
) -> None:
    a_las(proceso.fin + MS * 10)
    ficha = puerta.client.get(f"/api/v1/hora?dispositivo={telefono.dispositivo}")
    telefono.reloj = sobre.Reloj(ficha=ficha.content.decode())

    assert puerta.send(telefono).status_code == 201
    assert Registro.objects.get().regla == "ET 4.8"


@pytest.mark.numeral("ET 4.8")
@pytest.mark.parametrize("de_quien", ["otro dispositivo", "otra llave"])
def test_a_token_that_proves_nothing_is_ignored(
    puerta: Puerta, telefono: Telefono, proceso: Proceso, a_las: Reloj, de_quien: str
) -> None:
    hora = Hora(dispositivo=telefono.dispositivo, hora=proceso.fin + MS * 10)
    firmante = llaves.firmante("hora")
    if de_quien == "otra llave":
        firmante = llaves.firmante("acuse")
    else:
        hora = replace(hora, dispositivo=uuid.uuid4())
    telefono.reloj = sobre.Reloj(ficha=hora.firmar(firmante))

    puerta.send(telefono)

    assert Registro.objects.get().regla == ""


@pytest.mark.numeral("ET 4.8")
def test_what_arrives_before_the_period_is_received_and_classed(
    puerta: Puerta, telefono: Telefono, proceso: Proceso, a_las: Reloj
) -> None:
    a_las(proceso.inicio - MS)

    assert puerta.send(telefono).status_code == 201
    assert Registro.objects.get().regla == "ET 4.8"


@pytest.mark.parametrize("como", ["truncado", "cambiado", "alargado", "vacío"])
def test_a_damaged_paquete_is_refused(
    puerta: Puerta, telefono: Telefono, disco: Path, como: str
) -> None:
    paquete = telefono.paquete()
    danado = {
        "truncado": paquete[:-1],
        "cambiado": bytes([paquete[0] ^ 1]) + paquete[1:],
        "alargado": paquete + b"\0",
        "vacío": b"",
    }[como]

    respuesta = puerta.put(telefono.sobre(paquete), danado)

    assert (respuesta.status_code, code_of(respuesta)) == (422, "paquete-danado")
    assert nothing_kept(disco)


@pytest.mark.parametrize("como", ["otra suite", "otra llave", "demasiado corto"])
def test_a_paquete_that_this_process_could_never_open_is_refused(
    puerta: Puerta, telefono: Telefono, disco: Path, como: str
) -> None:
    bueno = telefono.paquete()
    ajeno = {
        "otra suite": b"\x02" + bueno[1:],
        "otra llave": bueno[:1] + b"\0" * 16 + bueno[17:],
        "demasiado corto": bueno[:40],
    }[como]

    respuesta = puerta.put(telefono.sobre(ajeno), ajeno)

    assert (respuesta.status_code, code_of(respuesta)) == (422, "paquete-ajeno")
    assert nothing_kept(disco)


def declaring(telefono: Telefono, **cambios: object) -> str:
    """Return a well signed sobre whose payload was changed by hand."""
    carga = jws.leer_json(jws.b64u_bytes(telefono.sobre(telefono.paquete()).split(".")[1]))
    texto = json.dumps({**carga, **cambios}, separators=(",", ":")).encode()
    return jws.firmar_bytes(texto, typ=sobre.TYP, clave=telefono.clave)


def test_a_paquete_declared_over_4_mib_is_refused_before_it_is_read(
    puerta: Puerta, telefono: Telefono
) -> None:
    respuesta = puerta.post(declaring(telefono, bytes=sobre.MAX_PAQUETE + 1))

    assert (respuesta.status_code, code_of(respuesta)) == (413, "paquete-grande")


def test_a_body_over_4_mib_under_a_modest_sobre_is_refused(
    puerta: Puerta, telefono: Telefono, disco: Path
) -> None:
    texto = telefono.sobre(telefono.paquete())

    respuesta = puerta.put(texto, b"\0" * (sobre.MAX_PAQUETE + 1))

    assert (respuesta.status_code, code_of(respuesta)) == (413, "paquete-grande")
    assert nothing_kept(disco)


def test_a_paquete_of_exactly_4_mib_is_received(puerta: Puerta, telefono: Telefono) -> None:
    paquete = telefono.paquete(sobre.MAX_PAQUETE)

    assert puerta.put(telefono.sobre(paquete), paquete).status_code == 201


@pytest.mark.parametrize(
    "cambio",
    [
        {"id": "no-es-un-uuid"},
        {"consecutivo": -1},
        {"consecutivo": "1"},
        {"bytes": 0},
        {"capturado_en": "ayer"},
        {"codigo_integridad": "00"},
        {"de_mas": 1},
        {"proceso": "JAL26"},
    ],
)
def test_a_sobre_out_of_its_form_is_refused(
    puerta: Puerta, telefono: Telefono, cambio: dict[str, object]
) -> None:
    respuesta = puerta.post(declaring(telefono, **cambio))

    assert (respuesta.status_code, code_of(respuesta)) == (400, "sobre-mal-formado")


@pytest.mark.parametrize("texto", ["", "a.b.c", "ñ", "{}", "x" * 9000, "..", "\x00"])
def test_what_is_no_sobre_is_refused(puerta: Puerta, telefono: Telefono, texto: str) -> None:
    respuesta = puerta.post(texto)

    assert (respuesta.status_code, code_of(respuesta)) == (400, "sobre-mal-formado")


def test_a_sobre_with_another_signature_is_refused(puerta: Puerta, telefono: Telefono) -> None:
    uno, otro = (telefono.sobre(telefono.paquete()).rsplit(".", 1) for _ in range(2))

    respuesta = puerta.post(f"{uno[0]}.{otro[1]}")

    assert (respuesta.status_code, code_of(respuesta)) == (401, "sobre-firma")


def test_a_device_cannot_send_under_the_folio_of_another(
    puerta: Puerta, telefono: Telefono, abel: Auxiliar
) -> None:
    segundo = escenas.telefono_de(abel, numero=2)
    ajeno = telefono.datos().folio

    respuesta = puerta.send(segundo, consecutivo=1, folio=ajeno)

    assert (respuesta.status_code, code_of(respuesta)) == (422, "sobre-ajeno")


def test_a_device_cannot_send_under_the_name_of_another(
    puerta: Puerta, telefono: Telefono, abel: Auxiliar
) -> None:
    segundo = escenas.telefono_de(abel, numero=2)

    respuesta = puerta.send(segundo, dispositivo=telefono.dispositivo)

    assert (respuesta.status_code, code_of(respuesta)) == (422, "sobre-ajeno")


def test_a_folio_with_a_wrong_character_is_refused(puerta: Puerta, telefono: Telefono) -> None:
    bueno = telefono.datos().folio
    malo = bueno[:-1] + ("0" if bueno[-1] != "0" else "1")

    respuesta = puerta.send(telefono, consecutivo=1, folio=malo)

    assert (respuesta.status_code, code_of(respuesta)) == (400, "sobre-mal-formado")


def test_a_phone_of_another_process_sends_to_its_own_and_not_to_this(
    puerta: Puerta, telefono: Telefono, ramiro: Cuenta
) -> None:
    otro = escenas.proceso_abierto(ramiro, escenas.OTRO)
    suyo = escenas.telefono_de(escenas.auxiliar_de(otro, escenas.con_correo("ra@ejemplo.test")))
    intruso = replace(suyo, proceso=telefono.proceso, auxiliar=telefono.auxiliar)

    assert puerta.send(suyo).status_code == 201
    assert code_of(puerta.send(intruso)) == "sobre-ajeno"


@pytest.mark.parametrize("que", ["id", "folio", "codigo"])
def test_other_bytes_under_what_was_already_received_are_refused(
    puerta: Puerta, telefono: Telefono, disco: Path, que: str
) -> None:
    paquete, datos = telefono.paquete(), telefono.datos()
    primera = puerta.put(sobre.firmar(datos, paquete, telefono.clave), paquete)
    otro, cambiado = {
        "id": (telefono.paquete(), telefono.datos(id=datos.id)),
        "folio": (telefono.paquete(), telefono.datos(consecutivo=1, folio=datos.folio)),
        "codigo": (paquete, telefono.datos()),
    }[que]

    respuesta = puerta.put(sobre.firmar(cambiado, otro, telefono.clave), otro)

    assert (respuesta.status_code, code_of(respuesta)) == (409, "registro-distinto")
    acuse = receipt_of(primera)
    guardado = almacen.leer(proceso=acuse.proceso, codigo_integridad=acuse.codigo_integridad)
    assert guardado == paquete


def test_the_disk_full_gives_no_receipt_and_says_when_to_come_back(
    puerta: Puerta, telefono: Telefono, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    really_write = almacen._write_all
    monkeypatch.setattr(almacen, "_write_all", full)
    respuesta = puerta.send(telefono)

    assert (respuesta.status_code, code_of(respuesta)) == (503, "no-disponible")
    assert respuesta["Retry-After"]
    assert not Registro.objects.exists()

    monkeypatch.setattr(almacen, "_write_all", really_write)
    assert puerta.send(telefono).status_code == 201


def test_the_database_away_gives_no_receipt_and_says_when_to_come_back(
    puerta: Puerta, telefono: Telefono, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("rubrica.recepcion.services.registros.recibir", away)
    respuesta = puerta.send(telefono)

    assert (respuesta.status_code, code_of(respuesta)) == (503, "no-disponible")
    assert respuesta["Retry-After"]


@pytest.mark.parametrize(
    ("metodo", "ruta"),
    [
        ("get", "/api/v1/registros"),
        ("delete", "/api/v1/registros/01a209fb-538f-7a9a-b676-f77ec065f0d6"),
        ("post", "/api/v1/hora"),
    ],
)
def test_other_methods_are_not_allowed(puerta: Puerta, metodo: str, ruta: str) -> None:
    respuesta = getattr(puerta.client, metodo)(ruta)

    assert respuesta.status_code == 405
    assert respuesta["Allow"]


def test_the_time_is_told_only_to_a_device(puerta: Puerta, proceso: Proceso) -> None:
    respuesta = puerta.client.get("/api/v1/hora?dispositivo=quien-sea")

    assert (respuesta.status_code, code_of(respuesta)) == (400, "solicitud-mal-formada")


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(datos=st.data())
def test_no_damage_to_a_sobre_is_accepted_and_none_is_an_error_of_ours(
    puerta: Puerta, telefono: Telefono, datos: st.DataObject
) -> None:
    paquete = telefono.paquete()
    crudo = bytearray(telefono.sobre(paquete).encode())
    lugar = datos.draw(st.floats(0, 1, exclude_max=True)) * len(crudo)
    otro = datos.draw(st.integers(1, 93))
    crudo[int(lugar)] = 33 + (crudo[int(lugar)] - 33 + otro) % 94

    respuesta = puerta.client.put(
        "/api/v1/registros/01a209fb-538f-7a9a-b676-f77ec065f0d6", paquete,
        headers={"Sobre": crudo.decode()},
    )  # fmt: skip

    assert 400 <= respuesta.status_code < 500
    assert not Registro.objects.exists()
