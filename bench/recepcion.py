"""How fast the door gives receipts, against nginx writing the same bodies (quality: Speed).

Both run on the same two cores as the generator, by turns, in the same run. nginx receives the PUT
to a file and renames it, without fsync and without looking at it: a limit, not a rival.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench import escenario
from bench.carga import Peticion, Resultado, enviar
from bench.cifras import Cifra

CARPETA = Path(__file__).parents[1] / ".var/bench/recepcion"
TAMANO = 400 * 1024  # bytes
CONEXIONES = 32
VUELTAS = 3
POR_VUELTA = 1500
CALENTAMIENTO = 200
POR_TRAMO_DE_MEMORIA = 1000
TRAMOS_DE_MEMORIA = 6


def medir() -> list[Cifra]:
    """Measure receipts per second, their p99, the ratio to nginx and whether memory is flat."""
    shutil.rmtree(CARPETA, ignore_errors=True)
    with escenario.instalacion(CARPETA) as instalacion:
        telefonos = escenario.telefonos()
        instalacion.start_services("recepcion")
        puerto = instalacion.ports["recepcion"]
        escenario.wait_until_up(puerto)
        comun = escenario.bloque(telefonos[0].kid_de_proceso, TAMANO)
        enviar(puerto, _some(telefonos, comun, CALENTAMIENTO), comun, conexiones=CONEXIONES)
        propias, ajenas = _by_turns(puerto, telefonos, comun)
        memoria = _memory(instalacion, puerto, telefonos, comun)
    shutil.rmtree(CARPETA, ignore_errors=True)
    return [*_speed(propias, ajenas), memoria]


def _by_turns(
    puerto: int,
    telefonos: Sequence,
    comun: bytes,  # type: ignore[type-arg]
) -> tuple[list[Resultado], list[Resultado]]:
    """Run the door and nginx by turns, so that both meet the same machine."""
    propias, ajenas = [], []
    with _nginx() as otro:
        for _ in range(VUELTAS):
            peticiones = _some(telefonos, comun, POR_VUELTA)
            propias.append(enviar(puerto, peticiones, comun, conexiones=CONEXIONES))
            if otro:
                ajenas.append(enviar(otro, peticiones, comun, conexiones=CONEXIONES))
    return propias, ajenas


def _some(telefonos: Sequence, comun: bytes, cuantas: int) -> list[Peticion]:  # type: ignore[type-arg]
    return list(escenario.peticiones(telefonos, comun, cuantas))


def _speed(propias: list[Resultado], ajenas: list[Resultado]) -> list[Cifra]:
    nota = f"{VUELTAS} × {POR_VUELTA} paquetes de {TAMANO // 1024} KiB"
    fallidas = sum(n for r in propias for estado, n in r.estados.items() if estado != 201)
    if fallidas:
        nota += f"; {fallidas} sin acuse"
    por_segundo = _middle([r.por_segundo for r in propias])
    cifras = [
        Cifra(nombre="recepcion.c32.por_segundo", valor=por_segundo, nota=nota),
        Cifra(nombre="recepcion.c32.p99", valor=max(r.percentil_ms(99) for r in propias)),
    ]
    if not ajenas:
        falta = "nginx no está instalado: sin él no hay razón"
        return [*cifras, Cifra(nombre="recepcion.c32.razon_nginx", valor=None, nota=falta)]
    nginx = _middle([r.por_segundo for r in ajenas])
    razon = _middle([a.por_segundo / b.por_segundo for a, b in zip(propias, ajenas, strict=True)])
    return [
        *cifras,
        Cifra(nombre="recepcion.nginx.por_segundo", valor=nginx, unidad="/s", nota="sin fsync"),
        Cifra(nombre="recepcion.c32.razon_nginx", valor=razon),
    ]


def _middle(valores: list[float]) -> float:
    return sorted(valores)[len(valores) // 2]


def _memory(instalacion, puerto: int, telefonos: Sequence, comun: bytes) -> Cifra:  # type: ignore[no-untyped-def, type-arg]
    """Compare the memory of the door after its first thousand paquetes and after the last."""
    medidas = []
    for _ in range(TRAMOS_DE_MEMORIA):
        peticiones = _some(telefonos, comun, POR_TRAMO_DE_MEMORIA)
        enviar(puerto, peticiones, comun, conexiones=CONEXIONES)
        medidas.append(_rss(instalacion.children.running["recepcion"].pid))
        shutil.rmtree(instalacion.folder / "blobs", ignore_errors=True)
    total = TRAMOS_DE_MEMORIA * POR_TRAMO_DE_MEMORIA
    return Cifra(
        nombre="recepcion.memoria.razon",
        valor=medidas[-1] / medidas[0],
        nota=f"corrida corta: {total} paquetes, no 100,000; {medidas[-1] // 2**20} MiB",
    )


def _rss(pid: int) -> int:
    """Return the memory of a process and its children, in bytes."""
    raiz = psutil.Process(pid)
    return sum(p.memory_info().rss for p in [raiz, *raiz.children(recursive=True)])


@contextmanager
def _nginx() -> Iterator[int]:
    """Yield the port of an nginx of our own that keeps each PUT in a file; 0 without nginx."""
    binario = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if binario is None:
        yield 0
        return
    from rubrica.launch.children import free_port

    carpeta = Path(tempfile.mkdtemp(prefix="nginx-", dir=CARPETA))
    puerto = free_port()
    (carpeta / "cuerpos/api/v1/registros").mkdir(parents=True)
    (carpeta / "nginx.conf").write_text(_config(carpeta, puerto))
    orden = [binario, "-p", str(carpeta), "-c", str(carpeta / "nginx.conf")]
    proceso = subprocess.Popen(orden, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_for_port(puerto)
        yield puerto
    finally:
        proceso.terminate()
        proceso.wait(10)
        shutil.rmtree(carpeta, ignore_errors=True)


def _config(carpeta: Path, puerto: int) -> str:
    usuario = "user root;" if Path.home() == Path("/root") else ""
    return f"""
daemon off; {usuario} worker_processes 2; pid {carpeta}/pid; error_log /dev/null;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 8m; large_client_header_buffers 4 16k;
  client_body_temp_path {carpeta}/entrantes; proxy_temp_path {carpeta}/t1;
  fastcgi_temp_path {carpeta}/t2; uwsgi_temp_path {carpeta}/t3; scgi_temp_path {carpeta}/t4;
  keepalive_requests 1000000;
  server {{
    listen 127.0.0.1:{puerto}; root {carpeta}/cuerpos;
    location / {{ dav_methods PUT; }}
  }}
}}
"""


def _wait_for_port(puerto: int) -> None:
    import socket

    for _ in range(100):
        with socket.socket() as enchufe:
            if enchufe.connect_ex(("127.0.0.1", puerto)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("nginx no abrió su puerto")
