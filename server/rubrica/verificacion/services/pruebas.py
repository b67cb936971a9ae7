"""The proofs of a new version of the app: opened at once, because a phone waits for each."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica import llaves
from rubrica.auxiliares import pruebas
from rubrica.auxiliares.pruebas import PorAbrir
from rubrica.core import contenido, jws, paquete, sobre


def abrir_pruebas(*, momento: datetime, limite: int = 20) -> int:
    """Open the proofs that wait, oldest first; return how many were seen to."""
    pendientes = pruebas.por_abrir(limite)
    for una in pendientes:
        pruebas.abrir(prueba=una.id, momento=momento, motivo=_why_not(una))
    return len(pendientes)


def _why_not(una: PorAbrir) -> str:
    """Return the code of what keeps a proof from opening, "" when it opens whole."""
    try:
        clave = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), una.llave)
        leido = sobre.leer(una.sobre, clave)
        paquete.abrir(una.paquete, llaves.de_proceso(una.proceso, "proceso"), leido)
    except (
        jws.JwsInvalido,
        sobre.SobreInvalido,
        paquete.PaqueteInvalido,
        contenido.ContenidoInvalido,
    ) as falla:
        return str(falla.code)
    except llaves.LlaveAusente:
        return "llave-ausente"
    return ""
