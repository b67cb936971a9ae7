"""A phone in the hands of who needs it different: letters at 200 %, 320 px wide, another language.

At each new screen that it reaches it notes what would stop such a person: words that run off the
side, what axe finds, a target too small, a word that no catalogue holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import Page, Playwright

from rubrica.core import jws
from rubrica.ficticio.padron import Persona
from tests.navegador import desborde, violaciones
from tests.stories.telefono import TelefonoDeNavegador

AJUSTES = {"letraGrande": True, "idioma": "es-x-seudo"}
BLANCO = 48
# The mark is a name; a code of integrity, a folio and a figure are the same in every language.
DE_NINGUNA_LENGUA = re.compile(
    r"Rúbrica|[\W\d_]*|[A-Z0-9]{1,8}-[\w-]+|([0-9a-f]{4} ?){16}|https?://\S+"
)
_TEXTOS = """() => {
  const vistos = []
  const andar = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT)
  for (let n = andar.nextNode(); n; n = andar.nextNode()) {
    const padre = n.parentElement
    const aparte = padre.closest("pre, option, .manual")
    if (padre.checkVisibility() && !aparte) vistos.push(n.data.trim())
  }
  for (const e of document.querySelectorAll("#app [aria-label]")) vistos.push(e.ariaLabel)
  return vistos.filter((texto) => texto !== "")
}"""
_CHICOS = """(blanco) => [...document.querySelectorAll("button, summary, select, input, label, a")]
  .filter((e) => e.checkVisibility() && !e.closest("p, label:not(:scope)") && !e.htmlFor)
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, r]) => r.width > 1 && (r.height < blanco - 0.5 || r.width < blanco - 0.5))
  .map(([e, r]) => `${e.dataset.accion ?? e.name ?? e.tagName}: ${r.width} × ${r.height}`)"""


def blancos_chicos(pagina: Page) -> list[str]:
    """Return the targets of a screen that are smaller than a thumb's, and what they measure."""
    chicos: list[str] = pagina.evaluate(_CHICOS, BLANCO)
    return chicos


@dataclass(frozen=True, kw_only=True)
class Estorbos:
    """What one screen has against who reads it so."""

    desborde: int
    axe: list[str]
    chicos: list[str]
    sin_traducir: list[str]


@dataclass
class Vistas:
    """What was noted of each screen, by its step."""

    de: dict[str, Estorbos] = field(default_factory=dict)

    def con(self, que: str) -> dict[str, object]:
        """Return the screens with something of that kind, and what."""
        return {paso: hallado for paso, e in self.de.items() if (hallado := getattr(e, que))}


class TelefonoDeLectora(TelefonoDeNavegador):
    """The phone, with those settings from its first screen. datos: words of the process itself."""

    def __init__(
        self, playwright: Playwright, carpeta: Path, origen: str, datos: Iterable[str]
    ) -> None:
        self.vistas = Vistas()
        self.datos = frozenset(datos)
        super().__init__(playwright, carpeta, origen)
        self.contexto.add_init_script(
            f"localStorage.setItem('rubrica-ajustes', {json.dumps(json.dumps(AJUSTES))})"
        )
        self.pagina.set_viewport_size({"width": 320, "height": 640})

    def en(self, paso: str) -> None:
        super().en(paso)
        if paso not in self.vistas.de:
            self.pagina.wait_for_timeout(400)
            self.vistas.de[paso] = self._mirar()

    def _mirar(self) -> Estorbos:
        textos: list[str] = self.pagina.evaluate(_TEXTOS)
        return Estorbos(
            desborde=desborde(self.pagina),
            axe=violaciones(self.pagina),
            chicos=blancos_chicos(self.pagina),
            sin_traducir=[t for t in textos if not self._es_del_catalogo(t)],
        )

    def _es_del_catalogo(self, texto: str) -> bool:
        """Whether it came through the catalogue, or is data: of the process, or of no language."""
        if "⟦" in texto or "⟧" in texto or texto in self.datos:
            return True
        return DE_NINGUNA_LENGUA.fullmatch(texto) is not None


def palabras_de(manifiesto: bytes) -> set[str]:
    """Return every text of a signed manifest, whole and line by line."""
    carga = jws.leer_json(jws.b64u_bytes(manifiesto.decode().strip().split(".")[1]))
    return {linea.strip() for texto in _textos(carga) for linea in (texto, *texto.split("\n"))}


def titulos_de_manuales() -> set[str]:
    """Return every heading of the manuals: a document, which has its own translations."""
    lineas = (
        li for a in settings.MANUALES.glob("*.md") for li in a.read_text("utf-8").splitlines()
    )
    return {linea.lstrip("# ") for linea in lineas if linea.startswith("#")}


def datos_de_los_catalogos(*nombres: str) -> set[str]:
    """Return every text of those catalogues of core: data of the law, and of the installation."""
    carpeta = settings.PAQUETE / "core/catalogos"
    return {t for n in nombres for t in _textos(json.loads((carpeta / f"{n}.json").read_text()))}


def _textos(valor: Any) -> list[str]:
    if isinstance(valor, str):
        return [valor]
    hijos = valor.values() if isinstance(valor, dict) else valor if isinstance(valor, list) else ()
    return [texto for hijo in hijos for texto in _textos(hijo)]


def identidades(personas: Iterable[Persona]) -> list[str]:
    """Return what no file for support may hold of those people."""
    return [
        dato
        for p in personas
        for dato in (p.nombre_completo, p.nombres, p.paterno, p.materno, p.clave_elector, p.curp)
        if dato
    ]
