"""What an official found in each cédula. Append-only: one review for each (ET 3.8)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rubrica.cedulas.rules import Causa, Resultado


class Revision(models.Model):
    """The review of one cédula. The words of a baja are with the auxiliar, sealed."""

    alta = models.UUIDField(primary_key=True)  # of the enrolment capture: another context's table
    proceso = models.CharField(max_length=8)
    auxiliar = models.BigIntegerField()
    resultado = models.CharField(max_length=10)
    causa = models.CharField(max_length=16, blank=True)
    revisada_en = models.DateTimeField()
    revisada_por = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["proceso"], name="revision_del_proceso")]
        constraints = [
            models.CheckConstraint(
                condition=Q(resultado=Resultado.ACEPTADA, causa="")
                | Q(resultado=Resultado.BAJA, causa__in=[c.value for c in Causa]),
                name="revision_baja_con_causa",  # ET 4.5
            )
        ]

    def __str__(self) -> str:
        return f"{self.alta} {self.resultado}"
