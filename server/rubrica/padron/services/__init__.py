"""Acts on the padrón: a cut loaded, activated or discarded; the catalogues that go with it."""

from rubrica.padron.services._comun import particion
from rubrica.padron.services.carga import Control, cargar
from rubrica.padron.services.catalogos import cargar_municipios, cargar_secciones
from rubrica.padron.services.vida import activar, descartar

__all__ = [
    "Control",
    "activar",
    "cargar",
    "cargar_municipios",
    "cargar_secciones",
    "descartar",
    "particion",
]
