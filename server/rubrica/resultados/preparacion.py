"""A delivery sealed by volumes: what is in memory is one volume, whatever the process holds.

No byte of it touches the disk before it is sealed it to the OPL's key (ET 13.5, 13.6).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from rubrica.core import destinatario
from rubrica.core.rechazos import rechazo
from rubrica.core.situaciones import SITUACIONES
from rubrica.padron import queries as padron
from rubrica.padron.queries import Hallazgo, Pregunta
from rubrica.recepcion import almacen
from rubrica.registros import instantaneas, sellos
from rubrica.registros.services import Registro
from rubrica.resultados import bolsa, tabla
from rubrica.resultados.models import Entrega, Volumen
from rubrica.verificacion.paquetes import indice_de_persona

POR_VOLUMEN = 20_000  # records: some 5 MB
LEAME = """\
Información de los apoyos con estatus de Padrón Electoral (ET 13.5).
Proceso {proceso}, corte de resultados {corte} ({tipo}), entrega {entrega}, volumen {volumen} de {volumenes}.
Situaciones registrales que incluye: {situaciones}.

El archivo {csv} es CSV en UTF-8 con marca de orden de bytes. Una celda que comience con apóstrofo lo
lleva para que ninguna hoja de cálculo la tome por fórmula: quite ese primer apóstrofo y queda el dato.
codigo_de_integridad es el SHA-256 de los siete campos del registro, en su orden, con el carácter U+001F
entre ellos y sin ese apóstrofo.

El archivo {parquet} es Apache Parquet y tiene los mismos renglones, con los datos tal cual.

