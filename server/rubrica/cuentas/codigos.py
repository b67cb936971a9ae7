"""Acts on the codes by e-mail with which a promovente enters the Portal Web (ET 1.2).

A code opens only in the browser that asked for it: who reads it over somebody's shoulder, or asks
for it in the person's name, does not get in.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from rubrica.avisos.services import enviar
from rubrica.core.autenticacion import CORREO
from rubrica.core.folio import CROCKFORD
from rubrica.core.rechazos import rechazo
from rubrica.cuentas import acceso, rules, services
from rubrica.cuentas.models import CodigoDeEntrada, Cuenta
from rubrica.cuentas.rules import Rol


def nuevo_navegador() -> str:
    """Return the secret that one browser keeps from the asking to the answer."""
    return secrets.token_urlsafe(24)


def pedir(*, correo: str, navegador: str, origen: str, momento: datetime) -> None:
    """Send a code to a promovente's account that enters by e-mail; for any other, undo the same.

    The work is the same whether there is such an account or not, so that neither the answer nor
    its time tells. Raises Rechazo `demasiados-intentos` for an address that asks too often; what
    is too often for the account is only not sent.
    """
    services.esperar_al_origen(clase="pedido", origen=origen, momento=momento)
    services.anotar_del_origen(clase="pedido", origen=origen, momento=momento)
    _enviar(correo.strip().lower(), navegador, momento)


@transaction.atomic
def _enviar(correo: str, navegador: str, momento: datetime) -> None:
    codigo = "".join(secrets.choice(CROCKFORD) for _ in range(rules.CODIGO_DE_ENTRADA_LARGO))
    minutos = int(rules.CODIGO_DE_ENTRADA_VIGENCIA.total_seconds() // 60)
    enviar(
        plantilla="codigo_de_entrada",
        para=correo,
        datos={"codigo": f"{codigo[:4]}-{codigo[4:]}", "minutos": minutos},
        proceso="",
        momento=momento,
    )
    cuenta = Cuenta.objects.filter(correo=correo, rol=Rol.PROMOVENTE, autenticacion=CORREO).first()
    if cuenta is None or not acceso.esta_abierta(cuenta) or _pidio_mucho(cuenta, momento):
        transaction.set_rollback(True)
        return
    cuenta.codigos_de_entrada.filter(
        creado_en__lte=momento - rules.CODIGOS_DE_ENTRADA_LAPSO
    ).delete()
    CodigoDeEntrada.objects.create(
        cuenta=cuenta,
        navegador=_huella("navegador", navegador),
        huella=_huella("codigo", str(cuenta.pk), codigo),
        creado_en=momento,
        vence_en=momento + rules.CODIGO_DE_ENTRADA_VIGENCIA,
    )


def _pidio_mucho(cuenta: Cuenta, momento: datetime) -> bool:
    recientes = cuenta.codigos_de_entrada.filter(
        creado_en__gt=momento - rules.CODIGOS_DE_ENTRADA_LAPSO
    )
    return recientes.count() >= rules.CODIGOS_DE_ENTRADA_POR_LAPSO


def presentar(*, navegador: str, escrito: str, origen: str, momento: datetime) -> Cuenta:
    """Return the account that the code opens, and leave it in the bitácora; the code is spent.

    Raises Rechazo `codigo-de-entrada-incorrecto`, the same whatever is wrong, or
    `demasiados-intentos`.
    """
    services.esperar_al_origen(clase="origen", origen=origen, momento=momento)
    cuenta = _gastar(navegador, escrito, momento)
    if cuenta is None:
        services.anotar_del_origen(clase="origen", origen=origen, momento=momento)
        raise rechazo("codigo-de-entrada-incorrecto")
    return cuenta


@transaction.atomic
def _gastar(navegador: str, escrito: str, momento: datetime) -> Cuenta | None:
    """Return whose code it was, now spent; None, with one attempt less, if it was none."""
    fila = (
        CodigoDeEntrada.objects.select_for_update(of=("self",))
        .select_related("cuenta")
        .filter(
            navegador=_huella("navegador", navegador),
            usado_en=None,
            vence_en__gt=momento,
            intentos__lt=rules.CODIGO_DE_ENTRADA_INTENTOS,
        )
        .first()
    )
    if fila is None or not _sigue_abierta(fila.cuenta):
        return None
    huella = _huella("codigo", str(fila.cuenta_id), _limpio(escrito))
    if not constant_time_compare(bytes(fila.huella), huella):
        fila.intentos += 1
        fila.save(update_fields=["intentos"])
        return None
    fila.usado_en = momento
    fila.save(update_fields=["usado_en"])
    services.dejar_pasar(cuenta=fila.cuenta, momento=momento)
    return fila.cuenta


def _sigue_abierta(cuenta: Cuenta) -> bool:
    """Whether it still enters by e-mail: it may have changed since the code was asked for."""
    return cuenta.autenticacion == CORREO and acceso.esta_abierta(cuenta)


def _limpio(escrito: str) -> str:
    """Return what was typed as it was sent: letters that look like digits are those digits."""
    letras = "".join(c for c in escrito.upper() if c.isalnum())
    return letras.translate(str.maketrans("OIL", "011"))


def _huella(clase: str, *partes: str) -> bytes:
    return salted_hmac(
        f"rubrica.cuentas.codigo_de_entrada.{clase}", ":".join(partes), algorithm="sha256"
    ).digest()
