"""What is printed on one credential, all of it following from the person's row of the padrón."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rubrica.core.credencial import mrz
from rubrica.core.credencial.nombres import a_mrz
from rubrica.ficticio.azar import SEMILLA, azar
from rubrica.ficticio.geografia import municipios
from rubrica.ficticio.padron import Persona

ANIOS_DE_VIGENCIA = 10
VIAS = ("C", "AV", "PRIV", "CALZ", "AND", "CJON")
CALLES = (
    "BENITO JUÁREZ", "INDEPENDENCIA", "5 DE MAYO", "MORELOS", "HIDALGO", "REFORMA", "LA NORIA",
    "DEL PANTEÓN", "16 DE SEPTIEMBRE", "LOS PINOS", "EL CALVARIO", "NIÑOS HÉROES",
    "EMILIANO ZAPATA", "DE LA ROSA", "XOCHITL", "GUERRERO", "ALDAMA", "LAS PEÑAS",
    "VICENTE GUERRERO", "EL MOLINO",
)  # fmt: skip
COLONIAS = (
    "COL CENTRO", "BARR SAN PEDRO", "BARR LA SOLEDAD", "COL REFORMA", "LOC EL CARRIZAL",
    "COL DEL MAESTRO", "SECC PRIMERA", "SECC SEGUNDA", "LOC LA CAÑADA", "AGENCIA SANTA ROSA",
)  # fmt: skip
AFUERA = ("LOS ANGELES CA, EUA", "OXNARD CA, EUA", "CHICAGO IL, EUA", "PORTLAND OR, EUA")


@dataclass(frozen=True, kw_only=True)
class Impresa:
    """One credential. registro: year of the first one; emitida: year of this one.

    sin_firma: its holder did not sign, and the card says «SIN FIRMA» in its place (ET 10.3 m).
    """

    modelo: str
    persona: Persona
    registro: int
    emitida: int
    domicilio: tuple[str, str, str]
    localidad: str
    lineas: tuple[str, str, str]  # of the MRZ
    sin_firma: bool = False

    @property
    def nacimiento(self) -> str:
        """Date of birth as printed."""
        return f"{date.fromisoformat(self.persona.nacimiento):%d/%m/%Y}"

    @property
    def edad(self) -> int:
        """Age on the portrait."""
        return max(18, self.emitida - int(self.persona.nacimiento[:4]))

    @property
    def con_mrz(self) -> bool:
        """Whether it carries an MRZ: up to C never, D in some prints, later models always."""
        if self.modelo == "D":
            return int(self.persona.cic) % 2 == 0
        return self.modelo not in {"A", "B", "C"}


def modelo_de(persona: Persona) -> str:
    """Return the model that a card with that last year would be; about one in 30 is from abroad."""
    emitida = int(persona.vigencia) - ANIOS_DE_VIGENCIA
    afuera = azar("modelo", persona.cic).random() < 0.03
    if emitida >= 2020:
        return "H" if afuera else "G"
    if emitida >= 2014:
        return "F" if afuera and emitida >= 2016 else "E"
    return "D" if emitida == 2013 else "C"


@lru_cache(maxsize=4)
def _nombres_de_municipio(semilla: int) -> dict[str, str]:
    return {m.clave: m.nombre.upper() for m in municipios(semilla)}


def impresa(persona: Persona, modelo: str = "", semilla: int = SEMILLA) -> Impresa:
    """Return the credential of that person; without a model, the one that its last year tells."""
    modelo = modelo or modelo_de(persona)
    suerte = azar("impresa", persona.cic)
    emitida = int(persona.vigencia) - ANIOS_DE_VIGENCIA
    mayoria = int(persona.nacimiento[:4]) + 18
    registro = min(emitida, max(1991, mayoria, emitida - 4 * int(persona.emision)))
    lugar = _nombres_de_municipio(semilla)[persona.municipio]
    lineas = mrz.componer(
        cic=persona.cic,
        seccion=persona.ocr[:4],
        identificador=persona.identificador,
        nacimiento=date.fromisoformat(persona.nacimiento),
        sexo=persona.sexo,
        vigencia=date(int(persona.vigencia), 12, 31),
        paterno=a_mrz(persona.paterno),
        materno=a_mrz(persona.materno),
        nombres=a_mrz(persona.nombres),
        emision=persona.emision,
        opcional=f"{suerte.randrange(100_000):05}",
    )
    calle = f"{suerte.choice(VIAS)} {suerte.choice(CALLES)} {suerte.randrange(1, 400)}"
    colonia = f"{suerte.choice(COLONIAS)} {suerte.randrange(68_000, 71_999)}"
    ciudad = suerte.choice(AFUERA) if modelo in {"F", "H"} else f"{lugar}, OAX."
    return Impresa(
        modelo=modelo,
        persona=persona,
        registro=registro,
        emitida=emitida,
        domicilio=(calle, colonia, ciudad),
        localidad=f"{suerte.randrange(1, 90):04}",
        lineas=lineas,
    )
