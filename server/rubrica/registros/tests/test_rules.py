from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrica.procesos.rules import PoliticaDeDuplicados as Politica
from rubrica.registros.rules import (
    CLASES,
    DE_PAPEL,
    SIN_ABRIR,
    TRANSICIONES,
    Acto,
    ActoImprocedente,
    Candidato,
    Clase,
    Determinacion,
    Dictamen,
    Estatus,
    Puerta,
    aplicar,
    con_lo_leido,
    quien_cuenta,
)

AHORA = datetime(2026, 11, 23, tzinfo=UTC)
ACEPTA = {"lista_nominal"}


@pytest.mark.numeral("ET 10.7")
@pytest.mark.parametrize("estatus", Estatus)
@pytest.mark.parametrize("acto", Acto)
def test_every_act_either_moves_as_the_table_says_or_is_refused(
    estatus: Estatus, acto: Acto
) -> None:
    esperado = {(t.de, t.acto): t.a for t in TRANSICIONES}
    inciso = {Acto.RECONSIDERAR: "j", Acto.REABRIR: SIN_ABRIR}.get(acto, "")
    puerta = Puerta.PAPEL if acto in DE_PAPEL else Puerta.AUXILIAR

    if (estatus, acto) in esperado:
        llega = aplicar(acto, estatus, inciso=inciso, puerta=puerta)
        assert llega is esperado[estatus, acto]
    else:
        with pytest.raises(ActoImprocedente):
            aplicar(acto, estatus, inciso=inciso, puerta=puerta)


@pytest.mark.numeral("ET 8.4", "ET 10.1")
def test_paper_skips_the_mesa_and_what_came_by_the_app_never_does() -> None:
    for acto in DE_PAPEL:
        for puerta in (Puerta.AUXILIAR, Puerta.MI_APOYO):
            with pytest.raises(ActoImprocedente):
                aplicar(acto, Estatus.RECIBIDO, puerta=puerta)
    with pytest.raises(ActoImprocedente):
        aplicar(Acto.TURNAR_A_MESA, Estatus.RECIBIDO, puerta=Puerta.PAPEL)


@pytest.mark.numeral("ET 8.2", "ET 11.4 c")
def test_a_hearing_reconsiders_paper_without_sending_it_to_the_mesa() -> None:
    def de_papel(acto: Acto) -> Estatus:
        return aplicar(acto, Estatus.CON_INCONSISTENCIA, puerta=Puerta.PAPEL)

    assert de_papel(Acto.RECONSIDERAR) is Estatus.PARA_COMPULSA
    with pytest.raises(ActoImprocedente):
        de_papel(Acto.LEVANTAR_REGLA)


@pytest.mark.numeral("ET 10.7 a", "ET 10.7 b", "ET 10.7 c", "ET 10.7 d", "ET 10.7 e", "ET 10.7 f")
def test_every_estatus_is_in_one_class_and_every_class_but_a_has_one() -> None:
    assert set(CLASES) == set(Estatus)
    assert set(CLASES.values()) == set(Clase) - {Clase.ENVIADOS}


POR_ACTO = {Acto.CLASIFICAR_POR_REGLA: "", Acto.CLASIFICAR_SIN_ABRIR: SIN_ABRIR}


def _walk(secuencia: list[Acto]) -> list[Estatus]:
    """The estatus that a record goes through when acts are tried on it in that order."""
    recorrido, inciso = [Estatus.RECIBIDO], ""
    for acto in secuencia:
        try:
            recorrido.append(aplicar(acto, recorrido[-1], inciso=inciso))
        except ActoImprocedente:
            continue
        if recorrido[-1] is Estatus.CON_INCONSISTENCIA and acto is not Acto.ACTUALIZAR_SITUACION:
            inciso = POR_ACTO.get(acto, "j")
    return recorrido


@pytest.mark.numeral("ET 10.1", "ET 10.3", "ET 11.4 c")
@given(st.lists(st.sampled_from(Acto), max_size=14))
def test_no_registro_reaches_compulsa_without_passing_through_the_mesa(
    secuencia: list[Acto],
) -> None:
    recorrido = _walk(secuencia)

    if Estatus.PARA_COMPULSA in recorrido:
        assert Estatus.EN_MESA in recorrido[: recorrido.index(Estatus.PARA_COMPULSA)]


@pytest.mark.numeral("ET 3.4", "ET 4.8", "ET 4.10")
def test_what_a_rule_classed_is_not_reconsidered_into_compulsa() -> None:
    with pytest.raises(ActoImprocedente):
        aplicar(Acto.RECONSIDERAR, Estatus.CON_INCONSISTENCIA, inciso="")
    with pytest.raises(ActoImprocedente):
        aplicar(Acto.LEVANTAR_REGLA, Estatus.CON_INCONSISTENCIA, inciso="j")


