"""What a phone shows of a process and the key it seals to (ET 1.2), signed by the installation."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from rubrica import llaves
from rubrica.core.acuse import firmar_manifiesto
from rubrica.core.credencial.modelos import MODELOS, filas
from rubrica.core.jws import b64u
from rubrica.core.sobre import instante
from rubrica.procesos import queries
from rubrica.procesos.logotipo import TIPO
from rubrica.procesos.models import Proceso
from rubrica.procesos.publicado import Clase
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
            "integral": proceso.aviso_integral or direccion(proceso.pk, Clase.INTEGRAL),
            "simplificado": proceso.aviso_simplificado or direccion(proceso.pk, Clase.SIMPLIFICADO),
        },
        **_publicado(proceso.pk),
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


def direccion(proceso: str, clase: Clase) -> str:
    """Return where the portal publishes a notice (ET 14.2)."""
    return f"{settings.URL_PUBLICA}/mecanismos/{proceso}/avisos/{clase.value}/"


def _publicado(proceso: str) -> dict[str, object]:
    """Return the members of the notices' texts and of the logo; none of what is not published."""
    avisos, logotipo = queries.avisos(proceso), queries.logotipo(proceso)
    miembros: dict[str, object] = {}
    if avisos:
        miembros["textos_de_avisos"] = {
            a.clase: {"version": a.version, "sha256": a.huella, "texto": a.texto} for a in avisos
        }
    if logotipo:
        imagen = b64u(bytes(logotipo.imagen))
        miembros["logotipo"] = {"tipo": TIPO, "sha256": logotipo.huella, "imagen": imagen}
    return miembros


def firmar(proceso: Proceso, *, version: int, momento: datetime) -> str:
    """Return the manifest as a JWS; raise LlaveAusente where it may not be signed."""
    return firmar_manifiesto(
        carga(proceso, version=version, momento=momento), llaves.firmante("manifiesto")
    )
