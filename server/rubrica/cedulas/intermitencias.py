"""A provider of accounts fails: who is affected, and that they are told (ET 6.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from rubrica.auxiliares import queries as auxiliares
from rubrica.avisos.rules import Valor
from rubrica.avisos.services import Carta, enviar_varios
from rubrica.bitacora.services import anotar
from rubrica.cedulas.models import Intermitencia
from rubrica.core import autenticacion
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import queries as cuentas
from rubrica.mi_apoyo import queries as mi_apoyo
from rubrica.procesos import queries as procesos
from rubrica.procesos.queries import ProcesoEnPuerta

TAREA, COLA = "cedulas.avisar_intermitencia", "cedulas"
PLANTILLA = "proveedor_caido"


@dataclass(frozen=True, kw_only=True)
class Afectados:
    """Who proves an account by one provider in a process that captures now. No e-mail is here.

    promoventes: (process, name). auxiliares: (process, Id_Auxiliar). ciudadanos: the number that
    stands for the Id_Auxiliar in the folios of each bond, whose entidad has such a process.
    """

    proveedor: str
    nombre: str
    promoventes: Sequence[tuple[str, str]]
    auxiliares: Sequence[tuple[str, str]]
    ciudadanos: Sequence[str]

    @property
    def cuantos(self) -> int:
        return len(self.promoventes) + len(self.auxiliares) + len(self.ciudadanos)


def afectados(momento: datetime) -> list[Afectados]:
    """Return who is affected by each provider of the installation, were it to fail now."""
    activos = procesos.en_captacion(momento)
    return [_afectados_por(p.clave, activos) for p in autenticacion.PROVEEDORES.values()]


def _afectados_por(proveedor: str, activos: Sequence[ProcesoEnPuerta]) -> Afectados:
    suyos = cuentas.promoventes_con(proveedor)
    return Afectados(
        proveedor=proveedor,
        nombre=autenticacion.nombre_de(proveedor),
        promoventes=[(p.id, suyos[p.promovente]) for p in activos if p.promovente in suyos],
        auxiliares=auxiliares.con_cuenta_de(proveedor, [p.id for p in activos]),
        ciudadanos=mi_apoyo.con_cuenta_de(proveedor, {p.entidad for p in activos}),
    )


@transaction.atomic
def declarar(*, proveedor: str, quien: int, momento: datetime) -> Intermitencia:
    """Say that a provider fails from now on; the worker tells who is affected.

    Raises Rechazo `no-encontrado`, `intermitencia-declarada`.
    """
    if proveedor not in autenticacion.PROVEEDORES:
        raise rechazo("no-encontrado")
    try:
        with transaction.atomic():
            fila = Intermitencia.objects.create(
                proveedor=proveedor, desde=momento, declarada_por=quien
            )
    except IntegrityError:
        raise rechazo("intermitencia-declarada") from None
    app.configure_task(TAREA, queue=COLA).defer(intermitencia=fila.pk)
    anotar(
        "declarar_intermitencia", f"proveedor:{proveedor}", quien=quien, momento=momento,
        intermitencia=fila.pk,
    )  # fmt: skip
    return fila


@transaction.atomic
def terminar(*, proveedor: str, quien: int, momento: datetime) -> None:
    """Say that the provider vouches again; twice is once."""
    abiertas = Intermitencia.objects.select_for_update().filter(
        proveedor=proveedor, terminada_en=None
    )
    if abiertas.update(terminada_en=momento, terminada_por=quien):
        anotar("terminar_intermitencia", f"proveedor:{proveedor}", quien=quien, momento=momento)


def historia() -> list[Intermitencia]:
    """Return what was declared, the newest first."""
    return list(Intermitencia.objects.order_by("-desde", "-pk"))


@transaction.atomic
def avisar(*, intermitencia: int, momento: datetime) -> int:
    """Tell each person affected, in her own words; return how many e-mails. Twice is once.

    The worker's: it alone opens the e-mails of auxiliares and citizens. Raises LlaveAusente.
    """
    fila = Intermitencia.objects.select_for_update().get(pk=intermitencia)
    if fila.avisados is not None:
        return fila.avisados
    activos = procesos.en_captacion(momento)
    correos = _correos(fila, activos)
    enviar_varios(plantilla=PLANTILLA, correos=correos, proceso="", momento=momento)
    fila.avisados = len(correos)
    fila.save(update_fields=["avisados"])
    return fila.avisados


def _correos(fila: Intermitencia, activos: Sequence[ProcesoEnPuerta]) -> list[Carta]:
    """Return the e-mail of each, once for each process in which somebody acts."""
    promoventes = cuentas.correos_con(fila.proveedor)
    por_entidad: dict[str, list[str]] = {}
    for p in activos:
        por_entidad.setdefault(p.entidad, []).append(p.id)
    return [
        *(
            Carta(promoventes[p.promovente], _dicho(fila, "persona promovente", p.id))
            for p in activos
            if p.promovente in promoventes
        ),
        *(
            Carta(correo, _dicho(fila, "persona auxiliar", proceso))
            for proceso, correo in auxiliares.correos_con_cuenta_de(
                fila.proveedor, [p.id for p in activos]
            )
        ),
        *(
            Carta(correo, _dicho(fila, "persona de Mi Apoyo", ", ".join(por_entidad[entidad])))
            for entidad, correo in mi_apoyo.correos_con_cuenta_de(fila.proveedor, por_entidad)
        ),
    ]


def _dicho(fila: Intermitencia, quien: str, proceso: str) -> dict[str, Valor]:
    return {
        "proveedor": autenticacion.nombre_de(fila.proveedor),
        "quien": quien,
        "proceso": proceso,
        "desde": fila.desde.isoformat(),
        "portal": f"{settings.URL_PUBLICA}/",
    }
