"""A sheet is typed, compared, closed, and its rows are in the account (ET 8.2–8.5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from rubrica.core import folio
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.excepcion import queries, rules, services
from rubrica.excepcion.models import Cedula, Lote, Regimen, Renglon, SegundaCaptura
from rubrica.excepcion.tests.conftest import AHORA, ANA, ELSA, JUAN
from rubrica.padron.models import Corte
from rubrica.padron.queries import es_provisional
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Dimension, Estatus

NADIE = "ZZZZZZ82050620H900"


def code_of(acto: Callable[[], object]) -> str:
    with pytest.raises(Rechazo) as motivo:
        acto()
    return motivo.value.code


def escribir(cedula: Cedula, quien: Cuenta, *renglones: dict[str, str]) -> None:
    for numero, campos in enumerate(renglones, start=1):
        services.guardar_renglon(
            cedula=cedula.pk,
            numero=numero,
            renglon=rules.limpio(campos),
            quien=quien.pk,
            momento=AHORA,
        )


def cerrar(cedula: Cedula, quien: Cuenta) -> list[Registro]:
    services.cerrar_cedula(cedula=cedula.pk, quien=quien.pk, momento=AHORA)
    filas = Renglon.objects.filter(cedula=cedula).order_by("numero")
    return [Registro.objects.get(folio=fila.folio) for fila in filas]


@pytest.mark.numeral("ET 8.4", "ET 10.7 b", "ET 10.7 d")
def test_each_row_goes_to_its_class_by_the_act_of_who_captures(
    cedula: Cedula, catalina: Cuenta
) -> None:
    escribir(cedula, catalina, {"clave": JUAN}, {"clave": NADIE}, {"clave": ANA, "inciso": "d"})

    juan, nadie, ana = cerrar(cedula, catalina)

    assert (juan.estatus, juan.situacion) == (Estatus.PARA_COMPULSA, "lista_nominal")
    assert (nadie.estatus, nadie.situacion) == (Estatus.PARA_COMPULSA, "no_encontrado")
    assert (ana.estatus, ana.inciso) == (Estatus.CON_INCONSISTENCIA, "d")
    assert sellos.abrir_detalle(ana) == "Sin firma"
    assert not Movimiento.objects.filter(a=Estatus.EN_MESA).exists()


@pytest.mark.numeral("ET 8.3", "ET 10.7 a")
def test_paper_enters_the_same_account_by_its_own_door_and_it_balances(
    cedula: Cedula, catalina: Cuenta
) -> None:
    escribir(cedula, catalina, {"clave": JUAN}, {"clave": NADIE}, {"clave": ANA, "inciso": "a"})
    cerrar(cedula, catalina)

    por_puerta = registros.cuenta(proceso="OAX26", por=Dimension.PUERTA)
    total = registros.cuenta(proceso="OAX26")[""]

    assert por_puerta["papel"] == total
    assert (total.a, total.b, total.d) == (3, 2, 1)
    assert total.cuadra


@pytest.mark.numeral("ET 10.7 c")
def test_a_person_on_two_rows_counts_once(cedula: Cedula, catalina: Cuenta) -> None:
    escribir(cedula, catalina, {"clave": JUAN}, {"ocr": "2575012345678"}, {"cic": "123456789"})

    estatus = sorted(r.estatus for r in cerrar(cedula, catalina))

    assert estatus == ["DUPLICADO", "DUPLICADO", "PARA_COMPULSA"]


@pytest.mark.numeral("ET 8.2")
def test_who_lives_out_of_the_regimen_is_classed_by_rule(cedula: Cedula, catalina: Cuenta) -> None:
    Regimen.objects.update(municipios=["057"])
    escribir(cedula, catalina, {"clave": JUAN}, {"clave": ANA, "inciso": "b"}, {"clave": ELSA})

    juan, ana, elsa = cerrar(cedula, catalina)

    assert (juan.estatus, juan.regla) == (Estatus.CON_INCONSISTENCIA, "ET 8.2")
    assert (ana.inciso, elsa.situacion) == ("b", "baja")


@pytest.mark.numeral("ET 8.4")
def test_a_sheet_with_rows_missing_does_not_close_and_counts_nothing(
    cedula: Cedula, catalina: Cuenta
) -> None:
    escribir(cedula, catalina, {"clave": JUAN})

    assert code_of(lambda: cerrar(cedula, catalina)) == "cedula-incompleta"
    assert not Registro.objects.exists()

    services.terminar_hoja(cedula=cedula.pk, renglones=1, quien=catalina.pk, momento=AHORA)
    assert len(cerrar(cedula, catalina)) == 1


def test_without_a_cut_nothing_is_counted_and_nothing_is_lost(
    cedula: Cedula, catalina: Cuenta
) -> None:
    escribir(cedula, catalina, *[{"clave": JUAN}] * 3)
    antes = AHORA - timedelta(days=60)

    def cerrar_antes() -> object:
        return services.cerrar_cedula(cedula=cedula.pk, quien=catalina.pk, momento=antes)

    assert code_of(cerrar_antes) == "corte-ausente"
    assert Renglon.objects.count() == 3


@pytest.mark.numeral("ET 10.4")
def test_while_the_cut_of_the_month_is_not_there_the_one_before_answers(
    cedula: Cedula, catalina: Cuenta, corte: Corte
) -> None:
    escribir(cedula, catalina, *[{"clave": JUAN}] * 3)
    despues = AHORA + timedelta(days=60)

    services.cerrar_cedula(cedula=cedula.pk, quien=catalina.pk, momento=despues)

    assert [r.corte for r in Registro.objects.all()] == [str(corte.pk)] * 3
    assert es_provisional(str(corte.pk), despues)


@pytest.mark.numeral("ET 8.4")
def test_a_closed_sheet_changes_no_more(cedula: Cedula, catalina: Cuenta) -> None:
    escribir(cedula, catalina, *[{"clave": JUAN}] * 3)
    cerrar(cedula, catalina)

    assert code_of(lambda: escribir(cedula, catalina, {"clave": ANA})) == "cedula-cerrada"
    assert code_of(lambda: cerrar(cedula, catalina)) == "cedula-cerrada"
    assert Registro.objects.count() == 3


def test_the_folio_is_of_the_series_of_paper_and_names_its_lot(
    cedula: Cedula, catalina: Cuenta, lote: Lote
) -> None:
    escribir(cedula, catalina, *[{"clave": JUAN}] * 3)

    folios = [folio.leer(r.folio) for r in cerrar(cedula, catalina)]

    assert {f.auxiliar for f in folios} == {f"8000000{lote.numero}"}
    assert [f.consecutivo for f in folios] == [1, 2, 3]


def test_what_a_row_says_of_a_citizen_is_sealed_and_bound_to_its_place(
    cedula: Cedula, catalina: Cuenta
) -> None:
    escribir(cedula, catalina, {"clave": JUAN, "inciso": "e", "comentario": "Firma otra persona"})
    fila = Renglon.objects.get()

    assert JUAN.encode() not in bytes(fila.datos)
    assert b"Firma" not in bytes(fila.comentario)
    assert queries.escritos(cedula)[0].datos["clave"] == JUAN


@pytest.mark.numeral("ET 8.5 a", "ET 8.5 b", "ET 8.5 c", "ET 8.5 d", "ET 8.5 e")
@pytest.mark.parametrize("inciso", "abcde")
def test_each_inconsistency_of_paper_has_its_words(inciso: str) -> None:
    renglon = rules.limpio({"clave": JUAN, "inciso": inciso, "comentario": "  se ve   calcada "})

    assert rules.detalle(renglon).endswith(": se ve calcada")


@pytest.mark.numeral("ET 8.5 e")
@pytest.mark.parametrize(
    ("campos", "campo"),
    [
        ({}, "clave"),
        ({"clave": "HRGRJN"}, "clave"),
        ({"clave": JUAN, "ocr": "12"}, "ocr"),
        ({"clave": JUAN, "cic": "12"}, "cic"),
        ({"clave": JUAN, "emision": "1"}, "emision"),
        ({"clave": JUAN, "inciso": "f"}, "inciso"),
        ({"clave": JUAN, "inciso": "e"}, "comentario"),
        ({"clave": JUAN, "comentario": "sin inciso"}, "inciso"),
        ({"clave": JUAN, "inciso": "a", "comentario": "x" * 401}, "comentario"),
        ({"clave": JUAN, "nombres": "x" * 51}, "nombres"),
        ({"clave": JUAN, "nacimiento": "1982-02-31"}, "nacimiento"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_its_field(campos: dict[str, str], campo: str) -> None:
    with pytest.raises(Rechazo) as motivo:
        rules.limpio(campos)

    assert motivo.value.datos["campo"] == campo


def test_an_illegible_row_is_kept_with_its_inconsistency() -> None:
    renglon = rules.limpio({"inciso": "e", "comentario": "No se lee la clave"})

    assert renglon.llaves == {}


class TestSecondCapture:
    @pytest.fixture(autouse=True)
    def todos_se_cotejan(self, lote: Lote) -> None:
        Regimen.objects.update(muestra=100)

    @pytest.fixture
    def fila(self, cedula: Cedula, catalina: Cuenta) -> Renglon:
        escribir(cedula, catalina, {"clave": JUAN})
        services.terminar_hoja(cedula=cedula.pk, renglones=1, quien=catalina.pk, momento=AHORA)
        return Renglon.objects.get()

    def cotejar(self, fila: Renglon, quien: Cuenta, **campos: str) -> SegundaCaptura:
        return services.cotejar(
            fila=fila.pk, renglon=rules.limpio(campos), quien=quien.pk, momento=AHORA
        )

    @pytest.mark.numeral("ET 8.4")
    def test_two_people_who_agree_let_the_sheet_close(
        self, fila: Renglon, catalina: Cuenta, susana: Cuenta
    ) -> None:
        assert code_of(lambda: cerrar(fila.cedula, catalina)) == "cedula-incompleta"

        assert self.cotejar(fila, susana, clave=JUAN).cotejo == "COINCIDE"

        assert len(cerrar(fila.cedula, catalina)) == 1

    def test_who_typed_it_does_not_compare_it(self, fila: Renglon, catalina: Cuenta) -> None:
        assert code_of(lambda: self.cotejar(fila, catalina, clave=JUAN)) == "cotejo-propio"
        assert not queries.por_cotejar(procesos=["OAX26"], quien=catalina.pk)

    def test_two_who_differ_wait_for_a_third(
        self, fila: Renglon, catalina: Cuenta, susana: Cuenta, ada: Cuenta
    ) -> None:
        assert self.cotejar(fila, susana, clave=ANA).cotejo == "DIFIERE"
        assert code_of(lambda: cerrar(fila.cedula, catalina)) == "cedula-incompleta"
        [discrepancia] = queries.discrepancias(["OAX26"])
        assert (discrepancia.primera["clave"], discrepancia.segunda["clave"]) == (JUAN, ANA)

        services.resolver(
            fila=fila.pk, renglon=rules.limpio({"clave": ANA}), quien=ada.pk, momento=AHORA
        )

        [registro] = cerrar(fila.cedula, catalina)
        assert sellos.abrir_formulario(registro)["clave"] == ANA

    def test_a_third_look_comes_too_late(self, fila: Renglon, susana: Cuenta) -> None:
        self.cotejar(fila, susana, clave=JUAN)

        assert code_of(lambda: self.cotejar(fila, susana, clave=JUAN)) == "cotejo-resuelto"

    def test_typed_again_it_is_compared_again(
        self, fila: Renglon, catalina: Cuenta, susana: Cuenta
    ) -> None:
        self.cotejar(fila, susana, clave=JUAN)

        escribir(fila.cedula, catalina, {"clave": ANA})

        assert code_of(lambda: cerrar(fila.cedula, catalina)) == "cedula-incompleta"

    def test_the_database_refuses_one_person_twice(self, fila: Renglon) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            SegundaCaptura.objects.create(
                renglon=fila,
                datos=b"x",
                primera_por=7,
                capturado_por=7,
                capturado_en=AHORA,
                cotejo="COINCIDE",
            )


@given(muestra=st.integers(0, 100))
def test_the_sample_is_about_what_was_asked_and_always_the_same(muestra: int) -> None:
    lugares = [(1, c, r) for c in range(1, 41) for r in range(1, 26)]

    def elegidos() -> list[bool]:
        return [
            rules.se_coteja(lote=lote, cedula=c, renglon=r, muestra=muestra)
            for lote, c, r in lugares
        ]

    assert elegidos() == elegidos()
    assert abs(sum(elegidos()) - 10 * muestra) <= 60


@pytest.mark.numeral("ET 8.2")
def test_without_a_regimen_no_lot_is_received(proceso: object, ada: Cuenta) -> None:
    llegada = services.Llegada(caja="C", cedulas=1, renglones=1, entrega="Pilar")

    def recibir() -> object:
        return services.recibir_lote(proceso="OAX26", llegada=llegada, quien=ada.pk, momento=AHORA)

    assert code_of(recibir) == "papel-no-habilitado"
