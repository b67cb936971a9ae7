"""A support of Mi Apoyo through the door, the worker, the Mesa and the account (ET 7.19–7.25)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from rubrica import llaves
from rubrica.core.contenido import Codigo, Contenido
from rubrica.mesa import services as mesa
from rubrica.mi_apoyo.models import Vinculo
from rubrica.mi_apoyo.tests.conftest import DE_MARIA, Portal, cartas
from rubrica.mi_apoyo.tests.telefono import CIRO, TelefonoDeMiApoyo
from rubrica.procesos.models import Proceso
from rubrica.recepcion.tests.puerta import Puerta, receipt_of
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros import queries, services
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Cuenta, Dictamen, Dimension
from rubrica.verificacion import services as verificacion
from rubrica.verificacion.tests import captura


@dataclass
class Ciudadana:
    """A bonded phone that captures and sends."""

    aparato: Telefono
    puerta: Puerta

    def da(self, dentro: Contenido | None = None, **cambios: object):  # type: ignore[no-untyped-def]
        sobre, paquete = captura.sellar(
            self.aparato, dentro or captura.contenido(modelo="G"), **cambios
        )
        return self.puerta.put(sobre.jws, paquete)


def bonded(portal: Portal, telefono: TelefonoDeMiApoyo, peticion=CIRO) -> Ciudadana:  # type: ignore[no-untyped-def]
    dado = portal.activar(telefono, peticion)
    aparato = Telefono(
        proceso="OAX26", auxiliar=str(dado["auxiliar"]), numero=1, clave=telefono.clave,
        kid_de_proceso=llaves.kid(llaves.publica("OAX26")),
        dispositivo=UUID(str(dado["dispositivo"])),
    )  # fmt: skip
    return Ciudadana(aparato, Puerta(Client()))


@pytest.fixture
def ciudadano(portal: Portal, ciro: TelefonoDeMiApoyo) -> Ciudadana:
    return bonded(portal, ciro)


def open_all() -> None:
    verificacion.abrir_pendientes(momento=datetime.now(UTC))


def clear(registro: Registro, inciso: str = "") -> None:
    mesa.dictaminar(
        registro=registro.id,
        dictamen=Dictamen(
            operador="olga", momento=datetime.now(UTC), inciso=inciso,
            detalle="ilegible" if inciso else "",
        ),
    )  # fmt: skip


@pytest.mark.numeral("ET 7.19", "ET 7.24")
def test_a_support_of_mi_apoyo_is_received_and_goes_to_the_mesa_as_any_other(
    ciudadano: Ciudadana,
) -> None:
    acuse = receipt_of(ciudadano.da())
    open_all()

    registro = Registro.objects.get()
    assert acuse.folio == registro.folio
    assert registro.folio.startswith("OAX26-9")
    assert (registro.puerta, registro.auxiliar, registro.estatus) == ("mi_apoyo", 0, "EN_MESA")
    assert registro.promovente == Proceso.objects.get().promovente_id


@pytest.mark.numeral("ET 7.22")
def test_the_acuse_says_the_nine_data_and_no_other(ciudadano: Ciudadana) -> None:
    ciudadano.da()
    open_all()
    verificacion.acusar(momento=datetime.now(UTC))

    carta = cartas()[-1]
    registro = Registro.objects.get()
    activacion = next(c for c in cartas() if c.plantilla == "codigo_de_mi_apoyo")
    assert (carta.plantilla, carta.para) == ("acuse_de_mi_apoyo", CIRO.correo)
    assert carta.datos == {
        "cic": CIRO.cic,
        "mecanismo": "Consulta sobre el agua",
        "proceso": "OAX26",
        "folio": registro.folio,
        "recibido_en": registro.recibido_en.isoformat(),
        "codigo_de_activacion": activacion.datos["codigo"],
        "dispositivo": str(registro.dispositivo),
        "correo": CIRO.correo,
        "codigo": bytes(registro.codigo_integridad).hex(),
    }


def test_the_acuse_leaves_once(ciudadano: Ciudadana) -> None:
    ciudadano.da()
    open_all()

    assert [verificacion.acusar(momento=datetime.now(UTC)) for _ in range(2)] == [1, 0]


@pytest.mark.numeral("ET 7.20")
def test_sent_again_after_a_cut_it_gets_the_same_receipt(ciudadano: Ciudadana) -> None:
    sobre, paquete = captura.sellar(ciudadano.aparato, captura.contenido(modelo="G"))

    primero = ciudadano.puerta.put(sobre.jws, paquete)
    segundo = ciudadano.puerta.put(sobre.jws, paquete)

    assert (primero.status_code, segundo.status_code) == (201, 200)
    assert primero.content == segundo.content


@pytest.mark.numeral("ET 7.25")
def test_a_second_record_of_the_device_is_received_and_classed_by_rule(
    ciudadano: Ciudadana,
) -> None:
    ciudadano.da()
    segundo = receipt_of(ciudadano.da())
    open_all()

    registro = Registro.objects.get(folio=segundo.folio)
    assert (registro.regla, registro.estatus) == ("ET 7.25", "CON_INCONSISTENCIA")
    assert "Mi Apoyo" in registro.regla_motivo


@pytest.mark.numeral("ET 7.25")
def test_postgresql_too_refuses_a_second_free_record_of_the_device(ciudadano: Ciudadana) -> None:
    ciudadano.da()
    ciudadano.da()

    with pytest.raises(IntegrityError), transaction.atomic():
        Registro.objects.bulk_create([_copy_without_rule(Registro.objects.get(regla="ET 7.25"))])


def _copy_without_rule(fila: Registro) -> Registro:
    campos = {
        c.attname: getattr(fila, c.attname)
        for c in Registro._meta.concrete_fields
        if c.name != "xid"
    }
    otra = TelefonoDeMiApoyo().solicitud
    return Registro(
        **{**campos, "id": otra, "folio": "X", "regla": "", "codigo_integridad": b"x" * 32}
    )


def test_a_sobre_that_names_another_series_or_an_alta_is_refused(ciudadano: Ciudadana) -> None:
    con_alta = ciudadano.da(consecutivo=0)
    ciudadano.aparato.auxiliar = "0153"
    de_auxiliar = ciudadano.da()

    assert (con_alta.status_code, de_auxiliar.status_code) == (422, 422)


def test_a_key_that_never_activated_is_unknown(portal: Portal, ciro: TelefonoDeMiApoyo) -> None:
    portal.carta(ciro)
    aparato = Telefono(
        proceso="OAX26", auxiliar="90000001", clave=ciro.clave,
        kid_de_proceso=llaves.kid(llaves.publica("OAX26")),
    )  # fmt: skip

    respuesta = Ciudadana(aparato, Puerta(Client())).da()

    assert respuesta.json()["type"] == "/rechazos/dispositivo-desconocido"


@pytest.mark.numeral("ET 7.25")
def test_the_bond_is_firm_once_a_person_cleared_the_record_and_not_before(
    ciudadano: Ciudadana,
) -> None:
    ciudadano.da()
    open_all()
    antes = Vinculo.objects.get().estado

    clear(Registro.objects.get())

    assert (antes, Vinculo.objects.get().estado) == ("provisional", "firme")


@pytest.mark.numeral("ET 7.25")
def test_an_inconsistency_leaves_the_bond_provisional(ciudadano: Ciudadana) -> None:
    ciudadano.da()
    open_all()

    clear(Registro.objects.get(), inciso="f")

    assert Vinculo.objects.get().estado == "provisional"


@pytest.mark.numeral("ET 7.26")
def test_a_concluded_case_of_analysis_invalidates_it_and_says_by_whom_and_why(
    ciudadano: Ciudadana,
) -> None:
    ciudadano.da()
    open_all()
    registro = Registro.objects.get()
    clear(registro)

    services.senalar_por_analisis(
        registro=registro.id,
        dictamen=Dictamen(
            operador="ana", momento=datetime.now(UTC), inciso="n", detalle="misma plantilla"
        ),
    )

    registro.refresh_from_db()
    assert (registro.estatus, registro.inciso) == ("CON_INCONSISTENCIA", "n")
    assert queries.cuenta(proceso="OAX26", por=Dimension.PUERTA)["mi_apoyo"] == Cuenta(a=1, d=1)
    assert Movimiento.objects.latest("id").puerta == "mi_apoyo"


@pytest.mark.numeral("ET 10.7 a", "ET 10.7 c")
def test_the_account_balances_by_door_and_duplicates_are_found_across_doors(
    portal: Portal, ciudadano: Ciudadana
) -> None:
    maria = bonded(portal, TelefonoDeMiApoyo(), DE_MARIA)
    ciudadano.da()
    maria.da(_of_maria())
    ciro_por_auxiliar = _received_by_an_auxiliar(ciudadano)
    open_all()
    for registro in Registro.objects.order_by("recibido_en"):
        clear(registro)

    for plegada in (False, True):
        if plegada:
            services.rodar()
        por_puerta = queries.cuenta(proceso="OAX26", por=Dimension.PUERTA)
        assert por_puerta == {
            "mi_apoyo": Cuenta(a=2, b=2),
            "auxiliar": Cuenta(a=1, c=1),
        }
        assert all(c.cuadra for c in por_puerta.values())
        assert queries.cuenta(proceso="OAX26")[""] == Cuenta(a=3, b=2, c=1)
    assert Registro.objects.get(id=ciro_por_auxiliar).estatus == "DUPLICADO"
    assert set(Movimiento.objects.values_list("puerta", flat=True)) == {"auxiliar", "mi_apoyo"}


def _of_maria() -> Contenido:
    codigo = Codigo(simbologia="Code128", lado="reverso", texto=DE_MARIA.cic)
    return captura.contenido(modelo="G", codigos=(codigo,), claves={"cic": DE_MARIA.cic})


def _received_by_an_auxiliar(ciudadano: Ciudadana) -> UUID:
    """Return the id of another support of Ciro, as if an auxiliar had captured it."""
    aparato = replace(ciudadano.aparato, consecutivo=40)
    leido, cerrado = captura.sellar(aparato, captura.contenido(modelo="G"))
    captura.guardar(leido, cerrado)
    return captura.recibir(leido, auxiliar=7, recibido_en=datetime.now(UTC)).id
