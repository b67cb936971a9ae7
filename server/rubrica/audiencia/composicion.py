"""The documents of a session as PDF/A-2b: the same rows give the same bytes.

Records go by folio, and the data of a person masked (ET 11.5). What is said of each record goes in
parts of POR_PARTE when there are more: each is composed by itself, so that memory is that of a few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rubrica.audiencia import palabras, queries, rules
from rubrica.audiencia.mascara import DEL_ACTA, enmascarar
from rubrica.audiencia.models import Actuacion, Adjunto, Sesion
from rubrica.audiencia.rules import Acto, Clase, Modo
from rubrica.auxiliares.fura import en_letra
from rubrica.core import plazos
from rubrica.documentos import compilar
from rubrica.documentos.firmable import firmable
from rubrica.documentos.partes import unir
from rubrica.procesos import queries as procesos
from rubrica.registros.rules import Estatus

POR_PARTE = 250  # records: Typst remembers its last ten documents, some 20 MiB of each
PLANTILLAS = Path(__file__).with_name("plantillas")
SIN_DATO = "—"


def componer(sesion: Sesion, clase: str) -> bytes:
    """Return a document: aviso, acta, minuta, constancia, resultado, or borrador of acta or minuta.

    Raises DocumentoImposible for a letter that cannot be drawn.
    """
    plantilla, datos, acto = _DOCUMENTOS[clase]
    momento = queries.momento_de(sesion, acto) if acto else None
    dicho = datos(sesion)
    pdf = compilar(PLANTILLAS / plantilla, dicho, momento=momento)
    if dicho.get("partes"):
        pdf = unir(pdf, _partes(sesion, plantilla, dicho))
    return firmable(pdf) if clase == "acta" else pdf


def _partes(sesion: Sesion, plantilla: str, dicho: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the pages of each part; a reader of screens is told their text, not their cells."""
    for n, vigentes in enumerate(queries.por_partes(sesion, POR_PARTE), start=1):
        suyo = {**dicho, **_de_registros(sesion, vigentes), "parte": n}
        yield compilar(PLANTILLAS / plantilla, suyo, etiquetas=False)


def _de_registros(sesion: Sesion, vigentes: Sequence[Actuacion]) -> dict[str, Any]:
    """Return what the documents say record by record, of those decisions."""
    adjuntos = queries.adjuntos_de(vigentes)
    return {
        "dichos": [d for a in vigentes if (d := _dicho(sesion, a, adjuntos[a.pk]))],
        "anexo": [_renglon(sesion, a) for a in vigentes],
        "cambios": [_renglon(sesion, a) for a in vigentes if a.cambios],
    }


