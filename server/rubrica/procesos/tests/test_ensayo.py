"""The rehearsal: the delivery key decrypts, two custodians recover, one cannot."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from rubrica import llaves
from rubrica.core.rechazos import Rechazo
from rubrica.llaves import deposito, inventario
from rubrica.procesos import rules, services
from rubrica.procesos.models import EntregaDeCustodia, Proceso
from rubrica.procesos.rules import Prueba
from rubrica.procesos.tests.conftest import AHORA, Oficina


@pytest.fixture
def proceso(oficina: Oficina) -> str:
    fila = oficina.aprobado()
    oficina.dar_llaves(fila.pk)
    return fila.pk


@pytest.mark.numeral("ET 13.6")
def test_without_rehearsal_nothing_opens(oficina: Oficina, proceso: str) -> None:
    with pytest.raises(Rechazo, match="ensayo-pendiente"):
        services.abrir(proceso=proceso, quien=oficina.irma.pk, momento=AHORA)


@pytest.mark.numeral("ET 13.6")
def test_rehearsed_but_with_no_recovery_files_handed_over_it_does_not_open(
    oficina: Oficina, proceso: str
) -> None:
    oficina.ensayar_todo(proceso)

    with pytest.raises(Rechazo, match="custodia-pendiente"):
        services.abrir(proceso=proceso, quien=oficina.irma.pk, momento=AHORA)
    oficina.entregar(proceso)
    fila = services.abrir(proceso=proceso, quien=oficina.irma.pk, momento=AHORA)

    assert fila.estado == "abierto"


@pytest.mark.numeral("ET 13.6")
def test_only_the_delivery_key_reads_its_test_package(oficina: Oficina, proceso: str) -> None:
    sellado = oficina.ensayar(proceso, Prueba.ENTREGA)["entrega"].encode()

    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sellado, [pyrage.x25519.Identity.generate()])
    assert proceso in pyrage.decrypt(sellado, [oficina.opl]).decode()


@pytest.mark.parametrize("par", ["1-2", "1-3", "2-3"])
def test_any_two_custodians_recover_the_test_key(oficina: Oficina, proceso: str, par: str) -> None:
    sellado = oficina.ensayar(proceso, Prueba.CUSTODIA)[par]

    recuperado = json.loads(oficina.abrir_par(sellado, par))

    llave = bytes.fromhex(recuperado["llaves"]["proceso"])
    assert recuperado["es_prueba"] is True
    assert recuperado["palabras"] == rules.huella_en_palabras(llave)
    oficina.responder(proceso, Prueba.CUSTODIA, recuperado["palabras"])


def test_one_custodian_alone_recovers_nothing(oficina: Oficina, proceso: str) -> None:
    paquetes = oficina.ensayar(proceso, Prueba.CUSTODIA)

    for n, sola in enumerate(oficina.custodios, start=1):
        for par, sellado in paquetes.items():
            if par.endswith(str(n)):
                medio = pyrage.decrypt(sellado.encode(), [sola])
                assert medio.startswith(b"-----BEGIN AGE")
                with pytest.raises(pyrage.DecryptError):
                    pyrage.decrypt(medio, [sola])
            else:
                with pytest.raises(pyrage.DecryptError):
                    pyrage.decrypt(sellado.encode(), [sola])


def test_a_wrong_answer_is_counted_and_the_sixth_finds_the_door_closed(
    oficina: Oficina, proceso: str
) -> None:
    oficina.ensayar(proceso, Prueba.ENTREGA)
    codigos = []
    for _ in range(rules.MAX_RESPUESTAS + 1):
        with pytest.raises(Rechazo) as motivo:
            oficina.responder(proceso, Prueba.ENTREGA, "agua luna milpa")
        codigos.append(motivo.value.code)

    assert codigos == ["ensayo-palabras"] * rules.MAX_RESPUESTAS + ["ensayo-agotado"]
    assert Proceso.objects.get(pk=proceso).ensayo_superado_en is None


def test_an_answer_without_a_package_is_refused(oficina: Oficina, proceso: str) -> None:
    with pytest.raises(Rechazo, match="ensayo-ausente"):
        oficina.responder(proceso, Prueba.CUSTODIA, "agua")


@pytest.mark.parametrize("prueba", Prueba)
def test_there_is_nothing_to_rehearse_without_keys(oficina: Oficina, prueba: Prueba) -> None:
    sin_llaves = oficina.aprobado(correo="otra@ejemplo.test").pk

    with pytest.raises(Rechazo, match="ensayo-sin-llave"):
        oficina.ensayar(sin_llaves, prueba)


def test_another_key_undoes_what_was_rehearsed_with_the_first(
    oficina: Oficina, proceso: str
) -> None:
    oficina.ensayar_todo(proceso)
    oficina.entregar(proceso)
    assert Proceso.objects.get(pk=proceso).ensayo_superado_en == AHORA

    oficina.dar_llaves(proceso)

    fila = Proceso.objects.get(pk=proceso)
    assert (fila.ensayo_superado_en, fila.custodia_entregada_en) == (None, None)


def test_custody_waits_until_the_three_pairs_have_their_file(
    oficina: Oficina, proceso: str
) -> None:
    oficina.ensayar_todo(proceso)
    for par, fin in (("1-2", None), ("1-2", None), ("1-3", None), ("2-3", AHORA)):
        services.entregar_custodia(proceso=proceso, par=par, quien=1, momento=AHORA)
        assert Proceso.objects.get(pk=proceso).custodia_entregada_en == fin


def test_recovery_files_are_not_made_before_the_rehearsal_nor_for_strange_pairs(
    oficina: Oficina, proceso: str
) -> None:
    with pytest.raises(Rechazo, match="ensayo-pendiente"):
        services.entregar_custodia(proceso=proceso, par="1-2", quien=1, momento=AHORA)
    oficina.ensayar_todo(proceso)
    with pytest.raises(Rechazo, match="no-encontrado"):
        services.entregar_custodia(proceso=proceso, par="1-1", quien=1, momento=AHORA)


def test_two_custodians_bring_a_lost_process_back(oficina: Oficina, proceso: str) -> None:
    oficina.ensayar_todo(proceso)
    archivos = oficina.entregar(proceso)
    antes = {c: llaves.de_proceso(proceso, c) for c in inventario.DE_PROCESO}
    llaves.destruir_proceso(proceso)

    faltaban = services.restituir(
        proceso=proceso,
        recuperado=oficina.abrir_par(archivos["2-3"], "2-3"),
        quien=1,
        momento=AHORA,
    )

    assert set(faltaban) == set(inventario.DE_PROCESO)
    assert {c: llaves.de_proceso(proceso, c) for c in inventario.DE_PROCESO} == antes


def test_a_test_file_or_another_process_s_brings_nothing_back(
    oficina: Oficina, proceso: str
) -> None:
    prueba = oficina.abrir_par(oficina.ensayar(proceso, Prueba.CUSTODIA)["1-2"], "1-2")
    otro = json.dumps(
        {
            "formato": "rubrica/recuperacion/1",
            "proceso": proceso,
            "es_prueba": False,
            "llaves": {c: "00" * 32 for c in inventario.DE_PROCESO},
        }
    ).encode()

    for recuperado in (prueba, otro, b"{}", b"\xff"):
        with pytest.raises(Rechazo, match="recuperacion-ajena"):
            services.restituir(proceso=proceso, recuperado=recuperado, quien=1, momento=AHORA)


@pytest.mark.parametrize(
    "llave", ["", "age1corta", "AGE-SECRET-KEY-1QQQ", "ssh-ed25519 AAAA", "age1\n\nage1"]
)
def test_what_is_not_a_public_key_is_refused(oficina: Oficina, llave: str) -> None:
    proceso = oficina.aprobado().pk

    with pytest.raises(Rechazo, match=r"llave-de-entrega-invalida|llave-secreta"):
        services.registrar_llave_de_entrega(proceso=proceso, llave=llave, quien=1, momento=AHORA)


def test_one_person_is_not_two_custodians(oficina: Oficina, proceso: str) -> None:
    una, otra = (str(c.to_public()) for c in oficina.custodios[:2])

    for custodios in ([("A", una), ("B", una), ("C", otra)], [("A", una), ("B", otra)]):
        with pytest.raises(Rechazo, match="custodios-invalidos"):
            services.registrar_custodios(
                proceso=proceso, custodios=custodios, quien=1, momento=AHORA
            )


def test_once_open_its_keys_and_custodians_stay(oficina: Oficina) -> None:
    proceso = oficina.abierto().pk

    with pytest.raises(Rechazo, match="proceso-improcedente"):
        oficina.dar_llaves(proceso)


def test_no_private_key_is_anywhere_in_the_database(oficina: Oficina) -> None:
    proceso = oficina.abierto().pk
    secretos = [llaves.de_proceso(proceso, c) for c in inventario.DE_PROCESO]
    with connection.cursor() as cursor:
        tablas = [t for t in connection.introspection.table_names(cursor) if "procesos_" in t]
        filas = []
        for tabla in tablas:
            cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(tabla)))
            filas += [fila for (fila,) in cursor.fetchall()]

    todo = "\n".join(filas)
    assert proceso in todo
    assert not any(s.hex() in todo for s in secretos)


def test_the_hash_of_each_recovery_file_is_kept_and_the_file_is_not(
    oficina: Oficina, proceso: str
) -> None:
    oficina.ensayar_todo(proceso)

    archivos = oficina.entregar(proceso)

    for entrega in EntregaDeCustodia.objects.filter(proceso=proceso):
        assert entrega.huella == hashlib.sha256(archivos[entrega.par].encode()).hexdigest()
    assert not list(deposito.raiz().rglob("*.age"))


def test_the_command_brings_keys_back_or_says_why_not(
    oficina: Oficina, proceso: str, tmp_path: Path
) -> None:
    oficina.ensayar_todo(proceso)
    archivo = tmp_path / "recuperado.json"
    archivo.write_bytes(oficina.abrir_par(oficina.entregar(proceso)["1-2"], "1-2"))
    antes = llaves.de_proceso(proceso, "datos")
    llaves.destruir_proceso(proceso)

    call_command("restituir_llaves", proceso, str(archivo), cuenta=1)
    archivo.write_text("{}")

    assert llaves.de_proceso(proceso, "datos") == antes
    with pytest.raises(CommandError, match="no contiene las llaves de este proceso"):
        call_command("restituir_llaves", proceso, str(archivo), cuenta=1)
