"""The OPL's key, age or OpenPGP: read, rehearsed, and opened by stock gpg (ET 13.6)."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pyrage
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from rubrica.core import destinatario
from rubrica.core.rechazos import Rechazo
from rubrica.cuentas.models import Cuenta
from rubrica.procesos.models import Proceso
from rubrica.procesos.tests.forzar import forzar
from rubrica.recepcion import almacen
from rubrica.resultados import services, tabla
from rubrica.resultados.models import EnsayoDeLlave, LlaveDeEntrega
from rubrica.resultados.rules import Concluye
from rubrica.resultados.tests import apertura
from rubrica.resultados.tests.conftest import (
    ANA,
    DESPUES,
    JUAN,
    Poner,
    confirmar,
    congelar,
    notificar,
    preparada,
)

pytestmark = pytest.mark.django_db(transaction=True)
AHORA = datetime(2026, 11, 19, tzinfo=UTC)


@dataclass(frozen=True)
class Gpg:
    """A keyring of its own, of somebody who uses stock GnuPG."""

    casa: str

    def __call__(self, *orden: str, entra: bytes = b"") -> bytes:
        return subprocess.run(
            ["gpg", "--batch", "--homedir", self.casa, "--passphrase", "", *orden],
            input=entra, capture_output=True, check=True,
        ).stdout  # fmt: skip

    def publica(self, nombre: str, algoritmo: str = "default", uso: str = "default") -> str:
        """Make a key and return its public half, armored."""
        self("--quick-gen-key", nombre, algoritmo, uso, "never")
        return self("--armor", "--export", nombre).decode()


@pytest.fixture
def gpg() -> Iterator[Gpg]:
    """GnuPG as Debian gives it: the package says so if it is not there."""
    assert shutil.which("gpg"), "instale gnupg"
    casa = tempfile.mkdtemp(dir="/tmp")  # short: its agent listens on a socket there
    Path(casa).chmod(0o700)
    yield Gpg(casa)
    subprocess.run(
        ["gpgconf", "--homedir", casa, "--kill", "gpg-agent"],
        check=False, env={**os.environ, "GNUPGHOME": casa},
    )  # fmt: skip
    shutil.rmtree(casa, ignore_errors=True)


def code_of(acto: Callable[[], object]) -> str:
    with pytest.raises(Rechazo) as motivo:
        acto()
    return motivo.value.code


def registrar(ada: Cuenta, llave: str) -> LlaveDeEntrega:
    return services.registrar_llave(proceso="OAX26", llave=llave, quien=ada.pk, momento=DESPUES)


@pytest.mark.numeral("ET 13.6")
@pytest.mark.parametrize(
    ("pegado", "code"),
    [
        ("", "llave-de-entrega-invalida"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ", "llave-de-entrega-invalida"),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n", "llave-de-entrega-invalida"),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n", "llave-de-entrega-invalida"),
        ("AGE-SECRET-KEY-1QQQ", "llave-secreta"),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "llave-secreta"),
    ],
)
def test_a_key_of_another_kind_is_refused_and_a_secret_one_too(pegado: str, code: str) -> None:
    assert code_of(lambda: destinatario.leer(pegado, momento=AHORA)) == code


@pytest.mark.numeral("ET 13.6")
def test_an_openpgp_key_that_only_signs_or_has_ended_is_refused(gpg: Gpg) -> None:
    solo_firma = gpg.publica("firma@opl.test", "ed25519", "sign")
    gpg("--faked-system-time", "20200101T000000!", "--quick-gen-key", "vieja@opl.test",
        "default", "default", "1y")  # fmt: skip
    vencida = gpg("--armor", "--export", "vieja@opl.test").decode()

    for llave in (solo_firma, vencida):
        code = code_of(lambda llave=llave: destinatario.leer(llave, momento=AHORA))  # type: ignore[misc]
        assert code == "llave-openpgp-inservible"


@pytest.mark.numeral("ET 13.6")
def test_the_fingerprint_is_that_of_the_file_however_it_was_pasted(
    gpg: Gpg, tmp_path: Path
) -> None:
    publica = gpg.publica("opl@opl.test")
    (tmp_path / "llave.asc").write_text(publica.replace("\n", "\r\n"))

    leida = destinatario.leer(f"\r\n {publica}".replace("\n", "\r\n"), momento=AHORA)

    orden = destinatario.CLASES[destinatario.Tipo.OPENPGP].huella
    salida = subprocess.run(orden, shell=True, cwd=tmp_path, check=True, capture_output=True)  # noqa: S602
    assert salida.stdout.decode().split()[0] == leida.huella


@pytest.mark.numeral("ET 13.5", "ET 13.6")
def test_a_delivery_to_an_openpgp_key_is_opened_by_stock_gpg_and_by_no_other_key(
    valido: Poner, ada: Cuenta, irma: Cuenta, gpg: Gpg, tmp_path: Path
) -> None:
    for clave in (JUAN, ANA):
        valido(clave)
    llave = registrar(ada, gpg.publica("opl@opl.test"))
    prueba = gpg("--decrypt", entra=llave.ensayo.paquete.encode()).decode()
    services.ensayar_llave(
        proceso="OAX26", respuesta=prueba.splitlines()[-1], quien=ada.pk, momento=DESPUES
    )
    confirmar(llave, ada, irma)
    notificar(ada, Concluye.MESA)

    entrega = preparada(irma, congelar(irma))

    (volumen,) = entrega.volumenes.all()
    assert volumen.nombre == "OAX26-corte1-entrega1-001.tar.gpg"
    sellado = almacen.ruta("OAX26", bytes(volumen.codigo)).read_bytes()
    assert JUAN.encode() not in sellado
    subprocess.run(["tar", "x"], input=gpg("--decrypt", entra=sellado), cwd=tmp_path, check=True)
    (bolsa,) = tmp_path.glob("OAX26-*")
    apertura.comprobar(bolsa)
    assert apertura.codigo_de_integridad(tmp_path) == entrega.codigo
    (parquet,) = bolsa.glob("data/*.parquet")
    assert [f["clave_de_elector"] for f in pq.read_table(parquet).to_pylist()] == [JUAN, ANA]


@pytest.mark.numeral("ET 13.5")
def test_the_parquet_has_the_fields_of_the_law_the_codes_and_no_apostrophe(tmp_path: Path) -> None:
    fila = ("=2+5", "'O", "20", "08", "21", "066", "2575")
    (tmp_path / "a.parquet").write_bytes(tabla.parquet_de([fila]))

    (leida,) = pq.read_table(tmp_path / "a.parquet").to_pylist()

    assert tuple(leida) == (*tabla.CAMPOS, tabla.CODIGO)
    assert tuple(leida.values()) == (*fila, tabla.codigo_de(fila))


@pytest.fixture
def otra(proceso: Proceso, ada: Cuenta) -> LlaveDeEntrega:
    """A key whose secret nobody kept."""
    return registrar(ada, str(pyrage.x25519.Identity.generate().to_public()))


@pytest.mark.numeral("ET 13.6")
def test_a_key_that_failed_its_rehearsal_receives_nothing(
    otra: LlaveDeEntrega, valido: Poner, ada: Cuenta, irma: Cuenta
) -> None:
    def ensayar() -> object:
        return services.ensayar_llave(
            proceso="OAX26", respuesta="no las sé", quien=ada.pk, momento=DESPUES
        )

    valido(JUAN)
    confirmar(otra, ada, irma)
    corte = congelar(irma)

    assert [code_of(ensayar) for _ in range(6)] == ["ensayo-palabras"] * 5 + [
        "llave-ensayo-fallido"
    ]
    assert code_of(lambda: preparada(irma, corte)) == "llave-ensayo-fallido"


@pytest.mark.numeral("ET 13.6")
def test_the_key_that_the_process_rehearsed_before_opening_is_as_good(
    proceso: Proceso, ada: Cuenta
) -> None:
    publica = str(pyrage.x25519.Identity.generate().to_public())
    forzar(llave_de_entrega=publica, ensayo_superado_en=AHORA)

    assert registrar(ada, publica).ensayo.superado_en == DESPUES


def test_the_database_counts_no_more_than_five_answers(otra: LlaveDeEntrega) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EnsayoDeLlave.objects.update(intentos=6)


@pytest.mark.numeral("ET 13.6")
@pytest.mark.usefixtures("a_su_hora")
def test_ada_sees_why_a_key_is_refused_and_what_she_pasted(
    proceso: Proceso, ada: Cuenta, client: Client
) -> None:
    client.force_login(ada)

    pagina = client.post("/resultados/OAX26/entrega/llave/", {"llave": "ssh-rsa AAAA"})

    assert pagina.status_code == 422
    texto = pagina.content.decode()
    assert "Esa llave no es de un tipo al que se pueda cifrar la entrega." in texto
    assert "ssh-rsa AAAA" in texto


@pytest.mark.usefixtures("a_su_hora")
def test_ada_downloads_the_test_package_and_writes_its_words(
    proceso: Proceso, ada: Cuenta, client: Client, del_opl: pyrage.x25519.Identity
) -> None:
    client.force_login(ada)
    client.post("/resultados/OAX26/entrega/llave/", {"llave": str(del_opl.to_public())})
    paquete = client.get("/resultados/OAX26/entrega/llave/prueba/").content
    palabras = pyrage.decrypt(paquete, [del_opl]).decode().splitlines()[-1]

    hecho = client.post("/resultados/OAX26/entrega/llave/ensayar/", {"respuesta": palabras})

    assert hecho.status_code == 302
    assert "Llave ensayada" in client.get("/resultados/OAX26/entrega/").content.decode()
    assert client.get("/resultados/OAX26/entrega/llave/prueba/").status_code == 404