def _en_partes(sesion: Sesion) -> dict[str, Any]:
    """Return what is said record by record, here if one part is enough; partes: how many if not."""
    partes = -(-sesion.asuntos.count() // POR_PARTE)
    if partes > 1:
        return {"parte": 0, "partes": partes, "dichos": [], "anexo": [], "cambios": []}
    return {"parte": 0, "partes": 0} | _de_registros(sesion, queries.ultimas(sesion))


def _comunes(sesion: Sesion) -> dict[str, Any]:
    en_puerta = procesos.proceso_en_puerta(sesion.proceso)
    return {
        "proceso": sesion.proceso,
        "mecanismo": en_puerta.denominacion if en_puerta else SIN_DATO,
        "promovente": en_puerta.promovente_nombre if en_puerta else SIN_DATO,
        "numero": sesion.numero,
        "sala": sesion.sala,
        "inicio": _instante(sesion.inicio),
        "fin": _instante(sesion.fin),
    }


def _instante(momento: datetime | None) -> str:
    if momento is None:
        return SIN_DATO
    local = momento.astimezone(plazos.ZONA)
    return f"{en_letra(local)}, {local:%H:%M} (hora Centro)"


# ---- The 48-hour notice


def _aviso(sesion: Sesion) -> dict[str, Any]:
    avisado = queries.momento_de(sesion, Acto.AVISAR)
    return {
        **_comunes(sesion),
        "avisado": _instante(avisado),
        "limite": _instante(plazos.aviso_de_audiencia(sesion.inicio)),
        "tarde": bool(avisado and rules.aviso_tarde(inicio=sesion.inicio, momento=avisado)),
        "funcionarios": _funcionarios(sesion),
        "registros": sesion.asuntos.count(),
    }


def _funcionarios(sesion: Sesion) -> list[dict[str, Any]]:
    """Return the officials of a hearing as notified; of a review, who looked at its records."""
    if sesion.clase == Clase.REVISION:
        return [
            {"nombre": nombre, "usuario": usuario, "papel": "Revisa", "registros": n}
            for nombre, usuario, n in queries.quienes_revisaron(sesion)
        ]
    return [
        {
            "nombre": f.nombre,
            "usuario": f.usuario,
            "papel": "Conduce" if f.conduce else "Opera",
            "registros": f.registros,  # type: ignore[attr-defined]
        }
        for f in queries.carga(sesion)
    ]


# ---- Acta and minuta


def _acta(sesion: Sesion, *, borrador: bool = False) -> dict[str, Any]:
    """Return what the acta of a hearing, or the minuta of a review, says."""
    avisado = queries.momento_de(sesion, Acto.AVISAR)
    requisitos = sesion.requisitos
    return {
        **_comunes(sesion),
        "borrador": borrador,
        "audiencia": sesion.clase == Clase.AUDIENCIA,
        "avisado": _instante(avisado),
        "tarde": bool(avisado and rules.aviso_tarde(inicio=sesion.inicio, momento=avisado)),
        "abierta": _instante(queries.momento_de(sesion, Acto.ABRIR)),
        "concluida": _instante(
            queries.momento_de(sesion, Acto.CONCLUIR) or queries.momento_de(sesion, Acto.CERRAR)
        ),
        "requisitos": queries.texto_de_requisitos(requisitos)[0] if requisitos else "",
        "acordados": en_letra(requisitos.acordados_el) if requisitos else "",
        "funcionarios": _funcionarios(sesion),
        "representantes": [vars(r) for r in queries.representantes(sesion)],
        "relato": queries.relato(sesion),
        "totales": _totales(sesion),
        **_en_partes(sesion),
        "firmantes": [vars(f) for f in queries.firmantes(sesion)],
    }


def _totales(sesion: Sesion) -> list[tuple[str, int]]:
    decididos = queries.cuantos_cambios(sesion)
    por_cambio = Counter[str]()
    for cambios, n in decididos.items():
        por_cambio.update(dict.fromkeys(cambios, n))
    return [
        ("Registros de la sesión", sesion.asuntos.count()),
        ("Revisados", decididos.total()),
        ("Sin modificación", decididos[()]),
        *((palabras.de_cambios([c]), n) for c, n in sorted(por_cambio.items())),
    ]


def _dicho(
    sesion: Sesion, actuacion: Actuacion, adjuntos: Sequence[Adjunto]
) -> dict[str, Any] | None:
    """Return what was said and shown of a record; None when nothing was."""
    dicho = queries.dicho(actuacion, sesion.proceso)
    if not (dicho["manifestacion"] or dicho["motivo"] or actuacion.adjuntos):
        return None
    return {
        "folio": actuacion.asunto.folio,
        **dicho,
        "documentos": [
            {"clase": palabras.de_documento(a.clase), "huella": bytes(a.huella).hex()}
            for a in adjuntos
        ],
    }


def _renglon(sesion: Sesion, actuacion: Actuacion) -> dict[str, str]:
    """Return one row of the annex: by folio, its data masked (ET 11.2, 11.5)."""
    tapado = enmascarar(queries.antes(actuacion, sesion.proceso), DEL_ACTA)
    nombre = " ".join(filter(None, (tapado["nombre"], tapado["paterno"], tapado["materno"])))
    return {
        "folio": actuacion.asunto.folio,
        "nombre": nombre or SIN_DATO,
        "clave": tapado["clave"] or SIN_DATO,
        "estatus": palabras.ESTATUS[Estatus(actuacion.de_estatus)],
        "inconsistencia": palabras.de_inconsistencia(actuacion.de_inconsistencia) or SIN_DATO,
        "situacion": palabras.de_situacion(actuacion.de_situacion, actuacion.de_causa),
        "resultado": palabras.de_cambios(actuacion.cambios),
        "queda": palabras.de_situacion(actuacion.a_situacion),
    }


# ---- Signatures and results


def _constancia(sesion: Sesion) -> dict[str, Any]:
    hechas = {f.firmante: f for f in sesion.firmas.all()}
    acta = sesion.documentos.get(clase="acta")
    return {
        **_comunes(sesion),
        "acta": bytes(acta.huella).hex(),
        "firmas": [
            {
                "nombre": f.nombre,
                "calidad": f.calidad,
                "modo": palabras.MODOS[Modo(hechas[f.id].modo)],
                "momento": _instante(hechas[f.id].momento),
                "datos": _de_firma(queries.datos_de_firma(hechas[f.id])),
            }
            for f in queries.firmantes(sesion)
        ],
    }


def _de_firma(datos: Mapping[str, str]) -> str:
    if "motivo" in datos:
        return f"Motivo: {datos['motivo']}"
    if "serie" in datos:
        return f"Certificado {datos['serie']} de {datos['emisor']}, SHA-256 {datos['huella']}"
    return ""


def _resultado(sesion: Sesion) -> dict[str, Any]:
    concluida = queries.momento_de(sesion, Acto.CONCLUIR)
    notificada = queries.momento_de(sesion, Acto.NOTIFICAR)
    limite = plazos.resultado_de_audiencia(concluida) if concluida else None
    return {
        **_comunes(sesion),
        "concluida": _instante(concluida),
        "notificada": _instante(notificada),
        "limite": _instante(limite),
        "tarde": bool(limite and notificada and notificada > limite),
        "totales": _totales(sesion),
        **_en_partes(sesion),
        "documentos": [
            (palabras.DOCUMENTOS[d.clase], bytes(d.huella).hex())
            for d in sesion.documentos.exclude(clase="resultado").order_by("pk")
        ],
    }


_DOCUMENTOS: Mapping[str, tuple[str, Callable[[Sesion], dict[str, Any]], Acto | None]] = {
    "aviso": ("aviso.typ", _aviso, Acto.AVISAR),
    "acta": ("acta.typ", _acta, Acto.CERRAR),
    "minuta": ("acta.typ", _acta, Acto.CERRAR),
    "borrador": ("acta.typ", lambda s: _acta(s, borrador=True), None),
    "constancia": ("constancia.typ", _constancia, Acto.NOTIFICAR),
    "resultado": ("resultado.typ", _resultado, Acto.NOTIFICAR),
}
