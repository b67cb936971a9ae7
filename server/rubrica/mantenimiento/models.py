"""The announced maintenances."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rubrica.mantenimiento.rules import (
    MAX_DURACION,
    MAX_MENSAJE,
    MAX_URGENCIA,
    QUE_SE_DETIENE,
    Parte,
)


class Mantenimiento(models.Model):
    """One maintenance. terminado_en: ended before its time, or cancelled before its start."""

    inicio = models.DateTimeField()
    fin = models.DateTimeField()
    partes = ArrayField(models.CharField(max_length=12))
    mensaje = models.CharField(max_length=MAX_MENSAJE)
    urgencia = models.CharField(max_length=MAX_URGENCIA, blank=True)
    anunciado_en = models.DateTimeField()
    anunciado_por = models.BigIntegerField()
    terminado_en = models.DateTimeField(null=True)
    terminado_por = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["fin"], name="mantenimiento_fin")]
        constraints = [
            models.CheckConstraint(
                name="mantenimiento_intervalo",
                condition=Q(fin__gt=F("inicio"), fin__lte=F("inicio") + MAX_DURACION),
            ),
            models.CheckConstraint(
                name="mantenimiento_detiene_algo",
                condition=Q(partes__len__gt=0, partes__contained_by=[p.value for p in Parte]),
            ),
            models.CheckConstraint(
                name="mantenimiento_terminado_por_alguien",
                condition=Q(terminado_en__isnull=True, terminado_por__isnull=True)
                | Q(terminado_en__isnull=False, terminado_por__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inicio:%Y-%m-%d %H:%M}"

    @property
    def detiene(self) -> list[str]:
        """What it stops, in words."""
        return [QUE_SE_DETIENE[Parte(parte)] for parte in self.partes]
