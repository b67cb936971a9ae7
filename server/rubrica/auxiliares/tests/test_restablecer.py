"""A forgotten password makes a new key for the same phone, and loses nothing (ET 4.6)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from rubrica.auxiliares import queries, rules, services
from rubrica.auxiliares.models import Auxiliar, CodigoDeCorreo, Dispositivo, LlaveSustituida
from rubrica.auxiliares.tests import escenas
from rubrica.auxiliares.tests.telefono_nuevo import URL, TelefonoNuevo
from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.core import jws

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Respuesta

pytestmark = pytest.mark.django_db
MEDIA_HORA = timedelta(minutes=30)


def code_of(respuesta: Respuesta) -> str:
    return str(respuesta.json()["type"].removeprefix("/rechazos/"))


@pytest.fixture
def dispositivo(nuevo: TelefonoNuevo) -> str:
    """Abel's phone, enrolled with a password that he is about to forget."""
    return str(nuevo.entrar().json()["dispositivo"])


@pytest.fixture
def olvidadizo(nuevo: TelefonoNuevo, dispositivo: str) -> TelefonoNuevo:
    """The same phone with a key just made, and a code asked for."""
    mismo = nuevo.another()
    mismo.pedir_codigo()
    return mismo


def kid_of(telefono: TelefonoNuevo) -> str:
    return jws.kid(telefono.clave.public_key())


