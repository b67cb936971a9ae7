"""An elimination, who attested, and each of its steps. What rules.py refuses, these refuse too."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rubrica.eliminacion.rules import CUSTODIOS, MAX_ACTA, Estado

AUTORIZADAS = [e.value for e in Estado if e not in {Estado.SOLICITADA, Estado.CANCELADA}]
EMPEZADAS = [Estado.EN_CURSO.value, Estado.DESTRUIDA.value, Estado.CONCLUIDA.value]


class Eliminacion(models.Model):
    """The elimination of a process (ET 13.9): the one under way or done, or one that was cancelled.

    acuerdo: number of the act by which the DERFE orders it. sin_expedientes: of the oficio by which
    the OPL asks for no expedientes. documento, huella, jws: the constancia.
    """

    proceso = models.CharField(max_length=8)
    estado = models.CharField(max_length=12, default=Estado.SOLICITADA.value)
    acuerdo = models.CharField(max_length=MAX_ACTA)
    sin_expedientes = models.CharField(max_length=MAX_ACTA, blank=True)
    solicitada_en = models.DateTimeField()
    solicitada_por = models.BigIntegerField()
    autorizada_en = models.DateTimeField(null=True)
    autorizada_por = models.BigIntegerField(null=True)
    ejecuta_desde = models.DateTimeField(null=True)
    cancelada_en = models.DateTimeField(null=True)
    cancelada_por = models.BigIntegerField(null=True)
    iniciada_en = models.DateTimeField(null=True)
    destruida_en = models.DateTimeField(null=True)
    documento = models.TextField(blank=True)
    huella = models.CharField(max_length=64, blank=True)
    jws = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proceso"], condition=~Q(estado="cancelada"), name="eliminacion_una"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=[e.value for e in Estado]) & ~Q(acuerdo=""),
                name="eliminacion_estado_conocido",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=AUTORIZADAS)
                | Q(autorizada_en__isnull=False, ejecuta_desde__gt=F("autorizada_en"))
                & Q(autorizada_por__isnull=False)
                & ~Q(autorizada_por=F("solicitada_por")),
                name="eliminacion_de_dos_personas",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=EMPEZADAS)
                | Q(iniciada_en__isnull=False, iniciada_en__gte=F("ejecuta_desde")),
                name="eliminacion_tras_su_espera",
            ),
            models.CheckConstraint(
                condition=~Q(estado="concluida")
                | Q(destruida_en__isnull=False) & ~Q(documento="") & ~Q(jws=""),
                name="eliminacion_con_constancia",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.estado}"


class Atestacion(models.Model):
    """A custodian destroyed its recovery files and says so in an acta. Insert-only."""

    eliminacion = models.ForeignKey(Eliminacion, models.PROTECT, related_name="atestaciones")
    orden = models.PositiveSmallIntegerField()
    acta = models.CharField(max_length=MAX_ACTA)
    momento = models.DateTimeField()
    quien = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["eliminacion", "orden"], name="atestacion_una"),
            models.CheckConstraint(
                condition=Q(orden__gte=1, orden__lte=CUSTODIOS) & ~Q(acta=""),
                name="atestacion_de_custodio",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eliminacion_id} {self.orden}"


class Paso(models.Model):
    """One step done: a table, the keys or the files, and how much it was. Insert-only."""

    eliminacion = models.ForeignKey(Eliminacion, models.PROTECT, related_name="pasos")
    que = models.CharField(max_length=64)
    cuantos = models.BigIntegerField()
    bytes = models.BigIntegerField(default=0)
    hecho_en = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["eliminacion", "que"], name="paso_una_vez")]

    def __str__(self) -> str:
        return f"{self.eliminacion_id} {self.que}"
