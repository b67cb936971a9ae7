"""Rows of a support and of its account. What rules.py refuses, the database refuses too."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rubrica.bitacora.campos import Xid8Field
from rubrica.registros.rules import (
    DE_LA_MESA,
    DE_PAPEL,
    DICTAMENES,
    EN_REVISION,
    FUERA_DE_TABLA,
    INCISOS,
    PENDIENTES,
    Acto,
    Clase,
    Dimension,
    Estatus,
    Puerta,
    Regla,
    Situacion,
    inconsistencia,
)

LARGO_DE_HASH = 32
LARGO_DE_INDICE = 16
_DE_LA_MESA = [acto.value for acto in DE_LA_MESA]
_EN_REVISION = [estatus.value for estatus in EN_REVISION]


class Registro(models.Model):
    """One support as received, and where it stands. One row, written once by recepción.

    What recepción wrote never changes (a trigger refuses it): that part is its own history and
    its own asiento, with its salt, leaf and transaction. The rest is written by services only.

    persona: 16 bytes, blind index of the person in this process; None until known.
    datos, detalle: sealed with the data key of the process.
    turnado_en: when it was last turned to the Mesa; None before (ET 10.2).
    cuenta: whether this is the support of its person that counts.
    orden: how early it is reviewed within its day of reception, 3 the earliest (señales).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    folio = models.CharField(max_length=40, unique=True)
    proceso = models.CharField(max_length=8)
    promovente = models.BigIntegerField()
    auxiliar = models.BigIntegerField()
    dispositivo = models.UUIDField()
    consecutivo = models.PositiveIntegerField()
    anterior = models.BinaryField(null=True)
    codigo_integridad = models.BinaryField()
    tamano = models.PositiveIntegerField()
    sobre = models.TextField()
    resumen = models.BinaryField()
    capturado_en = models.DateTimeField()
    recibido_en = models.DateTimeField()
    dia = models.DateField()
    recibo = models.TextField()
    regla = models.CharField(max_length=8, blank=True)
    regla_motivo = models.CharField(max_length=200, blank=True)
    puerta = models.CharField(max_length=10, db_default=Puerta.AUXILIAR.value)
    sal = models.BinaryField()
    hoja = models.BinaryField()
    canonico = models.BinaryField()
    xid = Xid8Field()

    estatus = models.CharField(max_length=20, default=Estatus.RECIBIDO.value)
    municipio = models.CharField(max_length=4, blank=True)
    situacion = models.CharField(max_length=16, blank=True)
    causa = models.CharField(max_length=64, blank=True)
    corte = models.CharField(max_length=40, blank=True)
    persona = models.BinaryField(null=True)
    cuenta = models.BooleanField(default=False)
    repite = models.BooleanField(default=False)
    orden = models.PositiveSmallIntegerField(db_default=0)
    datos = models.BinaryField(null=True)
    espera = models.CharField(max_length=200, blank=True)
    inciso = models.CharField(max_length=1, blank=True)
    detalle = models.BinaryField(null=True)
    tomado_por = models.CharField(max_length=150, blank=True)
    tomado_hasta = models.DateTimeField(null=True)
    turnado_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proceso", "codigo_integridad"], name="registro_codigo_unico"
            ),
            models.UniqueConstraint(
                fields=["proceso", "persona"], condition=Q(cuenta=True), name="registro_uno_cuenta"
            ),
            # One device, one person, one support a process (ET 7.25): any other is by rule.
            models.UniqueConstraint(
                fields=["proceso", "dispositivo"],
                condition=Q(puerta=Puerta.MI_APOYO.value, regla=""),
                name="registro_mi_apoyo_uno",
            ),
            models.CheckConstraint(
                condition=Q(puerta__in=list(Puerta)), name="registro_puerta_del_catalogo"
            ),
            models.CheckConstraint(
                condition=Q(estatus__in=list(Estatus)), name="registro_estatus_del_catalogo"
            ),
            models.CheckConstraint(
                condition=Q(regla__in=["", *Regla]), name="registro_regla_del_catalogo"
            ),
            models.CheckConstraint(
                condition=Q(situacion__in=["", *Situacion]),
                name="registro_situacion_del_catalogo",
            ),
            models.CheckConstraint(
                condition=Q(inciso__in=["", *INCISOS, *FUERA_DE_TABLA]),
                name="registro_inciso_del_catalogo",
            ),
            models.CheckConstraint(
                condition=Q(cuenta=False)
                | Q(estatus=Estatus.PARA_COMPULSA.value, persona__isnull=False),
                name="registro_cuenta_solo_para_compulsa",
            ),
            models.CheckConstraint(
                condition=~Q(estatus=Estatus.CON_INCONSISTENCIA.value)
                | ~Q(inciso="")
                | ~Q(regla=""),
                name="registro_inconsistencia_con_motivo",
            ),
        ]
        indexes = [
            models.Index(fields=["xid"], name="registro_xid"),
            models.Index(fields=["dispositivo", "consecutivo"], name="registro_cadena"),
            models.Index(
                fields=["proceso", "persona"],
                condition=Q(persona__isnull=False),
                name="registro_persona",
            ),
            models.Index(
                fields=["recibido_en"],
                condition=Q(estatus=Estatus.RECIBIDO.value),
                name="registro_por_abrir",
            ),
            models.Index(
                fields=["proceso", "repite", "recibido_en"],
                condition=Q(estatus=Estatus.EN_MESA.value),
                name="registro_en_mesa",
            ),
            # How many of each day of turning are still in e: what is due when (ET 10.2).
            models.Index(
                fields=["proceso", "turnado_en"],
                condition=Q(estatus__in=_EN_REVISION),
                name="registro_en_revision",
            ),
            # The order of review: what repeats goes last, each day whole, in it the noticed first.
            models.Index(
                fields=["proceso", "repite", "dia", "-orden", "recibido_en"],
                condition=Q(estatus=Estatus.EN_MESA.value),
                name="registro_orden",
            ),
            models.Index(
                fields=["estatus", "recibido_en"],
                condition=Q(
                    estatus__in=[Estatus.EN_CHAROLA.value, Estatus.EN_ESPERA_DE_CORTE.value]
                ),
                name="registro_detenidos",
            ),
            models.Index(
                fields=["tomado_por"], condition=~Q(tomado_por=""), name="registro_tomados"
            ),
            # The list of ET 2.2, the newest first, whole or by what is looked for in it. Whose
            # situación is the usual one are nearly all: the first index finds them soon enough.
            models.Index(fields=["proceso", "recibido_en"], name="registro_lista"),
            models.Index(fields=["proceso", "auxiliar", "recibido_en"], name="registro_auxiliar"),
            models.Index(fields=["proceso", "estatus", "recibido_en"], name="registro_estatus"),
            models.Index(
                fields=["proceso", "situacion", "recibido_en"],
                condition=~Q(situacion=Situacion.LISTA_NOMINAL.value),
                name="registro_situacion",
            ),
            models.Index(
                fields=["proceso", "inciso", "recibido_en"],
                condition=Q(estatus=Estatus.CON_INCONSISTENCIA.value),
                name="registro_inconsistencia",
            ),
        ]

    def __str__(self) -> str:
        return self.folio

    @property
    def inconsistencia(self) -> str:
        """The numeral of its inconsistency as it stands, "" if it has none."""
        return inconsistencia(
            estatus=self.estatus, puerta=self.puerta, inciso=self.inciso, regla=self.regla
        )


