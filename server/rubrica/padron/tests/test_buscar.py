"""What a cut answers, and which cut does (ET 10.3, 10.4)."""

from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from django.db import IntegrityError, connection, transaction

from rubrica import llaves
from rubrica.core.rechazos import Rechazo
from rubrica.padron import queries, services
from rubrica.padron.indices import LlavesDeCorte
from rubrica.padron.models import Corte
from rubrica.padron.queries import Pregunta
from rubrica.padron.services import particion
from rubrica.padron.tests.conftest import JUAN, MOMENTO, Escribir

JUAN_POR_CIC = Pregunta(cic="123456789", identificador="012345678")


def activar(corte: Corte, quien: str = "ines@ejemplo.test") -> Corte:
    return services.activar(corte=corte.pk, quien=quien, momento=MOMENTO)


@pytest.mark.numeral("ET 10.4")
@pytest.mark.parametrize(
    ("pregunta", "por"),
    [
        (JUAN_POR_CIC, "cic"),
        (Pregunta(cic="123456789"), "cic"),
        (Pregunta(ocr="2575012345678"), "ocr"),
        (Pregunta(cic="999999999", ocr="2575012345678"), "ocr"),
        (Pregunta(cic="123456789", identificador="999999999", ocr="2575012345678"), "ocr"),
        (Pregunta(clave="HRGRJN82050620H900", emision="01"), "clave"),
        (Pregunta(ocr="0000000000000", clave="HRGRJN82050620H900", emision="01"), "clave"),
    ],
)
def test_a_person_is_found_by_cic_then_ocr_then_clave(
    corte: Corte, pregunta: Pregunta, por: str
) -> None:
    [hallazgo] = queries.buscar_varios(corte, [pregunta])

    assert hallazgo is not None
    assert hallazgo.por == por
    assert hallazgo.persona.nombres == "JUAN"
    assert hallazgo.persona.paterno == "HERNÁNDEZ"
    assert (hallazgo.entidad, hallazgo.municipio, hallazgo.seccion) == ("20", "066", "2575")
    assert (hallazgo.situacion, hallazgo.causa) == ("lista_nominal", "")


@pytest.mark.numeral("ET 10.3")
@pytest.mark.parametrize(
    "pregunta",
    [
        Pregunta(),
        Pregunta(cic="999999999", identificador="012345678"),
        Pregunta(cic="123456789", identificador="012345679"),
        Pregunta(clave="HRGRJN82050620H900", emision="02"),
        Pregunta(ocr="2575012345679"),
    ],
)
def test_who_is_not_there_as_asked_is_not_found(corte: Corte, pregunta: Pregunta) -> None:
    assert queries.buscar_varios(corte, [pregunta]) == [None]


def test_a_batch_answers_in_the_order_of_its_questions(corte: Corte) -> None:
    preguntas = [
        Pregunta(ocr="006600000099"),
        Pregunta(cic="999999999"),
        JUAN_POR_CIC,
        JUAN_POR_CIC,
        Pregunta(cic="300000025", identificador="000000077"),
    ]

    nombres = [h and h.persona.nombres for h in queries.buscar_varios(corte, preguntas)]
    assert nombres == ["ELSA", None, "JUAN", "JUAN", "LUIS"]


def test_a_batch_asks_eight_times_at_most(
    corte: Corte, django_assert_max_num_queries: object
) -> None:
    preguntas = [JUAN_POR_CIC, Pregunta(ocr="1" * 13), Pregunta(clave="X" * 18)] * 50

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        queries.buscar_varios(corte, preguntas)


def test_a_baja_comes_with_its_cause_and_a_name_with_its_comma(corte: Corte) -> None:
    elsa = queries.buscar(corte, clave="LPMREL50010120M300", emision="03")
    luis = queries.buscar(corte, cic="300000025", identificador="000000077")

    assert elsa is not None
    assert luis is not None
    assert (elsa.situacion, elsa.causa, elsa.persona.cic) == ("baja", "defuncion", "")
    assert luis.persona.paterno == "DÍAZ, HIJO"


def test_an_ocr_that_two_people_share_answers_for_neither(db: None, escribir: Escribir) -> None:
    otra = JUAN.replace("123456789", "123456790").replace("HRGRJN", "HRGRJX")
    corte = services.cargar(
        ruta=escribir(JUAN, otra),
        fecha=MOMENTO.date().replace(month=10, day=31),
        quien="irma@ejemplo.test",
        momento=MOMENTO,
    )

    assert queries.buscar(corte, ocr="2575012345678") is None


