"""An open process changes with who, when, why and what was before, or not at all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from rubrica import llaves
from rubrica.avisos.models import Aviso
from rubrica.core.acuse import leer_manifiesto
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.procesos import cambios, queries, rules, services
from rubrica.procesos.cambios import CambioImprocedente, Datos
from rubrica.procesos.forms_de_requisito import requisito_escrito
from rubrica.procesos.models import CambioDeProceso, Proceso
from rubrica.procesos.tests.conftest import AHORA, FIN, Oficina
from rubrica.procesos.tests.test_vistas import de

SEMANA = timedelta(days=7)
BASE = Datos(
    fin=FIN,
    aviso_integral="https://ejemplo.test/i",
    aviso_simplificado="https://ejemplo.test/s",
    vigencia_prorrogada_desde=None,
    requisito=rules.tipos()["revocacion_de_mandato"].requisito,
    manifiesto_ciudadano="Manifiesto.",
    responsiva="Responsiva.",
)


def cambiar(oficina: Oficina, proceso: Proceso, **nuevos: object) -> CambioDeProceso:
    """Irma changes that of the process."""
    return services.cambiar(
        proceso=proceso.pk,
        datos=replace(services.vigentes(proceso), **nuevos),  # type: ignore[arg-type]
        motivo="Acuerdo 31",
        quien=oficina.irma.pk,
        momento=AHORA,
    )


def carga(proceso: str) -> dict[str, object]:
    return leer_manifiesto(queries.manifiesto(proceso), llaves.publica_ed25519("manifiesto"))


@pytest.mark.numeral("ET 4.8")
def test_an_extension_is_signed_again_and_keeps_what_was_before(oficina: Oficina) -> None:
    proceso = oficina.abierto()

    cambio = cambiar(oficina, proceso, fin=FIN + SEMANA)

    nueva = carga(proceso.pk)
    assert (nueva["version"], nueva["periodo"]["fin"]) == (2, "2026-12-17T05:59:59.000Z")  # type: ignore[index]
    assert (cambio.antes, cambio.despues) == (
        {"fin": FIN.isoformat()},
        {"fin": (FIN + SEMANA).isoformat()},
    )
    assert (cambio.quien, cambio.motivo, cambio.momento) == (oficina.irma.pk, "Acuerdo 31", AHORA)


@pytest.mark.numeral("ET 14.2")
def test_a_text_that_changes_takes_its_next_version(oficina: Oficina) -> None:
    proceso = oficina.abierto()

    cambiar(oficina, proceso, manifiesto_ciudadano="Otro.", aviso_integral="https://ejemplo.test/2")

    nueva = carga(proceso.pk)
    assert nueva["manifiesto_ciudadano"] == {"version": 2, "texto": "Otro."}
    assert nueva["avisos"]["integral"] == "https://ejemplo.test/2"  # type: ignore[index]
    assert Proceso.objects.get(pk=proceso.pk).responsiva_version == 1


@pytest.mark.numeral("ET 4.8")
@given(st.timedeltas(-SEMANA, SEMANA), st.timedeltas(-SEMANA, SEMANA))
def test_no_change_leaves_out_an_instant_that_was_inside(
    movido: timedelta, cuando: timedelta
) -> None:
    despues = replace(BASE, fin=FIN + movido)

    with suppress(CambioImprocedente):
        nuevos = cambios.exigir_cambio(antes=BASE, despues=despues, momento=FIN + cuando)
        assert nuevos["fin"] == FIN + movido > FIN >= FIN + cuando


@pytest.mark.parametrize(
    ("nuevos", "code"),
    [
        ({}, "sin-cambios"),
        ({"fin": FIN - SEMANA}, "se-acorta"),
    ],
)
def test_what_may_not_change_is_refused(nuevos: dict[str, object], code: str) -> None:
    with pytest.raises(CambioImprocedente, match=code):
        cambios.exigir_cambio(antes=BASE, despues=replace(BASE, **nuevos), momento=AHORA)  # type: ignore[arg-type]


def test_a_draft_does_not_change_this_way(oficina: Oficina) -> None:
    with pytest.raises(Rechazo, match="proceso-improcedente"):
        cambiar(oficina, oficina.registrar(), fin=FIN + SEMANA)


@pytest.mark.parametrize(
    "callado",
    [
        {"fin": FIN + SEMANA},
        {"fin": FIN - SEMANA},
        {"inicio": datetime(2026, 11, 1, tzinfo=UTC)},
        {"politica_duplicados": "ninguno"},
        {"situaciones_que_cuentan": ["padron"]},
        {"requisito_porcentaje": 5_00},
        {"requisito_municipios": 1},
        {"pregunta": "¿Otra?"},
        {"manifiesto_ciudadano": "Otro."},
        {"cambios": 1},
        {"clave_publica": b"otra"},
        {"estado": "borrador"},
    ],
)
def test_the_database_refuses_a_silent_change(oficina: Oficina, callado: dict[str, object]) -> None:
    proceso = oficina.abierto()

    with pytest.raises(IntegrityError), transaction.atomic():
        Proceso.objects.filter(pk=proceso.pk).update(**callado)


def test_the_database_refuses_a_shorter_period_even_with_its_version(oficina: Oficina) -> None:
    proceso = oficina.abierto()
    CambioDeProceso.objects.create(
        proceso=proceso, version=1, motivo="x", antes={}, despues={}, quien=1, momento=AHORA
    )

    with pytest.raises(IntegrityError, match="no se acorta"), transaction.atomic():
        Proceso.objects.filter(pk=proceso.pk).update(fin=FIN - SEMANA, cambios=1)


def test_the_history_is_never_rewritten(oficina: Oficina) -> None:
    cambio = cambiar(oficina, oficina.abierto(), fin=FIN + SEMANA)

    filas = CambioDeProceso.objects.filter(pk=cambio.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        filas.update(motivo="otro")
    with pytest.raises(IntegrityError), transaction.atomic():
        filas.delete()


def test_the_promovente_and_the_opl_of_the_process_are_told(
    oficina: Oficina, renata: Cuenta
) -> None:
    proceso = oficina.abierto()

    cambiar(oficina, proceso, vigencia_prorrogada_desde=date(2025, 12, 31))

    avisos = Aviso.objects.filter(proceso=proceso.pk, plantilla="cambio_de_proceso")
    assert avisos.count() == 2  # Pilar and Ada; neither Renata, of another OPL, nor Irma


def test_irma_extends_the_period_on_the_page_and_the_history_shows_it(oficina: Oficina) -> None:
    proceso = oficina.abierto().pk
    pagina = f"/procesos/{proceso}/cambios/"
    irma = de(oficina.irma)
    fila = Proceso.objects.get(pk=proceso)
    escrito = {
        "fin": "2026-12-09T23:59",
        "aviso_integral": fila.aviso_integral,
        "aviso_simplificado": fila.aviso_simplificado,
        "manifiesto_ciudadano": fila.manifiesto_ciudadano,
        "responsiva": fila.responsiva.replace("\n", "\r\n"),
        **requisito_escrito(fila.requisito),
        "motivo": "Acuerdo 31 del Consejo General",
    }

    igual = irma.post(pagina, escrito)
    sin_motivo = irma.post(pagina, escrito | {"motivo": ""})
    corto = irma.post(pagina, escrito | {"fin": "2026-12-08T23:59"})
    ajena = de(oficina.ada).post(pagina, escrito)
    hecho = irma.post(pagina, escrito | {"fin": "2026-12-16T23:59"})

    codigos = [r.status_code for r in (igual, sin_motivo, corto, ajena, hecho)]
    assert codigos == [422, 422, 422, 403, 302]
    historia = de(oficina.ada).get(pagina).content.decode()
    for dicho in ("09/12/2026, 23:59", "16/12/2026, 23:59", "Acuerdo 31", oficina.irma.nombre):
        assert dicho in historia
    assert "Registrar el cambio" not in historia
