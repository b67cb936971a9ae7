"""What the frame of every page says: who looks, which stages are theirs, which mode."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now

from rubrica.cuentas.acceso import por_cerrar
from rubrica.cuentas.permisos import procesos_de, puede
from rubrica.cuentas.rules import Puerta, puerta_de, roles
from rubrica.mantenimiento import queries as mantenimientos
from rubrica.portada.etapas import ETAPAS
from rubrica.portada.plazo import Plazo, de_periodo, proximo
from rubrica.procesos import queries as procesos

TEMAS = frozenset({"claro", "oscuro"})


@dataclass(frozen=True)
class EtapaVista:
    """A stage as the page shows it."""

    nombre: str
    url: str
    actual: bool


@dataclass(frozen=True)
class Quien:
    """The person of the session, as the bar says it."""

    nombre: str
    rol: str
    autoridad: str


class Pagina:
    """The `pagina` of every template; nothing is asked of the database until it is read."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.demo = settings.DEMO
        self.oficial = settings.OFICIAL
        self.entrar = settings.LOGIN_URL
        tema = request.COOKIES.get("tema", "")
        self.tema = tema if tema in TEMAS else ""

    @cached_property
    def _cuenta(self) -> Any:
        """The account of the session, or None; recepción has no sessions."""
        cuenta = getattr(self._request, "user", None)
        return cuenta if cuenta is not None and cuenta.is_authenticated else None

    @cached_property
    def quien(self) -> Quien | None:
        """The person signed in, or None."""
        cuenta = self._cuenta
        if cuenta is None:
            return None
        etiqueta = roles()[cuenta.rol_].etiqueta
        return Quien(nombre=cuenta.nombre, rol=etiqueta, autoridad=cuenta.autoridad)

    @cached_property
    def plazo(self) -> Plazo | None:
        """The next deadline of the open processes of the person, or None."""
        if self._cuenta is None:
            return None
        suyos = procesos_de(self._cuenta)
        return proximo(
            (
                plazo
                for proceso in procesos.abiertos()
                if suyos is None or proceso in suyos
                if (periodo := procesos.proceso_en_puerta(proceso))
                for plazo in de_periodo(inicio=periodo.inicio, fin=periodo.fin)
            ),
            now(),
        )

    @cached_property
    def cierres(self) -> list[tuple[str, datetime]]:
        """The processes whose access ends within a week, with the last instant (ET 13.8)."""
        return por_cerrar(self._cuenta, now()) if self._cuenta is not None else []

    @cached_property
    def mantenimiento(self) -> mantenimientos.Ventana | None:
        """The maintenance that goes on or comes next (ET 6.3), or None."""
        return next(iter(mantenimientos.por_venir(now())), None)

    @cached_property
    def inicio(self) -> str:
        """Where the mark leads: the queue for who reviews, the processes for other officials."""
        if not self.oficial:
            return "/"
        revisa = self._cuenta is not None and puede(self._cuenta, "mesa.dictaminar")
        return "/mesa/" if revisa else "/procesos/"

    @property
    def salir(self) -> str:
        """Address that ends the session, or ""."""
        return _direccion("cuentas_oficial:salir" if self.oficial else "cuentas:salir")

    @cached_property
    def mi_cuenta(self) -> str:
        """Address of an official's own account; "" for other people and other services."""
        oficial = self._cuenta is not None and puerta_de(self._cuenta.rol_) is Puerta.OFICIAL
        return _direccion("cuentas_oficial:mi_cuenta") if oficial else ""

    @cached_property
    def etapas(self) -> list[EtapaVista]:
        """The stages that the person of the session may enter in this service."""
        if self._cuenta is None:
            return []
        suyas = [
            (etapa.nombre, url)
            for etapa in ETAPAS
            if (url := etapa.url()) and puede(self._cuenta, etapa.accion)
        ]
        actual = _la_mas_larga([url for _, url in suyas], self._request.path)
        return [EtapaVista(nombre, url, url == actual) for nombre, url in suyas]


def _la_mas_larga(urls: list[str], ruta: str) -> str:
    """Return the address under which a path hangs; of several, the nearest."""
    return max((url for url in urls if ruta.startswith(url)), key=len, default="")


def _direccion(vista: str) -> str:
    try:
        return reverse(vista)
    except NoReverseMatch:
        return ""


def pagina(request: HttpRequest) -> dict[str, Pagina]:
    """Context processor: the frame of the page."""
    return {"pagina": Pagina(request)}
