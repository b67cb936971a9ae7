"""A day at the desk: mixed records with real paquetes, decided with the keyboard alone (ET 10.3).

It prints the seconds of machine time that each record took, from the key to the next one painted:
as fast as a script types, and at the pace of a person, with the next ones ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from statistics import quantiles

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from rubrica.bitacora.models import Asiento
from rubrica.core.contenido import Firma
from rubrica.cuentas.models import Cuenta
from rubrica.mesa.tests.conftest import actor
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Estatus
from rubrica.verificacion import services as verificacion
from rubrica.verificacion.tests import captura
from rubrica.verificacion.tests.conftest import (
    AHORA,
    JUAN,
    Padron,
    Recibir,
    instalacion,
    padron,
    recibir,
    telefono,
)
from tests.navegador import abrir, navegador

__all__ = ["instalacion", "padron", "recibir", "telefono"]
pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]
BARRA_S = 0.3
BARRA_DE_TECLA_S = 0.15
MIRAR_MS = 900  # far less than a person looks at a record: by then the next two are ready
# What the page does between the key and the paint of the next record, told by the page itself.
MEDIDOR = """() => {
  window.tiempos = []
  let desde = 0
  addEventListener("keydown", ({ key }) => { if (key === "Enter") desde = performance.now() }, true)
  new MutationObserver((cambios) => {
    const nuevo = cambios.some((c) => [...c.addedNodes].some((n) => n.id === "registro"))
    if (nuevo && desde) requestAnimationFrame(() => setTimeout(() => {
      window.tiempos.push(performance.now() - desde)
    }))
  }).observe(document.getElementById("sitio"), { childList: true })
}"""


@dataclass(frozen=True, kw_only=True)
class Caso:
    """What the operador meets and types; how the record ends."""

    teclas: tuple[str, ...]
    estatus: Estatus
    inciso: str = ""


NADA = Caso(teclas=("Enter",), estatus=Estatus.PARA_COMPULSA)
CASOS = (
    NADA,
    NADA,
    NADA,
    Caso(teclas=("e", "1", "Enter"), estatus=Estatus.CON_INCONSISTENCIA, inciso="e"),
    NADA,
    Caso(teclas=("j", "3", "Enter"), estatus=Estatus.CON_INCONSISTENCIA, inciso="j"),
    NADA,
    Caso(teclas=("h", "1", "Enter"), estatus=Estatus.CON_INCONSISTENCIA, inciso="h"),
    Caso(
        teclas=("n", "1", "*el nombre", "Enter"),
        estatus=Estatus.CON_INCONSISTENCIA,
        inciso="n",
    ),
    Caso(teclas=("o", "*un orificio sobre la clave", "Enter"), estatus=Estatus.APARTADO),
    Caso(teclas=("+", "r", "x", "Enter"), estatus=Estatus.PARA_COMPULSA),
    Caso(teclas=("m", "Enter"), estatus=Estatus.CON_INCONSISTENCIA, inciso="m"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with navegador() as abierto:
        yield abierto


def _fotografia(n: int) -> bytes:
    """A photograph of 1280 × 808 with the grain of a real one."""
    grano = Image.effect_noise((1280, 808), 18 + n % 3)
    imagen = Image.blend(Image.linear_gradient("L").resize(grano.size), grano, 0.45)
    salida = BytesIO()
    imagen.convert("RGB").save(salida, "JPEG", quality=60)
    return salida.getvalue()


Llegar = Callable[[int], list[Registro]]


@pytest.fixture
def llegar(recibir: Recibir, padron: Padron) -> Llegar:
    """Return how n supports of n people arrive, sealed by a phone, and are opened by the worker."""
    fotos = [_fotografia(n) for n in range(3)]
    firma = Firma(ancho=300, alto=120, trazos=((0, 20, 60, 16, 40, -20, 16, 60, 30),))

    def llegan(cuantos: int) -> list[Registro]:
        padron.personas = [
            replace(JUAN, cic=f"{n:09}", clave_elector=f"HRGRJN82050620H{n:03}")
            for n in range(cuantos)
        ]
        recibidos = [
            recibir(
                captura.contenido(
                    anverso=fotos[n % 3], reverso=fotos[(n + 1) % 3], rostro=fotos[(n + 2) % 3],
                    firma=firma, codigos=(), claves={"cic": f"{n:09}"},
                )
            )
            for n in range(cuantos)
        ]  # fmt: skip
        while verificacion.abrir_pendientes(momento=AHORA):
            pass
        return recibidos

    return llegan


class Mesa:
    """Olga's console, and her keyboard."""

    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina
        self.vistos: dict[str, Caso] = {}

    def folio(self) -> str:
        return str(self.pagina.locator("#registro").get_attribute("data-folio"))

    def decidir(self, caso: Caso) -> None:
        """Type what the case asks for, and wait for the next record or the end."""
        folio = self.folio()
        for tecla in caso.teclas:
            if tecla.startswith("*"):
                self.pagina.keyboard.type(tecla[1:])
            else:
                self.pagina.keyboard.press(tecla)
        self.vistos[folio] = caso
        self.pagina.wait_for_function(
            "f => document.getElementById('registro')?.dataset.folio !== f"
            " || document.getElementById('recado').textContent.startsWith('No queda')",
            arg=folio,
            polling="raf",
        )

    def tiempos(self) -> list[float]:
        """Return the seconds that each next record took; asked before the last, which leaves."""
        return [t / 1000 for t in self.pagina.evaluate("window.tiempos")]