@pytest.mark.numeral("ET 4.6", "ET 4.9")
def test_a_reset_gives_the_same_device_a_new_key_and_makes_no_other(
    nuevo: TelefonoNuevo, olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    respuesta = olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    assert respuesta.status_code == 200
    assert respuesta.json() == {"dispositivo": dispositivo, "numero": 1, "kid": kid_of(olvidadizo)}
    assert Dispositivo.objects.count() == 1
    vieja = LlaveSustituida.objects.get()
    assert (vieja.kid, vieja.hasta_consecutivo) == (kid_of(nuevo), 3)


@pytest.mark.numeral("ET 4.6")
def test_the_door_knows_both_keys_and_until_where_the_old_one_serves(
    nuevo: TelefonoNuevo, olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    vieja, actual = (queries.dispositivo_en_puerta(kid_of(t)) for t in (nuevo, olvidadizo))
    assert vieja
    assert actual
    assert (vieja.id, vieja.llave_hasta) == (actual.id, 3)
    assert actual.llave_hasta is None
    assert vieja.kid_vigente == actual.kid_vigente == kid_of(olvidadizo)


@pytest.mark.numeral("ET 4.6")
def test_the_person_is_told_and_the_bitacora_keeps_it(
    olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    aviso = Aviso.objects.get(plantilla="contrasena_restablecida")
    assert escenas.datos_del_aviso(aviso)["auxiliar"] == "0001"
    asiento = Asiento.objects.get(acto="restablecer_contrasena")
    assert dispositivo.encode() in bytes(asiento.canonico)


def test_asked_twice_it_happens_once(olvidadizo: TelefonoNuevo, dispositivo: str) -> None:
    codigo = olvidadizo.ultimo_codigo()
    primera = olvidadizo.restablecer(codigo, dispositivo, hasta=3)

    segunda = olvidadizo.restablecer(codigo, dispositivo, hasta=99)

    assert segunda.json() == primera.json()
    assert LlaveSustituida.objects.get().hasta_consecutivo == 3
    assert Aviso.objects.filter(plantilla="contrasena_restablecida").count() == 1


def test_a_phone_cut_off_in_the_middle_asks_which_key_is_in_force(
    olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    dicho = olvidadizo.client.get(f"{URL}/{dispositivo}").json()
    assert dicho["kid"] == kid_of(olvidadizo)


def test_a_wrong_code_changes_nothing_and_five_spend_it(
    nuevo: TelefonoNuevo, olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    bueno = olvidadizo.ultimo_codigo()
    malo = f"{(int(bueno) + 1) % 10**rules.CODIGO_CIFRAS:06d}"

    for codigo in (*[malo] * rules.CODIGO_INTENTOS, bueno):
        respuesta = olvidadizo.restablecer(codigo, dispositivo, hasta=3)
        assert (respuesta.status_code, code_of(respuesta)) == (403, "codigo-incorrecto")
    assert Dispositivo.objects.get().kid == kid_of(nuevo)


def test_an_expired_code_changes_nothing(olvidadizo: TelefonoNuevo, dispositivo: str) -> None:
    CodigoDeCorreo.objects.update(creado_en=escenas.ahora() - MEDIA_HORA, vence_en=escenas.ahora())

    respuesta = olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    assert code_of(respuesta) == "codigo-incorrecto"
    assert not LlaveSustituida.objects.exists()


def test_a_code_that_enrolled_a_phone_resets_no_other(
    nuevo: TelefonoNuevo, dispositivo: str
) -> None:
    respuesta = nuevo.another().restablecer(nuevo.ultimo_codigo(), dispositivo, hasta=0)

    assert code_of(respuesta) == "codigo-incorrecto"


def test_who_reads_the_e_mail_but_does_not_know_the_device_resets_nothing(
    olvidadizo: TelefonoNuevo,
) -> None:
    respuesta = olvidadizo.restablecer(olvidadizo.ultimo_codigo(), str(uuid.uuid4()), hasta=0)

    assert code_of(respuesta) == "codigo-incorrecto"
    assert not LlaveSustituida.objects.exists()


def test_a_key_once_replaced_never_comes_back(
    nuevo: TelefonoNuevo, olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)
    nuevo.pedir_codigo()

    de_vuelta = nuevo.restablecer(nuevo.ultimo_codigo(), dispositivo, hasta=3)
    otro_telefono = nuevo.enrolar(nuevo.ultimo_codigo())

    assert [code_of(r) for r in (de_vuelta, otro_telefono)] == ["codigo-incorrecto"] * 2
    assert Dispositivo.objects.count() == 1


def test_the_database_refuses_a_key_that_comes_back_or_one_that_is_lost(
    nuevo: TelefonoNuevo, olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    for kid in (kid_of(nuevo), "A" * 43):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dispositivo.objects.update(kid=kid)
    with pytest.raises(IntegrityError), transaction.atomic():
        LlaveSustituida.objects.update(hasta_consecutivo=99)


@pytest.mark.numeral("ET 4.9")
def test_a_device_given_up_gets_no_new_key(
    nuevo: TelefonoNuevo, olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    nuevo.baja(dispositivo, escenas.ahora(), hasta=3)

    respuesta = olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    assert (respuesta.status_code, code_of(respuesta)) == (409, "dispositivo-de-baja")


@pytest.mark.numeral("ET 3.4")
def test_an_auxiliar_given_up_resets_nothing(
    olvidadizo: TelefonoNuevo, dispositivo: str, abel: Auxiliar
) -> None:
    services.dar_de_baja(
        proceso=abel.proceso, numero=abel.numero, motivo="Concluyó.", actor="pilar",
        momento=escenas.ahora(),
    )  # fmt: skip

    respuesta = olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    assert code_of(respuesta) == "codigo-incorrecto"


def test_the_replaced_key_no_longer_gives_the_device_up(
    nuevo: TelefonoNuevo, olvidadizo: TelefonoNuevo, dispositivo: str
) -> None:
    olvidadizo.restablecer(olvidadizo.ultimo_codigo(), dispositivo, hasta=3)

    assert nuevo.baja(dispositivo, escenas.ahora()).status_code in {400, 401}
    assert olvidadizo.baja(dispositivo, escenas.ahora()).status_code == 200


@pytest.mark.parametrize(
    "cambio", [{"hasta_consecutivo": -1}, {"hasta_consecutivo": True}, {"jwk": {}}, {"otro": 1}]
)
def test_a_request_out_of_its_form_is_refused(
    olvidadizo: TelefonoNuevo, dispositivo: str, cambio: dict[str, object]
) -> None:
    respuesta = olvidadizo.restablecer("000000", dispositivo, 3, **cambio)

    assert (respuesta.status_code, code_of(respuesta)) == (400, "solicitud-mal-formada")
