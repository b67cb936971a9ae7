"""The outbox."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from rubrica.avisos.rules import Estado


class Aviso(models.Model):
    """One e-mail to send. `sellado` holds recipient and data, for the worker alone to open."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plantilla = models.CharField(max_length=48)
    proceso = models.CharField(max_length=8, blank=True)
    # Of whom it tells, as the bitácora names it ("auxiliar/OAX26/0153"); never of a citizen.
    objeto = models.CharField(max_length=60, blank=True, db_default="")
    sellado = models.BinaryField(null=True)
    estado = models.CharField(max_length=12, default=Estado.EN_ESPERA.value)
    encolado_en = models.DateTimeField()
    entregado_en = models.DateTimeField(null=True)
    devuelto_en = models.DateTimeField(null=True)
    intentos = models.PositiveSmallIntegerField(default=0)
    causa = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="aviso_estado_conocido", condition=Q(estado__in=[e.value for e in Estado])
            ),
            # What was delivered is read in the mailbox, no longer here.
            models.CheckConstraint(
                name="aviso_entregado_sin_cuerpo",
                condition=Q(
                    estado__in=[Estado.ENTREGADO.value, Estado.DEVUELTO.value],
                    sellado__isnull=True,
                    entregado_en__isnull=False,
                )
                | Q(
                    estado__in=[Estado.EN_ESPERA.value, Estado.FALLIDO.value],
                    sellado__isnull=False,
                    entregado_en__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="aviso_devuelto_cuando",
                condition=Q(estado=Estado.DEVUELTO.value, devuelto_en__isnull=False)
                | Q(devuelto_en__isnull=True) & ~Q(estado=Estado.DEVUELTO.value),
            ),
        ]
        indexes = [
            models.Index(fields=["estado", "encolado_en"], name="aviso_estado"),
            models.Index(
                fields=["objeto", "-encolado_en"], condition=~Q(objeto=""), name="aviso_objeto"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plantilla} {self.id} {self.estado}"
