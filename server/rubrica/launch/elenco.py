"""The synthetic people of the demo: made by its founding, shown by its page and its welcome."""

from __future__ import annotations

from typing import NamedTuple

from rubrica.cuentas.rules import Rol

DEMO_PASSWORD = "cempasuchil-2026"  # noqa: S105 (of synthetic people, printed by the demo)


class Quien(NamedTuple):
    """One account. papel: what a visitor reads of it; empty for who is not offered to visitors."""

    correo: str
    nombre: str
    rol: Rol
    autoridad: str
    papel: str = ""


PERSONAS = (
    Quien("irma@derfe.test", "Irma Entrega", Rol.DERFE, "INE",
          "Irma, de la DERFE: procesos, padrón, cuentas, bitácora"),
    Quien("ines@derfe.test", "Inés Revisa", Rol.DERFE, "INE"),
    Quien("ada@opl.test", "Ada Administra", Rol.OPL_ADMINISTRADOR, "OPL",
          "Ada, administra en el OPL"),
    Quien("sara@opl.test", "Sara Supervisa", Rol.SUPERVISOR, "OPL",
          "Sara, supervisa la Mesa de Control"),
    Quien("olga@opl.test", "Olga Opera", Rol.OPERADOR, "OPL",
          "Olga, opera en la Mesa de Control"),
    Quien("catalina@opl.test", "Catalina Captura", Rol.CAPTURISTA, "OPL",
          "Catalina, captura las cédulas de papel"),
    Quien("carmen@opl.test", "Carmen Coteja", Rol.CAPTURISTA, "OPL"),
    Quien("pilar@promovente.test", "Pilar Promueve", Rol.PROMOVENTE, "",
          "Pilar, promueve el proceso OAX26"),
    Quien("ramiro@promovente.test", "Ramiro Promueve", Rol.PROMOVENTE, "",
          "Ramiro, promueve otro proceso"),
)  # fmt: skip
DEMO_ACCOUNTS = tuple((p.correo, p.papel) for p in PERSONAS if p.papel)
