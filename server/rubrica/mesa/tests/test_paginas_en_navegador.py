"""The pages of who runs a Mesa, as a person sees them: nothing overflows and axe finds nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.mesa import services
from rubrica.mesa.tests.conftest import EnMesa, actor
from rubrica.registros import services as registros
from rubrica.registros.models import Registro
from rubrica.registros.rules import Acto, Dictamen
from rubrica.registros.tests.conftest import recibir
from tests.navegador import abrir, desborde, navegador, violaciones

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
FOTOS = os.environ.get("FOTOS_DE_LA_MESA", "")  # a folder, to look at the pages


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


@dataclass(frozen=True, kw_only=True)
class Mundo:
    """Who looks, and at what."""

    susana: Cuenta
    ada: Cuenta
    apartado: Registro
    grupo: Registro


@pytest.fixture
def gente(olga: Cuenta, susana: Cuenta, ada: Cuenta) -> tuple[Cuenta, Cuenta, Cuenta]:
    return olga, susana, ada


@pytest.fixture
def mundo(
    en_mesa: EnMesa, gente: tuple[Cuenta, Cuenta, Cuenta], reparto: Reparto, asomos: object
) -> Mundo:
    """A Mesa that has worked for some days: decided, set aside, reviewed twice, not opened."""
    olga, susana, ada = gente
    todos = [en_mesa(situacion="no_encontrado" if n % 5 == 0 else "lista_nominal")
             for n in range(16)]  # fmt: skip
    momento = now() - timedelta(days=3)
    for n, registro in enumerate(todos[:7]):
        registros.dictaminar(
            registro=registro.id,
            dictamen=Dictamen(
                operador=actor(olga), momento=momento + timedelta(hours=9 * n),
                inciso="j" if n % 3 == 0 else "", detalle="Una cruz" if n % 3 == 0 else "",
            ),
        )  # fmt: skip
    services.apartar(
        registro=todos[7].id, descripcion="Tiene un orificio sobre la clave de elector.",
        operador=actor(olga), momento=now(),
    )  # fmt: skip
    services.asignar(
        proceso="OAX26", operador=actor(olga), puerta="", senal="datos-no-encontrados", dias=0,
        quien=actor(susana), momento=now(),
    )  # fmt: skip
    _dos_veces(actor(susana), actor(reparto("Omar", Rol.OPERADOR)))
    Registro.objects.filter(id__in=[r.id for r in todos[12:]]).update(persona=b"p" * 16)
    cerrado = recibir()
    registros.abrir(
        [registros.Apertura(registro=cerrado, acto=Acto.NO_ABRIR, motivo="paquete-no-abre")],
        momento=now(),
    )
    services.pedir_clasificar(
        registro=cerrado.id, razon="El teléfono se perdió.", operador=actor(ada), momento=now()
    )
    return Mundo(susana=susana, ada=ada, apartado=todos[7], grupo=todos[12])


def _dos_veces(susana: str, omar: str) -> None:
    muestra = services.congelar(proceso="OAX26", tamano=6, quien=susana, momento=now())
    services.sortear(
        muestra=muestra.pk, semilla="48123", fuente="Lotería Nacional, sorteo 3921 del 20 de"
        " noviembre de 2026", quien=susana, momento=now(),
    )  # fmt: skip
    for quien, inciso in ((susana, "j"), (omar, "")):
        for id in services.tomar_revisiones(operador=quien, procesos=["OAX26"], momento=now())[:4]:
            services.revisar(registro=id, inciso=inciso, operador=quien, momento=now())


Mirar = Callable[[Cuenta, int, str], Page]


@pytest.fixture
def mirar(live_server: LiveServer, browser: Browser) -> Iterator[Mirar]:
    """Return how a person sits before a window of that width and theme."""
    abiertas: list[Page] = []
    nombre = settings.SESSION_COOKIE_NAME

    def sentarse(quien: Cuenta, ancho: int, tema: str) -> Page:
        cliente = Client()
        cliente.force_login(quien)
        galletas = {nombre: cliente.cookies[nombre].value}
        ventana = {"ancho": ancho, "alto": 900, "tema": tema, "origen": live_server.url}
        abiertas.append(abrir(browser, galletas=galletas, **ventana))  # type: ignore[arg-type]
        return abiertas[-1]

    yield sentarse
    for pagina in abiertas:
        pagina.context.close()


def _faltas(pagina: Page, origen: str, ruta: str, foto: str) -> list[str]:
    respuesta = pagina.goto(origen + ruta)
    assert respuesta is not None
    assert respuesta.status == 200, ruta
    if FOTOS:
        nombre = ruta.strip("/").replace("/", "-")[:24]
        pagina.screenshot(path=f"{FOTOS}/{nombre}-{foto}.png", full_page=True)
    return violaciones(pagina) + ["se desborda"] * (desborde(pagina) > 0)


VENTANAS = pytest.mark.parametrize(
    ("ancho", "tema"), [(320, "light"), (390, "light"), (1440, "light"), (1440, "dark")]
)


@pytest.mark.numeral("ET 10.2")
@VENTANAS
def test_the_pages_of_who_supervises(
    mirar: Mirar, mundo: Mundo, live_server: LiveServer, ancho: int, tema: str
) -> None:
    pagina = mirar(mundo.susana, ancho, tema)

    rutas = ("", "supervision/", "calidad/", "charola/", f"{mundo.grupo.id}/grupo/")
    faltas = {r: _faltas(pagina, live_server.url, f"/mesa/{r}", f"{ancho}-{tema}") for r in rutas}

    assert {r: f for r, f in faltas.items() if f} == {}


@pytest.mark.numeral("ET 10.4")
@VENTANAS
def test_the_pages_of_who_determines(
    mirar: Mirar, mundo: Mundo, live_server: LiveServer, ancho: int, tema: str
) -> None:
    pagina = mirar(mundo.ada, ancho, tema)

    faltas = {
        r: _faltas(pagina, live_server.url, f"/mesa/{r}", f"{ancho}-{tema}")
        for r in ("apartados/", f"apartados/{mundo.apartado.id}/")
    }

    assert {r: f for r, f in faltas.items() if f} == {}
