"""What anybody checks without the server, and that nothing altered passes (ET 6.4, 13, 14)."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pyrage
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from rubrica import llaves
from rubrica.bitacora import tasks as bitacora
from rubrica.core.acuse import Acuse
from rubrica.cuentas.models import Cuenta
from rubrica.recepcion import almacen
from rubrica.resultados import preparacion, queries, services
from rubrica.resultados.models import Entrega
from rubrica.resultados.tests import apertura
from rubrica.resultados.tests.conftest import (
    ANA,
    DESPUES,
    JUAN,
    LUIS,
    Poner,
    congelar,
    preparada,
)
from rubrica.verificador import union
from rubrica.verificador.legajo import Dice
from rubrica.verificador.programa import comprobar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("llave")]
Verificar = Callable[..., list[str]]
PAQUETE = b"lo que el telefono sello"


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    """What somebody was given, with the public keys of the installation."""
    dada = tmp_path / "dado"
    dada.mkdir()
    (dada / "llaves.json").write_text(llaves.publicadas())
    return dada


@pytest.fixture
def programa(tmp_path: Path) -> Path:
    """The program as anybody downloads it."""
    ruta = tmp_path / union.NOMBRE
    ruta.write_bytes(union.unido())
    return ruta


def lo_malo(carpeta: Path) -> list[str]:
    """Return what the verifier says does not hold of everything in a folder."""
    return [r.que for r in comprobar(sorted(carpeta.iterdir())) if r.dice is Dice.NO]


def lo_bueno(carpeta: Path) -> str:
    """Return what it says holds, in one text."""
    return "\n".join(r.que for r in comprobar(sorted(carpeta.iterdir())) if r.dice is Dice.SI)


def acuse(carpeta: Path) -> Path:
    """Leave there a receipt, and the paquete that it covers."""
    (carpeta / "paquete").write_bytes(PAQUETE)
    texto = Acuse(
        id=UUID(int=7), folio="OAX26-0153-1-00001-XYK", proceso="OAX26",
        codigo_integridad=hashlib.sha256(PAQUETE).digest(),
        recibido_en=datetime(2026, 11, 10, 18, tzinfo=UTC),
    ).firmar(llaves.firmante("acuse"))  # fmt: skip
    ruta = carpeta / "acuse.jws"
    ruta.write_text(texto)
    return ruta


@pytest.mark.numeral("ET 6.4")
def test_a_receipt_holds_and_says_its_folio_and_its_paquete(carpeta: Path) -> None:
    acuse(carpeta)

    assert not lo_malo(carpeta)
    assert "Folio OAX26-0153-1-00001-XYK" in lo_bueno(carpeta)
    assert "El paquete que cubre es paquete." in lo_bueno(carpeta)


@pytest.mark.numeral("ET 6.4")
@pytest.mark.parametrize("parte", [0, 1, 2])
def test_a_receipt_with_one_character_changed_does_not_hold(carpeta: Path, parte: int) -> None:
    ruta = acuse(carpeta)
    partes = ruta.read_text().split(".")
    partes[parte] = partes[parte][:10] + chr(ord(partes[parte][10]) ^ 1) + partes[parte][11:]
    ruta.write_text(".".join(partes))

    assert len(lo_malo(carpeta)) == 1


def test_a_receipt_signed_by_another_key_of_the_installation_does_not_hold(carpeta: Path) -> None:
    texto = Acuse(
        id=UUID(int=7), folio="F", proceso="OAX26", codigo_integridad=bytes(32), recibido_en=DESPUES
    ).firmar(llaves.firmante("resultados"))
    (carpeta / "acuse.jws").write_text(texto)

    (dicho,) = lo_malo(carpeta)

    assert "de otra llave" in dicho


def test_without_the_key_nothing_is_said_to_hold(carpeta: Path) -> None:
    acuse(carpeta)
    (carpeta / "llaves.json").unlink()

    assert not lo_bueno(carpeta)
    assert [r.dice for r in comprobar(carpeta.iterdir())] == [Dice.NADA, Dice.NADA]


def cortes(carpeta: Path, irma: Cuenta, valido: Poner) -> None:
    """Two cuts, with a move between them."""
    for clave in (JUAN, ANA):
        valido(clave)
    congelar(irma)
    valido(LUIS, inciso="j")
    congelar(irma)
    for corte in queries.cortes("OAX26"):
        fila = queries.corte("OAX26", corte.numero)
        assert fila is not None
        (carpeta / f"corte{corte.numero}.json").write_text(fila.documento)
        (carpeta / f"corte{corte.numero}.jws").write_text(fila.jws)


@pytest.mark.numeral("ET 13.2")
def test_the_cuts_are_recomputed_and_one_explains_the_other(
    carpeta: Path, irma: Cuenta, valido: Poner
) -> None:
    cortes(carpeta, irma, valido)

    assert not lo_malo(carpeta)
    dicho = lo_bueno(carpeta)
    assert "La cuenta cuadra: 3 = 2 + 0 + 1 + 0 + 0" in dicho
    assert "Lo recibido y lo movido desde corte1.json explican este corte" in dicho
    assert "La fórmula, recalculada: 2 de" in dicho


@pytest.mark.numeral("ET 13.2")
@pytest.mark.parametrize(
    ("que", "por"),
    [('"b":2', '"b":3'), ('"validos":2', '"validos":9'), ('"recibidos":1', '"recibidos":2')],
)
def test_a_cut_with_a_figure_changed_is_nobodys_and_does_not_add_up(
    carpeta: Path, irma: Cuenta, valido: Poner, que: str, por: str
) -> None:
    cortes(carpeta, irma, valido)
    ruta = carpeta / "corte2.json"
    assert que in ruta.read_text()
    ruta.write_text(ruta.read_text().replace(que, por))

    dicho = lo_malo(carpeta)

    assert "Ninguna de las firmas dadas es de este corte: nadie responde por él." in dicho
    assert len(dicho) > 1


def test_a_cut_signed_with_figures_that_do_not_balance_is_caught(
    carpeta: Path, irma: Cuenta, valido: Poner
) -> None:
    from rubrica.core import jws
    from rubrica.resultados.rules import TYP_CORTE

    cortes(carpeta, irma, valido)
    datos = json.loads((carpeta / "corte1.json").read_text())
    datos["total"]["a"] = 99
    texto = json.dumps(datos)
    (carpeta / "corte1.json").write_text(texto)
    carga = {
        "corte": 1, "validos": 2, **datos["total"],
        "sha256": hashlib.sha256(texto.encode()).hexdigest(),
    }  # fmt: skip
    firmado = jws.firmar(carga, typ=TYP_CORTE, clave=llaves.firmante("resultados"))
    (carpeta / "corte1.jws").write_text(firmado)

    assert any(d.startswith("La cuenta no cuadra: 99 ≠") for d in lo_malo(carpeta))


@pytest.fixture
def de_a_dos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Volumes of two records."""
    monkeypatch.setattr(preparacion, "POR_VOLUMEN", 2)


