"""The life of a process before its first capture: types, states, rehearsal (ET 1, 13.6)."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rubrica.core import autenticacion
from rubrica.core.credencial.entidades import POR_NUMERO
from rubrica.core.plazos import Calendario, a_tiempo, ultimo_dia_de_solicitud
from rubrica.core.rechazos import rechazo
from rubrica.procesos.expediente import Expediente, Representante
from rubrica.procesos.requisito import Dispersion, Requisito

CARPETA = Path(__file__).parent
MAX_DENOMINACION = 479  # caracteres, ET 1.2
MAX_PREGUNTA, MAX_NOMBRE = 1000, 200
ID_DE_PROCESO = re.compile(r"^[A-Z][A-Z0-9]{3,7}$")  # ET 2.3
CUSTODIOS = 3
PARES = tuple(combinations(range(1, CUSTODIOS + 1), 2))  # any two of the three recover
PALABRAS_DE_PRUEBA = 8  # of 256: 64 bits
MAX_RESPUESTAS = 5  # to one rehearsal package, before it must be made again


class Estado(StrEnum):
    """Where a process is, before and during its capture."""

    BORRADOR = "borrador"
    SOLICITADO = "solicitado"
    APROBADO = "aprobado"
    ABIERTO = "abierto"


class Acto(StrEnum):
    """What moves it."""

    SOLICITAR = "solicitar"
    DEVOLVER = "devolver"
    APROBAR = "aprobar"
    ABRIR = "abrir"


TRANSICIONES: Mapping[tuple[Estado, Acto], Estado] = MappingProxyType(
    {
        (Estado.BORRADOR, Acto.SOLICITAR): Estado.SOLICITADO,  # ET 1.2
        (Estado.SOLICITADO, Acto.DEVOLVER): Estado.BORRADOR,  # ET 1.1
        (Estado.SOLICITADO, Acto.APROBAR): Estado.APROBADO,  # ET 1.1
        (Estado.APROBADO, Acto.ABRIR): Estado.ABIERTO,  # ET 1.1
    }
)


class PoliticaDeDuplicados(StrEnum):
    """Which of several supports of one person counts."""

    PRIMERO_RECIBIDO = "primero_recibido"
    ULTIMO_CAPTURADO = "ultimo_capturado"
    NINGUNO = "ninguno"


class Situacion(StrEnum):
    """The situaciones registrales that a process may accept (ET 10.4, 13.5)."""

    LISTA_NOMINAL = "lista_nominal"
    PADRON = "padron"


@dataclass(frozen=True, kw_only=True)
class Solicitud:
    """What the OPL registers of a mechanism (ET 1.2); wrong, it does not construct (ValueError).

    inicio, fin: instants with their zone. correo: of the promovente's account. entidad: two digits.
    texto_*: the notices, which may come later; logotipo: as logotipo.preparar makes it, or b"".
    requisito: None, the ordinary one of the tipo.
    """

    id: str
    tipo: str
    entidad: str
    inicio: datetime
    fin: datetime
    denominacion: str
    pregunta: str
    promovente_nombre: str
    correo: str
    expediente: Expediente
    representante: Representante
    autenticacion: str = "correo"
    aviso_integral: str = ""
    aviso_simplificado: str = ""
    texto_integral: str = ""
    texto_simplificado: str = ""
    logotipo: bytes = b""
    politica_duplicados: PoliticaDeDuplicados = PoliticaDeDuplicados.PRIMERO_RECIBIDO
    situaciones_que_cuentan: tuple[Situacion, ...] = (Situacion.LISTA_NOMINAL,)
    requisito: Requisito | None = None
    vigencia_prorrogada_desde: date | None = None
    firma_con_testigo: bool = False
    enrolamiento_con_fura: bool = False

    def __post_init__(self) -> None:
        faltas = [
            falta
            for falta, hay in (
                ("id", not ID_DE_PROCESO.fullmatch(self.id)),
                ("tipo", self.tipo not in tipos()),
                ("entidad", self.entidad not in entidades()),
                ("inicio o fin", not es_periodo(self.inicio, self.fin)),
                ("denominacion", not 0 < len(self.denominacion) <= MAX_DENOMINACION),
                ("pregunta", not 0 < len(self.pregunta) <= MAX_PREGUNTA),
                ("promovente_nombre", not 0 < len(self.promovente_nombre) <= MAX_NOMBRE),
                ("autenticacion", self.autenticacion not in autenticacion.admitidas()),
                ("situaciones_que_cuentan", not self.situaciones_que_cuentan),
            )
            if hay
        ]
        if faltas:
            raise ValueError(f"solicitud con faltas en: {', '.join(faltas)}")


class Prueba(StrEnum):
    """The two halves of the rehearsal without which no process opens."""

    ENTREGA = "entrega"  # the OPL's delivery key decrypts (ET 13.6)
    CUSTODIA = "custodia"  # two of the three custodians recover


@dataclass(frozen=True, kw_only=True)
class Tipo:
    """A mechanism of ET 1.1: whether 10.8 and 11 apply to it, and the text a citizen reads.

    requisito: the ordinary one; fuente: where it was taken from; por_confirmar: that is no local
    law, and the OPL must look at its own (ET 10.7).
    """

    clave: str
    etiqueta: str
    numeral: str
    revision: bool
    garantia_de_audiencia: bool
    manifiesto: str
    requisito: Requisito
    fuente: str
    por_confirmar: bool

    @property
    def requisito_con_su_fuente(self) -> str:
        """The ordinary requirement as people read it, and what to do about it."""
        nota = " Confírmelo con la ley local." if self.por_confirmar else ""
        return f"{self.etiqueta}: {self.requisito.en_palabras()} ({self.fuente}.{nota})"


def es_periodo(inicio: datetime, fin: datetime) -> bool:
    """Whether two instants, each with its zone, are a period of capture."""
    return inicio.tzinfo is not None and fin.tzinfo is not None and inicio < fin


@cache
def entidades() -> Mapping[str, str]:
    """Return number → name of the 32 entidades, in their order."""
    return {n: e.nombre for n, e in sorted(POR_NUMERO.items()) if "01" <= n <= "32"}


@cache
def tipos() -> Mapping[str, Tipo]:
    """Return the catalogue of mechanisms, by key."""
    datos = tomllib.loads((CARPETA / "tipos.toml").read_text(encoding="utf-8"))
    return MappingProxyType({c: _tipo(c, **v) for c, v in datos.items()})


def _tipo(clave: str, *, requisito: dict[str, int], **datos: Any) -> Tipo:
    """Return one mechanism; its requirement has a dispersion only if it says `en_cada`."""
    porcentaje = requisito.pop("porcentaje")
    dispersion = Dispersion(**requisito) if requisito else None
    ordinario = Requisito(porcentaje=porcentaje, dispersion=dispersion)
    return Tipo(clave=clave, requisito=ordinario, **datos)


@cache
def responsiva() -> str:
    """Return the text that an auxiliar accepts, with its {entidad} and {promovente}."""
    return (CARPETA / "responsiva.txt").read_text(encoding="utf-8").strip()


def aplicar(acto: Acto, estado: Estado) -> Estado:
    """Return the state in which `acto` leaves a process; raise `proceso-improcedente` if none."""
    try:
        return TRANSICIONES[estado, acto]
    except KeyError:
        raise rechazo("proceso-improcedente", estado=estado, acto=acto) from None


def exigir_anticipacion(
    *, inicio: datetime, momento: datetime, urgencia: str, calendario: Calendario
) -> None:
    """Raise `solicitud-sin-anticipacion` if it comes late and gives no reason (ET 1.2)."""
    ultimo = ultimo_dia_de_solicitud(inicio, calendario)
    if not urgencia and not a_tiempo(momento=momento, ultimo_dia=ultimo):
        raise rechazo("solicitud-sin-anticipacion", ultimo_dia=ultimo.isoformat())


@cache
def palabras() -> tuple[str, ...]:
    """Return the 256 words of the rehearsal: short, unaccented, easy to read aloud."""
    return tuple((CARPETA / "palabras.txt").read_text(encoding="utf-8").split())


def en_palabras(octetos: bytes) -> str:
    """Return bytes as words, one each: what a person reads in a test package and types back."""
    return " ".join(palabras()[o] for o in octetos)


def huella_en_palabras(llave: bytes) -> str:
    """Return the words by which a person recognises a recovered key."""
    return en_palabras(hashlib.sha256(b"rubrica/ensayo/1" + llave).digest()[:PALABRAS_DE_PRUEBA])


def huella_de_respuesta(respuesta: str, sal: bytes) -> bytes:
    """Return what is kept of the right answer; case, commas and spaces do not count."""
    normal = " ".join(re.findall(r"[a-z]+", respuesta.lower()))
    return hashlib.sha256(sal + normal.encode()).digest()


def nombre_del_par(par: Sequence[int]) -> str:
    """Return "1-2" for the file that custodians 1 and 2 open together."""
    return "-".join(str(n) for n in par)
