"""The keys of the installation, of each process and each cut: made, kept, read (architecture §4).

A floor that every context may stand on: it knows no table and no rule of the ET. What a service can
read is what its KEYS_DIR holds; a key that is not there raises LlaveAusente, whoever asks.
"""

from rubrica.llaves.creacion import (
    crear_corte,
    crear_instalacion,
    crear_proceso,
    crear_vinculos,
    destruir_corte,
    destruir_proceso,
    destruir_vinculos,
    restituir_proceso,
)
from rubrica.llaves.deposito import LlaveAusente, LlaveDanada
from rubrica.llaves.lectura import (
    de_corte,
    de_instalacion,
    de_proceso,
    de_vinculos,
    desellar_para,
    entidades_con_vinculos,
    firmante,
    kid,
    privada_hpke,
    publica,
    publica_ed25519,
    publicadas,
)
from rubrica.llaves.sellado import NoAbre, abrir, abrir_con, indice, sellar, sellar_para

__all__ = [
    "LlaveAusente",
    "LlaveDanada",
    "NoAbre",
    "abrir",
    "abrir_con",
    "crear_corte",
    "crear_instalacion",
    "crear_proceso",
    "crear_vinculos",
    "de_corte",
    "de_instalacion",
    "de_proceso",
    "de_vinculos",
    "desellar_para",
    "destruir_corte",
    "destruir_proceso",
    "destruir_vinculos",
    "entidades_con_vinculos",
    "firmante",
    "indice",
    "kid",
    "privada_hpke",
    "publica",
    "publica_ed25519",
    "publicadas",
    "restituir_proceso",
    "sellar",
    "sellar_para",
]
