"""Load a cut whole or not at all, while the others go on answering (ET 10.4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction

from rubrica import llaves
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.padron.archivos import Archivo
from rubrica.padron.bloques import FilasInvalidas
from rubrica.padron.models import Corte
from rubrica.padron.rules import EN_PIE, Estado, exigir_fin_de_mes
from rubrica.padron.services import anteriores as claves_anteriores
from rubrica.padron.services import copia
from rubrica.padron.services._comun import asentar_corte

CERROJO = 0xC0_27E  # pg_advisory_lock: one load at a time


@dataclass(frozen=True, kw_only=True)
class Control:
    """The totals that came with a file; each is checked when it is given.

    sha256: of the file, in hex. filas, lista_nominal: how many people it says that it holds.
    """

    sha256: str = ""
    filas: int | None = None
    lista_nominal: int | None = None

    def exigir(self, corte: Corte) -> None:
        """Raise Rechazo corte-incompleto unless the file is the one that its totals describe."""
        if self.sha256 and self.sha256.lower() != corte.sha256:
            raise rechazo("corte-incompleto", total="sha256")
        for total in ("filas", "lista_nominal"):
            esperadas, leidas = getattr(self, total), getattr(corte, total)
            if esperadas not in (None, leidas):
                raise rechazo("corte-incompleto", total=total, esperadas=esperadas, leidas=leidas)


def cargar(
    *,
    ruta: Path,
    fecha: date,
    quien: str,
    momento: datetime,
    entidad: str = "",
    control: Control = Control(),
    anteriores: Path | None = None,
    procesos: int | None = None,
) -> Corte:
    """Load the cut of that date; it waits for another person to activate it (ET 10.4).

    The whole file or no row of it, from CSV or Parquet. entidad: two digits of the only one that
    the cut holds; "" when it is of several. anteriores: CSV of the claves that people had before.
    procesos: how many prepare rows; as many as cores by default. Raises Rechazo (corte-repetido,
    corte-en-carga, corte-con-errores, corte-incompleto); of the last two the cut stays as FALLIDO,
    with its motive.
    """
    exigir_fin_de_mes(fecha)
    with _una_carga_a_la_vez():
        archivo = Archivo(ruta)
        corte = _registrar(archivo, fecha, entidad, quien, momento)
        try:
            with transaction.atomic():
                copia.copiar(corte, archivo, procesos)
                _exigir_filas(corte)
                control.exigir(corte)
                if anteriores is not None:
                    claves_anteriores.cargar(corte, anteriores)
                asentar_corte(corte, "CARGAR_CORTE", quien, momento)
        except BaseException as falla:
            motivo = _motivo(falla)
            _fallar(corte, motivo)
            if isinstance(motivo, Rechazo):
                raise motivo from falla
            raise
    return corte


@contextmanager
def _una_carga_a_la_vez() -> Iterator[None]:
    """Hold the lock of loads; what a killed load left CARGANDO is closed as FALLIDO."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [CERROJO])
        if not cursor.fetchone()[0]:
            raise rechazo("corte-en-carga")
        try:
            for corte in Corte.objects.filter(estado=Estado.CARGANDO):
                _fallar(corte, "La carga se interrumpió.")
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [CERROJO])


def _registrar(archivo: Archivo, fecha: date, entidad: str, quien: str, momento: datetime) -> Corte:
    if Corte.objects.filter(fecha=fecha, estado__in=EN_PIE).exists():
        raise rechazo("corte-repetido", fecha=fecha.isoformat())
    corte = Corte.objects.create(
        fecha=fecha,
        entidad=entidad,
        estado=Estado.CARGANDO,
        bytes=archivo.tamano,
        cargado_por=quien,
        cargado_en=momento,
    )
    llaves.crear_corte(corte.pk)
    return corte


def _exigir_filas(corte: Corte) -> None:
    if not corte.filas:
        raise rechazo("corte-con-errores", fila=1, columna="(el archivo no tiene filas)")


def _motivo(falla: BaseException) -> Rechazo | str:
    """Return what went wrong, as a refusal when it is the file's fault."""
    if isinstance(falla, FilasInvalidas):
        (fila, columna), *otras = falla.faltas.items()
        mas = {"tambien": "; ".join(f"{f}: {c}" for f, c in otras)} if otras else {}
        return rechazo("corte-con-errores", fila=fila, columna=columna, **mas)
    return falla if isinstance(falla, Rechazo) else "La carga se interrumpió."


def _fallar(corte: Corte, motivo: Rechazo | str) -> None:
    """The cut is FALLIDO with its motive, and its keys are gone."""
    texto = motivo if isinstance(motivo, str) else _en_una_linea(motivo)
    corte.estado, corte.motivo = Estado.FALLIDO, texto[: Corte.MAX_MOTIVO]
    corte.save(update_fields=["estado", "motivo"])
    llaves.destruir_corte(corte.pk)


def _en_una_linea(motivo: Rechazo) -> str:
    datos = "; ".join(f"{k}: {v}" for k, v in motivo.datos.items())
    return f"{motivo.fila.titulo} {datos}".strip()
