"""`python -m tests.durabilidad.ronda FOLDER ROUNDS RECORDS`: kill -9 under load, then the count."""

from __future__ import annotations

import random
import sys
import threading
import time
from pathlib import Path

from bench import escenario
from bench.carga import Peticion, enviar
from tests.durabilidad.servicios import Servicios, levantados

CONEXIONES = 8
MAX_INTENTOS = 200


def main(carpeta: Path, vueltas: int, cuantos: int) -> None:
    """Raise AssertionError if a receipt has no record, or a record is twice, half or miscounted."""
    azar = random.Random(vueltas * 1_000_003 + cuantos)
    muertes = 0
    with levantados(carpeta) as servicios:
        todas: list[Peticion] = []
        for _ in range(vueltas):
            peticiones = list(escenario.peticiones(servicios.telefonos, servicios.comun, cuantos))
            muertes += _send_while_killing(servicios, peticiones, azar)
            todas += peticiones
        _check(servicios, todas)
    print(f"{len(todas)} registros, {muertes} muertes, nada perdido")


def _send_while_killing(
    servicios: Servicios, peticiones: list[Peticion], azar: random.Random
) -> int:
    """Send every record until it has its receipt, as a phone does; return how many kills."""
    acusadas = threading.Event()
    falla: list[BaseException] = []
    envio = threading.Thread(target=_until_receipted, args=(servicios, peticiones, acusadas, falla))
    envio.start()
    muertes = 0
    while not acusadas.wait(azar.uniform(0.05, 0.8)) and not falla:
        (servicios.kill_base if azar.random() < 0.3 else servicios.kill_recepcion)()
        muertes += 1
        if muertes >= 3:
            break
    envio.join()
    if falla:
        raise falla[0]
    return muertes


def _until_receipted(
    servicios: Servicios,
    peticiones: list[Peticion],
    acusadas: threading.Event,
    falla: list[BaseException],
) -> None:
    try:
        pendientes = peticiones
        for _ in range(MAX_INTENTOS):
            resultado = enviar(servicios.puerto, pendientes, servicios.comun, conexiones=CONEXIONES)
            pendientes = [p for p, estado in resultado.por_peticion if estado not in {200, 201}]
            if not pendientes:
                return
            time.sleep(0.1)
        raise AssertionError(f"{len(pendientes)} registros nunca tuvieron acuse")
    except BaseException as error:
        falla.append(error)
    finally:
        acusadas.set()


def _check(servicios: Servicios, peticiones: list[Peticion]) -> None:
    from rubrica.recepcion import almacen
    from rubrica.registros.models import Registro
    from rubrica.registros.queries import cuenta

    esperados = {servicios.codigo_of(p) for p in peticiones}
    hallados = [
        bytes(c).hex() for c in Registro.objects.values_list("codigo_integridad", flat=True)
    ]
    assert len(hallados) == len(set(hallados)), "un registro está dos veces"
    assert set(hallados) == esperados, f"faltan {len(esperados - set(hallados))}"
    for codigo in hallados:  # leer raises when a blob is missing, half or changed
        almacen.leer(proceso=escenario.PROCESO, codigo_integridad=bytes.fromhex(codigo))
    total = cuenta(proceso=escenario.PROCESO)[""]
    assert total.cuadra, f"la cuenta no cuadra: {total}"
    assert total.a == len(esperados), f"la cuenta no los tiene a todos: {total}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
