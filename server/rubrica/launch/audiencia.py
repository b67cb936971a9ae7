"""The hearing of the demo: its requirements and its date; people load it and give its notice."""

from __future__ import annotations

from datetime import datetime, timedelta

from rubrica.audiencia import queries, services
from rubrica.audiencia.services import Convocatoria, Persona

EN_DIAS, DURA = timedelta(days=7), timedelta(hours=4)
REQUISITOS = """\
Identificarse con credencial para votar vigente y acreditar la representación.
Presentar original o copia certificada de cada documento, relacionados por folio del registro.
Traer los documentos también en PDF, uno por registro."""


def sembrar(*, proceso: str, quien: dict[str, int], momento: datetime) -> None:
    """Sara agreed on the requirements and scheduled a hearing that Olga operates (ET 11.3)."""
    if queries.requisitos(proceso) is not None:
        return
    sara, olga = quien["sara@opl.test"], quien["olga@opl.test"]
    services.acordar_requisitos(
        proceso=proceso, texto=REQUISITOS, con="Pilar Promueve",
        acordados_el=momento.date() - timedelta(days=1), quien=sara, momento=momento,
    )  # fmt: skip
    inicio = momento.replace(hour=10) + EN_DIAS
    services.programar(
        proceso=proceso, quien=sara, momento=momento,
        convocatoria=Convocatoria(
            inicio=inicio, fin=inicio + DURA, sala="Sala de sesiones del OPL (ficticia)",
            conduce=sara, operadores=[olga],
            representantes=[Persona(nombre="Pilar Promueve", calidad="Persona promovente")],
        ),
    )  # fmt: skip
