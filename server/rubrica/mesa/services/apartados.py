"""An inconsistency that ET 10.3 does not name: the OPL determines and DERFE is told (ET 10.4)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rubrica.avisos.rules import Valor
from rubrica.avisos.services import Carta, enviar_varios
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import queries as cuentas
from rubrica.cuentas.rules import Rol
from rubrica.mesa.services.consola import testigos_de
from rubrica.registros import queries as guardados
from rubrica.registros import services as registros
from rubrica.registros.rules import ADICIONAL, Acto, ActoImprocedente, Determinacion, Estatus
from rubrica.registros.services import Registro, TomadoPorOtro


def apartar(*, registro: UUID, descripcion: str, operador: str, momento: datetime) -> None:
    """Set a record aside with what was seen in it; it stays in e until the OPL decides (ET 10.4).

    Raises Rechazo registro-dictaminado and registro-tomado.
    """
    determinacion = Determinacion(
        operador=operador, momento=momento, acto=Acto.APARTAR, detalle=descripcion
    )
    try:
        registros.determinar(registro=registro, determinacion=determinacion)
    except ActoImprocedente:
        raise rechazo("registro-dictaminado") from None
    except TomadoPorOtro as folio:
        raise rechazo("registro-tomado", folio=str(folio)) from None


@transaction.atomic
def determinar(
    *, registro: UUID, cuenta: bool, razon: str, operador: str, momento: datetime
) -> None:
    """The OPL decides whether a record set aside counts, and why; DERFE is told (ET 10.4).

    Raises Rechazo apartado-ya-determinado when it is no longer set aside.
    """
    determinacion = Determinacion(
        operador=operador,
        momento=momento,
        acto=Acto.ADMITIR_APARTADO if cuenta else Acto.NEGAR_APARTADO,
        inciso="" if cuenta else ADICIONAL,
        detalle=razon,
    )
    try:
        fila = registros.determinar(registro=registro, determinacion=determinacion)
    except ActoImprocedente:
        raise rechazo("apartado-ya-determinado") from None
    _tell_derfe(fila, cuenta=cuenta, momento=momento)


def _tell_derfe(fila: Registro, *, cuenta: bool, momento: datetime) -> None:
    """The e-mail says which record and what was decided; its reason is read in the portal."""
    datos: dict[str, Valor] = {
        "proceso": fila.proceso,
        "folio": fila.folio,
        "determinacion": "cuenta" if cuenta else "no cuenta",
        "momento": momento.isoformat(),
    }
    correos = cuentas.correos_de([Rol.DERFE], momento=momento)
    enviar_varios(
        plantilla="inconsistencia_adicional",
        correos=[Carta(correo, datos) for correo in correos],
        proceso=fila.proceso,
        momento=momento,
    )


def testigos_del_apartado(*, registro: UUID, quien: str, momento: datetime) -> dict[str, bytes]:
    """Return the four images of a record set aside, for who determines; an asiento says so.

    Raises Rechazo apartado-ya-determinado and verificacion's NoAbre.
    """
    fila = guardados.por_id(registro)
    if fila is None or fila.estatus != Estatus.APARTADO:
        raise rechazo("apartado-ya-determinado")
    return testigos_de(fila, quien=quien, momento=momento)
