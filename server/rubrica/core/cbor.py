"""CBOR in the one form of RFC 8949 §4.2.1: the same value is always the same bytes.

Only what a paquete or an asiento holds exists here: integers of 64 bits, bytes, text, lists,
maps with text keys, booleans and null. No floats, no tags: what cannot be read cannot attack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import cbor2

MAX_DEPTH = 8
MAX_ITEMS = 50_000  # every item counts: a stroke of 10,000 points is 30,000 integers
MAX_INT = 2**53 - 1  # what JavaScript counts without error

Value: TypeAlias = "int | bytes | str | bool | Sequence[Value] | Mapping[str, Value] | None"


class Fault(StrEnum):
    """Why some bytes are not the CBOR expected."""

    TRUNCATED = "truncated"
    TRAILING = "trailing bytes"
    INDEFINITE = "indefinite length"
    NOT_SHORTEST = "integer or length not in its shortest form"
    DUPLICATE = "duplicate key"
    ORDER = "keys out of order"
    KIND = "a kind of item that has no place here"
    UTF8 = "text is not UTF-8"
    DEEP = "too deep"
    MANY = "too many items"


LIMITS = frozenset({Fault.DEEP, Fault.MANY})


class CborInvalido(ValueError):
    """The bytes are not deterministic CBOR within the limits; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def encode(value: object) -> bytes:
    """Return the only encoding of `value`; raise TypeError on a kind that has no place here."""
    _check(value)
    return cbor2.dumps(value, canonical=True)


def _check(value: object) -> None:
    match value:
        case bool() | bytes() | str() | None:
            return
        case int() if abs(value) <= MAX_INT:
            return
        case Mapping() if all(isinstance(key, str) for key in value):
            for item in value.values():
                _check(item)
        case list() | tuple():
            for item in value:
                _check(item)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in this CBOR")


def decode(data: bytes) -> Value:
    """Return the value of `data`; raise CborInvalido unless it is the encoding of that value."""
    reader = _Reader(data)
    value = reader.item(depth=0)
    if reader.at != len(data):
        raise CborInvalido(Fault.TRAILING)
    return value


SIMPLE: dict[int, bool | None] = {20: False, 21: True, 22: None}
SHORTEST = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}  # least value of each longer form


@dataclass
class _Reader:
    """A cursor over `data` that refuses whatever the encoder would not have written."""

    data: bytes
    at: int = 0
    items: int = 0

    def take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise CborInvalido(Fault.TRUNCATED)
        self.at += count
        return self.data[self.at - count : self.at]

    def head(self) -> tuple[int, int]:
        """Return the major type and the argument of the next item."""
        first = self.take(1)[0]
        major, short = first >> 5, first & 0x1F
        if short < 24:
            return major, short
        if short == 31:
            raise CborInvalido(Fault.INDEFINITE)
        if short > 27 or major == 7:
            raise CborInvalido(Fault.KIND)
        argument = int.from_bytes(self.take(1 << (short - 24)), "big")
        if argument < SHORTEST[short]:
            raise CborInvalido(Fault.NOT_SHORTEST)
        return major, argument

    def item(self, depth: int) -> Value:
        """Return the next item, `depth` containers down."""
        self.items += 1
        if depth > MAX_DEPTH:
            raise CborInvalido(Fault.DEEP)
        if self.items > MAX_ITEMS:
            raise CborInvalido(Fault.MANY)
        return self.body(*self.head(), depth + 1)

    def body(self, major: int, argument: int, depth: int) -> Value:
        match major:
            case 0 | 1:
                return self.integer(argument, negative=major == 1)
            case 2:
                return self.take(argument)
            case 3:
                return self.text(argument)
            case 4:
                self.announced(argument)
                return [self.item(depth) for _ in range(argument)]
            case 5:
                return self.map(argument, depth)
            case 7 if argument in SIMPLE:
                return SIMPLE[argument]
            case _:
                raise CborInvalido(Fault.KIND)

    @staticmethod
    def integer(argument: int, *, negative: bool) -> int:
        value = -1 - argument if negative else argument
        if abs(value) > MAX_INT:
            raise CborInvalido(Fault.KIND)
        return value

    def announced(self, count: int) -> None:
        """Refuse a count that could not fit before walking it: a bomb is cheap to announce."""
        if count > MAX_ITEMS:
            raise CborInvalido(Fault.MANY)
        if count > len(self.data) - self.at:
            raise CborInvalido(Fault.TRUNCATED)

    def text(self, length: int) -> str:
        try:
            return self.take(length).decode()
        except UnicodeDecodeError:
            raise CborInvalido(Fault.UTF8) from None

    def map(self, count: int, depth: int) -> dict[str, Value]:
        self.announced(count)
        result: dict[str, Value] = {}
        previous = b""
        for _ in range(count):
            start = self.at
            key = self.item(depth)
            if not isinstance(key, str):
                raise CborInvalido(Fault.KIND)
            if key in result:
                raise CborInvalido(Fault.DUPLICATE)
            encoded = self.data[start : self.at]
            if encoded < previous:
                raise CborInvalido(Fault.ORDER)
            previous = encoded
            result[key] = self.item(depth)
        return result