class Movimiento(models.Model):
    """One move of one record: its history, and an entry of the account. Insert-only.

    The columns of the account are copied here so that the fold reads one table.
    motivo: catalogue text or inciso; never free text about a citizen (ET 14.1). detalle: the
    words of who decided, sealed; catalogo: version of the catalogue of incisos they used.
    turno: of a move into e or out of it, the day on which the record was turned to the Mesa.
    """

    id = models.BigAutoField(primary_key=True)
    registro = models.ForeignKey(Registro, on_delete=models.PROTECT, related_name="movimientos")
    proceso = models.CharField(max_length=8)
    promovente = models.BigIntegerField()
    auxiliar = models.BigIntegerField()
    puerta = models.CharField(max_length=10, db_default=Puerta.AUXILIAR.value)
    dia = models.DateField()
    acto = models.CharField(max_length=24)
    de = models.CharField(max_length=20)
    a = models.CharField(max_length=20)
    de_municipio = models.CharField(max_length=4, blank=True)
    a_municipio = models.CharField(max_length=4, blank=True)
    de_situacion = models.CharField(max_length=16, blank=True, db_default="")
    a_situacion = models.CharField(max_length=16, blank=True, db_default="")
    de_inconsistencia = models.CharField(max_length=12, blank=True, db_default="")
    a_inconsistencia = models.CharField(max_length=12, blank=True, db_default="")
    actor = models.CharField(max_length=150)
    momento = models.DateTimeField()
    motivo = models.CharField(max_length=200, blank=True)
    detalle = models.BinaryField(null=True)
    catalogo = models.CharField(max_length=24, blank=True)
    turno = models.DateField(null=True)
    xid = Xid8Field(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(de__in=list(Estatus), a__in=list(Estatus)),
                name="movimiento_estatus_del_catalogo",
            ),
            models.CheckConstraint(
                condition=Q(acto__in=list(Acto)), name="movimiento_acto_del_catalogo"
            ),
            # Only paper is decided as it is captured; the app's supports go through the Mesa.
            models.CheckConstraint(
                condition=Q(puerta=Puerta.PAPEL.value) | ~Q(acto__in=sorted(DE_PAPEL)),
                name="movimiento_de_papel",
            ),
            # Of an inconsistency its numeral is always said, and of nothing else.
            models.CheckConstraint(
                condition=(
                    Q(de=Estatus.CON_INCONSISTENCIA.value) & ~Q(de_inconsistencia="")
                    | ~Q(de=Estatus.CON_INCONSISTENCIA.value) & Q(de_inconsistencia="")
                )
                & (
                    Q(a=Estatus.CON_INCONSISTENCIA.value) & ~Q(a_inconsistencia="")
                    | ~Q(a=Estatus.CON_INCONSISTENCIA.value) & Q(a_inconsistencia="")
                ),
                name="movimiento_inconsistencia_con_numeral",
            ),
            # Of what comes into e or leaves it the day of its turning is always said (ET 10.2).
            models.CheckConstraint(
                condition=Q(turno__isnull=True) ^ Q(de__in=_EN_REVISION) ^ Q(a__in=_EN_REVISION),
                name="movimiento_con_su_turno",
            ),
        ]
        indexes = [
            models.Index(
                fields=["actor", "momento"],
                condition=Q(acto__in=[acto.value for acto in DICTAMENES]),
                name="movimiento_dictamenes",
            ),
            # What comes to the Mesa and leaves it, by process and instant (ET 10.2).
            models.Index(
                fields=["proceso", "momento", "acto"],
                condition=Q(acto__in=_DE_LA_MESA),
                name="movimiento_de_la_mesa",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registro_id} {self.de} → {self.a}"


class Saldo(models.Model):
    """What the account already folded says for one cut, one day and one class.

    valor: of the dimension, as text; for the municipio, "" is *por determinar*; for the process
    itself it is always "". So a page of totals reads days × classes, however many auxiliares.
    """

    pk = models.CompositePrimaryKey("proceso", "dimension", "valor", "dia", "clase")
    proceso = models.CharField(max_length=8)
    dimension = models.CharField(max_length=16)
    valor = models.CharField(max_length=24, blank=True)
    dia = models.DateField()
    clase = models.CharField(max_length=1)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(clase__in=list(Clase)), name="saldo_clase_del_catalogo"
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=list(Dimension)), name="saldo_dimension_del_catalogo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.dimension} {self.valor} {self.dia} {self.clase} {self.n}"


