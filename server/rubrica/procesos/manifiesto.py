"""What a phone shows of a process and the key it seals to (ET 1.2), signed by the installation."""

from __future__ import annotations

from datetime import datetime

from rubrica import llaves
from rubrica.core.acuse import firmar_manifiesto
from rubrica.core.credencial.modelos import MODELOS, filas
from rubrica.core.jws import b64u
from rubrica.core.sobre import instante
from rubrica.procesos.models import Proceso
from rubrica.procesos.rules import entidades

SUITE = 1  # DHKEM-X25519, HKDF-SHA256, AES-256-GCM


def carga(proceso: Proceso, *, version: int, momento: datetime) -> dict[str, object]:
    """Return the payload of the manifest (docs/protocolo.md)."""
    publica = bytes(proceso.clave_publica)
    prorrogada = proceso.vigencia_prorrogada_desde
    return {
        "proceso": proceso.pk,
        "tipo": proceso.tipo,
        "denominacion": proceso.denominacion,
        "pregunta": proceso.pregunta,
        "promovente": proceso.promovente_nombre,
        "entidad": entidades()[proceso.entidad],
        "entidad_clave": proceso.entidad,
        "periodo": {"inicio": instante(proceso.inicio), "fin": instante(proceso.fin)},
        "avisos": {
            "integral": proceso.aviso_integral,
            "simplificado": proceso.aviso_simplificado,
        },
        "responsiva": {"version": proceso.responsiva_version, "texto": proceso.responsiva},
        "manifiesto_ciudadano": {
            "version": proceso.manifiesto_ciudadano_version,
            "texto": proceso.manifiesto_ciudadano,
        },
        "clave": {"kid": b64u(llaves.kid(publica)), "suite": SUITE, "publica": b64u(publica)},
        "modelos": list(MODELOS),
        "tabla_modelos": filas(),
        "vigencia_prorrogada_desde": prorrogada.isoformat() if prorrogada else None,
        "firma_con_testigo": proceso.firma_con_testigo,
        "version": version,
        "emitido_en": instante(momento),
    }


def firmar(proceso: Proceso, *, version: int, momento: datetime) -> str:
    """Return the manifest as a JWS; raise LlaveAusente where it may not be signed."""
    return firmar_manifiesto(
        carga(proceso, version=version, momento=momento), llaves.firmante("manifiesto")
    )
