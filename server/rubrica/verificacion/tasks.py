"""What the worker does, as turns of its threads; each reads the clock and calls a service."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from django.utils.timezone import now
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from rubrica.avisos import tasks as avisos
from rubrica.bitacora import tasks as bitacora
from rubrica.mi_apoyo import atencion
from rubrica.registros import services as registros
from rubrica.senales import services as senales
from rubrica.verificacion import services
from rubrica.verificacion.ciclo import Agenda, Hilo, Periodica

MIRADORES = 2  # threads that measure pictures: opencv and zxing leave the interpreter to others
SEGUNDOS_SIN_LATIDO = 60  # a job whose worker has been silent this long is taken up again


def abrir() -> bool:
    """Open one batch, first what a phone waits for: enrolments, proofs; whether there was any."""
    momento = now()
    esperados = services.abrir_altas(momento=momento) + services.abrir_pruebas(momento=momento)
    return services.abrir_pendientes(momento=momento) + esperados > 0


def reintentar() -> bool:
    """Put back a batch of what waited for a cut that is there by now; whether there was any."""
    return services.reintentar_con_corte(momento=now()) > 0


def senalar() -> bool:
    """Measure one record and leave what was noticed (ET 10.3); whether there was any."""
    return services.senalar_siguiente(momento=now())


def agenda() -> Agenda:
    """What goes by the clock: order and balances each second, signature each minute."""
    return Agenda([
        Periodica(1, bitacora.secuenciar),
        Periodica(1, registros.rodar),
        Periodica(1, lambda: atencion.atender(momento=now())),
        Periodica(5, lambda: services.acusar(momento=now())),
        Periodica(20, lambda: senales.completar(momento=now())),
        Periodica(60, lambda: atencion.limpiar(momento=now())),
        Periodica(60, lambda: bitacora.firmar_punto_de_control(now())),
        Periodica(60, lambda: avisos.leer_rebotes(momento=now())),
    ])  # fmt: skip


def hilos(parar: threading.Event) -> list[Hilo]:
    """The threads of one worker, not yet started."""
    trabajos = Hilo(
        "trabajos",
        lambda: asyncio.run(atender_trabajos(parar, trabajos.latir)),
        pausa=1,
        parar=parar,
    )
    return [
        Hilo("apertura", abrir, pausa=0.3, parar=parar),
        Hilo("espera de corte", reintentar, pausa=10, parar=parar),
        *(Hilo(f"señales {n}", senalar, pausa=0.5, parar=parar) for n in range(1, MIRADORES + 1)),
        Hilo("parecidos", senales.Cotejo(), pausa=1, parar=parar),
        Hilo("agenda", agenda(), pausa=0.25, parar=parar),
        trabajos,
    ]


async def atender_trabajos(parar: threading.Event, latir: Callable[[], None]) -> bool:
    """Run the deferred jobs until `parar`; raise what procrastinate raises without its base."""
    conector = cast(DjangoConnector, app.connector)
    aplicacion = app.with_connector(conector.get_worker_connector())
    async with aplicacion.open_async():
        trabajo = asyncio.create_task(
            aplicacion.run_worker_async(
                install_signal_handlers=False, concurrency=2, shutdown_graceful_timeout=5
            )
        )
        while not parar.is_set() and not trabajo.done():
            latir()
            await asyncio.sleep(0.2)
        trabajo.cancel()
        with suppress(asyncio.CancelledError):
            await trabajo
    return False


@app.periodic(cron="* * * * *")
@app.task(name="verificacion.recuperar_trabajos", queueing_lock="recuperar", pass_context=True)
async def recuperar_trabajos(context: JobContext, timestamp: int) -> None:
    """Take up again the jobs of workers that died: else they stay `doing` for ever."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SEGUNDOS_SIN_LATIDO):
        await manager.retry_job(job)


@app.periodic(cron="40 8 * * *")  # 02:40 hora Centro
@app.task(name="verificacion.conciliar", queueing_lock="conciliar")
def conciliar(timestamp: int) -> None:
    """Compare, once a night, what has a receipt with what is on the disk."""
    services.conciliar(momento=now())
