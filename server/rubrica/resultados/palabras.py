"""The words by which people read what results keep as codes."""

from __future__ import annotations

from collections.abc import Mapping

from rubrica.core.situaciones import SITUACIONES
from rubrica.registros.rules import Acto
from rubrica.resultados.rules import Contenido, Estado, Parte, Tipo

TIPOS: Mapping[Tipo, str] = {
    Tipo.PRELIMINAR: "Resultados preliminares",
    Tipo.DEFINITIVO: "Resultados definitivos",
}
CONTENIDOS: Mapping[Contenido, str] = {
    Contenido.PADRON: "la información de los apoyos que están en el Padrón Electoral",
    Contenido.EXPEDIENTES: "los expedientes electrónicos",
}
PARTES: Mapping[Parte, str] = {Parte.OPL: "el OPL", Parte.DERFE: "la DERFE"}
ESTADOS: Mapping[Estado, str] = {
    Estado.EN_PREPARACION: "en preparación",
    Estado.PREPARADA: "preparada, sin poner a disposición",
    Estado.FALLIDA: "no se pudo preparar",
    Estado.DISPUESTA: "a disposición del OPL",
    Estado.ACUSADA: "recibida por el OPL",
}
ACTOS: Mapping[Acto, str] = {
    Acto.TURNAR_A_MESA: "Se turnó a la Mesa de Control",
    Acto.ESPERAR_CORTE: "Espera el corte del padrón",
    Acto.NO_ABRIR: "Quedó sin abrir",
    Acto.REINTENTAR: "Se volvió a procesar",
    Acto.CLASIFICAR_POR_REGLA: "Se clasificó por regla",
    Acto.CORREGIR_DATOS: "Se corrigieron sus datos",
    Acto.VALIDAR: "Se validó en la Mesa de Control",
    Acto.SENALAR_INCONSISTENCIA: "Se señaló una inconsistencia",
    Acto.MARCAR_DUPLICADO: "Se marcó como duplicado",
    Acto.PROMOVER: "Pasó a contar, por caer el que contaba",
    Acto.SENALAR_POR_ANALISIS: "Se señaló por análisis",
    Acto.LEVANTAR_REGLA: "Se levantó la regla que lo clasificó",
    Acto.RECONSIDERAR: "Se reconsideró en audiencia",
    Acto.ACTUALIZAR_SITUACION: "Se actualizó su situación registral por audiencia",
    Acto.ADMITIR_CEDULA: "Se admitió la cédula en papel",
    Acto.OBSERVAR_CEDULA: "Se observó la cédula en papel",
    Acto.COMPULSAR: "La compulsa halló otra situación registral",
}


def situaciones(claves: list[str]) -> str:
    """Return those situaciones registrales in one phrase."""
    return "; ".join(SITUACIONES[c] for c in claves)
