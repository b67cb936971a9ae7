"""What the señales keep: what waits to be measured, what was found, who resembles whom."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rubrica.bitacora.campos import Xid8Field
from rubrica.senales.rules import DE_PARECIDO, Motivo

LARGO_DE_CLAVE = 32


class PorSenalar(models.Model):
    """An opened record not yet measured; gone once it is. atrasado: it waits behind today's."""

    registro = models.UUIDField(primary_key=True)
    atrasado = models.BooleanField(default=False)
    recibido_en = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["atrasado", "recibido_en"], name="por_senalar_turno")]

    def __str__(self) -> str:
        return str(self.registro)


class Senalado(models.Model):
    """One record as measured. claves: the señales that it raised; no value, no words.

    hallazgos, huellas: sealed with the data key of the process. causa: why it could not be
    measured, a code; "" when it was. version: of the thresholds. auxiliar: who captured it.
    """

    registro = models.UUIDField(primary_key=True)
    proceso = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    claves = ArrayField(models.CharField(max_length=LARGO_DE_CLAVE), default=list)
    orden = models.PositiveSmallIntegerField(default=0)
    hallazgos = models.BinaryField(null=True)
    huellas = models.BinaryField(null=True)
    persona = models.BinaryField(null=True)
    causa = models.CharField(max_length=48, blank=True)
    medido_en = models.DateTimeField()
    xid = Xid8Field(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(orden__lte=3), name="senalado_orden_del_catalogo"),
        ]
        indexes = [models.Index(fields=["proceso", "version"], name="senalado_version")]

    def __str__(self) -> str:
        return str(self.registro)


class Parecido(models.Model):
    """A record of a group that shares one thing. grupo: the first record of the group.

    distancia: bits apart from the one it was found by; 0 of the first.
    """

    id = models.BigAutoField(primary_key=True)
    proceso = models.CharField(max_length=8)
    clase = models.CharField(max_length=8)
    registro = models.UUIDField()
    grupo = models.UUIDField()
    distancia = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registro", "clase"], name="parecido_uno_por_clase"),
            models.CheckConstraint(
                condition=Q(clase__in=sorted(DE_PARECIDO)), name="parecido_clase_del_catalogo"
            ),
        ]
        indexes = [models.Index(fields=["grupo", "clase"], name="parecido_grupo")]

    def __str__(self) -> str:
        return f"{self.clase} {self.registro}"


class PorLeer(models.Model):
    """A record that waits for the general reader; gone once it is read.

    motivo: why, of rules.Motivo. tomado_hasta: until when one worker has it. intentos: how many
    times it was taken and not finished.
    """

    registro = models.UUIDField(primary_key=True)
    proceso = models.CharField(max_length=8)
    motivo = models.CharField(max_length=16)
    prisa = models.PositiveSmallIntegerField()
    atrasado = models.BooleanField(default=False)
    recibido_en = models.DateTimeField()
    tomado_hasta = models.DateTimeField(null=True)
    intentos = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(motivo__in=sorted(Motivo)), name="por_leer_motivo_del_catalogo"
            ),
        ]
        indexes = [
            models.Index(fields=["prisa", "atrasado", "recibido_en"], name="por_leer_turno"),
        ]

    def __str__(self) -> str:
        return str(self.registro)


class Lectura(models.Model):
    """What the general reader read on one credential, and the señales that came of it.

    leido, hallazgos: sealed with the data key of the process. causa: a code of why nothing could
    be read; "" when it was tried to the end. version: of the reader.
    """

    registro = models.UUIDField(primary_key=True)
    proceso = models.CharField(max_length=8)
    motivo = models.CharField(max_length=16)
    version = models.PositiveSmallIntegerField()
    claves = ArrayField(models.CharField(max_length=LARGO_DE_CLAVE), default=list)
    leido = models.BinaryField(null=True)
    hallazgos = models.BinaryField(null=True)
    causa = models.CharField(max_length=48, blank=True)
    leida_en = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["proceso"], name="lectura_proceso")]

    def __str__(self) -> str:
        return str(self.registro)


class Avance(models.Model):
    """How far a restartable job went. nombre: of the job; hasta: the last record that `completar`
    took; xid: the transaction below which `cotejo` has compared every record."""

    nombre = models.CharField(primary_key=True, max_length=24)
    version = models.PositiveSmallIntegerField()
    hasta = models.UUIDField(null=True)
    terminado_en = models.DateTimeField(null=True)
    xid = models.BigIntegerField(db_default=0)

    def __str__(self) -> str:
        return self.nombre
