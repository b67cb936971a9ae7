"""The figures of a process as its pages and exports read them, each page from one snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rubrica.auxiliares import queries as personas
from rubrica.cifras import dispersion, tablas
from rubrica.cifras.dispersion import Bloque
from rubrica.cifras.tablas import Fila, Tabla
from rubrica.padron import queries as padron
from rubrica.procesos import queries as procesos
from rubrica.procesos.queries import ProcesoEnPuerta
from rubrica.procesos.requisito import Progreso, Requisito, medir, por_municipio
from rubrica.registros import lista
from rubrica.registros import queries as registros
from rubrica.registros.clases import INCONSISTENCIAS
from rubrica.registros.lista import Filtros, Renglon
from rubrica.registros.queries import Figuras
from rubrica.registros.rules import Cuenta, Dimension

SIN_AUXILIAR = 0


@dataclass(frozen=True, kw_only=True)
class Requerido:
    """What a process requires and how far it is. corte: date of its lista nominal.

    progreso, corte, mapa and tabla are empty until a cut of the padrón is active.
    """

    requisito: Requisito
    progreso: Progreso | None = None
    corte: date | None = None
    mapa: list[Bloque]
    tabla: Tabla


@dataclass(frozen=True, kw_only=True)
class Resumen:
    """The first page: everything from one snapshot."""

    figuras: Figuras
    requerido: Requerido

    @property
    def tablas(self) -> list[Tabla]:
        """The tables that the page shows, in its order."""
        total, por = self.figuras.total, self.figuras.por
        return [
            tablas.clases(total),
            tablas.dias(self.figuras.dias, total),
            tablas.inconsistencias(por[Dimension.INCONSISTENCIA], total),
            tablas.situaciones(por[Dimension.SITUACION], total),
        ]


def resumen(proceso: ProcesoEnPuerta) -> Resumen:
    """Return the account by class, day, inconsistency and situación, and the progress."""
    figuras = registros.figuras(
        proceso.id, Dimension.SITUACION, Dimension.INCONSISTENCIA, Dimension.TERRITORIO
    )
    return Resumen(figuras=figuras, requerido=_requerido(proceso, figuras))


def requerido(proceso: ProcesoEnPuerta) -> Requerido:
    """Return the progress of a process, with its map and its table."""
    return _requerido(proceso, registros.figuras(proceso.id, Dimension.TERRITORIO))


def _requerido(proceso: ProcesoEnPuerta, figuras: Figuras) -> Requerido:
    requisito = procesos.requisito(proceso.id)
    referencia = padron.corte_de_referencia(proceso.inicio)
    if referencia is None:
        return Requerido(requisito=requisito, mapa=[], tabla=dispersion.tabla([], {}))
    lugares = padron.lugares(referencia.corte, entidad=int(proceso.entidad))
    nominal = {lugar.municipio: lugar.lista_nominal for lugar in lugares}
    validos = _validos(proceso.id, figuras.por[Dimension.TERRITORIO])
    avances = por_municipio(requisito, lista_nominal=nominal, validos=validos)
    return Requerido(
        requisito=requisito,
        progreso=medir(requisito, lista_nominal=nominal, validos=validos),
        corte=referencia.fecha,
        mapa=dispersion.mapa(lugares, avances),
        tabla=dispersion.tabla(lugares, avances),
    )


def _validos(proceso: str, territorios: Mapping[str, Cuenta]) -> dict[str, int]:
    """Return municipio → supports that count: class b, of a situación that the process accepts."""
    _, aceptadas = procesos.politica_de_duplicados(proceso)
    cuentan: Counter[str] = Counter()
    for territorio, cuenta in territorios.items():
        municipio, _, situacion = territorio.partition(" ")
        if situacion in aceptadas:
            cuentan[municipio] += cuenta.b
    return cuentan


def por_auxiliar(proceso: str, *, despues: str = "", cuantos: int | None = None) -> Tabla:
    """Return the account of up to that many auxiliares after that Id_Auxiliar, and the total.

    First, before all of them, what came without one (Mi Apoyo and paper).
    """
    quienes = personas.numeros(proceso, despues=despues, cuantos=cuantos)
    if not despues:
        quienes = [(SIN_AUXILIAR, ""), *quienes]
    figuras = registros.figuras(
        proceso, Dimension.AUXILIAR, valores=[str(numero) for numero, _ in quienes]
    )
    cuentas = figuras.por[Dimension.AUXILIAR]
    filas = [(id_auxiliar, cuentas.get(str(n), Cuenta())) for n, id_auxiliar in quienes]
    return tablas.auxiliares(filas, figuras.total)


def por_cada_municipio(proceso: ProcesoEnPuerta) -> Tabla:
    """Return the account of each municipio that has any record, in order of number."""
    figuras = registros.figuras(proceso.id, Dimension.MUNICIPIO)
    nombres = {
        f"{municipio:03}": nombre
        for municipio, nombre in padron.municipios(int(proceso.entidad)).values_list(
            "municipio", "nombre"
        )
    }
    cuentas = sorted(figuras.por[Dimension.MUNICIPIO].items())
    filas = [(nombres.get(m, m), cuenta) for m, cuenta in cuentas]
    return tablas.municipios(filas, figuras.total)


PROVISIONAL = "Provisional"
COLUMNAS_DE_REGISTROS = (
    "Folio", "Recibido", "Id_Auxiliar", "Clase", "Numeral", "Inconsistencia", "Situación registral",
    "Respuesta del padrón",
)  # fmt: skip


def registros_de(
    proceso: str, filtros: Filtros, *, cuantos: int, despues: str = ""
) -> list[Renglon]:
    """Return one page of the list of records (ET 2.2); raise lista.FolioDesconocido."""
    return lista.pagina(proceso, filtros, cuantos=cuantos, despues=despues)


def filas_de_registros(renglones: Iterator[Renglon], proceso: str) -> Iterator[Fila]:
    """Yield each record as a row of COLUMNAS_DE_REGISTROS.

    The last says whether the padrón is to be asked again: another cut answered (ET 10.4).
    """
    numeros, provisionales = dict(personas.numeros(proceso)), padron.Provisionales()
    for r in renglones:
        yield (
            r.folio,
            r.recibido_en,
            numeros.get(r.auxiliar, ""),
            tablas.CORTOS[r.clase],
            r.inconsistencia,
            INCONSISTENCIAS.get(r.inconsistencia, r.inconsistencia),
            tablas.nombre_de_situacion(r.situacion),
            PROVISIONAL if provisionales.incluye(r.corte, r.recibido_en) else "",
        )
