"""Which keys of the credential a paquete gives, and which of them names the person (ET 5.8).

What the phone read is testimony: a code or an MRZ whose digits agree goes before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType

from rubrica.core.contenido import AvisoDeCalidad, Codigo, Contenido, SinFirma
from rubrica.core.credencial import clave_elector, claves, mrz
from rubrica.core.credencial.causas import LecturaInvalida

FOLIOS_POR_ACUSE = 200
FUERA_DE_AMBITO = "fuera_de_ambito"  # of core.situaciones
SEGUNDOS_PARA_ACUSAR = 60  # an acuse gathers what an auxiliar sent in this time (ET 6.4)


@dataclass(frozen=True, kw_only=True)
class Leidas:
    """What was read of a credential; "" where nothing valid was. Names only from an MRZ."""

    cic: str = ""
    ocr: str = ""
    identificador: str = ""
    emision: str = ""
    clave: str = ""
    nombre: str = ""
    apellidos: str = ""

    @property
    def hay(self) -> bool:
        """Whether the padrón can be asked at all."""
        return bool(self.cic or self.ocr or self.identificador or self.clave)

    def de_la_persona(self) -> tuple[str, str] | None:
        """Name and value of the key that best names a person whom the padrón did not find.

        The identificador follows the person from card to card; a CIC is one card's.
        """
        for nombre in ("identificador", "clave", "cic", "ocr"):
            if valor := getattr(self, nombre):
                return nombre, valor
        return None


def leer_claves(contenido: Contenido) -> Leidas:
    """Return the keys in a paquete: those of its codes first, those that the phone read after."""
    hallado: dict[str, str] = {}
    for codigo in contenido.codigos:
        for nombre, valor in de_codigo(codigo):
            hallado.setdefault(nombre, valor)
    for nombre, valor in del_telefono(contenido.claves):
        hallado.setdefault(nombre, valor)
    if "identificador" not in hallado and "ocr" in hallado:
        hallado["identificador"] = claves.partes_del_ocr(hallado["ocr"])[1]
    return Leidas(**hallado)


def vence_en_mrz(contenido: Contenido) -> date | None:
    """Return the last day that the MRZ gives a credential; None when no code holds one."""
    for codigo in contenido.codigos:
        try:
            return mrz.leer(codigo.texto or "").vigencia
        except LecturaInvalida:
            continue
    return None


def de_codigo(codigo: Codigo) -> Iterator[tuple[str, str]]:
    """Keys in one code: an MRZ or a 1-D bar code; dense QR codes are opaque."""
    if codigo.texto is None:
        return
    try:
        leida = mrz.leer(codigo.texto)
    except LecturaInvalida:
        yield from _of_bars(codigo.texto)
        return
    yield from (
        ("cic", leida.cic),
        ("ocr", leida.ocr),
        ("identificador", leida.identificador),
        ("emision", leida.emision),
        ("nombre", leida.nombres),
        ("apellidos", leida.apellidos),
    )


def _of_bars(texto: str) -> Iterator[tuple[str, str]]:
    try:
        leida = claves.leer_barras(texto)
    except LecturaInvalida:
        return
    yield leida.tipo, leida.clave


_LECTORES: Mapping[str, Callable[[str], str]] = {
    "cic": claves.leer_cic,
    "ocr": claves.leer_ocr,
    "identificador": claves.leer_identificador,
    "emision": claves.leer_emision,
    "clave": lambda texto: clave_elector.leer(texto).texto,
}


def del_telefono(leidas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield name and value of the keys that the phone read as text and are in their form."""
    for nombre, lector in _LECTORES.items():
        try:
            yield nombre, lector(leidas.get(nombre, ""))
        except LecturaInvalida:
            continue


def leidas_de(formulario: Mapping[str, str]) -> Leidas:
    """Return the keys of a form that a person wrote; raise LecturaInvalida for one out of form."""
    hallado = {n: lector(formulario[n]) for n, lector in _LECTORES.items() if formulario.get(n)}
    if "identificador" not in hallado and "ocr" in hallado:
        hallado["identificador"] = claves.partes_del_ocr(hallado["ocr"])[1]
    return Leidas(
        **hallado,
        nombre=formulario.get("nombre", ""),
        apellidos=f"{formulario.get('paterno', '')} {formulario.get('materno', '')}".strip(),
    )


def formulario(
    leidas: Leidas,
    *,
    modelo: str,
    hallada: Mapping[str, str] | None,
    avisos: str = "",
    posicion: str = "",
    credencial: str = "",
    acepto: Mapping[str, str] = MappingProxyType({}),
    origen: str = "",
) -> dict[str, str]:
    """Return the form that the Mesa shows (ET 11.4 b i–vi), from the keys and the row found.

    hallada: nombre, paterno, materno and clave of the padrón's row; None if it found nobody.
    avisos: what the phone warned of and was kept all the same, as core.avisos writes it.
    posicion: that there was no fix, or an old or wide one, as core.posicion writes it (ET 10.5).
    credencial: what is odd of the credential of a record of Mi Apoyo, written as `avisos`.
    acepto: how the person accepted who did not sign, as `como_acepto` says it. origen: where each
    key was read, as `origenes` writes it.
    """
    campos = asdict(leidas)
    apellidos = campos.pop("apellidos")
    return {
        **campos,
        "paterno": apellidos,
        "materno": "",
        "modelo": modelo,
        "avisos": avisos,
        "posicion": posicion,
        "origen": origen,
        **({"credencial": credencial} if credencial else {}),
        **acepto,
        **(hallada or {}),
    }


# Told to the Mesa among what the phone warned of: a record is never lost by it (ET 10.3 m).
TESTIGO_NO_ADMITIDO = AvisoDeCalidad(codigo="testigo-no-admitido", de="firma")


def como_acepto(contenido: Contenido) -> dict[str, str]:
    """Return aceptacion, and of a witness prueba (huella or marca) and testigo; {} if signed."""
    como = contenido.aceptacion
    if como is None:
        return {}
    if isinstance(como, SinFirma):
        return {"aceptacion": como.modo.value}
    prueba = "marca" if como.huella is None else "huella"
    return {"aceptacion": como.modo.value, "prueba": prueba, "testigo": como.testigo.nombre}


def situacion_registral(
    *, entidad: str, propia: str, situacion: str, municipio: str
) -> tuple[str, str]:
    """Return situación and municipio of a person of the padrón, for a process (ET 10.4).

    entidad: of residence, where the padrón has them; propia: of the process.

        entidad == propia   theirs
        other               fuera_de_ambito, and no municipio of the process
    """
    if entidad == propia:
        return situacion, municipio
    return FUERA_DE_AMBITO, ""
