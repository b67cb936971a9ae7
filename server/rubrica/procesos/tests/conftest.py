"""A process as people register it, and the age identities of those who keep its keys."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pyrage
import pytest

from rubrica import llaves
from rubrica.cuentas.models import Cuenta
from rubrica.procesos import rules, services
from rubrica.procesos.expediente import Expediente, Representante
from rubrica.procesos.models import Proceso
from rubrica.procesos.rules import Prueba, Solicitud

AHORA = datetime(2026, 11, 3, 16, tzinfo=UTC)
INICIO = datetime(2026, 11, 10, 6, tzinfo=UTC)
FIN = datetime(2026, 12, 10, 5, 59, 59, tzinfo=UTC)
_letras = itertools.count(30)  # never OAX26, which the accounts of the cast have


def expediente(**cambios: object) -> Expediente:
    """The file of the mechanism: notice, oficio and folio."""
    datos: dict[str, object] = {
        "aviso_de_intencion_el": date(2026, 10, 20),
        "oficio_numero": "IEEPCO/SE/0455/2026",
        "oficio_el": date(2026, 10, 30),
        "folio_interno": "MPC-7",
    }
    return Expediente(**{**datos, **cambios})  # type: ignore[arg-type]


def representante(**cambios: str) -> Representante:
    """An invented legal representative."""
    datos = {
        "nombre": "Petra Representa Ejemplo",
        "telefono_movil": "9515550101",
        "telefono_oficina": "9515550102",
        "clave_elector": "RPEJPT85031520M100",
    }
    return Representante(**{**datos, **cambios})


def solicitud(**cambios: object) -> Solicitud:
    """A request as Ada would write it; each test's process has an Id, and so keys, of its own."""
    datos: dict[str, object] = {
        "id": f"OAX{next(_letras)}",
        "tipo": "revocacion_de_mandato",
        "entidad": "20",
        "inicio": INICIO,
        "fin": FIN,
        "denominacion": "Revocación de mandato de ejemplo",
        "pregunta": "¿Está de acuerdo en que se convoque?",
        "promovente_nombre": "Pilar Ejemplo Muestra",
        "correo": "pilar@ejemplo.test",
        "expediente": expediente(),
        "representante": representante(),
        "texto_integral": "# Aviso integral\n\nQué se hace con sus datos.\n- Se cifran.",
        "texto_simplificado": "Sus datos se cifran y solo sirven para verificar su apoyo.",
    }
    return Solicitud(**{**datos, **cambios})  # type: ignore[arg-type]


@dataclass
class Oficina:
    """Who acts on the process, and the identities that never leave their owners."""

    ada: Cuenta
    irma: Cuenta
    opl: pyrage.x25519.Identity
    custodios: Sequence[pyrage.x25519.Identity]

    def registrar(self, **cambios: object) -> Proceso:
        return services.registrar(
            solicitud=solicitud(**cambios), autoridad="IEEPCO", quien=self.ada.pk, momento=AHORA
        )

    def aprobado(self, **cambios: object) -> Proceso:
        proceso = self.registrar(**cambios).pk
        services.solicitar(proceso=proceso, quien=self.ada.pk, momento=AHORA)
        return services.aprobar(proceso=proceso, quien=self.irma.pk, momento=AHORA)

    def dar_llaves(self, proceso: str) -> None:
        services.registrar_llave_de_entrega(
            proceso=proceso, llave=str(self.opl.to_public()), quien=self.ada.pk, momento=AHORA
        )
        services.registrar_custodios(
            proceso=proceso,
            custodios=[
                (f"Custodia {n}", str(c.to_public())) for n, c in enumerate(self.custodios, start=1)
            ],
            quien=self.irma.pk,
            momento=AHORA,
        )

    def ensayar(self, proceso: str, prueba: Prueba) -> dict[str, str]:
        ensayo = services.ensayar(proceso=proceso, prueba=prueba, quien=self.irma.pk, momento=AHORA)
        return dict(ensayo.paquetes)

    def responder(self, proceso: str, prueba: Prueba, respuesta: str) -> Proceso:
        return services.responder(
            proceso=proceso,
            prueba=prueba,
            respuesta=respuesta,
            quien=self.irma.pk,
            momento=AHORA,
        )

    def abrir_par(self, sellado: str, par: str) -> bytes:
        """Open both layers as the two people of the pair would: the outer is the second's."""
        claro = sellado.encode()
        for n in reversed(par.split("-")):
            claro = pyrage.decrypt(claro, [self.custodios[int(n) - 1]])
        return claro

    def ensayar_todo(self, proceso: str) -> None:
        sellado = self.ensayar(proceso, Prueba.ENTREGA)["entrega"]
        texto = pyrage.decrypt(sellado.encode(), [self.opl]).decode()
        self.responder(proceso, Prueba.ENTREGA, texto.strip().splitlines()[-1])
        paquetes = self.ensayar(proceso, Prueba.CUSTODIA)
        recuperado = json.loads(self.abrir_par(paquetes["1-3"], "1-3"))
        self.responder(proceso, Prueba.CUSTODIA, recuperado["palabras"])

    def entregar(self, proceso: str) -> dict[str, str]:
        return {
            par: services.entregar_custodia(
                proceso=proceso, par=par, quien=self.irma.pk, momento=AHORA
            ).contenido
            for par in map(rules.nombre_del_par, rules.PARES)
        }

    def abierto(self) -> Proceso:
        proceso = self.aprobado().pk
        self.dar_llaves(proceso)
        self.ensayar_todo(proceso)
        self.entregar(proceso)
        return services.abrir(proceso=proceso, quien=self.irma.pk, momento=AHORA)


@pytest.fixture
def oficina(ada: Cuenta, irma: Cuenta) -> Oficina:
    llaves.crear_instalacion()
    nueva = pyrage.x25519.Identity.generate
    return Oficina(ada=ada, irma=irma, opl=nueva(), custodios=[nueva() for _ in range(3)])
