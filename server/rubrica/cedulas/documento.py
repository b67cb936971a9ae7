"""The *Cédula de Registro de Auxiliar* as a PDF/A-2b (ET 4.5): the same capture, the same bytes.

It says what was registered and what was captured, and nothing that may change later: neither what
the padrón answers nor what was decided. Its images carry a mark of what they serve for.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rubrica.auxiliares.fura import en_letra
from rubrica.auxiliares.queries import AltaGuardada, AuxiliarConDatos
from rubrica.core import plazos
from rubrica.core.aparato import Aparato, de_agente
from rubrica.core.contenido import Contenido
from rubrica.documentos import compilar
from rubrica.verificacion.services import marcadas

PLANTILLA = Path(__file__).with_name("plantillas") / "cedula.typ"
MARCA = "Cédula de Registro de Auxiliar {proceso}-{numero} · solo para su revisión (ET 3.8)"
SIN_DATO = "—"


def componer(
    *,
    auxiliar: AuxiliarConDatos,
    alta: AltaGuardada,
    leido: dict[str, str],
    contenido: Contenido,
    aparato: Aparato,
    denominacion: str,
) -> bytes:
    """Return the cédula of one enrolment capture. Raises NoAbre and DocumentoImposible."""
    dispositivo = next(d for d in auxiliar.dispositivos if d.pk == alta.dispositivo)
    imagenes = marcadas(contenido, MARCA.format(proceso=auxiliar.proceso, numero=auxiliar.numero))
    registrado = {c: v or SIN_DATO for c, v in auxiliar.datos.as_dict().items()}
    nombre = " ".join(filter(None, (leido.get("nombre", ""), leido.get("paterno", ""))))
    datos = {
        "denominacion": denominacion,
        "proceso": auxiliar.proceso,
        "numero": auxiliar.numero,
        "registrado": registrado | {"alta_en": _instant(auxiliar.alta_en)},
        "credencial": {
            "modelo": contenido.modelo,
            "nombre": nombre or SIN_DATO,
            **{c: leido.get(c) or SIN_DATO for c in ("clave", "emision", "ocr", "cic")},
        },
        "dispositivo": {
            "numero": dispositivo.numero,
            "id": str(dispositivo.pk),
            "equipo": de_agente(dispositivo.agente) or "No lo dice el dispositivo",
            "app": aparato.app,
            "alta_en": _instant(dispositivo.alta_en),
            "responsiva": dispositivo.responsiva_version,
        },
        "captura": {
            "folio": alta.folio,
            "capturado_en": _instant(alta.capturado_en),
            "recibido_en": _instant(alta.recibido_en),
            "abierta_en": _instant(alta.abierta_en),
            "codigo": alta.codigo_integridad.hex(),
        },
    }
    return compilar(
        PLANTILLA,
        datos,
        imagenes={c: getattr(imagenes, c) for c in ("anverso", "reverso", "rostro", "firma")},
    )


def _instant(momento: datetime | None) -> str:
    if momento is None:
        return SIN_DATO
    local = momento.astimezone(plazos.ZONA)
    return f"{en_letra(local)}, {local:%H:%M:%S} (hora Centro)"
