"""The first credential: one link, one mailbox, one use (ET 9.3)."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from rubrica.avisos.models import Aviso
from rubrica.bitacora.models import Asiento
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas import credencial, solicitudes, vida
from rubrica.cuentas.models import Cuenta, Enlace
from rubrica.cuentas.tests import oficina
from rubrica.cuentas.tests.oficina import CLAVE_NUEVA
from rubrica.llaves.creacion import crear_instalacion

pytestmark = pytest.mark.numeral("ET 9.3")
DOS_VECES = {"clave": CLAVE_NUEVA, "otra_vez": CLAVE_NUEVA}


@pytest.fixture(autouse=True)
def instalada(db: None) -> None:
    crear_instalacion()


def url(token: str) -> str:
    return f"/oficial/credencial/{token}/"


def test_the_link_goes_to_the_mailbox_and_its_password_opens_the_door(
    client: Client, irma: Cuenta
) -> None:
    octavio = oficina.solicitar(irma)
    [carta] = oficina.cartas("primera_credencial")
    assert (carta["para"], carta["cuenta"]) == (octavio.correo, octavio.correo)

    respuesta = client.post(url(oficina.token()), DOS_VECES)

    assert respuesta["Location"] == "/oficial/entrar/"
    adentro = oficina.entrar(octavio)
    assert adentro.get("/oficial/mi-cuenta/").status_code == HTTPStatus.OK


def test_looking_at_the_page_spends_nothing(client: Client, irma: Cuenta) -> None:
    oficina.solicitar(irma)

    paginas = [client.get(url(oficina.token())) for _ in range(3)]

    assert [p.status_code for p in paginas] == [HTTPStatus.OK] * 3
    assert paginas[0]["Referrer-Policy"] == "same-origin"
    assert "no-store" in paginas[0]["Cache-Control"]


@pytest.mark.parametrize(
    ("clave", "otra", "dice"),
    [
        ("corta", "corta", "12 o más"),
        (CLAVE_NUEVA, "otra cosa distinta", "No es igual"),
        ("", "", "Escriba una contraseña"),
        ("administrator", "administrator", ""),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_alive(
    client: Client, irma: Cuenta, clave: str, otra: str, dice: str
) -> None:
    oficina.solicitar(irma)

    respuesta = client.post(url(oficina.token()), {"clave": clave, "otra_vez": otra})

    assert respuesta.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert dice in respuesta.content.decode()
    assert client.get(url(oficina.token())).status_code == HTTPStatus.OK


def test_a_forged_link_opens_nothing(client: Client, irma: Cuenta) -> None:
    oficina.solicitar(irma)

    for token in ("x" * 43, oficina.token()[:-1], oficina.token().swapcase()):
        respuesta = client.post(url(token), DOS_VECES)
        assert respuesta.status_code == HTTPStatus.NOT_FOUND
        assert "no abre ninguna cuenta" in respuesta.content.decode()


def test_a_used_link_says_so(client: Client, irma: Cuenta) -> None:
    oficina.solicitar(irma)
    client.post(url(oficina.token()), DOS_VECES)

    otra = client.post(
        url(oficina.token()), {"clave": "otra frase larga", "otra_vez": "otra frase larga"}
    )

    assert otra.status_code == HTTPStatus.CONFLICT
    assert "ya se usó" in otra.content.decode()
    assert Asiento.objects.filter(acto="establecer_contrasena").count() == 1


def test_a_link_lives_seventy_two_hours(irma: Cuenta) -> None:
    octavio = oficina.solicitar(irma)
    vence = Enlace.objects.get(cuenta=octavio).vence_en
    assert timedelta(hours=72) == vida.VIDA_DEL_ENLACE

    assert credencial.leer(token=oficina.token(), momento=vence - timedelta(seconds=1))
    with pytest.raises(Rechazo, match="enlace-vencido"):
        credencial.leer(token=oficina.token(), momento=vence)


def test_another_link_kills_the_earlier(client: Client, irma: Cuenta) -> None:
    octavio = oficina.solicitar(irma)
    primero = oficina.token()
    client.force_login(irma)

    client.post(f"/oficial/cuentas/{octavio.pk}/reenviar/")

    assert oficina.token() != primero
    vieja = Client().get(url(primero))
    assert vieja.status_code == HTTPStatus.CONFLICT
    assert "se envió otro después" in vieja.content.decode()
    assert Client().get(url(oficina.token())).status_code == HTTPStatus.OK


def test_a_revoked_account_has_no_link(irma: Cuenta) -> None:
    octavio = oficina.solicitar(irma)
    solicitudes.revocar(cuenta=octavio, motivo="No era.", quien=irma.pk, momento=now())

    with pytest.raises(Rechazo, match="enlace-sustituido"):
        credencial.leer(token=oficina.token(), momento=now())
    with pytest.raises(Rechazo, match="cuenta-improcedente"):
        credencial.reenviar(cuenta=octavio, quien=irma.pk, momento=now())


def test_a_forgotten_password_is_set_anew_and_ends_the_open_sessions(
    irma: Cuenta, settings: Settings
) -> None:
    settings.SESSION_ENGINE = "rubrica.cuentas.sesion_oficial"
    octavio = oficina.activa(irma)
    adentro = oficina.entrar(octavio)
    assert adentro.get("/mesa/").status_code == HTTPStatus.OK
    credencial.reenviar(cuenta=octavio, quien=irma.pk, momento=now())
    assert adentro.get("/mesa/").status_code == HTTPStatus.OK

    credencial.establecer_contrasena(token=oficina.token(), clave="otra frase larga", momento=now())

    assert adentro.get("/mesa/").status_code == HTTPStatus.FOUND
    assert oficina.entrar(octavio, "otra frase larga").get("/mesa/").status_code == HTTPStatus.OK


def test_a_copy_of_the_database_holds_no_link(irma: Cuenta) -> None:
    oficina.solicitar(irma)

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM cuentas_enlace e")
        enlaces = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(args::text, ' ') FROM procrastinate_jobs")
        trabajos = cursor.fetchone()[0]
    sellados = b"".join(bytes(a.sellado or b"") for a in Aviso.objects.all())
    for secreto in (oficina.token(), oficina.token().encode().hex()):
        assert secreto not in enlaces + trabajos
        assert secreto.encode() not in sellados


class TestTheDatabase:
    """What the officials' service cannot do even by itself."""

    def test_it_hands_a_password_over_only_by_a_link_that_lives(self, irma: Cuenta) -> None:
        octavio = oficina.con_contrasena(irma)
        antes = Cuenta.objects.get(pk=octavio.pk).password

        with pytest.raises(DatabaseError, match="ya no sirve"), transaction.atomic():
            Enlace.objects.update(usado_en=now(), clave="otra")

        assert Cuenta.objects.get(pk=octavio.pk).password == antes
        assert Enlace.objects.get().clave == ""

    @pytest.mark.parametrize("quien", ["pilar", "irma"])
    def test_no_link_serves_a_promovente(self, request: pytest.FixtureRequest, quien: str) -> None:
        cuenta: Cuenta = request.getfixturevalue(quien)
        enlace = Enlace.objects.create(
            cuenta=cuenta, resumen=b"x", emitido_en=now(), vence_en=now() + timedelta(hours=1)
        )
        enlace.usado_en, enlace.clave = now(), "hash"

        if quien == "irma":
            enlace.save(update_fields=["usado_en", "clave"])
            assert Cuenta.objects.get(pk=cuenta.pk).password == "hash"
            return
        with pytest.raises(DatabaseError, match="no admite enlace"), transaction.atomic():
            enlace.save(update_fields=["usado_en", "clave"])

    def test_an_account_is_not_active_without_an_approved_declaracion(self, irma: Cuenta) -> None:
        octavio = oficina.con_contrasena(irma)

        for cambio in ({"etapa": "ACTIVA", "activa": True}, {"activa": True}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Cuenta.objects.filter(pk=octavio.pk).update(**cambio)
