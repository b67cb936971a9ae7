"""The acuses: one e-mail for what an auxiliar sent in the last minute (ET 6.4), one for each
support of Mi Apoyo (ET 7.22)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from rubrica import llaves
from rubrica.auxiliares import queries as auxiliares
from rubrica.avisos.services import enviar
from rubrica.core.mi_apoyo import codigo_escrito
from rubrica.mi_apoyo import queries as mi_apoyo
from rubrica.procesos import queries as procesos
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.services import Registro
from rubrica.verificacion.models import PorAcusar
from rubrica.verificacion.rules import FOLIOS_POR_ACUSE, SEGUNDOS_PARA_ACUSAR

SIN_CLAVE = "sin CIC ni OCR legible"
SIN_AUXILIAR = 0  # of the records of Mi Apoyo


def acusar(*, momento: datetime) -> int:
    """Enqueue the acuses that are due, one per auxiliar; return how many e-mails.

    A citizen has hers at once (ET 7.22). An auxiliar's is due when the oldest record was opened a
    minute ago, or they fill one e-mail. The rows go with the enqueuing, so that none is told twice
    and none is forgotten. One whose data do not open keeps its rows and does not hold the others:
    NoAbre is raised at the end.
    """
    vencido = momento - timedelta(seconds=SEGUNDOS_PARA_ACUSAR)
    auxiliares_vencidos = (
        PorAcusar.objects.filter(abierto_en__lte=vencido)
        .values_list("auxiliar", flat=True)
        .distinct()
    )
    enviados, fallas = 0, []
    for auxiliar in list(auxiliares_vencidos.exclude(auxiliar=SIN_AUXILIAR)):
        try:
            enviados += _acknowledge(auxiliar, momento)
        except llaves.NoAbre as falla:
            fallas.append(falla)
    for registro in list(
        PorAcusar.objects.filter(auxiliar=SIN_AUXILIAR).values_list("registro", flat=True)
    ):
        try:
            enviados += _acknowledge_citizen(registro, momento)
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
        objeto=f"auxiliar/{datos.proceso}/{datos.numero}",
        momento=momento,
    )
    PorAcusar.objects.filter(registro__in=[fila.registro for fila in filas]).delete()
    return 1


@transaction.atomic
def _acknowledge_citizen(registro: UUID, momento: datetime) -> int:
    """Write the acuse of ET 7.22; 0 when another worker is at it.

    The CIC is the one with which the device was bonded (ET 7.25), and the only personal datum.
    """
    fila = PorAcusar.objects.select_for_update(skip_locked=True).filter(registro=registro).first()
    if fila is None:
        return 0
    (recibido,) = registros.varios([registro])
    vinculo = mi_apoyo.vinculo_con_datos(recibido.dispositivo)
    proceso = procesos.proceso_en_puerta(recibido.proceso)
    enviar(
        plantilla="acuse_de_mi_apoyo",
        para=vinculo.datos.correo,
        datos={
            "cic": vinculo.datos.cic,
            "mecanismo": proceso.denominacion if proceso else recibido.proceso,
            "proceso": recibido.proceso,
            "folio": recibido.folio,
            "recibido_en": recibido.recibido_en.isoformat(),
            "codigo_de_activacion": codigo_escrito(vinculo.datos.codigo),
            "dispositivo": str(recibido.dispositivo),
            "correo": vinculo.datos.correo,
            "codigo": bytes(recibido.codigo_integridad).hex(),
        },
        proceso=recibido.proceso,
        momento=momento,
    )
    fila.delete()
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
