"""What the phone reads of a credential before its camera, and what it does when nothing reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Playwright, expect

from rubrica.ficticio.padron import Persona
from rubrica.ficticio.receta import Receta, Truco
from tests.stories.casa import Casa
from tests.stories.telefono import ESPERA_MS, Ciudadano, TelefonoDeNavegador

pytestmark = [pytest.mark.story, pytest.mark.timeout(300)]


@dataclass(frozen=True, kw_only=True)
class Banco:
    """A phone being enrolled, at the screen that asks which credential it is (ET 4.5, 5.4)."""

    telefono: TelefonoDeNavegador
    persona: Persona

    def leer(self, modelo: str, truco: Truco = "ninguno") -> None:
        """Photograph both sides of a credential of that model, as far as the codes read."""
        quien = Ciudadano.con(
            self.persona, Receta(toma=f"lectura {modelo}", modelo=modelo, truco=truco)
        )
        t = self.telefono
        t.en("captura-modelo")
        t.pagina.locator(f"[data-modelo={modelo}]").click()
        t.fotografiar("anverso", quien)
        t.fotografiar("reverso", quien)
        t.en("captura-codigos")
        expect(t.pagina.locator("[data-accion=siguiente]")).to_be_enabled(timeout=ESPERA_MS)

    def claves(self) -> dict[str, str]:
        """Return the keys that the screen shows, by name."""
        leidas = self.telefono.pagina.locator("main dd[data-clave]")
        return {str(fila.get_attribute("data-clave")): fila.inner_text() for fila in leidas.all()}

    def al_modelo(self) -> None:
        """Go back to the screen of the models."""
        for paso in ("reverso", "anverso", "modelo"):
            self.telefono.tocar("volver")
            self.telefono.en(f"captura-{paso}")


@pytest.fixture(scope="module")
def banco(
    casa: Casa, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Banco]:
    auxiliar = casa.auxiliar("lectura")
    telefono = TelefonoDeNavegador(
        playwright, tmp_path_factory.mktemp("lectura") / auxiliar.numero, casa.origen
    )
    (correo,) = casa.correos(auxiliar.correo, "Su alta como auxiliar")
    telefono.enrolar(casa.enlace(correo), casa.lector_de_codigo(auxiliar.correo))
    telefono.en("alta-credencial")
    telefono.tocar("siguiente")
    yield Banco(telefono=telefono, persona=auxiliar.alta()[0])
    telefono.apagar()
    casa.como_nueva()


@pytest.mark.numeral("ET 5.6", "ET 5.8")
@pytest.mark.parametrize("modelo", ["E", "G"])
def test_the_identificador_is_read_from_the_mrz_of_a_card_since_2014(
    banco: Banco, modelo: str
) -> None:
    banco.leer(modelo)
    claves = banco.claves()
    por_aclarar = banco.telefono.pagina.locator("[data-clave=aclarar]").count()
    banco.al_modelo()

    assert claves["cic"] == banco.persona.cic
    assert claves["identificador"] == banco.persona.identificador
    assert por_aclarar == 0


@pytest.mark.numeral("ET 5.6")
def test_a_back_that_does_not_read_is_no_dead_end(banco: Banco) -> None:
    banco.leer("G", truco="dos anversos")
    texto = banco.telefono.pantalla()
    claves = banco.claves()
    banco.telefono.tocar("siguiente")
    banco.telefono.en("captura-original")

    assert claves == {}
    assert "Código por aclarar" in texto
    assert banco.telefono.pagina.locator("main input[type=text]").count() == 0
