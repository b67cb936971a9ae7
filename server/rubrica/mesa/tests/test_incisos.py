"""Each inconsistency of ET 10.3, a to n: what the operador is asked, and what is kept."""

from __future__ import annotations

import pytest
from django.test import Client

from rubrica.core import incisos
from rubrica.core.incisos import INCISOS, TEXTO, VERSION
from rubrica.cuentas.models import Cuenta
from rubrica.mesa.models import Catalogo
from rubrica.registros import queries, sellos
from rubrica.registros.models import Registro
from rubrica.registros.rules import CATALOGOS, Puerta

FIRMAS = "sin usar conocimientos técnicos ni de peritos"


class Dictado:
    """Gives a dictamen by the same address as the console, and reads what was kept."""

    def __init__(self, client: Client, registro: Registro) -> None:
        self.client, self.registro = client, registro

    def __call__(self, causa: str, precision: str = "") -> tuple[str, str]:
        datos = {"causa": causa, "precision": precision}
        self.client.post(f"/mesa/{self.registro.id}/dictamen/", datos)
        self.registro.refresh_from_db()
        return self.registro.inconsistencia, sellos.abrir_detalle(self.registro)

    def negado(self, causa: str) -> bool:
        respuesta = self.client.post(f"/mesa/{self.registro.id}/dictamen/", {"causa": causa})
        return respuesta.status_code == 422


@pytest.fixture
def dictado(client: Client, olga: Cuenta, registro: Registro) -> Dictado:
    client.force_login(olga)
    return Dictado(client, registro)


@pytest.mark.numeral("ET 10.3 a")
def test_an_image_that_is_no_credential(dictado: Dictado) -> None:
    assert INCISOS["a"].detalle == "Imagen diferente a una Credencial para Votar"
    assert dictado.negado("a-2")
    assert dictado("a-2", "un recibo") == (
        "ET 10.3 a", "Imagen que no es una identificación: un recibo",
    )  # fmt: skip


@pytest.mark.numeral("ET 10.3 b")
def test_the_same_side_twice(dictado: Dictado) -> None:
    assert dictado("b-1") == ("ET 10.3 b", "Dos reversos de la misma credencial")


@pytest.mark.numeral("ET 10.3 c")
def test_sides_of_two_credentials(dictado: Dictado) -> None:
    assert dictado("c-0") == ("ET 10.3 c", "Anverso y reverso de distintas credenciales")


@pytest.mark.numeral("ET 10.3 d")
def test_not_taken_from_the_original(dictado: Dictado) -> None:
    assert dictado.negado("d-3")
    assert dictado("d-1") == ("ET 10.3 d", "Monitor")


@pytest.mark.numeral("ET 10.3 e")
def test_a_photocopy_in_black_and_white_or_in_colour(dictado: Dictado) -> None:
    assert [o.texto for o in INCISOS["e"].opciones] == [
        "Fotocopia en blanco y negro", "Fotocopia a color",
    ]  # fmt: skip
    assert dictado("e-1") == ("ET 10.3 e", "Fotocopia a color")


@pytest.mark.numeral("ET 10.3 f")
def test_which_datum_is_illegible_is_said(dictado: Dictado) -> None:
    textos = " ".join(o.texto for o in INCISOS["f"].opciones)
    assert all(d in textos for d in ("Clave de Elector", "OCR", "CIC", "Número de Emisión"))
    assert dictado("f-3") == ("ET 10.3 f", "Número de Emisión ilegible")


@pytest.mark.numeral("ET 10.3 g")
def test_another_person_with_the_protocol_for_trans_people_at_hand(dictado: Dictado) -> None:
    pagina = dictado.client.get(f"/mesa/{dictado.registro.id}/").content.decode()
    assert "protocolo de inclusión de las personas trans" in pagina
    assert "personas trans el ejercicio de voto en igualdad" in pagina
    assert dictado("g-0") == ("ET 10.3 g", "Persona distinta")


