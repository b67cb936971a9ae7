"""A delivery sealed by volumes: what is in memory is one volume, whatever the process holds.

No byte of it touches the disk before it is sealed it to the OPL's key (ET 13.5, 13.6).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from rubrica.bitacora.rules import Apunte, actor_de_cuenta
from rubrica.bitacora.services import asentar_varios
from rubrica.core import destinatario
from rubrica.core.rechazos import rechazo
from rubrica.core.situaciones import SITUACIONES
from rubrica.padron import queries as padron
from rubrica.padron.queries import Hallazgo, Pregunta
from rubrica.procesos import queries as procesos
from rubrica.recepcion import almacen
from rubrica.registros import instantaneas, sellos
from rubrica.registros.services import Registro
from rubrica.resultados import bolsa, expedientes, tabla
from rubrica.resultados.models import Entrega, Volumen
from rubrica.resultados.rules import Contenido
from rubrica.verificacion.paquetes import indice_de_persona

POR_VOLUMEN = 20_000  # records: some 5 MB
EXPEDIENTES_POR_VOLUMEN = 100  # records: some 40 MB
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

LEAME_DE_EXPEDIENTES = """\
Expedientes electrónicos de los apoyos (ET 13.9).
Proceso {proceso}, corte de resultados {corte} ({tipo}), entrega {entrega}, volumen {volumen} de {volumenes}.

De cada folio hay una cédula del expediente electrónico (PDF/A: testigos visuales, datos y decisiones)
y, si lo recibió un teléfono, su acuse firmado. {csv} dice el SHA-256 de cada cédula; codigo_de_integridad
es el SHA-256 de folio, archivo y sha256, con el carácter U+001F entre ellos.

