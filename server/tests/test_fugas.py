"""What a thief of copies would find after a day of real work: nobody.

The copies: the database, as pg_dump writes it and as its files are (WAL and statistics with them),
and the blob store. Then the same with every key of what faces the internet. Then what is said
aloud: logs, addresses, jobs, e-mails (ET 6.4, 14.1).
"""

from __future__ import annotations

import base64
import csv
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rubrica.core import contenido, paquete
from rubrica.core.jws import clave_de_jwk
from rubrica.core.sobre import leer
from rubrica.ficticio.padron import Persona
from rubrica.launch import postgres
from rubrica.launch.mailbox import Buzon
from rubrica.launch.seeding import PROCESO
from rubrica.llaves import NoAbre, indice
from rubrica.llaves.sellado import abrir, abrir_con, sellar_para
from rubrica.padron.indices import LlavesDeCorte
from tests.casa import CIRO, Casa
from tests.rastro import Rastro

LARGO_DE_NOMBRE = 6  # a shorter one is too often part of an ordinary word
CLAVES = ("cic", "ocr", "clave_elector", "curp")
ACUSE = "Acuse de recibo"
AVISOS = "worker/avisos.key"
DE_TRABAJO = re.compile(r"\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # a row, or by chance
ENLACE = re.compile(rb'(?:href|src|action|data-[a-z-]+)="([^"]*)"')


def palabras(texto: str) -> set[str]:
    """Return the words of a text as they are compared: capitals, no accents but the ñ."""
    sin = "".join(c for c in unicodedata.normalize("NFD", texto) if not unicodedata.combining(c))
    return set(re.findall(r"[A-Z]+", sin.upper()))


@pytest.fixture(scope="module")
def publicas(vivida: Casa) -> set[str]:
    """Words that anybody may read: of municipios, of the process, of accounts of officials."""
    with (vivida.house.folder / "siembra/municipios.csv").open() as archivo:
        lugares = {p for fila in csv.DictReader(archivo) for p in palabras(fila["nombre"])}
    dichas = vivida.sql("SELECT to_jsonb(p)::text FROM procesos_proceso p")
    dichas += vivida.sql("SELECT nombre || ' ' || correo FROM cuentas_cuenta")
    return lugares.union(*(palabras(str(texto)) for (texto,) in dichas))


def de_una_persona(persona: Persona, publicas: set[str]) -> set[str]:
    """Return every text that would betray somebody: full name both ways, long names, keys."""
    apellidos = f"{persona.paterno} {persona.materno}".strip()
    nombres = {persona.nombre_completo, f"{apellidos} {persona.nombres}"}
    sueltos = {
        p
        for parte in (persona.paterno, persona.materno, persona.nombres)
        for p in (parte, *parte.split())
        if len(p) >= LARGO_DE_NOMBRE and not palabras(p) <= publicas
    }
    return nombres | sueltos | {getattr(persona, clave) for clave in CLAVES} - {""}


@pytest.fixture(scope="module")
def ciudadania(vivida: Casa, publicas: set[str]) -> set[str]:
    """What betrays each citizen of the day, and each of those who only are in the padrón's copy."""
    gente = [c.persona for c in (*vivida.captados, *vivida.de_mi_apoyo)]
    gente += [vivida.padron.persona(i) for i in range(0, len(vivida.padron), 40)]
    return {CIRO} | {t for persona in gente for t in de_una_persona(persona, publicas)}


@pytest.fixture(scope="module")
def auxiliares(vivida: Casa, publicas: set[str]) -> set[str]:
    """What betrays each auxiliar: the same, and e-mail and telephone."""
    return {
        texto
        for a in vivida.auxiliares
        for texto in {
            *de_una_persona(a.persona, publicas), a.correo, f"951{int(a.numero):07d}",
        }
    }  # fmt: skip


def volcado(casa: Casa) -> bytes:
    """Return the database as pg_dump writes it."""
    return subprocess.run(
        [postgres._binaries() / "pg_dump", "--dbname", casa.house.database_url],
        capture_output=True,
        check=True,
    ).stdout


def archivos(carpeta: Path) -> bytes:
    """Return the files of a folder one after another, their names too."""
    rutas = sorted(a for a in carpeta.rglob("*") if a.is_file())
    return b"\n".join(str(r.relative_to(carpeta)).encode() + b"\n" + r.read_bytes() for r in rutas)


@pytest.fixture(scope="module")
def copia(vivida: Casa) -> dict[str, bytes]:
    """Return the copies by name, taken once the statistics are made and everything is on disk."""
    vivida.sql("ANALYZE")
    vivida.sql("CHECKPOINT")
    return {
        "pg_dump": volcado(vivida),
        "archivos y WAL": archivos(vivida.house.folder / "postgres"),
        "paquetes": archivos(vivida.house.folder / "blobs"),
    }


COPIAS = ("pg_dump", "archivos y WAL", "paquetes")


def test_the_search_finds_a_text_however_it_was_written() -> None:
    for texto in ("HERNÁNDEZ", "Muñoz López", "663044566"):
        crudo = texto.encode()
        ocultas = [
            crudo, texto.lower().encode(), texto.encode("utf-16-le"), texto.encode("utf-16-be"),
            crudo.hex().encode(), crudo.hex().upper().encode(),
            *(base64.b64encode(b"x" * n + crudo + b"y" * 5) for n in range(4)),
            *(base64.urlsafe_b64encode(b"?" * n + crudo + b"~" * 5) for n in range(4)),
        ]  # fmt: skip
        for oculta in ocultas:
            pajar = os.urandom(3 << 20) + oculta + os.urandom(3 << 20)
            assert Rastro([texto, "otra persona"]).en(pajar) == {texto}, oculta


def test_the_search_is_for_enough_people_and_texts(
    vivida: Casa, ciudadania: set[str], auxiliares: set[str]
) -> None:
    """And what is looked for is in what the installation was given to read."""
    dado = (vivida.house.folder / "siembra/padron.csv").read_bytes()

    assert len({c.persona.cic for c in vivida.captados}) >= 12
    assert len(ciudadania) > 300
    assert all(c.persona.cic in Rastro(ciudadania).en(dado) for c in vivida.captados)
    assert len(auxiliares) >= 5 * 7


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize("cual", COPIAS)
def test_a_copy_shows_no_citizen(copia: dict[str, bytes], ciudadania: set[str], cual: str) -> None:
    assert len(copia[cual]) > 1_000_000
    assert Rastro(ciudadania).en(copia[cual]) == set()


@pytest.mark.numeral("ET 14.1")
@pytest.mark.parametrize("cual", COPIAS)
def test_a_copy_shows_no_auxiliar(copia: dict[str, bytes], auxiliares: set[str], cual: str) -> None:
    assert Rastro(auxiliares).en(copia[cual]) == set()


@pytest.mark.numeral("ET 14.1")
def test_logs_and_addresses_show_no_citizen_and_no_auxiliar(
    vivida: Casa, ciudadania: set[str], auxiliares: set[str]
) -> None:
    dicho = archivos(vivida.house.folder / "bitacoras")
    dicho += (vivida.house.folder / "postgres.log").read_bytes()
    dicho += "\n".join(vivida.urls).encode()
    dicho += b"\n".join(ENLACE.findall(b"".join(vivida.paginas_de_la_mesa)))

    assert b"/api/v1/registros/" in dicho
    assert b"/mesa/" in dicho
    assert Rastro(ciudadania | auxiliares).en(dicho) == set()


def test_a_job_carries_an_id_and_nothing_else(vivida: Casa) -> None:
    argumentos = vivida.sql("SELECT DISTINCT task_name, args FROM procrastinate_jobs")

    nombres = {(str(tarea), *sorted(args)) for tarea, args in argumentos}
    de_reloj = {(tarea, *args) for tarea, *args in nombres if args == ["timestamp"]}
    assert ("avisos.entregar", "aviso") in nombres
    assert nombres - de_reloj <= {
        ("avisos.entregar", "aviso"),
        ("auxiliares.comunicar_baja", "auxiliar"),
    }
    valores = [str(valor) for _, args in argumentos for valor in args.values()]
    assert all(map(DE_TRABAJO.fullmatch, valores))


# --- With the keys of what faces the internet ------------------------------------------------


def material(casa: Casa, *carpetas: str) -> list[bytes]:
    """Return every 32 bytes of key in those folders of KEYS_DIR, public halves included."""
    return [
        archivo.read_bytes()
        for carpeta in carpetas
        for archivo in (casa.house.keys / carpeta).rglob("*")
        if archivo.is_file()
    ]


@pytest.fixture(scope="module")
def robadas(vivida: Casa) -> list[bytes]:
    """Every key of recepción and of the portal."""
    llaves = material(vivida, "recepcion", "portal", "publicas")
    assert len(llaves) >= 3
    return llaves


def legitima(casa: Casa, ruta: str) -> bytes:
    """Return a key of the officials' network, unwrapped with the master key."""
    maestra = Path(casa.house.env("mesa")["MASTER_KEY_FILE"]).read_bytes()
    envuelta = (casa.house.keys / ruta).read_bytes()
    return AESGCM(maestra).decrypt(envuelta[:12], envuelta[12:], ruta.encode())


def paquetes_abiertos(casa: Casa, llaves: Iterable[bytes]) -> int:
    """Return how many of the kept paquetes open with any of those keys as the private one."""
    filas = casa.sql(
        "SELECT r.sobre, r.codigo_integridad, d.jwk FROM registros_registro r"
        " JOIN auxiliares_dispositivo d ON d.id = r.dispositivo"
    )
    filas += casa.sql(
        "SELECT a.sobre, a.codigo_integridad, d.jwk FROM auxiliares_alta a"
        " JOIN auxiliares_dispositivo d ON d.id = a.dispositivo_id"
    )
    return sum(_opens(casa, llave, *fila) for llave in llaves for fila in filas)


def _opens(casa: Casa, llave: bytes, texto: Any, codigo: Any, jwk: Any) -> bool:
    ruta = casa.house.folder / "blobs" / PROCESO / codigo.hex()[:2] / codigo.hex()
    with suppress(paquete.PaqueteInvalido, contenido.ContenidoInvalido):
        paquete.abrir(ruta.read_bytes(), llave, leer(texto, clave_de_jwk(jwk)))
        return True
    return False


def formularios_abiertos(casa: Casa, llaves: Iterable[bytes]) -> int:
    """Return how many sealed columns of records open with any of those keys."""
    filas = [
        (parte, sellado)
        for id_, datos, detalle in casa.sql("SELECT id, datos, detalle FROM registros_registro")
        for parte, sellado in (
            (f"registros/formulario/{id_}", datos), (f"registros/detalle/{id_}", detalle),
        )
        if sellado
    ]  # fmt: skip
    filas += [
        (f"auxiliares/alta/{id_}", r)
        for id_, r in casa.sql("SELECT id, resultado FROM auxiliares_alta")
    ]
    return sum(_unseals(llave, sellado, ctx) for llave in llaves for ctx, sellado in filas)


def _unseals(llave: bytes, sellado: Any, contexto: str) -> bool:
    with suppress(NoAbre):
        abrir(llave, bytes(sellado), contexto.encode())
        return True
    return False


def personas_halladas(casa: Casa, llaves: Iterable[bytes]) -> int:
    """Return how many blind indexes of records are somebody's, computed with those keys.

    Whoever tries knows everybody: the real CICs, OCRs, claves and identificadores.
    """
    guardados = {bytes(p) for (p,) in casa.sql("SELECT persona FROM registros_registro")}
    return len(guardados & {i for llave in llaves for i in _indexes(casa, llave)})


def filas_halladas(casa: Casa, llaves: Iterable[bytes]) -> int:
    """Return how many blind indexes of the padrón's cuts are somebody's, computed likewise."""
    guardados = {
        bytes(valor)
        for fila in casa.sql("SELECT cic, ocr, clave FROM padron_fila")
        for valor in fila
        if valor is not None
    }
    return len(guardados & {i for llave in llaves for i in _indexes(casa, llave)})


def _indexes(casa: Casa, llave: bytes) -> Iterable[bytes]:
    for persona in {c.persona for c in (*casa.captados, *casa.de_mi_apoyo)}:
        claves = {
            "cic": persona.cic, "ocr": persona.ocr, "clave": persona.clave_elector,
            "identificador": persona.identificador, "curp": persona.curp,
        }  # fmt: skip
        for nombre, valor in claves.items():
            yield indice(llave, nombre, valor)
            yield indice(llave, "persona", nombre, valor)


@pytest.mark.numeral("ET 14.1")
def test_with_every_key_of_the_internet_a_copy_opens_no_record(
    vivida: Casa, robadas: list[bytes]
) -> None:
    assert paquetes_abiertos(vivida, robadas) == 0
    assert formularios_abiertos(vivida, robadas) == 0
    assert paquetes_abiertos(vivida, [legitima(vivida, f"custodia/{PROCESO}/proceso.key")]) >= 16
    assert formularios_abiertos(vivida, [legitima(vivida, f"custodia/{PROCESO}/datos.key")]) >= 16


@pytest.mark.numeral("ET 14.1")
def test_with_every_key_of_the_internet_a_copy_enumerates_nobody(
    vivida: Casa, robadas: list[bytes]
) -> None:
    cortes = [str(c) for (c,) in vivida.sql("SELECT id FROM padron_corte")]
    de_cortes = [legitima(vivida, f"custodia/cortes/{c}/indice.key") for c in cortes]

    assert personas_halladas(vivida, robadas) == 0
    assert filas_halladas(vivida, robadas) == 0
    assert personas_halladas(vivida, [legitima(vivida, f"custodia/{PROCESO}/indice.key")]) == 14
    assert filas_halladas(vivida, de_cortes) >= 14 * 3


def vinculos_hallados(casa: Casa, llaves: Iterable[bytes]) -> int:
    """Return how many bonds of Mi Apoyo show whose they are, or open, with those keys.

    Whoever tries knows the person and the e-mail already, and only asks whether they are there.
    """
    return _found_in_mi_apoyo(casa, llaves, "mi_apoyo_vinculo")


def solicitudes_halladas(casa: Casa, llaves: Iterable[bytes]) -> int:
    """Return the same of the requests of a day, by which a device is tied to somebody too."""
    return _found_in_mi_apoyo(casa, llaves, "mi_apoyo_solicitud")


def _found_in_mi_apoyo(casa: Casa, llaves: Iterable[bytes], tabla: str) -> int:
    (ciro,) = casa.de_mi_apoyo
    filas = casa.sql(f"SELECT kid, persona, correo, datos FROM {tabla}")  # noqa: S608
    return sum(
        persona == indice(llave, "mi_apoyo/persona", ciro.persona.clave_elector)
        or correo == indice(llave, "mi_apoyo/correo", CIRO)
        or _opens_bond(llave, bytes(datos), kid)
        for llave in llaves
        for kid, persona, correo, datos in filas
    )


def _opens_bond(llave: bytes, datos: bytes, kid: str) -> bool:
    """Whether the data of a bond open with that key, as they are sealed now or as they were."""
    if _unseals(llave, datos[1:], f"rubrica/mi-apoyo/datos/2|{kid}"):
        return True
    with suppress(NoAbre):
        privada = X25519PrivateKey.from_private_bytes(llave)
        abrir_con(privada, datos, f"rubrica/mi-apoyo/datos/1|{kid}".encode())
        return True
    return False


@pytest.mark.numeral("ET 7.22", "ET 14.1")
def test_with_every_key_of_the_internet_no_bond_of_mi_apoyo_names_anybody(
    vivida: Casa, robadas: list[bytes]
) -> None:
    de_la_entidad = legitima(vivida, "worker/vinculos/20.key")

    assert vinculos_hallados(vivida, robadas) == solicitudes_halladas(vivida, robadas) == 0
    assert vinculos_hallados(vivida, [de_la_entidad]) == 1
    assert solicitudes_halladas(vivida, [de_la_entidad]) >= 1


@pytest.mark.numeral("ET 14.1")
def test_with_every_key_of_the_internet_no_row_of_the_padron_and_no_mail_opens(
    vivida: Casa, robadas: list[bytes]
) -> None:
    filas = vivida.sql("SELECT corte_id, clave, sello FROM padron_fila LIMIT 50")
    contexto = b"rubrica/aviso/1|uno|acuse"
    avisos = (vivida.house.keys / "publicas/avisos.pub").read_bytes()
    sellado = sellar_para(avisos, b"a quien y que", contexto)  # as a queued e-mail is kept

    for llave in robadas:
        for corte, clave, sello in filas:
            with pytest.raises(InvalidTag):
                LlavesDeCorte(corte, llave, llave).abrir(bytes(sello), bytes(clave))
        with pytest.raises(NoAbre):
            abrir_con(X25519PrivateKey.from_private_bytes(llave), sellado, contexto)

    corte, clave, sello = filas[0]
    sellar, propia = (
        legitima(vivida, ruta) for ruta in (f"custodia/cortes/{corte}/corte.key", AVISOS)
    )
    assert LlavesDeCorte(corte, sellar, sellar).abrir(bytes(sello), bytes(clave))
    assert abrir_con(X25519PrivateKey.from_private_bytes(propia), sellado, contexto)


def test_the_keys_at_rest_of_the_officials_network_are_wrapped(vivida: Casa) -> None:
    """A copy of KEYS_DIR without the master key opens nothing either."""
    de_dentro = material(vivida, "custodia", "mesa", "worker")

    assert {len(llave) for llave in de_dentro} == {12 + 32 + 16}
    assert paquetes_abiertos(vivida, (llave[:32] for llave in de_dentro)) == 0


# --- What leaves by e-mail ---------------------------------------------------------------------


def cartas(casa: Casa) -> list[tuple[str, bytes]]:
    """Return subject and whole content, decoded, of every e-mail."""
    return [
        (
            str(m["Subject"]),
            b"\n".join(
                bytes(p.get_payload(decode=True) or b"") for p in m.walk() if not p.is_multipart()
            )
            + m.as_bytes(),
        )
        for m in Buzon(casa.house.mailbox).messages()
    ]


@pytest.mark.numeral("ET 6.4")
def test_only_the_acuse_names_a_credential_and_it_names_every_one(vivida: Casa) -> None:
    cics = {c.persona.cic for c in vivida.captados}
    ocrs = {c.persona.ocr for c in vivida.captados}
    acuses = b"".join(texto for asunto, texto in cartas(vivida) if asunto.startswith(ACUSE))
    otras = b"".join(texto for asunto, texto in cartas(vivida) if not asunto.startswith(ACUSE))

    assert otras
    assert Rastro(cics | ocrs).en(otras) == set()
    assert all(
        c.persona.cic.encode() in acuses or c.persona.ocr.encode() in acuses
        for c in vivida.captados
    )


@pytest.mark.numeral("ET 7.22")
def test_the_acuse_of_mi_apoyo_reaches_its_mailbox_with_the_cic_and_no_other_datum(
    vivida: Casa, publicas: set[str]
) -> None:
    (ciro,) = vivida.de_mi_apoyo
    suyas = [t for a, t in cartas(vivida) if CIRO.encode() in t and a.startswith(ACUSE)]
    ajenos = de_una_persona(ciro.persona, publicas) - {ciro.persona.cic}

    assert len(suyas) == 1
    for dicho in (ciro.persona.cic, ciro.acuse.folio, str(ciro.apoyo.datos.dispositivo)):
        assert dicho.encode() in suyas[0]
    assert Rastro(ajenos).en(suyas[0]) == set()


@pytest.mark.numeral("ET 6.4")
def test_no_mail_says_who_gave_support(vivida: Casa, publicas: set[str]) -> None:
    propias = {p for a in vivida.auxiliares for p in palabras(a.persona.nombre_completo)}
    de_nadie = {
        texto for c in vivida.captados for texto in de_una_persona(c.persona, publicas | propias)
    } - {getattr(c.persona, clave) for c in vivida.captados for clave in ("cic", "ocr")}
    todas = b"".join(texto for _, texto in cartas(vivida))

    assert Rastro(de_nadie).en(todas) == set()


def test_the_pages_of_the_mesa_do_say_who(vivida: Casa) -> None:
    """The same search, where a person entitled looks, finds: it was not blind."""
    cics = {c.persona.cic for c in vivida.captados}

    assert Rastro(cics).en(b"".join(vivida.paginas_de_la_mesa)) == cics
