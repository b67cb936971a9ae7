"""a = b + c + d + e + f, at every instant, for every cut, whatever happens and with whom."""

from __future__ import annotations

import hashlib
import itertools
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubrica.bitacora.services import secuenciar
from rubrica.bitacora.transacciones import TransaccionesAtras
from rubrica.core.plazos import dia_centro
from rubrica.procesos.rules import PoliticaDeDuplicados
from rubrica.registros import instantaneas, queries, revision, services
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import (
    CLASES,
    EN_REVISION,
    SALEN_DE_LA_MESA,
    Acto,
    ActoImprocedente,
    Candidato,
    Cuenta,
    Determinacion,
    Dictamen,
    Dimension,
    Estatus,
    Regla,
    quien_cuenta,
)
from rubrica.registros.tests.conftest import INICIO, recibir

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("llave_de_datos"),
]
PERSONAS = [hashlib.sha256(bytes([n])).digest()[:16] for n in range(3)]
PRIMERO_RECIBIDO = PoliticaDeDuplicados.PRIMERO_RECIBIDO  # the usual policy
_numeros = itertools.count(10_000)
_procesos = (f"P{n:04}" for n in itertools.count())


def _receive(proceso: str, azar: random.Random) -> None:
    n = next(_numeros)
    recibir(
        id=uuid4(),
        folio=f"{proceso}-{n}",
        proceso=proceso,
        promovente=azar.choice([1, 2]),
        auxiliar=azar.choice([153, 154]),
        consecutivo=n,
        codigo_integridad=hashlib.sha256(str(n).encode()).digest(),
        recibido_en=INICIO + timedelta(days=azar.randrange(3)),
        regla=azar.choice([None, None, None, Regla.BAJA_DEL_AUXILIAR]),
    )


def _open(proceso: str, azar: random.Random) -> None:
    with transaction.atomic():
        # Many: what other examples left unopened would be taken first, and nothing of this one.
        filas = [f for f in services.tomar_por_abrir(1_000) if f.proceso == proceso][:3]
        aperturas = []
        for fila in filas:
            acto = azar.choice([Acto.TURNAR_A_MESA, Acto.ESPERAR_CORTE, Acto.NO_ABRIR])
            opened = acto is Acto.TURNAR_A_MESA
            if fila.regla:
                acto, opened = Acto.CLASIFICAR_POR_REGLA, True
            aperturas.append(
                services.Apertura(
                    registro=fila,
                    acto=acto,
                    persona=azar.choice([*PERSONAS, None]) if opened else None,
                    municipio=azar.choice(["067", "184", ""]) if opened else "",
                    situacion=azar.choice(["lista_nominal", "baja"]) if opened else "",
                )
            )
        services.abrir(aperturas, momento=INICIO + timedelta(days=azar.randrange(3)))


def _one(proceso: str, azar: random.Random, *estatus: Estatus) -> UUID | None:
    ids = list(
        Registro.objects.filter(proceso=proceso, estatus__in=estatus).values_list("id", flat=True)
    )
    return azar.choice(ids) if ids else None


def _dictamen(inciso: str) -> Dictamen:
    detalle = "una cruz" if inciso else ""
    return Dictamen(operador="olga", momento=INICIO, inciso=inciso, detalle=detalle)


def _retry(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.EN_CHAROLA, Estatus.EN_ESPERA_DE_CORTE):
        services.reintentar(registro=id, actor="olga", momento=INICIO)


def _review(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.EN_MESA):
        services.dictaminar(registro=id, dictamen=_dictamen(azar.choice(["", "", "", "j"])))


def _analyse(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.PARA_COMPULSA, Estatus.DUPLICADO):
        services.senalar_por_analisis(registro=id, dictamen=_dictamen("n"))


def _reconsider(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.CON_INCONSISTENCIA):
        services.reconsiderar(registro=id, dictamen=_dictamen(""))


def _lift(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.CON_INCONSISTENCIA):
        services.levantar_regla(registro=id, actor="irma", momento=INICIO, motivo="acta 7")


