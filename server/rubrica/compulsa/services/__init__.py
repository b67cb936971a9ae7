"""Acts of a compulsa: it is asked for, it runs, it goes on where it was."""

from rubrica.compulsa.services.corrida import correr
from rubrica.compulsa.services.inicio import COLA, TAREA, continuar, iniciar

__all__ = ["COLA", "TAREA", "continuar", "correr", "iniciar"]
