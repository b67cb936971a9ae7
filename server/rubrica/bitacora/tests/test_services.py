"""Asientos are written once, ordered afterwards, and signed."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

from rubrica.bitacora import queries, services
from rubrica.bitacora.models import Asiento, Hoja, PuntoDeControl, Sal
from rubrica.core import asiento, jws, merkle

AHORA = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)
LLAVE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TABLAS = ["bitacora_asiento", "bitacora_hoja", "bitacora_puntodecontrol"]


@pytest.fixture(autouse=True)
def llave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rubrica.llaves.firmante", lambda nombre: LLAVE)


def _write(objeto: str = "OAX26-1", proceso: str = "OAX26") -> Asiento:
    services.asentar(
        momento=AHORA, actor="olga", acto="VER", objeto=objeto, datos={"n": 1}, proceso=proceso
    )
    return Asiento.objects.get(objeto=objeto)


@pytest.mark.numeral("ET 14.1")
@pytest.mark.django_db
def test_a_leaf_hashes_the_asiento_with_a_salt_that_is_kept_apart() -> None:
    fila = _write()

    sal = Sal.objects.get(asiento=fila)
    assert len(bytes(sal.sal)) == 32
    assert bytes(fila.hoja) == asiento.hoja(bytes(sal.sal), bytes(fila.canonico))
    assert sal.proceso == "OAX26"


@pytest.mark.numeral("ET 10.5")
@pytest.mark.django_db
@pytest.mark.parametrize("tabla", TABLAS)
@pytest.mark.parametrize("orden", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_forget(tabla: str, orden: str) -> None:
    _write()
    Hoja.objects.create(secuencia=0, fuente="asiento", origen_id=UUID(int=1), hoja=b"")
    PuntoDeControl.objects.create(tamano=1, raiz=b"", picos=b"", momento=AHORA, jws="")

    with pytest.raises(DatabaseError, match="sólo se agrega"), transaction.atomic():
        connection.cursor().execute(orden.format(tabla))


@pytest.mark.numeral("ET 10.5")
@pytest.mark.django_db
def test_the_database_refuses_to_rewrite() -> None:
    _write()

    with pytest.raises(DatabaseError, match="sólo se agrega"), transaction.atomic():
        Asiento.objects.update(actor="nadie")


@pytest.mark.django_db
def test_an_act_undone_leaves_no_asiento() -> None:
    with transaction.atomic():
        _write()
        transaction.set_rollback(True)

    assert not Asiento.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_leaves_get_places_without_gaps_and_a_second_pass_changes_nothing() -> None:
    for n in range(5):
        _write(f"objeto {n}")

    assert services.secuenciar() == 5
    assert services.secuenciar() == 0

    assert list(Hoja.objects.order_by("secuencia").values_list("secuencia", flat=True)) == [
        0, 1, 2, 3, 4
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_one_still_being_written_is_not_overtaken() -> None:
    """The place of a leaf is decided when nothing older can appear: order survives slow acts."""
    escrito, terminar = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            _write("lento")
            escrito.set()
            terminar.wait(10)
        connection.close()

    hilo = threading.Thread(target=write_slowly)
    hilo.start()
    escrito.wait(10)
    _write("rapido")
    assert services.secuenciar() == 0
    terminar.set()
    hilo.join()

    assert services.secuenciar() == 2
    orden = Hoja.objects.order_by("secuencia").values_list("origen_id", flat=True)
    assert [Asiento.objects.get(id=i).objeto for i in orden] == ["lento", "rapido"]


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_two_sequencers_give_each_leaf_one_place() -> None:
    def write(n: int) -> None:
        for i in range(20):
            _write(f"{n}-{i}")
        connection.close()

    def order() -> None:
        for _ in range(30):
            services.secuenciar()
        connection.close()

    hilos = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    hilos += [threading.Thread(target=order) for _ in range(2)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    services.secuenciar()

    lugares = sorted(Hoja.objects.values_list("secuencia", flat=True))
    assert lugares == list(range(80))


@pytest.mark.numeral("ET 10.5")
@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_signs_all_that_was_placed_and_a_leaf_proves_it_is_under_it() -> None:
    filas = [_write(f"objeto {n}") for n in range(7)]
    services.secuenciar()

    punto = services.firmar_punto_de_control(momento=AHORA)

    assert punto is not None
    carga = jws.verificar(punto.jws, typ=services.TYP_PUNTO, clave=LLAVE.public_key())
    assert (carga["tamano"], carga["raiz"]) == (7, bytes(punto.raiz).hex())
    for fila in filas:
        prueba = queries.inclusion(fuente="asiento", origen_id=fila.id)
        assert prueba is not None
        merkle.verificar_inclusion(
            hoja=bytes(fila.hoja), indice=prueba.secuencia, tamano=prueba.tamano,
            prueba=prueba.camino, raiz=bytes.fromhex(carga["raiz"]),
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_grows_from_the_last_one_to_the_same_root() -> None:
    for n in range(3):
        _write(f"antes {n}")
    services.secuenciar()
    services.firmar_punto_de_control(momento=AHORA)
    assert services.firmar_punto_de_control(momento=AHORA) is None
    for n in range(6):
        _write(f"despues {n}")
    services.secuenciar()

    segundo = services.firmar_punto_de_control(momento=AHORA)

    hojas = [bytes(h) for h in Hoja.objects.order_by("secuencia").values_list("hoja", flat=True)]
    assert segundo is not None
    assert bytes(segundo.raiz) == merkle.raiz(hojas)


@pytest.mark.django_db(transaction=True)
def test_what_no_checkpoint_covers_yet_has_no_proof() -> None:
    fila = _write()
    services.secuenciar()

    assert queries.inclusion(fuente="asiento", origen_id=fila.id) is None


@pytest.mark.numeral("ET 13.9", "ET 14.1")
@pytest.mark.django_db
def test_without_its_salt_a_leaf_says_nothing_of_the_asiento() -> None:
    """Deletion destroys the salts of a process; the leaves that were published stay mute."""
    fila = _write()
    Sal.objects.filter(proceso="OAX26").delete()

    assert not Sal.objects.filter(asiento=fila).exists()
    assert bytes(fila.hoja) != hashlib.sha256(b"\x00" + bytes(fila.canonico)).digest()