def _correct(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.EN_MESA):
        services.corregir_datos(
            registro=id,
            operador="olga",
            momento=INICIO,
            correccion=services.Correccion(
                formulario={"cic": "123456789"},
                persona=azar.choice(PERSONAS),
                municipio=azar.choice(["067", "390"]),
                situacion="lista_nominal",
                causa="",
                corte="1",
            ),
        )


def _set_aside(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.EN_MESA):
        _determine(id, Acto.APARTAR)


def _settle(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.APARTADO):
        _determine(id, *azar.choice([(Acto.ADMITIR_APARTADO, ""), (Acto.NEGAR_APARTADO, "A")]))


def _give_up(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.EN_CHAROLA):
        _determine(id, Acto.CLASIFICAR_SIN_ABRIR, "S")


def _reopen(proceso: str, azar: random.Random) -> None:
    if id := _one(proceso, azar, Estatus.CON_INCONSISTENCIA):
        services.reabrir(registro=id, actor="ada", momento=INICIO)


def _determine(id: UUID, acto: Acto, inciso: str = "") -> None:
    services.determinar(
        registro=id,
        determinacion=Determinacion(
            operador="ada", momento=INICIO, acto=acto, inciso=inciso, detalle="por oficio 7"
        ),
    )


def _compulse(proceso: str, azar: random.Random) -> None:
    filas = list(
        Registro.objects.filter(
            proceso=proceso, estatus__in=[Estatus.PARA_COMPULSA, Estatus.DUPLICADO]
        ).order_by("id")
    )
    compulsados = [
        services.Compulsado(
            registro=fila.id,
            antes=None if fila.persona is None else bytes(fila.persona),
            persona=azar.choice([*PERSONAS, None]),
            municipio=azar.choice(["067", "184", ""]),
            situacion=azar.choice(["lista_nominal", "baja", "no_encontrado"]),
            causa="",
            corte="2",
            formulario={"cic": "123456789"},
            motivo="Compulsa 1",
        )
        for fila in azar.sample(filas, min(3, len(filas)))
    ]
    services.compulsar(compulsados, proceso=proceso, actor="compulsa", momento=INICIO)


def _roll(proceso: str, azar: random.Random) -> None:
    services.rodar()


ACTS: list[Callable[[str, random.Random], None]] = [
    _receive,
    _receive,
    _open,
    _open,
    _retry,
    _review,
    _review,
    _analyse,
    _reconsider,
    _lift,
    _correct,
    _set_aside,
    _settle,
    _give_up,
    _reopen,
    _compulse,
    _roll,
]


def _do(acto: Callable[[str, random.Random], None], proceso: str, azar: random.Random) -> None:
    """Do one act; one that comes too late is refused and changes nothing."""
    try:
        acto(proceso, azar)
    except ActoImprocedente:
        pass


def _cuts(proceso: str) -> Iterator[Cuenta]:
    """The account of every value of every dimension, and of every day of each."""
    for dimension in Dimension:
        cuentas = queries.cuenta(proceso=proceso, por=dimension)
        yield from cuentas.values()
        for valor in cuentas:
            yield from queries.cuenta_por_dia(proceso=proceso, por=dimension, valor=valor).values()


def _value_of(registro: Registro, dimension: Dimension) -> str:
    """Under which value of a dimension a record is counted, told from the record itself."""
    if dimension is Dimension.PROCESO:
        return ""
    if dimension is Dimension.TERRITORIO:
        return f"{registro.municipio} {registro.situacion}"
    return str(getattr(registro, dimension.value))


def _truth(proceso: str, dimension: Dimension) -> dict[str, Cuenta]:
    """The account counted from the records themselves, one by one."""
    cifras: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for registro in Registro.objects.filter(proceso=proceso):
        llave = _value_of(registro, dimension)
        cifras[llave]["a"] += 1
        cifras[llave][CLASES[Estatus(registro.estatus)].value] += 1
    return {llave: Cuenta(**clases) for llave, clases in cifras.items()}


