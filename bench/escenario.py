"""An installation with one process and some phones, to measure against and to kill."""

from __future__ import annotations

import hashlib
import os
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.carga import Peticion

if TYPE_CHECKING:  # Django is set up by `instalacion`, after this is imported
    from rubrica.launch.installation import Installation
    from rubrica.recepcion.tests.telefono import Telefono

PROCESO = "BEN26"
TELEFONOS = 32
COLA = 32  # bytes by which one body differs from another
ESPERA_SEGUNDOS = 60


@contextmanager
def instalacion(carpeta: Path) -> Iterator[Installation]:
    """Yield an installation with its database up and ready; stop everything at the end."""
    from rubrica.launch.installation import Installation

    hecha = Installation(folder=carpeta, mode="prueba")
    try:
        hecha.start_database()
        hecha.prepare()
        os.environ.update(hecha.env(""))
        import django

        django.setup()
        yield hecha
    finally:
        hecha.stop()


def telefonos() -> list[Telefono]:
    """Return enrolled phones of one open process, made anew in the database."""
    from rubrica import llaves
    from rubrica.auxiliares.models import Auxiliar, Dispositivo
    from rubrica.auxiliares.tests import escenas
    from rubrica.cuentas.models import Cuenta
    from rubrica.recepcion.tests.telefono import Telefono

    promovente = Cuenta.objects.create_user("pilar@ejemplo.test", nombre="Pilar", rol="promovente")
    proceso = escenas.proceso_abierto(promovente, PROCESO)
    kid = llaves.kid(bytes(proceso.clave_publica))
    ahora = datetime.now(UTC)
    hechos = []
    for n in range(TELEFONOS):
        auxiliar = Auxiliar.objects.create(
            proceso=PROCESO, numero=f"{n + 1:04d}", promovente=1, datos=b"-",
            correo_indice=n.to_bytes(16, "big"), alta_en=ahora, revisado_por=1,
            revisado_en=ahora,
        )  # fmt: skip
        telefono = Telefono(proceso=PROCESO, auxiliar=auxiliar.numero, kid_de_proceso=kid)
        Dispositivo.objects.create(
            id=telefono.dispositivo, auxiliar=auxiliar, numero=1, kid=telefono.kid,
            jwk=telefono.jwk, responsiva_version="1", alta_en=ahora,
        )  # fmt: skip
        hechos.append(telefono)
    return hechos


def bloque(kid: bytes, tamano: int) -> bytes:
    """Return the part that all bodies share: header of a paquete and random bytes."""
    return b"\x01" + kid + os.urandom(tamano - 17 - COLA)


def peticiones(phones: Sequence[Telefono], comun: bytes, cuantas: int) -> Iterator[Peticion]:
    """Make that many PUTs, each signed by its phone, with a body like no other."""
    base = hashlib.sha256(comun)
    for n in range(cuantas):
        cola = os.urandom(COLA)
        suma = base.copy()
        suma.update(cola)
        id_, jws = _sobre(phones[n % len(phones)], suma.digest(), len(comun) + COLA)
        cabeza = (
            f"PUT /api/v1/registros/{id_} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Content-Length: {len(comun) + COLA}\r\nSobre: {jws}\r\n\r\n"
        )
        yield Peticion(cabeza.encode(), cola)


def _sobre(telefono: Telefono, digest: bytes, tamano: int) -> tuple[str, str]:
    """Sign a sobre of a paquete of which only the hash and the size are at hand."""
    import json

    from rubrica.core import jws, sobre

    datos = telefono.datos()
    miembros = datos.como_json() | {"codigo_integridad": digest.hex(), "bytes": tamano}
    texto = json.dumps({n: miembros[n] for n in sobre.MIEMBROS}, separators=(",", ":"))
    return str(datos.id), jws.firmar_bytes(texto.encode(), typ=sobre.TYP, clave=telefono.clave)


def wait_until_up(puerto: int) -> None:
    """Return once something answers at /salud; raise TimeoutError if nothing does."""
    limite = time.monotonic() + ESPERA_SEGUNDOS
    while time.monotonic() < limite:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{puerto}/salud", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("el servicio no respondió")
