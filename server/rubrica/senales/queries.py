"""What a person reads of the señales of one record; each read with its process's key."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from rubrica.core.incisos import INCISOS
from rubrica.lector.credencial import Impreso
from rubrica.registros import queries as registros
from rubrica.senales import sellos
from rubrica.senales.catalogo import TIPOS
from rubrica.senales.models import Lectura, Parecido, Senalado
from rubrica.senales.rules import DE_PARECIDO, Hallazgo

A_LA_VISTA = 5  # folios of a group that are named; the rest are counted
MUCHOS = 1_000  # a group is counted up to here
NOMBRES = {
    "anverso": "Anverso", "reverso": "Reverso", "rostro": "Fotografía viva", "firma": "Firma",
    "": "",
}  # fmt: skip
DE_GRUPO = frozenset(DE_PARECIDO.values())
DE_CLASE = {
    "anverso": "anverso", "reverso": "reverso", "rostro": "rostro", "retrato": "anverso",
    "firma": "firma", "huella": "reverso", "fondo": "rostro", "cic": "", "persona": "",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Senal:
    """One señal as the console says it. region: "left top width height" in shares of the image.

    folios: of others of its group in the same process. inciso: what it hints at, or "".
    """

    clave: str
    nombre: str
    frase: str
    significa: str
    valor: float
    umbral: float
    unidad: str
    inciso: str
    peso: int
    imagen: str
    region: str
    folios: tuple[str, ...] = ()

    @property
    def donde(self) -> str:
        """The image by its name; "" of what is in none."""
        return NOMBRES[self.imagen]

    @property
    def sugiere(self) -> str:
        """The inciso of ET 10.3 as people name it; "" of what only informs."""
        return f"{self.inciso}) {INCISOS[self.inciso].tipo}" if self.inciso else ""


def senales_de(registro: UUID) -> tuple[Senal, ...]:
    """Return the señales of a record, the heaviest first; () when none was raised, or not yet.

    They inform who reviews and class nothing (ET 10.3). Raises LlaveAusente and NoAbre.
    """
    fila = Senalado.objects.filter(registro=registro).first()
    if fila is None:
        return ()
    propias = _una_vez([*_abrir(fila), *_de_la_lectura(registro)])
    en_grupo = not DE_GRUPO.isdisjoint(fila.claves)
    senales = [*(_senal(h) for h in propias), *(_de_los_grupos(registro) if en_grupo else ())]
    return tuple(sorted(senales, key=lambda s: (-s.peso, s.clave)))


def con(clave: str) -> Q:
    """Return the condition, over records, of those that raised a señal or share what it names."""
    propia = Senalado.objects.filter(registro=OuterRef("pk"), claves__contains=[clave])
    clases = [clase for clase, de in DE_PARECIDO.items() if de == clave]
    compartida = Parecido.objects.filter(registro=OuterRef("pk"), clase__in=clases)
    return Q(Exists(propia)) | Q(Exists(compartida))


def parecidos_a(registro: UUID) -> set[UUID]:
    """Return the others of every group in which a record is, of any process."""
    suyos = Parecido.objects.filter(registro=registro).values_list("grupo", "clase")
    grupos = [list(de_grupo(g, c)) for g, c in suyos]
    return {otro for grupo in grupos for otro in grupo} - {registro}


def de_grupo(grupo: UUID, clase: str) -> Iterable[UUID]:
    """Return the records of one group, at most MUCHOS, as they were found."""
    filas = Parecido.objects.filter(grupo=grupo, clase=clase).order_by("id")
    return filas.values_list("registro", flat=True)[:MUCHOS]


def lectura_general(registro: UUID) -> Impreso | None:
    """Return what the general reader read of a credential; None if it read nothing, or not yet.

    Shown beside the form as what it is; nothing is decided by it. Raises LlaveAusente and NoAbre.
    """
    fila = Lectura.objects.filter(registro=registro, causa="").first()
    return None if fila is None else abrir_leido(fila)


def abrir_leido(fila: Lectura) -> Impreso | None:
    """Return what one reading says; None of one that came to nothing."""
    if fila.leido is None:
        return None
    claro = sellos.abrir(fila.proceso, "leido", fila.registro, bytes(fila.leido))
    return Impreso.de_mapa(json.loads(claro))


def claves_de_grupo(registro: UUID) -> set[str]:
    """Return the señales of what a record shares with others."""
    clases = Parecido.objects.filter(registro=registro).values_list("clase", flat=True)
    return {DE_PARECIDO[clase] for clase in clases}


def claves_de_la_lectura(registro: UUID) -> set[str]:
    """Return the señales that came of what the general reader read."""
    suyas = Lectura.objects.filter(registro=registro).values_list("claves", flat=True)
    return {clave for claves in suyas for clave in claves}


def claves_propias(fila: Senalado) -> set[str]:
    """Return the señales of a measured record that did not come of the general reader."""
    return {h.clave for h in _abrir(fila)} | claves_de_grupo(fila.registro)


def _abrir(fila: Senalado) -> list[Hallazgo]:
    return _hallazgos(fila.proceso, "hallazgos", fila.registro, fila.hallazgos)


def _de_la_lectura(registro: UUID) -> list[Hallazgo]:
    fila = Lectura.objects.filter(registro=registro).first()
    if fila is None:
        return []
    return _hallazgos(fila.proceso, "impresos", fila.registro, fila.hallazgos)


def _hallazgos(
    proceso: str, parte: str, registro: UUID, sellados: bytes | memoryview | None
) -> list[Hallazgo]:
    if sellados is None:
        return []
    claro = sellos.abrir(proceso, parte, registro, bytes(sellados))
    hallazgos = (Hallazgo.de_mapa(mapa) for mapa in json.loads(claro))
    return [h for h in hallazgos if h.clave in TIPOS]


def _una_vez(hallazgos: Iterable[Hallazgo]) -> list[Hallazgo]:
    """Return one of each señal, the first."""
    unos: dict[str, Hallazgo] = {}
    for hallazgo in hallazgos:
        unos.setdefault(hallazgo.clave, hallazgo)
    return list(unos.values())


def _senal(hallazgo: Hallazgo, folios: tuple[str, ...] = ()) -> Senal:
    tipo = hallazgo.tipo
    return Senal(
        clave=tipo.clave,
        nombre=tipo.nombre,
        frase=tipo.decir(hallazgo.valor, hallazgo.cuales),
        significa=tipo.significa,
        valor=hallazgo.valor,
        umbral=tipo.umbral,
        unidad=tipo.unidad,
        inciso=tipo.inciso,
        peso=tipo.peso,
        imagen=hallazgo.imagen,
        region=" ".join(f"{max(0.0, min(1.0, v)):.4f}" for v in hallazgo.region),
        folios=folios,
    )


def _de_los_grupos(registro: UUID) -> Iterable[Senal]:
    """Return what the record shares with others; of two sides the larger group."""
    mayores: dict[str, tuple[int, Parecido]] = {}
    for fila in Parecido.objects.filter(registro=registro).order_by("clase"):
        clave, cuantos = DE_PARECIDO[fila.clase], _cuantos(fila)
        if cuantos > mayores.get(clave, (0, fila))[0]:
            mayores[clave] = (cuantos, fila)
    for clave, (cuantos, fila) in mayores.items():
        if TIPOS[clave].se_alza(cuantos):
            hallazgo = Hallazgo(clave=clave, valor=cuantos, imagen=DE_CLASE[fila.clase])
            yield _senal(hallazgo, _folios(fila))


def _cuantos(fila: Parecido) -> int:
    """Return how many records share it, itself included; of a person, how many other processes."""
    suyos = Parecido.objects.filter(grupo=fila.grupo, clase=fila.clase)
    if fila.clase == "persona":
        return suyos.exclude(proceso=fila.proceso).values("proceso").distinct().count()
    return suyos.values("id")[:MUCHOS].count()


def _folios(fila: Parecido) -> tuple[str, ...]:
    """Return some folios of the group, of the same process: others are not this desk's."""
    otros = (
        Parecido.objects.filter(grupo=fila.grupo, clase=fila.clase, proceso=fila.proceso)
        .exclude(registro=fila.registro)
        .order_by("id")
        .values_list("registro", flat=True)[:A_LA_VISTA]
    )
    return tuple(r.folio for r in registros.varios(otros))


def grupo_de(registro: UUID, clase: str) -> list[UUID]:
    """Return the records of the group in which a record is, by that class; [] if in none."""
    fila = Parecido.objects.filter(registro=registro, clase=clase).first()
    if fila is None:
        return []
    return list(de_grupo(fila.grupo, clase))
