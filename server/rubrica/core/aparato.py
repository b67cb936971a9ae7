"""What is known of a phone without asking it: its app and clock by a sobre, its model by a browser.

All of it is testimony of the phone. A sobre is read without its key: recepción verified it before
it kept it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from rubrica.core import acuse, jws, sobre
from rubrica.core.sobre import leer_instante

MAX_AGENTE = 200
ANDROID = re.compile(r"Android ([0-9.]+)(?:; ([^;)]{2,60}))?")
SIN_MODELO = frozenset({"", "Mobile", "Tablet"})  # what Firefox puts in its place
IPHONE = re.compile(r"\((iPhone|iPad)[^)]* OS ([0-9_]+)")


@dataclass(frozen=True, kw_only=True)
class Aparato:
    """app: its version. desfase: its clock less the server's when it last asked; None unknown."""

    app: str
    desfase: timedelta | None


def leer(texto: str) -> Aparato:
    """Return what one kept sobre says of its phone; raise jws.JwsInvalido."""
    carga = jws.leer_json(jws.partir(texto, alg="ES256", typ=sobre.TYP).carga)
    reloj = carga["reloj"]
    if reloj["ficha"] is None or reloj["dispositivo_en"] is None:
        return Aparato(app=carga["app"], desfase=None)
    partes = jws.partir(reloj["ficha"], alg="EdDSA", typ=acuse.TYP_HORA)
    hora = leer_instante(jws.leer_json(partes.carga)["hora"])
    return Aparato(app=carga["app"], desfase=leer_instante(reloj["dispositivo_en"]) - hora)


def de_agente(agente: str) -> str:
    """Return model and system as a browser named them when it enrolled; "" if it did not.

    Chrome calls every phone "K" where it hides the model: then only the system is told.
    """
    if hallado := ANDROID.search(agente):
        version, modelo = hallado.groups()
        dicho = (modelo or "").strip()
        return f"Android {version}" if dicho in SIN_MODELO else f"{dicho}, Android {version}"
    if hallado := IPHONE.search(agente):
        return f"{hallado[1]}, iOS {hallado[2].replace('_', '.')}"
    return ""
