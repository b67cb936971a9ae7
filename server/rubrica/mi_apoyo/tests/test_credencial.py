"""What the Mesa is told of the credential of a record of Mi Apoyo (ET 7.3, 7.25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rubrica import llaves
from rubrica.core import avisos
from rubrica.core.contenido import Codigo
from rubrica.core.credencial import mrz
from rubrica.mi_apoyo.models import Vinculo
from rubrica.mi_apoyo.tests.test_puerta import (
    Ciudadana,
    _of_maria,
    _received_by_an_auxiliar,
    ciudadano,
    open_all,
)
from rubrica.procesos import services as procesos
from rubrica.procesos.models import Proceso
from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.verificacion.tests import captura
from rubrica.verificacion.tests.conftest import JUAN, Padron

__all__ = ["ciudadano"]


def told_of(registro: Registro) -> tuple[str, ...]:
    """Return what the Mesa is told of the credential of a record."""
    return avisos.leer(sellos.abrir_formulario(registro).get("credencial", ""))


def told() -> str:
    """Open what waits, and return the one sentence about the one record, "" if none."""
    open_all()
    registro = Registro.objects.get()
    assert registro.estatus == "EN_MESA"  # nothing is classed by itself
    return " ".join(told_of(registro))


def mrz_until(vence: date) -> tuple[Codigo, ...]:
    lineas = mrz.componer(
        cic=JUAN.cic, seccion="2575", identificador=JUAN.identificador,
        nacimiento=date(1982, 5, 6), sexo="H", vigencia=vence, paterno="HERNANDEZ",
        materno="GARCIA", nombres="JUAN CARLOS",
    )  # fmt: skip
    return (Codigo(simbologia="MRZ", lado="reverso", texto="\n".join(lineas)),)


def extend(proceso: Proceso, since: date) -> None:
    """The authority extends the credentials of the process that expire from that day on."""
    procesos.cambiar(
        proceso=proceso.pk,
        datos=replace(procesos.vigentes(proceso), vigencia_prorrogada_desde=since),
        motivo="Acuerdo 31",
        quien=1,
        momento=datetime.now(UTC),
    )


def cic_alone(cic: str):  # type: ignore[no-untyped-def]
    codigo = Codigo(simbologia="Code128", lado="reverso", texto=cic)
    return captura.contenido(modelo="G", codigos=(codigo,), claves={"cic": cic})


@pytest.mark.numeral("ET 7.25")
def test_her_own_credential_in_force_says_nothing(ciudadano: Ciudadana) -> None:
    ciudadano.da()

    assert told() == ""


@pytest.mark.numeral("ET 7.25")
def test_the_credential_of_another_person_is_told(ciudadano: Ciudadana) -> None:
    ciudadano.da(_of_maria())

    assert "persona distinta de la vinculada" in told()


@pytest.mark.numeral("ET 7.25")
def test_another_cic_that_the_padron_does_not_have_is_told(
    ciudadano: Ciudadana, padron: Padron
) -> None:
    ciudadano.da(cic_alone("111222333"))

    assert "su CIC no es el que activó el dispositivo" in told()


@pytest.mark.numeral("ET 7.25")
def test_her_own_cic_that_left_the_padron_says_nothing(
    ciudadano: Ciudadana, padron: Padron
) -> None:
    padron.personas = []
    ciudadano.da()

    assert told() == ""


@pytest.mark.numeral("ET 7.25")
def test_what_nobody_read_could_not_be_compared(ciudadano: Ciudadana) -> None:
    ciudadano.da(captura.contenido(modelo="G", codigos=(), claves={}))

    assert "no se pudo comparar" in told()


@pytest.mark.numeral("ET 7.25")
def test_a_bond_that_does_not_open_holds_no_record_back(
    ciudadano: Ciudadana, padron: Padron
) -> None:
    Vinculo.objects.update(datos=llaves.sellar_para(llaves.publica("mi_apoyo"), b"{}", b"otro"))
    ciudadano.da(cic_alone("111222333"))

    assert "no se pudo comparar" in told()


@pytest.mark.numeral("ET 7.3")
def test_a_model_that_mi_apoyo_does_not_admit_is_told(ciudadano: Ciudadana) -> None:
    ciudadano.da(captura.contenido(modelo="E"))

    assert "no es de los admitidos" in told()


@pytest.mark.numeral("ET 7.3")
def test_a_credential_whose_mrz_had_expired_is_told(ciudadano: Ciudadana) -> None:
    ciudadano.da(captura.contenido(modelo="G", codigos=mrz_until(date(2020, 12, 31))))

    assert "había perdido su vigencia" in told()


@pytest.mark.numeral("ET 7.3")
def test_the_extension_of_the_process_is_counted(ciudadano: Ciudadana) -> None:
    extend(Proceso.objects.get(), since=date(2020, 1, 1))
    ciudadano.da(captura.contenido(modelo="G", codigos=mrz_until(date(2020, 12, 31))))

    assert told() == ""


@pytest.mark.numeral("ET 7.3")
def test_without_mrz_the_year_of_the_padron_counts(ciudadano: Ciudadana, padron: Padron) -> None:
    padron.personas = [replace(JUAN, vigencia="2020")]
    ciudadano.da(cic_alone(JUAN.cic))

    assert "había perdido su vigencia" in told()


@pytest.mark.numeral("ET 7.25")
def test_a_record_of_an_auxiliar_is_compared_with_no_bond(
    ciudadano: Ciudadana, padron: Padron
) -> None:
    padron.personas = [replace(JUAN, vigencia="2020")]
    registro = _received_by_an_auxiliar(ciudadano)
    open_all()

    assert told_of(Registro.objects.get(pk=registro)) == ()
