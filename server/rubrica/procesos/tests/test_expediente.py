"""The table of ET 1.2, field by field: its rule, and how it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from rubrica import llaves
from rubrica.avisos.models import Aviso
from rubrica.core.acuse import leer_manifiesto
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Asignacion, Cuenta
from rubrica.procesos import manifiesto, queries, rules, sellos, services
from rubrica.procesos.models import Proceso
from rubrica.procesos.publicado import Clase
from rubrica.procesos.tests.conftest import (
    AHORA,
    FIN,
    INICIO,
    Oficina,
    expediente,
    representante,
    solicitud,
)
from rubrica.procesos.tests.test_vistas import FORMULARIO, de


def registrado(oficina: Oficina, **cambios: object) -> Proceso:
    """The process that Ada registers with the form."""
    de(oficina.ada).post("/procesos/nuevo/", FORMULARIO | cambios)
    return Proceso.objects.get(pk=FORMULARIO["id"])


def carga(proceso: str) -> dict[str, object]:
    """What phones are told of it."""
    return leer_manifiesto(queries.manifiesto(proceso), llaves.publica_ed25519("manifiesto"))


@pytest.mark.numeral("ET 1.2 ámbito")
def test_the_ambito_is_estatal_and_no_other(oficina: Oficina) -> None:
    assert registrado(oficina).ambito == "estatal"
    with pytest.raises(ValueError, match="ambito"):
        expediente(ambito="federal")


@pytest.mark.numeral("ET 1.2 proceso")
def test_the_period_is_written_in_hora_centro_and_ends_after_it_starts(oficina: Oficina) -> None:
    assert registrado(oficina).inicio == datetime(2099, 11, 10, 6, tzinfo=UTC)
    with pytest.raises(ValueError, match="inicio o fin"):
        solicitud(fin=INICIO)


@pytest.mark.numeral("ET 1.2 entidad")
def test_the_entidad_is_one_of_the_32_and_the_phone_reads_its_name(oficina: Oficina) -> None:
    assert (len(rules.entidades()), carga(oficina.abierto().pk)["entidad"]) == (32, "Oaxaca")
    with pytest.raises(ValueError, match="entidad"):
        solicitud(entidad="33")


@pytest.mark.numeral("ET 1.2 aviso de intención")
def test_the_aviso_de_intencion_has_its_day_and_is_not_after_the_oficio(oficina: Oficina) -> None:
    assert registrado(oficina).aviso_de_intencion_el == date(2099, 10, 1)
    with pytest.raises(ValueError, match="oficio_el"):
        expediente(aviso_de_intencion_el=date(2026, 10, 31))


@pytest.mark.numeral("ET 1.2 número de oficio")
def test_the_oficio_has_its_number(oficina: Oficina) -> None:
    assert registrado(oficina).oficio_numero == "IEEPCO/SE/0455/2099"
    with pytest.raises(ValueError, match="oficio_numero"):
        expediente(oficio_numero="")


@pytest.mark.numeral("ET 1.2 fecha de oficio")
def test_the_oficio_has_its_day(oficina: Oficina) -> None:
    assert registrado(oficina).oficio_el == date(2099, 10, 10)


@pytest.mark.numeral("ET 1.2 folio interno")
def test_the_file_has_its_folio(oficina: Oficina) -> None:
    assert registrado(oficina).folio_interno == "MPC-7"
    with pytest.raises(ValueError, match="folio_interno"):
        expediente(folio_interno="x" * 61)


@pytest.mark.numeral("ET 1.2 denominación")
@pytest.mark.parametrize(("largo", "cabe"), [(0, False), (479, True), (480, False)])
def test_the_denominacion_has_479_characters_at_most(largo: int, cabe: bool) -> None:
    if cabe:
        assert len(solicitud(denominacion="ñ" * largo).denominacion) == largo
    else:
        with pytest.raises(ValueError, match="denominacion"):
            solicitud(denominacion="ñ" * largo)


@pytest.mark.numeral("ET 1.2 promovente")
def test_the_promovente_is_in_the_manifiesto_that_the_citizen_signs(oficina: Oficina) -> None:
    datos = carga(oficina.abierto().pk)

    assert datos["promovente"] == "Pilar Ejemplo Muestra"
    assert "Pilar Ejemplo Muestra" in str(datos["manifiesto_ciudadano"])


@pytest.mark.numeral("ET 1.2 nombre completo")
def test_the_representative_is_kept_sealed_and_shown_to_who_registers(oficina: Oficina) -> None:
    proceso = registrado(oficina)

    quien = sellos.abrir_representante(proceso.pk, proceso.representante)
    assert quien.nombre == "Petra Representa Ejemplo"
    assert quien.nombre in de(oficina.ada).get(f"/procesos/{proceso.pk}/").content.decode()
    assert "Petra" not in repr(quien)


def test_no_column_of_the_process_says_who_represents_it(oficina: Oficina) -> None:
    proceso = registrado(oficina)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(p)::text FROM procesos_proceso p WHERE id = %s", [proceso.pk]
        )
        [fila] = cursor.fetchone()

    for dato in representante().as_dict().values():
        assert dato not in fila
        assert dato.encode().hex() not in fila


def test_who_only_looks_does_not_read_the_representative(oficina: Oficina, olga: Cuenta) -> None:
    proceso = registrado(oficina)
    Asignacion.objects.create(cuenta=olga, proceso=proceso.pk)

    pagina = de(olga).get(f"/procesos/{proceso.pk}/").content.decode()

    assert "Petra" not in pagina
    assert "RPEJPT85031520M100" not in pagina


@pytest.mark.numeral("ET 1.2 teléfonos")
def test_telephones_are_ten_digits_and_the_office_s_may_be_missing(oficina: Oficina) -> None:
    proceso = registrado(oficina, telefono_movil="+52 (951) 555-0101")

    quien = sellos.abrir_representante(proceso.pk, proceso.representante)
    assert (quien.telefono_movil, quien.telefono_oficina) == ("9515550101", "")
    for campo in ("telefono_movil", "telefono_oficina"):
        with pytest.raises(ValueError, match=campo):
            representante(**{campo: "951555"})


@pytest.mark.numeral("ET 1.2 clave de elector")
def test_the_clave_de_elector_has_its_form(oficina: Oficina) -> None:
    proceso = registrado(oficina)

    quien = sellos.abrir_representante(proceso.pk, proceso.representante)
    assert quien.clave_elector == "RPEJPT85031520M100"
    with pytest.raises(ValueError, match="clave_elector") as falta:
        representante(clave_elector="RPEJPT85033220M100")
    assert "RPEJPT" not in str(falta.value)


@pytest.mark.numeral("ET 1.2 aviso de privacidad")
def test_both_notices_have_an_address_that_the_phone_reads(oficina: Oficina) -> None:
    proceso = oficina.aprobado(aviso_integral="https://ejemplo.test/integral")

    avisos = manifiesto.carga(proceso, version=1, momento=AHORA)["avisos"]

    assert avisos == {
        "integral": "https://ejemplo.test/integral",
        "simplificado": manifiesto.direccion(proceso.pk, Clase.SIMPLIFICADO),
    }


@pytest.mark.numeral("ET 1.2 tipo de autenticación")
def test_the_authentication_is_one_of_the_catalogue_and_the_confirmation_says_it(
    oficina: Oficina,
) -> None:
    assert registrado(oficina).autenticacion == "correo"
    with pytest.raises(ValueError, match="autenticacion"):
        solicitud(autenticacion="paloma")


@pytest.mark.numeral("ET 1.2")
@pytest.mark.parametrize(
    "falta", [{"oficio_numero": ""}, {"oficio_el": None}, {"representante": b""}]
)
def test_the_database_refuses_a_request_with_a_field_missing(
    oficina: Oficina, falta: dict[str, object]
) -> None:
    proceso = oficina.registrar()

    with pytest.raises(IntegrityError, match="proceso_expediente_completo"), transaction.atomic():
        Proceso.objects.filter(pk=proceso.pk).update(estado="solicitado", **falta)


@pytest.mark.numeral("ET 1.2")
def test_a_draft_is_corrected_and_its_form_keeps_what_was_written(oficina: Oficina) -> None:
    proceso = registrado(oficina).pk
    ada = de(oficina.ada)

    pagina = ada.get(f"/procesos/{proceso}/editar/").content.decode()
    hecho = ada.post(
        f"/procesos/{proceso}/editar/",
        FORMULARIO | {"folio_interno": "MPC-8", "vigencia_prorrogada_desde": "2098-12-31"},
    )

    for escrito in ("RPEJPT85031520M100", "2099-11-10T00:00", "2099-10-01", "MPC-7"):
        assert f'value="{escrito}"' in pagina
    assert hecho.status_code == 302
    fila = Proceso.objects.get(pk=proceso)
    assert (fila.folio_interno, fila.vigencia_prorrogada_desde) == ("MPC-8", date(2098, 12, 31))


def test_what_was_asked_for_is_no_longer_corrected(oficina: Oficina) -> None:
    proceso = oficina.aprobado().pk

    assert de(oficina.ada).get(f"/procesos/{proceso}/editar/").status_code == 409
    with pytest.raises(Rechazo, match="proceso-improcedente"):
        services.corregir(proceso=proceso, solicitud=solicitud(), quien=1, momento=AHORA)


@pytest.mark.numeral("ET 1.1")
def test_the_derfe_gives_a_request_back_with_its_reason(oficina: Oficina) -> None:
    proceso = oficina.registrar().pk
    services.solicitar(proceso=proceso, quien=oficina.ada.pk, momento=AHORA)
    irma = de(oficina.irma)

    sin_motivo = irma.post(f"/procesos/{proceso}/devolver/", {"motivo": ""})
    irma.post(f"/procesos/{proceso}/devolver/", {"motivo": "El oficio dice otra fecha."})

    assert sin_motivo.status_code == 422
    fila = Proceso.objects.get(pk=proceso)
    assert (fila.estado, fila.devuelto_por) == ("borrador", oficina.irma.pk)
    pagina = de(oficina.ada).get(f"/procesos/{proceso}/").content.decode()
    assert "El oficio dice otra fecha." in pagina
    assert irma.post(f"/procesos/{proceso}/devolver/", {"motivo": "otra"}).status_code == 409


@pytest.mark.numeral("ET 2.3")
def test_the_confirmation_says_period_id_account_and_link(oficina: Oficina) -> None:
    from django.core import mail

    from rubrica.avisos.services import entregar

    proceso = oficina.aprobado()
    entregar(aviso=Aviso.objects.get(proceso=proceso.pk).pk, momento=AHORA)

    [correo] = mail.outbox
    assert correo.to == [proceso.promovente.correo]
    for dato in (
        proceso.pk,
        "10 de noviembre de 2026, 00:00",
        proceso.promovente.correo,
        "/entrar/",
    ):
        assert dato in correo.body


@pytest.mark.numeral("ET 1.2 anticipación")
def test_before_it_is_asked_for_the_page_warns_of_the_two_working_days(oficina: Oficina) -> None:
    tarde = oficina.registrar(inicio=INICIO.replace(month=1))
    a_tiempo = oficina.registrar(inicio=INICIO.replace(year=2099), fin=FIN.replace(year=2099))
    de_tarde, de_a_tiempo = (
        de(oficina.ada).get(f"/procesos/{proceso.pk}/").content.decode()
        for proceso in (tarde, a_tiempo)
    )

    assert "Faltan menos de dos días hábiles" in de_tarde
    assert "Faltan menos de dos días hábiles" not in de_a_tiempo
    assert "6 de noviembre de 2099" in de_a_tiempo


@pytest.mark.numeral("ET 2.3")
def test_irma_sends_the_confirmation_again_and_sees_what_became_of_each(oficina: Oficina) -> None:
    proceso = oficina.aprobado().pk
    irma, pagina = de(oficina.irma), f"/procesos/{proceso}/confirmar/"
    primera = Aviso.objects.filter(plantilla="confirmacion_de_proceso").get()

    codigos = [irma.post(pagina).status_code for _ in range(4)]

    # The one of the approval went out days ago: three more in the hour, and no fourth.
    assert codigos == [302, 302, 302, 429]
    Aviso.objects.filter(pk=primera.pk).update(
        estado="DEVUELTO", sellado=None, causa="DSN 5.1.1", entregado_en=AHORA, devuelto_en=AHORA
    )
    assert "Su buzón lo devolvió" in irma.get(f"/procesos/{proceso}/").content.decode()
    assert de(oficina.ada).post(pagina).status_code == 403


def test_before_the_approval_there_is_nothing_to_confirm(oficina: Oficina) -> None:
    proceso = oficina.registrar().pk

    assert de(oficina.irma).post(f"/procesos/{proceso}/confirmar/").status_code == 409
    assert not Aviso.objects.exists()


def test_nobody_reads_the_form_of_a_foreign_draft(oficina: Oficina, renata: Cuenta) -> None:
    proceso = oficina.registrar().pk

    assert de(renata).get(f"/procesos/{proceso}/editar/").status_code == 403
    assert Client().get(f"/procesos/{proceso}/editar/").status_code == 302
