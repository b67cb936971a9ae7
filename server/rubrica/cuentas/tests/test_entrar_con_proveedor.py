"""Pilar enters by her account of an OpenID provider: a real one, and a real browser between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from rubrica.bitacora.models import Asiento
from rubrica.core import autenticacion
from rubrica.core.autenticacion import Proveedor, leer
from rubrica.cuentas.models import Cuenta, Identidad
from rubrica.cuentas.tests import op
from rubrica.llaves.creacion import crear_instalacion
from tests.navegador import abrir, desborde, navegador, violaciones

story = [pytest.mark.story, pytest.mark.django_db(transaction=True), pytest.mark.numeral("ET 1.2")]
NO_REGISTRADA, NO_CONFIRMO = "no abre el Portal Web", "no confirmó su cuenta"


@dataclass
class Puerta:
    """The portal, its provider, and browsers that come to them."""

    origen: str
    chromium: Browser

    def llegar(self, *, ancho: int = 390, tema: str = "light") -> Page:
        pagina = abrir(self.chromium, ancho=ancho, tema=tema)
        pagina.goto(f"{self.origen}/entrar/?next=/auxiliares/")
        return pagina

    def entrar(self, sujeto: str, pagina: Page | None = None) -> Page:
        """Go through the provider as that subject, and come back."""
        pagina = pagina or self.llegar()
        pagina.get_by_role("link", name="Continuar con Proveedor de prueba").click()
        return self.confirmar(sujeto, pagina)

    def confirmar(self, sujeto: str, pagina: Page) -> Page:
        """At the provider's own pages, be that subject and consent."""
        pagina.locator("input[name=login]").fill(sujeto)
        pagina.locator("input[name=password]").fill("cualquiera")
        pagina.locator("button[type=submit]").click()
        pagina.locator("button[type=submit]").click()  # consent
        pagina.wait_for_url(f"{self.origen}/**")
        return pagina

    def esta_dentro(self, pagina: Page) -> bool:
        return urlsplit(pagina.url).path.startswith("/auxiliares/")


@pytest.fixture
def puerta(
    live_server: LiveServer, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Puerta]:
    crear_instalacion()
    origen = str(live_server.url).replace("localhost", "127.0.0.1")
    settings.URL_PUBLICA, settings.CLAVE_EN_PORTAL = origen, False
    with op.proveedor(origen, tmp_path / "secreto") as proveedor, navegador() as chromium:
        monkeypatch.setattr(autenticacion, "PROVEEDORES", {op.CLAVE: proveedor})
        yield Puerta(origen, chromium)
        connections.close_all()  # inside Playwright's loop Django opens another one


@pytest.fixture
def pilar_de_proveedor(pilar: Cuenta) -> Cuenta:
    """Pilar, registered with the provider as her type of authentication."""
    pilar.autenticacion = op.CLAVE
    pilar.save(update_fields=["autenticacion"])
    return pilar