class Total(models.Model):
    """The same fold without the days: a page of 570 municipios reads 570 rows, not 570 a day."""

    pk = models.CompositePrimaryKey("proceso", "dimension", "valor", "clase")
    proceso = models.CharField(max_length=8)
    dimension = models.CharField(max_length=16)
    valor = models.CharField(max_length=24, blank=True)
    clase = models.CharField(max_length=1)
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(clase__in=list(Clase)), name="total_clase_del_catalogo"
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=list(Dimension)), name="total_dimension_del_catalogo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.dimension} {self.valor} {self.clase} {self.n}"


class Marcha(models.Model):
    """How a Mesa goes, already folded, by day of hora Centro (ET 10.2).

    que: an act of the Mesa, and how many there were that day; or PENDIENTES, and how many of those
    turned to it that day are still in e.
    """

    pk = models.CompositePrimaryKey("proceso", "que", "dia")
    proceso = models.CharField(max_length=8)
    que = models.CharField(max_length=24)
    dia = models.DateField()
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(que__in=[PENDIENTES, *_DE_LA_MESA]), name="marcha_acto_de_la_mesa"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.que} {self.dia} {self.n}"


class Rodillo(models.Model):
    """One row: every transaction below `hasta` is already in Saldo, Total and Marcha."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    hasta = Xid8Field()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="rodillo_una_fila")]

    def __str__(self) -> str:
        return str(self.hasta)