@pytest.fixture
def entrega(
    carpeta: Path, irma: Cuenta, valido: Poner, del_opl: pyrage.x25519.Identity, de_a_dos: None
) -> Entrega:
    """A delivery of two volumes at the OPL's disposal: its files, opened, are in the folder."""
    for clave in (JUAN, ANA, LUIS):
        valido(clave)
    fila = preparada(irma, congelar(irma))
    fila = services.disponer(proceso="OAX26", entrega=fila.pk, quien=irma.pk, momento=DESPUES)
    (carpeta / "entrega.jws").write_text(fila.jws)
    (carpeta / "sha256sum.txt").write_text(queries.lista_de_volumenes(fila))
    (carpeta / "corte.json").write_text(fila.corte.documento)
    (carpeta / "corte.jws").write_text(fila.corte.jws)
    for volumen in fila.volumenes.all():
        guardado = almacen.ruta("OAX26", bytes(volumen.codigo))
        (carpeta / volumen.nombre).write_bytes(guardado.read_bytes())
        apertura.descifrar(carpeta / volumen.nombre, del_opl, carpeta.parent)
        abierto = carpeta.parent / volumen.nombre.removesuffix(".age")
        abierto.rename(carpeta / abierto.name)
    return fila


@pytest.mark.numeral("ET 13.5")
def test_a_delivery_is_recounted_from_its_opened_volumes(carpeta: Path, entrega: Entrega) -> None:
    assert not lo_malo(carpeta)
    dicho = lo_bueno(carpeta)
    assert "2 de ellos se dieron y son los mismos." in dicho
    assert "Recontados, son los 3 registros que firmó." in dicho
    assert "El código de integridad, recalculado de sus volúmenes, es el que firmó." in dicho
    assert "Entrega los 3 apoyos válidos de corte.json." in dicho


