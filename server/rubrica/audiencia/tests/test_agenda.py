"""A hearing on the calendar: requirements first, officials, load, the notice (ET 11.1 to 11.5)."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from pypdf import PdfReader

from rubrica.audiencia import queries, services
from rubrica.audiencia.models import Documento, Sesion
from rubrica.audiencia.tests.conftest import (
    ANA,
    COMIENZA,
    HOY,
    JUAN,
    LUIS,
    NADIE,
    PROCESO,
    SARA,
    Poner,
    cargada,
    convocatoria,
    rechazo_de,
)
from rubrica.auxiliares.tests.escenas import destinatarios
from rubrica.avisos.models import Aviso
from rubrica.cuentas.models import Cuenta
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.tests.elenco import Reparto
from rubrica.procesos import actos
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.registros.rules import Regla


@pytest.mark.numeral("ET 11.5")
def test_without_the_requirements_agreed_nothing_is_scheduled(
    proceso: Proceso, susana: Cuenta, olga: Cuenta
) -> None:
    negado = rechazo_de(
        lambda: services.programar(
            proceso=PROCESO, convocatoria=convocatoria(susana, olga), quien=susana.pk, momento=HOY
        )
    )

    assert (negado.code, negado.fila.numeral) == ("audiencia-sin-requisitos", "ET 11.5")


@pytest.mark.numeral("ET 11.5")
def test_the_requirements_are_kept_sealed_with_whom_they_were_agreed(requisitos: None) -> None:
    fila = queries.requisitos(PROCESO)

    assert fila is not None
    assert b"Acreditar" not in bytes(fila.texto)
    texto, con = queries.texto_de_requisitos(fila)
    assert (texto.splitlines()[0], con) == ("Acreditar la representación.", "Pilar Ejemplo")


@pytest.mark.numeral("ET 11.1")
def test_a_mechanism_without_hearings_has_none(proceso: Proceso, ada: Cuenta) -> None:
    forzar(tipo="consulta_popular")

    negado = rechazo_de(
        lambda: services.acordar_requisitos(
            proceso=PROCESO, texto="x", con="y", acordados_el=date(2026, 11, 1), quien=ada.pk,
            momento=HOY,
        )
    )  # fmt: skip
    assert (negado.code, negado.fila.numeral) == ("sin-audiencias", "ET 11.1")


@pytest.mark.numeral("ET 11.2")
def test_only_what_does_not_count_and_is_free_is_put_in_it(
    programada: Sesion, poner: Poner, susana: Cuenta
) -> None:
    buena = poner(JUAN)
    malas = [poner(LUIS, inciso="j"), poner(NADIE), poner(ANA), poner(SARA)]

    assert services.cargar(sesion=programada.pk, quien=susana.pk, momento=HOY) == len(malas)
    assert {a.registro for a in queries.asuntos(programada)} == {r.pk for r in malas}
    negado = rechazo_de(
        lambda: services.cargar(
            sesion=programada.pk, folios=[buena.folio], quien=susana.pk, momento=HOY
        )
    )
    assert (negado.code, negado.fila.numeral) == ("registro-no-disponible", "ET 11.2")


@pytest.mark.numeral("ET 11.2")
def test_a_record_is_in_one_hearing_at_a_time_and_free_when_it_is_cancelled(
    programada: Sesion, poner: Poner, susana: Cuenta, olga: Cuenta
) -> None:
    registro = poner(NADIE)
    services.cargar(sesion=programada.pk, quien=susana.pk, momento=HOY)
    otra = services.programar(
        proceso=PROCESO, convocatoria=convocatoria(susana, olga), quien=susana.pk, momento=HOY
    )

    def cargar() -> int:
        return services.cargar(
            sesion=otra.pk, folios=[registro.folio], quien=susana.pk, momento=HOY
        )

    assert rechazo_de(cargar).code == "registro-no-disponible"
    services.cancelar(sesion=programada.pk, motivo="No hubo luz", quien=susana.pk, momento=HOY)
    assert cargar() == 1


@pytest.mark.numeral("ET 11.3")
def test_the_load_is_shared_out_among_who_operates(
    requisitos: None, poner: Poner, susana: Cuenta, olga: Cuenta, reparto: Reparto
) -> None:
    oscar = reparto("Óscar", Rol.OPERADOR)
    sesion = services.programar(
        proceso=PROCESO, convocatoria=convocatoria(susana, olga, oscar), quien=susana.pk,
        momento=HOY,
    )  # fmt: skip
    for _ in range(3):
        poner(NADIE)

    services.cargar(sesion=sesion.pk, quien=susana.pk, momento=HOY)

    cargas = {f.nombre: f.registros for f in queries.carga(sesion)}  # type: ignore[attr-defined]
    assert cargas == {"Susana": 0, "Olga": 2, "Óscar": 1}


@pytest.mark.numeral("ET 11.3")
def test_who_does_not_act_in_the_process_is_not_summoned(
    requisitos: None, susana: Cuenta, renata: Cuenta
) -> None:
    negado = rechazo_de(
        lambda: services.programar(
            proceso=PROCESO, convocatoria=convocatoria(susana, renata), quien=susana.pk, momento=HOY
        )
    )

    assert negado.code == "funcionario-ajeno"


@pytest.mark.numeral("ET 11.3")
def test_the_notice_names_officials_accounts_and_loads_and_goes_to_the_derfe(
    programada: Sesion, poner: Poner, susana: Cuenta, irma: Cuenta
) -> None:
    poner(NADIE)
    poner(LUIS, regla=Regla.BAJA_DEL_AUXILIAR)

    cargada(programada, susana)

    aviso = Documento.objects.get(clase="aviso")
    pdf = services.abrir_documento(aviso, quien=irma.pk, momento=HOY)
    texto = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert all(t in texto for t in ("Susana", "Olga", "olga@ejemplo.test", "2"))
    assert "menos de 48 horas" not in texto
    assert "irma@ejemplo.test" in destinatarios("sesion")


@pytest.mark.numeral("ET 11.3")
def test_a_late_notice_is_given_and_its_lateness_shows(
    programada: Sesion, poner: Poner, susana: Cuenta, irma: Cuenta
) -> None:
    poner(NADIE)

    cargada(programada, susana, COMIENZA - timedelta(hours=47))

    pdf = services.componer(programada, "aviso")
    assert "menos de 48 horas" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


@pytest.mark.numeral("ET 11.3")
def test_a_hearing_that_nobody_was_told_of_does_not_open(
    programada: Sesion, poner: Poner, susana: Cuenta
) -> None:
    poner(NADIE)
    services.cargar(sesion=programada.pk, quien=susana.pk, momento=HOY)

    negado = rechazo_de(
        lambda: services.abrir(
            sesion=programada.pk, asistieron=[], quien=susana.pk, momento=COMIENZA
        )
    )
    assert negado.code == "sesion-improcedente"


@pytest.mark.numeral("ET 11.3")
def test_it_opens_at_its_hour_and_only_for_who_was_notified(
    programada: Sesion, poner: Poner, susana: Cuenta, ada: Cuenta
) -> None:
    poner(NADIE)
    cargada(programada, susana)

    def abrir(quien: Cuenta, minutos: int) -> str:
        momento = COMIENZA + timedelta(minutes=minutos)
        return rechazo_de(
            lambda: services.abrir(
                sesion=programada.pk, asistieron=[], quien=quien.pk, momento=momento
            )
        ).code

    assert abrir(susana, -31) == "sesion-antes-de-hora"
    assert abrir(ada, 0) == "audiencia-ajena"


@pytest.mark.numeral("ET 11.3", "ET 11.9")
def test_the_calendar_of_the_process_watches_both_clocks(
    programada: Sesion, poner: Poner, susana: Cuenta
) -> None:
    assert actos.de_proceso(PROCESO)["ET 11.3"].cumplido_en is None
    poner(NADIE)

    cargada(programada, susana)

    acto = actos.de_proceso(PROCESO)["ET 11.3"]
    assert (acto.desde, acto.cumplido_en) == (COMIENZA, HOY)


@pytest.mark.numeral("ET 14.1")
def test_nothing_personal_goes_by_mail_or_in_the_bitacora(
    programada: Sesion, poner: Poner, susana: Cuenta
) -> None:
    registro = poner(NADIE)
    cargada(programada, susana)

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(encode(canonico, 'escape'), ' ') FROM bitacora_asiento")
        (dicho,) = cursor.fetchone()
    assert Aviso.objects.filter(plantilla="sesion").exists()
    assert "Petra" not in dicho
    assert NADIE not in dicho
    assert registro.folio in dicho


@pytest.mark.numeral("ET 11.5")
@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE audiencia_requisitos SET texto = ''",
        "DELETE FROM audiencia_actodesesion",
        "UPDATE audiencia_sesion SET clase = 'revision'",
        "UPDATE audiencia_asunto SET folio = 'otro'",
        "UPDATE audiencia_funcionario SET nombre = 'Otra'",
        "UPDATE audiencia_documento SET huella = ''",
        "TRUNCATE audiencia_firma",
    ],
)
def test_the_database_itself_refuses_to_rewrite_it(
    programada: Sesion, poner: Poner, susana: Cuenta, orden: str
) -> None:
    poner(NADIE)
    cargada(programada, susana)

    with pytest.raises(Exception, match="sólo se agrega"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(orden)
