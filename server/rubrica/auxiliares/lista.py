"""The promovente's list of auxiliares: what is looked for, a page at a time.

Names are sealed, so nobody is looked for by name: by Id_Auxiliar or by the whole e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Anexo, Auxiliar, Dispositivo
from rubrica.auxiliares.queries import AuxiliarConDatos, con_datos
from rubrica.auxiliares.rules import ClaseDeAnexo


class Cuales(StrEnum):
    """Which auxiliares to list."""

    TODAS = ""
    EN_FUNCIONES = "en_funciones"
    SIN_FURA = "sin_fura"
    SIN_DISPOSITIVO = "sin_dispositivo"
    DE_BAJA = "de_baja"


CUALES = {
    Cuales.TODAS: "Todas",
    Cuales.EN_FUNCIONES: "En funciones",
    Cuales.SIN_FURA: "Sin FURA firmado",
    Cuales.SIN_DISPOSITIVO: "Sin dispositivo en uso",
    Cuales.DE_BAJA: "Dadas de baja",
}


def de_proceso(
    proceso: str, *, busca: str = "", cuales: Cuales = Cuales.TODAS
) -> QuerySet[Auxiliar]:
    """Return the auxiliares of a process, by number.

    busca: an Id_Auxiliar, with or without its zeros, or a whole e-mail; "" for all. Raises
    llaves.LlaveAusente.
    """
    filas = Auxiliar.objects.filter(proceso=proceso).order_by("id")
    if cuales is Cuales.DE_BAJA:
        filas = filas.filter(baja_en__isnull=False)
    elif cuales is not Cuales.TODAS:
        filas = filas.filter(baja_en__isnull=True)
    if cuales is Cuales.SIN_FURA:
        fura = Anexo.objects.filter(auxiliar=OuterRef("pk"), clase=ClaseDeAnexo.FURA)
        filas = filas.filter(~Exists(fura))
    elif cuales is Cuales.SIN_DISPOSITIVO:
        en_uso = Dispositivo.objects.filter(auxiliar=OuterRef("pk"), baja_en__isnull=True)
        filas = filas.filter(~Exists(en_uso))
    return _buscadas(filas, proceso, busca.strip()) if busca.strip() else filas


def _buscadas(filas: QuerySet[Auxiliar], proceso: str, busca: str) -> QuerySet[Auxiliar]:
    if "@" in busca:
        return filas.filter(correo_indice=sellos.index_of_correo(proceso, busca.lower()))
    return filas.filter(numero=busca.zfill(4))


def abiertas(filas: QuerySet[Auxiliar] | Iterable[Auxiliar]) -> list[AuxiliarConDatos]:
    """Return those rows with their data open and their devices; a page of them, never all."""
    ids = [fila.pk for fila in filas]
    enteras = Auxiliar.objects.prefetch_related("dispositivos__sustituidas").filter(pk__in=ids)
    return [con_datos(fila) for fila in enteras.order_by("id")]
