"""Abel proves his account by its provider in the app (ET 4.4, 4.6): a real provider and browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connections, transaction
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from rubrica.auxiliares import services
from rubrica.auxiliares.models import Auxiliar, Dispositivo, LlaveSustituida
from rubrica.auxiliares.tests import escenas
from rubrica.core import autenticacion
from rubrica.cuentas.models import Comprobacion, Cuenta
from rubrica.cuentas.tests import op
from rubrica.procesos.models import Proceso
from rubrica.procesos.services._comun import emitir_manifiesto
from tests.navegador import desborde, navegador, violaciones

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
OAXACA = {"latitude": 17.06, "longitude": -96.72}


@dataclass
class App:
    """The app in a browser, at the portal, and a provider of accounts."""

    origen: str
    pagina: Page
    proveedor: autenticacion.Proveedor

    def abrir(self, enlace: str) -> None:
        self.pagina.goto(f"{self.origen}{enlace}")
        # The first start looks the phone over and asks who one is.
        self.pagina.locator("[data-paso]").first.wait_for()

    def en(self, paso: str) -> None:
        self.pagina.locator(f"[data-paso={paso}]").wait_for()

    def tocar(self, accion: str) -> None:
        self.pagina.locator(f"[data-accion={accion}]").click()

    def ser(self, sujeto: str) -> None:
        """At the provider's own pages, be that subject and consent."""
        self.pagina.locator("input[name=login]").fill(sujeto)
        self.pagina.locator("input[name=password]").fill("cualquiera")
        self.pagina.locator("button[type=submit]").click()
        self.pagina.locator("button[type=submit]").click()
        self.pagina.wait_for_url(f"{self.origen}/app/**")

    def crear_contrasena(self, contrasena: str) -> None:
        self.pagina.locator("input[name=contrasena]").fill(contrasena)
        self.pagina.locator("input[name=contrasena2]").fill(contrasena)
        self.tocar("siguiente")

    def hasta_la_contrasena(self) -> None:
        self.en("alta-ubicacion")
        self.tocar("permitir")
        self.en("alta-responsiva")
        self.pagina.locator("label", has=self.pagina.locator("input[name=responsiva]")).click()
        self.tocar("siguiente")
        self.en("alta-contrasena")

    def dice(self, codigo: str) -> bool:
        self.pagina.locator(f"[data-negativa={codigo}]").wait_for()
        return True


