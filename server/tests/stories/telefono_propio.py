"""A phone in the hands of its own citizen (ET 7), and the people who hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from playwright.sync_api import Playwright

from rubrica.core.contenido import Firma
from rubrica.ficticio.padron import Persona
from rubrica.ficticio.receta import Receta
from rubrica.launch.seeding import text_of
from tests.stories.casa import Casa, hasta
from tests.stories.telefono import Ciudadano, TelefonoDeNavegador

CODIGO = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b")
NADA = np.full((800, 1270, 3), 128, np.uint8)
# A short stroke in each corner of the box, as (t, x, y, dt, dx, dy).
ESQUINAS = Firma(
    ancho=100, alto=50,
    trazos=(
        (0, 1, 1, 9, 4, 3), (20, 98, 1, 9, -4, 3),
        (40, 98, 48, 9, -4, -3), (60, 1, 48, 9, 4, -3),
    ),
)  # fmt: skip


class TelefonoPropio(TelefonoDeNavegador):
    """One phone of one citizen. It remembers its screens, and what each photograph was asked."""

    def __init__(self, playwright: Playwright, carpeta: Path, origen: str) -> None:
        self.vistas: list[str] = []
        self.tomadas: list[str] = []
        self.revisadas: list[str] = []
        super().__init__(playwright, carpeta, origen)

    def en(self, paso: str) -> None:
        super().en(paso)
        self.vistas.append(paso)

    def tocar(self, accion: str) -> None:
        """Note which photograph is taken, and what was asked of one before it is used."""
        if accion == "tomar":
            self.tomadas.append(self.paso())
        revision = self.pagina.locator("[data-fase=revision]")
        if accion == "siguiente" and revision.count():
            self.revisadas.append(self.pagina.locator("h1").inner_text())
        super().tocar(accion)

    def empezar_registro(self) -> None:
        """Open the app for the first time; from its first screen to the reverso."""
        self.abrir_app()
        self.en("primera-vez")
        self.tocar("mi-apoyo")
        self.en("mi-apoyo-registro")
        self.tocar("generar")

    def pedir_codigo(self, ciudadano: Ciudadano, correo: str) -> str:
        """From the reverso to the screen of the code; return the CIC that was shown."""
        self.reverso(ciudadano)
        self.en("mi-apoyo-cuenta")
        cic = self.pagina.locator("[data-clave=cic]")
        hasta(lambda: cic.inner_text().isdigit(), "se lee el CIC")
        leido = cic.inner_text()
        self.escribir("correo", correo)
        self.tocar("siguiente")
        self.en("mi-apoyo-codigo")
        return leido

    def reverso(self, ciudadano: Ciudadano | None) -> None:
        """Photograph a reverso, or nothing at all."""
        self.en("mi-apoyo-reverso")
        self.mostrar(ciudadano.imagen("reverso") if ciudadano else NADA)
        self.mirar_otra_vez()
        self.esperar_imagen()
        self.tocar("tomar")
        self.pagina.locator("[data-fase=revision] img").wait_for()
        self.tocar("siguiente")

    def activar(self, codigo: str) -> None:
        """Type a code and go on."""
        self.escribir("codigo", codigo)
        self.tocar("siguiente")

    def elegir(self) -> None:
        """From the processes of the entidad to the model of the credential."""
        self.tocar("elegir-proceso")
        self.en("captura-proceso")
        self.tocar("nuevo")
        self.en("captura-modelo")

    def hasta_los_codigos(self, ciudadano: Ciudadano) -> None:
        """Begin the capture of a card, as far as what was read of it."""
        self.pagina.locator(f"[data-modelo={ciudadano.fotos.modelo}]").click()
        self.fotografiar("anverso", ciudadano)
        self.fotografiar("reverso", ciudadano)
        self.en("captura-codigos")

    def hasta_el_rostro(self) -> None:
        """From the codes read to the camera of the face."""
        self.tocar("siguiente")
        self.en("captura-original")
        self.marcar("original")
        self.tocar("siguiente")
        self.en("captura-rostro")

    def hasta_la_firma(self, ciudadano: Ciudadano) -> None:
        """From the camera of the face to the box for the signature."""
        self.fotografiar("rostro", ciudadano)
        self.en("captura-manifiesto")
        self.tocar("siguiente")
        self.en("captura-firma")

    def firmar_hasta_el_folio(self, ciudadano: Ciudadano) -> str:
        """Sign and return the folio."""
        self.firmar(ciudadano.fotos.firma)
        folio = self.llegar_al_folio()
        self.en("captura-folio")
        return folio

    def ir_al_menu(self) -> None:
        self.pagina.evaluate("location.hash = '#/'")
        self.en("menu")

    def estado_del_envio(self) -> str:
        return str(self.pagina.locator("[data-estado]").get_attribute("data-estado"))


def personas_de(casa: Casa, desde: int, *, vigentes: bool = True) -> Iterator[Persona]:
    """Yield people of Oaxaca from that row on, whose credentials are in force or have expired."""
    for n in range(desde, casa.padron.filas):
        persona = casa.padron.persona(n)
        en_lista = persona.situacion == "lista_nominal"
        vence = int(persona.vigencia or 0)
        if persona.entidad == "20" and (
            (en_lista and vence > 2027) if vigentes else 0 < vence < 2026
        ):
            yield persona


def con_credencial(persona: Persona, modelo: str) -> Ciudadano:
    """Return somebody with a credential of that model in the hand, well photographed."""
    return Ciudadano.con(persona, Receta(toma="propia", modelo=modelo, calidad="buena"))


def codigo_en_el_correo(casa: Casa, correo: str) -> str:
    """Wait for the mail with the code of activation, and return it as it is written there."""

    def cartas() -> list[str]:
        return [text_of(m) for m in casa.correos(correo, "código de activación")]

    hasta(lambda: bool(cartas()), "llega el código")
    hallado = CODIGO.search(cartas()[-1])
    assert hallado
    return hallado[0]