class TestWithARealProvider:
    pytestmark = story

    def test_she_enters_where_she_was_going_and_her_subject_is_pinned(
        self, puerta: Puerta, pilar_de_proveedor: Cuenta
    ) -> None:
        pagina = puerta.entrar("pilar-1")

        assert puerta.esta_dentro(pagina)
        assert Identidad.objects.get().sujeto == "pilar-1"
        assert {a.acto for a in Asiento.objects.all()} == {"vincular_identidad", "entrar"}

    def test_from_then_on_that_subject_enters_and_no_other_of_the_same_e_mail(
        self, puerta: Puerta, pilar_de_proveedor: Cuenta
    ) -> None:
        puerta.entrar("pilar-1")

        assert puerta.esta_dentro(puerta.entrar("pilar-1"))
        otra = puerta.entrar("pilar-2")

        assert otra.get_by_text(NO_REGISTRADA).is_visible()
        assert Identidad.objects.get().sujeto == "pilar-1"

    @pytest.mark.parametrize("sujeto", ["pilar-sin-comprobar", "olga", "nadie"])
    def test_nobody_is_registered_by_entering(
        self, puerta: Puerta, pilar_de_proveedor: Cuenta, olga: Cuenta, sujeto: str
    ) -> None:
        pagina = puerta.entrar(sujeto)

        assert pagina.get_by_text(NO_REGISTRADA).is_visible()
        assert (Cuenta.objects.count(), Identidad.objects.count()) == (2, 0)

    def test_who_was_registered_to_enter_by_code_does_not_by_provider(
        self, puerta: Puerta, pilar: Cuenta
    ) -> None:
        assert puerta.entrar("pilar-1").get_by_text(NO_REGISTRADA).is_visible()

    @pytest.mark.parametrize("parametro", ["nonce", "state", "code_challenge"])
    def test_an_answer_to_another_question_opens_nothing(
        self, puerta: Puerta, pilar_de_proveedor: Cuenta, parametro: str
    ) -> None:
        pagina = puerta.llegar()
        ida = pagina.request.get(f"{puerta.origen}/entrar/con/{op.CLAVE}/", max_redirects=0)
        pagina.goto(_cambiada(ida.headers["location"], parametro))

        puerta.confirmar("pilar-1", pagina)

        assert pagina.get_by_text(NO_CONFIRMO).is_visible()
        assert not Identidad.objects.exists()

    def test_an_answer_serves_once_and_in_its_own_browser(
        self, puerta: Puerta, pilar_de_proveedor: Cuenta
    ) -> None:
        pagina, vueltas = puerta.llegar(), list[str]()
        pagina.on("request", lambda r: vueltas.append(r.url) if "/vuelta/" in r.url else None)
        puerta.entrar("pilar-1", pagina)
        [vuelta] = vueltas

        for otra in (pagina, puerta.llegar()):
            otra.goto(vuelta)
            assert otra.get_by_text(NO_CONFIRMO).is_visible()

    def test_who_changes_her_mind_reads_that_nothing_changed(
        self, puerta: Puerta, pilar_de_proveedor: Cuenta
    ) -> None:
        pagina = puerta.llegar()
        pagina.get_by_role("link", name="Continuar con Proveedor de prueba").click()
        pagina.get_by_role("link", name="Cancel").click()
        pagina.wait_for_url(f"{puerta.origen}/**")

        assert pagina.get_by_text(NO_CONFIRMO).is_visible()

    @pytest.mark.parametrize(("ancho", "tema"), [(320, "dark"), (390, "light"), (1440, "light")])
    def test_the_door_fits_and_axe_is_silent(self, puerta: Puerta, ancho: int, tema: str) -> None:
        pagina = puerta.llegar(ancho=ancho, tema=tema)
        assert (violaciones(pagina), desborde(pagina)) == ([], 0)

        pagina.get_by_label("Correo electrónico").fill("nadie@ejemplo.test")
        pagina.get_by_role("button", name="Enviarme un código").click()
        pagina.get_by_label("Código", exact=True).fill("7QM4-X2KD")
        pagina.get_by_role("button", name="Entrar").click()

        assert pagina.get_by_text("Ese código no abre esta página.").is_visible()
        assert (violaciones(pagina), desborde(pagina)) == ([], 0)


def _cambiada(url: str, parametro: str) -> str:
    """Return the address with another value of that parameter."""
    partes = urlsplit(url)
    datos = {c: v[0] for c, v in parse_qs(partes.query).items()}
    datos[parametro] = "A" * len(datos[parametro])
    return partes._replace(query=urlencode(datos)).geturl()


@pytest.fixture
def caido(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that does not answer."""
    ausente = Proveedor(clave="ausente", nombre="Ausente", emisor="http://127.0.0.1:9", cliente="r")
    monkeypatch.setattr(autenticacion, "PROVEEDORES", {"ausente": ausente})


def test_a_provider_that_does_not_answer_is_said_so(client: Client, db: None, caido: None) -> None:
    respuesta = client.get("/entrar/con/ausente/")

    assert respuesta.status_code == 503
    assert "no responde" in respuesta.content.decode()


def test_another_site_does_not_start_the_way(client: Client, db: None, caido: None) -> None:
    respuesta = client.get("/entrar/con/ausente/", headers={"Sec-Fetch-Site": "cross-site"})

    assert respuesta["Location"] == "/entrar/"


def test_a_provider_that_nobody_configured_is_not_there(client: Client, db: None) -> None:
    assert client.get("/entrar/con/google/").status_code == 404
    assert client.get("/entrar/con/google/vuelta/").status_code == 404


BUENO = Proveedor(
    clave="google", nombre="Google", emisor="https://accounts.google.com", cliente="c"
)


@pytest.mark.parametrize(
    "cambio",
    [{"clave": "correo"}, {"clave": "Con Espacio"}, {"emisor": "http://lejos.test"},
     {"nombre": ""}, {"cliente": ""}],
)  # fmt: skip
def test_a_provider_written_wrong_does_not_start(cambio: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(BUENO, **cambio)  # type: ignore[arg-type]


def test_the_file_of_providers_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    archivo = tmp_path / "proveedores.json"
    fila = '{"clave": "google", "nombre": "Google", "emisor": "https://g.test", "cliente": "c"}'
    archivo.write_text(f"[{fila}]")
    assert leer(str(archivo))["google"].nombre == "Google"

    archivo.write_text(f"[{fila}, {fila}]")
    with pytest.raises(ValueError, match="misma clave"):
        leer(str(archivo))
