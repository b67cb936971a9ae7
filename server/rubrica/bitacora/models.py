"""Rows of the bitácora. All of them are written once; the database refuses the rest."""

from __future__ import annotations

import uuid

from django.db import models

from rubrica.bitacora.campos import Xid8Field

DE_MAQUINA = ("mi_apoyo", "sistema", "verificacion", "worker")  # actors that are no person


class Asiento(models.Model):
    """Who did which act on what, and when, as canonical bytes; its salt is kept apart.

    hoja: 32 bytes, hash of `canonico` and the salt; the only part that may be published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    momento = models.DateTimeField()
    actor = models.CharField(max_length=150)
    acto = models.CharField(max_length=48)
    objeto = models.CharField(max_length=64, db_index=True)
    proceso = models.CharField(max_length=8, blank=True)
    canonico = models.BinaryField()
    hoja = models.BinaryField()
    xid = Xid8Field(db_index=True)

    class Meta:
        indexes = [
            # For the report of an account. What machines do by themselves is most of the table, and
            # nobody asks for it by its author.
            models.Index(
                fields=["actor", "momento"],
                name="asiento_de_persona",
                condition=~models.Q(actor__in=DE_MAQUINA),
            )
        ]

    def __str__(self) -> str:
        return f"{self.momento:%Y-%m-%d %H:%M:%S} {self.actor} {self.acto} {self.objeto}"


class Sal(models.Model):
    """The salt of one asiento: without it a leaf says nothing. Destroyed with its process."""

    asiento = models.OneToOneField(
        Asiento, on_delete=models.PROTECT, primary_key=True, db_constraint=False
    )
    proceso = models.CharField(max_length=8, blank=True, db_index=True)
    sal = models.BinaryField()

    def __str__(self) -> str:
        return str(self.asiento_id)


class Hoja(models.Model):
    """The place that the sequencer gave to one leaf. `secuencia` starts at 0 and has no gaps."""

    secuencia = models.BigIntegerField(primary_key=True)
    fuente = models.CharField(max_length=24)
    origen_id = models.UUIDField()
    hoja = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fuente", "origen_id"], name="hoja_una_por_origen")
        ]

    def __str__(self) -> str:
        return f"{self.secuencia} {self.fuente}"


class Secuenciador(models.Model):
    """One row: every transaction below `hasta` has its leaves in their place."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    hasta = Xid8Field()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="secuenciador_una_fila")
        ]

    def __str__(self) -> str:
        return str(self.hasta)


class PuntoDeControl(models.Model):
    """A signed root of the first `tamano` leaves. `jws` may be published; it names nobody.

    picos: the frontier of the tree, 32 bytes each (core.merkle.Frontera), so that the next
    checkpoint hashes only the leaves that came after.
    """

    tamano = models.BigIntegerField(primary_key=True)
    raiz = models.BinaryField()
    picos = models.BinaryField()
    momento = models.DateTimeField()
    jws = models.TextField()

    def __str__(self) -> str:
        return f"{self.tamano} {bytes(self.raiz).hex()[:12]}"
