"""`python -m tests.durabilidad.orden FOLDER`: some receipts under strace, their order checked."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from bench import escenario
from bench.carga import enviar
from tests.durabilidad import traza
from tests.durabilidad.servicios import Servicios, levantados

VECES = 5
LLAMADAS = "fsync,fdatasync,rename,renameat,renameat2,write,writev,sendto,sendmsg"


def main(carpeta: Path) -> None:
    """Raise traza.FueraDeOrden if a receipt left before what it promises was on the disk."""
    with levantados(carpeta) as servicios:
        trazas = {
            carpeta / "puerta.traza": servicios.pid("recepcion"),
            carpeta / "base.traza": servicios.pid_base,
        }
        procesos = [_attach(pid, salida) for salida, pid in trazas.items()]
        enviados = _send_one_by_one(servicios)
        for proceso in procesos:
            proceso.send_signal(signal.SIGINT)
            proceso.wait(10)
        sucesos = [suceso for salida in trazas for suceso in traza.leer(salida)]
        for codigo, desde in enviados:
            traza.check_order(sucesos, codigo, desde)
    print(f"{len(enviados)} acuses en orden")


def _send_one_by_one(servicios: Servicios) -> list[tuple[str, float]]:
    """Return the código and the start of each record sent, all of them receipted."""
    enviados = []
    for peticion in escenario.peticiones(servicios.telefonos, servicios.comun, VECES):
        enviados.append((servicios.codigo_of(peticion), time.time()))
        resultado = enviar(servicios.puerto, [peticion], servicios.comun, conexiones=1)
        if resultado.estados != {201: 1}:
            raise AssertionError(f"sin acuse: {resultado.estados}")
        time.sleep(0.3)
    return enviados


def _attach(pid: int, salida: Path) -> subprocess.Popen[bytes]:
    """Trace a process, its threads and the children it has or will have."""
    orden = ["strace", "-f", "-ttt", "-T", "-y", "-s", "64", "-e", f"trace={LLAMADAS}"]
    for uno in [pid, *Servicios.children_of(pid)]:
        orden += ["-p", str(uno)]
    proceso = subprocess.Popen([*orden, "-o", str(salida)], stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    if proceso.poll() is not None:
        raise AssertionError("strace no pudo seguir al servicio (¿kernel.yama.ptrace_scope?)")
    return proceso


if __name__ == "__main__":
    main(Path(sys.argv[1]))
