"""The oficio of the demo: it asks for six accounts, and each of them is at another stage (ET 9).

Done by the services that a person would reach by a page. What stopped halfway goes on.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from rubrica.cuentas import credencial, declaraciones, solicitudes
from rubrica.cuentas import queries as guardadas
from rubrica.cuentas.queries import Cuenta, Oficio
from rubrica.cuentas.rules import Rol
from rubrica.cuentas.solicitudes import DatosDeOficio, Encargo, Funcionario
from rubrica.cuentas.vida import Etapa

AUTORIDAD, NUMERO = "OPL", "OPL/SE/0203/2026"
MOTIVO_DE_DEVOLUCION = "No se distingue la firma. Escanee de nuevo la hoja completa."
MOTIVO_DE_REVOCACION = "Dejó de prestar sus servicios en el OPL (ficticio)."


class Pedida(NamedTuple):
    """One account that the oficio asks for, and how far it has come."""

    correo: str
    nombre: str
    cargo: str
    rol: Rol
    hasta: Etapa


PEDIDAS = (
    Pedida("octavio@opl.test", "Octavio Espera", "Técnico de la Mesa", Rol.OPERADOR,
           Etapa.POR_ENTRAR),
    Pedida("odilia@opl.test", "Odilia Declara", "Técnica de la Mesa", Rol.OPERADOR,
           Etapa.POR_DECLARAR),
    Pedida("ofelia@opl.test", "Ofelia Firma", "Técnica de la Mesa", Rol.OPERADOR,
           Etapa.EN_REVISION),
    Pedida("omar@opl.test", "Omar Corrige", "Capturista", Rol.CAPTURISTA, Etapa.DEVUELTA),
    Pedida("oralia@opl.test", "Oralia Activa", "Capturista", Rol.CAPTURISTA, Etapa.ACTIVA),
    Pedida("otilio@opl.test", "Otilio Revocado", "Técnico de la Mesa", Rol.OPERADOR,
           Etapa.REVOCADA),
)  # fmt: skip
# From each stage, towards which one an account goes on; where to stop, each account knows.
CAMINO = (Etapa.POR_ENTRAR, Etapa.POR_DECLARAR, Etapa.EN_REVISION)


def sembrar(*, quien: dict[str, int], clave: str, hoy: date, momento: datetime) -> None:
    """Irma registered the oficio, and Inés looked at what was signed (ET 9.1 to 9.3)."""
    irma, ines = quien["irma@derfe.test"], quien["ines@derfe.test"]
    oficio = _oficio(irma, hoy, momento)
    for pedida in PEDIDAS:
        cuenta = guardadas.por_correo(pedida.correo) or _solicitar(oficio, pedida, irma, momento)
        while cuenta.etapa_ is not pedida.hasta and cuenta.etapa_ in CAMINO:
            cuenta = _avanzar(cuenta, pedida.hasta, clave=clave, revisa=ines, momento=momento)


def _oficio(irma: int, hoy: date, momento: datetime) -> Oficio:
    ya = guardadas.oficios().filter(autoridad=AUTORIDAD, numero=NUMERO).first()
    return ya or solicitudes.registrar_oficio(
        datos=DatosDeOficio(
            autoridad=AUTORIDAD, numero=NUMERO, oficio_el=hoy - timedelta(days=9),
            utvopl_numero="INE/UTVOPL/0311/2026", utvopl_el=hoy - timedelta(days=7),
        ),
        quien=irma, momento=momento,
    )  # fmt: skip


def _solicitar(oficio: Oficio, pedida: Pedida, irma: int, momento: datetime) -> Cuenta:
    return solicitudes.solicitar(
        oficio=oficio,
        funcionario=Funcionario(nombre=pedida.nombre, correo=pedida.correo),
        encargo=Encargo(
            cargo=pedida.cargo, telefono="9510000200", rol=pedida.rol,
            vigente_hasta=momento + timedelta(days=60),
        ),
        quien=irma, momento=momento,
    )  # fmt: skip


def _avanzar(cuenta: Cuenta, hasta: Etapa, *, clave: str, revisa: int, momento: datetime) -> Cuenta:
    """Take an account one stage on, as its official or the DERFE would."""
    if hasta is Etapa.REVOCADA:
        return solicitudes.revocar(
            cuenta=cuenta, motivo=MOTIVO_DE_REVOCACION, quien=revisa, momento=momento
        )
    if cuenta.etapa_ is Etapa.POR_ENTRAR:
        token = credencial.emitir(cuenta=cuenta, momento=momento).rstrip("/").rpartition("/")[2]
        return credencial.establecer_contrasena(token=token, clave=clave, momento=momento)
    if cuenta.etapa_ is Etapa.POR_DECLARAR:
        hoja = declaraciones.documento(cuenta=cuenta, momento=momento)
        return declaraciones.subir(cuenta=cuenta, contenido=hoja, momento=momento).cuenta
    subida = guardadas.declaraciones_de(cuenta).latest("subida_en")
    if hasta is Etapa.DEVUELTA:
        return declaraciones.devolver(
            declaracion=subida, motivo=MOTIVO_DE_DEVOLUCION, quien=revisa, momento=momento
        )
    return declaraciones.aprobar(declaracion=subida, quien=revisa, momento=momento)
