"""What is left of a process once it was eliminated: counters, decisions, the log (ET 13.9)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction

from rubrica import llaves
from rubrica.auxiliares.tests import escenas
from rubrica.bitacora.models import Asiento, Sal
from rubrica.cuentas.models import Cuenta
from rubrica.eliminacion import queries, registro, services
from rubrica.eliminacion.models import Eliminacion, Paso
from rubrica.eliminacion.services import destruccion
from rubrica.eliminacion.tests.conftest import LUEGO, TRES_DIAS
from rubrica.launch import grants
from rubrica.mi_apoyo import entidades
from rubrica.mi_apoyo.models import Vinculo
from rubrica.mi_apoyo.sellos import (
    DatosDelVinculo,
    index_of_mail,
    index_of_person,
    indexes_of_person,
    open_data,
    seal_data,
)
from rubrica.registros import queries as registros
from rubrica.registros.models import Registro
from rubrica.resultados.tests.conftest import ANA, DESPUES
from rubrica.resultados.tests.test_entregas import con_el_papel_de
from rubrica.verificador.legajo import Dice
from rubrica.verificador.programa import comprobar

pytestmark = pytest.mark.django_db(transaction=True)
ENTONCES = LUEGO + TRES_DIAS


def ejecutar() -> int:
    return services.ejecutar_debidas(momento=ENTONCES)


@pytest.mark.numeral("ET 13.9", "ET 6.5")
def test_keys_files_and_columns_go_and_the_account_and_the_decisions_stay(
    autorizada: Eliminacion,
) -> None:
    antes = registros.cuenta(proceso="OAX26")
    recibos = set(Registro.objects.values_list("folio", "recibo", "estatus", "codigo_integridad"))
    asientos = Asiento.objects.filter(proceso="OAX26").count()

    assert ejecutar() == 1

    assert registros.cuenta(proceso="OAX26") == antes
    assert Asiento.objects.filter(proceso="OAX26").count() == asientos
    assert not Sal.objects.filter(proceso="OAX26").exists()
    despues = Registro.objects.values_list("folio", "recibo", "estatus", "codigo_integridad")
    assert set(despues) == recibos
    assert not Path(settings.BLOBS_DIR, "OAX26").exists()
    for clase in ("proceso", "datos", "indice", "portal"):
        with pytest.raises(llaves.LlaveAusente):
            llaves.de_proceso("OAX26", clase)


@pytest.mark.numeral("ET 13.9")
def test_each_table_is_left_as_it_was_declared(autorizada: Eliminacion) -> None:
    ejecutar()

    with connection.cursor() as cursor:
        for tabla in registro.por_vaciar():
            donde = tabla.condicion.replace("p_proceso", "'OAX26'")
            if tabla.se_borra:
                cursor.execute(f"SELECT count(*) FROM {tabla.nombre} WHERE {donde}")  # noqa: S608
            else:
                fijas = {c: v for c, v in tabla.vacia.items() if "gen_random" not in v}
                distinta = " OR ".join(f"{c} IS DISTINCT FROM ({v})" for c, v in fijas.items())
                cursor.execute(
                    f"SELECT count(*) FROM {tabla.nombre} WHERE ({donde}) AND ({distinta})"  # noqa: S608
                )
            assert cursor.fetchone() == (0,), tabla.nombre


@pytest.mark.numeral("ET 13.9")
def test_the_person_who_counted_is_nobody_afterwards(autorizada: Eliminacion) -> None:
    antes = {bytes(p) for p in Registro.objects.values_list("persona", flat=True) if p}

    ejecutar()

    despues = {bytes(p) for p in Registro.objects.values_list("persona", flat=True) if p}
    assert len(despues) == len(antes) == 2
    assert not antes & despues


@pytest.mark.numeral("ET 13.9")
def test_the_planner_remembers_no_value(autorizada: Eliminacion) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registros_registro; ANALYZE avisos_aviso")
        ejecutar()
        cursor.execute(
            "SELECT count(*) FROM pg_statistic s JOIN pg_class c ON c.oid = s.starelid"
            " WHERE c.relname = ANY(%s) AND NOT EXISTS"
            " (SELECT 1 FROM pg_attribute a WHERE a.attrelid = s.starelid)",
            [[t.nombre for t in registro.por_vaciar() if t.se_borra]],
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'avisos_aviso'")
        assert cursor.fetchone() == (0,)


@pytest.mark.numeral("ET 13.9")
@pytest.mark.parametrize(
    "muere_en", ["_llaves", "_blobs", "_vaciar", "_sin_rastro", "_vinculos", "_acabar"]
)
def test_killed_half_way_another_goes_on_and_counts_nothing_twice(
    autorizada: Eliminacion, monkeypatch: pytest.MonkeyPatch, muere_en: str
) -> None:
    de_verdad: Callable[..., None] = getattr(destruccion, muere_en)
    veces = iter(range(100))

    def morir(*args: object, **kwargs: object) -> None:
        if next(veces) == (3 if muere_en in {"_vaciar", "_sin_rastro"} else 0):
            raise KeyboardInterrupt
        de_verdad(*args, **kwargs)

    with monkeypatch.context() as parche:
        parche.setattr(destruccion, muere_en, morir)
        with pytest.raises(KeyboardInterrupt):
            ejecutar()

    assert services.ejecutar_debidas(momento=ENTONCES + timedelta(hours=1)) == 1
    pasos = dict(Paso.objects.values_list("que", "cuantos"))
    assert pasos["registros_registro"] == 2
    assert pasos["archivos"] == 1
    assert services.ejecutar_debidas(momento=ENTONCES) == 0


@pytest.mark.numeral("ET 13.9", "ET 14.1")
def test_the_worker_does_it_with_its_role_and_nobody_could_do_it_otherwise(
    autorizada: Eliminacion,
) -> None:
    grants.otorgar({})

    with con_el_papel_de("rubrica_worker"):
        assert ejecutar() == 1
        for orden in (
            "DELETE FROM registros_registro",
            "DELETE FROM bitacora_sal",
            "DELETE FROM auxiliares_auxiliar",
            "UPDATE registros_registro SET recibo = ''",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                connection.cursor().execute(orden)


@pytest.mark.numeral("ET 13.9")
def test_the_flag_of_eliminations_opens_nothing_to_a_service(autorizada: Eliminacion) -> None:
    grants.otorgar({})
    with connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE, SELECT ON registros_registro TO rubrica_mesa")

    def intentar() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('rubrica.elimina', 'OAX26', true)")
            cursor.execute("UPDATE registros_registro SET recibo = ''")

    with con_el_papel_de("rubrica_mesa"), pytest.raises(IntegrityError):
        intentar()
    grants.otorgar({})


@pytest.fixture
def concluida(autorizada: Eliminacion, irma: Cuenta) -> Eliminacion:
    """All was destroyed and Irma signed the constancia."""
    ejecutar()
    return services.certificar(proceso="OAX26", quien=irma.pk, momento=ENTONCES)


@pytest.fixture
def constancia(concluida: Eliminacion, tmp_path: Path) -> Path:
    """The constancia, its signature and the keys, as anybody gets them."""
    carpeta = tmp_path / "constancia"
    carpeta.mkdir()
    (carpeta / "llaves.json").write_text(llaves.publicadas())
    (carpeta / "constancia.json").write_text(concluida.documento)
    (carpeta / "constancia.jws").write_text(concluida.jws)
    return carpeta


@pytest.mark.numeral("ET 13.9")
def test_the_constancia_counts_what_was_destroyed_and_anybody_verifies_it(
    constancia: Path, autorizada: Eliminacion
) -> None:
    dice = json.loads((constancia / "constancia.json").read_text())
    informe = comprobar(constancia.iterdir())

    filas = {r["tabla"]: r["filas"] for r in dice["destruido"]}
    assert filas["registros_registro"] == 2
    assert dice["totales"]["blobs"] == 1
    assert dice["llaves"] == ["proceso", "datos", "indice", "portal"]
    assert dice["atestaciones"] == {"1": "ACTA/1", "2": "ACTA/2", "3": "ACTA/3"}
    assert [r for r in informe if r.dice is Dice.NO] == []
    assert any("La pidió una persona y la autorizó otra." in r.que for r in informe)


@pytest.mark.numeral("ET 13.9")
@pytest.mark.parametrize(
    ("que", "por"), [('"filas":2', '"filas":0'), ("ACTA/1", "ACTA/9"), ('"blobs":1', '"blobs":7')]
)
def test_a_constancia_with_something_changed_is_nobodys(
    constancia: Path, que: str, por: str
) -> None:
    ruta = constancia / "constancia.json"
    assert que in ruta.read_text()
    ruta.write_text(ruta.read_text().replace(que, por, 1))

    malos = [r.que for r in comprobar(constancia.iterdir()) if r.dice is Dice.NO]

    assert "Ninguna de las firmas dadas es de esta constancia." in malos


def vincular(entidad: str, numero: int = 7) -> Vinculo:
    """A citizen's phone, bonded in that entidad."""
    kid = f"{numero:043d}"
    datos = DatosDelVinculo(cic="123456789", correo="ciro@ejemplo.test", codigo="7QM4X2KD")
    return Vinculo.objects.create(
        id=uuid4(), kid=kid, jwk={}, numero=numero, entidad=entidad,
        persona=index_of_person(entidad, ANA), correo=index_of_mail(entidad, f"{numero}@x.test"),
        datos=seal_data(entidad, kid, datos), activado_en=DESPUES,
    )  # fmt: skip


