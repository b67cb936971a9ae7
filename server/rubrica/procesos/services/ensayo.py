"""The rehearsal without which no process opens: the delivery key, and two of three custodians.

First with a test, whose packages hold random words or a random key; only then the recovery files of
the real keys are made, each handed over once it is asked for and kept nowhere here (ET 13.6).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rubrica import llaves
from rubrica.core import destinatario
from rubrica.core.rechazos import rechazo
from rubrica.procesos import custodia, rules
from rubrica.procesos.models import Custodio, Ensayo, EntregaDeCustodia, Proceso
from rubrica.procesos.rules import Estado, Prueba
from rubrica.procesos.services._comun import anotar, tomar

PAQUETE_DE_ENTREGA = "entrega"


@dataclass(frozen=True, kw_only=True)
class Archivo:
    """A file to download. contenido: armored age text."""

    nombre: str
    contenido: str


@transaction.atomic
def registrar_llave_de_entrega(
    *, proceso: str, llave: str, quien: int, momento: datetime
) -> Proceso:
    """Keep the OPL's public key (ET 13.6); what was rehearsed with another no longer counts.

    Raises what `destinatario.leer` refuses, and `proceso-improcedente` once open.
    """
    fila = _tomar_sin_abrir(proceso)
    fila.llave_de_entrega = destinatario.leer(llave, momento=momento).texto
    fila.save(update_fields=["llave_de_entrega"])
    _olvidar(fila, Prueba.ENTREGA)
    anotar("registrar_llave_de_entrega", fila, quien=quien, momento=momento)
    return fila


@transaction.atomic
def registrar_custodios(
    *, proceso: str, custodios: Sequence[tuple[str, str]], quien: int, momento: datetime
) -> Proceso:
    """Name the three custodians: (name, age public key), in order.

    What others rehearsed or received no longer counts. Raises `custodios-invalidos`,
    `llave-age-invalida`, and `proceso-improcedente` once open.
    """
    fila = _tomar_sin_abrir(proceso)
    limpios = [(nombre.strip(), custodia.leer_llave(llave)) for nombre, llave in custodios]
    distintas = {llave for _, llave in limpios}
    if len(limpios) != rules.CUSTODIOS or len(distintas) != rules.CUSTODIOS:
        raise rechazo("custodios-invalidos")
    if not all(nombre for nombre, _ in limpios):
        raise rechazo("custodios-invalidos")
    fila.custodios.all().delete()
    Custodio.objects.bulk_create(
        Custodio(proceso=fila, orden=orden, nombre=nombre, llave=llave)
        for orden, (nombre, llave) in enumerate(limpios, start=1)
    )
    _olvidar(fila, Prueba.CUSTODIA)
    anotar("registrar_custodios", fila, quien=quien, momento=momento)
    return fila


@transaction.atomic
def ensayar(*, proceso: str, prueba: Prueba, quien: int, momento: datetime) -> Ensayo:
    """Make the packages of a rehearsal; an earlier one no longer counts.

    Raises `ensayo-sin-llave`, and `proceso-improcedente` once open.
    """
    fila = _tomar_sin_abrir(proceso)
    preparar = _preparar_entrega if prueba is Prueba.ENTREGA else _preparar_custodia
    paquetes, respuesta = preparar(fila)
    _olvidar(fila, prueba)
    sal = secrets.token_bytes(16)
    ensayo = Ensayo.objects.create(
        proceso=fila,
        prueba=prueba.value,
        paquetes=paquetes,
        sal=sal,
        huella=rules.huella_de_respuesta(respuesta, sal),
        creado_en=momento,
    )
    anotar("preparar_ensayo", fila, quien=quien, momento=momento, prueba=prueba.value)
    return ensayo


def responder(
    *, proceso: str, prueba: Prueba, respuesta: str, quien: int, momento: datetime
) -> Proceso:
    """Pass one half of the rehearsal with the words that its package held.

    Raises `ensayo-ausente`, `ensayo-agotado`, and `ensayo-palabras`: a wrong answer is counted.
    """
    fila, acierta = _responder(proceso, prueba, respuesta, quien, momento)
    if not acierta:  # outside the transaction, so that the count of attempts stays
        raise rechazo("ensayo-palabras")
    return fila


@transaction.atomic
def entregar_custodia(*, proceso: str, par: str, quien: int, momento: datetime) -> Archivo:
    """Return the recovery file of one pair, made now; only its SHA-256 is kept.

    par: "1-2", "1-3" or "2-3". With the third, custody is handed over. Raises `ensayo-pendiente`
    before two custodians recovered the test key, `no-encontrado` for another pair, and
    `ensayo-sin-llave`.
    """
    fila = tomar(proceso)
    if not _superada(fila, Prueba.CUSTODIA):
        raise rechazo("ensayo-pendiente")
    claves = _llaves_de_custodios(fila)
    claro = custodia.contenido(fila.pk, custodia.llaves_vivas(fila.pk), prueba=False)
    sellados = custodia.sellar_a_pares(claro, claves)
    if par not in sellados:
        raise rechazo("no-encontrado")
    huella = hashlib.sha256(sellados[par].encode()).hexdigest()
    quienes = custodia.huella_de_custodios(claves)
    EntregaDeCustodia.objects.create(
        proceso=fila, par=par, huella=huella, custodios=quienes, momento=momento,
        entregado_por=quien,
    )  # fmt: skip
    anotar("entregar_custodia", fila, quien=quien, momento=momento, par=par, huella=huella)
    _cerrar_custodia(fila, quienes, momento)
    return Archivo(nombre=f"{fila.pk}-recuperacion-{par}.age", contenido=sellados[par])


@transaction.atomic
def restituir(*, proceso: str, recuperado: bytes, quien: int, momento: datetime) -> list[str]:
    """Put the keys of a process back from what two custodians opened; return which were missing.

    Raises `recuperacion-ajena`.
    """
    fila = tomar(proceso)
    claves = custodia.leer_contenido(recuperado, fila.pk)
    try:
        faltaban = llaves.restituir_proceso(fila.pk, claves)
    except llaves.LlaveDanada:
        raise rechazo("recuperacion-ajena") from None
    anotar("restituir_llaves", fila, quien=quien, momento=momento, cuantas=len(faltaban))
    return faltaban


@transaction.atomic
def _responder(
    proceso: str, prueba: Prueba, respuesta: str, quien: int, momento: datetime
) -> tuple[Proceso, bool]:
    fila = tomar(proceso)
    ensayo = fila.ensayos.filter(prueba=prueba, vigente=True, superado_en=None).first()
    if ensayo is None:
        raise rechazo("ensayo-ausente")
    if ensayo.intentos >= rules.MAX_RESPUESTAS:
        raise rechazo("ensayo-agotado")
    ensayo.intentos += 1
    acierta = secrets.compare_digest(
        rules.huella_de_respuesta(respuesta, bytes(ensayo.sal)), bytes(ensayo.huella)
    )
    if acierta:
        ensayo.superado_en = momento
    ensayo.save(update_fields=["intentos", "superado_en"])
    anotar(
        "responder_ensayo", fila, quien=quien, momento=momento, prueba=prueba.value,
        acierta=acierta,
    )  # fmt: skip
    if all(_superada(fila, p) for p in Prueba):
        fila.ensayo_superado_en = momento
        fila.save(update_fields=["ensayo_superado_en"])
    return fila, acierta


def _preparar_entrega(proceso: Proceso) -> tuple[dict[str, str], str]:
    """Return the delivery test package and its answer: random words."""
    if not proceso.llave_de_entrega:
        raise rechazo("ensayo-sin-llave")
    palabras = rules.en_palabras(secrets.token_bytes(rules.PALABRAS_DE_PRUEBA))
    texto = (
        f"Rúbrica: paquete de prueba de la llave de entrega del proceso {proceso.pk}.\n"
        f"Escriba estas palabras en la página del proceso:\n\n{palabras}\n"
    )
    llave = proceso.llave_de_entrega
    sellado = destinatario.sellar_texto(
        destinatario.de_tipo(destinatario.tipo_de(llave), llave), texto.encode()
    )
    return {PAQUETE_DE_ENTREGA: sellado}, palabras


def _preparar_custodia(proceso: Proceso) -> tuple[dict[str, str], str]:
    """Return the three test recovery files and their answer: the words of the test key."""
    llave = secrets.token_bytes(32)
    claro = custodia.contenido(proceso.pk, {"proceso": llave}, prueba=True)
    paquetes = custodia.sellar_a_pares(claro, _llaves_de_custodios(proceso))
    return paquetes, rules.huella_en_palabras(llave)


def _llaves_de_custodios(proceso: Proceso) -> list[str]:
    """Return the three age keys in order; raise `ensayo-sin-llave`."""
    claves = list(proceso.custodios.order_by("orden").values_list("llave", flat=True))
    if len(claves) != rules.CUSTODIOS:
        raise rechazo("ensayo-sin-llave")
    return claves


def _superada(proceso: Proceso, prueba: Prueba) -> bool:
    return proceso.ensayos.filter(prueba=prueba, vigente=True, superado_en__isnull=False).exists()


def _cerrar_custodia(proceso: Proceso, custodios: str, momento: datetime) -> None:
    """Custody is handed over once each pair of these custodians has its file."""
    pares = set(proceso.entregas.filter(custodios=custodios).values_list("par", flat=True))
    if len(pares) == len(rules.PARES) and proceso.custodia_entregada_en is None:
        proceso.custodia_entregada_en = momento
        proceso.save(update_fields=["custodia_entregada_en"])


def _olvidar(proceso: Proceso, prueba: Prueba) -> None:
    """What was rehearsed in that half no longer counts; with new custodians, nor their files."""
    proceso.ensayos.filter(prueba=prueba, vigente=True).update(vigente=False)
    proceso.ensayo_superado_en = None
    if prueba is Prueba.CUSTODIA:
        proceso.custodia_entregada_en = None
    proceso.save(update_fields=["ensayo_superado_en", "custodia_entregada_en"])


def _tomar_sin_abrir(proceso: str) -> Proceso:
    """Return the process, locked and not yet open; raise `proceso-improcedente` if it is."""
    fila = tomar(proceso)
    if fila.estado == Estado.ABIERTO:
        raise rechazo("proceso-improcedente", estado=fila.estado, acto="ensayar")
    return fila
