"""Cuts, their rows (one partition a cut), what each counts, and the catalogue of municipios."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rubrica.padron.rules import EN_PIE, Estado

COLUMNAS_DE_FILA = (
    "corte_id", "cic", "ocr", "clave", "entidad", "distrito_federal", "distrito_local",
    "municipio", "seccion", "situacion", "causa", "sello", "nombre", "raiz",
)  # fmt: skip


class Corte(models.Model):
    """One monthly cut, as it was loaded (ET 10.4). sha256: of the file, lowercase hex."""

    MAX_MOTIVO = 600  # characters: twenty rows and their columns

    fecha = models.DateField(help_text="Último día del mes al que corresponde.")
    entidad = models.CharField(
        max_length=2, blank=True, db_default="", help_text="La única que trae; vacía si son varias."
    )
    estado = models.CharField(max_length=12, choices=[(e, e.capitalize()) for e in Estado])
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.BigIntegerField(default=0)
    bytes_leidos = models.BigIntegerField(default=0)
    filas = models.BigIntegerField(default=0)
    lista_nominal = models.BigIntegerField(default=0)
    padron = models.BigIntegerField(default=0)
    bajas = models.BigIntegerField(default=0)
    motivo = models.CharField(max_length=MAX_MOTIVO, blank=True, help_text="Por qué no se cargó.")
    cargado_por = models.CharField(max_length=254)
    cargado_en = models.DateTimeField()
    activado_por = models.CharField(max_length=254, blank=True)
    activado_en = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-fecha", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fecha"], condition=Q(estado__in=EN_PIE), name="padron_un_corte_por_fecha"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=[e.value for e in Estado]), name="padron_corte_estado"
            ),
            models.CheckConstraint(
                condition=~Q(estado=Estado.ACTIVO)
                | (Q(activado_en__isnull=False) & ~Q(activado_por=models.F("cargado_por"))),
                name="padron_activan_dos_personas",
            ),
        ]

    def __str__(self) -> str:
        return f"Corte al {self.fecha}"

    @property
    def avance(self) -> int:
        """Percentage of the file that has been read."""
        return 100 * self.bytes_leidos // self.bytes if self.bytes else 0


class Fila(models.Model):
    """One person in one cut. Made by COPY; the table and its partitions are 0002's.

    cic, ocr, clave, nombre (with the day of birth), raiz (first 12 of the clave): blind indexes of
    16 bytes under the index key of the cut. sello: the personal columns under its cut key, bound to
    the row.
    """

    pk = models.CompositePrimaryKey("corte_id", "clave")
    corte_id = models.IntegerField()
    cic = models.BinaryField(null=True)
    ocr = models.BinaryField()
    clave = models.BinaryField()
    entidad = models.SmallIntegerField()
    distrito_federal = models.SmallIntegerField()
    distrito_local = models.SmallIntegerField()
    municipio = models.SmallIntegerField()
    seccion = models.SmallIntegerField()
    situacion = models.CharField(max_length=20)
    causa = models.CharField(max_length=40, blank=True)
    sello = models.BinaryField()
    nombre = models.BinaryField(null=True)
    raiz = models.BinaryField(null=True)

    class Meta:
        managed = False
        db_table = "padron_fila"

    def __str__(self) -> str:
        return f"Fila del corte {self.corte_id}"


class Conteo(models.Model):
    """How many people a cut has in one sección: what thresholds by place rest on."""

    corte = models.ForeignKey(Corte, on_delete=models.CASCADE, related_name="conteos")
    entidad = models.SmallIntegerField()
    distrito_federal = models.SmallIntegerField()
    distrito_local = models.SmallIntegerField()
    municipio = models.SmallIntegerField()
    seccion = models.SmallIntegerField()
    lista_nominal = models.IntegerField()
    padron = models.IntegerField()
    bajas = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "corte", "entidad", "municipio", "seccion",
                    "distrito_federal", "distrito_local",
                ],
                name="padron_conteo_por_seccion",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.entidad:02}-{self.municipio:03} sección {self.seccion:04}"


class ClaveAnterior(models.Model):
    """A clave de elector that somebody of the cut had before. fila: of the file it came in.

    anterior, clave: blind indexes of 16 bytes under the index key of the cut.
    """

    corte = models.ForeignKey(Corte, on_delete=models.CASCADE, related_name="anteriores")
    anterior = models.BinaryField()
    clave = models.BinaryField()
    fila = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["corte", "anterior"], name="padron_clave_anterior")
        ]

    def __str__(self) -> str:
        return f"Clave anterior del corte {self.corte_id}"


class Reseccion(models.Model):
    """A section that became another one, or several: an old card still shows the first."""

    entidad = models.SmallIntegerField()
    anterior = models.SmallIntegerField()
    vigente = models.SmallIntegerField()
    desde = models.DateField()

    class Meta:
        ordering = ["entidad", "anterior", "vigente"]
        constraints = [
            models.UniqueConstraint(
                fields=["entidad", "anterior", "vigente"], name="padron_reseccion_unica"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entidad:02}: {self.anterior:04} → {self.vigente:04}"


class Municipio(models.Model):
    """A municipio by INE's own number, which is not INEGI's: `inegi`, None when not known."""

    entidad = models.SmallIntegerField()
    municipio = models.SmallIntegerField()
    nombre = models.CharField(max_length=120)
    distrito_federal = models.SmallIntegerField()
    distrito_local = models.SmallIntegerField()
    lista_nominal = models.IntegerField(default=0)
    inegi = models.SmallIntegerField(null=True)

    class Meta:
        ordering = ["entidad", "municipio"]
        constraints = [
            models.UniqueConstraint(fields=["entidad", "municipio"], name="padron_municipio_unico")
        ]

    def __str__(self) -> str:
        return self.nombre
