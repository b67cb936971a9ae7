"""What the worker does with the requests: opens, asks the padrón, answers by mail (ET 7.8–7.10).

Every request ends as `atendida`, whatever the mail says: who polls learns that a mail left.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from rubrica import llaves
from rubrica.avisos.services import enviar
from rubrica.bitacora.services import asentar
from rubrica.core import mi_apoyo, plazos
from rubrica.cuentas.comprobaciones import gastar_en_mi_apoyo
from rubrica.cuentas.rules_comprobacion import leer_muestra
from rubrica.llaves.inventario import SIN_ENTIDAD
from rubrica.mi_apoyo import entidades, rules, sellos
from rubrica.mi_apoyo.models import Solicitud, Vinculo
from rubrica.mi_apoyo.palabras import MOTIVOS
from rubrica.mi_apoyo.rules import EstadoDeSolicitud, EstadoDeVinculo, Respuesta
from rubrica.padron import queries as padron
from rubrica.padron.queries import Hallazgo, Pregunta
from rubrica.procesos import queries as procesos

LOTE = 20
_ESCRITAS = (
    "sellada", "estado", "huella", "vence_en", "entidad", "persona", "correo", "datos",
    "autenticacion",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Visto:
    """One request opened, and who the padrón says it is.

    correos, personas: entidad → index under each key that lives; nobody found has no indexes.
    """

    peticion: mi_apoyo.Peticion
    hallazgo: Hallazgo | None
    correos: Mapping[str, bytes]
    personas: Mapping[str, bytes]


@transaction.atomic
def atender(*, momento: datetime, limite: int = LOTE) -> int:
    """Answer the requests that wait, oldest first; return how many.

    They wait while the cut that answers today is not loaded. Rows are locked: two workers never
    answer one, nor two of them at a time: what PostgreSQL keeps single within an entidad is
    looked at across them. Raises llaves.LlaveAusente where they cannot be opened.
    """
    corte = padron.corte_que_responde(momento)
    if corte is None:
        return 0
    filas = list(
        Solicitud.objects.select_for_update(skip_locked=True)
        .filter(estado=EstadoDeSolicitud.EN_ESPERA, vence_en__gt=momento)
        .order_by("pedida_en")[:limite]
    )
    if filas:
        entidades.cerrar_paso()
    for fila in filas:
        _answer(fila, corte.pk, momento)
    return len(filas)


def _answer(fila: Solicitud, corte: int, momento: datetime) -> None:
    visto = _look(fila, corte)
    if visto is not None:
        _hold(_waiting(visto.correos.values(), visto.personas.values()))
    respuesta = _judge(fila, visto, momento) if visto else Respuesta.ILEGIBLE
    if visto is not None:
        fila.autenticacion = visto.peticion.autenticacion
        fila.correo = sellos.index_of_mail(SIN_ENTIDAD, visto.peticion.correo)
        _mail(fila, visto, respuesta, momento)
    fila.estado, fila.sellada = EstadoDeSolicitud.ATENDIDA, b""
    fila.save(update_fields=_ESCRITAS)
    asentar(
        momento=momento,
        actor="worker",
        acto="atender_solicitud_de_mi_apoyo",
        objeto=f"solicitud/{fila.pk}",
        datos={"respuesta": str(respuesta)},
    )


def _look(fila: Solicitud, corte: int) -> _Visto | None:
    """Return what a request says and whom the padrón finds by it; None if it does not open.

    By CIC, with its identificador where that was read, and nothing else (ET 7.9).
    """
    try:
        peticion = sellos.open_request(fila.pk, fila.kid, bytes(fila.sellada))
    except (llaves.NoAbre, mi_apoyo.PeticionInvalida):
        return None
    pregunta = Pregunta(cic=peticion.cic, identificador=peticion.identificador)
    (hallazgo,) = padron.buscar_varios(corte, [pregunta])
    return _Visto(
        peticion=peticion,
        hallazgo=hallazgo,
        correos=sellos.indexes_of_mail(peticion.correo),
        personas=sellos.indexes_of_person(hallazgo.persona.clave_elector) if hallazgo else {},
    )


def _judge(fila: Solicitud, visto: _Visto, momento: datetime) -> Respuesta:
    hallazgo = visto.hallazgo
    abiertos = procesos.en_captacion(momento, entidad=hallazgo.entidad) if hallazgo else []
    return rules.juzgar(
        autenticacion=visto.peticion.autenticacion,
        vence=visto.peticion.vence or _expiry_in_roll(hallazgo),
        hoy=_today(momento),
        visto=rules.Antecedentes(
            probada=_proved(fila, visto.peticion),
            hallada=hallazgo is not None,
            procesos=[p.vigencia_prorrogada_desde for p in abiertos],
            vinculos=_bonds(visto),
            correos_enviados=_recent(momento).filter(correo__in=visto.correos.values()).count(),
            codigos_dados=_recent(momento)
            .filter(persona__in=visto.personas.values())
            .exclude(huella=b"")
            .count(),
        ),
    )


def _proved(fila: Solicitud, peticion: mi_apoyo.Peticion) -> bool:
    """Whether the provider vouched for that e-mail before the request was made (ET 7.8)."""
    muestra = leer_muestra(peticion.prueba)
    return muestra is not None and gastar_en_mi_apoyo(
        muestra=muestra, proveedor=peticion.autenticacion, correo=peticion.correo,
        quien=fila.kid, momento=fila.pedida_en,
    )  # fmt: skip


def _expiry_in_roll(hallazgo: Hallazgo | None) -> date:
    """Return the last day that the padrón gives the credential of who was found."""
    return rules.vence_en_padron(hallazgo.persona.vigencia if hallazgo else "")


def _recent(momento: datetime) -> QuerySet[Solicitud]:
    """The requests answered in the last 24 hours."""
    desde = momento - rules.VIGENCIA_DEL_CODIGO
    return Solicitud.objects.filter(pedida_en__gt=desde).exclude(estado=EstadoDeSolicitud.EN_ESPERA)


def _today(momento: datetime) -> date:
    return momento.astimezone(plazos.ZONA).date()


def _bonds(visto: _Visto) -> Sequence[rules.VinculoVisto]:
    """The bonds that stand with that mailbox: those of the person elsewhere change no answer."""
    de_ella = set(visto.personas.values())
    filas = Vinculo.objects.filter(correo__in=visto.correos.values()).exclude(
        estado=EstadoDeVinculo.SUSTITUIDO
    )
    return [
        rules.VinculoVisto(
            misma_persona=bytes(fila.persona) in de_ella,
            mismo_correo=True,
            firme=fila.estado == EstadoDeVinculo.FIRME,
        )
        for fila in filas
    ]


def _mail(fila: Solicitud, visto: _Visto, respuesta: Respuesta, momento: datetime) -> None:
    """Send what was answered, to the mailbox that the request names and to no other."""
    if respuesta is Respuesta.CODIGO:
        _send_code(fila, visto, momento)
    elif respuesta in MOTIVOS:
        enviar(
            plantilla="mi_apoyo_sin_codigo", para=visto.peticion.correo,
            datos=dict(MOTIVOS[respuesta].como_datos()), proceso="", momento=momento,
        )  # fmt: skip


def _send_code(fila: Solicitud, visto: _Visto, momento: datetime) -> None:
    """Make a code, keep its hash, seal it for the acuse and send it; warn the firm mailbox."""
    assert visto.hallazgo is not None
    _bring_together(visto, visto.hallazgo)
    codigo = "".join(secrets.choice(mi_apoyo.ALFABETO) for _ in range(mi_apoyo.LARGO_DE_CODIGO))
    fila.huella = sellos.hash_of_code(fila.pk, fila.kid, codigo)
    fila.vence_en = momento + rules.VIGENCIA_DEL_CODIGO
    fila.entidad = visto.hallazgo.entidad
    fila.persona = sellos.index_of_person(fila.entidad, visto.hallazgo.persona.clave_elector)
    fila.correo = sellos.index_of_mail(fila.entidad, visto.peticion.correo)
    fila.datos = sellos.seal_data(
        fila.entidad, fila.kid,
        sellos.DatosDelVinculo(cic=visto.peticion.cic, correo=visto.peticion.correo, codigo=codigo),
    )  # fmt: skip
    enviar(
        plantilla="codigo_de_mi_apoyo", para=visto.peticion.correo,
        datos={
            "codigo": mi_apoyo.codigo_escrito(codigo), "vence_en": fila.vence_en.isoformat(),
        },
        proceso="", momento=momento,
    )  # fmt: skip
    _warn_the_bonded(fila.persona, momento)


def _bring_together(visto: _Visto, hallazgo: Hallazgo) -> None:
    """What the same person or mailbox has under another key answers as if it were under this one.

    Bonds of hers, of before or of the entidad where she was, come under the key of the entidad
    where the padrón has her now; codes that wait elsewhere no longer serve.
    """
    clave = hallazgo.persona.clave_elector
    personas = [i for entidad, i in visto.personas.items() if entidad != hallazgo.entidad]
    for vinculo in Vinculo.objects.select_for_update().filter(persona__in=personas):
        _move(vinculo, hallazgo.entidad, clave)
    correos = [i for entidad, i in visto.correos.items() if entidad != hallazgo.entidad]
    _waiting(correos, personas).update(huella=b"")


def _move(vinculo: Vinculo, entidad: str, clave_elector: str) -> None:
    """Put a bond under the key of that entidad, unless it does not open or one like it is there."""
    try:
        datos = sellos.open_data(vinculo.entidad, vinculo.kid, bytes(vinculo.datos))
    except (llaves.NoAbre, llaves.LlaveAusente):
        return
    vinculo.entidad = entidad
    vinculo.persona = sellos.index_of_person(entidad, clave_elector)
    vinculo.correo = sellos.index_of_mail(entidad, datos.correo)
    vinculo.datos = sellos.seal_data(entidad, vinculo.kid, datos)
    with suppress(IntegrityError), transaction.atomic():
        vinculo.save(update_fields=["entidad", "persona", "correo", "datos"])


def _waiting(correos: Iterable[bytes], personas: Iterable[bytes]) -> QuerySet[Solicitud]:
    """The requests of those mailboxes or people whose code was sent and not typed yet."""
    suyas = Q(correo__in=list(correos)) | Q(persona__in=list(personas))
    return Solicitud.objects.filter(suyas, estado=EstadoDeSolicitud.ATENDIDA).exclude(huella=b"")


def _hold(filas: QuerySet[Solicitud]) -> None:
    """Nobody types their codes until this transaction ends: the bonds read now are all there is."""
    list(filas.order_by("pk").select_for_update().values_list("pk"))


def _warn_the_bonded(persona: bytes, momento: datetime) -> None:
    """Tell the person whose bond is firm that somebody asked with her credential."""
    firmes = Vinculo.objects.filter(persona=persona, estado=EstadoDeVinculo.FIRME)
    for vinculo in firmes:
        enviar(
            plantilla="mi_apoyo_otra_solicitud",
            para=sellos.open_data(vinculo.entidad, vinculo.kid, bytes(vinculo.datos)).correo,
            datos={"momento": momento.isoformat()}, proceso="", momento=momento,
        )  # fmt: skip


@transaction.atomic
def limpiar(*, momento: datetime) -> int:
    """Forget the requests whose 24 hours are over; return how many.

    What was activated lives on in its bond; of what was not, nothing stays (ET 7.7).
    """
    vencidas = list(
        Solicitud.objects.select_for_update(skip_locked=True)
        .filter(vence_en__lte=momento)
        .values_list("pk", flat=True)[:500]
    )
    if not vencidas:
        return 0
    Solicitud.objects.filter(pk__in=vencidas).delete()
    asentar(
        momento=momento,
        actor="worker",
        acto="vencer_solicitudes_de_mi_apoyo",
        objeto="mi_apoyo",
        datos={"cuantas": len(vencidas)},
    )
    return len(vencidas)
