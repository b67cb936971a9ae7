"""DER (X.690): as much of it as a signature is written in."""

from __future__ import annotations

from dataclasses import dataclass

from rubrica.verificador.legajo import NoSeSostiene

ENTERO, OCTETOS, OID, SECUENCIA, CONJUNTO = 0x02, 0x04, 0x06, 0x30, 0x31


@dataclass(frozen=True)
class Pieza:
    """One value. crudo: with its tag and its length."""

    marca: int
    contenido: bytes
    crudo: bytes

    def piezas(self) -> list[Pieza]:
        """Return the values inside, in order; raise NoSeSostiene if they are not whole."""
        dentro, at = [], 0
        while at < len(self.contenido):
            dentro.append(leer_der(self.contenido[at:]))
            at += len(dentro[-1].crudo)
        return dentro

    def oid(self) -> str:
        """Return an object identifier as people write it."""
        if self.marca != OID or not self.contenido:
            raise NoSeSostiene("Falta un identificador donde debía ir.")
        numeros, actual = [], 0
        for octeto in self.contenido:
            actual = actual << 7 | octeto & 0x7F
            if not octeto & 0x80:
                numeros.append(actual)
                actual = 0
        primero = min(numeros[0] // 40, 2)
        return ".".join(map(str, (primero, numeros[0] - 40 * primero, *numeros[1:])))

    def entero(self) -> int:
        return int.from_bytes(self.contenido, "big", signed=True)


def leer_der(datos: bytes) -> Pieza:
    """Return the first value of those bytes; what follows is left alone. Raises NoSeSostiene."""
    if len(datos) < 2 or datos[0] & 0x1F == 0x1F:
        raise NoSeSostiene("Su firma no está completa.")
    largo, at = datos[1], 2
    if largo & 0x80:
        at += largo & 0x7F
        largo = int.from_bytes(datos[2:at], "big")
    if datos[1] == 0x80 or at + largo > len(datos):
        raise NoSeSostiene("Su firma no está en DER o no está completa.")
    return Pieza(datos[0], datos[at : at + largo], datos[: at + largo])
