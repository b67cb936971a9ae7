"""What the worker notices in a record: it is sealed, it orders the queue, it decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from rubrica import llaves
from rubrica.core.contenido import Contenido, Manifiesto
from rubrica.ficticio.padron import Padron as PadronFicticio
from rubrica.ficticio.padron import Persona
from rubrica.ficticio.receta import Receta, Truco, preparar
from rubrica.registros import services as registros
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Estatus
from rubrica.senales import catalogo
from rubrica.senales import services as senales
from rubrica.senales.models import Parecido, PorSenalar, Senalado
from rubrica.senales.queries import grupo_de, senales_de
from rubrica.verificacion import paquetes, services
from rubrica.verificacion.tests import captura
from rubrica.verificacion.tests.conftest import AHORA, JUAN, RECIBIDO, Padron, Recibir

pytestmark = pytest.mark.django_db
GENTE = PadronFicticio(2_000)
AJENO = UUID(int=77)


def gente(n: int) -> Persona:
    return GENTE.persona(n * 7 + 3)


def tomar(n: int, truco: Truco = "ninguno", toma: str = "una", modelo: str = "E") -> Contenido:
    """Return what a phone would send of the n-th person, with that trick."""
    receta = Receta(toma=toma, truco=truco, modelo=modelo, ajena=gente(n + 100))
    manifiesto = Manifiesto(texto="Manifiesto mi apoyo.", version=1)
    return preparar(gente(n), receta).contenido(manifiesto=manifiesto, posicion=None)


Medir = Callable[..., Registro]


@pytest.fixture
def medir(recibir: Recibir) -> Medir:
    """Receive, open and measure one record."""

    def uno(dentro: Contenido, **cambios: object) -> Registro:
        registro = recibir(dentro, **cambios)
        services.abrir_pendientes(momento=AHORA)
        while services.senalar_siguiente(momento=AHORA):
            pass
        return Registro.objects.get(id=registro.id)

    return uno


def claves(registro: Registro) -> set[str]:
    return {s.clave for s in senales_de(registro.id)}


@pytest.mark.numeral("ET 10.3")
def test_a_fair_record_goes_to_the_mesa_with_nothing_heavy_said(medir: Medir) -> None:
    registro = medir(tomar(1))

    assert registro.estatus == Estatus.EN_MESA
    assert not {s.clave for s in senales_de(registro.id) if s.peso == 3}


@pytest.mark.numeral("ET 10.3", "ET 10.1")
@pytest.mark.parametrize(
    ("truco", "clave"),
    [
        ("fotocopia", "fotocopia"),
        ("pantalla", "pantalla"),
        ("dos anversos", "mismo-lado"),
        ("objeto", "sin-rostro"),
        ("rostro impreso", "rostro-en-papel"),
        ("cubrebocas", "rostro-cubierto"),
        ("sin firma", "firma-en-blanco"),
        ("punto", "firma-punto"),
        ("cruz", "firma-cruz"),
        ("linea", "firma-linea"),
    ],
)
def test_each_trick_is_noticed_and_none_is_decided(medir: Medir, truco: Truco, clave: str) -> None:
    registro = medir(tomar(4, truco))

    assert clave in claves(registro)
    assert registro.estatus == Estatus.EN_MESA
    assert (registro.inciso, registro.regla, registro.detalle) == ("", "", None)


@pytest.mark.numeral("ET 10.3")
def test_no_senal_moves_a_record(medir: Medir) -> None:
    registro = medir(tomar(2, "fotocopia"))
    antes = Movimiento.objects.filter(registro_id=registro.id).count()

    services.senalar_siguiente(momento=AHORA)
    senales.Cotejo()()

    assert Movimiento.objects.filter(registro_id=registro.id).count() == antes
    assert Registro.objects.get(id=registro.id).estatus == registro.estatus


@pytest.mark.numeral("ET 10.1", "ET 10.2")
def test_what_is_noticed_goes_first_within_its_day_and_never_before_an_older_day(
    medir: Medir,
) -> None:
    ayer = medir(tomar(1), recibido_en=RECIBIDO - timedelta(days=1))
    limpio = medir(tomar(2))
    copia = medir(tomar(3, "fotocopia"), recibido_en=RECIBIDO + timedelta(minutes=5))

    cola = registros.tomar_siguientes(operador="olga", procesos=["OAX26"], momento=AHORA, cuantos=3)

    assert [r.id for r in cola] == [ayer.id, copia.id, limpio.id]


@pytest.mark.numeral("ET 10.3")
def test_a_senal_says_its_value_its_threshold_and_where_it_is(medir: Medir) -> None:
    registro = medir(tomar(4, "cruz"))

    senal = next(s for s in senales_de(registro.id) if s.clave == "firma-cruz")
    assert (senal.inciso, senal.imagen) == ("j", "firma")
    assert str(round(senal.umbral, 2)) in senal.frase
    assert all(0 <= float(v) <= 1 for v in senal.region.split())


def test_what_was_noticed_and_the_hashes_are_sealed_to_the_process(medir: Medir) -> None:
    fila = Senalado.objects.get(registro=medir(tomar(5, "cruz")).id)
    assert fila.hallazgos is not None
    assert fila.huellas is not None
    assert b"firma-cruz" not in bytes(fila.hallazgos)
    assert b"anverso" not in bytes(fila.huellas)

    llaves.destruir_proceso("OAX26")

    with pytest.raises(llaves.LlaveAusente):
        senales_de(fila.registro)


@pytest.mark.numeral("ET 10.3 f")
def test_the_keys_are_read_again_from_the_image(medir: Medir) -> None:
    dentro = tomar(6)
    otro = {**dentro.claves, "cic": "999999999"}
    enviado = Contenido(**{**vars(dentro), "claves": otro, "codigos": ()})

    assert "lectura-distinta" in claves(medir(enviado))
    assert "lectura-distinta" not in claves(medir(tomar(7)))


def test_a_picture_that_no_decoder_opens_is_said_and_not_tried_again(medir: Medir) -> None:
    roto = captura.jpeg("tan", 240, 320)
    registro = medir(captura.contenido(rostro=roto[: len(roto) // 2] + b"\xff\xd9"))

    assert Senalado.objects.filter(registro=registro.id).exists()
    assert not PorSenalar.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestParecidos:
    """Who repeats whom: found once both have been measured, by the worker that compares."""

    def comparar(self) -> None:
        senales.Cotejo()()

    @pytest.mark.numeral("ET 10.3 d")
    def test_the_same_picture_sent_again_is_told_to_both(self, medir: Medir) -> None:
        dentro = tomar(11)
        una, otra = (
            medir(dentro),
            medir(Contenido(**{**vars(tomar(12)), "anverso": dentro.anverso})),
        )

        self.comparar()

        assert "tarjeta-repetida" in claves(una) & claves(otra)
        assert set(grupo_de(una.id, "anverso")) == {una.id, otra.id}

    @pytest.mark.numeral("ET 10.3 h")
    def test_the_same_live_photograph_is_told(self, medir: Medir) -> None:
        cara = tomar(13).rostro
        una = medir(Contenido(**{**vars(tomar(13)), "rostro": cara}))
        otra = medir(Contenido(**{**vars(tomar(14)), "rostro": cara}))

        self.comparar()

        assert "rostro-repetido" in claves(una) & claves(otra)

    @pytest.mark.numeral("ET 10.3 l")
    def test_one_stroke_of_two_people_is_told(self, medir: Medir) -> None:
        trazo = tomar(15).firma
        una = medir(tomar(15))
        otra = medir(Contenido(**{**vars(tomar(16)), "firma": trazo}))

        self.comparar()

        assert "firma-repetida" in claves(una) & claves(otra)

    @pytest.mark.numeral("ET 10.3 n")
    def test_a_run_of_consecutive_cards_is_told_to_all_of_it(self, recibir: Recibir) -> None:
        registros_ = [recibir(captura.contenido()) for _ in range(4)]
        for registro, cic in zip(registros_, (700, 702, 900, 701), strict=True):
            senales.guardar(registro, hallazgos=[], huellas={"cic": cic}, momento=AHORA)

        self.comparar()

        serie = [r for r in registros_ if "cic-consecutivo" in claves(r)]
        assert serie == [registros_[0], registros_[1], registros_[3]]

    @pytest.mark.numeral("ET 10.3 n")
    def test_one_fingerprint_in_the_records_of_two_people_is_told(self, recibir: Recibir) -> None:
        una, otra, misma = (recibir(captura.contenido()) for _ in range(3))
        for registro, quien in ((una, b"a" * 16), (otra, b"b" * 16), (misma, b"a" * 16)):
            registro.persona = quien
            huella = {"huella": bytes(range(32))}
            senales.guardar(registro, hallazgos=[], huellas=huella, momento=AHORA)

        self.comparar()

        assert "huella-repetida" in claves(una) & claves(otra)
        assert "huella-repetida" not in claves(misma)

    def test_two_people_resemble_each_other_in_nothing(self, medir: Medir) -> None:
        medir(tomar(17))
        medir(tomar(18))

        self.comparar()

        assert not Parecido.objects.exclude(clase="fondo").exists()

    def test_another_worker_goes_on_where_the_first_was(self, medir: Medir) -> None:
        dentro = tomar(19)
        una = medir(dentro)
        self.comparar()
        otra = medir(Contenido(**{**vars(tomar(20)), "anverso": dentro.anverso}))
        connection.close()  # the first one dies, and its lock with it

        self.comparar()

        assert "tarjeta-repetida" in claves(una) & claves(otra)


@pytest.mark.numeral("ET 5.12")
def test_the_mark_of_who_cannot_sign_is_taken_for_no_sign(medir: Medir) -> None:
    cruz = tomar(8, "cruz")
    marca = Contenido(**{**vars(cruz), "aceptacion": captura.con_testigo()})

    assert not {c for c in claves(medir(marca)) if c.startswith("firma-")}


@pytest.mark.numeral("ET 10.4")
def test_who_is_of_another_entidad_is_told_and_goes_to_the_mesa(
    medir: Medir, padron: Padron
) -> None:
    padron.entidad = "21"

    registro = medir(captura.contenido())

    assert "fuera-de-entidad" in claves(registro)
    assert registro.estatus == Estatus.EN_MESA


@pytest.mark.numeral("ET 10.7 c")
def test_who_supports_two_processes_is_told_at_both_and_decided_at_none(
    medir: Medir, monkeypatch: pytest.MonkeyPatch
) -> None:
    una = medir(captura.contenido())
    llaves.crear_proceso("PUE26")
    otra = paquetes.indice_de_persona("PUE26", ("clave", JUAN.clave_elector))
    monkeypatch.setattr("rubrica.procesos.queries.abiertos", lambda: ["OAX26", "PUE26"])
    monkeypatch.setattr(
        "rubrica.registros.queries.de_la_persona",
        lambda proceso, persona: [AJENO] if (proceso, persona) == ("PUE26", otra) else [],
    )
    registro = medir(captura.contenido())

    assert "otro-promovente" in claves(registro)
    assert "otro-promovente" not in claves(una)


def test_records_of_days_before_get_their_senales_and_the_job_goes_on_where_it_was(
    medir: Medir, recibir: Recibir
) -> None:
    for n in range(3):
        recibir(tomar(30 + n))
    services.abrir_pendientes(momento=AHORA)
    PorSenalar.objects.all().delete()  # as if they were of before this room

    vueltas = [senales.completar(momento=AHORA, limite=2) for _ in range(4)]

    assert vueltas == [2, 1, 0, 0]
    assert PorSenalar.objects.filter(atrasado=True).count() == 3


def test_new_thresholds_measure_everything_again(
    medir: Medir, monkeypatch: pytest.MonkeyPatch
) -> None:
    registro = medir(tomar(40))
    senales.completar(momento=AHORA)
    assert senales.completar(momento=AHORA) == 0

    monkeypatch.setattr(catalogo, "VERSION", catalogo.VERSION + 1)

    assert senales.completar(momento=AHORA) == 1
    assert PorSenalar.objects.get().registro == registro.id
