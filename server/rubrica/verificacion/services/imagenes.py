"""The images of one record, for who is entitled to see them, and the trace that they were seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rubrica.bitacora.services import asentar
from rubrica.core import plazos
from rubrica.core.contenido import Contenido
from rubrica.registros.services import Registro
from rubrica.verificacion import imagenes, paquetes


@dataclass(frozen=True, kw_only=True)
class Imagenes:
    """The four witnesses of a record as marked JPEG bytes; never written anywhere.

    firma: all by which the person accepted, a witness's signature included.
    """

    anverso: bytes
    reverso: bytes
    rostro: bytes
    firma: bytes


def abrir_imagenes(registro: Registro, *, quien: str, momento: datetime) -> Imagenes:
    """Return the four images of a record, marked with who looks and when (ET 10.7 e, 11.4 b).

    The asking is written in the bitácora before anything is opened. Raises NoAbre, and OSError
    when the store is away.
    """
    asentar(
        momento=momento,
        actor=quien,
        acto="VER_IMAGENES",
        objeto=registro.folio,
        datos={"estatus": registro.estatus},
        proceso=registro.proceso,
    )
    contenido = paquetes.abrir(
        jws_del_sobre=registro.sobre,
        proceso=registro.proceso,
        codigo_integridad=bytes(registro.codigo_integridad),
    )
    return marcadas(contenido, marca_de(quien, momento))


def marca_de(quien: str, momento: datetime) -> str:
    """Return the words that say who looks and when."""
    return f"{quien} · {momento.astimezone(plazos.ZONA):%d/%m/%Y %H:%M} (hora Centro)"


def marcadas(contenido: Contenido, marca: str) -> Imagenes:
    """Return the four images of what was opened, with that mark on each; raise NoAbre."""
    try:
        return Imagenes(
            anverso=imagenes.marcar(contenido.anverso, marca),
            reverso=imagenes.marcar(contenido.reverso, marca),
            rostro=imagenes.marcar(contenido.rostro, marca),
            firma=imagenes.dibujar_aceptacion(contenido, marca),
        )
    except OSError as falla:
        raise paquetes.NoAbre("imagen-danada") from falla
