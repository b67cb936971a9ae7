"""Column types of PostgreSQL that Django lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    IntField = models.Field[int, int]
else:
    IntField = models.Field


class TransactionId(models.Func):
    """The 64-bit id of the running transaction: it never wraps around."""

    function = "pg_current_xact_id"
    arity = 0

    def __init__(self, **extra: Any) -> None:
        super().__init__(output_field=models.TextField(), **extra)


class Xid8Field(IntField):
    """The id of the transaction that inserted the row, written by PostgreSQL itself.

    It is what the sequencer and the roller order by: once every transaction older than x has
    ended, no row below x can appear any more.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_default"] = TransactionId()
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out what __init__ always sets."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_default"], kwargs["editable"]
        return name, path, args, kwargs

    @property
    def db_returning(self) -> bool:
        """Not asked back by INSERT: a service that may only insert could not read it."""
        return False

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, *_: Any) -> int | None:
        return None if value is None else int(value)
