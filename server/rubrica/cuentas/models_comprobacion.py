"""What a provider said of the account that somebody in the app claims to have."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rubrica.cuentas.rules_comprobacion import Estado, Uso


class Comprobacion(models.Model):
    """One going to a provider and coming back, from the app (ET 4.4, 4.6, 7.8). No e-mail in clear.

    reto: SHA-256 of a secret of the phone; who shows the secret is who asked. correo: keyed hash of
    the address that must turn out to be the proved one. sellada: of Mi Apoyo, what was proved,
    sealed to the worker. motivo: the refusal, when it was refused. usada_por: the key of the device
    or the request that spent it.
    """

    id = models.UUIDField(primary_key=True)
    uso = models.CharField(max_length=10)
    proveedor = models.CharField(max_length=16)
    reto = models.BinaryField(max_length=32)
    correo = models.BinaryField(max_length=32)
    pedida_en = models.DateTimeField()
    vence_en = models.DateTimeField()
    estado = models.CharField(max_length=10, default=Estado.PENDIENTE.value)
    motivo = models.CharField(max_length=40, blank=True)
    resuelta_en = models.DateTimeField(null=True)
    sellada = models.BinaryField(default=b"")
    usada_por = models.CharField(max_length=43, blank=True)

    class Meta:
        indexes = [models.Index(fields=["vence_en"], name="comprobacion_que_vence")]
        constraints = [
            models.CheckConstraint(
                condition=Q(uso__in=[u.value for u in Uso]), name="comprobacion_uso_conocido"
            ),
            models.CheckConstraint(
                condition=Q(vence_en__gt=F("pedida_en")), name="comprobacion_vence"
            ),
            models.CheckConstraint(
                condition=Q(estado="pendiente", motivo="", resuelta_en=None, sellada=b"")
                | Q(estado="probada", motivo="", resuelta_en__isnull=False)
                | Q(estado="negada", resuelta_en__isnull=False, sellada=b"") & ~Q(motivo=""),
                name="comprobacion_resuelta",
            ),
            models.CheckConstraint(
                condition=Q(usada_por="") | Q(estado="probada"),
                name="comprobacion_usada_si_probada",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uso} {self.estado}"
