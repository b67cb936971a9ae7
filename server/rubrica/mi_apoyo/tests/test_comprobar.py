"""Ciro's account is proved by its provider before there is a code (ET 7.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor
from rubrica.cuentas.models import Comprobacion
from rubrica.cuentas.rules_comprobacion import Uso
from rubrica.cuentas.tests import op
from rubrica.cuentas.tests.test_comprobaciones import Telefono
from rubrica.ficticio import padron as ficticio
from rubrica.mi_apoyo import atencion
from rubrica.mi_apoyo.models import Solicitud, Vinculo
from rubrica.mi_apoyo.tests.conftest import Portal, cartas
from rubrica.mi_apoyo.tests.telefono import CIRO, TelefonoDeMiApoyo
from rubrica.procesos.models import Proceso
from rubrica.verificacion.tests.conftest import JUAN, Padron
from tests.stories.telefono_propio import TelefonoPropio, con_credencial

pytestmark = pytest.mark.numeral("ET 7.8")
GOOGLE = Proveedor(
    clave="google", nombre="Google", emisor="https://accounts.google.com", cliente="c"
)


class TestTheWorker:
    """It alone knows which account a request names, and whether it was proved."""

    @pytest.fixture(autouse=True)
    def con_google(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(autenticacion, "PROVEEDORES", {"google": GOOGLE})

    def prueba(self, correo: str = CIRO.correo) -> str:
        telefono = Telefono(uso=Uso.MI_APOYO)
        fila = telefono.pide(correo)
        telefono.prueba(correo)
        return f"{fila.pk}.{telefono.secreto}"

    def test_a_code_is_given_for_the_proved_account(
        self, portal: Portal, ciro: TelefonoDeMiApoyo
    ) -> None:
        peticion = replace(CIRO, autenticacion="google", prueba=self.prueba())

        portal.activar(ciro, peticion)

        assert Vinculo.objects.get().autenticacion == "google"
        assert Comprobacion.objects.get().usada_por == ciro.kid

    @pytest.mark.parametrize("prueba", ["", f"{'0' * 8}-{'0' * 4}-4000-8000-{'0' * 12}.{'A' * 43}"])
    def test_without_a_proof_the_mail_says_why_there_is_no_code(
        self, portal: Portal, ciro: TelefonoDeMiApoyo, prueba: str
    ) -> None:
        carta = portal.carta(ciro, replace(CIRO, autenticacion="google", prueba=prueba))

        assert carta.plantilla == "mi_apoyo_sin_codigo"
        assert "No se comprobó" in carta.datos["que"]

    def test_the_proof_of_another_account_serves_nobody(
        self, portal: Portal, ciro: TelefonoDeMiApoyo
    ) -> None:
        ajena = self.prueba("maria@ejemplo.test")

        carta = portal.carta(ciro, replace(CIRO, autenticacion="google", prueba=ajena))

        assert carta.plantilla == "mi_apoyo_sin_codigo"

    def test_a_proof_serves_one_device(self, portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
        peticion = replace(CIRO, autenticacion="google", prueba=self.prueba())
        portal.activar(ciro, peticion)

        carta = portal.carta(TelefonoDeMiApoyo(), peticion)

        assert carta.plantilla == "mi_apoyo_sin_codigo"

    def test_the_phone_is_told_which_types_there_are(self, portal: Portal) -> None:
        dichas = portal.client.get("/api/v1/mi-apoyo").json()["autenticaciones"]

        assert [a["clave"] for a in dichas] == ["correo", "google"]


@pytest.fixture
def telefono(
    live_server: LiveServer, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    proceso: Proceso,
) -> Iterator[TelefonoPropio]:  # fmt: skip
    """Ciro's phone, at a portal that knows a real provider."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    origen = str(live_server.url).replace("localhost", "127.0.0.1")
    settings.URL_PUBLICA = origen
    with op.proveedor(origen, tmp_path / "secreto") as proveedor, sync_playwright() as abierto:
        monkeypatch.setattr(autenticacion, "PROVEEDORES", {op.CLAVE: proveedor})
        suyo = TelefonoPropio(abierto, tmp_path / "perfil", origen)
        yield suyo
        suyo.apagar()
        connections.close_all()


@pytest.mark.story
@pytest.mark.django_db(transaction=True)
@pytest.mark.numeral("ET 7.7", "ET 7.10", "ET 7.11")
def test_ciro_goes_to_his_provider_and_back_without_photographing_twice(
    telefono: TelefonoPropio, padron: Padron
) -> None:
    persona = ficticio.Padron(300).persona(7)
    padron.personas = [replace(JUAN, cic=persona.cic, identificador=persona.identificador)]
    telefono.empezar_registro()
    telefono.reverso(con_credencial(persona, "G"))
    telefono.en("mi-apoyo-cuenta")
    telefono.pagina.locator(f"[data-clave=cic]:text('{persona.cic}')").wait_for()
    telefono.pagina.locator("select[name=autenticacion]").select_option(op.CLAVE)
    telefono.escribir("correo", CIRO.correo)

    telefono.tocar("siguiente")
    _ser(telefono, "nadie")

    # Another account: told so, with the credential still read and the address still written.
    telefono.en("mi-apoyo-cuenta")
    assert "otra cuenta" in telefono.negada("comprobacion-otra-cuenta")
    assert telefono.pagina.locator("[data-clave=cic]").inner_text() == persona.cic
    assert not Solicitud.objects.exists()

    telefono.pagina.context.clear_cookies()  # at the provider he is nobody again
    telefono.tocar("siguiente")
    _ser(telefono, "ciro-1")
    telefono.en("mi-apoyo-codigo")
    atencion.atender(momento=datetime.now(UTC))

    [carta] = cartas()
    assert (carta.plantilla, carta.para) == ("codigo_de_mi_apoyo", CIRO.correo)
    telefono.activar(carta.datos["codigo"])
    telefono.en("mi-apoyo-procesos")
    assert Vinculo.objects.get().autenticacion == op.CLAVE


def _ser(telefono: TelefonoPropio, sujeto: str) -> None:
    """At the provider's own pages, be that subject and consent."""
    pagina = telefono.pagina
    pagina.locator("input[name=login]").fill(sujeto)
    pagina.locator("input[name=password]").fill("cualquiera")
    pagina.locator("button[type=submit]").click()
    pagina.locator("button[type=submit]").click()
    pagina.wait_for_url("**/app/**")