def dice_la_constancia(irma: Cuenta, tmp_path: Path) -> dict[str, Any]:
    """Return what the constancia signed by Irma says; anybody verifies it."""
    fila = services.certificar(proceso="OAX26", quien=irma.pk, momento=ENTONCES)
    (tmp_path / "llaves.json").write_text(llaves.publicadas())
    (tmp_path / "constancia.json").write_text(fila.documento)
    (tmp_path / "constancia.jws").write_text(fila.jws)
    archivos = [tmp_path / n for n in ("llaves.json", "constancia.json", "constancia.jws")]
    informe = comprobar(archivos)
    assert [r for r in informe if r.dice is Dice.NO] == []
    dicho: dict[str, Any] = json.loads(fila.documento)
    return dicho


@pytest.mark.numeral("ET 7.25", "ET 13.9")
def test_with_the_last_bond_of_its_entidad_goes_the_key_that_knew_it(
    autorizada: Eliminacion, irma: Cuenta, tmp_path: Path
) -> None:
    grants.otorgar({})
    antes = vincular("20")
    assert bytes(antes.persona) in indexes_of_person(ANA).values()

    with con_el_papel_de("rubrica_worker"):
        assert ejecutar() == 1

    assert not Vinculo.objects.exists()
    assert llaves.entidades_con_vinculos() == []
    assert bytes(antes.persona) not in indexes_of_person(ANA).values()
    with pytest.raises((llaves.NoAbre, llaves.LlaveAusente)):
        open_data("20", antes.kid, bytes(antes.datos))
    dice = dice_la_constancia(irma, tmp_path)
    assert dice["llaves"] == ["proceso", "datos", "indice", "portal", "vinculos/20"]
    assert dice["vinculos_que_quedan"] == 0