@pytest.mark.numeral("ET 10.3 h")
@pytest.mark.parametrize("opcion", range(4))
def test_the_object_photographed_and_where_it_came_from_are_both_said(
    dictado: Dictado, opcion: int
) -> None:
    assert dictado.negado(f"h-{opcion}")
    origen = INCISOS["h"].opciones[opcion].texto

    assert dictado(f"h-{opcion}", "una silla") == ("ET 10.3 h", f"{origen}: una silla")


@pytest.mark.numeral("ET 10.3 i")
def test_what_hides_the_face_is_said(dictado: Dictado) -> None:
    assert dictado.negado("i-4")
    assert dictado("i-2") == ("ET 10.3 i", "Lentes oscuros")


@pytest.mark.numeral("ET 10.3 j")
def test_which_symbol_is_said_and_that_of_the_credential_is_valid(dictado: Dictado) -> None:
    assert "Es válida si el signo o símbolo es el mismo" in INCISOS["j"].nota
    assert FIRMAS in INCISOS["j"].nota
    assert dictado.negado("j-6")
    assert dictado("j-6", "una estrella") == ("ET 10.3 j", "Otro símbolo: una estrella")


@pytest.mark.numeral("ET 10.3 k")
def test_another_name_unless_it_is_the_signature_of_the_credential(dictado: Dictado) -> None:
    assert "Es válida si ese nombre es el que está plasmado" in INCISOS["k"].nota
    assert FIRMAS in INCISOS["k"].nota
    assert dictado("k-0") == ("ET 10.3 k", "Nombre distinto")


@pytest.mark.numeral("ET 10.3 l")
def test_another_signature_compared_by_its_legibility(dictado: Dictado) -> None:
    assert FIRMAS in INCISOS["l"].nota
    assert dictado("l-1") == ("ET 10.3 l", "Diferente tipo de letra")


@pytest.mark.numeral("ET 10.3 m")
def test_no_signature_unless_the_credential_says_so(dictado: Dictado) -> None:
    assert "Es válida si la propia credencial señala expresamente «sin firma»" in INCISOS["m"].nota
    assert FIRMAS in INCISOS["m"].nota
    assert dictado("m-0") == ("ET 10.3 m", "Sin firma")


@pytest.mark.numeral("ET 10.3 n")
def test_the_situation_of_a_simulation_is_said(dictado: Dictado) -> None:
    assert all(dictado.negado(f"n-{o}") for o in (0, 1, 4))
    assert dictado("n-0", "el nombre, con otra letra") == (
        "ET 10.3 n", "Información sobrepuesta: el nombre, con otra letra",
    )  # fmt: skip


@pytest.mark.numeral("ET 10.3")
@pytest.mark.parametrize("inciso", list(INCISOS))
def test_the_console_gives_the_law_of_each_inciso_as_it_is_written(
    client: Client, olga: Cuenta, registro: Registro, inciso: str
) -> None:
    client.force_login(olga)

    pagina = client.get(f"/mesa/{registro.id}/").content.decode()

    assert INCISOS[inciso].ley.startswith("Aquellos registros ")
    assert INCISOS[inciso].ley.replace('"', "&quot;") in pagina


# ---- Versions


def test_no_word_of_the_catalogue_changes_without_another_version() -> None:
    otra, _ = incisos.leer(TEXTO.replace("Una cruz", "Una cruz o equis"))

    assert otra != VERSION
    assert incisos.leer(TEXTO)[0] == VERSION
    assert CATALOGOS[Puerta.AUXILIAR] == VERSION


@pytest.mark.numeral("ET 10.3")
def test_another_catalogue_rewrites_no_decision(
    dictado: Dictado, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictado("j-2")
    cambiado = TEXTO.replace("Una cruz", "Una cruz o equis")
    otra, filas = incisos.leer(cambiado)
    monkeypatch.setitem(CATALOGOS, Puerta.AUXILIAR, otra)
    monkeypatch.setattr("rubrica.core.incisos.INCISOS", filas)

    dictado.registro.refresh_from_db()

    assert sellos.abrir_detalle(dictado.registro) == "Una cruz"
    assert queries.historia(dictado.registro.id)[-1].catalogo == VERSION
    assert Catalogo.objects.get(version=VERSION).texto == TEXTO
