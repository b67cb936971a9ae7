"""Who has these keys in a cut, and who may be that person: every lookup goes through here.

CIC with its identificador, then OCR, then clave with its emisión (ET 10.3); and when none of what
is in force finds anybody, what a card may still carry from before: a section that became another,
a clave that was rectified.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from django.db import connection

from rubrica import llaves
from rubrica.core.credencial import clave_elector
from rubrica.padron import equivalencias, rules
from rubrica.padron.bloques import RAIZ, SELLADAS, SEPARA
from rubrica.padron.indices import LlavesDeCorte
from rubrica.padron.models import Corte
from rubrica.padron.nombres import llave_de_nombre, parecido

Llave = Literal["cic", "ocr", "clave", "nombre", "raiz"]
Por = Literal[Llave, "ocr_anterior", "clave_anterior"]
MAX_CANDIDATOS = 12  # what a person can look at; more means that the data are too few
PEDIR = (
    "SELECT {llave}, clave, entidad, distrito_federal, distrito_local, municipio, seccion,"
    " situacion, causa, sello FROM padron_fila WHERE corte_id = %s AND {llave} = ANY(%s)"
)
CONSULTAS = {llave: PEDIR.format(llave=llave) for llave in get_args(Llave)}


@dataclass(frozen=True, kw_only=True)
class Pregunta:
    """The keys read from one credential; "" for those it does not have."""

    cic: str = ""
    identificador: str = ""
    ocr: str = ""
    clave: str = ""
    emision: str = ""


@dataclass(frozen=True, kw_only=True)
class Persona:
    """The personal columns of a row, opened. nacimiento: YYYY-MM-DD; vigencia: a year, or ""."""

    cic: str
    identificador: str
    ocr: str
    clave_elector: str
    emision: str
    curp: str
    paterno: str
    materno: str
    nombres: str
    nacimiento: str
    sexo: str
    vigencia: str

    @property
    def nombre_completo(self) -> str:
        """Given names and surnames, as they are spoken."""
        return " ".join(filter(None, (self.nombres, self.paterno, self.materno)))


@dataclass(frozen=True, kw_only=True)
class Hallazgo:
    """A person found in a cut.

    por: the key that found it. entidad "20", municipio "066" and seccion "2575" are of residence,
    with their zeros. causa: "" unless situacion is "baja".
    """

    corte: int
    por: Por
    situacion: str
    causa: str
    entidad: str
    distrito_federal: int
    distrito_local: int
    municipio: str
    seccion: str
    persona: Persona


def buscar(
    corte: Corte | int,
    *,
    cic: str = "",
    identificador: str = "",
    ocr: str = "",
    clave: str = "",
    emision: str = "",
) -> Hallazgo | None:
    """Return who has these keys in that cut: by CIC, else OCR, else clave (ET 10.3).

    A CIC must agree with its identificador and a clave with its emisión, where they were read.
    None when nobody has them (datos no encontrados). Raises LlaveAusente without the cut's keys.
    """
    pregunta = Pregunta(cic=cic, identificador=identificador, ocr=ocr, clave=clave, emision=emision)
    return buscar_varios(corte, [pregunta])[0]


def buscar_varios(corte: Corte | int, preguntas: Sequence[Pregunta]) -> list[Hallazgo | None]:
    """Return the answer to each question, in order; eight statements at most, however many.

    Three while what is in force finds everybody.
    """
    ciego = llaves_de(corte if isinstance(corte, int) else corte.pk)
    respuestas: list[Hallazgo | None] = [None] * len(preguntas)
    _responder(preguntas, respuestas, ciego, "cic")
    _responder(preguntas, respuestas, ciego, "ocr")
    _responder(preguntas, respuestas, ciego, "clave")
    _responder_por_lo_anterior(preguntas, respuestas, ciego)
    return respuestas


@lru_cache(maxsize=24)
def _llaves_de(corte: int, indice: bytes, sello: bytes) -> LlavesDeCorte:
    return LlavesDeCorte(corte, indice, sello)


def llaves_de(corte: int) -> LlavesDeCorte:
    """Return the keys of a cut, ready to use; raise LlaveAusente."""
    return _llaves_de(corte, llaves.de_corte(corte, "indice"), llaves.de_corte(corte, "corte"))


def _responder(
    preguntas: Sequence[Pregunta],
    respuestas: list[Hallazgo | None],
    ciego: LlavesDeCorte,
    por: Llave,
) -> None:
    """Fill what is still None by one kind of key; two rows under one key answer nothing."""
    indice = {"cic": ciego.cic, "ocr": ciego.ocr, "clave": ciego.clave}[por]
    pedidas = {
        i: indice(getattr(p, por))
        for i, (p, r) in enumerate(zip(preguntas, respuestas, strict=True))
        if r is None and getattr(p, por)
    }
    if not pedidas:
        return
    filas = _filas(ciego.corte, por, set(pedidas.values()))
    for i, buscado in pedidas.items():
        if len(filas[buscado]) == 1:
            hallazgo = hallazgo_de(filas[buscado][0], ciego, por)
            respuestas[i] = hallazgo if _concuerda(preguntas[i], hallazgo) else None


def _responder_por_lo_anterior(
    preguntas: Sequence[Pregunta], respuestas: list[Hallazgo | None], ciego: LlavesDeCorte
) -> None:
    """Fill what is still None by an OCR whose section became another, then by an old clave."""
    por_ocr = equivalencias.ocr_de_ahora(
        ciego.corte, {p.ocr for p, r in zip(preguntas, respuestas, strict=True) if r is None}
    )
    indices = {ocr: [ciego.ocr(o) for o in ahora] for ocr, ahora in por_ocr.items()}
    _llenar(respuestas, ciego, "ocr", "ocr_anterior", [indices.get(p.ocr, []) for p in preguntas])
    viejas = [
        ciego.clave(p.clave) if p.clave and r is None else b""
        for p, r in zip(preguntas, respuestas, strict=True)
    ]
    claves = equivalencias.claves_de_ahora(ciego.corte, set(viejas) - {b""})
    buscadas = [[claves[v]] if v in claves else [] for v in viejas]
    _llenar(respuestas, ciego, "clave", "clave_anterior", buscadas)


def _llenar(
    respuestas: list[Hallazgo | None],
    ciego: LlavesDeCorte,
    llave: Llave,
    por: Por,
    buscados: Sequence[Sequence[bytes]],
) -> None:
    """Fill what is None and has one row, no more, under any of its indexes."""
    todos = {i for varios in buscados for i in varios}
    filas = _filas(ciego.corte, llave, todos) if todos else {}
    for i, varios in enumerate(buscados):
        halladas = [fila for indice in varios for fila in filas.get(indice, ())]
        if respuestas[i] is None and len(halladas) == 1:
            respuestas[i] = hallazgo_de(halladas[0], ciego, por)


def _filas(
    corte: int, por: str, buscados: Iterable[bytes]
) -> Mapping[bytes, list[Sequence[object]]]:
    """Return the rows that have one of those indexes, by index."""
    halladas: dict[bytes, list[Sequence[object]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(CONSULTAS[por], [corte, list(buscados)])
        for indice, *fila in cursor:
            halladas[bytes(indice)].append(fila)
    return halladas


def hallazgo_de(fila: Sequence[object], ciego: LlavesDeCorte, por: Por) -> Hallazgo:
    """Return a row of padron_fila, from its clave to its sello, opened.

    Raises cryptography's InvalidTag if the seal is of another row.
    """
    clave, entidad, federal, local, municipio, seccion, situacion, causa, sello = fila
    claro = ciego.abrir(bytes(sello), bytes(clave)).decode()  # type: ignore[call-overload]
    return Hallazgo(
        corte=ciego.corte,
        por=por,
        situacion=str(situacion),
        causa=str(causa),
        entidad=f"{entidad:02}",
        distrito_federal=int(str(federal)),
        distrito_local=int(str(local)),
        municipio=f"{municipio:03}",
        seccion=f"{seccion:04}",
        persona=Persona(**dict(zip(SELLADAS, claro.split(SEPARA), strict=True))),
    )


def _concuerda(pregunta: Pregunta, hallazgo: Hallazgo) -> bool:
    """Return whether what was read beside the key that found the row is the row's own."""
    leido = {"cic": pregunta.identificador, "clave": pregunta.emision}
    return rules.concuerda(
        hallazgo.por,
        leido.get(hallazgo.por, ""),
        identificador=hallazgo.persona.identificador,
        emision=hallazgo.persona.emision,
    )


