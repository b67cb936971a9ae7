"""A compulsa, what entered in it and what came out; and, while it runs, what it joins.

The two tables of work are UNLOGGED (0001): the indexes of a cut never reach WAL nor backups.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rubrica.compulsa.rules import EN_CURSO, Estado


class Compulsa(models.Model):
    """One run over a process. What was asked for never changes.

    cortes: of the padrón, one a month of reception. entraron: records taken; derivados, cotejados:
    how far it is; hasta: the last record whose answer is written. cambiaron: records moved.
    provisionales: of those taken, how many another cut had answered.
    """

    proceso = models.CharField(max_length=8)
    numero = models.PositiveIntegerField()
    cortes = ArrayField(models.IntegerField())
    pedida_en = models.DateTimeField()
    pedida_por = models.BigIntegerField()
    estado = models.CharField(max_length=12, default=Estado.PEDIDA.value)
    esperados = models.PositiveIntegerField()
    derivados = models.PositiveIntegerField(default=0)
    entraron = models.PositiveIntegerField(default=0)
    provisionales = models.PositiveIntegerField(default=0)
    cotejados = models.PositiveIntegerField(default=0)
    cambiaron = models.PositiveIntegerField(default=0)
    hasta = models.UUIDField(null=True)
    movida_en = models.DateTimeField()
    concluida_en = models.DateTimeField(null=True)
    motivo = models.CharField(max_length=48, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "numero"], name="compulsa_unica"),
            models.UniqueConstraint(
                fields=["proceso"],
                condition=Q(estado__in=[e.value for e in EN_CURSO]),
                name="compulsa_una_en_curso",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=[e.value for e in Estado]), name="compulsa_estado_conocido"
            ),
            models.CheckConstraint(
                condition=~Q(estado=Estado.CONCLUIDA.value)
                | Q(entraron=F("cotejados"), concluida_en__isnull=False),
                name="compulsa_cuadra",
            ),
            models.CheckConstraint(
                condition=Q(cambiaron__lte=F("cotejados")), name="compulsa_cambian_los_cotejados"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} compulsa {self.numero}"


class Entrada(models.Model):
    """How many records of one situación a compulsa took."""

    compulsa = models.ForeignKey(Compulsa, models.PROTECT, related_name="entradas")
    situacion = models.CharField(max_length=16, blank=True)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compulsa", "situacion"], name="compulsa_entrada_unica")
        ]

    def __str__(self) -> str:
        return f"{self.situacion}: {self.n}"


class Salida(models.Model):
    """How many of those that had one situación ended in another, or in the same."""

    compulsa = models.ForeignKey(Compulsa, models.PROTECT, related_name="salidas")
    antes = models.CharField(max_length=16, blank=True)
    despues = models.CharField(max_length=16, blank=True)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compulsa", "antes", "despues"], name="compulsa_salida_unica"
            )
        ]

    def __str__(self) -> str:
        return f"{self.antes} → {self.despues}: {self.n}"
