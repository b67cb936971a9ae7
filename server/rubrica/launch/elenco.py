"""The synthetic people of the demo: its page shows them, its welcome prints them."""

from __future__ import annotations

DEMO_PASSWORD = "cempasuchil-2026"  # noqa: S105 (of synthetic people, printed by the demo)
DEMO_ACCOUNTS = (
    ("irma@derfe.test", "Irma, de la DERFE: procesos, padrón, bitácora"),
    ("ada@opl.test", "Ada, administra en el OPL"),
    ("sara@opl.test", "Sara, supervisa la Mesa de Control"),
    ("olga@opl.test", "Olga, opera en la Mesa de Control"),
    ("pilar@promovente.test", "Pilar, promueve el proceso OAX26"),
    ("ramiro@promovente.test", "Ramiro, promueve otro proceso"),
)
