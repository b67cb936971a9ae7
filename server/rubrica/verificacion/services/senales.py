"""Measures the records that were opened and leaves what was noticed for the Mesa (ET 10.1, 10.3).

It decides nothing: what it writes is read beside the record, and orders the queue of its day.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID

from django.db import Error, transaction

from rubrica import llaves
from rubrica.core import plazos
from rubrica.core.contenido import Contenido, ConTestigo
from rubrica.core.credencial import clave_elector, cruce, curp, mrz
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.mi_apoyo.rules import esta_vigente
from rubrica.procesos import queries as procesos
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.rules import Situacion
from rubrica.registros.services import Registro
from rubrica.senales import juicio, lectura
from rubrica.senales import services as senales
from rubrica.senales.pixeles import expediente
from rubrica.senales.rules import Hallazgo, Motivo, alzar, motivo_de_lectura
from rubrica.senales.services.parecidos import Enlace
from rubrica.verificacion import paquetes
from rubrica.verificacion.rules import leer_claves, vence_en_mrz

bitacora_tecnica = logging.getLogger(__name__)
DE_LA_CREDENCIAL = ("cic", "ocr", "identificador")
PALABRAS = {
    cruce.Motivo.LETRAS: "letras de la CURP y la clave",
    cruce.Motivo.NACIMIENTO: "fecha de nacimiento",
    cruce.Motivo.NACIMIENTO_RECTIFICADO: "fecha de nacimiento",
    cruce.Motivo.ENTIDAD: "entidad de nacimiento",
    cruce.Motivo.SEXO: "sexo",
    cruce.Motivo.SECCION: "sección",
    cruce.Motivo.VIGENCIA: "vigencia",
    cruce.Motivo.NOMBRE: "nombre",
}


@transaction.atomic
def senalar_siguiente(*, momento: datetime) -> bool:
    """Measure the record that has waited longest; whether there was any.

    Its turn and what was found commit together: a worker that dies leaves it to another. Raises
    OSError when the store is away.
    """
    turno = senales.tomar_por_senalar()
    registro = registros.por_id(turno.registro) if turno else None
    if turno is None or registro is None:
        return False
    try:
        contenido = paquetes.abrir(
            jws_del_sobre=registro.sobre,
            proceso=registro.proceso,
            codigo_integridad=bytes(registro.codigo_integridad),
        )
        hallazgos, huellas, motivo = examinar(registro, contenido)
        senales.guardar(registro, hallazgos=hallazgos, huellas=huellas, momento=momento)
        if motivo is not None:
            senales.encolar_lectura(registro, motivo, atrasado=turno.atrasado)
        _enlazar_procesos(registro)
    except (OSError, Error):
        raise
    except Exception as falla:
        causa = falla.causa if isinstance(falla, paquetes.NoAbre) else type(falla).__name__
        bitacora_tecnica.warning("sin señales: %s", causa)
        senales.no_se_mide(registro, causa=causa[:48], momento=momento)
    return True


def examinar(
    registro: Registro, contenido: Contenido
) -> tuple[list[Hallazgo], dict[str, bytes | int], Motivo | None]:
    """Return what is noticed in one record by itself, its perceptual hashes with its CIC, and why
    the general reader must read it, if it must."""
    medido = expediente.medir(contenido)
    leido = lectura.leer(medido.anverso.gris, medido.reverso.gris, contenido.modelo)
    releido = replace(contenido, codigos=leido.codigos, claves={})
    servidor = {n: v for n, v in asdict(leer_claves(releido)).items() if v}
    telefono = asdict(leer_claves(contenido))
    formulario = sellos.abrir_formulario(registro)
    hallazgos = [
        *_sin_la_marca(contenido, juicio.de_la_imagen(medido)),
        *_dos_juegos(leido),
        *de_las_claves(servidor, telefono),
        *_de_los_datos(releido, formulario),
        *de_la_vigencia(registro, vence_en_mrz(releido), "reverso"),
        *alzar("fuera-de-entidad", float(registro.situacion == Situacion.FUERA_DE_AMBITO)),
    ]
    huellas: dict[str, bytes | int] = dict(medido.huellas)
    if cic := servidor.get("cic") or telefono["cic"]:
        huellas["cic"] = int(cic)
    motivo = motivo_de_lectura(
        {n: servidor.get(n, "") for n in DE_LA_CREDENCIAL}, telefono, hallada=fue_hallada(registro)
    )
    return _una_vez(hallazgos), huellas, motivo


def fue_hallada(registro: Registro) -> bool:
    """Whether the form of a record has the name and the keys of a person of the padrón."""
    return registro.situacion not in {"", Situacion.NO_ENCONTRADO}


def _sin_la_marca(contenido: Contenido, hallazgos: list[Hallazgo]) -> list[Hallazgo]:
    """Return them without those of the pad when it holds the mark of who cannot sign (ET 5.12)."""
    if not isinstance(contenido.aceptacion, ConTestigo):
        return hallazgos
    return [h for h in hallazgos if h.imagen != "firma"]


def _una_vez(hallazgos: list[Hallazgo]) -> list[Hallazgo]:
    """Return one of each señal, the first."""
    return list({h.clave: h for h in reversed(hallazgos)}.values())[::-1]


def _dos_juegos(leido: lectura.Leido) -> list[Hallazgo]:
    """Return that both sides show the codes of a back."""
    return alzar("mismo-lado", float(leido.juegos), "anverso") if leido.juegos > 1 else []


def de_las_claves(servidor: Mapping[str, str], telefono: Mapping[str, str]) -> list[Hallazgo]:
    """Return what the server read against what the phone sent, and that nobody read anything."""
    otras = [n for n in lectura.distintas(servidor, telefono) if n in DE_LA_CREDENCIAL]
    cuantas = sum(bool(telefono.get(n) or servidor.get(n)) for n in (*DE_LA_CREDENCIAL, "clave"))
    return [
        *alzar("lectura-distinta", float(len(otras)), "reverso", cuales=", ".join(otras)),
        *alzar("sin-lectura", float(cuantas), "reverso"),
    ]


def _de_los_datos(releido: Contenido, formulario: Mapping[str, str]) -> list[Hallazgo]:
    """Return where MRZ, CURP, clave and sección do not follow from each other (ET 10.3 n)."""
    try:
        de_la_curp = curp.leer(formulario.get("curp", ""))
        halladas = cruce.cruzar(clave_elector.leer(formulario.get("clave", "")), de_la_curp)
    except LecturaInvalida:
        return []
    for codigo in releido.codigos:
        try:
            leida = mrz.leer(codigo.texto or "")
        except LecturaInvalida:
            continue
        halladas += cruce.cruzar_mrz(leida, curp=de_la_curp)
    graves = [d for d in halladas if d.clase is cruce.Clase.IMPEDIMENTO]
    nombre = [d for d in halladas if d.motivo is cruce.Motivo.NOMBRE]
    cuales = sorted({PALABRAS.get(d.motivo, d.motivo.value) for d in (*graves, *nombre)})
    datos = alzar("datos-no-concuerdan", float(len(cuales)), "reverso", cuales=", ".join(cuales))
    # Another person's name on the back than the padrón's of its keys: two cards, or one made up.
    otro = alzar("lados-distintos", float(len(graves) + len(nombre)), "reverso") if nombre else []
    return [*datos, *otro]


def de_la_vigencia(registro: Registro, vence: date | None, imagen: str) -> list[Hallazgo]:
    """Return that the card had run out on the day of the capture, without extension (facts 1.1)."""
    if vence is None:
        return []
    proceso = procesos.proceso_en_puerta(registro.proceso)
    desde = proceso.vigencia_prorrogada_desde if proceso else None
    captado = registro.capturado_en.astimezone(plazos.ZONA).date()
    if esta_vigente(vence, captado, desde):
        return []
    return [Hallazgo(clave="vencida", valor=float(vence.year), imagen=imagen)]


def _enlazar_procesos(registro: Registro) -> None:
    """Link the supports that the same person gave to other processes; information, no more."""
    clave = sellos.abrir_formulario(registro).get("clave", "")
    if not clave:
        return
    enlaces: list[Enlace] = []
    de_quien: dict[UUID, str] = {}
    for proceso in procesos.abiertos():
        if proceso == registro.proceso:
            continue
        try:
            persona = paquetes.indice_de_persona(proceso, ("clave", clave))
        except llaves.LlaveAusente:
            continue
        for otro in registros.de_la_persona(proceso, persona):
            de_quien[otro] = proceso
            enlaces.append(
                Enlace(proceso=registro.proceso, clase="persona", registro=registro.id, grupo=otro)
            )
    senales.enlazar(enlaces[:1], de_quien=de_quien)
