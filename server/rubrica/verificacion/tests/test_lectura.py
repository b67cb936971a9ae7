"""The queue of the general reader: what goes in, what comes out of it, and what cannot stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import timedelta
from io import StringIO

import cv2
import pytest
from django.core.management import CommandError, call_command

from rubrica import llaves
from rubrica.core.contenido import Contenido
from rubrica.lector import motor
from rubrica.lector.renglones import TODA, Renglon, Zona
from rubrica.padron.queries import Persona
from rubrica.registros.models import Movimiento, Registro
from rubrica.registros.rules import Estatus
from rubrica.senales import rules
from rubrica.senales import services as senales
from rubrica.senales.models import Lectura, PorLeer, Senalado
from rubrica.senales.pixeles.tarjeta import Imagen
from rubrica.senales.queries import lectura_general, senales_de
from rubrica.senales.services.lecturas import INTENTOS, PLAZO
from rubrica.verificacion import paquetes, services
from rubrica.verificacion.services.lectura import Leer, leer_siguiente
from rubrica.verificacion.tests.conftest import AHORA, JUAN, Padron, Recibir
from rubrica.verificacion.tests.test_senales import gente, tomar

pytestmark = pytest.mark.django_db
SUYOS = [JUAN.clave_elector, JUAN.curp]
AJENOS = ["TLCRIR93021420M800", "TOCI930214MOCLRR48"]


def de_la_prensa(n: int) -> Persona:
    """Return the row that the padrón has of the n-th person whose card is printed."""
    return Persona(**{campo.name: getattr(gente(n), campo.name) for campo in fields(Persona)})


class Lector:
    """A reader that says what it is told to, and counts the pictures that it was given."""

    def __init__(self, textos: Sequence[str]) -> None:
        self.textos, self.veces = textos, 0
        self.zonas: list[Zona] = []

    def __call__(
        self, imagen: Imagen, falta_leer: Callable[[Sequence[Renglon]], Zona]
    ) -> list[Renglon]:
        self.veces += 1
        leidos = [
            Renglon(texto=t, seguro=1, x=400, y=400 + 60 * n, ancho=300, alto=28)
            for n, t in enumerate(self.textos)
        ]
        self.zonas.append(falta_leer(leidos))
        return leidos


Medir = Callable[..., Registro]


@pytest.fixture
def medir(recibir: Recibir) -> Medir:
    """Receive, open and measure one record, up to where the general reader begins."""

    def uno(dentro: Contenido | None = None) -> Registro:
        registro = recibir(dentro)
        services.abrir_pendientes(momento=AHORA)
        while services.senalar_siguiente(momento=AHORA):
            pass
        return Registro.objects.get(id=registro.id)

    return uno


def claves(registro: Registro) -> set[str]:
    return {s.clave for s in senales_de(registro.id)}


def leer(lector: Leer) -> bool:
    return leer_siguiente(momento=AHORA, leer=lector)


def test_what_waits_is_an_id_and_its_motive_and_is_gone_once_read(medir: Medir) -> None:
    registro = medir()

    assert PorLeer.objects.get().registro == registro.id
    assert leer(Lector(SUYOS))
    assert not leer(Lector(SUYOS))


@pytest.mark.numeral("ET 10.3 c", "ET 10.3")
def test_the_front_of_another_person_is_told_and_decides_nothing(medir: Medir) -> None:
    registro = medir()
    antes = Movimiento.objects.filter(registro_id=registro.id).count()

    leer(Lector(AJENOS))

    despues = Registro.objects.get(id=registro.id)
    assert "anverso-ajeno" in claves(registro)
    assert (despues.estatus, despues.inciso, despues.detalle) == (Estatus.EN_MESA, "", None)
    assert Movimiento.objects.filter(registro_id=registro.id).count() == antes
    assert despues.orden == 3
    assert "anverso-ajeno" in Senalado.objects.get(registro=registro.id).claves


@pytest.mark.numeral("ET 10.3 n")
def test_a_front_that_agrees_is_not_read_on_and_raises_nothing(
    medir: Medir, padron: Padron
) -> None:
    padron.personas = [de_la_prensa(1)]
    registro = medir(tomar(1))
    lector = Lector([gente(1).clave_elector, gente(1).curp])

    leer(lector)

    assert lector.veces == 1
    assert lector.zonas != [TODA]
    assert Lectura.objects.get().motivo == rules.Motivo.ANVERSO
    assert not claves(registro)


def test_a_record_in_doubt_is_read_on_both_sides(medir: Medir) -> None:
    medir()
    lector = Lector(AJENOS)

    leer(lector)

    assert PorLeer.objects.count() == 0
    assert Lectura.objects.get().motivo == rules.Motivo.SIN_LECTURA
    assert lector.zonas == [TODA, TODA]


@pytest.mark.numeral("ET 10.3")
def test_a_printed_year_that_has_passed_is_told(medir: Medir) -> None:
    registro = medir()

    leer(Lector([*SUYOS, "2009 - 2019"]))

    assert "vencida" in claves(registro)


def test_what_was_read_is_sealed_to_the_process(medir: Medir) -> None:
    registro = medir()
    leer(Lector(AJENOS))
    fila = Lectura.objects.get()
    leido = lectura_general(registro.id)

    assert leido is not None
    assert leido.clave == AJENOS[0]
    assert AJENOS[0].encode() not in bytes(fila.leido or b"")
    assert b"anverso" not in bytes(fila.hallazgos or b"")

    llaves.destruir_proceso("OAX26")
    with pytest.raises(llaves.LlaveAusente):
        lectura_general(registro.id)


def test_a_worker_that_dies_leaves_its_record_to_another(medir: Medir) -> None:
    registro = medir()
    senales.tomar_por_leer(momento=AHORA)  # and nothing more is heard of who took it

    assert not leer(Lector(AJENOS))
    assert leer_siguiente(momento=AHORA + PLAZO, leer=Lector(AJENOS))
    assert "anverso-ajeno" in claves(registro)


def test_a_picture_that_ends_every_worker_is_given_to_no_other(medir: Medir) -> None:
    medir()
    for vez in range(INTENTOS):
        senales.tomar_por_leer(momento=AHORA + vez * PLAZO)
    lector = Lector(AJENOS)

    leer_siguiente(momento=AHORA + INTENTOS * PLAZO, leer=lector)

    assert (lector.veces, Lectura.objects.get().causa) == (0, "se-interrumpe")
    assert not PorLeer.objects.exists()


def test_a_damaged_picture_does_not_hold_the_next(medir: Medir) -> None:
    roto = medir()
    senales.encolar_lectura(roto, rules.Motivo.DESACUERDO)
    bueno, lector = medir(), Lector(AJENOS)

    def choke(imagen: Imagen, falta: Callable[[Sequence[Renglon]], Zona]) -> list[Renglon]:
        raise cv2.error("HERNÁNDEZ")

    leer(choke)
    while leer(lector):
        pass

    assert Lectura.objects.get(registro=roto.id).causa == "error"
    assert "anverso-ajeno" in claves(bueno)
    assert not PorLeer.objects.exists()


def test_a_store_that_is_away_is_not_the_records_fault(
    medir: Medir, monkeypatch: pytest.MonkeyPatch
) -> None:
    medir()

    def away(**_: object) -> Contenido:
        raise ConnectionError

    monkeypatch.setattr(paquetes, "abrir", away)
    with pytest.raises(ConnectionError):
        leer(Lector(SUYOS))

    assert PorLeer.objects.get().intentos == 0


def test_measured_again_it_is_judged_again_and_not_read_again(medir: Medir) -> None:
    registro = medir()
    leer(Lector(AJENOS))
    senales.encolar([registro])
    services.senalar_siguiente(momento=AHORA)
    lector = Lector(SUYOS)

    assert leer(lector)

    assert lector.veces == 0
    assert "anverso-ajeno" in Senalado.objects.get(registro=registro.id).claves


def test_those_in_doubt_go_before_the_fronts_to_compare(recibir: Recibir) -> None:
    anverso, dudoso = recibir(), recibir()
    senales.encolar_lectura(anverso, rules.Motivo.ANVERSO)
    senales.encolar_lectura(dudoso, rules.Motivo.DESACUERDO)

    turno = senales.tomar_por_leer(momento=AHORA + timedelta(seconds=1))

    assert turno is not None
    assert turno.registro == dudoso.id


@pytest.mark.numeral("ET 10.3 c")
def test_the_engine_itself_tells_two_cards_apart(medir: Medir, padron: Padron) -> None:
    padron.personas = [de_la_prensa(3), de_la_prensa(103)]
    suya, ajena = medir(tomar(3)), medir(tomar(3, "dos credenciales"))

    while leer(motor.leer):
        pass

    assert not {"anverso-ajeno", "nombre-distinto"} & claves(suya)
    assert {"anverso-ajeno", "nombre-distinto"} <= claves(ajena)


def test_without_its_packages_the_command_says_what_is_missing(
    instalacion: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motor, "falta", lambda: "onnxruntime")

    with pytest.raises(CommandError, match="Falta onnxruntime"):
        call_command("leer_credenciales", stdout=StringIO())
