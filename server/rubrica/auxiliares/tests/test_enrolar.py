"""A phone enrols itself, and gives itself up (ET 4.4, 4.5, 4.8, 4.9)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from rubrica import llaves
from rubrica.auxiliares import queries, rules, services
from rubrica.auxiliares.models import Alta, Auxiliar, CodigoDeCorreo, Dispositivo
from rubrica.auxiliares.rules import EstadoDeAlta
from rubrica.auxiliares.tests import escenas
from rubrica.auxiliares.tests.telefono_nuevo import URL, TelefonoNuevo
from rubrica.avisos.models import Aviso
from rubrica.core import acuse, jws
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Respuesta

pytestmark = pytest.mark.django_db
DIEZ_MINUTOS = timedelta(minutes=10)


def code_of(respuesta: Respuesta) -> str:
    return str(respuesta.json()["type"].removeprefix("/rechazos/"))


@pytest.mark.numeral("ET 4.4", "ET 4.6")
def test_a_phone_proves_the_e_mail_and_gets_what_it_needs_offline(nuevo: TelefonoNuevo) -> None:
    respuesta = nuevo.entrar()

    dado = respuesta.json()
    assert (respuesta.status_code, dado["numero"]) == (201, 1)
    assert dado["kid"] == jws.kid(nuevo.clave.public_key())
    assert dado["auxiliar"] == {"id": "0001", "nombre": "Abel Núñez de la Cruz"}
    assert jws.b64u_bytes(dado["llaves"]["acuse"]) == llaves.publica("acuse")
    assert acuse.leer_manifiesto(dado["manifiesto"], llaves.publica_ed25519("manifiesto"))


def test_only_a_keyed_hash_of_a_code_is_kept(nuevo: TelefonoNuevo) -> None:
    nuevo.pedir_codigo()

    codigo, fila = nuevo.ultimo_codigo(), CodigoDeCorreo.objects.get()
    assert len(codigo) == rules.CODIGO_CIFRAS
    assert codigo.encode() not in bytes(fila.huella)


@pytest.mark.parametrize(
    "cambio", [{"correo": "otra@ejemplo.test"}, {"auxiliar": "9999"}, {"proceso": "NADA26"}]
)
def test_wrong_data_get_the_same_answer_and_no_code(
    nuevo: TelefonoNuevo, cambio: dict[str, str]
) -> None:
    bueno, malo = nuevo.pedir_codigo(), nuevo.pedir_codigo(**cambio)

    assert (malo.status_code, malo.content) == (bueno.status_code, bueno.content)
    assert Aviso.objects.filter(plantilla="codigo_de_acceso").count() == 1


@pytest.mark.numeral("ET 3.4")
def test_who_was_given_up_gets_no_code(nuevo: TelefonoNuevo, abel: Auxiliar) -> None:
    services.dar_de_baja(
        proceso=abel.proceso, numero=abel.numero, motivo="Concluyó.", actor="pilar",
        momento=escenas.ahora(),
    )  # fmt: skip

    assert nuevo.pedir_codigo().status_code == 202
    assert not Aviso.objects.filter(plantilla="codigo_de_acceso").exists()


def test_codes_are_sent_only_so_often(nuevo: TelefonoNuevo) -> None:
    for _ in range(rules.CODIGOS_POR_LAPSO + 2):
        assert nuevo.pedir_codigo().status_code == 202

    assert CodigoDeCorreo.objects.count() == rules.CODIGOS_POR_LAPSO


def test_a_wrong_code_is_refused_and_five_spend_it(nuevo: TelefonoNuevo) -> None:
    nuevo.pedir_codigo()
    bueno = nuevo.ultimo_codigo()
    malo = f"{(int(bueno) + 1) % 10**rules.CODIGO_CIFRAS:06d}"

    for _ in range(rules.CODIGO_INTENTOS):
        assert code_of(nuevo.enrolar(malo)) == "codigo-incorrecto"

    assert code_of(nuevo.enrolar(bueno)) == "codigo-incorrecto"
    assert not Dispositivo.objects.exists()


def test_a_code_serves_ten_minutes(nuevo: TelefonoNuevo) -> None:
    nuevo.pedir_codigo()
    CodigoDeCorreo.objects.update(
        creado_en=escenas.ahora() - 2 * DIEZ_MINUTOS, vence_en=escenas.ahora()
    )

    assert code_of(nuevo.enrolar(nuevo.ultimo_codigo())) == "codigo-incorrecto"


def test_a_code_serves_one_phone(nuevo: TelefonoNuevo) -> None:
    nuevo.entrar()

    assert code_of(nuevo.another().enrolar(nuevo.ultimo_codigo())) == "codigo-incorrecto"
    assert Dispositivo.objects.count() == 1


def test_a_phone_that_lost_the_answer_asks_again_and_is_the_same_device(
    nuevo: TelefonoNuevo,
) -> None:
    primera = nuevo.entrar()

    segunda = nuevo.enrolar(nuevo.ultimo_codigo())

    assert segunda.json()["dispositivo"] == primera.json()["dispositivo"]
    assert Dispositivo.objects.count() == 1


@pytest.mark.numeral("ET 4.9")
def test_a_third_phone_is_refused_and_told_which_two_are_in_use(nuevo: TelefonoNuevo) -> None:
    nuevo.entrar()
    nuevo.another().entrar()

    respuesta = nuevo.another().entrar()

    assert (respuesta.status_code, code_of(respuesta)) == (409, "tercer-dispositivo")
    nombres = [d["nombre"] for d in respuesta.json()["activos"]]
    assert [n.split(",")[0] for n in nombres] == ["Teléfono 1", "Teléfono 2"]
    assert all("dado de alta el" in n for n in nombres)


@pytest.mark.numeral("ET 4.9")
def test_a_baja_signed_by_the_phone_frees_its_place_and_never_its_number(
    nuevo: TelefonoNuevo,
) -> None:
    primero = nuevo.entrar().json()
    nuevo.another().entrar()

    baja = nuevo.baja(primero["dispositivo"], escenas.ahora(), hasta=3)
    tercero = nuevo.another().entrar()

    assert baja.status_code == 200
    assert (tercero.status_code, tercero.json()["numero"]) == (201, 3)
    fila = Dispositivo.objects.get(pk=primero["dispositivo"])
    assert (fila.baja_tipo, fila.hasta_consecutivo) == ("propia", 3)


@pytest.mark.numeral("ET 4.9")
def test_a_second_baja_changes_nothing(nuevo: TelefonoNuevo) -> None:
    dado = nuevo.entrar().json()
    nuevo.baja(dado["dispositivo"], escenas.ahora(), hasta=3)

    repetida = nuevo.baja(dado["dispositivo"], escenas.ahora(), hasta=99)

    assert (repetida.status_code, repetida.json()["hasta_consecutivo"]) == (200, 3)


def test_nobody_gives_up_the_phone_of_another(nuevo: TelefonoNuevo) -> None:
    dado = nuevo.entrar().json()
    intruso = nuevo.another()

    assert intruso.baja(dado["dispositivo"], escenas.ahora()).status_code in {400, 401}
    assert nuevo.baja(str(uuid.uuid4()), escenas.ahora()).status_code == 404
    assert Dispositivo.objects.get().baja_en is None


@pytest.mark.numeral("ET 4.8")
@pytest.mark.parametrize(
    ("inicio", "fin", "code"),
    [(1, 2, "sobre-temprano"), (-2, -1, "proceso-cerrado")],
)
def test_nobody_enrols_outside_the_period(
    nuevo: TelefonoNuevo, proceso: Proceso, inicio: int, fin: int, code: str
) -> None:
    nuevo.pedir_codigo()
    dia, momento = timedelta(days=1), escenas.ahora()
    forzar(inicio=momento + inicio * dia, fin=momento + fin * dia)

    respuesta = nuevo.enrolar(nuevo.ultimo_codigo())

    assert (respuesta.status_code, code_of(respuesta)) == (403, code)


@pytest.mark.numeral("ET 3.5")
def test_nobody_enrols_without_accepting_the_responsiva(nuevo: TelefonoNuevo) -> None:
    nuevo.pedir_codigo()

    respuesta = nuevo.enrolar(nuevo.ultimo_codigo(), responsiva=False)

    assert (respuesta.status_code, code_of(respuesta)) == (422, "responsiva-pendiente")


@pytest.mark.parametrize(
    "cambio",
    [
        {"jwk": {"kty": "EC"}},
        {"jwk": "x"},
        {"auxiliar": 1},
        {"de_mas": 1},
        {"correo": "x" * 300},
        {"correo": "a\0b"},
        {"autenticacion": "otra"},
        {"responsiva": "sí"},
        {"responsiva_version": True},
    ],
)
def test_a_request_out_of_its_form_is_refused(
    nuevo: TelefonoNuevo, cambio: dict[str, object]
) -> None:
    respuesta = nuevo.enrolar("000000", **cambio)

    assert (respuesta.status_code, code_of(respuesta)) == (400, "solicitud-mal-formada")


@pytest.mark.parametrize("cuerpo", [b"", b"[]", b"{", b'{"a":1,"a":2}', b"\xff", b"{" * 9000])
def test_what_is_no_json_is_refused(nuevo: TelefonoNuevo, cuerpo: bytes) -> None:
    for url in (URL, f"{URL}/codigo"):
        respuesta = nuevo.client.post(url, cuerpo, content_type="application/json")
        assert respuesta.status_code == 400


@pytest.mark.numeral("ET 4.5")
def test_a_phone_follows_its_enrolment_until_it_may_capture(
    nuevo: TelefonoNuevo, abel: Auxiliar
) -> None:
    dado = nuevo.entrar().json()
    dispositivo = uuid.UUID(dado["dispositivo"])

    def estado() -> str:
        return str(nuevo.client.get(f"{URL}/{dispositivo}").json()["estado"])

    assert estado() == "sin_alta"
    alta = an_alta(dispositivo)
    services.recibir_alta(alta)
    assert estado() == "recibida"
    services.abrir_alta(alta=alta.id, resultado=b"sellado", momento=escenas.ahora())
    assert estado() == "abierta"


@pytest.mark.numeral("ET 4.5")
def test_an_enrolment_that_did_not_open_says_why_and_enables_nothing(
    nuevo: TelefonoNuevo,
) -> None:
    dispositivo = uuid.UUID(nuevo.entrar().json()["dispositivo"])
    alta = an_alta(dispositivo)
    services.recibir_alta(alta)

    services.abrir_alta(alta=alta.id, resultado=b"", momento=escenas.ahora(), motivo="No abre.")

    dicho = nuevo.client.get(f"{URL}/{dispositivo}").json()
    kid = jws.kid(nuevo.clave.public_key())
    assert dicho == {"estado": "no_abre", "motivo": "No abre.", "kid": kid}
    assert Dispositivo.objects.get().habilitado_en is None


def test_the_worker_is_given_what_waits_oldest_first(nuevo: TelefonoNuevo) -> None:
    dispositivo = uuid.UUID(nuevo.entrar().json()["dispositivo"])
    altas = [an_alta(dispositivo, n) for n in range(3)]
    for alta in altas:
        assert services.recibir_alta(alta)
    assert not services.recibir_alta(altas[0])

    services.abrir_alta(alta=altas[0].id, resultado=b"", momento=escenas.ahora())

    assert [a.id for a in queries.altas_por_abrir(10)] == [altas[1].id, altas[2].id]
    assert Alta.objects.get(pk=altas[0].id).estado == EstadoDeAlta.ABIERTA


def test_a_device_that_does_not_exist_is_not_found(nuevo: TelefonoNuevo) -> None:
    assert nuevo.client.get(f"{URL}/{uuid.uuid4()}").status_code == 404


def an_alta(dispositivo: uuid.UUID, n: int = 0) -> services.AltaRecibida:
    """Return an enrolment capture as recepción would hand it."""
    return services.AltaRecibida(
        id=uuid.uuid4(), dispositivo=dispositivo, folio=f"OAX26-0001-1-00000-{n:03d}",
        sobre="a.b.c", resumen=bytes([n]) * 32, codigo_integridad=bytes([n]) * 32, tamano=600,
        capturado_en=escenas.ahora(), recibido_en=escenas.ahora(), recibo="d.e.f",
    )  # fmt: skip