@pytest.fixture
def mesa(
    live_server: LiveServer, browser: Browser, client: Client, olga: Cuenta
) -> Iterator[Callable[[], Mesa]]:
    client.force_login(olga)
    nombre = settings.SESSION_COOKIE_NAME
    pagina = abrir(
        browser, ancho=1366, alto=768, origen=live_server.url,
        galletas={nombre: client.cookies[nombre].value},
    )  # fmt: skip

    def sentarse() -> Mesa:
        pagina.goto(f"{live_server.url}/mesa/")
        pagina.get_by_role("button", name="Revisar el siguiente").press("Enter")
        pagina.wait_for_selector(".vista img")
        pagina.wait_for_load_state("networkidle")
        pagina.evaluate(MEDIDOR)
        return Mesa(pagina)

    yield sentarse
    pagina.context.close()


@pytest.mark.numeral("ET 10.3", "ET 10.1")
@pytest.mark.parametrize(
    "cuantos",
    [
        pytest.param(36, marks=pytest.mark.timeout(300)),
        pytest.param(300, marks=[pytest.mark.soak, pytest.mark.timeout(1800)]),
    ],
)
def test_mixed_records_are_decided_with_the_keyboard_alone(
    mesa: Callable[[], Mesa], llegar: Llegar, cuantos: int
) -> None:
    llegar(cuantos)
    olga = mesa()
    *antes, ultimo = (CASOS[n % len(CASOS)] for n in range(cuantos))
    for caso in antes:
        olga.decidir(caso)
    tiempos = olga.tiempos()
    olga.decidir(ultimo)
    olga.pagina.wait_for_url("**/mesa/", timeout=60_000)  # the last one was saved

    _print("mesa.jornada.segundos_por_registro", tiempos, BARRA_S)
    assert len(olga.vistos) == cuantos
    hechos = {r.folio: r for r in Registro.objects.all()}
    for folio, caso in olga.vistos.items():
        assert (hechos[folio].estatus, hechos[folio].inciso) == (caso.estatus, caso.inciso)
    de_olga = actor(Cuenta.objects.get(correo="olga@ejemplo.test"))
    del_operador = Movimiento.objects.filter(actor=de_olga)
    assert del_operador.count() == cuantos
    vistas = Asiento.objects.filter(acto="VER_IMAGENES").values_list("objeto", flat=True)
    assert sorted(vistas) == sorted(hechos)


@pytest.mark.numeral("ET 10.3")
def test_at_the_pace_of_a_person_the_next_record_is_there_when_the_key_goes_down(
    mesa: Callable[[], Mesa], llegar: Llegar
) -> None:
    llegar(13)
    olga = mesa()
    for _ in range(12):
        olga.pagina.wait_for_timeout(MIRAR_MS)
        olga.decidir(NADA)
    olga.pagina.wait_for_timeout(MIRAR_MS)
    tiempos = olga.tiempos()
    olga.decidir(NADA)
    olga.pagina.wait_for_url("**/mesa/", timeout=60_000)  # the last one was saved

    _print("mesa.tecla_a_pintado", tiempos, BARRA_DE_TECLA_S)
    assert len(tiempos) == 12


def _print(nombre: str, tiempos: list[float], barra: float) -> None:
    *_, p95 = quantiles(tiempos, n=20)
    media = sum(tiempos) / len(tiempos)
    dice = "holds" if media <= barra else "short"
    print(
        f"\n{nombre}  {media:.3f} s  bar <= {barra}  {dice}"
        f"  ({len(tiempos)} registros, p95 {p95:.3f} s)"
    )