Para comprobar: sha256sum -c manifest-sha256.txt
Código de integridad de la entrega, con todos sus volúmenes extraídos en una carpeta:
    cat {patron}/data/*.csv | sha256sum
"""  # noqa: E501


@dataclass
class _Escritor:
    """What a seal writes to: the store's file, whose write says how many bytes it took."""

    entrante: almacen.Entrante

    def write(self, trozo: bytes) -> int:
        self.entrante.write(trozo)
        return len(trozo)

    def flush(self) -> None:
        """Nothing waits here: what was written is in the file."""


@dataclass
class Sellado:
    """The volumes of a delivery as they are sealed, and its código de integridad so far."""

    entrega: Entrega
    volumenes: int
    hechos: list[Volumen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._suma = hashlib.sha256()
        llave = self.entrega.llave
        self._destinatario = destinatario.de_tipo(llave.tipo, llave.destinatario)

    @property
    def codigo(self) -> str:
        """SHA-256 of every CSV so far, one after another, in hex."""
        return self._suma.hexdigest()

    def sellar(self, filas: Sequence[Sequence[str]]) -> None:
        """Seal those rows as the next volume; on return it survives a power cut."""
        numero, contenido = len(self.hechos) + 1, tabla.csv_de(filas)
        self._suma.update(contenido)
        nombre = f"{self._nombre()}-{numero:03}"
        tar = self._bolsa(nombre, numero, contenido, filas)
        with almacen.Entrante() as entrante:
            destinatario.sellar(self._destinatario, tar, cast(BinaryIO, _Escritor(entrante)))
            sufijo, codigo = self._destinatario.clase.sufijo, entrante.digest()
            entrante.keep(self.entrega.corte.proceso, codigo)
        self.hechos.append(
            Volumen(
                entrega=self.entrega, numero=numero, nombre=f"{nombre}.tar.{sufijo}",
                registros=len(filas), bytes=entrante.tamano, codigo=codigo,
                claro=hashlib.sha256(contenido).hexdigest(),
            )
        )  # fmt: skip

    def _nombre(self) -> str:
        corte = self.entrega.corte
        return f"{corte.proceso}-corte{corte.numero}-entrega{self.entrega.numero}"

    def _bolsa(
        self, nombre: str, numero: int, contenido: bytes, filas: Sequence[Sequence[str]]
    ) -> bytes:
        corte, archivo = self.entrega.corte, f"apoyos-{numero:03}.csv"
        parquet = f"apoyos-{numero:03}.parquet"
        situaciones = "; ".join(SITUACIONES[s] for s in self.entrega.situaciones)
        leame = LEAME.format(
            proceso=corte.proceso, corte=corte.numero, tipo=corte.tipo,
            entrega=self.entrega.numero, volumen=numero, volumenes=self.volumenes,
            situaciones=situaciones, csv=archivo, parquet=parquet, patron=f"{self._nombre()}-*",
        )  # fmt: skip
        datos = {
            "Source-Organization": "INE, DERFE",
            "Bagging-Date": f"{self.entrega.solicitada_en:%Y-%m-%d}",
            "External-Identifier": nombre,
            "Bag-Group-Identifier": self._nombre(),
            "Bag-Count": f"{numero} of {self.volumenes}",
            "Registros": str(len(filas)),
            "Situaciones-Registrales": situaciones,
            "Corte-SHA256": corte.huella,
        }
        carga = {
            archivo: contenido,
            parquet: tabla.parquet_de(filas),
            "LEAME.txt": leame.encode(),
        }
        return bolsa.empacar(nombre, carga, datos, momento=self.entrega.solicitada_en)


def sellar(entrega: Entrega, *, avisar: Callable[[int], None]) -> Sellado:
    """Return the delivery sealed, volume by volume; `avisar` hears how many records are done.

    Raises `entrega-corte-movido` unless class b is still that of the cut, and
    `entrega-fuera-del-padron` for a record that its cut of the padrón does not have.
    """
    total = entrega.corte.validos
    sellado = Sellado(entrega, volumenes=-(-total // POR_VOLUMEN))
    filas: list[tuple[str, ...]] = []
    hechas = 0
    for lote in _filas(entrega):
        filas += lote
        while len(filas) >= POR_VOLUMEN:
            sellado.sellar(filas[:POR_VOLUMEN])
            del filas[:POR_VOLUMEN]
            hechas += POR_VOLUMEN
            avisar(hechas)
    if filas:
        sellado.sellar(filas)
    hechas += len(filas)
    # Moves only append: if none came after the cut, none came while the records were read.
    corte = entrega.corte
    if hechas != total or not instantaneas.sigue_igual_la_compulsa(
        proceso=corte.proceso, marca=corte.marca
    ):
        raise rechazo("entrega-corte-movido")
    return sellado


def _filas(entrega: Entrega) -> Iterator[list[tuple[str, ...]]]:
    for lote in instantaneas.en_compulsa(entrega.corte.proceso, entrega.situaciones):
        hallazgos = _en_el_padron(lote)
        for registro, hallazgo in zip(lote, hallazgos, strict=True):
            _exigir_la_misma(registro, hallazgo, entrega.situaciones)
        yield [tabla.campos(h) for h in hallazgos if h is not None]


def _en_el_padron(lote: Sequence[Registro]) -> list[Hallazgo | None]:
    """Return who each record is in its own cut of the padrón, in order."""
    por_corte: dict[int, list[int]] = defaultdict(list)
    claves = [sellos.abrir_formulario(r).get("clave", "") for r in lote]
    for i, registro in enumerate(lote):
        por_corte[int(registro.corte)].append(i)
    hallados: list[Hallazgo | None] = [None] * len(lote)
    for corte, lugares in por_corte.items():
        preguntas = [Pregunta(clave=claves[i]) for i in lugares]
        for i, hallazgo in zip(lugares, padron.buscar_varios(corte, preguntas), strict=True):
            hallados[i] = hallazgo
    return hallados


def _exigir_la_misma(
    registro: Registro, hallazgo: Hallazgo | None, situaciones: Sequence[str]
) -> None:
    """Raise `entrega-fuera-del-padron` unless that row is of the record's person and may go."""
    if (
        hallazgo is None
        or not (hallazgo.situacion in situaciones or _acreditado(registro, hallazgo))
        or registro.persona is None
        or indice_de_persona(registro.proceso, ("clave", hallazgo.persona.clave_elector))
        != bytes(registro.persona)
    ):
        raise rechazo("entrega-fuera-del-padron")


def _acreditado(registro: Registro, hallazgo: Hallazgo) -> bool:
    """Whether the DERFE overcame that baja in a hearing: the record keeps its cause (ET 11.6)."""
    return bool(registro.causa) and hallazgo.causa == registro.causa
