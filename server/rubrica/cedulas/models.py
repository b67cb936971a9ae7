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


class Intermitencia(models.Model):
    """That a provider of accounts does not vouch for anybody, from when until when (ET 6.7).

    avisados: to how many e-mails the worker told it; None while it did not.
    """

    proveedor = models.CharField(max_length=16)
    desde = models.DateTimeField()
    declarada_por = models.BigIntegerField()
    avisados = models.PositiveIntegerField(null=True)
    terminada_en = models.DateTimeField(null=True)
    terminada_por = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proveedor"],
                condition=Q(terminada_en=None),
                name="intermitencia_una_por_proveedor",
            ),
            models.CheckConstraint(
                condition=Q(terminada_en=None, terminada_por=None)
                | Q(terminada_en__gte=models.F("desde"), terminada_por__isnull=False),
                name="intermitencia_termina_despues",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proveedor} desde {self.desde:%Y-%m-%d %H:%M}"
