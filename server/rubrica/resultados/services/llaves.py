"""The OPL's delivery key, and the two people who make sure that it is the OPL's (ET 13.6)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rubrica.bitacora.services import anotar
from rubrica.core import codigo
from rubrica.core.rechazos import rechazo
from rubrica.procesos.custodia import leer_llave
from rubrica.resultados import queries, rules
from rubrica.resultados.models import Confirmacion, LlaveDeEntrega
from rubrica.resultados.rules import Parte
from rubrica.resultados.services._comun import turno


@transaction.atomic
def registrar_llave(*, proceso: str, llave: str, quien: int, momento: datetime) -> LlaveDeEntrega:
    """Keep the OPL's age recipient: the one in force until there is another.

    Raises `llave-age-invalida`.
    """
    turno(proceso)
    destinatario = leer_llave(llave)
    fila = LlaveDeEntrega.objects.create(
        proceso=proceso, destinatario=destinatario, huella=rules.huella(destinatario),
        registrada_en=momento, registrada_por=quien,
    )  # fmt: skip
    anotar(
        "registrar_llave_de_resultados", f"llave:{fila.pk}", proceso=proceso, quien=quien,
        momento=momento, huella=fila.huella,
    )  # fmt: skip
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
