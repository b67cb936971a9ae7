"""What the general reader reads of a credential, and what the Mesa is told of it (ET 10.3 c, f, n).

The reader is handed in: only its own process loads an engine (ADR 0112). Nothing is decided here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

from django.db import Error

from rubrica.core.contenido import Contenido
from rubrica.core.credencial import mrz
from rubrica.core.credencial.causas import LecturaInvalida
from rubrica.lector import credencial
from rubrica.lector.credencial import Impreso
from rubrica.lector.renglones import TODA, Renglon, Zona
from rubrica.registros import queries as registros
from rubrica.registros import sellos
from rubrica.registros.services import Registro
from rubrica.senales import impreso
from rubrica.senales import services as senales
from rubrica.senales.impreso import Esperado
from rubrica.senales.pixeles import expediente, tarjeta
from rubrica.senales.pixeles.tarjeta import Imagen
from rubrica.senales.rules import Hallazgo, Motivo
from rubrica.senales.services.lecturas import INTENTOS
from rubrica.verificacion import paquetes
from rubrica.verificacion.rules import leer_claves
from rubrica.verificacion.services.senales import de_la_vigencia, de_las_claves, fue_hallada

bitacora_tecnica = logging.getLogger(__name__)
Leer: TypeAlias = Callable[[Imagen, Callable[[Sequence[Renglon]], Zona]], list[Renglon]]


def leer_siguiente(*, momento: datetime, leer: Leer) -> bool:
    """Read the credential that is most urgent; whether there was any.

    What cannot be read is left written with its cause and does not stop the others; a worker that
    dies leaves its record to another, and one that ends three workers is read by nobody. Raises
    OSError when the store is away and Error when the database is.
    """
    turno = senales.tomar_por_leer(momento=momento)
    if turno is None:
        return False
    registro = registros.por_id(turno.registro)
    if registro is None:
        senales.descartar(turno)
        return True
    if turno.intentos > INTENTOS:
        senales.no_se_lee(registro, turno, causa="se-interrumpe", momento=momento)
        return True
    try:
        contenido = _abrir(registro)
        esperado = _esperado(registro, contenido)
        leido = senales.leido_antes(turno) or _leer(contenido, esperado, turno.motivo, leer)
        hallazgos = _juzgar(registro, contenido, leido, esperado)
        senales.guardar_lectura(registro, turno, leido=leido, hallazgos=hallazgos, momento=momento)
    except (OSError, Error):
        senales.devolver(turno)
        raise
    except Exception as falla:
        causa = falla.causa if isinstance(falla, paquetes.NoAbre) else type(falla).__name__
        bitacora_tecnica.warning("sin lectura general: %s", causa)
        senales.no_se_lee(registro, turno, causa=causa, momento=momento)
    return True


def _abrir(registro: Registro) -> Contenido:
    return paquetes.abrir(
        jws_del_sobre=registro.sobre,
        proceso=registro.proceso,
        codigo_integridad=bytes(registro.codigo_integridad),
    )


def _esperado(registro: Registro, contenido: Contenido) -> Esperado:
    """Return what the padrón and the back say of the person of a record."""
    zona = next((c.texto for c in contenido.codigos if _es_mrz(c.texto or "")), "") or ""
    if not fue_hallada(registro):
        return Esperado(zona=zona)
    formulario = sellos.abrir_formulario(registro)
    nombre = (formulario.get(campo, "") for campo in ("paterno", "materno", "nombre"))
    return Esperado(
        clave=formulario.get("clave", ""),
        curp=formulario.get("curp", ""),
        nombre=" ".join(nombre),
        zona=zona,
    )


def _es_mrz(texto: str) -> bool:
    try:
        mrz.leer(texto)
    except LecturaInvalida:
        return False
    return True


def _leer(contenido: Contenido, esperado: Esperado, motivo: str, leer: Leer) -> Impreso:
    """Return what is printed: of a front that agrees no more than its name, of one in doubt all."""
    falta = partial(impreso.falta_leer, esperado=esperado)
    frente = credencial.leer_frente(leer(_para_leer(contenido.anverso), falta))
    if motivo == Motivo.ANVERSO:
        return frente
    atras = credencial.leer_reverso(leer(_para_leer(contenido.reverso), lambda _: TODA))
    claves = {n: getattr(atras, n) for n in ("cic", "ocr", "identificador", "mrz")}
    return replace(frente, **claves, emision=frente.emision or atras.emision)


def _para_leer(jpeg: bytes) -> Imagen:
    return tarjeta.para_leer(expediente.decodificar(jpeg))


def _juzgar(
    registro: Registro, contenido: Contenido, leido: Impreso, esperado: Esperado
) -> list[Hallazgo]:
    """Return the señales of what was read; none of them moves the record."""
    telefono = asdict(leer_claves(contenido))
    del_reverso = {n: getattr(leido, n) for n in ("cic", "ocr", "identificador")}
    hallazgos = [
        *impreso.juzgar(leido, replace(esperado, zona=leido.mrz or esperado.zona)),
        *(de_las_claves(del_reverso, telefono) if any(del_reverso.values()) else []),
        *de_la_vigencia(registro, _vence(leido), "anverso"),
    ]
    return list({h.clave: h for h in reversed(hallazgos)}.values())[::-1]


def _vence(leido: Impreso) -> date | None:
    """Return the last day of the year printed on the front; None when it was not read."""
    return date(int(leido.vigencia), 12, 31) if leido.vigencia else None
