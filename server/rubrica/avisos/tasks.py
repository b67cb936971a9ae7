"""The job that delivers one aviso; its only argument is the aviso's id."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.timezone import now
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from rubrica.avisos import services
from rubrica.avisos.rules import Estado, espera


class ConEspera(BaseRetryStrategy):
    """Try again after the waits of rules.ESPERAS; only what services left in EN_ESPERA."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        pausa = espera(job.attempts + 1)
        if pausa is None or not isinstance(exception, services.EntregaFallida):
            return None
        return RetryDecision(retry_in={"seconds": int(pausa.total_seconds())})


@app.task(name=services.TAREA, queue=services.COLA, retry=ConEspera())
def entregar(aviso: str) -> None:
    """Deliver; raise EntregaFallida, with nothing personal in it, when another attempt is due."""
    if services.entregar(aviso=UUID(aviso), momento=now()) is Estado.EN_ESPERA:
        raise services.EntregaFallida(aviso)


def leer_rebotes(*, momento: datetime) -> int:
    """Note what came back to the mailbox of settings.REBOTES, if there is one."""
    if not settings.REBOTES:
        return 0
    return services.leer_rebotes(buzon=Path(settings.REBOTES), momento=momento)
