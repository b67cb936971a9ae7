"""A location turned off, and one refused: each is told, with its remedy (ET 4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import CDPSession, Playwright

from rubrica.ficticio.receta import Receta
from tests.stories.casa import Casa
from tests.stories.telefono import ZOCALO, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(600)]


class SinUbicacion(TelefonoDeNavegador):
    """A phone whose owner turns its location off, or refuses it."""

    @property
    def mando(self) -> CDPSession:
        if not hasattr(self, "_mando"):
            self._mando = self.contexto.new_cdp_session(self.pagina)
        return self._mando

    def entrar(self) -> None:
        """From wherever it was left to where captures begin."""
        self.ir("inicio")
        super().entrar()

    def guardar_uno(self, ciudadano: Ciudadano) -> None:
        """One support, so that something waits to be sent."""
        self.empezar(ciudadano)
        self.en("captura-manifiesto")
        self.tocar("siguiente")
        self.firmar(ciudadano.fotos.firma)
        self.llegar_al_folio()
        self.tocar("continuar")
        self.en("captura-proceso")

    def apagar_la_ubicacion(self) -> None:
        """The permission stays; the phone gives no position (POSITION_UNAVAILABLE)."""
        self.contexto.set_geolocation(None)

    def permiso_de_ubicacion(self, como: str) -> None:
        permiso = {"permission": {"name": "geolocation"}, "setting": como, "origin": self.origen}
        self.mando.send("Browser.setPermission", permiso)


@pytest.fixture(scope="module")
def telefono(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SinUbicacion]:
    """A phone enrolled, on the screen from which captures begin, and nobody to send to."""
    auxiliar = casa.auxiliar("ubicación")
    suyo = SinUbicacion(
        playwright, tmp_path_factory.mktemp("ubicación") / auxiliar.numero, casa.origen
    )
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    suyo.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    suyo.captar_lo_propio(Ciudadano.con(*auxiliar.alta()))
    casa.cerrar()
    suyo.quitar_la_red()
    suyo.entrar()
    yield suyo
    suyo.apagar()
    casa.como_nueva()


@pytest.fixture(scope="module")
def gente(casa: Casa) -> list[Ciudadano]:
    todas = (casa.padron.persona(n) for n in range(23, casa.padron.filas, 89))
    vecinos = [p for p in todas if p.situacion == "lista_nominal" and p.entidad == "20"][:1]
    return [Ciudadano.con(p, Receta(toma=f"ubicación {n}")) for n, p in enumerate(vecinos)]


@dataclass(frozen=True, kw_only=True)
class Ubicaciones:
    """What the screens said: before a capture, and before sending."""

    apagada: str
    negada: str
    se_pudo: bool
    al_enviar: dict[str, str]


@pytest.fixture(scope="module")
def ubicaciones(telefono: SinUbicacion, gente: list[Ciudadano]) -> Ubicaciones:
    telefono.guardar_uno(gente[0])
    telefono.apagar_la_ubicacion()
    apagada = _antes_de_captar(telefono, "apagada")
    se_pudo = telefono.pagina.locator("[data-accion=nuevo]").count() > 0
    al_enviar = {"apagada": _antes_de_enviar(telefono, "apagada")}
    telefono.permiso_de_ubicacion("denied")
    negada = _antes_de_captar(telefono, "negada")
    se_pudo = se_pudo or telefono.pagina.locator("[data-accion=nuevo]").count() > 0
    al_enviar["negada"] = _antes_de_enviar(telefono, "negada")
    telefono.permiso_de_ubicacion("granted")
    telefono.contexto.set_geolocation(ZOCALO)
    telefono.entrar()
    return Ubicaciones(apagada=apagada, negada=negada, se_pudo=se_pudo, al_enviar=al_enviar)


def _antes_de_captar(telefono: SinUbicacion, como: str) -> str:
    telefono.entrar()
    return telefono.negada(f"ubicacion-{como}")


def _antes_de_enviar(telefono: SinUbicacion, como: str) -> str:
    telefono.ir("envio")
    return telefono.pagina.locator(f"[data-ubicacion={como}]").inner_text()


@pytest.mark.numeral("ET 4.4")
def test_a_location_turned_off_is_told_apart_from_one_refused_and_how_to_mend_each(
    ubicaciones: Ubicaciones,
) -> None:
    assert "está apagada" in ubicaciones.apagada
    assert "encienda «Ubicación»" in ubicaciones.apagada
    assert "no da permiso" in ubicaciones.negada
    assert "ajustes del sitio" in ubicaciones.negada
    assert not ubicaciones.se_pudo


@pytest.mark.numeral("ET 4.4")
def test_the_same_is_looked_at_before_sending_which_goes_on(ubicaciones: Ubicaciones) -> None:
    assert "está apagada" in ubicaciones.al_enviar["apagada"]
    assert "no da permiso" in ubicaciones.al_enviar["negada"]
    assert all("El envío sigue" in dicho for dicho in ubicaciones.al_enviar.values())