@pytest.mark.numeral("ET 13.5")
def test_a_folder_extracted_by_tar_is_checked_like_the_tar(carpeta: Path, entrega: Entrega) -> None:
    for tar in carpeta.glob("*.tar"):
        subprocess.run(["tar", "xf", tar, "-C", carpeta], check=True)
        tar.unlink()

    assert not lo_malo(carpeta)
    assert "Recontados, son los 3 registros que firmó." in lo_bueno(carpeta)


def extraida(carpeta: Path) -> Path:
    """Return the first volume as a folder, in the place of its tar."""
    tar = min(carpeta.glob("*.tar"))
    with tarfile.open(tar) as abierto:
        abierto.extractall(carpeta, filter="data")
    tar.unlink()
    return carpeta / tar.stem


@pytest.mark.numeral("ET 13.5")
def test_a_record_changed_in_a_volume_is_found_by_manifest_code_and_total(
    carpeta: Path, entrega: Entrega
) -> None:
    (archivo,) = extraida(carpeta).glob("data/*.csv")
    archivo.write_bytes(archivo.read_bytes().replace(JUAN.encode(), LUIS.encode()))

    dicho = "\n".join(lo_malo(carpeta))

    assert "No son los de manifest-sha256.txt: data/apoyos-001.csv." in dicho
    assert "1 registros no corresponden a su código; el primero, el 1." in dicho
    assert "El código de integridad recalculado no es el que firmó." in dicho


@pytest.mark.numeral("ET 13.5")
def test_a_record_taken_away_with_its_manifest_made_anew_is_still_missed(
    carpeta: Path, entrega: Entrega
) -> None:
    bolsa = extraida(carpeta)
    (archivo,) = bolsa.glob("data/*.csv")
    antes = hashlib.sha256(archivo.read_bytes()).hexdigest()
    archivo.write_bytes(b"".join(archivo.read_bytes().splitlines(keepends=True)[:-1]))
    despues = hashlib.sha256(archivo.read_bytes()).hexdigest()
    for ruta in (bolsa / "manifest-sha256.txt", bolsa / "bag-info.txt"):
        texto = ruta.read_text().replace(antes, despues).replace("Registros: 2", "Registros: 1")
        ruta.write_text(texto)
    etiquetas = "".join(
        f"{hashlib.sha256((bolsa / n).read_bytes()).hexdigest()}  {n}\n"
        for n in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")
    )
    (bolsa / "tagmanifest-sha256.txt").write_text(etiquetas)

    assert "Firmó 3 registros y sus volúmenes tienen 2." in lo_malo(carpeta)


def test_a_file_too_many_or_too_few_in_a_bag_is_named(carpeta: Path, entrega: Entrega) -> None:
    bolsa = extraida(carpeta)
    (bolsa / "data" / "LEAME.txt").unlink()
    (bolsa / "data" / "otro.csv").write_text("a")

    assert any("data/LEAME.txt, data/otro.csv" in d for d in lo_malo(carpeta))


