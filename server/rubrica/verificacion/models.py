"""What verificacion keeps of its own: the acuses that are due."""

from __future__ import annotations

from django.db import models


class PorAcusar(models.Model):
    """An opened record whose acuse of ET 6.4 was not sent yet; gone once it is enqueued."""

    registro = models.UUIDField(primary_key=True)
    proceso = models.CharField(max_length=8)
    auxiliar = models.BigIntegerField()
    abierto_en = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["auxiliar", "abierto_en"], name="por_acusar_auxiliar")]

    def __str__(self) -> str:
        return str(self.registro)
