"""Acts of the Mesa: of a desk, of the tray, of the OPL, of who supervises."""

from rubrica.mesa.services.apartados import apartar, determinar, testigos_del_apartado
from rubrica.mesa.services.calidad import (
    congelar,
    en_revision,
    latir_revisiones,
    por_revisar,
    revisar,
    soltar_revisiones,
    sortear,
    testigos_en_revision,
    tomar_revisiones,
)
from rubrica.mesa.services.cargas import asignar, retirar
from rubrica.mesa.services.charola import pedir_clasificar, reintentar, resolver
from rubrica.mesa.services.consola import (
    abrir_testigos,
    corregir,
    dictaminar,
    entregar,
    latir,
    soltar,
    testigos_de,
    tomar_siguientes,
)
from rubrica.mesa.services.grupo import Decidido, dictaminar_grupo, tomar_grupo

__all__ = [
    "Decidido",
    "abrir_testigos",
    "apartar",
    "asignar",
    "congelar",
    "corregir",
    "determinar",
    "dictaminar",
    "dictaminar_grupo",
    "en_revision",
    "entregar",
    "latir",
    "latir_revisiones",
    "pedir_clasificar",
    "por_revisar",
    "reintentar",
    "resolver",
    "retirar",
    "revisar",
    "soltar",
    "soltar_revisiones",
    "sortear",
    "testigos_de",
    "testigos_del_apartado",
    "testigos_en_revision",
    "tomar_grupo",
    "tomar_revisiones",
    "tomar_siguientes",
]
