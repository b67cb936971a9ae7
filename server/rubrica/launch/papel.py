"""The paper of the demo: one box received, two sheets typed and closed, the rest to be captured."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from rubrica.excepcion import queries, rules, services
from rubrica.excepcion.services import Llegada

CEDULAS, RENGLONES, CERRADAS = 6, 10, 2
OBSERVADOS = {3: ("d", ""), 14: ("a", ""), 17: ("e", "La leyenda está tachada")}


def sembrar(*, proceso: str, carpeta: Path, quien: dict[str, int], momento: datetime) -> None:
    """Paper is admitted everywhere, and Catalina has begun with the first box (ET 8)."""
    if queries.regimen(proceso) is not None:
        return
    ada, catalina = quien["ada@opl.test"], quien["catalina@opl.test"]
    services.habilitar(
        proceso=proceso, acuerdo="OPL-CG-12/2026 (ficticio)", municipios=[], muestra=0,
        quien=ada, momento=momento,
    )  # fmt: skip
    llegada = Llegada(
        caja="Valles-01", cedulas=CEDULAS, renglones=RENGLONES, entrega="Pilar Promueve",
        sello="004417",
    )  # fmt: skip
    lote = services.recibir_lote(proceso=proceso, llegada=llegada, quien=ada, momento=momento)
    claves = _claves(carpeta / "padron.csv", CERRADAS * RENGLONES)
    for hoja in queries.hojas(lote)[:CERRADAS]:
        for numero in range(1, RENGLONES + 1):
            lugar = (hoja.numero - 1) * RENGLONES + numero
            inciso, comentario = OBSERVADOS.get(lugar, ("", ""))
            services.guardar_renglon(
                cedula=hoja.pk, numero=numero, quien=catalina, momento=momento,
                renglon=rules.Renglon(
                    clave=claves[lugar - 1], inciso=inciso, comentario=comentario
                ),
            )  # fmt: skip
        services.cerrar_cedula(cedula=hoja.pk, quien=catalina, momento=momento)
    services.habilitar(
        proceso=proceso, acuerdo="OPL-CG-12/2026 (ficticio)", municipios=[], muestra=20,
        quien=ada, momento=momento,
    )  # fmt: skip


def _claves(padron: Path, cuantas: int) -> list[str]:
    """Return the claves of that many people, as far apart in the padrón as they can be."""
    with padron.open(encoding="utf-8", newline="") as archivo:
        todas = [fila["clave_elector"] for fila in csv.DictReader(archivo)]
    return todas[:: max(1, len(todas) // cuantas)][:cuantas]