@pytest.mark.numeral("ET 10.3")
@pytest.mark.parametrize(
    ("inciso", "detalle"),
    [("j", ""), ("j", "   "), ("", "sobra"), ("o", "no existe"), ("ab", "dos"), ("j", "x" * 481)],
)
def test_a_dictamen_that_makes_no_sense_does_not_construct(inciso: str, detalle: str) -> None:
    with pytest.raises(ValueError, match=r"inciso|detalle"):
        Dictamen(operador="olga", momento=AHORA, inciso=inciso, detalle=detalle)


@pytest.mark.numeral("ET 10.3")
def test_a_dictamen_without_time_zone_does_not_construct() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Dictamen(operador="olga", momento=AHORA.replace(tzinfo=None))


def _candidate(n: int, *, recibido: int, capturado: int, situacion: str) -> Candidato:
    return Candidato(
        id=UUID(int=n),
        situacion=situacion,
        recibido_en=AHORA + timedelta(minutes=recibido),
        capturado_en=AHORA + timedelta(minutes=capturado),
    )


@pytest.mark.numeral("ET 10.7 c")
@pytest.mark.parametrize(
    ("politica", "elegido"),
    [(Politica.PRIMERO_RECIBIDO, 1), (Politica.ULTIMO_CAPTURADO, 2), (Politica.NINGUNO, None)],
)
def test_the_policy_of_the_process_says_which_of_two_counts(
    politica: Politica, elegido: int | None
) -> None:
    grupo = [
        _candidate(1, recibido=1, capturado=0, situacion="lista_nominal"),
        _candidate(2, recibido=2, capturado=1, situacion="lista_nominal"),
    ]

    cuenta = quien_cuenta(grupo, politica, ACEPTA)

    assert cuenta == (None if elegido is None else UUID(int=elegido))


@pytest.mark.numeral("ET 10.7 c")
@pytest.mark.parametrize("politica", Politica)
def test_alone_it_counts_whatever_the_policy(politica: Politica) -> None:
    solo = _candidate(1, recibido=1, capturado=1, situacion="baja")

    assert quien_cuenta([solo], politica, ACEPTA) == solo.id


candidatos = st.lists(
    st.builds(
        _candidate,
        st.integers(1, 99),
        recibido=st.integers(0, 9),
        capturado=st.integers(0, 9),
        situacion=st.sampled_from(["lista_nominal", "padron", "baja"]),
    ),
    max_size=6,
    unique_by=lambda c: c.id,
)


@pytest.mark.numeral("ET 10.7 c")
@given(candidatos, st.sampled_from(Politica), st.randoms())
def test_who_counts_does_not_depend_on_the_order_and_a_void_one_never_shadows_a_good_one(
    grupo: list[Candidato], politica: Politica, azar: object
) -> None:
    revuelto = sorted(grupo, key=lambda c: (hash((azar, c.id)), c.id))

    elegido = quien_cuenta(grupo, politica, ACEPTA)

    assert quien_cuenta(revuelto, politica, ACEPTA) == elegido
    if elegido and any(c.situacion in ACEPTA for c in grupo):
        assert next(c for c in grupo if c.id == elegido).situacion in ACEPTA


@pytest.mark.numeral("ET 10.7 d", "ET 11.4 c")
@pytest.mark.parametrize("acto", [Acto.RECONSIDERAR, Acto.LEVANTAR_REGLA])
def test_what_never_opened_is_only_opened_again(acto: Acto) -> None:
    with pytest.raises(ActoImprocedente):
        aplicar(acto, Estatus.CON_INCONSISTENCIA, inciso=SIN_ABRIR)


@pytest.mark.numeral("ET 10.4")
def test_what_is_set_aside_is_still_in_the_mesa() -> None:
    assert CLASES[aplicar(Acto.APARTAR, Estatus.EN_MESA)] is Clase.EN_MESA


@pytest.mark.parametrize("razon", ["", "  ", "x" * 481])
def test_a_determinacion_says_why(razon: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        Determinacion(operador="ada", momento=AHORA, acto=Acto.ADMITIR_APARTADO, detalle=razon)


@pytest.mark.numeral("ET 10.3")
def test_a_form_corrected_twice_keeps_what_was_first_read() -> None:
    leyo = {"cic": "1", "ocr": "2"}
    una = con_lo_leido(leyo, {"cic": "3", "ocr": "2"})

    assert con_lo_leido(una, {"cic": "4", "ocr": "2"}) == {"cic": "4", "ocr": "2", "leido_cic": "1"}