def test_a_row_moved_to_another_place_does_not_open(corte: Corte) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {particion(corte.pk)} a SET sello = b.sello"  # noqa: S608
            f" FROM {particion(corte.pk)} b WHERE a.clave <> b.clave"
        )

    with pytest.raises(InvalidTag):
        queries.buscar(corte, cic="123456789", identificador="012345678")


def test_loading_and_looking_up_use_the_same_bytes_as_the_keys_room(corte: Corte) -> None:
    indice, sello = (llaves.de_corte(corte.pk, clase) for clase in ("indice", "corte"))
    propias = LlavesDeCorte(corte.pk, indice, sello)

    assert propias.cic("123456789") == llaves.indice(indice, "cic", "123456789")
    assert propias.clave("ÑÑ") == llaves.indice(indice, "clave", "ÑÑ")
    sellado = propias.sellar(b"claro", b"clave")
    assert llaves.abrir(sello, sellado, propias.contexto(b"clave")) == b"claro"


@pytest.mark.numeral("ET 10.4")
@pytest.mark.parametrize(
    ("recibido_en", "responde"),
    [
        (datetime(2026, 11, 1, 5, 59, 59, tzinfo=UTC), False),  # still October, hora Centro
        (datetime(2026, 11, 1, 6, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 1, 5, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 1, 6, 0, 0, tzinfo=UTC), False),
    ],
)
def test_the_cut_of_the_month_before_reception_answers(
    corte: Corte, recibido_en: datetime, responde: bool
) -> None:
    activar(corte)

    assert (queries.corte_que_responde(recibido_en) == corte) is responde


@pytest.mark.numeral("ET 10.4")
def test_the_newest_cut_before_answers_provisionally(corte: Corte, escribir: Escribir) -> None:
    en_noviembre, en_diciembre = (datetime(2026, m, 10, tzinfo=UTC) for m in (11, 12))
    assert queries.corte_provisional(en_diciembre) is None
    activar(corte)

    assert queries.corte_provisional(en_diciembre) == corte
    assert queries.corte_provisional(en_noviembre) is None
    assert queries.es_provisional(str(corte.pk), en_diciembre)
    assert not queries.es_provisional(str(corte.pk), en_noviembre)
    assert not queries.es_provisional("", en_diciembre)


@pytest.mark.numeral("ET 10.4")
def test_a_cut_answers_only_once_another_person_activates_it(corte: Corte) -> None:
    recibido_en = datetime(2026, 11, 10, 12, tzinfo=UTC)
    assert queries.corte_que_responde(recibido_en) is None

    with pytest.raises(Rechazo, match="corte-misma-persona"):
        activar(corte, corte.cargado_por)
    assert queries.corte_que_responde(recibido_en) is None

    activar(corte)
    assert queries.corte_que_responde(recibido_en) == corte
    with pytest.raises(Rechazo, match="corte-no-activable"):
        activar(corte)


def test_the_database_refuses_that_one_person_loads_and_activates(corte: Corte) -> None:
    with pytest.raises(IntegrityError, match="padron_activan_dos_personas"), transaction.atomic():
        Corte.objects.filter(pk=corte.pk).update(
            estado="ACTIVO", activado_por=corte.cargado_por, activado_en=MOMENTO
        )


def test_an_active_cut_is_not_discarded(corte: Corte) -> None:
    activar(corte)

    with pytest.raises(Rechazo, match="corte-no-activable"):
        services.descartar(corte=corte.pk, quien="irma@ejemplo.test", momento=MOMENTO)


@pytest.mark.parametrize(
    ("nivel", "cuantos"),
    [
        ("municipio", {57: 1, 66: 1}),
        ("distrito_federal", {2: 1, 8: 1}),
        ("distrito_local", {5: 1, 21: 1}),
        ("seccion", {57: 1, 66: 0, 2575: 1}),
        ("entidad", {20: 2}),
    ],
)
def test_the_lista_nominal_is_counted_by_place(
    corte: Corte, nivel: queries.Nivel, cuantos: dict[int, int]
) -> None:
    assert queries.lista_nominal(corte, nivel) == cuantos
