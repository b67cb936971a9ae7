"""What is half received. What is received whole lives in registros and auxiliares."""

from __future__ import annotations

from django.db import models


class Subida(models.Model):
    """A sobre that was let in and whose paquete is still coming; its bytes are a file of its id.

    How far it got is the size of that file: nothing here changes while it grows.
    """

    id = models.UUIDField(primary_key=True)
    dispositivo = models.UUIDField(db_index=True)
    sobre = models.TextField()
    resumen = models.BinaryField(max_length=32)
    vence_en = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
