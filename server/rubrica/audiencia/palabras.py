"""The words by which people read what sessions keep as codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rubrica.audiencia.cambios import CONDICIONES, Cambio, Documento
from rubrica.audiencia.cambios import DOCUMENTOS as DE_PRUEBA
from rubrica.audiencia.rules import Acto, Clase, Estado, Modo
from rubrica.core.situaciones import CAUSAS, SITUACIONES
from rubrica.registros.clases import INCONSISTENCIAS
from rubrica.registros.rules import Estatus

CLASES: Mapping[Clase, str] = {
    Clase.REVISION: "Revisión con la persona promovente",
    Clase.AUDIENCIA: "Garantía de audiencia",
}
ESTADOS: Mapping[Estado, str] = {
    Estado.PROPUESTA: "fecha propuesta",
    Estado.ACORDADA: "fecha acordada",
    Estado.PROGRAMADA: "programada, sin avisar al INE",
    Estado.AVISADA: "avisada al INE",
    Estado.ABIERTA: "en curso",
    Estado.CONCLUIDA: "concluida, acta sin cerrar",
    Estado.CERRADA: "cerrada",
    Estado.NOTIFICADA: "notificada al INE",
    Estado.RESUELTA: "resuelta por la DERFE",
    Estado.CANCELADA: "cancelada",
}
ACTOS: Mapping[Acto, str] = {
    Acto.ACORDAR: "Se acordó la fecha",
    Acto.AVISAR: "Se avisó al INE",
    Acto.ABRIR: "Se abrió",
    Acto.CONCLUIR: "Concluyó",
    Acto.CERRAR: "Se cerró su acta",
    Acto.NOTIFICAR: "Se notificaron sus resultados al INE",
    Acto.RESOLVER: "La DERFE resolvió todos los cambios",
    Acto.CANCELAR: "Se canceló",
}
MODOS: Mapping[Modo, str] = {
    Modo.ELECTRONICA: "Firma electrónica (PAdES)",
    Modo.AUTOGRAFA: "Firma autógrafa en el acta impresa",
    Modo.NEGATIVA: "Se negó a firmar",
}
ESTATUS: Mapping[Estatus, str] = {
    Estatus.RECIBIDO: "En procesamiento",
    Estatus.EN_CHAROLA: "En procesamiento",
    Estatus.EN_ESPERA_DE_CORTE: "En procesamiento",
    Estatus.EN_MESA: "En mesa de control",
    Estatus.PARA_COMPULSA: "Para compulsa",
    Estatus.DUPLICADO: "Duplicado",
    Estatus.CON_INCONSISTENCIA: "Con inconsistencia",
}
DOCUMENTOS: Mapping[str, str] = {
    "aviso": "Aviso de 48 horas",
    "minuta": "Minuta",
    "acta": "Acta circunstanciada",
    "constancia": "Constancia de firmas",
    "resultado": "Notificación de resultados",
}
SIN_MODIFICACION = "Sin modificación"


def de_inconsistencia(numeral: str) -> str:
    """Return an inconsistency by its numeral and its words; "" for none."""
    return f"{numeral}. {INCONSISTENCIAS.get(numeral, '')}".rstrip(". ") if numeral else ""


def de_situacion(situacion: str, causa: str = "") -> str:
    """Return a situación registral, and the cause of a baja."""
    texto = SITUACIONES.get(situacion, "Sin consultar")
    return f"{texto}: {CAUSAS[causa]}" if causa in CAUSAS else texto


def de_cambios(cambios: Iterable[str]) -> str:
    """Return what a decision changes, with its numeral; *sin modificación* for nothing."""
    partes = [
        f"{CONDICIONES[Cambio(c)].etiqueta} ({CONDICIONES[Cambio(c)].numeral})" for c in cambios
    ]
    return "; ".join(partes) or SIN_MODIFICACION


def de_documento(clase: str) -> str:
    """Return what a file of the promovente proves."""
    return DE_PRUEBA[Documento(clase)]
