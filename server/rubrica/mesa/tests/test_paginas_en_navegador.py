"""The pages of who runs a Mesa, as a person sees them: nothing overflows and axe finds nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.mesa import services
from rubrica.mesa.tests.conftest import EnMesa
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


@pytest.fixture
def mundo(
    en_mesa: EnMesa, olga: Cuenta, susana: Cuenta, ada: Cuenta, reparto: Reparto, asomos: object
) -> dict[str, Registro]:
    """A Mesa that has worked for some days: decided, set aside, reviewed twice, not opened."""
    todos = [en_mesa(situacion="no_encontrado" if n % 5 == 0 else "lista_nominal")
             for n in range(16)]  # fmt: skip
    momento = now() - timedelta(days=3)
    for n, registro in enumerate(todos[:7]):
        registros.dictaminar(
            registro=registro.id,
            dictamen=Dictamen(
                operador=olga.correo, momento=momento + timedelta(hours=9 * n),
                inciso="j" if n % 3 == 0 else "", detalle="Una cruz" if n % 3 == 0 else "",
            ),
        )  # fmt: skip
    services.apartar(
        registro=todos[7].id, descripcion="Tiene un orificio sobre la clave de elector.",
        operador=olga.correo, momento=now(),
    )  # fmt: skip
    services.asignar(
        proceso="OAX26", operador=olga.correo, puerta="", senal="datos-no-encontrados", dias=0,
        quien=susana.correo, momento=now(),
    )  # fmt: skip
    _dos_veces(susana.correo, reparto("Omar", Rol.OPERADOR).correo)
    Registro.objects.filter(id__in=[r.id for r in todos[12:]]).update(persona=b"p" * 16)
    cerrado = recibir()
    registros.abrir(
        [registros.Apertura(registro=cerrado, acto=Acto.NO_ABRIR, motivo="paquete-no-abre")],
        momento=now(),
    )
    services.pedir_clasificar(
        registro=cerrado.id, razon="El teléfono se perdió.", operador=ada.correo, momento=now()
    )
    return {"apartado": todos[7], "grupo": todos[12]}


def _dos_veces(susana: str, omar: str) -> None:
    muestra = services.congelar(proceso="OAX26", tamano=6, quien=susana, momento=now())
    services.sortear(
        muestra=muestra.pk, semilla="48123", fuente="Lotería Nacional, sorteo 3921 del 20 de"
        " noviembre de 2026", quien=susana, momento=now(),
    )  # fmt: skip
    for quien, inciso in ((susana, "j"), (omar, "")):
        for id in services.tomar_revisiones(operador=quien, procesos=["OAX26"], momento=now())[:4]:
            services.revisar(registro=id, inciso=inciso, operador=quien, momento=now())


@pytest.mark.numeral("ET 10.2", "ET 10.4")
@pytest.mark.parametrize(
    ("ancho", "tema"), [(320, "light"), (390, "light"), (1440, "light"), (1440, "dark")]
)
def test_the_pages_of_who_runs_a_mesa(
    live_server: LiveServer,
    browser: Browser,
    mundo: dict[str, Registro],
    request: pytest.FixtureRequest,
    ancho: int,
    tema: str,
) -> None:  # fmt: skip
    rutas = {
        "susana": ("/mesa/", "/mesa/supervision/", "/mesa/calidad/", "/mesa/charola/",
                   f"/mesa/{mundo['grupo'].id}/grupo/"),
        "ada": ("/mesa/apartados/", f"/mesa/apartados/{mundo['apartado'].id}/"),
    }  # fmt: skip
    faltas = []
    for quien, suyas in rutas.items():
        cliente = Client()
        cliente.force_login(request.getfixturevalue(quien))
        nombre = settings.SESSION_COOKIE_NAME
        pagina = abrir(
            browser, ancho=ancho, alto=900, tema=tema, origen=live_server.url,
            galletas={nombre: cliente.cookies[nombre].value},
        )  # fmt: skip
        for ruta in suyas:
            respuesta = pagina.goto(live_server.url + ruta)
            assert respuesta is not None
            assert respuesta.status == 200, ruta
            faltas += [(ruta, f) for f in violaciones(pagina)]
            faltas += [(ruta, "se desborda")] * (desborde(pagina) > 0)
            if FOTOS:
                nombre_de_foto = ruta.strip("/").replace("/", "-")[:24]
                pagina.screenshot(
                    path=f"{FOTOS}/{nombre_de_foto}-{ancho}-{tema}.png", full_page=True
                )
        pagina.context.close()
    assert faltas == []
