"""The four services of the same code, as data: what each serves, as whom, with which keys.

SERVICIO chooses one. Empty means all of them at once: management commands and tests only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Servicio(StrEnum):
    """One of the four services of docs/arquitectura.md §4, or TODOS for commands and tests."""

    RECEPCION = "recepcion"  # internet; receipt and time-token keys only
    PORTAL = "portal"  # internet; no process or index key
    MESA = "mesa"  # officials' network: review, processes, padrón
    WORKER = "worker"  # opens, verifies, sequences, sends mail
    TODOS = ""


@dataclass(frozen=True, kw_only=True)
class Perfil:
    """What one service is allowed.

    urls: URL prefixes → URLconf modules it answers; anything else is 404.
    llaves: kinds of key (rubrica.llaves.inventario.clase_de) it may be able to read.
    """

    urls: tuple[tuple[str, str], ...]
    llaves: frozenset[str]


PERFILES: dict[Servicio, Perfil] = {
    Servicio.RECEPCION: Perfil(
        urls=(("api/v1/", "rubrica.recepcion.urls"),),
        llaves=frozenset({"acuse", "hora"}),
    ),
    Servicio.PORTAL: Perfil(
        urls=(
            ("", "rubrica.portada.urls"),
            ("", "rubrica.cuentas.urls_portal"),
            ("", "rubrica.registros.urls"),
            ("", "rubrica.auxiliares.urls"),
            ("", "rubrica.mi_apoyo.urls"),
            ("", "rubrica.procesos.urls_portal"),
            ("", "rubrica.recepcion.urls_portal"),
            ("", "rubrica.mantenimiento.urls_portal"),
            ("", "rubrica.excepcion.urls_portal"),
            ("", "rubrica.audiencia.urls_portal"),
            ("", "rubrica.cifras.urls"),
        ),
        llaves=frozenset({"portal"}),
    ),
    Servicio.MESA: Perfil(
        urls=(
            ("oficial/", "rubrica.cuentas.urls_oficial"),
            ("procesos/", "rubrica.procesos.urls"),
            ("procesos/", "rubrica.cifras.urls_oficial"),
            ("padron/", "rubrica.padron.urls"),
            ("mantenimiento/", "rubrica.mantenimiento.urls"),
            ("cedulas/", "rubrica.cedulas.urls"),
            ("mesa/", "rubrica.mesa.urls"),
            ("papel/", "rubrica.excepcion.urls"),
            ("audiencia/", "rubrica.audiencia.urls"),
            ("compulsa/", "rubrica.compulsa.urls"),
            ("resultados/", "rubrica.resultados.urls"),
            ("resultados/", "rubrica.eliminacion.urls"),
        ),
        llaves=frozenset(
            {
                "proceso",
                "datos",
                "portal",
                "indice",
                "corte",
                "manifiesto",
                "segundo_factor",
                "declaraciones",
                "resultados",
            }
        ),
    ),
    Servicio.WORKER: Perfil(
        urls=(),
        llaves=frozenset(
            {
                "proceso",
                "datos",
                "portal",
                "indice",
                "corte",
                "punto_de_control",
                "avisos",
                "mi_apoyo",
                "vinculos",
            }
        ),
    ),
}
