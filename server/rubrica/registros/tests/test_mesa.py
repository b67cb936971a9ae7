"""What Olga does in the Mesa, and what another one at the same time may not."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from rubrica.bitacora.models import Asiento
from rubrica.procesos.rules import PoliticaDeDuplicados as Politica
from rubrica.registros import politicas, queries, sellos, services
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import (
    Acto,
    ActoImprocedente,
    Cuenta,
    Determinacion,
    Dictamen,
    Estatus,
    Regla,
)
from rubrica.registros.tests.conftest import INICIO, recibir

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("llave_de_datos")]
ANA = b"ana.............."[:16]
LUIS = b"luis............."[:16]


def en_mesa(persona: bytes | None = ANA, **cambios: object) -> Registro:
    """A record in the Mesa, whose person is that one."""
    situacion = str(cambios.pop("situacion", "lista_nominal"))
    recibido = recibir(**cambios)
    with transaction.atomic():
        filas = services.tomar_por_abrir(10)
        services.abrir(
            [
                services.Apertura(
                    registro=fila,
                    acto=Acto.TURNAR_A_MESA,
                    persona=persona,
                    municipio="067",
                    situacion=situacion,
                )
                for fila in filas
            ],
            momento=INICIO,
        )
    return Registro.objects.get(id=recibido.id)


def dictaminar(registro: Registro, inciso: str = "", operador: str = "olga") -> Registro:
    return services.dictaminar(
        registro=registro.id,
        dictamen=Dictamen(
            operador=operador,
            momento=INICIO,
            inciso=inciso,
            detalle="Símbolo distinto: una cruz" if inciso else "",
        ),
    )


def estatus(*registros: Registro) -> list[str]:
    return [Registro.objects.get(id=r.id).estatus for r in registros]


@pytest.mark.numeral("ET 10.7 b")
def test_reviewed_and_nothing_found_it_goes_to_compulsa_and_counts() -> None:
    registro = dictaminar(en_mesa())

    assert (registro.estatus, registro.cuenta) == (Estatus.PARA_COMPULSA, True)


@pytest.mark.numeral("ET 10.3", "ET 10.3 j", "ET 10.7 d")
def test_olga_points_out_a_signature_that_is_only_a_cross() -> None:
    registro = dictaminar(en_mesa(), "j")

    assert (registro.estatus, registro.inciso) == (Estatus.CON_INCONSISTENCIA, "j")
    assert sellos.abrir_detalle(registro) == "Símbolo distinto: una cruz"
    asiento = Asiento.objects.get(acto="SENALAR_INCONSISTENCIA")
    assert (asiento.actor, asiento.objeto) == ("olga", registro.folio)


@pytest.mark.numeral("ET 14.1")
def test_the_words_of_the_operador_are_in_no_clear_column() -> None:
    registro = dictaminar(en_mesa(), "j")

    with connection.cursor() as cursor:
        for tabla in ("registros_registro", "registros_movimiento", "bitacora_asiento"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {tabla} t")  # noqa: S608
            (texto,) = cursor.fetchone()
            assert "cruz" not in texto
            assert b"cruz".hex() not in texto
    assert registro.folio


def test_the_history_keeps_who_when_why_and_what_it_replaced() -> None:
    registro = en_mesa()
    dictaminar(registro, "j")
    services.reconsiderar(registro=registro.id, dictamen=Dictamen(operador="irma", momento=INICIO))

    historia = queries.historia(registro.id)
    assert [(m.acto, m.actor, m.motivo) for m in historia] == [
        ("TURNAR_A_MESA", "verificacion", ""),
        ("SENALAR_INCONSISTENCIA", "olga", "j"),
        ("RECONSIDERAR", "irma", ""),
    ]
    assert historia[1].detalle is not None
    assert historia[1].catalogo


def test_a_second_dictamen_comes_too_late() -> None:
    registro = en_mesa()
    dictaminar(registro)

    with pytest.raises(ActoImprocedente):
        dictaminar(registro, "j")
    assert estatus(registro) == [Estatus.PARA_COMPULSA]


@pytest.mark.numeral("ET 10.7 c")
def test_the_second_support_of_a_person_is_a_duplicate() -> None:
    primero, segundo = en_mesa(), en_mesa()

    dictaminar(primero)
    dictaminar(segundo)

    assert estatus(primero, segundo) == [Estatus.PARA_COMPULSA, Estatus.DUPLICADO]
    assert queries.cuenta(proceso="OAX26")[""] == Cuenta(a=2, b=1, c=1)


@pytest.mark.numeral("ET 10.7 c")
def test_reviewed_in_the_other_order_it_is_the_first_received_that_counts() -> None:
    primero, segundo = en_mesa(), en_mesa()

    dictaminar(segundo)
    dictaminar(primero)

    assert estatus(primero, segundo) == [Estatus.PARA_COMPULSA, Estatus.DUPLICADO]


@pytest.mark.numeral("ET 10.7 c", "ET 10.7 d")
def test_an_inconsistency_wins_over_a_duplicate_and_shadows_nobody() -> None:
    primero, segundo = en_mesa(), en_mesa()

    dictaminar(primero, "e")
    dictaminar(segundo)

    assert estatus(primero, segundo) == [Estatus.CON_INCONSISTENCIA, Estatus.PARA_COMPULSA]


@pytest.mark.numeral("ET 10.7 c", "ET 10.6")
def test_when_the_one_that_counts_falls_the_next_rises() -> None:
    primero, segundo, tercero = en_mesa(), en_mesa(), en_mesa()
    for registro in (primero, segundo, tercero):
        dictaminar(registro)

    services.senalar_por_analisis(
        registro=primero.id,
        dictamen=Dictamen(operador="irma", momento=INICIO, inciso="n", detalle="misma huella"),
    )

    assert estatus(primero, segundo, tercero) == [
        Estatus.CON_INCONSISTENCIA,
        Estatus.PARA_COMPULSA,
        Estatus.DUPLICADO,
    ]


@pytest.mark.numeral("ET 11.4 c")
def test_one_that_the_hearing_gives_back_takes_its_place_from_the_one_that_rose() -> None:
    primero, segundo = en_mesa(), en_mesa()
    dictaminar(primero, "e")
    dictaminar(segundo)

    services.reconsiderar(registro=primero.id, dictamen=Dictamen(operador="irma", momento=INICIO))

    assert estatus(primero, segundo) == [Estatus.PARA_COMPULSA, Estatus.DUPLICADO]


@pytest.mark.numeral("ET 10.7 c")
@pytest.mark.parametrize(
    ("politica", "esperado"),
    [
        (Politica.ULTIMO_CAPTURADO, [Estatus.DUPLICADO, Estatus.PARA_COMPULSA]),
        (Politica.NINGUNO, [Estatus.DUPLICADO, Estatus.DUPLICADO]),
    ],
)
def test_the_policy_of_the_process_is_obeyed(
    monkeypatch: pytest.MonkeyPatch, politica: Politica, esperado: list[Estatus]
) -> None:
    monkeypatch.setattr(politicas, "de_proceso", lambda proceso: (politica, {"lista_nominal"}))
    primero, segundo = en_mesa(), en_mesa()

    dictaminar(primero)
    dictaminar(segundo)

    assert estatus(primero, segundo) == esperado


@pytest.mark.numeral("ET 10.7 c")
def test_another_person_or_nobody_known_is_no_duplicate() -> None:
    registros = [en_mesa(ANA), en_mesa(LUIS), en_mesa(None), en_mesa(None)]

    for registro in registros:
        dictaminar(registro)

    assert set(estatus(*registros)) == {Estatus.PARA_COMPULSA}


def test_the_database_admits_one_that_counts_for_each_person() -> None:
    en_mesa()
    with pytest.raises(DatabaseError, match="registro_cuenta_solo"), transaction.atomic():
        Registro.objects.update(cuenta=True)
    primero, segundo = en_mesa(), en_mesa()
    dictaminar(primero)
    with pytest.raises(DatabaseError, match="registro_uno_cuenta"), transaction.atomic():
        Registro.objects.filter(id=segundo.id).update(estatus="PARA_COMPULSA", cuenta=True)


def test_the_queue_gives_each_operator_another_record_and_repeats_go_last() -> None:
    uno, repetido, otro = en_mesa(ANA), en_mesa(ANA), en_mesa(LUIS)

    turnos = [
        services.tomar_siguiente(operador=quien, procesos=["OAX26"], momento=INICIO)
        for quien in ("olga", "omar", "ofelia", "oscar")
    ]

    assert [t.id if t else None for t in turnos] == [uno.id, otro.id, repetido.id, None]


def test_an_operator_gets_the_same_record_until_it_is_decided_or_let_go() -> None:
    uno, dos = en_mesa(ANA), en_mesa(LUIS)
    tomar = {"operador": "olga", "procesos": ["OAX26"], "momento": INICIO}

    assert services.tomar_siguiente(**tomar) == uno  # type: ignore[arg-type]
    assert services.tomar_siguiente(**tomar) == uno  # type: ignore[arg-type]
    dictaminar(uno)
    assert services.tomar_siguiente(**tomar) == dos  # type: ignore[arg-type]
    services.soltar(registro=dos.id, operador="olga")
    assert services.tomar_siguiente(**{**tomar, "operador": "omar"}) == dos  # type: ignore[arg-type]


def test_what_another_holds_is_not_ones_to_decide_until_its_time_runs_out() -> None:
    registro = en_mesa()
    services.tomar_siguiente(operador="omar", procesos=["OAX26"], momento=INICIO)

    with pytest.raises(services.TomadoPorOtro):
        dictaminar(registro, operador="olga")

    tarde = Dictamen(operador="olga", momento=INICIO + timedelta(minutes=11))
    assert services.dictaminar(registro=registro.id, dictamen=tarde).cuenta


def test_nobody_takes_a_record_of_a_process_that_is_not_theirs() -> None:
    en_mesa()

    ajeno = services.tomar_siguiente(operador="ramiro", procesos=["PUE26"], momento=INICIO)

    assert ajeno is None


@pytest.mark.numeral("ET 10.1", "ET 11.4 c")
def test_what_a_rule_classed_goes_to_the_mesa_when_the_rule_is_lifted() -> None:
    registro = recibir(regla=Regla.BAJA_DEL_AUXILIAR)
    with transaction.atomic():
        (fila,) = services.tomar_por_abrir(1)
        services.abrir(
            [services.Apertura(registro=fila, acto=Acto.CLASIFICAR_POR_REGLA, persona=ANA)],
            momento=INICIO,
        )
    with pytest.raises(ActoImprocedente):
        services.reconsiderar(
            registro=registro.id, dictamen=Dictamen(operador="irma", momento=INICIO)
        )

    services.levantar_regla(registro=registro.id, actor="irma", momento=INICIO, motivo="acta 7")

    assert estatus(registro) == [Estatus.EN_MESA]


@pytest.mark.numeral("ET 10.3")
def test_correcting_the_form_moves_the_record_to_its_municipio_and_person() -> None:
    dictaminar(en_mesa(LUIS))
    registro = en_mesa(ANA)

    corregido = services.corregir_datos(
        registro=registro.id,
        operador="olga",
        momento=INICIO,
        correccion=services.Correccion(
            formulario={"cic": "123456789"},
            persona=LUIS,
            municipio="390",
            situacion="lista_nominal",
            causa="",
            corte="1",
        ),
    )

    assert corregido.repite
    assert sellos.abrir_formulario(corregido) == {"cic": "123456789", "leido_cic": ""}
    (paso,) = queries.historia(registro.id)[-1:]
    assert sellos.abrir_palabras(corregido, paso.detalle) == '{"cic": ["", "123456789"]}'
    assert dictaminar(registro).estatus == Estatus.DUPLICADO


def _determinar(registro: Registro, acto: Acto, inciso: str = "", quien: str = "ada") -> Registro:
    return services.determinar(
        registro=registro.id,
        determinacion=Determinacion(
            operador=quien, momento=INICIO, acto=acto, inciso=inciso, detalle="dice Citlali"
        ),
    )


@pytest.mark.numeral("ET 10.4", "ET 10.7 e")
def test_what_olga_sets_aside_stays_in_e_and_nobody_takes_it() -> None:
    registro = _determinar(en_mesa(), Acto.APARTAR, quien="olga")

    assert queries.cuenta(proceso="OAX26")[""] == Cuenta(a=1, e=1)
    assert sellos.abrir_detalle(registro) == "dice Citlali"
    tomar = {"operador": "omar", "procesos": ["OAX26"], "momento": INICIO}
    assert services.tomar_siguiente(**tomar) is None  # type: ignore[arg-type]


@pytest.mark.numeral("ET 10.4")
@pytest.mark.parametrize(
    ("acto", "inciso", "queda"),
    [
        (Acto.ADMITIR_APARTADO, "", (Estatus.PARA_COMPULSA, True, "")),
        (Acto.NEGAR_APARTADO, "A", (Estatus.CON_INCONSISTENCIA, False, "ET 10.4")),
    ],
)
def test_ada_decides_whether_what_was_set_aside_counts(
    acto: Acto, inciso: str, queda: tuple[object, ...]
) -> None:
    apartado = _determinar(en_mesa(), Acto.APARTAR, quien="olga")

    registro = _determinar(apartado, acto, inciso)

    assert (registro.estatus, registro.cuenta, registro.inconsistencia) == queda
    assert queries.historia(registro.id)[-1].detalle is not None


def test_what_was_set_aside_is_not_an_operadors_to_decide() -> None:
    apartado = _determinar(en_mesa(), Acto.APARTAR, quien="olga")

    with pytest.raises(ActoImprocedente):
        dictaminar(apartado)


@pytest.mark.numeral("ET 10.7 d", "ET 10.7 f")
def test_what_never_opened_is_classed_and_can_be_opened_again() -> None:
    registro = recibir()
    services.abrir(
        [services.Apertura(registro=registro, acto=Acto.NO_ABRIR, motivo="paquete-no-abre")],
        momento=INICIO,
    )

    clasificado = _determinar(registro, Acto.CLASIFICAR_SIN_ABRIR, "S")

    assert clasificado.inconsistencia == "ET 10.7 d"
    services.reabrir(registro=registro.id, actor="ada", momento=INICIO)
    assert estatus(registro) == [Estatus.RECIBIDO]


@pytest.mark.numeral("ET 10.2")
def test_a_record_keeps_when_it_was_turned_to_the_mesa() -> None:
    assert en_mesa().turnado_en == INICIO


def test_a_console_that_beats_keeps_its_records_and_one_that_closes_gives_them_back() -> None:
    registro = en_mesa()
    tomar = {"procesos": ["OAX26"], "momento": INICIO}
    services.tomar_siguiente(operador="olga", **tomar)  # type: ignore[arg-type]
    latido = {"registros": [registro.id], "lapso": timedelta(seconds=90), **tomar}

    assert services.latir(operador="olga", **latido) == [registro.id]  # type: ignore[arg-type]
    assert services.latir(operador="omar", **latido) == []  # type: ignore[arg-type]
    assert services.tomar_siguiente(operador="omar", **tomar) is None  # type: ignore[arg-type]
    tarde = {**tomar, "momento": INICIO + timedelta(seconds=91)}
    assert services.tomar_siguiente(operador="omar", **tarde) == registro  # type: ignore[arg-type]


def test_the_queue_follows_the_loads_of_who_asks_in_their_order() -> None:
    viejo, repetido = en_mesa(ANA), en_mesa(ANA)

    tomados = services.tomar_siguientes(
        operador="olga", procesos=["OAX26"], momento=INICIO, cuantos=2,
        cargas=[Q(repite=True), Q()],
    )  # fmt: skip

    assert tomados == [repetido, viejo]


@pytest.mark.django_db(transaction=True)
@pytest.mark.numeral("ET 10.7 c")
def test_two_operators_who_sign_two_supports_of_one_person_at_once_leave_one_that_counts(
    llave_de_datos: Callable[[str, str], bytes],
) -> None:
    registros = [en_mesa() for _ in range(6)]
    barrera = threading.Barrier(6)

    def sign(registro: Registro) -> None:
        barrera.wait(10)
        dictaminar(registro, operador=str(registro.id))
        connection.close()

    hilos = [threading.Thread(target=sign, args=(r,)) for r in registros]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    assert estatus(*registros) == [Estatus.PARA_COMPULSA, *[Estatus.DUPLICADO] * 5]
    assert Movimiento.objects.filter(acto="VALIDAR").count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_operators_who_sign_the_same_record_at_once_leave_one_dictamen(
    llave_de_datos: Callable[[str, str], bytes],
) -> None:
    registro, barrera = en_mesa(), threading.Barrier(2)
    resultados: list[str] = []

    def sign(inciso: str) -> None:
        barrera.wait(10)
        try:
            resultados.append(dictaminar(registro, inciso, operador=inciso or "omar").estatus)
        except ActoImprocedente:
            resultados.append("refused")
        connection.close()

    hilos = [threading.Thread(target=sign, args=(inciso,)) for inciso in ("", "j")]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    assert sorted(resultados)[-1] == "refused"
    assert len(queries.historia(registro.id)) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.numeral("ET 10.1")
def test_eight_people_who_take_at_once_never_hold_the_same_record(
    llave_de_datos: Callable[[str, str], bytes],
) -> None:
    for _ in range(40):
        en_mesa(None)
    barrera, tomados = threading.Barrier(8), defaultdict[str, list[UUID]](list)

    def take(operador: str) -> None:
        barrera.wait(10)
        for n in range(3):
            momento = INICIO + timedelta(seconds=n)
            hoy = services.tomar_siguientes(
                operador=operador, procesos=["OAX26"], momento=momento, cuantos=5
            )
            tomados[operador] = [r.id for r in hoy]
        connection.close()

    hilos = [threading.Thread(target=take, args=(f"persona {n}",)) for n in range(8)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    todos = [id for suyos in tomados.values() for id in suyos]
    assert len(todos) == len(set(todos)) > 0
    guardados = dict(Registro.objects.exclude(tomado_por="").values_list("id", "tomado_por"))
    assert guardados == {id: quien for quien, suyos in tomados.items() for id in suyos}