def _assert_the_figures_add_up(proceso: str) -> None:
    """Every table of the promovente's pages, in one snapshot, is the recount of the records."""
    cortes = [d for d in Dimension if d is not Dimension.PROCESO]
    leidas = queries.figuras(proceso, *cortes)

    assert leidas.total == _truth(proceso, Dimension.PROCESO).get("", Cuenta())
    for corte in cortes:
        cuentas = _truth(proceso, corte)
        if corte is Dimension.TERRITORIO:
            cuentas = {v: Cuenta(b=c.b) for v, c in cuentas.items() if c.b}
        assert leidas.por[corte] == cuentas


def _assert_the_mesa_goes_as_its_records_say(proceso: str) -> None:
    """What is still in e by day of turning, and what moved each day, counted one by one."""
    dicha = revision.marcha(proceso)
    en_e = Registro.objects.filter(proceso=proceso, estatus__in=EN_REVISION)
    turnos = [fila.turnado_en for fila in en_e]
    salidas = Movimiento.objects.filter(proceso=proceso, acto__in=SALEN_DE_LA_MESA)
    assert dicha.pendientes == Counter(dia_centro(en) for en in turnos if en is not None)
    assert sum(m.salieron for m in dicha.movidos.values()) == salidas.count()


def _assert_true(proceso: str) -> None:
    for dimension in Dimension:
        assert queries.cuenta(proceso=proceso, por=dimension) == _truth(proceso, dimension)
    _assert_the_figures_add_up(proceso)
    _assert_the_mesa_goes_as_its_records_say(proceso)
    _assert_who_counts(proceso)


def _assert_who_counts(proceso: str) -> None:
    """Of the reviewed supports of each person, that which the policy says counts, and no other."""
    for persona in PERSONAS:
        grupo = Registro.objects.filter(
            proceso=proceso, persona=persona,
            estatus__in=[Estatus.PARA_COMPULSA, Estatus.DUPLICADO],
        )  # fmt: skip
        candidatos = [
            Candidato(
                id=r.id, situacion=r.situacion, recibido_en=r.recibido_en,
                capturado_en=r.capturado_en,
            )
            for r in grupo
        ]  # fmt: skip
        elegido = quien_cuenta(candidatos, PRIMERO_RECIBIDO, {"lista_nominal"})
        assert [r.id for r in grupo if r.cuenta] == [elegido] * bool(candidatos)
        assert {r.id for r in grupo if r.estatus == Estatus.PARA_COMPULSA} == (
            {elegido} if candidatos else set()
        )


@pytest.mark.numeral("ET 10.7")
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=40), st.integers(0, 2**32))
def test_the_account_balances_after_each_act_for_every_cut(
    actos: list[Callable[[str, random.Random], None]], semilla: int
) -> None:
    proceso, azar = next(_procesos), random.Random(semilla)

    for acto in actos:
        _do(acto, proceso, azar)
        assert all(cuenta.cuadra for cuenta in _cuts(proceso))

    _assert_true(proceso)


@pytest.mark.numeral("ET 10.7", "ET 10.7 c")
def test_it_balances_at_every_instant_while_six_people_and_the_roller_act_at_once() -> None:
    proceso, hasta = next(_procesos), time.monotonic() + 6
    fallas: list[BaseException] = []

    def run(acto: Callable[[], None]) -> None:
        try:
            while time.monotonic() < hasta and not fallas:
                acto()
        except BaseException as falla:
            fallas.append(falla)
        finally:
            connection.close()

    def act(azar: random.Random) -> Callable[[], None]:
        return lambda: _do(azar.choice(ACTS[:-1]), proceso, azar)

    def watch() -> None:
        assert all(cuenta.cuadra for cuenta in _cuts(proceso))

    tareas = [act(random.Random(n)) for n in range(6)]
    tareas += [watch, lambda: _roll(proceso, random.Random())]
    hilos = [threading.Thread(target=run, args=(tarea,)) for tarea in tareas]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    assert fallas == []
    _assert_true(proceso)
    services.rodar()
    _assert_true(proceso)