def test_a_sealed_volume_changed_is_told_by_its_name(carpeta: Path, entrega: Entrega) -> None:
    sellado = min(carpeta.glob("*.age"))
    sellado.write_bytes(sellado.read_bytes()[:-1] + b"\x00")

    assert any("pero otro contenido" in d for d in lo_malo(carpeta))


@pytest.fixture
def bitacora_exportada(carpeta: Path, irma: Cuenta, valido: Poner) -> Path:
    """The log after two checkpoints, with the proof of a cut's asiento."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bitacora_secuenciador SET hasta = '0'")
    for momento in (DESPUES, DESPUES.replace(hour=19)):
        valido(JUAN)
        congelar(irma)
        bitacora.secuenciar()
        bitacora.firmar_punto_de_control(momento)
    corte = queries.cortes("OAX26").last()
    assert corte is not None
    call_command("exportar_bitacora", str(carpeta), objeto=[f"corte:{corte.pk}"], verbosity=0)
    return carpeta


@pytest.mark.numeral("ET 14.1")
def test_the_log_gives_the_root_of_every_checkpoint_and_holds_an_asiento(
    bitacora_exportada: Path,
) -> None:
    assert not lo_malo(bitacora_exportada)
    dicho = lo_bueno(bitacora_exportada)
    assert dicho.count("nada se quitó") == 2
    assert "está en la bitácora firmada." in dicho


@pytest.mark.numeral("ET 14.1")
def test_a_leaf_changed_or_an_asiento_rewritten_does_not_pass(bitacora_exportada: Path) -> None:
    hojas = bitacora_exportada / "hojas.txt"
    lineas = hojas.read_text().splitlines()
    lineas[1] = "0" * 64
    hojas.write_text("\n".join(lineas) + "\n")
    (prueba,) = bitacora_exportada.glob("corte-*.json")
    datos = json.loads(prueba.read_text())
    datos["canonico"] = datos["canonico"][:-2] + "00"
    prueba.write_text(json.dumps(datos))

    dicho = "\n".join(lo_malo(bitacora_exportada))

    assert dicho.count("no dan su raíz") == 2
    assert "El asiento no lleva a la raíz de ningún punto de control dado." in dicho


def test_the_program_runs_alone_and_ends_with_what_it_found(carpeta: Path, programa: Path) -> None:
    ruta = acuse(carpeta)

    def correr(*archivos: Path) -> subprocess.CompletedProcess[str]:
        llaves_ = str(carpeta / "llaves.json")
        orden = [sys.executable, "-I", str(programa), "--llaves", llaves_, *map(str, archivos)]
        return subprocess.run(orden, capture_output=True, text=True, cwd=carpeta, check=False)

    bien = correr(ruta, carpeta / "paquete")
    ruta.write_text(ruta.read_text()[:-40] + "A" * 40)
    mal = correr(ruta)
    nada = correr(carpeta / "paquete")

    assert [bien.returncode, mal.returncode, nada.returncode] == [0, 1, 2]
    assert "SE SOSTIENE  acuse.jws" in bien.stdout
    assert "0 comprobaciones se sostienen, 1 no se sostienen" in mal.stdout


def test_the_program_imports_nothing_of_rubrica_nor_django(programa: Path) -> None:
    orden = (
        f"import runpy, sys; runpy.run_path({str(programa)!r});"
        "print([m for m in sys.modules if m.startswith(('rubrica', 'django'))])"
    )

    salida = subprocess.run([sys.executable, "-I", "-c", orden], capture_output=True, check=True)

    assert salida.stdout == b"[]\n"


def test_anybody_gets_the_program_and_the_keys_without_signing_in(client: Client) -> None:
    pagina = client.get("/verificar/")
    programa = client.get("/verificar/rubrica_verificar.py").content

    assert hashlib.sha256(programa).hexdigest() in pagina.content.decode()
    assert programa == union.unido()
    assert set(client.get("/verificar/llaves.json").json()["llaves"]) >= {"acuse", "resultados"}
