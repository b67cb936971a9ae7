"""The 24-hour notice, and what the DERFE applies or returns (ET 11.9, 13.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from rubrica.audiencia import services
from rubrica.audiencia.models import Actuacion, Resolucion, Sesion
from rubrica.audiencia.tests.conftest import (
    CARLA,
    HOY,
    JUAN,
    LUIS,
    NADIE,
    PROCESO,
    SARA,
    TERMINA,
    Abierta,
    Poner,
    adjuntar,
    cargar_corte,
    guardar,
    notificada,
    rechazo_de,
)
from rubrica.audiencia.tests.test_actuaciones import CARLA_HOY
from rubrica.auxiliares.tests.escenas import destinatarios
from rubrica.cuentas.models import Cuenta
from rubrica.padron.tests import conftest as personas
from rubrica.procesos import actos
from rubrica.registros import queries as registros
from rubrica.registros import services as de_registros
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Cuenta as Clases
from rubrica.registros.rules import Dictamen, Regla
from rubrica.resultados import services as resultados
from rubrica.resultados.models import Notificacion
from rubrica.resultados.rules import Concluye, Parte, Tipo

DESPUES = TERMINA + timedelta(hours=2)
Llevada = Callable[..., Sesion]


@pytest.fixture
def llevada(abierta: Abierta, susana: Cuenta, olga: Cuenta) -> Llevada:
    """Return who takes a record through a hearing to its notice, with those changes."""

    def llevar(
        registro: Registro, *cambios: str, documentos: tuple[str, ...] = (), **dicho: object
    ) -> Sesion:
        sesion = abierta()
        adjuntar(registro, olga, *documentos)
        guardar(registro, olga, *cambios, **dicho)
        return notificada(sesion, susana)

    return llevar


def aplicar(irma: Cuenta, situacion: str = "") -> Resolucion:
    actuacion = Actuacion.objects.exclude(cambios=[]).get()
    return services.aplicar(
        actuacion=actuacion.pk, situacion=situacion, quien=irma.pk, momento=DESPUES
    )


def como_queda(registro: Registro) -> tuple[str, str, bool]:
    registro.refresh_from_db()
    return registro.estatus, registro.situacion, registro.cuenta


@pytest.mark.numeral("ET 11.9")
def test_the_notice_goes_to_the_derfe_with_the_acta_within_24_hours(
    poner: Poner, llevada: Llevada, irma: Cuenta
) -> None:
    sesion = llevada(poner(LUIS, inciso="j"), "reconsiderar")

    clases = {d.clase for d in sesion.documentos.all()}
    assert clases == {"aviso", "acta", "constancia", "resultado"}
    texto = _texto(services.componer(sesion, "resultado"))
    acta = bytes(sesion.documentos.get(clase="acta").huella).hex()
    assert acta in "".join(texto.split()).replace("\u200b", "")
    assert "después de 24 horas" not in texto
    assert "irma@ejemplo.test" in destinatarios("sesion")
    assert actos.de_proceso(PROCESO)["ET 11.9"].cumplido_en == TERMINA


def _texto(pdf: bytes) -> str:
    return "".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.numeral("ET 11.9")
def test_a_late_notice_says_so(
    poner: Poner, abierta: Abierta, susana: Cuenta, olga: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    sesion = abierta()
    guardar(registro, olga)

    notificada(sesion, susana, TERMINA + timedelta(hours=25))

    assert "después de 24 horas" in _texto(services.componer(sesion, "resultado"))


@pytest.mark.numeral("ET 11.9")
def test_a_hearing_that_changes_nothing_is_resolved_at_once(poner: Poner, llevada: Llevada) -> None:
    registro = poner(LUIS, inciso="j")
    movimientos = Movimiento.objects.count()

    sesion = llevada(registro)

    assert sesion.estado == "resuelta"
    assert Movimiento.objects.count() == movimientos


@pytest.mark.numeral("ET 11.9", "ET 11.4 c")
def test_what_was_reconsidered_counts_once_the_derfe_applies_it_and_not_before(
    poner: Poner, llevada: Llevada, irma: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    sesion = llevada(registro, "reconsiderar")
    assert como_queda(registro) == ("CON_INCONSISTENCIA", "lista_nominal", False)

    aplicar(irma)

    assert como_queda(registro) == ("PARA_COMPULSA", "lista_nominal", True)
    sesion.refresh_from_db()
    assert sesion.estado == "resuelta"
    assert registros.cuenta(proceso=PROCESO)[""] == Clases(a=1, b=1)


@pytest.mark.numeral("ET 11.9", "ET 11.4 c")
def test_a_rule_that_is_lifted_sends_the_record_to_the_mesa(
    poner: Poner, llevada: Llevada, irma: Cuenta
) -> None:
    registro = poner(LUIS, regla=Regla.BAJA_DEL_AUXILIAR)
    llevada(registro, "levantar_regla", documentos=("elemento",))

    aplicar(irma)

    assert como_queda(registro)[0] == "EN_MESA"


@pytest.mark.numeral("ET 11.8", "ET 11.9")
def test_the_new_search_is_applied_and_of_two_of_one_person_one_counts(
    poner: Poner, llevada: Llevada, irma: Cuenta
) -> None:
    primero, registro = poner(LUIS), poner(NADIE)
    llevada(registro, "nueva_busqueda", formulario={"clave": LUIS})

    aplicar(irma)

    assert como_queda(primero) == ("PARA_COMPULSA", "lista_nominal", True)
    assert como_queda(registro) == ("DUPLICADO", "lista_nominal", False)
    assert registro.persona == primero.persona


@pytest.mark.numeral("ET 11.6", "ET 11.9", "ET 13.5")
@pytest.mark.django_db(transaction=True)  # a delivery is sealed from what others committed
def test_a_rehabilitated_person_counts_and_is_delivered(
    poner: Poner, llevada: Llevada, irma: Cuenta, ada: Cuenta
) -> None:
    registro = poner(SARA)
    llevada(registro, "rehabilitacion", documentos=("rehabilitacion", "solicitud"))

    otra = rechazo_de(lambda: aplicar(irma, "padron"))
    aplicar(irma, "lista_nominal")

    assert otra.code == "situacion-que-no-cuenta"
    assert como_queda(registro) == ("PARA_COMPULSA", "lista_nominal", True)
    assert registro.causa == "suspension_de_derechos"
    assert _entregados(ada, irma) == 1


def _entregados(ada: Cuenta, irma: Cuenta) -> int:
    """Freeze preliminary results and seal their delivery; return how many records are in it."""
    secreta = pyrage.x25519.Identity.generate()
    llave = resultados.registrar_llave(
        proceso=PROCESO, llave=str(secreta.to_public()), quien=ada.pk, momento=DESPUES
    )
    paquete = pyrage.decrypt(llave.ensayo.paquete.encode(), [secreta]).decode()
    resultados.ensayar_llave(
        proceso=PROCESO, respuesta=paquete.splitlines()[-1], quien=ada.pk, momento=DESPUES
    )
    for parte, quien in ((Parte.OPL, ada), (Parte.DERFE, irma)):
        resultados.confirmar_llave(
            proceso=PROCESO, huella=llave.huella, parte=parte, quien=quien.pk, momento=DESPUES
        )
    resultados.notificar(
        proceso=PROCESO, concluye=Concluye.MESA, oficio_numero="IEEPCO/1", oficio_el=DESPUES.date(),
        quien=ada.pk, momento=DESPUES,
    )  # fmt: skip
    corte = resultados.congelar(
        proceso=PROCESO, tipo=Tipo.PRELIMINAR, quien=irma.pk, momento=DESPUES
    )
    entrega = resultados.solicitar_entrega(
        proceso=PROCESO, corte=corte.numero, quien=irma.pk, momento=DESPUES
    )
    resultados.preparar(entrega=entrega.pk)
    entrega.refresh_from_db()
    assert entrega.estado == "preparada", entrega.motivo
    return sum(v.registros for v in entrega.volumenes.all())


@pytest.mark.numeral("ET 11.7", "ET 11.9")
def test_a_new_registration_counts_with_the_cut_that_confirmed_it(
    poner: Poner, llevada: Llevada, irma: Cuenta, tmp_path: Path
) -> None:
    registro = poner(CARLA)
    hoy = cargar_corte(tmp_path, date(2026, 11, 30), personas.JUAN, CARLA_HOY)
    llevada(registro, "nuevo_tramite", documentos=("credencial",), formulario={"emision": "01"})

    aplicar(irma)

    assert como_queda(registro) == ("PARA_COMPULSA", "lista_nominal", True)
    assert (registro.corte, registro.causa) == (str(hoy.pk), "")


@pytest.mark.numeral("ET 11.4", "ET 11.9")
def test_two_causes_of_one_record_are_overcome_together(
    poner: Poner, llevada: Llevada, irma: Cuenta
) -> None:
    registro = poner(NADIE, inciso="j")
    datos = {"clave": JUAN, "emision": "01"}
    llevada(registro, "reconsiderar", "nueva_busqueda", formulario=datos)

    aplicar(irma)

    assert como_queda(registro) == ("PARA_COMPULSA", "lista_nominal", True)
    actos_ = Movimiento.objects.filter(registro=registro).order_by("id").values_list("acto")
    assert [a for (a,) in actos_][-2:] == ["ACTUALIZAR_SITUACION", "RECONSIDERAR"]


@pytest.mark.numeral("ET 11.9")
def test_the_derfe_gives_a_change_back_with_its_reason_and_nothing_moves(
    poner: Poner, llevada: Llevada, irma: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    sesion = llevada(registro, "reconsiderar")
    actuacion = Actuacion.objects.get()

    def devolver(motivo: str) -> Resolucion:
        return services.devolver(
            actuacion=actuacion.pk, motivo=motivo, quien=irma.pk, momento=DESPUES
        )

    sin_motivo = rechazo_de(lambda: devolver(" ")).code
    devolver("La firma no es la de la credencial.")

    assert sin_motivo == "devolucion-sin-motivo"
    assert como_queda(registro)[0] == "CON_INCONSISTENCIA"
    assert rechazo_de(lambda: aplicar(irma)).code == "cambio-resuelto"
    sesion.refresh_from_db()
    assert sesion.estado == "resuelta"


@pytest.mark.numeral("ET 11.9")
def test_a_record_that_moved_meanwhile_is_not_trodden_on(
    poner: Poner, llevada: Llevada, irma: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    llevada(registro, "reconsiderar")
    dictamen = Dictamen(operador="irma", momento=DESPUES)
    de_registros.reconsiderar(registro=registro.pk, dictamen=dictamen)

    assert rechazo_de(lambda: aplicar(irma)).code == "audiencia-registro-movido"
    assert Resolucion.objects.count() == 0


@pytest.mark.numeral("ET 11.9")
def test_a_change_is_resolved_once_and_only_when_it_was_notified(
    poner: Poner, abierta: Abierta, olga: Cuenta, irma: Cuenta
) -> None:
    registro = poner(LUIS, inciso="j")
    abierta()
    guardar(registro, olga, "reconsiderar")

    assert rechazo_de(lambda: aplicar(irma)).code == "sesion-improcedente"


@pytest.mark.numeral("ET 11.9")
def test_the_database_keeps_what_was_resolved(poner: Poner, llevada: Llevada, irma: Cuenta) -> None:
    llevada(poner(LUIS, inciso="j"), "reconsiderar")
    resolucion = aplicar(irma)
    resolucion.aplicada = False

    with pytest.raises(IntegrityError, match="sólo se agrega"), transaction.atomic():
        resolucion.save()


@pytest.mark.numeral("ET 13.4")
def test_the_hearings_are_not_notified_as_over_while_one_holds_records(
    poner: Poner, llevada: Llevada, irma: Cuenta, ada: Cuenta
) -> None:
    def notificar() -> object:
        return resultados.notificar(
            proceso=PROCESO, concluye=Concluye.AUDIENCIAS, oficio_numero="IEEPCO/9",
            oficio_el=date(2026, 11, 19), quien=ada.pk, momento=DESPUES,
        )  # fmt: skip

    llevada(poner(LUIS, inciso="j"), "reconsiderar")

    negado = rechazo_de(notificar)
    aplicar(irma)

    assert (negado.code, negado.fila.numeral) == ("resultados-con-audiencia-abierta", "ET 13.4")
    assert notificar()


@pytest.mark.numeral("ET 13.4")
def test_nor_are_definitive_results_frozen(
    poner: Poner, programada: Sesion, irma: Cuenta, susana: Cuenta
) -> None:
    def congelar() -> object:
        return resultados.congelar(
            proceso=PROCESO, tipo=Tipo.DEFINITIVO, quien=irma.pk, momento=DESPUES
        )

    Notificacion.objects.create(
        proceso=PROCESO, concluye=Concluye.AUDIENCIAS.value, oficio_numero="1",
        oficio_el=date(2026, 11, 19), notificada_en=HOY, notificada_por=irma.pk,
    )  # fmt: skip
    assert rechazo_de(congelar).code == "resultados-con-audiencia-abierta"
    services.cancelar(sesion=programada.pk, motivo="Sin luz", quien=susana.pk, momento=HOY)
    assert congelar()
