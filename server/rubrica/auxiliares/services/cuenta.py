"""Another account for an auxiliar who goes on being the same: Id, devices and records (ET 6.7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from rubrica.auxiliares import sellos
from rubrica.auxiliares.models import Auxiliar, CambioDeCuenta
from rubrica.auxiliares.rules import DatosDeAuxiliar
from rubrica.auxiliares.services._comun import BajaImprocedente, asentar
from rubrica.auxiliares.services.correo_de_alta import enrolment_link
from rubrica.auxiliares.services.personas import CorreoEnUso
from rubrica.avisos.services import enviar
from rubrica.bitacora.rules import actor_de_cuenta


class SinCambio(Exception):
    """That is the account that the auxiliar already has."""


@transaction.atomic
def cambiar_cuenta(
    *,
    proceso: str,
    numero: str,
    correo: str,
    autenticacion: str,
    motivo: str,
    quien: int,
    momento: datetime,
) -> Auxiliar:
    """Give an auxiliar another e-mail, another type of account, or both, with its motive (ET 6.7).

    Nothing of the phone depends on it: keys, devices and what waits there stay. Codes that were
    sent serve no more. Both mailboxes are told. Raises Auxiliar.DoesNotExist, BajaImprocedente,
    SinCambio, CorreoEnUso, ValueError on an empty motivo.
    """
    if not motivo.strip():
        raise ValueError("a change of account needs its motivo (ET 6.7)")
    auxiliar = Auxiliar.objects.select_for_update().get(proceso=proceso, numero=numero)
    if auxiliar.baja_en:
        raise BajaImprocedente
    antes = sellos.open_datos(proceso, numero, auxiliar.datos)
    ahora, de = replace(antes, correo=correo.strip().lower()), auxiliar.autenticacion
    if (antes.correo, de) == (ahora.correo, autenticacion):
        raise SinCambio
    _write(auxiliar, ahora, autenticacion)
    CambioDeCuenta.objects.create(
        auxiliar=auxiliar, de=de, a=autenticacion, cambiada_en=momento, cambiada_por=quien,
        datos=sellos.seal_cambio(
            proceso, numero,
            {"antes": antes.correo, "ahora": ahora.correo, "motivo": motivo.strip()},
        ),
    )  # fmt: skip
    auxiliar.codigos.update(vence_en=momento)
    _notify(auxiliar, antes, ahora, momento)
    asentar(
        "cambiar_cuenta_de_auxiliar", auxiliar, actor=actor_de_cuenta(quien), momento=momento,
        datos={"de": de, "a": autenticacion, "otro_correo": antes.correo != ahora.correo},
    )  # fmt: skip
    return auxiliar


def _write(auxiliar: Auxiliar, datos: DatosDeAuxiliar, autenticacion: str) -> None:
    auxiliar.datos = sellos.seal_datos(auxiliar.proceso, auxiliar.numero, datos)
    auxiliar.correo_indice = sellos.index_of_correo(auxiliar.proceso, datos.correo)
    auxiliar.autenticacion = autenticacion
    try:
        with transaction.atomic():
            auxiliar.save(update_fields=["datos", "correo_indice", "autenticacion"])
    except IntegrityError as falla:
        raise CorreoEnUso from falla


def _notify(
    auxiliar: Auxiliar, antes: DatosDeAuxiliar, ahora: DatosDeAuxiliar, momento: datetime
) -> None:
    """Tell both mailboxes: who did not ask for it must hear of it, and who did must go on."""
    for correo in dict.fromkeys((ahora.correo, antes.correo)):
        enviar(
            plantilla="cuenta_de_auxiliar_cambiada",
            para=correo,
            datos={
                "nombre": ahora.nombre_completo,
                "proceso": auxiliar.proceso,
                "auxiliar": auxiliar.numero,
                "autenticacion": auxiliar.autenticacion,
                "correo": ahora.correo,
                "enlace": enrolment_link(auxiliar, ahora.correo),
                "momento": momento.isoformat(),
            },
            proceso=auxiliar.proceso,
            momento=momento,
        )