Para comprobar: sha256sum -c manifest-sha256.txt
Código de integridad de la entrega, con todos sus volúmenes extraídos en una carpeta:
    cat {patron}/data/*.csv | sha256sum
"""  # noqa: E501
LEAMES = {Contenido.PADRON: LEAME, Contenido.EXPEDIENTES: LEAME_DE_EXPEDIENTES}


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

    @property
    def siguiente(self) -> str:
        """Number of the next volume, as the names of its files say it."""
        return f"{len(self.hechos) + 1:0{max(3, len(str(self.volumenes)))}}"

    def sellar(self, csv: str, carga: Mapping[str, bytes], *, registros: int) -> None:
        """Seal those files as the next volume; on return it survives a power cut.

        csv: which of them is the index, of which the código de integridad is made.
        """
        contenido, nombre = carga[csv], f"{self._nombre()}-{self.siguiente}"
        self._suma.update(contenido)
        tar = self._bolsa(nombre, csv, carga, registros)
        sufijo = self._destinatario.clase.sufijo
        with almacen.Entrante() as entrante:
            destinatario.sellar(self._destinatario, tar, cast(BinaryIO, _Escritor(entrante)))
            codigo = entrante.digest()
            entrante.keep(self.entrega.corte.proceso, codigo)
        self.hechos.append(
            Volumen(
                entrega=self.entrega, numero=len(self.hechos) + 1, nombre=f"{nombre}.tar.{sufijo}",
                registros=registros, bytes=entrante.tamano, codigo=codigo,
                claro=hashlib.sha256(contenido).hexdigest(),
            )
        )  # fmt: skip

    def _nombre(self) -> str:
        corte = self.entrega.corte
        return f"{corte.proceso}-corte{corte.numero}-entrega{self.entrega.numero}"

    def _bolsa(self, nombre: str, csv: str, carga: Mapping[str, bytes], registros: int) -> bytes:
        corte, numero = self.entrega.corte, len(self.hechos) + 1
        situaciones = "; ".join(SITUACIONES[s] for s in self.entrega.situaciones) or "todas"
        leame = LEAMES[Contenido(self.entrega.contenido)].format(
            proceso=corte.proceso, corte=corte.numero, tipo=corte.tipo,
            entrega=self.entrega.numero, volumen=numero, volumenes=self.volumenes,
            situaciones=situaciones, csv=csv, parquet=csv.replace(".csv", ".parquet"),
            patron=f"{self._nombre()}-*",
        )  # fmt: skip
        datos = {
            "Source-Organization": "INE, DERFE",
            "Bagging-Date": f"{self.entrega.solicitada_en:%Y-%m-%d}",
            "External-Identifier": nombre,
            "Bag-Group-Identifier": self._nombre(),
            "Bag-Count": f"{numero} of {self.volumenes}",
            "Registros": str(registros),
            "Situaciones-Registrales": situaciones,
            "Corte-SHA256": corte.huella,
        }
        todo = {**carga, "LEAME.txt": leame.encode()}
        return bolsa.empacar(nombre, todo, datos, momento=self.entrega.solicitada_en)


def sellar(entrega: Entrega, *, avisar: Callable[[int], None]) -> Sellado:
    """Return the delivery sealed, volume by volume; `avisar` hears how many records are done.

    Raises `entrega-corte-movido` unless the records are still those of the cut,
    `entrega-fuera-del-padron` for one that its cut of the padrón does not have, and LlaveAusente.
    """
    de_padron = entrega.contenido == Contenido.PADRON
    return (_sellar_padron if de_padron else _sellar_expedientes)(entrega, avisar)


def _sellar_padron(entrega: Entrega, avisar: Callable[[int], None]) -> Sellado:
    total = entrega.corte.validos
    sellado = Sellado(entrega, volumenes=-(-total // POR_VOLUMEN))
    filas: list[tuple[str, ...]] = []
    hechas = 0
    for lote in _filas(entrega):
        filas += lote
        while len(filas) >= POR_VOLUMEN:
            _sellar_filas(sellado, filas[:POR_VOLUMEN])
            del filas[:POR_VOLUMEN]
            hechas += POR_VOLUMEN
            avisar(hechas)
    if filas:
        _sellar_filas(sellado, filas)
    hechas += len(filas)
    # Moves only append: if none came after the cut, none came while the records were read.
    corte = entrega.corte
    if hechas != total or not instantaneas.sigue_igual_la_compulsa(
        proceso=corte.proceso, marca=corte.marca
    ):
        raise rechazo("entrega-corte-movido")
    return sellado


def _sellar_filas(sellado: Sellado, filas: Sequence[tuple[str, ...]]) -> None:
    raiz = f"apoyos-{sellado.siguiente}"
    carga = {f"{raiz}.csv": tabla.csv_de(filas), f"{raiz}.parquet": tabla.parquet_de(filas)}
    sellado.sellar(f"{raiz}.csv", carga, registros=len(filas))


def _sellar_expedientes(entrega: Entrega, avisar: Callable[[int], None]) -> Sellado:
    """Every record of the process, opened or not, counted or not (ET 13.9); a volume in memory."""
    corte = entrega.corte
    en_puerta = procesos.proceso_en_puerta(corte.proceso)
    assert en_puerta is not None
    sellado = Sellado(entrega, volumenes=-(-corte.a // EXPEDIENTES_POR_VOLUMEN))
    hechas = 0
    for lote in instantaneas.todos(corte.proceso, lote=EXPEDIENTES_POR_VOLUMEN):
        _asentar_vistas(entrega, lote)
        listos = list(expedientes.de_lote(lote, en_puerta))
        csv = f"expedientes-{sellado.siguiente}.csv"
        carga = {csv: expedientes.indice_de(listos)}
        for expediente in listos:
            carga |= expediente.archivos()
        sellado.sellar(csv, carga, registros=len(listos))
        hechas += len(listos)
        avisar(hechas)
    if hechas != corte.a:
        raise rechazo("entrega-corte-movido")
    return sellado


def _asentar_vistas(entrega: Entrega, lote: Sequence[Registro]) -> None:
    """Whose images go into a volume is in the bitácora before any of them is opened (ET 14.1)."""
    asentar_varios(
        [
            Apunte(
                momento=entrega.solicitada_en, actor=actor_de_cuenta(entrega.solicitada_por),
                acto="ENTREGAR_EXPEDIENTE", objeto=registro.folio,
                datos={"entrega": entrega.pk}, proceso=registro.proceso,
            )
            for registro in lote
        ]
    )  # fmt: skip


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
