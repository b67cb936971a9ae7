"""An official's password is half of the door: the code of their own phone is the other half."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.cuentas import rules, solicitudes, totp
from rubrica.cuentas.models import CodigoDeRecuperacion, Cuenta, Restablecimiento, SegundoFactor
from rubrica.llaves.creacion import crear_instalacion

CLAVE = "una clave larga de prueba"
PUERTA, CODIGO, DENTRO = "/oficial/entrar/", "/oficial/segundo-factor/", "/oficial/permisos/"
pytestmark = pytest.mark.numeral("ET 9.4")


@pytest.fixture(autouse=True)
def exigido(settings: Settings) -> None:
    settings.SEGUNDO_FACTOR = "obligatorio"
    crear_instalacion()


def con_clave(cuenta: Cuenta, **datos: str) -> Client:
    """Return a browser in which the password of the account was right."""
    client = Client()
    respuesta = client.post(PUERTA, {"correo": cuenta.correo, "clave": CLAVE, **datos})
    assert respuesta["Location"] == CODIGO
    return client


def secreto_en(pagina: bytes) -> bytes:
    [texto] = re.findall(r'<code translate="no">([A-Z2-7 ]+)</code>', pagina.decode())
    return base64.b32decode(texto.replace(" ", ""))


def enrolar(cuenta: Cuenta) -> tuple[bytes, list[str]]:
    """Return the secret and the recovery codes of who has just enrolled, a minute ago."""
    client = con_clave(cuenta)
    secreto = secreto_en(client.get(CODIGO).content)
    escrito = totp.codigo(secreto, totp.paso_de(now()) - 1)
    respuesta = client.post(CODIGO, {"codigo": escrito})
    assert client.get(DENTRO).status_code == HTTPStatus.OK
    codigos = re.findall(r'<code translate="no">([A-Z2-7-]+)</code>', respuesta.content.decode())
    return secreto, codigos


def ahora(secreto: bytes) -> str:
    return totp.codigo(secreto, totp.paso_de(now()) + 1)


def test_the_password_alone_opens_nothing(olga: Cuenta) -> None:
    client = con_clave(olga)

    assert client.get(DENTRO).status_code == HTTPStatus.FOUND
    assert not Asiento.objects.filter(acto="entrar").exists()


def test_the_first_time_the_phone_is_enrolled_and_the_codes_are_shown_once(irma: Cuenta) -> None:
    _, codigos = enrolar(irma)

    assert len(set(codigos)) == 10
    assert Asiento.objects.filter(acto="enrolar_segundo_factor").count() == 1
    assert Asiento.objects.filter(acto="entrar").count() == 1


def test_a_wrong_first_code_enrols_nothing_and_shows_the_same_qr(olga: Cuenta) -> None:
    client = con_clave(olga)
    primero = secreto_en(client.get(CODIGO).content)

    respuesta = client.post(CODIGO, {"codigo": "abcdef"})

    assert respuesta.status_code == HTTPStatus.FORBIDDEN
    assert secreto_en(respuesta.content) == primero
    assert not SegundoFactor.objects.exists()


def test_from_then_on_the_code_lets_in_and_each_code_once(irma: Cuenta) -> None:
    secreto, _ = enrolar(irma)
    escrito = ahora(secreto)

    assert con_clave(irma, next=DENTRO).post(CODIGO, {"codigo": escrito})["Location"] == DENTRO
    assert con_clave(irma).post(CODIGO, {"codigo": escrito}).status_code == HTTPStatus.FORBIDDEN


def test_a_recovery_code_lets_in_once_however_it_is_typed(irma: Cuenta) -> None:
    _, codigos = enrolar(irma)
    escrito = codigos[0].replace("-", " ").lower()
    client = con_clave(irma, next=DENTRO)

    client.post(CODIGO, {"codigo": escrito})

    assert "Le quedan 9" in client.get(DENTRO).content.decode()
    assert con_clave(irma).post(CODIGO, {"codigo": escrito}).status_code == HTTPStatus.FORBIDDEN


def test_the_code_of_another_person_does_not_let_in(irma: Cuenta, olga: Cuenta) -> None:
    secreto, codigos = enrolar(irma)
    enrolar(olga)

    for ajeno in (ahora(secreto), codigos[0]):
        assert con_clave(olga).post(CODIGO, {"codigo": ajeno}).status_code == HTTPStatus.FORBIDDEN


def test_five_wrong_codes_wait_and_the_password_does_not_forget_them(irma: Cuenta) -> None:
    secreto, _ = enrolar(irma)
    estados = [con_clave(irma).post(CODIGO, {"codigo": "abcdef"}).status_code for _ in range(5)]

    respuesta = con_clave(irma).post(CODIGO, {"codigo": ahora(secreto)})

    assert estados == [HTTPStatus.FORBIDDEN] * 5
    assert (respuesta.status_code, respuesta["Retry-After"]) == (429, "900")


def test_an_empty_code_is_pointed_at(olga: Cuenta) -> None:
    respuesta = con_clave(olga).post(CODIGO, {"codigo": ""})

    assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Escriba el código." in respuesta.content.decode()


def test_nobody_comes_to_the_second_step_without_the_first(client: Client, db: None) -> None:
    assert client.get(CODIGO)["Location"].endswith("/entrar/")
    assert client.post(CODIGO, {"codigo": "123456"})["Location"].endswith("/entrar/")


def test_between_both_steps_an_account_may_be_revoked_or_its_password_changed(
    irma: Cuenta, olga: Cuenta
) -> None:
    revocada, cambiada = con_clave(olga), con_clave(irma)
    solicitudes.revocar(cuenta=olga, motivo="Se perdió.", quien=irma.pk, momento=now())
    irma.set_password("otra clave larga de prueba")
    irma.save(update_fields=["password"])

    assert revocada.get(CODIGO).status_code == HTTPStatus.FOUND
    assert cambiada.get(CODIGO).status_code == HTTPStatus.FOUND


def test_the_password_waits_ten_minutes_for_its_code(olga: Cuenta) -> None:
    client = con_clave(olga)
    sesion = client.session
    sesion["a_medias"] = {
        **sesion["a_medias"],
        "hasta": (now() - timedelta(seconds=1)).timestamp(),
    }
    sesion.save()

    assert timedelta(minutes=10) == rules.A_MEDIAS
    assert client.get(CODIGO).status_code == HTTPStatus.FOUND


def test_promoventes_are_not_asked(pilar: Cuenta) -> None:
    respuesta = Client().post("/entrar/", {"correo": pilar.correo, "clave": CLAVE})

    assert respuesta["Location"] == "/"


def test_a_copy_of_the_database_makes_no_code(irma: Cuenta, olga: Cuenta) -> None:
    secreto, codigos = enrolar(irma)
    propuesto = secreto_en(con_clave(olga).get(CODIGO).content)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(secreto, 'hex') FROM cuentas_segundofactor UNION ALL"
            " SELECT encode(resumen, 'hex') FROM cuentas_codigoderecuperacion"
        )
        filas = " ".join(fila[0] for fila in cursor.fetchall())
    sesiones = [c.get_decoded() for c in _sesiones()]
    assert secreto.hex() not in filas
    assert codigos[0].replace("-", "").encode().hex() not in filas
    assert base64.b64encode(propuesto).decode() not in str(sesiones)
    assert base64.b32encode(propuesto).decode() not in str(sesiones)


def _sesiones() -> list[Session]:
    return list(Session.objects.all())


def test_derfe_restores_it_and_the_person_enrols_anew(irma: Cuenta, olga: Cuenta) -> None:
    enrolar(olga)

    call_command("restablecer_segundo_factor", olga.correo, por=irma.correo)

    assert not CodigoDeRecuperacion.objects.exists()
    assert secreto_en(con_clave(olga).get(CODIGO).content)
    [asiento] = Asiento.objects.filter(acto="restablecer_segundo_factor")
    assert (asiento.actor, asiento.objeto) == (f"cuenta:{irma.pk}", f"cuenta:{olga.pk}")


def test_nobody_else_restores_it_nor_one_their_own(irma: Cuenta, olga: Cuenta) -> None:
    enrolar(irma)

    for quien in (olga, irma):
        with pytest.raises(CommandError, match="otra persona"):
            call_command("restablecer_segundo_factor", irma.correo, por=quien.correo)
    with pytest.raises(CommandError, match="no tiene un segundo factor"):
        call_command("restablecer_segundo_factor", olga.correo, por=irma.correo)


def test_restoring_ends_the_open_sessions(irma: Cuenta, olga: Cuenta, settings: Settings) -> None:
    settings.SESSION_ENGINE = "rubrica.cuentas.sesion_oficial"
    client = con_clave(olga)
    secreto = secreto_en(client.get(CODIGO).content)
    client.post(CODIGO, {"codigo": ahora(secreto)})
    assert client.get(DENTRO).status_code == HTTPStatus.OK

    call_command("restablecer_segundo_factor", olga.correo, por=irma.correo)

    assert client.get(DENTRO).status_code == HTTPStatus.FOUND


RUTA = "/oficial/cuentas/{}/segundo-factor/"


def test_irma_takes_it_away_on_its_page_and_olga_is_told(
    client: Client, irma: Cuenta, olga: Cuenta
) -> None:
    enrolar(olga)
    client.force_login(irma)

    client.post(RUTA.format(olga.pk), {"factor-motivo": "Lo perdió; hablé con ella."})

    [fila] = Restablecimiento.objects.all()
    assert (fila.cuenta, fila.hecho_por) == (olga, irma.pk)
    assert not SegundoFactor.objects.exists()
    assert Aviso.objects.get().plantilla == "segundo_factor_restablecido"
    assert "hablé con ella" in client.get(f"/oficial/cuentas/{olga.pk}/").content.decode()
    assert "hablé" not in str(bytes(Asiento.objects.latest("momento").canonico))


def test_without_a_reason_or_upon_oneself_nothing_is_taken(
    client: Client, irma: Cuenta, olga: Cuenta
) -> None:
    enrolar(olga)
    enrolar(irma)
    client.force_login(irma)

    sin_motivo = client.post(RUTA.format(olga.pk), {"factor-motivo": ""})
    propia = client.post(RUTA.format(irma.pk), {"factor-motivo": "Para mí."})

    assert (sin_motivo.status_code, propia.status_code) == (422, 409)
    assert SegundoFactor.objects.count() == 2


def test_the_database_refuses_that_one_restores_their_own(irma: Cuenta) -> None:
    with pytest.raises(IntegrityError, match="restablecimiento_de_otra_persona"):
        Restablecimiento.objects.create(cuenta=irma, motivo="x", hecho_en=now(), hecho_por=irma.pk)
