"""From draft to open: registrar, corregir, solicitar, devolver, aprobar, abrir (ET 1, 2.3)."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from rubrica import llaves
from rubrica.core.rechazos import rechazo
from rubrica.cuentas.services import asignar, cuenta_de_promovente
from rubrica.procesos import sellos
from rubrica.procesos.models import Proceso
from rubrica.procesos.publicado import Clase
from rubrica.procesos.queries import calendario
from rubrica.procesos.rules import (
    Acto,
    Estado,
    Solicitud,
    aplicar,
    entidades,
    exigir_anticipacion,
    responsiva,
    tipos,
)
from rubrica.procesos.services._comun import actor, anotar, emitir_manifiesto, tomar
from rubrica.procesos.services.confirmacion import enviar_confirmacion
from rubrica.procesos.services.publicado import exigir_avisos, publicar


@transaction.atomic
def registrar(*, solicitud: Solicitud, autoridad: str, quien: int, momento: datetime) -> Proceso:
    """Register a mechanism as a draft, with its keys made and its promovente's account (ET 1.2).

    Who registers it acts in it from then on. Raises `proceso-repetido`, `correo-de-otra-cuenta`,
    `autenticacion-de-otro-proceso`.
    """
    if Proceso.objects.filter(pk=solicitud.id).exists():
        raise rechazo("proceso-repetido")
    promovente = cuenta_de_promovente(
        correo=solicitud.correo,
        nombre=solicitud.promovente_nombre[:150],
        autenticacion=solicitud.autenticacion,
        actor=actor(quien),
        momento=momento,
    )
    publica = llaves.crear_proceso(solicitud.id)
    proceso = Proceso.objects.create(
        **_columnas(solicitud),
        autoridad=autoridad,
        promovente=promovente,
        registrado_en=momento,
        registrado_por=quien,
        clave_publica=publica,
    )
    anotar("registrar_proceso", proceso, quien=quien, momento=momento, tipo=proceso.tipo)
    _publicar(proceso, solicitud, quien=quien, momento=momento)
    asignar(cuenta=quien, proceso=proceso.pk, actor=actor(quien), momento=momento)
    return proceso


@transaction.atomic
def corregir(*, proceso: str, solicitud: Solicitud, quien: int, momento: datetime) -> Proceso:
    """Write a draft anew; its Id stays. Raises `proceso-improcedente` once it was asked for."""
    fila = tomar(proceso)
    if fila.estado != Estado.BORRADOR:
        raise rechazo("proceso-improcedente", estado=fila.estado, acto="corregir")
    columnas = _columnas(replace(solicitud, id=fila.pk))
    columnas["promovente"] = cuenta_de_promovente(
        correo=solicitud.correo,
        nombre=solicitud.promovente_nombre[:150],
        autenticacion=solicitud.autenticacion,
        actor=actor(quien),
        momento=momento,
    )
    for nombre, valor in columnas.items():
        setattr(fila, nombre, valor)
    fila.save(update_fields=sorted(set(columnas) - {"id"}))
    anotar("corregir_proceso", fila, quien=quien, momento=momento)
    _publicar(fila, solicitud, quien=quien, momento=momento)
    return fila


@transaction.atomic
def devolver(*, proceso: str, motivo: str, quien: int, momento: datetime) -> Proceso:
    """The DERFE gives the request back, and says why: it is a draft again (ET 1.1)."""
    fila = tomar(proceso)
    fila.estado = aplicar(Acto.DEVOLVER, Estado(fila.estado))
    fila.devuelto_en, fila.devuelto_por, fila.devuelto_por_que = momento, quien, motivo
    fila.save(update_fields=["estado", "devuelto_en", "devuelto_por", "devuelto_por_que"])
    anotar("devolver_proceso", fila, quien=quien, momento=momento)
    return fila


@transaction.atomic
def solicitar(*, proceso: str, quien: int, momento: datetime, urgencia: str = "") -> Proceso:
    """Ask the DERFE to enable the process (ET 1.2).

    urgencia: why, when fewer than two working days are left; then required. Raises
    `solicitud-sin-anticipacion`, `avisos-de-privacidad`, `proceso-improcedente`.
    """
    fila = tomar(proceso)
    fila.estado = aplicar(Acto.SOLICITAR, Estado(fila.estado))
    exigir_avisos(fila)
    exigir_anticipacion(
        inicio=fila.inicio, momento=momento, urgencia=urgencia, calendario=calendario(fila.pk)
    )
    fila.solicitado_en, fila.solicitado_por, fila.urgencia = momento, quien, urgencia
    fila.save(update_fields=["estado", "solicitado_en", "solicitado_por", "urgencia"])
    anotar("solicitar_proceso", fila, quien=quien, momento=momento, urgente=bool(urgencia))
    return fila


@transaction.atomic
def aprobar(*, proceso: str, quien: int, momento: datetime) -> Proceso:
    """The DERFE accepts the request; the promovente gets access and the e-mail of ET 2.3."""
    fila = tomar(proceso)
    fila.estado = aplicar(Acto.APROBAR, Estado(fila.estado))
    fila.aprobado_en, fila.aprobado_por = momento, quien
    fila.save(update_fields=["estado", "aprobado_en", "aprobado_por"])
    asignar(cuenta=fila.promovente_id, proceso=fila.pk, actor=actor(quien), momento=momento)
    anotar("aprobar_proceso", fila, quien=quien, momento=momento)
    enviar_confirmacion(fila, momento)
    return fila


@transaction.atomic
def abrir(*, proceso: str, quien: int, momento: datetime) -> Proceso:
    """Open the capture: the manifest is signed, and phones may enrol (ET 1.1).

    Raises `ensayo-pendiente`, `custodia-pendiente`, `avisos-de-privacidad`,
    `proceso-improcedente`.
    """
    fila = tomar(proceso)
    fila.estado = aplicar(Acto.ABRIR, Estado(fila.estado))
    if fila.ensayo_superado_en is None:
        raise rechazo("ensayo-pendiente")
    if fila.custodia_entregada_en is None:
        raise rechazo("custodia-pendiente")
    exigir_avisos(fila)
    fila.abierto_en, fila.abierto_por = momento, quien
    fila.save(update_fields=["estado", "abierto_en", "abierto_por"])
    emitir_manifiesto(fila, momento)
    anotar("abrir_proceso", fila, quien=quien, momento=momento)
    return fila


def _publicar(proceso: Proceso, solicitud: Solicitud, *, quien: int, momento: datetime) -> None:
    """Publish the notices and the logo that the request brings."""
    textos = {
        Clase.INTEGRAL: solicitud.texto_integral,
        Clase.SIMPLIFICADO: solicitud.texto_simplificado,
    }
    publicar(
        proceso=proceso.pk,
        textos={clase: texto for clase, texto in textos.items() if texto},
        logotipo=solicitud.logotipo,
        quien=quien,
        momento=momento,
    )


def _columnas(solicitud: Solicitud) -> dict[str, object]:
    """Return the columns that the request fills, its texts with entidad and promovente inside."""
    quienes = {
        "entidad": entidades()[solicitud.entidad],
        "promovente": solicitud.promovente_nombre,
    }
    iguales = (
        "id", "tipo", "entidad", "inicio", "fin", "denominacion", "pregunta",
        "promovente_nombre", "autenticacion", "aviso_integral", "aviso_simplificado",
        "vigencia_prorrogada_desde",
        "firma_con_testigo", "enrolamiento_con_fura",
    )  # fmt: skip
    return {
        **{nombre: getattr(solicitud, nombre) for nombre in iguales},
        **asdict(solicitud.expediente),
        **(solicitud.requisito or tipos()[solicitud.tipo].requisito).columnas(),
        "representante": sellos.sellar_representante(solicitud.id, solicitud.representante),
        "politica_duplicados": solicitud.politica_duplicados.value,
        "situaciones_que_cuentan": [s.value for s in solicitud.situaciones_que_cuentan],
        "manifiesto_ciudadano": tipos()[solicitud.tipo].manifiesto.format(**quienes),
        "responsiva": responsiva().format(**quienes),
    }
