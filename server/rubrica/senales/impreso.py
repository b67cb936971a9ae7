"""What is printed on the front, as the general reader read it, against what is known of the person.

A pure function of both: what it returns is shown to a person and ordered by, no more (ET 10.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rubrica.core.credencial import clave_elector, cruce, curp, mrz
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.core.credencial.nombres import a_mrz
from rubrica.lector.credencial import (
    Impreso,
    distancia,
    leer_frente,
    lejos_dentro,
    zona_del_nombre,
)
from rubrica.lector.renglones import TODA, Renglon, Zona
from rubrica.senales.rules import Hallazgo, alzar

LEGIBLE = 8  # letters of a name under which it says nothing


@dataclass(frozen=True, kw_only=True)
class Esperado:
    """What the back and the padrón say of the person; "" where they say nothing.

    nombre: as the padrón writes it. zona: the MRZ of the back, as it was read.
    """

    clave: str = ""
    curp: str = ""
    nombre: str = ""
    zona: str = ""

    def coincide(self, leido: Impreso) -> bool:
        """Whether a key of the front is, to the letter, the person's."""
        return bool(
            (leido.clave and leido.clave == self.clave) or (leido.curp and leido.curp == self.curp)
        )


def falta_leer(renglones: Sequence[Renglon], *, esperado: Esperado) -> Zona:
    """Return where the lines that still matter begin, once those as long as a key were read.

    Of a front that agrees with what is expected no more than its name; of any other, all.
    """
    leido = leer_frente(renglones)
    return zona_del_nombre(renglones) if esperado.coincide(leido) else TODA


def juzgar(leido: Impreso, esperado: Esperado) -> list[Hallazgo]:
    """Return the señales that the printed front raises (ET 10.3 c, n)."""
    ajeno = lejos_de(leido, esperado)
    return [
        *(alzar("anverso-ajeno", ajeno, "anverso") if ajeno is not None else _mrz(leido, esperado)),
        *alzar("nombre-distinto", parecido_del_nombre(leido.nombre, esperado.nombre), "anverso"),
        *_entre_si(leido),
    ]


def lejos_de(leido: Impreso, esperado: Esperado) -> float | None:
    """Return the characters in which the nearer key differs; None if none can be compared."""
    lejos = [
        distancia(suya, leido.vistas(cual))
        for cual, suya in (("clave", esperado.clave), ("curp", esperado.curp))
        if suya
    ]
    return min((float(d) for d in lejos if d is not None), default=None)


def parecido_del_nombre(leido: Sequence[str], esperado: str) -> float | None:
    """Return how much of a name as read is in the expected one, 0 to 100; None if too little is.

    A line of it that was not read says nothing against it.
    """
    uno, otro = (a_mrz(t).replace(" ", "") for t in (" ".join(leido), esperado))
    if min(len(uno), len(otro)) < LEGIBLE:
        return None
    return 100 * (1 - lejos_dentro(uno, otro) / len(uno))


def _mrz(leido: Impreso, esperado: Esperado) -> list[Hallazgo]:
    """Return in how much the CURP of the front and the MRZ of the back are two persons'."""
    try:
        halladas = cruce.cruzar_mrz(mrz.leer(esperado.zona), curp=curp.leer(leido.curp))
    except LecturaInvalida:
        return []
    cuentan = [d for d in halladas if d.motivo is not cruce.Motivo.SEXO]
    return alzar("lados-distintos", float(len(cuentan)), "anverso")


def _entre_si(leido: Impreso) -> list[Hallazgo]:
    """Return in how much the clave and the CURP of one front do not follow from each other."""
    try:
        halladas = cruce.cruzar(clave_elector.leer(leido.clave), curp.leer(leido.curp))
    except LecturaInvalida:
        return []
    graves = [d for d in halladas if d.clase is cruce.Clase.IMPEDIMENTO]
    cuales = "la clave y la CURP impresas"
    return alzar("datos-no-concuerdan", float(len(graves)), "anverso", cuales=cuales)
