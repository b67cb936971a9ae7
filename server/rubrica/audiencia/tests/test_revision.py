"""The review with the promovente: agreed by both, looked at together, a minuta (ET 10.8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from rubrica.audiencia import queries, services, tasks
from rubrica.audiencia.models import Documento, Sesion
from rubrica.audiencia.rules import Parte
from rubrica.audiencia.services import Persona
from rubrica.audiencia.tests.conftest import (
    COMIENZA,
    EN_LA_SALA,
    HOY,
    LUIS,
    NADIE,
    PROCESO,
    SARA,
    TERMINA,
    Poner,
    guardar,
    rechazo_de,
)
from rubrica.auxiliares.tests.escenas import destinatarios
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.registros.models import Movimiento


def proponer(quien: Cuenta, parte: Parte = Parte.OPL, inicio: datetime = COMIENZA) -> Sesion:
    return services.proponer(
        proceso=PROCESO, inicio=inicio, fin=inicio + timedelta(hours=2), sala="Mesa de Control",
        parte=parte, quien=quien.pk, momento=HOY,
    )  # fmt: skip


def aceptar(sesion: Sesion, quien: Cuenta, parte: Parte) -> Sesion:
    return services.aceptar(sesion=sesion.pk, parte=parte, quien=quien.pk, momento=HOY)


@pytest.mark.numeral("ET 10.8")
@pytest.mark.parametrize(
    "tipo", ["consulta_popular", "iniciativa_ciudadana", "revocacion_de_mandato"]
)
def test_both_parties_agree_on_a_date_in_every_mechanism(
    proceso: Proceso, susana: Cuenta, pilar: Cuenta, tipo: str
) -> None:
    forzar(tipo=tipo)
    sesion = proponer(susana)

    assert rechazo_de(lambda: aceptar(sesion, susana, Parte.OPL)).code == "revision-propia"
    assert aceptar(sesion, pilar, Parte.PROMOVENTE).estado == "acordada"


@pytest.mark.numeral("ET 10.8")
def test_the_other_party_may_propose_another_date_and_hears_of_each(
    proceso: Proceso, susana: Cuenta, pilar: Cuenta
) -> None:
    sesion = proponer(susana)
    assert destinatarios("sesion") == ["pilar@ejemplo.test"]
    otra = COMIENZA + timedelta(days=1)

    services.contraproponer(
        sesion=sesion.pk, inicio=otra, fin=otra + timedelta(hours=1), sala="Biblioteca",
        parte=Parte.PROMOVENTE, quien=pilar.pk, momento=HOY,
    )  # fmt: skip

    tasks.avisar_al_opl(sesion=sesion.pk, cambio="propuesta")
    assert "susana@ejemplo.test" in destinatarios("sesion")
    acordada = aceptar(sesion, susana, Parte.OPL)
    assert (acordada.inicio, acordada.sala) == (otra, "Biblioteca")


@pytest.mark.numeral("ET 10.8")
def test_a_sunday_is_refused(proceso: Proceso, susana: Cuenta) -> None:
    domingo = COMIENZA - timedelta(days=1)

    negado = rechazo_de(lambda: proponer(susana, inicio=domingo))

    assert (negado.code, negado.fila.numeral) == ("revision-inhabil", "ET 10.8")


@pytest.fixture
def en_curso(proceso: Proceso, poner: Poner, susana: Cuenta, pilar: Cuenta) -> Sesion:
    """A review that is open on what it may look at."""
    poner(LUIS, inciso="j")
    poner(NADIE)
    poner(SARA)  # a baja: only a hearing looks at it
    sesion = aceptar(proponer(susana), pilar, Parte.PROMOVENTE)
    services.cargar(sesion=sesion.pk, quien=susana.pk, momento=HOY)
    services.acreditar(
        sesion=sesion.pk, personas=[Persona(nombre="Pilar Ejemplo", calidad="Promovente")],
        quien=susana.pk, momento=HOY,
    )  # fmt: skip
    return services.abrir(sesion=sesion.pk, asistieron=[1], quien=susana.pk, momento=EN_LA_SALA)


@pytest.mark.numeral("ET 10.8")
def test_it_looks_at_inconsistencies_and_not_found_and_changes_nothing(
    en_curso: Sesion, olga: Cuenta
) -> None:
    antes = Movimiento.objects.count()
    vistos = [r for a in queries.asuntos(en_curso) if (r := queries.registro_de(a))]
    assert {r.situacion for r in vistos} == {"lista_nominal", "no_encontrado"}

    for registro in vistos:
        guardar(registro, olga, manifestacion="La firma sí es de la persona.")
    cambiar = rechazo_de(lambda: guardar(vistos[0], olga, "reconsiderar"))

    assert (cambiar.code, cambiar.fila.numeral) == ("revision-no-cambia", "ET 10.8")
    assert Movimiento.objects.count() == antes


@pytest.mark.numeral("ET 10.8")
def test_it_leaves_a_minuta(en_curso: Sesion, susana: Cuenta, olga: Cuenta) -> None:
    asunto = queries.asuntos(en_curso)[0]
    registro = queries.registro_de(asunto)
    assert registro is not None
    guardar(registro, olga, manifestacion="La firma sí es suya.")
    services.relatar(
        sesion=en_curso.pk, texto="Se vieron los registros.", quien=susana.pk, momento=TERMINA
    )

    services.cerrar(sesion=en_curso.pk, quien=susana.pk, momento=TERMINA)

    minuta = Documento.objects.get(clase="minuta")
    pdf = services.abrir_documento(minuta, quien=susana.pk, momento=TERMINA)
    texto = "".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    for dicho in ("Minuta", "Pilar Ejemplo", "Olga", "La firma sí es suya.", asunto.folio):
        assert dicho in texto
    assert services.componer(en_curso, "minuta") == pdf
