"""What waits for the general reader, and what it read, sealed. It decides nothing (ADR 0112)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from rubrica.lector.credencial import Impreso
from rubrica.registros.services import Registro, ordenar
from rubrica.senales import queries, sellos
from rubrica.senales.models import Lectura, PorLeer, Senalado
from rubrica.senales.rules import LECTOR, PRISA, Hallazgo, Motivo, orden_de

PLAZO = timedelta(minutes=3)  # a worker silent this long has died, and another reads
INTENTOS = 3  # a picture that ended so many workers is not given to another


def encolar_lectura(registro: Registro, motivo: Motivo, *, atrasado: bool = False) -> None:
    """Leave a record to the general reader; in the transaction that measures it."""
    PorLeer.objects.update_or_create(
        registro=registro.id,
        defaults={
            "proceso": registro.proceso, "motivo": motivo, "prisa": PRISA[motivo],
            "atrasado": atrasado, "recibido_en": registro.recibido_en, "tomado_hasta": None,
            "intentos": 0,
        },
    )  # fmt: skip


@transaction.atomic
def tomar_por_leer(*, momento: datetime) -> PorLeer | None:
    """Return the next record to read, this worker's for PLAZO; None if none waits.

    Nothing is held locked while it is read: a long transaction would hold back the order of all.
    """
    fila = (
        PorLeer.objects.select_for_update(skip_locked=True)
        .filter(Q(tomado_hasta=None) | Q(tomado_hasta__lte=momento))
        .order_by("prisa", "atrasado", "recibido_en")
        .first()
    )
    if fila is not None:
        fila.tomado_hasta, fila.intentos = momento + PLAZO, fila.intentos + 1
        fila.save(update_fields=["tomado_hasta", "intentos"])
    return fila


def devolver(turno: PorLeer) -> None:
    """Leave a record to be read later, for it is not to blame that it could not be read now."""
    PorLeer.objects.filter(registro=turno.registro, tomado_hasta=turno.tomado_hasta).update(
        intentos=F("intentos") - 1
    )


def descartar(turno: PorLeer) -> None:
    """Forget a record that is no longer there."""
    PorLeer.objects.filter(registro=turno.registro).delete()


def leido_antes(turno: PorLeer) -> Impreso | None:
    """Return what this same reader read of a record for that motive or a wider one; else None."""
    fila = Lectura.objects.filter(registro=turno.registro, version=LECTOR, causa="").first()
    if fila is None or fila.leido is None:
        return None
    if fila.motivo == Motivo.ANVERSO and turno.motivo != Motivo.ANVERSO:
        return None
    return queries.abrir_leido(fila)


@transaction.atomic
def guardar_lectura(
    registro: Registro,
    turno: PorLeer,
    *,
    leido: Impreso,
    hallazgos: Sequence[Hallazgo],
    momento: datetime,
) -> None:
    """Keep what was read and noticed, sealed, and put the record in its place of its day (10.1)."""
    claves = sorted({h.clave for h in hallazgos})
    datos = json.dumps([h.como_mapa() for h in hallazgos], ensure_ascii=False).encode()
    texto = json.dumps(leido.como_mapa(), ensure_ascii=False).encode()
    _escribir(
        registro, turno, momento=momento, claves=claves,
        leido=sellos.sellar(registro.proceso, "leido", registro.id, texto),
        hallazgos=sellos.sellar(registro.proceso, "impresos", registro.id, datos),
    )  # fmt: skip
    _juntar(registro, claves)


@transaction.atomic
def no_se_lee(registro: Registro, turno: PorLeer, *, causa: str, momento: datetime) -> None:
    """Leave written that a credential cannot be read, and why; it is not tried again."""
    _escribir(registro, turno, momento=momento, causa=causa[:48])


def _escribir(registro: Registro, turno: PorLeer, *, momento: datetime, **campos: object) -> None:
    Lectura.objects.update_or_create(
        registro=registro.id,
        defaults={
            "proceso": registro.proceso, "motivo": turno.motivo, "version": LECTOR, "claves": [],
            "leido": None, "hallazgos": None, "causa": "", "leida_en": momento, **campos,
        },
    )  # fmt: skip
    # Left again to be read meanwhile, it stays: another turn judges it with what is known by then.
    PorLeer.objects.filter(registro=turno.registro, tomado_hasta=turno.tomado_hasta).delete()


def _juntar(registro: Registro, claves: Sequence[str]) -> None:
    """Let the record be found by these señales too, and by what it had."""
    fila = Senalado.objects.select_for_update().filter(registro=registro.id).first()
    if fila is None:
        return
    fila.claves = sorted(queries.claves_propias(fila) | set(claves))
    fila.orden = orden_de(fila.claves)
    fila.save(update_fields=["claves", "orden"])
    ordenar({registro.id: fila.orden})
