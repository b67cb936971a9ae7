#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Comprueba, sin el servidor, lo que Rúbrica firma y entrega. Su única dependencia: cryptography.

    python rubrica_verificar.py --llaves llaves.json ARCHIVO…

Acuses, cortes de resultados, entregas y sus volúmenes, expedientes, puntos de control de la
bitácora y constancias de eliminación: cada archivo se reconoce por lo que dice, no por su nombre,
y lo que un archivo afirma de otro se comprueba si el otro también se da. Las llaves públicas se
obtienen de la página /verificar/ de la instalación, o del Periódico Oficial donde se publiquen.

Termina con 0 si todo lo que se comprobó se sostiene, 1 si algo no, 2 si nada se pudo comprobar.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TROZO = 1 << 20
MAX_TEXTO = 64 << 20  # bytes of what is read whole: a cut, a list, a JWS
CLASES = ("a", "b", "c", "d", "e", "f")
FIRMA_CON = {
    "rubrica-acuse+jws": "acuse",
    "rubrica-rechazo+jws": "acuse",
    "rubrica-hora+jws": "hora",
    "rubrica-manifiesto+jws": "manifiesto",
    "rubrica-punto-de-control+jws": "punto_de_control",
    "rubrica-corte+jws": "resultados",
    "rubrica-entrega+jws": "resultados",
    "rubrica-eliminacion+jws": "resultados",
}
QUE_ES = {
    "rubrica-acuse+jws": "acuse de recibo",
    "rubrica-rechazo+jws": "rechazo firmado",
    "rubrica-hora+jws": "hora firmada",
    "rubrica-manifiesto+jws": "manifiesto de proceso",
    "rubrica-punto-de-control+jws": "punto de control de la bitácora",
    "rubrica-corte+jws": "firma de un corte de resultados",
    "rubrica-entrega+jws": "firma de una entrega",
    "rubrica-eliminacion+jws": "firma de una constancia de eliminación",
}
HEX = re.compile(r"[0-9a-f]{64}")
DE_JWS = "eyJhbGciOi"  # {"alg":
COMPACTO = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}")


class Dice(Enum):
    """What became of one check."""

    SI = "SE SOSTIENE"
    NO = "NO SE SOSTIENE"
    NADA = "no se comprobó"


class NoSeSostiene(Exception):
    """A check failed; its text says what, in Spanish."""


@dataclass(frozen=True)
class Renglon:
    """One line of the report."""

    dice: Dice
    archivo: str
    que: str


@dataclass
class Legajo:
    """All that was given to check, by what it is; each part may speak of another."""

    llaves: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    firmados: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    documentos: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    listas: dict[str, str] = field(default_factory=dict)
    sueltos: dict[str, str] = field(default_factory=dict)
    bolsas: list[Bolsa] = field(default_factory=list)
    hojas: list[tuple[str, Path]] = field(default_factory=list)
    nombradas: set[str] = field(default_factory=set)
    grupos: set[str] = field(default_factory=set)
    informe: list[Renglon] = field(default_factory=list)

    def si(self, archivo: str, que: str) -> None:
        self.informe.append(Renglon(Dice.SI, archivo, que))

    def no(self, archivo: str, que: str) -> None:
        self.informe.append(Renglon(Dice.NO, archivo, que))

    def nada(self, archivo: str, que: str) -> None:
        self.informe.append(Renglon(Dice.NADA, archivo, que))

    def exigir(self, archivo: str, cierto: bool, que: str, si_no: str) -> None:
        """One line: `que` when it is true, `si_no` when it is not."""
        (self.si if cierto else self.no)(archivo, que if cierto else si_no)


@dataclass
class Bolsa:
    """A BagIt bag that was opened: what its tags say, and its CSV."""

    archivo: str
    nombre: str
    info: dict[str, str]
    csv: bytes
    registros: int


# ---------------------------------------------------------------- files: what each one is