@pytest.mark.numeral("ET 10.7")
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.lists(st.sampled_from(ACTS), min_size=1, max_size=12), min_size=2, max_size=4),
    st.integers(0, 2**32),
)
def test_random_acts_of_people_at_once_leave_every_cut_as_a_recount_has_it(
    personas: list[list[Callable[[str, random.Random], None]]], semilla: int
) -> None:
    """Each person does theirs in order; how they meet is left to chance."""
    proceso, juntos = next(_procesos), threading.Barrier(len(personas))
    antes, fallas = instantaneas.tomar(proceso), list[BaseException]()

    def trabajar(n: int, actos: list[Callable[[str, random.Random], None]]) -> None:
        azar = random.Random(semilla + n)
        try:
            juntos.wait(30)
            for acto in actos:
                _do(acto, proceso, azar)
        except BaseException as falla:
            fallas.append(falla)
        finally:
            connection.close()

    hilos = [threading.Thread(target=trabajar, args=par) for par in enumerate(personas)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    assert fallas == []
    assert all(cuenta.cuadra for cuenta in _cuts(proceso))
    _assert_true(proceso)
    _assert_every_move_is_explained(proceso, antes.marca)


def _assert_every_move_is_explained(proceso: str, antes: str) -> None:
    """What was received and every move, and nothing else, lead from one instant to the other."""
    foto = instantaneas.tomar(proceso)
    hubo = instantaneas.diferencia(proceso=proceso, antes=antes, despues=foto.marca)

    vistos = sorted(n for m in hubo.movidos for n in m.movimientos)
    assert vistos == sorted(Movimiento.objects.filter(proceso=proceso).values_list("id", flat=True))
    assert hubo.recibidos == foto.total.a
    cifras: dict[str, int] = defaultdict(int)
    cifras["f"] = hubo.recibidos
    for m in hubo.movidos:
        cifras[CLASES[Estatus(m.de)].value] -= len(m.movimientos)
        cifras[CLASES[Estatus(m.a)].value] += len(m.movimientos)
    assert {c: cifras[c] for c in "bcdef"} == {c: getattr(foto.total, c) for c in "bcdef"}


def test_an_open_transaction_holds_the_roller_back_and_nothing_is_lost_or_counted_twice() -> None:
    proceso = next(_procesos)
    abierta, cerrar = threading.Event(), threading.Event()

    def receive_slowly() -> None:
        with transaction.atomic():
            _receive(proceso, random.Random(1))
            abierta.set()
            cerrar.wait(10)
        connection.close()

    hilo = threading.Thread(target=receive_slowly)
    hilo.start()
    abierta.wait(10)
    _receive(proceso, random.Random(2))
    services.rodar()
    assert queries.cuenta(proceso=proceso)[""] == Cuenta(a=1, f=1)
    cerrar.set()
    hilo.join()

    assert queries.cuenta(proceso=proceso)[""] == Cuenta(a=2, f=2)
    services.rodar()
    services.rodar()
    assert queries.cuenta(proceso=proceso)[""] == Cuenta(a=2, f=2)


def test_a_restored_database_refuses_to_count_wrong_until_it_is_told_it_was_restored() -> None:
    """A logical copy in a new server starts its transactions anew: the old rows look younger."""
    proceso = next(_procesos)
    _receive(proceso, random.Random(1))
    _open(proceso, random.Random(1))
    services.rodar()
    secuenciar()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registros_rodillo SET hasta = '9000000000'")
        cursor.execute("UPDATE bitacora_secuenciador SET hasta = '9000000000'")
    _receive(proceso, random.Random(2))

    with pytest.raises(TransaccionesAtras):
        services.rodar()
    with pytest.raises(TransaccionesAtras):
        secuenciar()
    call_command("tras_restaurar", verbosity=0, stdout=StringIO())

    _assert_true(proceso)
    assert queries.cuenta(proceso=proceso)[""].a == 2
    _receive(proceso, random.Random(3))
    services.rodar()
    assert queries.cuenta(proceso=proceso)[""].a == 3
