#!/usr/bin/python3
"""A window with WebKitGTK in it, for the stories: a browser, and a person who answers for it.

Usage, by WebKitWebDriver alone: navegador_webkit.py CARPETA. In that folder the phone keeps its
data, and finds in lugar.json where it is: {"latitude": …, "longitude": …, "accuracy": …, "permiso":
true}. It is read at each question, so that a story moves the phone, turns its location off
("latitude": null) or refuses it ("permiso": false). Permission and position come to the page by the
engine's own doors, as in an iPhone: a request that the person answers, a provider of positions.

Runs with the system's Python, whose `gi` Debian builds for the engine that it ships.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # type: ignore[import-not-found]  # noqa: E402

TAMANO = (360, 740)  # what a phone of the middle range shows, browser's bars included


class Telefono:
    """One window of one person, who is where the file says."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta, self.permisos = carpeta, dict[str, Any]()
        guardado = WebKit2.WebsiteDataManager(
            base_data_directory=str(carpeta / "datos"), base_cache_directory=str(carpeta / "cache")
        )
        self.contexto = WebKit2.WebContext(website_data_manager=guardado)
        self.contexto.set_automation_allowed(True)
        self.contexto.connect("automation-started", self.guiar)
        self.lugares = self.contexto.get_geolocation_manager()
        self.lugares.connect("start", self.decir_lugar)
        self.ventana = Gtk.Window()
        self.ventana.connect("destroy", Gtk.main_quit)
        self.ventana.set_default_size(*TAMANO)

    def guiar(self, _contexto: Any, sesion: Any) -> None:
        """The driver opened a session: it moves the only page of the window."""
        aplicacion = WebKit2.ApplicationInfo()
        aplicacion.set_name("Rubrica")
        aplicacion.set_version(WebKit2.MAJOR_VERSION, WebKit2.MINOR_VERSION, WebKit2.MICRO_VERSION)
        sesion.set_application_info(aplicacion)
        sesion.connect("create-web-view", lambda _sesion: self.pagina())

    def pagina(self) -> Any:
        ajustes = WebKit2.Settings(enable_media_stream=True)
        pagina = WebKit2.WebView(
            web_context=self.contexto, settings=ajustes, is_controlled_by_automation=True
        )
        pagina.connect("permission-request", self.responder)
        pagina.connect("query-permission-state", self.decir_permiso)
        self.ventana.add(pagina)
        self.ventana.show_all()
        return pagina

    def donde(self) -> dict[str, Any]:
        leido: dict[str, Any] = json.loads((self.carpeta / "lugar.json").read_text("utf-8"))
        return leido

    def responder(self, _pagina: Any, pregunta: Any) -> bool:
        """The person answers what the browser asks; only the location depends on the story."""
        es_lugar = isinstance(pregunta, WebKit2.GeolocationPermissionRequest)
        si = not es_lugar or self.donde().get("permiso", True)
        (pregunta.allow if si else pregunta.deny)()
        if es_lugar:
            dado = WebKit2.PermissionState.GRANTED if si else WebKit2.PermissionState.DENIED
            self.permisos["geolocation"] = dado
        return True

    def decir_permiso(self, _pagina: Any, consulta: Any) -> bool:
        """What `navigator.permissions` tells: as Safari does, only what was once answered."""
        dado = self.permisos.get(consulta.get_name(), WebKit2.PermissionState.PROMPT)
        consulta.finish(dado)
        return True

    def decir_lugar(self, lugares: Any) -> bool:
        """The engine wants positions: one is told, or that the phone has none."""
        donde = self.donde()
        if donde["latitude"] is None:
            lugares.failed("La ubicación del teléfono está apagada.")
        else:
            lugares.update_position(
                WebKit2.GeolocationPosition.new(
                    donde["latitude"], donde["longitude"], donde["accuracy"]
                )
            )
        return True


if __name__ == "__main__":
    Telefono(Path(sys.argv[1]))
    Gtk.main()
