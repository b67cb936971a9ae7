"""The *cédula del expediente electrónico* of a record, as a PDF/A-2b (ET 13.1, 13.9).

Its images are those that the phone sealed, byte for byte; its data, what was read and what the
padrón answered; its decisions, the whole history. It is composed in memory and leaves it sealed.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from rubrica.core import plazos
from rubrica.core.situaciones import SITUACIONES
from rubrica.documentos import DocumentoImposible, compilar
from rubrica.procesos.queries import ProcesoEnPuerta
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.clases import TEXTOS
from rubrica.registros.rules import CLASES, Acto, Estatus, Puerta
from rubrica.registros.services import Movimiento, Registro
from rubrica.resultados import tabla
from rubrica.resultados.palabras import ACTOS
from rubrica.verificacion import imagenes, paquetes
from rubrica.verificacion.paquetes import NoAbre

PLANTILLA = Path(__file__).with_name("plantillas") / "expediente.typ"
A_LA_VEZ = os.cpu_count() or 1  # cédulas being composed
CAMPOS = ("folio", "archivo", "sha256")
SIN_DATO = "—"
PUERTAS: Mapping[Puerta, str] = {
    Puerta.AUXILIAR: "Persona auxiliar, con la aplicación",
    Puerta.MI_APOYO: "La propia persona, en Mi Apoyo",
    Puerta.PAPEL: "Captura manual, régimen de excepción",
}
DATOS: Mapping[str, str] = {
    "nombre": "Nombre(s)", "paterno": "Apellido paterno", "materno": "Apellido materno",
    "clave": "Clave de elector", "emision": "Número de emisión", "ocr": "OCR", "cic": "CIC",
    "identificador": "Identificador del Ciudadano", "modelo": "Modelo de la credencial",
}  # fmt: skip
NO_ABRE = "Las imágenes no se pudieron abrir: {causa}. El registro se contó como se dice arriba."
NO_SE_DIBUJAN = "Las imágenes no se pudieron dibujar; el paquete que se recibió las conserva."
LETRA_AJENA = re.compile(r"[^\n\x20-\u017e\u2010-\u2026]")
DE_PAPEL = "El apoyo se recabó en papel (numeral 8): no tiene testigos visuales."


@dataclass(frozen=True)
class Expediente:
    """One record as it is delivered. acuse: its signed receipt, "" if it has none (paper)."""

    folio: str
    pdf: bytes
    acuse: str

    @property
    def archivo(self) -> str:
        return f"{self.folio}.pdf"

    def fila(self) -> tuple[str, ...]:
        """Return its line in the index of its volume (CAMPOS)."""
        return (self.folio, self.archivo, sha256(self.pdf).hexdigest())

    def archivos(self) -> dict[str, bytes]:
        """Return its files, by name."""
        suyos = {self.archivo: self.pdf}
        return suyos | ({f"{self.folio}.acuse.jws": self.acuse.encode()} if self.acuse else {})


def de_lote(lote: Sequence[Registro], proceso: ProcesoEnPuerta) -> Iterator[Expediente]:
    """Yield the expediente of each record, in order. Raises LlaveAusente.

    One thread reads and opens, the others compose: of Python only the first needs much.
    """
    historias = registros.historias([r.pk for r in lote])
    en_camino: deque[tuple[Registro, Future[bytes]]] = deque()
    with ThreadPoolExecutor(A_LA_VEZ) as hilos:
        for registro in lote:
            datos, fotos = _contenido(registro, historias[registro.pk], proceso)
            en_camino.append((registro, hilos.submit(_componer, datos, fotos)))
            if len(en_camino) > 2 * A_LA_VEZ:
                yield _hecho(*en_camino.popleft())
        while en_camino:
            yield _hecho(*en_camino.popleft())


def _hecho(registro: Registro, pdf: Future[bytes]) -> Expediente:
    return Expediente(registro.folio, pdf.result(), registro.recibo)


def indice_de(expedientes: Sequence[Expediente]) -> bytes:
    """Return the CSV that names each file of a volume and its SHA-256."""
    return tabla.csv_de([e.fila() for e in expedientes], CAMPOS)


def _contenido(
    registro: Registro, historia: Sequence[Movimiento], proceso: ProcesoEnPuerta
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what a cédula says and its pictures; without them it says why."""
    fotos, falta = _imagenes(registro)
    datos = {
        "proceso": registro.proceso,
        "denominacion": proceso.denominacion,
        "folio": registro.folio,
        "captado": _instante(registro.capturado_en),
        "recibido": _instante(registro.recibido_en),
        "puerta": PUERTAS[Puerta(registro.puerta)],
        "datos": _datos(registro),
        "situacion": _situacion(registro),
        "historia": [_movimiento(m) for m in historia] or [[SIN_DATO, SIN_DATO, SIN_DATO]],
        "acuse": f"{registro.folio}.acuse.jws" if registro.recibo else SIN_DATO,
        "codigo": bytes(registro.codigo_integridad).hex(),
        "sin_imagenes": falta,
    }
    return datos, fotos


