"""Operar derecho de audiencia: each kind of record, each change, each refusal (ET 11.4 to 11.8)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from rubrica.audiencia import queries, services
from rubrica.audiencia.models import Actuacion, Adjunto, Asunto
from rubrica.audiencia.tests.conftest import (
    ANA,
    CARLA,
    DORA,
    ELSA,
    EN_LA_SALA,
    JUAN,
    LUIS,
    NADIE,
    PDF,
    SARA,
    Abierta,
    Poner,
    adjuntar,
    asunto_de,
    cargar_corte,
    guardar,
    rechazo_de,
)
from rubrica.bitacora.models import Asiento
from rubrica.cuentas.models import Cuenta
from rubrica.padron.tests import conftest as personas
from rubrica.recepcion import almacen
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Regla

CARLA_HOY = (
    "400000033,000000888,0066000000888,CRLZCR75040420M200,01,,CORRAL,MORA,CARLA,1975-04-04,M,20,8,"
    "21,66,0066,lista_nominal,,2036"
)


@pytest.mark.numeral("ET 11.4 a")
def test_an_operator_finds_the_records_of_her_load_in_the_folio_of_the_mechanism(
    abierta: Abierta, poner: Poner, olga: Cuenta, susana: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    abierta()

    assert [a.folio for a in queries.asignados(olga.pk, ["OAX26"])] == [registro.folio]
    assert list(queries.asignados(susana.pk, ["OAX26"])) == []
    assert list(queries.asignados(olga.pk, ["JAL26"])) == []


@pytest.mark.numeral("ET 11.4 b")
def test_the_images_are_opened_marked_and_written_down_for_her_alone(
    abierta: Abierta, poner: Poner, olga: Cuenta, susana: Cuenta, asomos: list[tuple[UUID, str]]
) -> None:
    registro = poner(LUIS, inciso="j")
    sesion = abierta()
    sesion.mascara = {"anverso": "oculto"}
    sesion.save(update_fields=["mascara"])

    def ver(quien: Cuenta, *, proyectada: bool) -> bytes:
        return services.abrir_imagen(
            asunto=asunto_de(registro), cual="anverso", usuario=quien.correo, quien=quien.pk,
            momento=EN_LA_SALA, proyectada=proyectada,
        )  # fmt: skip

    assert ver(olga, proyectada=False)
    ajena = rechazo_de(lambda: ver(susana, proyectada=False)).code
    tapada = rechazo_de(lambda: ver(olga, proyectada=True)).code
    assert (ajena, tapada) == ("audiencia-de-otra-persona", "imagen-oculta")
    assert asomos == [(registro.pk, olga.correo)]


@pytest.mark.numeral("ET 11.4 c")
def test_without_a_manifestacion_a_record_is_saved_without_change(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    abierta()

    guardar(registro, olga)

    actuacion = Actuacion.objects.get()
    assert (actuacion.cambios, actuacion.quien, actuacion.momento) == ([], olga.pk, EN_LA_SALA)
    assert queries.antes(actuacion, "OAX26")["clave"] == LUIS
    assert actuacion.de_inconsistencia == "ET 10.3 j"


@pytest.mark.numeral("ET 11.4 c")
def test_what_is_said_is_written_down_sealed_and_nothing_moves_yet(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    abierta()
    movimientos = Movimiento.objects.count()

    guardar(registro, olga, "reconsiderar", manifestacion="La cruz es su firma.")

    actuacion = Actuacion.objects.get()
    assert b"cruz" not in bytes(actuacion.dicho)
    dicho = queries.dicho(actuacion, "OAX26")
    assert dicho == {"manifestacion": "La cruz es su firma.", "motivo": "Se acredita."}
    registro.refresh_from_db()
    assert (registro.estatus, Movimiento.objects.count()) == ("CON_INCONSISTENCIA", movimientos)


@pytest.mark.numeral("ET 11.4 c")
def test_what_a_rule_classed_is_contested_with_an_element(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(LUIS, regla=Regla.BAJA_DEL_AUXILIAR)
    abierta()

    sin = rechazo_de(lambda: guardar(registro, olga, "levantar_regla"))
    adjuntar(registro, olga, "elemento")
    guardar(registro, olga, "levantar_regla")

    assert (sin.code, sin.fila.numeral) == ("audiencia-sin-elemento", "ET 11.4 c")
    assert Actuacion.objects.get().adjuntos == [Adjunto.objects.get().pk]


@pytest.mark.numeral("ET 11.8")
def test_not_found_is_corrected_with_the_right_data_and_a_new_search(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(NADIE)
    abierta()

    igual = rechazo_de(lambda: guardar(registro, olga, "nueva_busqueda"))
    otra = NADIE[:-1] + "1"
    sigue = rechazo_de(
        lambda: guardar(registro, olga, "nueva_busqueda", formulario={"clave": otra})
    )
    guardar(registro, olga, "nueva_busqueda", formulario={"clave": LUIS})

    assert (igual.code, igual.fila.numeral) == ("audiencia-sin-informacion-nueva", "ET 11.4")
    assert (sigue.code, sigue.fila.numeral) == ("audiencia-sin-hallazgo", "ET 11.8")
    actuacion = Actuacion.objects.get()
    assert (actuacion.de_situacion, actuacion.a_situacion) == ("no_encontrado", "lista_nominal")
    assert queries.despues(actuacion, "OAX26")["formulario"]["nombre"] == "LUIS"


@pytest.mark.numeral("ET 11.4")
@pytest.mark.parametrize("clave", [ELSA, ANA])
def test_out_of_the_lista_nominal_is_corrected_only_with_new_information(
    abierta: Abierta, poner: Poner, olga: Cuenta, clave: str
) -> None:
    registro = poner(clave)
    abierta()

    sin = rechazo_de(lambda: guardar(registro, olga, "informacion_nueva"))
    guardar(
        registro, olga, "informacion_nueva",
        formulario={"clave": JUAN, "emision": "01", "ocr": "", "cic": ""},
    )  # fmt: skip

    assert (sin.code, sin.fila.numeral) == ("audiencia-sin-informacion-nueva", "ET 11.4")
    assert Actuacion.objects.get().a_situacion == "lista_nominal"


@pytest.mark.numeral("ET 11.4")
@pytest.mark.parametrize(("clave", "inciso"), [(LUIS, "j"), (SARA, "")])
def test_the_data_of_any_other_record_are_not_edited(
    abierta: Abierta, poner: Poner, olga: Cuenta, clave: str, inciso: str
) -> None:
    registro = poner(clave, inciso=inciso)
    abierta()

    negado = rechazo_de(lambda: guardar(registro, olga, formulario={"clave": JUAN}))

    assert (negado.code, negado.fila.numeral) == ("audiencia-datos-sin-cambio", "ET 11.4")


@pytest.mark.numeral("ET 11.6")
def test_suspension_needs_the_certified_document_and_the_request(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(SARA)
    abierta()

    sin_nada = rechazo_de(lambda: guardar(registro, olga, "rehabilitacion"))
    adjuntar(registro, olga, "rehabilitacion")
    sin_solicitud = rechazo_de(lambda: guardar(registro, olga, "rehabilitacion"))
    adjuntar(registro, olga, "solicitud")
    guardar(registro, olga, "rehabilitacion")

    assert (sin_nada.code, sin_nada.fila.numeral) == ("audiencia-sin-rehabilitacion", "ET 11.6")
    assert sin_solicitud.code == "audiencia-sin-solicitud"
    assert len(Actuacion.objects.get().adjuntos) == 2


@pytest.mark.numeral("ET 11.7")
@pytest.mark.parametrize("clave", [CARLA, DORA])
def test_a_cancelled_or_repeated_registration_needs_the_copy(
    abierta: Abierta, poner: Poner, olga: Cuenta, clave: str
) -> None:
    registro = poner(clave)
    abierta()
    datos = {"clave": JUAN, "emision": "01"}

    sin = rechazo_de(lambda: guardar(registro, olga, "nuevo_tramite", formulario=datos))
    adjuntar(registro, olga, "credencial")
    vieja = rechazo_de(
        lambda: guardar(registro, olga, "nuevo_tramite", formulario={"emision": "09"})
    )

    assert (sin.code, sin.fila.numeral) == ("audiencia-sin-copia", "ET 11.7")
    assert (vieja.code, vieja.fila.numeral) == ("audiencia-sin-inscripcion-vigente", "ET 11.7")


@pytest.mark.numeral("ET 11.7")
def test_the_new_registration_is_looked_up_in_the_newest_cut(
    abierta: Abierta, poner: Poner, olga: Cuenta, tmp_path: Path
) -> None:
    registro = poner(CARLA)
    abierta()
    adjuntar(registro, olga, "credencial")
    hoy = cargar_corte(tmp_path, date(2026, 11, 30), personas.JUAN, CARLA_HOY)

    guardar(registro, olga, "nuevo_tramite", formulario={"emision": "01"})

    despues = queries.despues(Actuacion.objects.get(), "OAX26")
    assert (despues["situacion"], despues["corte"]) == ("lista_nominal", str(hoy.pk))


@pytest.mark.numeral("ET 11.4")
def test_a_change_that_is_not_its_own_is_refused(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(NADIE)
    abierta()

    negado = rechazo_de(lambda: guardar(registro, olga, "rehabilitacion"))

    assert (negado.code, negado.fila.numeral) == ("audiencia-cambio-no-previsto", "ET 11.4")


@pytest.mark.numeral("ET 11.3", "ET 11.4")
def test_a_record_of_another_load_is_not_operated(
    abierta: Abierta, poner: Poner, susana: Cuenta
) -> None:
    registro = poner(NADIE)
    abierta()

    assert rechazo_de(lambda: guardar(registro, susana)).code == "audiencia-de-otra-persona"


@pytest.mark.numeral("ET 11.4 c")
def test_what_was_saved_is_corrected_by_saving_it_again_and_all_is_kept(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    sesion = abierta()
    guardar(registro, olga, "reconsiderar")

    guardar(registro, olga)

    assert Actuacion.objects.count() == 2
    assert [a.cambios for a in queries.ultimas(sesion)] == [[]]


@pytest.mark.numeral("ET 11.4 c", "ET 14.1")
def test_a_document_is_sealed_like_a_paquete_and_each_viewing_is_written_down(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    registro = poner(SARA)
    abierta()
    adjuntar(registro, olga, "rehabilitacion")
    fila = Adjunto.objects.get()
    codigo = bytes(fila.codigo)

    assert PDF not in almacen.leer(proceso="OAX26", codigo_integridad=codigo)
    assert services.abrir_adjunto(adjunto=fila, quien=olga.pk, momento=EN_LA_SALA) == PDF
    asiento = Asiento.objects.get(acto="ver_adjunto")
    assert (asiento.objeto, asiento.actor) == (registro.folio, f"cuenta:{olga.pk}")


@pytest.mark.numeral("ET 11.4 c")
@pytest.mark.parametrize("contenido", [b"", b"GIF89a", b"%PDF-1.4 cortado"])
def test_what_is_no_document_is_refused(
    abierta: Abierta, poner: Poner, olga: Cuenta, contenido: bytes
) -> None:
    from rubrica.audiencia.cambios import Documento

    asunto = asunto_de_uno(abierta, poner)
    negado = rechazo_de(
        lambda: services.adjuntar(
            asunto=asunto, clase=Documento.ELEMENTO, contenido=contenido, quien=olga.pk,
            momento=EN_LA_SALA,
        )
    )  # fmt: skip
    assert negado.code == "adjunto-impropio"


def asunto_de_uno(abierta: Abierta, poner: Poner) -> int:
    registro: Registro = poner(SARA)
    abierta()
    return asunto_de(registro).pk


@pytest.mark.numeral("ET 11.6", "ET 11.7")
def test_the_database_refuses_a_change_without_its_document(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    asunto = asunto_de_uno(abierta, poner)

    with pytest.raises(IntegrityError, match="actuacion_con_su_documento"), transaction.atomic():
        Actuacion.objects.create(
            asunto_id=asunto, cambios=["rehabilitacion"], dicho=b"", antes=b"", despues=b"",
            de_estatus="PARA_COMPULSA", quien=olga.pk, momento=EN_LA_SALA,
        )  # fmt: skip


@pytest.mark.numeral("ET 11.4", "ET 11.5")
def test_the_database_refuses_to_decide_outside_of_the_hearing_or_to_end_it_undecided(
    abierta: Abierta, poner: Poner, olga: Cuenta
) -> None:
    asunto = asunto_de_uno(abierta, poner)
    sesion = Asunto.objects.get(pk=asunto).sesion

    sesion.estado = "concluida"
    with pytest.raises(IntegrityError, match="sin decisión"), transaction.atomic():
        sesion.save(update_fields=["estado"])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audiencia_sesion SET estado = 'cerrada'")
    with pytest.raises(IntegrityError, match="no procede"), transaction.atomic():
        Actuacion.objects.create(
            asunto_id=asunto, dicho=b"", antes=b"", despues=b"", de_estatus="PARA_COMPULSA",
            quien=olga.pk, momento=EN_LA_SALA,
        )  # fmt: skip
