"""Real paquetes for tests and benches: a small credential, sealed and signed as a phone does."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO

from PIL import Image

from rubrica import llaves
from rubrica.core import codigo, paquete, sobre
from rubrica.core.contenido import (
    Codigo,
    Contenido,
    ConTestigo,
    Firma,
    Manifiesto,
    Posicion,
    Testigo,
)
from rubrica.core.sobre import Sobre
from rubrica.recepcion import almacen
from rubrica.recepcion.tests.telefono import Telefono
from rubrica.registros import services as registros
from rubrica.registros.rules import Regla
from rubrica.registros.services import Registro

MRZ = (
    "IDMEX1234567897<<2575012345678\n"
    "8205063H3312315MEX<00<<12345<4\n"
    "HERNANDEZ<GARCIA<<JUAN<CARLOS<"
)  # domain facts: fictional, with right digits


@lru_cache(maxsize=32)
def jpeg(color: str = "gray", ancho: int = 320, alto: int = 200) -> bytes:
    """A plain JPEG of that size."""
    salida = BytesIO()
    Image.new("RGB", (ancho, alto), color).save(salida, "JPEG")
    return salida.getvalue()


def contenido(**cambios: object) -> Contenido:
    """A whole record; `cambios` replaces any part."""
    partes: dict[str, object] = {
        "modelo": "E",
        "anverso": jpeg("teal"),
        "reverso": jpeg("olive"),
        "rostro": jpeg("tan", 240, 320),
        "firma": Firma(ancho=300, alto=120, trazos=((0, 20, 60, 16, 40, -20, 16, 60, 30),)),
        "codigos": (Codigo(simbologia="MRZ", lado="reverso", texto=MRZ),),
        "claves": {"cic": "123456789"},
        "manifiesto": Manifiesto(texto="Manifiesto mi apoyo.", version=1),
        "posicion": Posicion(lat=17_060_000, lon=-96_720_000, precision_m=12, edad_s=3),
    }
    return Contenido(**{**partes, **cambios})  # type: ignore[arg-type]


def con_testigo(huella: bytes | None = None) -> ConTestigo:
    """Return how a person accepts before a witness; without huella, by a mark on the pad."""
    return ConTestigo(huella=huella, testigo=Testigo(nombre="Luz Yescas", firma=contenido().firma))


def sellar(telefono: Telefono, dentro: Contenido, **cambios: object) -> tuple[Sobre, bytes]:
    """Seal and sign one record as that phone; return its sobre and its paquete."""
    datos = telefono.datos(**cambios)  # type: ignore[arg-type]
    cerrado = paquete.sellar(dentro, datos, llaves.publica(telefono.proceso))
    firmado = sobre.firmar(datos, cerrado, telefono.clave)
    return sobre.leer(firmado, telefono.clave.public_key()), cerrado


def guardar(leido: Sobre, cerrado: bytes) -> None:
    """Put a paquete where recepción keeps them."""
    with almacen.Entrante() as entrante:
        entrante.write(cerrado)
        entrante.keep(leido.proceso, codigo.de(cerrado))


def recibir(
    leido: Sobre, *, auxiliar: int, recibido_en: datetime, regla: Regla | None = None
) -> Registro:
    """Write the row that recepción writes."""
    return registros.recibir(
        id=leido.id,
        folio=leido.folio,
        proceso=leido.proceso,
        promovente=1,
        auxiliar=auxiliar,
        dispositivo=leido.dispositivo,
        consecutivo=leido.consecutivo,
        anterior=leido.anterior,
        codigo_integridad=leido.codigo_integridad,
        tamano=leido.tamano,
        sobre=leido.jws,
        resumen=leido.resumen,
        capturado_en=leido.capturado_en,
        recibido_en=recibido_en,
        recibo="r.r.r",
        regla=regla,
    )
