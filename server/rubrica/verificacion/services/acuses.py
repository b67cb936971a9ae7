"""The acuse of ET 6.4: one e-mail for what an auxiliar sent in the last minute."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rubrica import llaves
from rubrica.auxiliares import queries as auxiliares
from rubrica.avisos.services import enviar
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.services import Registro
from rubrica.verificacion.models import PorAcusar
from rubrica.verificacion.rules import FOLIOS_POR_ACUSE, SEGUNDOS_PARA_ACUSAR

SIN_CLAVE = "sin CIC ni OCR legible"


def acusar(*, momento: datetime) -> int:
    """Enqueue the acuses that are due, one per auxiliar; return how many e-mails.

    Due: the oldest record of the auxiliar was opened a minute ago, or they fill one e-mail. The
    rows go with the enqueuing, so that none is told twice and none is forgotten. One auxiliar
    whose data do not open keeps its rows and does not hold the others: NoAbre is raised at the end.
    """
    vencido = momento - timedelta(seconds=SEGUNDOS_PARA_ACUSAR)
    auxiliares_vencidos = (
        PorAcusar.objects.filter(abierto_en__lte=vencido)
        .values_list("auxiliar", flat=True)
        .distinct()
    )
    enviados, fallas = 0, []
    for auxiliar in list(auxiliares_vencidos):
        try:
            enviados += _acknowledge(auxiliar, momento)
        except llaves.NoAbre as falla:
            fallas.append(falla)
    if fallas:
        raise fallas[0]
    return enviados


@transaction.atomic
def _acknowledge(auxiliar: int, momento: datetime) -> int:
    """Write one e-mail with what is due to one auxiliar; 0 when another worker is at it."""
    filas = list(
        PorAcusar.objects.select_for_update(skip_locked=True)
        .filter(auxiliar=auxiliar)
        .order_by("abierto_en")[:FOLIOS_POR_ACUSE]
    )
    if not filas:
        return 0
    datos = auxiliares.auxiliar(auxiliar)
    enviar(
        plantilla="acuse",
        para=datos.datos.correo,
        datos={
            "proceso": datos.proceso,
            "registros": [_line(r) for r in registros.varios(f.registro for f in filas)],
        },
        proceso=datos.proceso,
        momento=momento,
    )
    PorAcusar.objects.filter(registro__in=[fila.registro for fila in filas]).delete()
    return 1


def _line(registro: Registro) -> dict[str, str]:
    """Folio, CIC or OCR, instant and código of one record: no other datum (ET 6.4)."""
    formulario = sellos.abrir_formulario(registro)
    cic, ocr = formulario.get("cic", ""), formulario.get("ocr", "")
    return {
        "folio": registro.folio,
        "clave": f"CIC {cic}" if cic else f"OCR {ocr}" if ocr else SIN_CLAVE,
        "recibido_en": registro.recibido_en.isoformat(),
        "codigo": bytes(registro.codigo_integridad).hex(),
    }
