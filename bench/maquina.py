"""The machine on which a figure was measured: without it a figure says nothing."""

from __future__ import annotations

import os
import platform
import statistics
import time
from pathlib import Path

FSYNC_VECES = 50


class DiscoDeMemoria(Exception):
    """The directory is on tmpfs: what is measured there is no disk."""


def describir(carpeta: Path) -> dict[str, object]:
    """Return cores, memory, kernel, file system and fsync latency of `carpeta`.

    Raises DiscoDeMemoria on tmpfs.
    """
    sistema = file_system_of(carpeta)
    if sistema in {"tmpfs", "ramfs"}:
        raise DiscoDeMemoria(f"{carpeta} está en {sistema}: ahí fsync no escribe nada.")
    mediana, p99 = fsync_latency_ms(carpeta)
    return {
        "nucleos": os.cpu_count(),
        "memoria_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "procesador": _processor(),
        "nucleo_del_sistema": platform.release(),
        "python": platform.python_version(),
        "sistema_de_archivos": sistema,
        "fsync_ms_mediana": round(mediana, 3),
        "fsync_ms_p99": round(p99, 3),
        "carga_al_empezar": round(os.getloadavg()[0], 2),
    }


def file_system_of(carpeta: Path) -> str:
    """Return the type of the file system that holds a directory, "" where it cannot be told."""
    montajes = Path("/proc/mounts")
    if not montajes.exists():
        return ""
    mejor, tipo = "", ""
    for linea in montajes.read_text().splitlines():
        _, punto, este, *_ = linea.split()
        dentro = carpeta.resolve().is_relative_to(punto)
        if dentro and len(punto) >= len(mejor):
            mejor, tipo = punto, este
    return tipo


def fsync_latency_ms(carpeta: Path) -> tuple[float, float]:
    """Return median and 99th percentile of writing 4 KiB to a new file and fsyncing it."""
    tiempos = []
    for numero in range(FSYNC_VECES):
        archivo = carpeta / f".fsync-{os.getpid()}-{numero}"
        with archivo.open("wb") as salida:
            salida.write(b"\0" * 4096)
            salida.flush()
            antes = time.perf_counter()
            os.fsync(salida.fileno())
            tiempos.append((time.perf_counter() - antes) * 1000)
        archivo.unlink()
    return statistics.median(tiempos), max(tiempos)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lineas = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    nombres = [x.split(":", 1)[1].strip() for x in lineas if x.startswith("model name")]
    return nombres[0] if nombres else platform.processor()
