"""The classes of ET 10.7 as people read them: name, what each holds, and the tone of its badge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rubrica.core.incisos import INCISOS
from rubrica.core.incisos_papel import INCISOS_DE_PAPEL
from rubrica.registros.rules import (
    ADICIONAL,
    FUERA_DE_TABLA,
    SIN_ABRIR,
    TABLAS,
    Clase,
    Puerta,
    Regla,
)


@dataclass(frozen=True)
class Texto:
    """nombre and significado in the words of the ET; tono: suffix of the CSS class."""

    nombre: str
    significado: str
    tono: str


TEXTOS: Mapping[Clase, Texto] = {
    Clase.ENVIADOS: Texto(
        "Registros enviados",
        "Registros captados por las personas auxiliares o en la modalidad «Mi Apoyo» y recibidos "
        "en el servidor central.",
        "nopal",
    ),
    Clase.PARA_COMPULSA: Texto(
        "Registros para envío a compulsas",
        "Se revisaron y verificaron en la Mesa de Control y no se identificó inconsistencia: están "
        "sujetos a la compulsa al final del proceso.",
        "anil",
    ),
    Clase.DUPLICADOS: Texto(
        "Registros duplicados",
        "Se registraron en más de una ocasión y corresponden a una misma persona.",
        "cantera",
    ),
    Clase.CON_INCONSISTENCIA: Texto(
        "Registros con inconsistencia",
        "En la revisión y verificación se identificó en ellos alguna inconsistencia.",
        "grana",
    ),
    Clase.EN_MESA: Texto(
        "Registros en mesa de control",
        "Aún se encuentran en revisión: está pendiente la de sus imágenes y datos.",
        "cempasuchil",
    ),
    Clase.EN_PROCESAMIENTO: Texto(
        "Registros en procesamiento",
        "Están en los procesos informáticos automatizados, como el descifrado de los paquetes y la "
        "verificación de la situación registral, que no dependen de una persona operadora.",
        "cantera",
    ),
}

# ET 10.7 a names the first two; paper is of the régimen de excepción (ET 8) and stands apart.
PUERTAS: Mapping[Puerta, str] = {
    Puerta.AUXILIAR: "App, con personas auxiliares",
    Puerta.MI_APOYO: "App, en la modalidad «Mi Apoyo»",
    Puerta.PAPEL: "Aparte: cédulas en papel (régimen de excepción)",
}

# What each rule that classes by itself found, as people read it.
REGLAS: Mapping[Regla, str] = {
    Regla.BAJA_DEL_AUXILIAR: "Recibido después de la baja de la persona auxiliar",
    Regla.FUERA_DEL_PERIODO: "Captado fuera del periodo",
    Regla.DISPOSITIVO_NO_AUTORIZADO: "Captado con un dispositivo no autorizado",
    Regla.UNA_PERSONA_POR_DISPOSITIVO: "Otra persona ya dio su apoyo con ese dispositivo",
    Regla.FUERA_DE_REGIMEN: "Cédula de un municipio en que no se admite el papel",
}

# What ET 10.3 does not name, as people read it.
ADICIONALES: Mapping[str, str] = {
    FUERA_DE_TABLA[ADICIONAL]: "Inconsistencia adicional que determinó el OPL",
    FUERA_DE_TABLA[SIN_ABRIR]: "Paquete que no abrió, clasificado por dos personas",
}

# Numeral of an inconsistency (rules.inconsistencia) → the words of the ET, in the ET's order.
INCONSISTENCIAS: Mapping[str, str] = {
    **{
        f"{TABLAS[Puerta.AUXILIAR]} {i.inciso}": i.tipo
        if i.tipo == i.detalle
        else f"{i.tipo}: {i.detalle[0].lower()}{i.detalle[1:]}"
        for i in INCISOS.values()
    },
    **{f"{TABLAS[Puerta.PAPEL]} {i.inciso}": i.texto for i in INCISOS_DE_PAPEL.values()},
    **ADICIONALES,
    **{regla.value: texto for regla, texto in REGLAS.items()},
}
