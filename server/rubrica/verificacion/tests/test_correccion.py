import pytest

from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.registros import sellos
from rubrica.registros.models import Registro
from rubrica.verificacion import services
from rubrica.verificacion.tests import captura
from rubrica.verificacion.tests.conftest import AHORA, Padron, Recibir

pytestmark = pytest.mark.django_db
MAL_LEIDO = captura.contenido(codigos=(), claves={"cic": "123456780"})


@pytest.mark.numeral("ET 10.3")
def test_a_key_corrected_in_the_mesa_is_looked_up_again_and_finds_the_person(
    recibir: Recibir,
) -> None:
    registro = recibir(MAL_LEIDO)
    services.abrir_pendientes(momento=AHORA)
    registro = Registro.objects.get(id=registro.id)
    assert registro.situacion == "no_encontrado"

    corregido = services.corregir(
        registro, formulario={"cic": "123456789"}, operador="olga", momento=AHORA
    )

    assert (corregido.situacion, corregido.municipio) == ("lista_nominal", "066")
    assert sellos.abrir_formulario(corregido)["paterno"] == "HERNÁNDEZ"


@pytest.mark.numeral("ET 5.6")
def test_a_support_without_any_code_goes_to_the_mesa_and_is_cleared_up_there(
    recibir: Recibir,
) -> None:
    registro = recibir(captura.contenido(codigos=(), claves={}))
    services.abrir_pendientes(momento=AHORA)
    sin_codigo = Registro.objects.get(id=registro.id)

    corregido = services.corregir(
        sin_codigo,
        formulario={"cic": "123456789", "identificador": "012345678"},
        operador="olga",
        momento=AHORA,
    )

    assert (sin_codigo.estatus, sin_codigo.situacion) == ("EN_MESA", "no_encontrado")
    assert corregido.estatus == "EN_MESA"
    assert corregido.situacion == "lista_nominal"


def test_a_key_out_of_form_changes_nothing(recibir: Recibir) -> None:
    registro = recibir(MAL_LEIDO)
    services.abrir_pendientes(momento=AHORA)

    with pytest.raises(LecturaInvalida):
        services.corregir(
            Registro.objects.get(id=registro.id),
            formulario={"cic": "12"},
            operador="olga",
            momento=AHORA,
        )


def test_without_its_cut_nothing_can_be_corrected(recibir: Recibir, padron: Padron) -> None:
    registro = recibir(MAL_LEIDO)
    services.abrir_pendientes(momento=AHORA)
    padron.cargado = False

    with pytest.raises(services.CorteAusente):
        services.corregir(
            Registro.objects.get(id=registro.id),
            formulario={"cic": "123456789"},
            operador="olga",
            momento=AHORA,
        )
