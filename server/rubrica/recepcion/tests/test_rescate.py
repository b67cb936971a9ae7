"""A rescue file at the door: received once, the same receipts each time, and a word for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from rubrica import llaves
from rubrica.auxiliares.models import Auxiliar
from rubrica.auxiliares.tests import escenas
from rubrica.core import acuse, rescate
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.recepcion.management.commands import entregar_rescate
from rubrica.recepcion.tests.puerta import Puerta
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros.models import Registro

en_vivo = pytest.mark.django_db(transaction=True)
TARDE = timedelta(hours=25)


@pytest.fixture
def pendientes(telefono: Telefono) -> list[tuple[str, bytes]]:
    """Three records that never left the phone."""
    paquetes = [telefono.paquete(50_000) for _ in range(3)]
    return [(telefono.sobre(paquete), paquete) for paquete in paquetes]


@pytest.fixture
def archivo(pendientes: list[tuple[str, bytes]], tmp_path: Path) -> Path:
    """The rescue file of those three."""
    hecho = tmp_path / "tres.rubrica"
    hecho.write_bytes(b"".join(rescate.escribir((s.encode(), p) for s, p in pendientes)))
    return hecho


@pytest.fixture
def entregar(
    live_server: LiveServer, archivo: Path
) -> Callable[..., list[entregar_rescate.Respuesta]]:
    """Return what hands a file over and gives back the answers."""

    def entrega(cual: Path = archivo) -> list[entregar_rescate.Respuesta]:
        return list(entregar_rescate.deliver(cual, live_server.url, esperar=lambda _: None))

    return entrega


@en_vivo
@pytest.mark.numeral("ET 6.2", "ET 6.5")
def test_a_second_time_gives_the_same_receipts_and_makes_no_second_record(
    entregar: Callable[..., list[entregar_rescate.Respuesta]],
) -> None:
    primera, segunda = entregar(), entregar()

    assert [r.dicho for r in primera] == ["recibido"] * 3
    assert [r.dicho for r in segunda] == ["ya estaba recibido"] * 3
    assert [r.jws for r in primera] == [r.jws for r in segunda]
    assert Registro.objects.count() == 3
    for respuesta in primera:
        assert acuse.leer_acuse(respuesta.jws, llaves.publica_ed25519("acuse"))


@en_vivo
def test_what_the_phone_had_sent_itself_has_the_receipt_of_then(
    entregar: Callable[..., list[entregar_rescate.Respuesta]],
    pendientes: list[tuple[str, bytes]],
    client: Client,
) -> None:
    enviado = Puerta(client).put(*pendientes[1]).content.decode()

    respuestas = entregar()

    assert respuestas[1].dicho == "ya estaba recibido"
    assert respuestas[1].jws == enviado


@en_vivo
@pytest.mark.numeral("ET 6.6")
def test_a_file_that_comes_after_the_24_hours_gets_signed_refusals(
    entregar: Callable[..., list[entregar_rescate.Respuesta]], proceso: Proceso
) -> None:
    momento = escenas.ahora()
    forzar(inicio=momento - 9 * TARDE, fin=momento - TARDE)

    respuestas = entregar()

    assert [r.recibido for r in respuestas] == [False] * 3
    negada = acuse.leer_rechazo(respuestas[0].jws, llaves.publica_ed25519("acuse"))
    assert (negada.code, negada.numeral) == ("sobre-tarde", "ET 6.6")
    assert not Registro.objects.exists()


@en_vivo
def test_a_file_of_a_phone_of_nobody_is_refused_record_by_record(
    live_server: LiveServer, abel: Auxiliar, tmp_path: Path
) -> None:
    ajeno = Telefono(proceso="JAL26", auxiliar="0001", kid_de_proceso=bytes(16))
    paquete = ajeno.paquete()
    archivo = tmp_path / "ajeno.rubrica"
    archivo.write_bytes(b"".join(rescate.escribir([(ajeno.sobre(paquete).encode(), paquete)])))

    (respuesta,) = entregar_rescate.deliver(archivo, live_server.url)

    assert not respuesta.recibido
    assert "no está dado de alta" in respuesta.dicho


@en_vivo
def test_a_damaged_record_is_named_and_the_others_are_received(
    entregar: Callable[..., list[entregar_rescate.Respuesta]],
    archivo: Path,
    pendientes: list[tuple[str, bytes]],
) -> None:
    bytes_ = bytearray(archivo.read_bytes())
    bytes_[bytes_.index(pendientes[1][1]) + 100] ^= 1
    archivo.write_bytes(bytes_)

    assert [r.recibido for r in entregar()] == [True, False, True]
    assert Registro.objects.count() == 2


@en_vivo
def test_the_command_says_each_folio_and_keeps_the_receipts_for_the_phone(
    live_server: LiveServer, archivo: Path, tmp_path: Path
) -> None:
    salida, acuses = StringIO(), tmp_path / "acuses.txt"

    call_command("entregar_rescate", archivo, url=live_server.url, acuses=acuses, stdout=salida)

    assert [linea.split("\t")[1] for linea in salida.getvalue().splitlines()] == ["recibido"] * 3
    primera, *firmados = acuses.read_text().splitlines()
    assert primera == rescate.INICIO_DE_ACUSES
    assert len(firmados) == 3


@en_vivo
def test_a_cut_file_delivers_what_is_whole_and_the_command_fails(
    live_server: LiveServer, archivo: Path
) -> None:
    archivo.write_bytes(archivo.read_bytes()[:-60_000])

    with pytest.raises(CommandError, match="incompleto"):
        call_command("entregar_rescate", archivo, url=live_server.url, stdout=StringIO())
    assert Registro.objects.count() == 1


def test_nobody_there_is_said_and_nothing_is_lost(archivo: Path) -> None:
    esperas: list[float] = []

    with pytest.raises(entregar_rescate.NadieResponde):
        list(entregar_rescate.deliver(archivo, "http://127.0.0.1:9", esperar=esperas.append))
    assert esperas == [*entregar_rescate.ESPERAS_S, 0.0]


@pytest.mark.django_db
@pytest.mark.numeral("ET 6.2")
def test_anyone_may_open_the_page_and_it_tells_every_fault_of_a_file(client: Client) -> None:
    texto = client.get("/rescate/").content.decode()

    assert all(f'data-causa="{causa}"' in texto for causa in rescate.Causa)
    assert "csrfmiddlewaretoken" not in texto


@pytest.mark.django_db
def test_the_desk_of_the_authority_has_it_for_any_official_and_nobody_else(
    client: Client, olga: Cuenta, pilar: Cuenta
) -> None:
    assert client.get("/mesa/rescate/").status_code == 302
    client.force_login(olga)
    assert "Archivo de rescate" in client.get("/mesa/rescate/").content.decode()
    client.force_login(pilar)
    assert client.get("/mesa/rescate/").status_code == 403
