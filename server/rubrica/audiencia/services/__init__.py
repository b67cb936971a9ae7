"""Writes of audiencia."""

from rubrica.audiencia.services._documentos import abrir as abrir_documento
from rubrica.audiencia.services._documentos import borrador, componer
from rubrica.audiencia.services.actuaciones import Dicho, como_asunto, datos_nuevos, guardar
from rubrica.audiencia.services.adjuntos import abrir as abrir_adjunto
from rubrica.audiencia.services.adjuntos import adjuntar
from rubrica.audiencia.services.agenda import (
    Convocatoria,
    Persona,
    acordar_requisitos,
    acreditar,
    avisar,
    cancelar,
    cargar,
    enmascarar,
    programar,
)
from rubrica.audiencia.services.firmas import (
    abrir_firma,
    acta_vigente,
    expediente,
    firmar_con_certificado,
    firmar_en_papel,
    negarse,
    ver_firma,
)
from rubrica.audiencia.services.resultado import aplicar, devolver, notificar
from rubrica.audiencia.services.revision import aceptar, contraproponer, proponer
from rubrica.audiencia.services.sala import abrir, abrir_imagen, cerrar, concluir, mostrar, relatar

__all__ = [
    "Convocatoria",
    "Dicho",
    "Persona",
    "abrir",
    "abrir_adjunto",
    "abrir_documento",
    "abrir_firma",
    "abrir_imagen",
    "aceptar",
    "acordar_requisitos",
    "acreditar",
    "acta_vigente",
    "adjuntar",
    "aplicar",
    "avisar",
    "borrador",
    "cancelar",
    "cargar",
    "cerrar",
    "como_asunto",
    "componer",
    "concluir",
    "contraproponer",
    "datos_nuevos",
    "devolver",
    "enmascarar",
    "expediente",
    "firmar_con_certificado",
    "firmar_en_papel",
    "guardar",
    "mostrar",
    "negarse",
    "notificar",
    "programar",
    "proponer",
    "relatar",
    "ver_firma",
]
