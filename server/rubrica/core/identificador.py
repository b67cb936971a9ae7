"""UUIDv7 (RFC 9562 §5.7): the id of a registro, made on the phone and sortable by time."""

from __future__ import annotations

from uuid import UUID

BYTES_DE_AZAR = 10
MAX_MS = (1 << 48) - 1


def uuid7(ms: int, azar: bytes) -> UUID:
    """Return the UUIDv7 of a Unix time in ms and ten random bytes; raise ValueError otherwise."""
    if not 0 <= ms <= MAX_MS:
        raise ValueError("ms does not fit in 48 bits")
    if len(azar) != BYTES_DE_AZAR:
        raise ValueError("azar must have ten bytes")
    crudo = bytearray(ms.to_bytes(6, "big") + azar)
    crudo[6] = 0x70 | crudo[6] & 0x0F
    crudo[8] = 0x80 | crudo[8] & 0x3F
    return UUID(bytes=bytes(crudo))


def es_uuid7(texto: str) -> bool:
    """Return whether the text is a UUIDv7 in its canonical form: lower case, with hyphens."""
    try:
        uuid = UUID(texto)
    except ValueError:
        return False
    return str(uuid) == texto and uuid.version == 7


def milisegundos(uuid: UUID) -> int:
    """Return the Unix time, in milliseconds, that a UUIDv7 carries."""
    return uuid.int >> 80