@pytest.mark.numeral("ET 7.25", "ET 13.9")
def test_while_another_process_of_the_entidad_needs_its_bonds_the_key_stays_and_it_says_so(
    autorizada: Eliminacion, irma: Cuenta, ada: Cuenta, tmp_path: Path
) -> None:
    escenas.proceso_abierto(ada, "OAX27")
    vinculo = vincular("20")
    llave = llaves.de_vinculos("20")
    llaves.crear_vinculos("14")  # where nobody is bonded any more

    assert ejecutar() == 1

    assert llaves.de_vinculos("20") == llave
    assert open_data("20", vinculo.kid, bytes(vinculo.datos)).cic == "123456789"
    dice = dice_la_constancia(irma, tmp_path)
    assert dice["llaves"] == ["proceso", "datos", "indice", "portal", "vinculos/14"]
    assert dice["vinculos_que_quedan"] == 1
    assert "123456789" not in json.dumps(dice)


@pytest.mark.numeral("ET 13.9")
@pytest.mark.parametrize("muere_en", ["destruir_llaves_sin_uso", "quedan"])
def test_killed_around_the_key_of_the_bonds_the_constancia_still_tells_that_it_went(
    autorizada: Eliminacion,
    irma: Cuenta,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    muere_en: str,
) -> None:
    vincular("20")
    de_verdad: Callable[..., None] = getattr(entidades, muere_en)

    def hacer_y_morir(*args: object) -> None:
        de_verdad(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as parche:
        parche.setattr(entidades, muere_en, hacer_y_morir)
        with pytest.raises(KeyboardInterrupt):
            ejecutar()

    assert ejecutar() == 1
    assert llaves.entidades_con_vinculos() == []
    assert dice_la_constancia(irma, tmp_path)["llaves"][-1] == "vinculos/20"


@pytest.mark.numeral("ET 13.9")
def test_a_constancia_of_before_says_nothing_of_bonds_and_is_verified_as_ever(
    autorizada: Eliminacion, irma: Cuenta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(destruccion, "_vinculos", lambda *_: None)
    ejecutar()

    assert "vinculos_que_quedan" not in dice_la_constancia(irma, tmp_path)


def test_a_concluded_one_stays(concluida: Eliminacion) -> None:
    assert queries.de_proceso("OAX26") == concluida
    with pytest.raises(IntegrityError), transaction.atomic():
        Eliminacion.objects.all().delete()