def _componer(datos: Mapping[str, Any], fotos: Mapping[str, bytes]) -> bytes:
    """Return the PDF; a letter or a picture that cannot be drawn does not stop a delivery."""
    legibles: dict[str, Any] = _legible(datos)
    for dicho, puestas in ((datos, fotos), (legibles, fotos)):
        with suppress(DocumentoImposible):
            return compilar(PLANTILLA, dicho, imagenes=puestas)
    return compilar(PLANTILLA, legibles | {"sin_imagenes": NO_SE_DIBUJAN})


def _legible(dicho: Any) -> Any:
    """Return the same with each letter that our face may lack by its number: [U+6F22]."""
    if isinstance(dicho, dict):
        return {clave: _legible(valor) for clave, valor in dicho.items()}
    if isinstance(dicho, list):
        return [_legible(valor) for valor in dicho]
    return LETRA_AJENA.sub(lambda letra: f"[U+{ord(letra[0]):04X}]", dicho)


def _datos(registro: Registro) -> list[list[str]]:
    leidos = sellos.abrir_formulario(registro)
    return [[rotulo, leidos.get(campo) or SIN_DATO] for campo, rotulo in DATOS.items()]


def _situacion(registro: Registro) -> list[list[str]]:
    clase = TEXTOS[CLASES[Estatus(registro.estatus)]]
    detalle = sellos.abrir_detalle(registro) or registro.regla_motivo
    return [
        ["Clase (ET 10.7)", clase.nombre],
        ["Situación registral", SITUACIONES.get(registro.situacion, SIN_DATO)],
        ["Causa", registro.causa or SIN_DATO],
        ["Inconsistencia", registro.inconsistencia or SIN_DATO],
        ["Detalle", detalle or SIN_DATO],
    ]


def _movimiento(movimiento: Movimiento) -> list[str]:
    que = ACTOS[Acto(movimiento.acto)]
    motivo = f" ({movimiento.motivo})" if movimiento.motivo else ""
    return [_instante(movimiento.momento), f"{que}{motivo}", movimiento.actor]


def _imagenes(registro: Registro) -> tuple[dict[str, bytes], str]:
    """Return the four images as they were sealed; or none, and the words that say why."""
    if registro.puerta == Puerta.PAPEL:
        return {}, DE_PAPEL
    try:
        contenido = paquetes.abrir(
            jws_del_sobre=registro.sobre,
            proceso=registro.proceso,
            codigo_integridad=bytes(registro.codigo_integridad),
        )
        firma = imagenes.dibujar_aceptacion(contenido, "")
    except NoAbre as falla:
        return {}, NO_ABRE.format(causa=falla.causa)
    except OSError:
        return {}, NO_ABRE.format(causa="imagen-danada")
    fotos = {n: getattr(contenido, n) for n in ("anverso", "reverso", "rostro")}
    return fotos | {"firma": firma}, ""


def _instante(momento: datetime) -> str:
    return f"{momento.astimezone(plazos.ZONA):%d/%m/%Y, %H:%M:%S} (hora Centro)"
