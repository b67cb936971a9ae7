"""A change of an open process: versioned, justified, signed for phones, told by e-mail."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from rubrica.avisos.services import enviar
from rubrica.core.plazos import ZONA
from rubrica.core.rechazos import rechazo
from rubrica.cuentas.queries import correos_en
from rubrica.cuentas.rules import Rol
from rubrica.procesos import cambios as reglas
from rubrica.procesos.cambios import (
    CAMBIABLES,
    PUBLICABLES,
    TEXTOS_CON_VERSION,
    Datos,
    Valor,
    como_texto,
)
from rubrica.procesos.models import CambioDeProceso, Proceso
from rubrica.procesos.requisito import Requisito
from rubrica.procesos.rules import Estado
from rubrica.procesos.services._comun import anotar, emitir_manifiesto, tomar

NOMBRES = {**CAMBIABLES, **PUBLICABLES}
A_QUIENES = (Rol.PROMOVENTE, Rol.OPL_ADMINISTRADOR)


@transaction.atomic
def cambiar(
    *, proceso: str, datos: Datos, motivo: str, quien: int, momento: datetime
) -> CambioDeProceso:
    """Change an open process and keep what it was, who changed it and why.

    The manifest is signed again with a higher version: phones learn of it when they next ask.
    Raises `proceso-improcedente` and reglas.CambioImprocedente.
    """
    fila = tomar(proceso)
    if fila.estado != Estado.ABIERTO:
        raise rechazo("proceso-improcedente", estado=fila.estado, acto="cambiar")
    antes = vigentes(fila)
    nuevos = reglas.exigir_cambio(antes=antes, despues=datos, momento=momento)
    cambio = CambioDeProceso.objects.create(
        proceso=fila,
        version=fila.cambios + 1,
        motivo=motivo,
        antes={campo: como_texto(getattr(antes, campo)) for campo in nuevos},
        despues={campo: como_texto(valor) for campo, valor in nuevos.items()},
        quien=quien,
        momento=momento,
    )
    _escribir(fila, nuevos, cambio.version)
    asentar_cambio(fila, cambio)
    return cambio


def asentar_cambio(fila: Proceso, cambio: CambioDeProceso) -> None:
    """A change that was written is signed for phones, left in the bitácora and told by e-mail."""
    emitir_manifiesto(fila, cambio.momento)
    anotar(
        "cambiar_proceso", fila, quien=cambio.quien, momento=cambio.momento,
        version=cambio.version, campos=", ".join(cambio.despues),
    )  # fmt: skip
    _comunicar(fila, cambio, cambio.momento)


def vigentes(proceso: Proceso) -> Datos:
    """Return what may change of a process, as it stands."""
    return Datos(**{campo.name: getattr(proceso, campo.name) for campo in fields(Datos)})


def _escribir(fila: Proceso, nuevos: dict[str, Valor], version: int) -> None:
    """Write the new values; a text that changes takes its next version."""
    columnas: dict[str, object] = {**nuevos, "cambios": version}
    requisito = columnas.pop("requisito", None)
    if isinstance(requisito, Requisito):
        columnas |= requisito.columnas()
    for texto in TEXTOS_CON_VERSION:
        if texto in nuevos:
            columnas[f"{texto}_version"] = getattr(fila, f"{texto}_version") + 1
    for nombre, valor in columnas.items():
        setattr(fila, nombre, valor)
    fila.save(update_fields=sorted(columnas))


def _comunicar(fila: Proceso, cambio: CambioDeProceso, momento: datetime) -> None:
    """Tell the promovente and the OPL of the process what changed, from what and why."""
    for correo in correos_en(fila.pk, A_QUIENES, momento=momento):
        enviar(
            plantilla="cambio_de_proceso",
            para=correo,
            datos={
                "proceso": fila.pk,
                "denominacion": fila.denominacion,
                "motivo": cambio.motivo,
                "cambios": renglones(cambio),
                "portal": f"{settings.URL_PUBLICA}/",
            },
            proceso=fila.pk,
            momento=momento,
        )


def renglones(cambio: CambioDeProceso) -> list[dict[str, str]]:
    """Return what a change did, field by field, in words: que, antes, ahora."""
    return [
        {
            "que": NOMBRES[campo],
            "antes": _legible(campo, cambio.antes[campo]),
            "ahora": _legible(campo, nuevo),
        }
        for campo, nuevo in cambio.despues.items()
    ]


def _legible(campo: str, texto: str) -> str:
    """Return a kept value as people read it: days and instants in hora Centro."""
    if not texto:
        return "ninguna"
    if campo == "fin":
        return f"{datetime.fromisoformat(texto).astimezone(ZONA):%d/%m/%Y, %H:%M} (hora Centro)"
    if campo == "vigencia_prorrogada_desde":
        return f"{date.fromisoformat(texto):%d/%m/%Y}"
    return texto
