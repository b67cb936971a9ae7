"""The enrolment captures of ET 4.5: opened before the first support of their phone."""

from __future__ import annotations

import json
from datetime import datetime

from rubrica import llaves
from rubrica.auxiliares import queries as auxiliares
from rubrica.auxiliares.queries import AltaGuardada
from rubrica.auxiliares.services import abrir_alta
from rubrica.core.contenido import Contenido
from rubrica.verificacion import paquetes, rules

ILEGIBLE = "El archivo con su captura llegó, pero no se puede abrir. Clave para soporte: {causa}."


def abrir_altas(*, momento: datetime, limite: int = 20) -> int:
    """Open the enrolment captures that wait, oldest first; return how many were seen to."""
    pendientes = auxiliares.altas_por_abrir(limite)
    for alta in pendientes:
        _open_one(alta, momento)
    return len(pendientes)


def abrir_contenido(alta: AltaGuardada) -> Contenido:
    """Return what an enrolment capture holds, for its cédula; the caller leaves who asks.

    Raises NoAbre, and OSError when the store is away.
    """
    return paquetes.abrir(
        jws_del_sobre=alta.sobre,
        proceso=alta.proceso,
        codigo_integridad=alta.codigo_integridad,
    )


def leer_resultado(alta: AltaGuardada) -> dict[str, str]:
    """Return the keys read of the credential of an opened capture; {} if it did not open."""
    if not alta.resultado:
        return {}
    claro = llaves.abrir(llaves.de_proceso(alta.proceso, "datos"), alta.resultado, _contexto(alta))
    leido: dict[str, str] = json.loads(claro)
    return leido


def _contexto(alta: AltaGuardada) -> bytes:
    return f"auxiliares/alta/{alta.id}".encode()


def _open_one(alta: AltaGuardada, momento: datetime) -> None:
    try:
        contenido = abrir_contenido(alta)
    except paquetes.NoAbre as falla:
        motivo = ILEGIBLE.format(causa=falla.causa)
        abrir_alta(alta=alta.id, resultado=b"", momento=momento, motivo=motivo)
        return
    campos = rules.formulario(rules.leer_claves(contenido), modelo=contenido.modelo, hallada=None)
    resultado = llaves.sellar(
        llaves.de_proceso(alta.proceso, "datos"),
        json.dumps(campos, ensure_ascii=False).encode(),
        _contexto(alta),
    )
    abrir_alta(alta=alta.id, resultado=resultado, momento=momento)