@pytest.fixture
def app(
    live_server: LiveServer, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    origen = str(live_server.url).replace("localhost", "127.0.0.1")
    settings.URL_PUBLICA = origen
    with op.proveedor(origen, tmp_path / "secreto") as proveedor, navegador() as chromium:
        monkeypatch.setattr(autenticacion, "PROVEEDORES", {op.CLAVE: proveedor})
        contexto = chromium.new_context(
            viewport={"width": 360, "height": 640}, locale="es-MX",
            geolocation=OAXACA, permissions=["geolocation"],  # type: ignore[arg-type]
        )  # fmt: skip
        yield App(origen, contexto.new_page(), proveedor)
        connections.close_all()


@pytest.fixture
def abel_de_proveedor(app: App, proceso: Proceso) -> Auxiliar:
    """Abel, registered with the provider as the type of his account."""
    with transaction.atomic():
        emitir_manifiesto(Proceso.objects.select_for_update().get(pk=proceso.pk), escenas.ahora())
    return escenas.auxiliar_de(proceso, replace(escenas.ABEL, autenticacion=op.CLAVE))


def enlace_de(auxiliar: Auxiliar) -> str:
    return services.enrolment_link(auxiliar, escenas.ABEL.correo).partition("/app/")[2]


def ir_al_proveedor(app: App, abel: Auxiliar) -> None:
    app.abrir(f"/app/{enlace_de(abel)}")
    app.en("alta-datos")
    app.tocar("siguiente")
    app.pagina.wait_for_url(f"{app.proveedor.emisor}/**")


@pytest.mark.numeral("ET 4.4", "ET 4.6", "ET 4.7")
def test_abel_enrols_with_the_account_of_his_provider_and_makes_another_password_with_it(
    app: App, abel_de_proveedor: Auxiliar
) -> None:
    vistas = list[str]()
    app.pagina.on("framenavigated", lambda marco: vistas.append(marco.url))
    app.abrir(f"/app/{enlace_de(abel_de_proveedor)}")
    app.en("alta-datos")
    assert app.pagina.get_by_text("Su cuenta es personal").is_visible()
    assert (violaciones(app.pagina), desborde(app.pagina)) == ([], 0)

    app.tocar("siguiente")
    app.ser("abel-1")
    app.en("alta-ubicacion")
    app.pagina.reload()  # the window forgets nothing on its way
    app.hasta_la_contrasena()
    app.crear_contrasena("la lluvia de mayo")
    app.en("alta-credencial")

    dispositivo = Dispositivo.objects.get()
    assert Comprobacion.objects.get().usada_por == dispositivo.kid
    assert not [u for u in vistas if _es_nuestra(app, u) and re.search(r"code=|state=|token", u)]

    app.pagina.evaluate("location.hash = '#/olvide'")
    app.en("olvide")
    app.pagina.locator("select[name=autenticacion]").select_option(op.CLAVE)
    app.pagina.locator("input[name=correo]").fill("abel@ejemplo.test")
    app.tocar("siguiente")
    # The provider remembers him and his consent, and the page comes back by itself.
    app.en("olvide-nueva")
    app.crear_contrasena("la milpa de junio")
    app.en("olvide-hecha")

    assert Dispositivo.objects.get().kid != dispositivo.kid
    assert LlaveSustituida.objects.get().kid == dispositivo.kid


def _es_nuestra(app: App, url: str) -> bool:
    return url.startswith(app.origen) and urlsplit(url).path.startswith("/app/")


@pytest.mark.numeral("ET 4.6")
@pytest.mark.parametrize(
    ("sujeto", "codigo"),
    [("nadie", "comprobacion-otra-cuenta"), ("abel-sin-comprobar", "comprobacion-sin-verificar")],
)
def test_another_account_and_one_that_nobody_verified_are_told_why(
    app: App, abel_de_proveedor: Auxiliar, sujeto: str, codigo: str
) -> None:
    ir_al_proveedor(app, abel_de_proveedor)
    app.ser(sujeto)

    app.en("alta-datos")
    assert app.dice(codigo)
    assert app.pagina.locator("input[name=auxiliar]").input_value() == abel_de_proveedor.numero
    assert (violaciones(app.pagina), desborde(app.pagina)) == ([], 0)


@pytest.mark.numeral("ET 4.6", "ET 6.7")
def test_who_cancels_and_who_finds_the_provider_down_keep_what_they_typed(
    app: App, abel_de_proveedor: Auxiliar, monkeypatch: pytest.MonkeyPatch
) -> None:
    ir_al_proveedor(app, abel_de_proveedor)
    app.pagina.get_by_role("link", name="Cancel").click()
    app.pagina.wait_for_url(f"{app.origen}/app/**")
    assert app.dice("comprobacion-cancelada")

    caido = replace(app.proveedor, emisor="http://127.0.0.1:9")
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {op.CLAVE: caido})
    app.tocar("siguiente")

    assert app.dice("comprobacion-sin-respuesta")
    assert app.pagina.locator("input[name=correo]").input_value() == "abel@ejemplo.test"
    assert not Dispositivo.objects.exists()


@pytest.mark.numeral("ET 6.7")
def test_who_gets_another_type_of_account_goes_on_with_it(
    app: App, abel_de_proveedor: Auxiliar, pilar: Cuenta
) -> None:
    services.cambiar_cuenta(
        proceso="OAX26", numero=abel_de_proveedor.numero, correo="abel@ejemplo.test",
        autenticacion="correo", motivo="El proveedor no responde.", quien=pilar.pk,
        momento=escenas.ahora(),
    )  # fmt: skip
    ir_al_proveedor(app, abel_de_proveedor)
    app.ser("abel-1")
    app.hasta_la_contrasena()
    app.crear_contrasena("la lluvia de mayo")

    app.en("alta-datos")
    assert app.dice("comprobacion-sin-registro")
    assert not Dispositivo.objects.exists()
