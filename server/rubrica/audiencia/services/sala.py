"""What is done in the room: open, look together, tell, conclude, close the acta (ET 10.8, 11.4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rubrica.audiencia import queries, rules, sellos
from rubrica.audiencia.mascara import Nivel, de_datos
from rubrica.audiencia.models import Asunto, Pantalla, Relato, Sesion
from rubrica.audiencia.rules import Acto, Clase, Estado
from rubrica.audiencia.services import _documentos
from rubrica.audiencia.services._comun import anotar, exigir_estado, mover, tomar
from rubrica.core.rechazos import rechazo
from rubrica.mesa import services as mesa
from rubrica.registros import queries as registros


@transaction.atomic
def abrir(*, sesion: int, asistieron: Collection[int], quien: int, momento: datetime) -> Sesion:
    """Open a session with who came for the promovente (ET 10.8, 11.4).

    asistieron: numbers of representatives. Raises `sesion-improcedente`, `sesion-antes-de-hora`
    and `audiencia-ajena` for an official who is not of it.
    """
    fila = tomar(sesion)
    exigir_suya(fila, quien)
    rules.exigir_su_hora(inicio=fila.inicio, momento=momento)
    mover(fila, Acto.ABRIR, quien=quien, momento=momento, asistieron=len(asistieron))
    fila.representantes.filter(numero__in=list(asistieron)).update(asistio=True)
    return fila


def exigir_suya(fila: Sesion, quien: int) -> None:
    """Raise `audiencia-ajena` for an official who was not notified as one of a hearing (11.3)."""
    if fila.clase == Clase.AUDIENCIA and not fila.funcionarios.filter(cuenta=quien).exists():
        raise rechazo("audiencia-ajena")


def exigir_operador(asunto: Asunto, quien: int) -> None:
    """Raise `audiencia-de-otra-persona` for a record that another official operates (11.3)."""
    suyo = asunto.funcionario
    if suyo is not None and suyo.cuenta != quien:
        raise rechazo("audiencia-de-otra-persona", folio=asunto.folio)


@transaction.atomic
def relatar(*, sesion: int, texto: str, quien: int, momento: datetime) -> Relato:
    """Keep what the acta or the minuta tells, as it is now; corrected until it is closed (11.5).

    Raises `sesion-improcedente`.
    """
    fila = tomar(sesion)
    exigir_estado(fila, Estado.ABIERTA, Estado.CONCLUIDA)
    relato = Relato.objects.create(
        sesion=fila, texto=sellos.sellar(fila.proceso, f"relato/{fila.pk}", texto),
        quien=quien, momento=momento,
    )  # fmt: skip
    anotar("relatar", fila, quien=quien, momento=momento, caracteres=len(texto))
    return relato


@transaction.atomic
def concluir(*, sesion: int, quien: int, momento: datetime) -> Sesion:
    """End a hearing in which every record was decided: its 24 hours begin (ET 11.9).

    Raises `audiencia-con-pendientes` (ET 11.5), `sesion-improcedente`, `audiencia-ajena`.
    """
    fila = tomar(sesion)
    exigir_suya(fila, quien)
    faltan = queries.pendientes(fila)
    if fila.estado == Estado.ABIERTA and faltan:
        raise rechazo("audiencia-con-pendientes", faltan=faltan)
    mover(fila, Acto.CONCLUIR, quien=quien, momento=momento)
    return fila


@transaction.atomic
def cerrar(*, sesion: int, quien: int, momento: datetime) -> Sesion:
    """Freeze the acta of a hearing, or the minuta of a review, and keep its PDF/A (ET 10.8, 11.5).

    Raises `acta-sin-relato`, `sesion-improcedente`, `audiencia-ajena`.
    """
    fila = tomar(sesion)
    exigir_suya(fila, quien)
    if not queries.relato(fila).strip():
        raise rechazo("acta-sin-relato")
    mover(fila, Acto.CERRAR, quien=quien, momento=momento)
    clase = "acta" if fila.clase == Clase.AUDIENCIA else "minuta"
    documento = _documentos.guardar(fila, clase, momento)
    anotar(
        f"congelar_{clase}", fila, quien=quien, momento=momento,
        huella=bytes(documento.huella).hex(),
    )  # fmt: skip
    return fila


@transaction.atomic
def mostrar(*, asunto: Asunto | None, sesion: Sesion, quien: int) -> None:
    """Put a record, or none, in the window that this official projects."""
    Pantalla.objects.update_or_create(sesion=sesion, cuenta=quien, defaults={"asunto": asunto})


def abrir_imagen(
    *, asunto: Asunto, cual: str, usuario: str, quien: int, momento: datetime, proyectada: bool
) -> bytes:
    """Return one image of a record, marked with who looks; an asiento says so (ET 11.4 b).

    proyectada: for the room: one that the mask hides is not opened at all, `imagen-oculta`.
    Raises Rechazo `sesion-improcedente`, `audiencia-de-otra-persona` and verificacion's NoAbre.
    """
    sesion = asunto.sesion
    exigir_estado(sesion, Estado.ABIERTA)
    exigir_operador(asunto, quien)
    if proyectada and de_datos(sesion.mascara)[cual] is Nivel.OCULTO:
        raise rechazo("imagen-oculta")
    registro = registros.por_id(asunto.registro)
    if registro is None:
        raise rechazo("no-encontrado")
    return mesa.testigos_de(registro, quien=usuario, momento=momento)[cual]