def reconocer(legajo: Legajo, ruta: Path) -> None:
    """Take one file or folder for what it holds; the report says when it is nothing known."""
    try:
        if ruta.is_dir():
            _de_bolsa(legajo, ruta.name, _de_carpeta(ruta))
            return
        with ruta.open("rb") as abierto:
            principio = abierto.read(512)
        _por_su_principio(legajo, ruta, principio)
    except OSError as falla:
        legajo.no(str(ruta), f"No se pudo leer: {falla.strerror}.")
    except (NoSeSostiene, tarfile.TarError, ValueError, KeyError, TypeError) as falla:
        motivo = str(falla) if isinstance(falla, NoSeSostiene) else "No tiene la forma debida."
        legajo.no(ruta.name, motivo)


def _por_su_principio(legajo: Legajo, ruta: Path, principio: bytes) -> None:
    nombre = ruta.name
    if principio[257:262] == b"ustar":
        _de_bolsa(legajo, nombre, _de_tar(ruta))
    elif principio.startswith(b"rubrica/hojas/1\n"):
        legajo.hojas.append((nombre, ruta))
    elif principio.startswith(b"%PDF-"):
        legajo.nada(nombre, "Es un PDF: su firma se comprueba con pdfsig, no aquí.")
    elif (texto := _texto(ruta)) is not None and _de_texto(legajo, nombre, texto):
        return
    else:
        legajo.sueltos[_suma(ruta)] = nombre  # sealed volumes and paquetes: others speak of them


def _de_texto(legajo: Legajo, nombre: str, texto: str) -> bool:
    """Take a text for what it is; return whether it was any."""
    lineas = texto.split()
    if lineas and lineas[0].startswith(DE_JWS):
        for linea in lineas:
            _de_jws(legajo, nombre, linea)
        return True
    if texto.startswith("{"):
        _de_json(legajo, nombre, texto)
        return True
    if re.fullmatch(r"([0-9a-f]{64}  \S.*\n)+", texto):
        legajo.listas[hashlib.sha256(texto.encode()).hexdigest()] = texto
        return True
    return False


def _texto(ruta: Path) -> str | None:
    """Return a file as text, None if it is none or too long to be one of these."""
    if ruta.stat().st_size > MAX_TEXTO:
        return None
    try:
        return ruta.read_bytes().decode()
    except UnicodeDecodeError:
        return None


def _suma(ruta: Path) -> str:
    with ruta.open("rb") as abierto:
        return _suma_de(abierto)


def _suma_de(abierto: BinaryIO) -> str:
    suma = hashlib.sha256()
    while trozo := abierto.read(TROZO):
        suma.update(trozo)
    return suma.hexdigest()


def _de_json(legajo: Legajo, nombre: str, texto: str) -> None:
    datos = json.loads(texto, object_pairs_hook=_sin_repetir)
    formato = datos.get("formato")
    if formato == "rubrica/llaves/1":
        _de_llaves(legajo, nombre, datos)
    elif formato in DE_DOCUMENTO:
        huella = hashlib.sha256(texto.encode()).hexdigest()
        legajo.documentos[huella] = (nombre, datos)
    elif formato == "rubrica/inclusion/1":
        legajo.documentos[nombre] = (nombre, datos)
    else:
        raise NoSeSostiene("Es JSON, pero de ningún formato conocido.")


