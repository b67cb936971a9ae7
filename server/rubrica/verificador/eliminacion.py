"""The certificate that the data of a process were destroyed (ET 13.9)."""

from __future__ import annotations

from typing import Any

from rubrica.verificador.legajo import Legajo
from rubrica.verificador.resultados import firmado


def firma_de_eliminacion(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    hallado = legajo.documentos.get(datos["sha256"])
    if hallado is None:
        legajo.nada(nombre, "No se dio la constancia que firma (…constancia.json).")
        return
    legajo.exigir(
        nombre, hallado[1]["proceso"] == datos["proceso"],
        f"Firma la constancia {hallado[0]}.",
        f"Firma la constancia {hallado[0]}, pero de otro proceso.",
    )  # fmt: skip


def constancia(legajo: Legajo, nombre: str, huella: str, datos: dict[str, Any]) -> None:
    """What a certificate of deletion says agrees with itself, and somebody signed it (ET 13.9)."""
    renglones = datos["destruido"]
    suma = sum(r["filas"] for r in renglones)
    legajo.exigir(
        nombre, suma == datos["totales"]["filas"] and datos["totales"]["blobs"] >= 0,
        f"Lo destruido, sumado: {suma} filas y {datos['totales']['blobs']} archivos "
        f"del proceso {datos['proceso']}.",
        "Lo destruido no suma lo que dicen sus totales.",
    )  # fmt: skip
    legajo.exigir(
        nombre, len(set(datos["personas"].values())) == len(datos["personas"]) >= 2,
        "La pidió una persona y la autorizó otra.",
        "No intervinieron dos personas distintas.",
    )  # fmt: skip
    if not firmado(legajo, "rubrica-eliminacion+jws", huella):
        legajo.no(nombre, "Ninguna de las firmas dadas es de esta constancia.")
