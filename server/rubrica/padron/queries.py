"""What a cut answers: who has these keys, which cut replies, how many there are in each place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, get_args

from django.db import connection
from django.db.models import QuerySet, Sum

from rubrica import llaves
from rubrica.core.credencial import clave_elector
from rubrica.core.plazos import corte_del_padron
from rubrica.padron.bloques import RAIZ, SELLADAS, SEPARA
from rubrica.padron.indices import LlavesDeCorte
from rubrica.padron.models import Conteo, Corte, Municipio
from rubrica.padron.nombres import llave_de_nombre, parecido
from rubrica.padron.rules import Estado

Nivel = Literal["entidad", "distrito_federal", "distrito_local", "municipio", "seccion"]
Llave = Literal["cic", "ocr", "clave", "nombre", "raiz"]
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
    por: Llave
    situacion: str
    causa: str
    entidad: str
    distrito_federal: int
    distrito_local: int
    municipio: str
    seccion: str
    persona: Persona


def fecha_que_responde(recibido_en: datetime) -> date:
    """Return the date of the cut that answers for what was received then (ET 10.4)."""
    return corte_del_padron(recibido_en)


def corte_que_responde(recibido_en: datetime) -> Corte | None:
    """Return the active cut that answers for what was received then; None if not there yet."""
    fecha = fecha_que_responde(recibido_en)
    return Corte.objects.filter(fecha=fecha, estado=Estado.ACTIVO).first()


def corte_activo_mas_reciente() -> Corte | None:
    """Return the newest cut that answers, None when there is none."""
    return Corte.objects.filter(estado=Estado.ACTIVO).order_by("-fecha").first()


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
    """Return the answer to each question, in order; three statements at most, however many."""
    ciego = llaves_de(corte if isinstance(corte, int) else corte.pk)
    respuestas: list[Hallazgo | None] = [None] * len(preguntas)
    _responder(preguntas, respuestas, ciego, "cic")
    _responder(preguntas, respuestas, ciego, "ocr")
    _responder(preguntas, respuestas, ciego, "clave")
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
            hallazgo = _abrir(filas[buscado][0], ciego, por)
            respuestas[i] = hallazgo if _concuerda(preguntas[i], hallazgo) else None


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


def _abrir(fila: Sequence[object], ciego: LlavesDeCorte, por: Llave) -> Hallazgo:
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
    if hallazgo.por == "cic":
        return pregunta.identificador in ("", hallazgo.persona.identificador)
    if hallazgo.por == "clave":
        return pregunta.emision in ("", hallazgo.persona.emision)
    return True


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
            hallazgo = _abrir(fila, ciego, por)
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


def cortes() -> QuerySet[Corte]:
    """Return every cut, the latest first."""
    return Corte.objects.all()


def corte(numero: int) -> Corte:
    """Return one cut by its number; raise Corte.DoesNotExist."""
    return Corte.objects.get(pk=numero)


def lista_nominal(corte: Corte | int, nivel: Nivel, *, entidad: int = 20) -> dict[int, int]:
    """Return how many are in the lista nominal of that cut, by place of one level."""
    conteos = Conteo.objects.filter(corte=corte, entidad=entidad)
    filas = conteos.values_list(nivel).annotate(total=Sum("lista_nominal")).order_by(nivel)
    return dict(filas)


@dataclass(frozen=True, kw_only=True)
class Referencia:
    """The cut against which a requirement is measured."""

    corte: int
    fecha: date


def corte_de_referencia(inicio: datetime) -> Referencia | None:
    """Return the active cut that a process which starts then is measured by (ADR 0079).

    The one that answers for its first day, or the last before it; while there is neither, the
    first one that is active. None when none is.
    """
    activos = [
        Referencia(corte=corte, fecha=fecha)
        for corte, fecha in Corte.objects.filter(estado=Estado.ACTIVO)
        .order_by("fecha")
        .values_list("pk", "fecha")
    ]
    hasta = fecha_que_responde(inicio)
    anteriores = [r for r in activos if r.fecha <= hasta]
    return next(iter([*anteriores[::-1], *activos]), None)


@dataclass(frozen=True, kw_only=True)
class Lugar:
    """A municipio, and how many are in its lista nominal. distrito: local, of most of it."""

    municipio: str
    nombre: str
    distrito: int
    lista_nominal: int


def lugares(corte: int, *, entidad: int) -> list[Lugar]:
    """Return every municipio of an entidad, in order of number; one without people has none."""
    personas = lista_nominal(corte, "municipio", entidad=entidad)
    return [
        Lugar(
            municipio=f"{municipio:03}",
            nombre=nombre,
            distrito=distrito,
            lista_nominal=personas.get(municipio, 0),
        )
        for municipio, nombre, distrito in municipios(entidad).values_list(
            "municipio", "nombre", "distrito_local"
        )
    ]


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """What a cut counts in one municipio. nombre: "" when the catalogue lacks it."""

    municipio: str
    nombre: str
    lista_nominal: int
    padron: int
    bajas: int


def por_municipio(corte: Corte, *, entidad: int = 20) -> list[Renglon]:
    """Return the totals of a cut by municipio of one entity, in order of number."""
    nombres = dict(municipios(entidad).values_list("municipio", "nombre"))
    sumas = (
        Conteo.objects.filter(corte=corte, entidad=entidad)
        .values("municipio")
        .annotate(nominal=Sum("lista_nominal"), solo_padron=Sum("padron"), de_baja=Sum("bajas"))
        .order_by("municipio")
    )
    return [
        Renglon(
            municipio=f"{s['municipio']:03}",
            nombre=nombres.get(s["municipio"], ""),
            lista_nominal=s["nominal"],
            padron=s["solo_padron"],
            bajas=s["de_baja"],
        )
        for s in sumas
    ]


def municipios(entidad: int = 20) -> QuerySet[Municipio]:
    """Return the catalogue of one entity."""
    return Municipio.objects.filter(entidad=entidad)


def nombre_de_municipio(municipio: str, entidad: int = 20) -> str:
    """Return the name of a municipio by its number ("066"); "" if the catalogue lacks it."""
    hallado = Municipio.objects.filter(entidad=entidad, municipio=int(municipio or 0)).first()
    return hallado.nombre if hallado else ""