def _de_llaves(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    for llave, x in datos["llaves"].items():
        legajo.llaves[llave] = Ed25519PublicKey.from_public_bytes(_b64u(x))
    legajo.nada(nombre, "Llaves públicas: coteje sus huellas con las que publicó la autoridad.")


def _sin_repetir(pares: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({clave for clave, _ in pares}) != len(pares):
        raise NoSeSostiene("Repite un miembro.")
    return dict(pares)


# ---------------------------------------------------------------- signatures


def _b64u(texto: str) -> bytes:
    datos = base64.urlsafe_b64decode(texto + "=" * (-len(texto) % 4))
    if base64.urlsafe_b64encode(datos).rstrip(b"=").decode() != texto:
        raise NoSeSostiene("Su base64url no es canónico.")
    return datos


def kid(llave: Ed25519PublicKey) -> str:
    """Return the RFC 7638 thumbprint of a key: its fingerprint, base64url."""
    x = base64.urlsafe_b64encode(llave.public_bytes_raw()).rstrip(b"=").decode()
    miembros = f'{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}'
    return (
        base64.urlsafe_b64encode(hashlib.sha256(miembros.encode()).digest()).rstrip(b"=").decode()
    )


def _de_jws(legajo: Legajo, nombre: str, texto: str) -> None:
    """Check the signature of a JWS and keep what it says; nothing unsigned is kept."""
    if not COMPACTO.fullmatch(texto):
        raise NoSeSostiene("Parece un documento firmado, pero le falta o le sobra algo.")
    cabecera, carga, firma = texto.split(".")
    crudo = _b64u(cabecera)
    typ = json.loads(crudo).get("typ", "")
    if typ not in FIRMA_CON:
        raise NoSeSostiene("Es un JWS, pero de ningún tipo que la instalación firme.")
    llave = legajo.llaves.get(FIRMA_CON[typ])
    que = QUE_ES[typ]
    if llave is None:
        legajo.nada(nombre, f"Es {que}; falta la llave pública «{FIRMA_CON[typ]}» (--llaves).")
        return
    esperada = f'{{"alg":"EdDSA","typ":"{typ}","kid":"{kid(llave)}"}}'.encode()
    if crudo != esperada:
        raise NoSeSostiene(f"Dice ser {que}, pero de otra llave o con otra cabecera.")
    try:
        llave.verify(_b64u(firma), f"{cabecera}.{carga}".encode())
    except InvalidSignature:
        raise NoSeSostiene(f"Dice ser {que}, pero su firma no corresponde: fue alterado.") from None
    datos = json.loads(_b64u(carga), object_pairs_hook=_sin_repetir)
    legajo.firmados.append((typ, nombre, datos))
    legajo.si(nombre, f"Es {que} y su firma corresponde a la llave de la instalación.")


# ---------------------------------------------------------------- bags


def _de_tar(ruta: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Yield each file of a tar, one at a time, its name without the folder of the bag."""
    with tarfile.open(ruta) as tar:
        for miembro in tar:
            abierto = tar.extractfile(miembro) if miembro.isfile() else None
            if abierto is None:
                raise NoSeSostiene(f"Lleva algo que no es un archivo: {miembro.name}.")
            yield miembro.name.partition("/")[2], io.BytesIO(abierto.read())


def _de_carpeta(ruta: Path) -> Iterator[tuple[str, BinaryIO]]:
    for archivo in sorted(a for a in ruta.rglob("*") if a.is_file()):
        with archivo.open("rb") as abierto:
            yield archivo.relative_to(ruta).as_posix(), abierto


def _de_bolsa(legajo: Legajo, nombre: str, archivos: Iterable[tuple[str, BinaryIO]]) -> None:
    """Check a bag: manifests, each file, each record; its receipts are checked as well."""
    sumas: dict[str, str] = {}
    etiquetas: dict[str, bytes] = {}
    contenido = b""
    for ruta, abierto in archivos:
        datos = abierto.read()
        sumas[ruta] = hashlib.sha256(datos).hexdigest()
        if not ruta.startswith("data/"):
            etiquetas[ruta] = datos
        elif ruta.endswith(".csv"):
            contenido = datos
        elif ruta.endswith(".jws"):
            dentro = f"{nombre}: {ruta}"
            _hacer(legajo, dentro, lambda n=dentro, d=datos: _de_jws(legajo, n, d.decode().strip()))  # type: ignore[misc]
    _manifiestos(legajo, nombre, sumas, etiquetas)
    info = dict(
        linea.split(": ", 1) for linea in etiquetas["bag-info.txt"].decode().splitlines() if linea
    )
    registros = _registros(legajo, nombre, contenido, sumas)
    dichos = int(info.get("Registros", "-1"))
    legajo.exigir(
        nombre, registros == dichos,
        f"Tiene los {registros} registros que dice.",
        f"Dice tener {dichos} registros y tiene {registros}.",
    )  # fmt: skip
    legajo.bolsas.append(
        Bolsa(nombre, info.get("External-Identifier", ""), info, contenido, registros)
    )


def _manifiestos(
    legajo: Legajo, nombre: str, sumas: dict[str, str], etiquetas: dict[str, bytes]
) -> None:
    """Each file is what its manifest says, none is missing and none is too many (RFC 8493)."""
    for cual, de_datos in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        if cual not in etiquetas:
            raise NoSeSostiene(f"No es una bolsa BagIt: falta {cual}.")
        dichas = {
            ruta: suma
            for suma, ruta in (r.split("  ", 1) for r in etiquetas[cual].decode().splitlines())
        }
        hay = {
            r: s for r, s in sumas.items()
            if r.startswith("data/") == de_datos and r != "tagmanifest-sha256.txt"
        }  # fmt: skip
        malos = sorted(r for r in {*dichas, *hay} if dichas.get(r) != hay.get(r))
        legajo.exigir(
            nombre, not malos,
            f"Sus {len(hay)} archivos son los de {cual}.",
            f"No son los de {cual}: {', '.join(malos[:5])}.",
        )  # fmt: skip


def _registros(legajo: Legajo, nombre: str, contenido: bytes, sumas: dict[str, str]) -> int:
    """Check the code of each record, and the file that each expediente names; return how many."""
    if not contenido:
        raise NoSeSostiene("La bolsa no trae su archivo CSV.")
    lector = csv.reader(io.StringIO(contenido.decode("utf-8-sig"), newline=""))
    encabezado = next(lector)
    de_expedientes = encabezado[:2] == ["folio", "archivo"]
    malos, n = [], 0
    for n, fila in enumerate(lector, start=1):
        valores = [celda.removeprefix("'") for celda in fila[:-1]]
        bien = hashlib.sha256("\x1f".join(valores).encode()).hexdigest() == fila[-1]
        if de_expedientes:
            bien = bien and sumas.get(f"data/{valores[1]}") == valores[2]
        if not bien:
            malos.append(n)
    legajo.exigir(
        nombre, not malos,
        f"El código de integridad de cada uno de sus {n} registros corresponde a sus datos.",
        f"{len(malos)} registros no corresponden a su código; el primero, el {(malos or [0])[0]}.",
    )  # fmt: skip
    return n


# ---------------------------------------------------------------- what each says of the others


def _acuse(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    codigo = datos["codigo_integridad"]
    if not HEX.fullmatch(codigo):
        raise NoSeSostiene("Su código de integridad no tiene 64 caracteres.")
    legajo.si(nombre, f"Folio {datos['folio']}, recibido el {datos['recibido_en']}.")
    legajo.nombradas.add(codigo)
    if codigo in legajo.sueltos:
        legajo.si(nombre, f"El paquete que cubre es {legajo.sueltos[codigo]}.")


def _firma_de_corte(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    _cuadra(legajo, nombre, datos)
    hallado = legajo.documentos.get(datos["sha256"])
    if hallado is None:
        legajo.nada(nombre, "No se dio el documento del corte que firma (…corte.json).")
        return
    documento = hallado[1]
    iguales = all(datos[c] == documento["total"][c] for c in CLASES)
    iguales = iguales and datos["validos"] == documento["formula"]["validos"]
    legajo.exigir(
        nombre, iguales and datos["corte"] == documento["numero"],
        f"Firma el documento {hallado[0]} y sus totales coinciden.",
        f"Firma el documento {hallado[0]}, pero sus totales no coinciden.",
    )  # fmt: skip


def _cuadra(legajo: Legajo, nombre: str, cuenta: dict[str, Any]) -> None:
    partes = " + ".join(str(cuenta[c]) for c in CLASES[1:])
    legajo.exigir(
        nombre, cuenta["a"] == sum(cuenta[c] for c in CLASES[1:]),
        f"La cuenta cuadra: {cuenta['a']} = {partes} (ET 10.7).",
        f"La cuenta no cuadra: {cuenta['a']} ≠ {partes} (ET 10.7).",
    )  # fmt: skip


def _corte(legajo: Legajo, nombre: str, huella: str, datos: dict[str, Any]) -> None:
    """Recompute a cut: account, sum of municipios, formula, difference from the previous."""
    _cuadra(legajo, nombre, datos["total"])
    suma = {c: sum(m[c] for m in datos["municipios"].values()) for c in CLASES}
    legajo.exigir(
        nombre, suma == datos["total"],
        f"Sus {len(datos['municipios'])} municipios suman el total.",
        f"Sus municipios suman {suma} y el total dice {datos['total']}.",
    )  # fmt: skip
    _formula(legajo, nombre, datos)
    _diferencia(legajo, nombre, datos)
    if not _firmado(legajo, "rubrica-corte+jws", huella):
        legajo.no(nombre, "Ninguna de las firmas dadas es de este corte: nadie responde por él.")


def _firmado(legajo: Legajo, typ: str, huella: str) -> bool:
    """Whether some signature that was given, and holds, is of that document."""
    return any(t == typ and d.get("sha256") == huella for t, _, d in legajo.firmados)


def _formula(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    formula = datos["formula"]
    renglones = formula["renglones"]
    bien = sum(r["validos"] for r in renglones) == formula["validos"] <= datos["total"]["b"]
    bien = bien and all(r["cumple"] == (0 < r["minimo"] <= r["validos"]) for r in renglones)
    # Without dispersion a municipio has no share of its own, and none is counted.
    con = sum(r["cumple"] for r in renglones) if formula["municipios_necesarios"] else 0
    bien = bien and (not formula["municipios_necesarios"] or con == formula["municipios_cumplidos"])
    cumple = formula["validos"] >= formula["necesarios"] and (
        formula["municipios_cumplidos"] >= formula["municipios_necesarios"]
    )
    legajo.exigir(
        nombre, bien and cumple == formula["cumple"],
        f"La fórmula, recalculada: {formula['validos']} de {formula['necesarios']} necesarios; "
        f"{'cumple' if cumple else 'no cumple'}.",
        "La fórmula no es la que resulta de sus renglones.",
    )  # fmt: skip


def _diferencia(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    """The previous cut, plus what was received and moved, is this one."""
    anterior = datos["anterior"]
    if anterior is None:
        return
    hallado = legajo.documentos.get(anterior["sha256"])
    if hallado is None:
        legajo.nada(nombre, f"No se dio el corte anterior, el {anterior['numero']}.")
        return
    legajo.exigir(
        nombre, _movido(hallado[1]["municipios"], datos["diferencia"]) == datos["municipios"],
        f"Lo recibido y lo movido desde {hallado[0]} explican este corte, municipio por municipio.",
        f"Lo recibido y lo movido desde {hallado[0]} no explican este corte.",
    )  # fmt: skip


def _movido(antes: dict[str, Any], diferencia: dict[str, Any]) -> dict[str, Any]:
    cifras: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CLASES, 0))
    for municipio, cuenta in antes.items():
        for clase in CLASES:
            cifras[municipio][clase] += cuenta[clase]
    for clase in ("a", "f"):
        cifras[""][clase] += diferencia["recibidos"]
    for c in diferencia["cambios"]:
        for municipio, clase, signo in (
            (c["de_municipio"], c["de"], -1), (c["a_municipio"], c["a"], 1),
            (c["de_municipio"], "a", -1), (c["a_municipio"], "a", 1),
        ):  # fmt: skip
            cifras[municipio][clase] += signo * c["n"]
    return {m: c for m, c in cifras.items() if any(c.values())}


def _entrega(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    """The list of sealed files is the signed one; the bags are whole and recount what it says."""
    lista = legajo.listas.get(datos["volumenes_sha256"])
    if lista is None:
        legajo.nada(nombre, "No se dio su lista de archivos (sha256sum.txt).")
    else:
        _sellados(legajo, nombre, lista)
    grupo = _grupo(datos)
    legajo.grupos.add(grupo)
    bolsas = sorted(
        (b for b in legajo.bolsas if b.info.get("Bag-Group-Identifier") == grupo),
        key=lambda b: b.nombre,
    )
    if bolsas:
        _recuento(legajo, nombre, datos, bolsas)
    _del_corte(legajo, nombre, datos)


def _grupo(datos: dict[str, Any]) -> str:
    return f"{datos['proceso']}-corte{datos['corte']}-entrega{datos['entrega']}"


def _sellados(legajo: Legajo, nombre: str, lista: str) -> None:
    dichos = dict(renglon.split("  ", 1) for renglon in lista.splitlines())
    hay = [archivo for suma, archivo in dichos.items() if suma in legajo.sueltos]
    legajo.nombradas |= set(dichos)
    legajo.si(nombre, f"Su lista de {len(dichos)} archivos cifrados es la que firmó.")
    if hay:
        legajo.si(nombre, f"{len(hay)} de ellos se dieron y son los mismos.")
    nombres = set(dichos.values())
    for suma, archivo in legajo.sueltos.items():
        if archivo in nombres and suma not in dichos:
            legajo.no(archivo, "Tiene el nombre de un archivo de la entrega, pero otro contenido.")


def _recuento(legajo: Legajo, nombre: str, datos: dict[str, Any], bolsas: list[Bolsa]) -> None:
    total = int(bolsas[0].info["Bag-Count"].split(" of ")[1])
    if len(bolsas) != total:
        legajo.nada(nombre, f"Se dieron {len(bolsas)} de sus {total} volúmenes: no se recuenta.")
        return
    registros = sum(b.registros for b in bolsas)
    legajo.exigir(
        nombre, registros == datos["registros"],
        f"Recontados, son los {registros} registros que firmó.",
        f"Firmó {datos['registros']} registros y sus volúmenes tienen {registros}.",
    )  # fmt: skip
    suma = hashlib.sha256(b"".join(b.csv for b in bolsas)).hexdigest()
    legajo.exigir(
        nombre, suma == datos["codigo_de_integridad"],
        "El código de integridad, recalculado de sus volúmenes, es el que firmó.",
        "El código de integridad recalculado no es el que firmó.",
    )  # fmt: skip


def _del_corte(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    hallado = legajo.documentos.get(datos["corte_sha256"])
    if hallado is None or datos.get("contenido", "padron") != "padron":
        return
    legajo.exigir(
        nombre, hallado[1]["formula"]["validos"] == datos["registros"],
        f"Entrega los {datos['registros']} apoyos válidos de {hallado[0]}.",
        f"Entrega {datos['registros']} y {hallado[0]} tiene {hallado[1]['formula']['validos']}.",
    )  # fmt: skip


# ---------------------------------------------------------------- bitácora


def _nodo(izquierdo: bytes, derecho: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + izquierdo + derecho).digest()


def _raices(hojas: Iterable[bytes], tamanos: set[int]) -> dict[int, str]:
    """Return the root of the tree (RFC 9162) at each of those sizes, in one reading."""
    picos: list[bytes] = []
    raices = {}
    for n, hoja in enumerate(hojas, start=1):
        picos.append(hoja)
        for _ in range((n & -n).bit_length() - 1):
            derecho = picos.pop()
            picos.append(_nodo(picos.pop(), derecho))
        if n in tamanos:
            raiz = picos[-1]
            for pico in reversed(picos[:-1]):
                raiz = _nodo(pico, raiz)
            raices[n] = raiz.hex()
    return raices


def _bitacora(legajo: Legajo) -> None:
    """Each signed checkpoint is the root of the leaves given, so none was taken away or changed."""
    puntos = [(n, d) for t, n, d in legajo.firmados if t == "rubrica-punto-de-control+jws"]
    for nombre, ruta in legajo.hojas:
        with ruta.open() as abierto:
            next(abierto)
            raices = _raices(
                (bytes.fromhex(linea.strip()) for linea in abierto),
                {d["tamano"] for _, d in puntos},
            )
        for de, dice in puntos:
            if dice["tamano"] in raices:
                legajo.exigir(
                    de, raices[dice["tamano"]] == dice["raiz"],
                    f"Sus {dice['tamano']} hojas son las primeras de {nombre}: nada se quitó.",
                    f"Las primeras {dice['tamano']} hojas de {nombre} no dan su raíz.",
                )  # fmt: skip
            else:
                legajo.nada(de, f"{nombre} tiene menos de {dice['tamano']} hojas.")


def _inclusion(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    """The asiento, salted, is a leaf of a checkpoint that was given and signed."""
    hoja = hashlib.sha256(
        b"\x00" + bytes.fromhex(datos["sal"]) + bytes.fromhex(datos["canonico"])
    ).digest()
    raiz = _subir(hoja, datos["indice"], datos["tamano"], datos["camino"])
    firmada = any(
        t == "rubrica-punto-de-control+jws" and (d["tamano"], d["raiz"]) == (datos["tamano"], raiz)
        for t, _, d in legajo.firmados
    )
    legajo.exigir(
        nombre, firmada,
        f"El asiento {datos['indice']} está en la bitácora firmada.",
        "El asiento no lleva a la raíz de ningún punto de control dado.",
    )  # fmt: skip


def _subir(hoja: bytes, indice: int, tamano: int, camino: list[str]) -> str:
    fn, sn, r = indice, tamano - 1, hoja
    for paso in camino:
        if fn & 1 or fn == sn:
            r = _nodo(bytes.fromhex(paso), r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = _nodo(r, bytes.fromhex(paso))
        fn, sn = fn >> 1, sn >> 1
    return r.hex() if sn == 0 else ""


# ---------------------------------------------------------------- deletion


def _firma_de_eliminacion(legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    hallado = legajo.documentos.get(datos["sha256"])
    if hallado is None:
        legajo.nada(nombre, "No se dio la constancia que firma (…constancia.json).")
        return
    legajo.exigir(
        nombre, hallado[1]["proceso"] == datos["proceso"],
        f"Firma la constancia {hallado[0]}.",
        f"Firma la constancia {hallado[0]}, pero de otro proceso.",
    )  # fmt: skip


def _constancia(legajo: Legajo, nombre: str, huella: str, datos: dict[str, Any]) -> None:
    """What a certificate of deletion says agrees with itself, and somebody signed it (ET 13.9)."""
    renglones = datos["destruido"]
    suma = sum(r["filas"] for r in renglones)
    legajo.exigir(
        nombre, suma == datos["totales"]["filas"] and datos["totales"]["blobs"] >= 0,
        f"Lo destruido, sumado: {suma} filas y {datos['totales']['blobs']} archivos "
        f"del proceso {datos['proceso']}.",
        "Lo destruido no suma lo que dicen sus totales.",
    )  # fmt: skip
    legajo.exigir(
        nombre, len(set(datos["personas"].values())) == len(datos["personas"]) >= 2,
        "La pidió una persona y la autorizó otra.",
        "No intervinieron dos personas distintas.",
    )  # fmt: skip
    if not _firmado(legajo, "rubrica-eliminacion+jws", huella):
        legajo.no(nombre, "Ninguna de las firmas dadas es de esta constancia.")


DE_DOCUMENTO: dict[str, Callable[[Legajo, str, str, dict[str, Any]], None]] = {
    "rubrica/corte/1": _corte,
    "rubrica/eliminacion/1": _constancia,
}
DE_FIRMADO: dict[str, Callable[[Legajo, str, dict[str, Any]], None]] = {
    "rubrica-acuse+jws": _acuse,
    "rubrica-corte+jws": _firma_de_corte,
    "rubrica-entrega+jws": _entrega,
    "rubrica-eliminacion+jws": _firma_de_eliminacion,
}


def comprobar(rutas: Iterable[Path], llaves: Path | None = None) -> list[Renglon]:
    """Return the report of those files, checked each by itself and against the others."""
    legajo, resto = Legajo(), list(rutas)
    if llaves:
        reconocer(legajo, llaves)
    # Keys first: what is not signed by a key that was given is not believed.
    for ruta in sorted(resto, key=lambda r: not _es_de_llaves(r)):
        reconocer(legajo, ruta)
    for typ, nombre, datos in list(legajo.firmados):
        _hacer(legajo, nombre, lambda t=typ, n=nombre, d=datos: _de(t, legajo, n, d))  # type: ignore[misc]
    for huella, (nombre, datos) in legajo.documentos.items():
        _hacer(legajo, nombre, lambda h=huella, n=nombre, d=datos: _del(legajo, n, h, d))  # type: ignore[misc]
    if legajo.hojas:
        _hacer(legajo, legajo.hojas[0][0], lambda: _bitacora(legajo))
    _sin_firma(legajo)
    return legajo.informe


def _sin_firma(legajo: Legajo) -> None:
    """Say what was given and no signature answers for: it may be anybody's."""
    for bolsa in legajo.bolsas:
        if bolsa.info.get("Bag-Group-Identifier") not in legajo.grupos:
            legajo.nada(bolsa.archivo, "No se dio la firma de su entrega: nadie responde por ella.")
    for suma, archivo in legajo.sueltos.items():
        if suma not in legajo.nombradas:
            legajo.nada(archivo, "Ninguno de los documentos firmados que se dieron habla de él.")


def _es_de_llaves(ruta: Path) -> bool:
    try:
        with ruta.open("rb") as abierto:
            return b"rubrica/llaves/1" in abierto.read(200)
    except OSError:
        return False


def _de(typ: str, legajo: Legajo, nombre: str, datos: dict[str, Any]) -> None:
    if typ in DE_FIRMADO:
        DE_FIRMADO[typ](legajo, nombre, datos)


def _del(legajo: Legajo, nombre: str, huella: str, datos: dict[str, Any]) -> None:
    if datos["formato"] == "rubrica/inclusion/1":
        _inclusion(legajo, nombre, datos)
    else:
        DE_DOCUMENTO[datos["formato"]](legajo, nombre, huella, datos)


def _hacer(legajo: Legajo, nombre: str, acto: Callable[[], None]) -> None:
    """Run a check; what it cannot even read does not hold."""
    try:
        acto()
    except NoSeSostiene as falla:
        legajo.no(nombre, str(falla))
    except (KeyError, TypeError, ValueError, StopIteration, AttributeError):
        legajo.no(nombre, "No tiene la forma debida.")


def main(argumentos: list[str] | None = None) -> int:
    """Print the report; return 0, 1 or 2 as the docstring of the module says."""
    lector = argparse.ArgumentParser(
        prog="rubrica verificar", description="Comprueba lo que Rúbrica firma y entrega."
    )
    lector.add_argument("--llaves", type=Path, help="llaves públicas de la instalación (JSON)")
    lector.add_argument("archivos", type=Path, nargs="+", metavar="ARCHIVO")
    dado = lector.parse_args(argumentos)
    informe = comprobar(dado.archivos, dado.llaves)
    for renglon in informe:
        print(f"{renglon.dice.value:>14}  {renglon.archivo}: {renglon.que}")
    cuantos = {dice: sum(r.dice is dice for r in informe) for dice in Dice}
    print(
        f"\n{cuantos[Dice.SI]} comprobaciones se sostienen, {cuantos[Dice.NO]} no se sostienen, "
        f"{cuantos[Dice.NADA]} no se hicieron."
    )
    if cuantos[Dice.NO]:
        return 1
    return 0 if cuantos[Dice.SI] else 2


if __name__ == "__main__":
    sys.exit(main())
