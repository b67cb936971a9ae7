"""How each estatus and class of ET 10.7 is shown: a word, a shape and a colour, never one alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Insignia:
    """palabra: the ET's; tono: suffix of the CSS class; forma: path in a 12 × 12 box."""

    palabra: str
    tono: str
    forma: str


CIRCULO = "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z"
ARO = "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zm0 2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z"
RELOJ = "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zm-.8 2h1.6v2.6l1.9 1.2-.8 1.3-2.7-1.7z"
PALOMA = "M1.2 6.4 2.7 4.9 4.9 7.1 9.5 2.3l1.4 1.5L4.9 10.1z"
ROMBO = "M6 .5 11.5 6 6 11.5.5 6z"
DOBLE = "M1 1h6.5v2H3v4.5H1zM4.5 4.5H11V11H4.5z"
PAUSA = "M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z"

EN_PROCESAMIENTO = Insignia("En procesamiento", "cantera", ARO)
ESTATUS: dict[str, Insignia] = {
    "RECIBIDO": EN_PROCESAMIENTO,
    "EN_PROCESAMIENTO": EN_PROCESAMIENTO,
    "EN_CHAROLA": Insignia("En procesamiento: no abrió", "cempasuchil", ROMBO),
    "EN_ESPERA_DE_CORTE": Insignia("En procesamiento: espera corte", "cantera", PAUSA),
    "EN_MESA": Insignia("En mesa de control", "cempasuchil", RELOJ),
    "APARTADO": Insignia("En mesa de control: apartado", "cempasuchil", PAUSA),
    "CON_INCONSISTENCIA": Insignia("Con inconsistencia", "grana", ROMBO),
    "DUPLICADO": Insignia("Duplicado", "cantera", DOBLE),
    "PARA_COMPULSA": Insignia("Para compulsa", "anil", CIRCULO),
    "ENVIADO": Insignia("Enviado", "cantera", CIRCULO),
    "HECHO": Insignia("Hecho", "nopal", PALOMA),
}
