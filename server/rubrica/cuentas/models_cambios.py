"""Who took something from an account, or gave it another way in, when and why. Append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

CUENTA = "cuentas.Cuenta"


class Restablecimiento(models.Model):
    """The second factor that another person took away (ET 9.4). Its words stay out of the bitácora.

    A trigger deletes what it names: no service may delete a second factor without leaving this.
    """

    cuenta = models.ForeignKey(CUENTA, models.PROTECT, related_name="restablecimientos")
    motivo = models.CharField(max_length=500)
    hecho_en = models.DateTimeField()
    hecho_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="restablecimiento_con_motivo", condition=~Q(motivo="")),
            models.CheckConstraint(
                name="restablecimiento_de_otra_persona",
                condition=~Q(hecho_por=F("cuenta_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"segundo factor de {self.cuenta_id}"


class CambioDeAcceso(models.Model):
    """Another e-mail or type of authentication of a promovente (ET 6.7).

    A trigger writes it on the account and forgets who it was to its provider: a promovente's e-mail
    never changes without leaving this.
    """

    cuenta = models.ForeignKey(CUENTA, models.PROTECT, related_name="cambios_de_acceso")
    de = models.CharField(max_length=16)
    a = models.CharField(max_length=16)
    correo_de = models.EmailField()
    correo_a = models.EmailField()
    motivo = models.CharField(max_length=500)
    cambiado_en = models.DateTimeField()
    cambiado_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cambio_de_acceso_con_motivo",
                condition=~Q(motivo="") & ~Q(a="") & ~Q(correo_a=""),
            ),
            models.CheckConstraint(
                name="cambio_de_acceso_cambia",
                condition=~Q(de=F("a"), correo_de=F("correo_a")),
            ),
        ]

    def __str__(self) -> str:
        return f"acceso de {self.cuenta_id}"
