"""The proof of a new version of the app: a synthetic paquete that the worker must open (ET 5.13).

The service worker of that version sends it before it takes the place of the old one, when nobody
has given the local password: so its sobre is signed by a key made for it, which comes beside it
and proves nothing of the device. It costs little and grants nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from rubrica.auxiliares import pruebas
from rubrica.auxiliares.pruebas import Lugar
from rubrica.auxiliares.rules import EstadoDeAlta
from rubrica.core import codigo, jws, paquete, plazos
from rubrica.core.rechazos import Rechazo, rechazo
from rubrica.core.sobre import Sobre, SobreInvalido, leer
from rubrica.mi_apoyo import queries as mi_apoyo
from rubrica.recepcion import queries

MAX_PRUEBA = 16 * 1024  # bytes of a synthetic paquete
MAX_POR_DIA = 24  # of each device
UN_DIA = timedelta(days=1)


def recibir(*, id_: UUID, sobre: str, llave: str, cuerpo: bytes, momento: datetime) -> EstadoDeAlta:
    """Keep a proof for the worker to open and return where it stands. Raises Rechazo."""
    punto, leido = _read(sobre, llave)
    ya = pruebas.estado(id_)
    if ya is not None:
        return ya[0]
    if leido.id != id_ or not leido.es_alta:
        raise rechazo("sobre-ajeno")
    lugar = _check_place(leido, momento)
    _check_bytes(leido, cuerpo)
    if pruebas.recibidas_desde(leido.dispositivo, momento - UN_DIA) >= MAX_POR_DIA:
        raise rechazo("subidas-de-mas")
    pruebas.recibir(
        pruebas.PruebaRecibida(
            id=id_, dispositivo=leido.dispositivo, propio=lugar.propio, proceso=leido.proceso,
            app=leido.app, sobre=sobre, llave=punto, paquete=cuerpo, recibida_en=momento,
        )
    )  # fmt: skip
    return EstadoDeAlta.RECIBIDA


def estado(id_: UUID) -> dict[str, str]:
    """Return where a proof stands and why it did not open. Raises Rechazo when there is none."""
    hallado = pruebas.estado(id_)
    if hallado is None:
        raise rechazo("no-encontrado")
    return {"estado": hallado[0].value, "motivo": hallado[1]}


def _read(texto: str, llave: str) -> tuple[bytes, Sobre]:
    try:
        punto = jws.b64u_bytes(llave)
        clave = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), punto)
    except ValueError:
        raise rechazo("solicitud-mal-formada", campo="Llave") from None
    try:
        return punto, leer(texto, clave)
    except jws.JwsInvalido as falla:
        raise _signature_refusal(falla) from falla
    except SobreInvalido as falla:
        raise rechazo("sobre-mal-formado", causa=str(falla.code), campo=falla.campo) from falla


def _signature_refusal(falla: jws.JwsInvalido) -> Rechazo:
    code = "sobre-firma" if falla.code == jws.Causa.FIRMA else "sobre-mal-formado"
    return rechazo(code, causa=str(falla.code))


def _place_of(sobre: Sobre) -> Lugar | None:
    """Return whose phone it is: an auxiliar's, or a citizen's own in any process (ET 7.12)."""
    numero = mi_apoyo.auxiliar_del_folio_de(sobre.dispositivo)
    if numero is None:
        return pruebas.lugar_de(sobre.dispositivo)
    return Lugar(
        proceso=sobre.proceso, auxiliar=numero, numero=mi_apoyo.DISPOSITIVO_DEL_FOLIO, propio=True
    )


def _check_place(sobre: Sobre, momento: datetime) -> Lugar:
    """Refuse what no phone of that process could still need, or that names another's."""
    lugar = _place_of(sobre)
    if lugar is None:
        raise rechazo("dispositivo-desconocido")
    propio = f"{lugar.proceso}-{lugar.auxiliar}-{lugar.numero}-{sobre.consecutivo:05d}-"
    if not sobre.folio.startswith(propio):
        raise rechazo("sobre-ajeno")
    proceso = queries.procesos.get(sobre.proceso)
    if proceso is None:
        raise rechazo("proceso-desconocido")
    if not plazos.acepta_envio(fin=proceso.fin, momento=momento):
        raise rechazo("sobre-tarde")
    return lugar


def _check_bytes(sobre: Sobre, cuerpo: bytes) -> None:
    if len(cuerpo) != sobre.tamano or codigo.de(cuerpo) != sobre.codigo_integridad:
        raise rechazo("paquete-danado")
    proceso = queries.procesos.get(sobre.proceso)
    try:
        sello = paquete.cabecera(cuerpo[:17])
    except paquete.PaqueteInvalido as falla:
        raise rechazo("paquete-ajeno", causa=str(falla.code)) from falla
    if proceso is None or sello.kid != proceso.kid or len(cuerpo) < paquete.MIN_PAQUETE:
        raise rechazo("paquete-ajeno")
