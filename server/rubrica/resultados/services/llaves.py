"""The OPL's delivery key: confirmed by two people, rehearsed by who has its secret (ET 13.6)."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from rubrica.bitacora.services import anotar
from rubrica.core import codigo, destinatario
from rubrica.core.destinatario import Destinatario
from rubrica.core.rechazos import rechazo
from rubrica.procesos import queries as procesos
from rubrica.procesos.rules import (
    MAX_RESPUESTAS,
    PALABRAS_DE_PRUEBA,
    en_palabras,
    huella_de_respuesta,
)
from rubrica.resultados import queries
from rubrica.resultados.models import Confirmacion, EnsayoDeLlave, LlaveDeEntrega
from rubrica.resultados.rules import Parte
from rubrica.resultados.services._comun import turno

PRUEBA = """\
Rúbrica: paquete de prueba de la llave de entrega de los resultados del proceso {proceso}.
Escriba estas palabras en la página de la entrega:

{palabras}
"""


@transaction.atomic
def registrar_llave(*, proceso: str, llave: str, quien: int, momento: datetime) -> LlaveDeEntrega:
    """Keep the OPL's public key, age or OpenPGP: the one in force until there is another.

    The one that was rehearsed before the process opened is as good; any other has a test package of
    its own to open. Raises what `destinatario.leer` refuses.
    """
    turno(proceso)
    leida = destinatario.leer(llave, momento=momento)
    fila = LlaveDeEntrega.objects.create(
        proceso=proceso, tipo=leida.tipo.value, destinatario=leida.texto, huella=leida.huella,
        registrada_en=momento, registrada_por=quien,
    )  # fmt: skip
    _preparar_ensayo(fila, leida, momento)
    anotar(
        "registrar_llave_de_resultados", f"llave:{fila.pk}", proceso=proceso, quien=quien,
        momento=momento, huella=fila.huella, tipo=fila.tipo,
    )  # fmt: skip
    return fila


def _preparar_ensayo(fila: LlaveDeEntrega, leida: Destinatario, momento: datetime) -> None:
    ensayada = procesos.llave_ensayada(fila.proceso) == leida.texto
    palabras = en_palabras(secrets.token_bytes(PALABRAS_DE_PRUEBA))
    texto = PRUEBA.format(proceso=fila.proceso, palabras=palabras).encode()
    sal = secrets.token_bytes(16)
    EnsayoDeLlave.objects.create(
        llave=fila, sal=sal, huella=huella_de_respuesta(palabras, sal), creado_en=momento,
        paquete="" if ensayada else destinatario.sellar_texto(leida, texto),
        superado_en=momento if ensayada else None,
    )  # fmt: skip


def ensayar_llave(*, proceso: str, respuesta: str, quien: int, momento: datetime) -> LlaveDeEntrega:
    """The OPL writes the words that it found in the test package of the key in force.

    Raises `no-encontrado`, `ensayo-palabras` (the attempt is counted) and, after the last of them,
    `llave-ensayo-fallido`: that key never receives anything.
    """
    fila, acierta = _ensayar(proceso, respuesta, quien, momento)
    if not acierta:  # outside the transaction, so that the count of attempts stays
        raise rechazo("ensayo-palabras")
    return fila


@transaction.atomic
def _ensayar(
    proceso: str, respuesta: str, quien: int, momento: datetime
) -> tuple[LlaveDeEntrega, bool]:
    turno(proceso)
    fila = queries.llave(proceso)
    if fila is None or fila.ensayo.superado_en is not None:
        raise rechazo("no-encontrado")
    ensayo = fila.ensayo
    if ensayo.intentos >= MAX_RESPUESTAS:
        raise rechazo("llave-ensayo-fallido")
    acierta = secrets.compare_digest(
        huella_de_respuesta(respuesta, bytes(ensayo.sal)), bytes(ensayo.huella)
    )
    ensayo.intentos += 1
    ensayo.superado_en = momento if acierta else None
    ensayo.save(update_fields=["intentos", "superado_en"])
    anotar(
        "ensayar_llave_de_resultados", f"llave:{fila.pk}", proceso=proceso, quien=quien,
        momento=momento, acierta=acierta,
    )  # fmt: skip
    return fila, acierta


def exigir_llave(proceso: str) -> LlaveDeEntrega:
    """Return the key in force, if anything may be sealed to it.

    Raises `llave-sin-confirmar`, `llave-sin-ensayar` and `llave-ensayo-fallido`.
    """
    fila = queries.llave(proceso)
    if fila is None or not queries.confirmada(fila):
        raise rechazo("llave-sin-confirmar")
    if fila.ensayo.superado_en is None:
        agotado = fila.ensayo.intentos >= MAX_RESPUESTAS
        raise rechazo("llave-ensayo-fallido" if agotado else "llave-sin-ensayar")
    return fila


@transaction.atomic
def confirmar_llave(
    *, proceso: str, huella: str, parte: Parte, quien: int, momento: datetime
) -> Confirmacion:
    """One authority says the fingerprint that it computed of the key, and it is the one in force.

    Two people, one of each. Raises `no-encontrado`, `huella-distinta`, `huella-confirmada`.
    """
    turno(proceso)
    fila = queries.llave(proceso)
    if fila is None:
        raise rechazo("no-encontrado")
    try:
        dicha = codigo.leer(huella).hex()
    except ValueError:
        raise rechazo("huella-distinta") from None
    if dicha != fila.huella:
        raise rechazo("huella-distinta")
    hechas = fila.confirmaciones
    if hechas.filter(parte=parte.value).exists() or hechas.filter(quien=quien).exists():
        raise rechazo("huella-confirmada")
    confirmacion = Confirmacion.objects.create(
        llave=fila, parte=parte.value, quien=quien, momento=momento
    )
    anotar(
        "confirmar_llave_de_resultados", f"llave:{fila.pk}", proceso=proceso, quien=quien,
        momento=momento, parte=parte.value, huella=fila.huella,
    )  # fmt: skip
    return confirmacion
