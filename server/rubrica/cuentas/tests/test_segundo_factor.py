"""An official's password is half of the door: the code of their own phone is the other half."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.cuentas import solicitudes
from rubrica.cuentas.models import Cuenta, Restablecimiento
from rubrica.cuentas.tests.factores import (
    CLAVE,
    CODIGO,
    codigo,
    con_clave,
    con_llave,
    enrolar,
    secreto_en,
)
from rubrica.launch.grants import otorgar
from rubrica.llaves.creacion import crear_instalacion
from rubrica.llaves.sellado import NoAbre

DENTRO = "/oficial/permisos/"
pytestmark = pytest.mark.numeral("ET 9.4")


@pytest.fixture(autouse=True)
def exigido(settings: Settings) -> None:
    settings.SEGUNDO_FACTOR = "obligatorio"
    crear_instalacion()


def ahora(secreto: str) -> str:
    return codigo(secreto, 1)


def test_the_password_alone_opens_nothing(olga: Cuenta) -> None:
    client = con_clave(olga)

    assert client.get(DENTRO).status_code == HTTPStatus.FOUND
    assert not Asiento.objects.filter(acto="entrar").exists()


def test_the_first_time_the_phone_is_enrolled_and_the_codes_are_shown_once(irma: Cuenta) -> None:
    _, codigos = enrolar(irma)

    assert len(set(codigos)) == 10
    assert {len(c) for c in codigos} == {19}  # sixteen digits, in groups of four
    assert Asiento.objects.filter(acto="enrolar_segundo_factor").count() == 1
    assert Asiento.objects.filter(acto="entrar").count() == 1


def test_a_wrong_first_code_enrols_nothing_and_shows_the_same_qr(olga: Cuenta) -> None:
    client = con_clave(olga)
    primero = secreto_en(client.get(CODIGO).content)

    respuesta = client.post(CODIGO, {"code": "abcdef"})

    assert respuesta.status_code == HTTPStatus.FORBIDDEN
    assert secreto_en(respuesta.content) == primero
    assert secreto_en(client.get(CODIGO).content) == primero
    assert not Authenticator.objects.exists()


def test_from_then_on_the_code_lets_in_and_each_code_once(irma: Cuenta) -> None:
    secreto, _ = enrolar(irma)
    escrito = ahora(secreto)

    assert con_clave(irma, next=DENTRO).post(CODIGO, {"code": escrito})["Location"] == DENTRO
    assert con_clave(irma).post(CODIGO, {"code": escrito}).status_code == HTTPStatus.FORBIDDEN


def test_a_recovery_code_lets_in_once_however_it_is_typed(irma: Cuenta) -> None:
    _, codigos = enrolar(irma)
    escrito = codigos[0].replace("-", " ").lower()
    client = con_clave(irma, next=DENTRO)

    client.post(CODIGO, {"code": escrito})

    assert "Le quedan 9" in client.get(DENTRO).content.decode()
    assert con_clave(irma).post(CODIGO, {"code": escrito}).status_code == HTTPStatus.FORBIDDEN


def test_the_code_of_another_person_does_not_let_in(irma: Cuenta, olga: Cuenta) -> None:
    secreto, codigos = enrolar(irma)
    enrolar(olga)

    for ajeno in (ahora(secreto), codigos[0]):
        assert con_clave(olga).post(CODIGO, {"code": ajeno}).status_code == HTTPStatus.FORBIDDEN


def test_five_wrong_codes_wait_and_the_password_does_not_forget_them(irma: Cuenta) -> None:
    secreto, _ = enrolar(irma)
    estados = [con_clave(irma).post(CODIGO, {"code": "abcdef"}).status_code for _ in range(5)]

    respuesta = con_clave(irma).post(CODIGO, {"code": ahora(secreto)})

    assert estados == [HTTPStatus.FORBIDDEN] * 5
    assert (respuesta.status_code, respuesta["Retry-After"]) == (429, "900")


def test_an_empty_code_is_pointed_at(olga: Cuenta) -> None:
    respuesta = con_clave(olga).post(CODIGO, {"code": ""})

    assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Escriba el código." in respuesta.content.decode()


def test_nobody_comes_to_the_second_step_without_the_first(client: Client, db: None) -> None:
    assert client.get(CODIGO)["Location"].endswith("/entrar/")
    assert client.post(CODIGO, {"code": "123456"})["Location"].endswith("/entrar/")


def test_between_both_steps_an_account_may_be_revoked_or_its_password_changed(
    irma: Cuenta, olga: Cuenta
) -> None:
    revocada, cambiada = con_clave(olga), con_clave(irma)
    solicitudes.revocar(cuenta=olga, motivo="Se perdió.", quien=irma.pk, momento=now())
    irma.set_password("otra clave larga de prueba")
    irma.save(update_fields=["password"])

    assert revocada.get(CODIGO).status_code == HTTPStatus.FOUND
    assert cambiada.get(CODIGO).status_code == HTTPStatus.FOUND


def test_the_password_waits_ten_minutes_for_its_code(olga: Cuenta, settings: Settings) -> None:
    client = con_clave(olga)
    sesion = client.session
    hace_rato = sesion["account_login"]["initiated_at"] - settings.ACCOUNT_LOGIN_TIMEOUT
    sesion["account_login"] = {**sesion["account_login"], "initiated_at": hace_rato}
    sesion.save()

    assert settings.ACCOUNT_LOGIN_TIMEOUT == 600
    assert client.get(CODIGO).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(("pasos", "entra"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off_and_no_more(
    irma: Cuenta, pasos: int, entra: bool
) -> None:
    secreto, _ = enrolar(irma)
    factor = Authenticator.objects.get(type="totp")
    factor.data["paso"] = 0  # as if she had enrolled long ago
    factor.save(update_fields=["data"])

    respuesta = con_clave(irma).post(CODIGO, {"code": codigo(secreto, pasos)})

    assert (respuesta.status_code == HTTPStatus.FOUND) is entra


def test_after_a_later_code_the_earlier_opens_nothing(irma: Cuenta) -> None:
    secreto, _ = enrolar(irma)
    con_clave(irma).post(CODIGO, {"code": codigo(secreto, 1)})

    respuesta = con_clave(irma).post(CODIGO, {"code": codigo(secreto)})

    assert respuesta.status_code == HTTPStatus.FORBIDDEN


def test_promoventes_are_not_asked(pilar: Cuenta) -> None:
    respuesta = Client().post("/entrar/", {"correo": pilar.correo, "clave": CLAVE})

    assert respuesta["Location"] == "/"


def test_a_copy_of_the_database_makes_no_code(irma: Cuenta, olga: Cuenta) -> None:
    secreto, codigos = enrolar(irma)
    propuesto = secreto_en(con_clave(olga).get(CODIGO).content)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data::text FROM mfa_authenticator UNION ALL SELECT session_data"
            " FROM django_session"
        )
        filas = " ".join(fila[0] for fila in cursor.fetchall())
    assert secreto not in filas
    assert codigos[0].replace("-", "") not in filas
    assert propuesto not in filas + str(_como_se_firmaria(Session.objects.all()))


def _como_se_firmaria(sesiones: Iterable[Session]) -> list[bytes]:
    """Return what Django would show of them to who can undo its base64."""
    guardadas = (s.session_data.split(":")[0].lstrip(".") for s in sesiones)
    return [base64.urlsafe_b64decode(g + "==") for g in guardadas]


def test_a_secret_moved_to_another_account_opens_nothing(irma: Cuenta, olga: Cuenta) -> None:
    secreto, _ = enrolar(olga)
    enrolar(irma)
    with connection.cursor() as cursor:  # as the owner of the database may: no trigger speaks
        cursor.execute("SET LOCAL session_replication_role = replica")
    de_olga = Authenticator.objects.get(user=olga, type="totp")
    Authenticator.objects.filter(user=irma, type="totp").update(data=de_olga.data)

    with pytest.raises(NoAbre):
        con_clave(irma).post(CODIGO, {"code": ahora(secreto)})


def test_the_officials_role_changes_no_secret_and_deletes_passkeys_alone(
    irma: Cuenta, olga: Cuenta
) -> None:
    enrolar(irma)
    con_llave(irma)
    unica = con_llave(olga)
    otorgar({})
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE rubrica_mesa")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute('UPDATE mfa_authenticator SET data = data || \'{"secret": ""}\'')
        cursor.execute("DELETE FROM mfa_authenticator")
        cursor.execute("RESET ROLE")

    de_irma = Authenticator.objects.filter(user=irma).values_list("type", flat=True)
    assert set(de_irma) == {"totp", "recovery_codes"}
    assert Authenticator.objects.get(user=olga) == unica


def test_derfe_restores_it_and_the_person_enrols_anew(irma: Cuenta, olga: Cuenta) -> None:
    enrolar(olga)

    call_command("restablecer_segundo_factor", olga.correo, por=irma.correo)

    assert not Authenticator.objects.exists()
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
    client.post(CODIGO, {"code": ahora(secreto)})
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
    assert not Authenticator.objects.exists()
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
    assert Authenticator.objects.filter(type="totp").count() == 2


def test_the_database_refuses_that_one_restores_their_own(irma: Cuenta) -> None:
    with pytest.raises(IntegrityError, match="restablecimiento_de_otra_persona"):
        Restablecimiento.objects.create(cuenta=irma, motivo="x", hecho_en=now(), hecho_por=irma.pk)
