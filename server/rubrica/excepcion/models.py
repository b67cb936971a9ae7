"""The régimen of a process, its lots, their sheets and rows. What names a person is sealed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rubrica.core.incisos_papel import INCISOS_DE_PAPEL
from rubrica.excepcion.rules import MAX_CEDULAS, MAX_RENGLONES, Cotejo, Custodia, EstadoDeCedula


class Regimen(models.Model):
    """Where a process admits paper (ET 8.1, 8.2). municipios: three digits; none means all.

    muestra: how many of every hundred rows are captured twice.
    """

    proceso = models.CharField(primary_key=True, max_length=8)
    acuerdo = models.CharField(max_length=200)
    municipios = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    muestra = models.PositiveSmallIntegerField(default=5)
    habilitado_en = models.DateTimeField()
    habilitado_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(muestra__lte=100), name="regimen_muestra"),
            models.CheckConstraint(condition=~Q(acuerdo=""), name="regimen_con_acuerdo"),
        ]

    def __str__(self) -> str:
        return self.proceso


class Lote(models.Model):
    """Sheets that came together, in one box (ET 8.4). entrega: who brought them, sealed."""

    proceso = models.CharField(max_length=8)
    numero = models.PositiveIntegerField()
    caja = models.CharField(max_length=40)
    cedulas = models.PositiveIntegerField()
    renglones = models.PositiveSmallIntegerField()
    entrega = models.BinaryField()
    recibido_en = models.DateTimeField()
    recibido_por = models.BigIntegerField()
    siguiente = models.PositiveIntegerField(default=1)  # consecutivo of its next folio

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "numero"], name="lote_unico"),
            models.CheckConstraint(
                condition=Q(cedulas__range=(1, MAX_CEDULAS), renglones__range=(1, MAX_RENGLONES)),
                name="lote_con_medidas",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} lote {self.numero}"


class ActoDeCustodia(models.Model):
    """Who did what with the box, when, and the number of the seal it was left with. Insert-only."""

    lote = models.ForeignKey(Lote, models.PROTECT, related_name="custodia")
    acto = models.CharField(max_length=12)
    sello = models.CharField(max_length=40, blank=True)
    quien = models.BigIntegerField()
    momento = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acto__in=[c.value for c in Custodia]), name="custodia_conocida"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lote_id} {self.acto}"


class Cedula(models.Model):
    """One sheet. Its rows enter the account together, when it is closed."""

    lote = models.ForeignKey(Lote, models.PROTECT, related_name="hojas")
    numero = models.PositiveIntegerField()
    renglones = models.PositiveSmallIntegerField()
    estado = models.CharField(max_length=12, default=EstadoDeCedula.EN_CAPTURA.value)
    cerrada_en = models.DateTimeField(null=True)
    cerrada_por = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lote", "numero"], name="cedula_unica"),
            models.CheckConstraint(
                condition=Q(renglones__range=(0, MAX_RENGLONES)), name="cedula_con_medida"
            ),
            models.CheckConstraint(
                condition=Q(
                    estado=EstadoDeCedula.EN_CAPTURA.value,
                    cerrada_en__isnull=True,
                    cerrada_por__isnull=True,
                )
                | Q(
                    estado=EstadoDeCedula.CERRADA.value,
                    cerrada_en__isnull=False,
                    cerrada_por__isnull=False,
                ),
                name="cedula_cerrada_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lote_id}/{self.numero}"


class Renglon(models.Model):
    """One row as it was typed. datos: sealed with the data key; comentario, with the portal key.

    registro, folio: once its sheet is closed.
    """

    cedula = models.ForeignKey(Cedula, models.PROTECT, related_name="filas")
    numero = models.PositiveSmallIntegerField()
    datos = models.BinaryField()
    inciso = models.CharField(max_length=1, blank=True)
    comentario = models.BinaryField(default=b"")
    se_coteja = models.BooleanField(default=False)
    capturado_en = models.DateTimeField()
    capturado_por = models.BigIntegerField()
    registro = models.UUIDField(null=True, unique=True)
    folio = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cedula", "numero"], name="renglon_unico"),
            models.CheckConstraint(
                condition=Q(inciso__in=["", *INCISOS_DE_PAPEL]), name="renglon_inciso_de_papel"
            ),
            models.CheckConstraint(
                condition=Q(registro__isnull=True, folio="")
                | Q(registro__isnull=False) & ~Q(folio=""),
                name="renglon_con_folio",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cedula_id}/{self.numero}"


class SegundaCaptura(models.Model):
    """The same row typed by another person, who did not see the first capture."""

    renglon = models.OneToOneField(Renglon, models.CASCADE, related_name="segunda")
    datos = models.BinaryField()
    primera_por = models.BigIntegerField()
    capturado_en = models.DateTimeField()
    capturado_por = models.BigIntegerField()
    cotejo = models.CharField(max_length=10)
    resuelto_por = models.BigIntegerField(null=True)
    resuelto_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cotejo__in=[c.value for c in Cotejo]), name="cotejo_conocido"
            ),
            models.CheckConstraint(
                condition=~Q(capturado_por=F("primera_por")), name="cotejo_de_dos_personas"
            ),
            models.CheckConstraint(
                condition=Q(cotejo=Cotejo.RESUELTO.value, resuelto_por__isnull=False)
                | Q(resuelto_por__isnull=True) & ~Q(cotejo=Cotejo.RESUELTO.value),
                name="cotejo_resuelto_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renglon_id} {self.cotejo}"


class Escaneo(models.Model):
    """A scan of sheets of a lot: where its sealed bytes are. codigo: SHA-256 of them."""

    lote = models.ForeignKey(Lote, models.PROTECT, related_name="escaneos")
    tipo = models.CharField(max_length=20)
    bytes = models.PositiveIntegerField()
    codigo = models.BinaryField(max_length=32)
    subido_en = models.DateTimeField()
    subido_por = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.lote_id} {self.tipo}"