@dataclass(frozen=True, kw_only=True)
class Candidato:
    """Somebody who may be the person looked for: for a human to decide. parecido: 0 to 1."""

    hallazgo: Hallazgo
    parecido: float


def candidatos(
    corte: Corte | int, *, paterno: str, materno: str, nombres: str, nacimiento: date
) -> list[Candidato]:
    """Return who was born that day and is called so, or nearly, the most alike first (ET 10.3).

    First the same words in any order; then the same consonants in the clave, which forgives vowels
    and accents. It proposes and never accepts. At most 12; empty when there is nobody.
    """
    ciego = llaves_de(corte if isinstance(corte, int) else corte.pk)
    dia = nacimiento.isoformat()
    buscados: tuple[tuple[Llave, bytes], ...] = (
        ("nombre", ciego.nombre(llave_de_nombre(paterno, materno, nombres, dia))),
        ("raiz", ciego.raiz(_raiz(paterno, materno, nombres, nacimiento))),
    )
    hallados: dict[str, Hallazgo] = {}
    for por, indice in buscados:
        for fila in _filas(ciego.corte, por, [indice])[indice]:
            hallazgo = hallazgo_de(fila, ciego, por)
            hallados.setdefault(hallazgo.persona.clave_elector, hallazgo)
    completo = f"{nombres} {paterno} {materno}"
    todos = [
        Candidato(hallazgo=h, parecido=parecido(completo, h.persona.nombre_completo))
        for h in hallados.values()
    ]
    todos.sort(key=lambda c: (-c.parecido, c.hallazgo.persona.clave_elector))
    return todos[:MAX_CANDIDATOS]


def _raiz(paterno: str, materno: str, nombres: str, nacimiento: date) -> str:
    """Return the first twelve positions that the clave of such a person has."""
    clave = clave_elector.componer(
        paterno=paterno, materno=materno, nombres=nombres or "X",
        nacimiento=nacimiento, sexo="H", entidad="20",
    )  # fmt: skip
    return clave[:RAIZ]
