"""Notifications, cuts, keys and deliveries. What rules.py refuses, the database refuses too."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rubrica.core import destinatario
from rubrica.procesos.rules import MAX_RESPUESTAS
from rubrica.resultados.rules import MAX_OFICIO, Concluye, Contenido, Estado, Parte, Tipo


class Notificacion(models.Model):
    """The OPL said by oficio that something is concluded: a clock starts. Insert-only (ET 13.2)."""

    proceso = models.CharField(max_length=8)
    concluye = models.CharField(max_length=12)
    oficio_numero = models.CharField(max_length=MAX_OFICIO)
    oficio_el = models.DateField()
    notificada_en = models.DateTimeField()
    notificada_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "concluye"], name="notificacion_unica"),
            models.CheckConstraint(
                condition=Q(concluye__in=[c.value for c in Concluye]) & ~Q(oficio_numero=""),
                name="notificacion_con_oficio",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.concluye}"


class Recepcion(models.Model):
    """The DERFE received a notification: from then its days are counted. Insert-only."""

    notificacion = models.OneToOneField(
        Notificacion, models.PROTECT, primary_key=True, related_name="recepcion"
    )
    recibida_en = models.DateTimeField()
    registrada_en = models.DateTimeField()
    registrada_por = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.notificacion_id}"


class Corte(models.Model):
    """Results of a process, frozen, numbered and signed. Insert-only.

    documento: rules.Corte.documento; huella: its SHA-256, which the JWS signs. marca: snapshot of
    the database. movimientos: numbers of the moves since the previous cut, in order.
    """

    proceso = models.CharField(max_length=8)
    numero = models.PositiveIntegerField()
    tipo = models.CharField(max_length=12)
    congelado_en = models.DateTimeField()
    congelado_por = models.BigIntegerField()
    notificacion = models.ForeignKey(Notificacion, models.PROTECT, null=True, related_name="+")
    marca = models.TextField()
    a = models.PositiveIntegerField()
    b = models.PositiveIntegerField()
    c = models.PositiveIntegerField()
    d = models.PositiveIntegerField()
    e = models.PositiveIntegerField()
    f = models.PositiveIntegerField()
    validos = models.PositiveIntegerField()
    documento = models.TextField()
    huella = models.CharField(max_length=64)
    jws = models.TextField()
    movimientos = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "numero"], name="corte_unico"),
            models.CheckConstraint(
                condition=Q(tipo__in=[t.value for t in Tipo]), name="corte_tipo_conocido"
            ),
            models.CheckConstraint(
                condition=Q(a=F("b") + F("c") + F("d") + F("e") + F("f"), validos__lte=F("b")),
                name="corte_cuadra",
            ),
            models.CheckConstraint(
                condition=~Q(tipo=Tipo.DEFINITIVO.value) | Q(e=0, f=0, notificacion__isnull=False),
                name="corte_definitivo_sin_pendientes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} corte {self.numero}"


class LlaveDeEntrega(models.Model):
    """A public key of the OPL: the newest is the one in force. Insert-only (ET 13.6).

    destinatario: the key as text, of that tipo. huella: SHA-256 of that text, in hex.
    """

    proceso = models.CharField(max_length=8)
    tipo = models.CharField(max_length=8, default=destinatario.Tipo.AGE.value)
    destinatario = models.TextField()
    huella = models.CharField(max_length=64)
    registrada_en = models.DateTimeField()
    registrada_por = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.proceso} {self.huella[:12]}"


class EnsayoDeLlave(models.Model):
    """The test package of a delivery key: only who has its secret half answers (ET 13.6).

    paquete: armored; empty when the key passed the rehearsal of the process before it opened.
    """

    llave = models.OneToOneField(
        LlaveDeEntrega, models.PROTECT, primary_key=True, related_name="ensayo"
    )
    paquete = models.TextField(blank=True)
    sal = models.BinaryField(max_length=16)
    huella = models.BinaryField(max_length=32)
    creado_en = models.DateTimeField()
    intentos = models.PositiveSmallIntegerField(default=0)
    superado_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(intentos__lte=MAX_RESPUESTAS), name="ensayo_de_llave_con_limite"
            )
        ]

    def __str__(self) -> str:
        return f"{self.llave_id}"


class Confirmacion(models.Model):
    """Somebody computed the fingerprint of a key by their own means: it was that. Insert-only."""

    llave = models.ForeignKey(LlaveDeEntrega, models.PROTECT, related_name="confirmaciones")
    parte = models.CharField(max_length=6)
    quien = models.BigIntegerField()
    momento = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["llave", "parte"], name="confirmacion_por_parte"),
            models.UniqueConstraint(fields=["llave", "quien"], name="confirmacion_de_dos_personas"),
            models.CheckConstraint(
                condition=Q(parte__in=[p.value for p in Parte]), name="confirmacion_parte_conocida"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.llave_id} {self.parte}"


class Comunicado(models.Model):
    """Something of a process was told by e-mail, once. Insert-only. clave: what, and which time."""

    proceso = models.CharField(max_length=8)
    clave = models.CharField(max_length=48)
    momento = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "clave"], name="comunicado_una_vez")
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.clave}"


class Entrega(models.Model):
    """The information of one cut, sealed to one key (ET 13.5). What was asked for never changes.

    contenido: the data of ET 13.5, or the expedientes electrónicos of ET 13.9.
    codigo: SHA-256 of every CSV one after another, in hex: what the OPL computes by itself.
    """

    corte = models.ForeignKey(Corte, models.PROTECT, related_name="entregas")
    numero = models.PositiveIntegerField()
    contenido = models.CharField(
        max_length=12, default=Contenido.PADRON.value, db_default=Contenido.PADRON.value
    )
    registros = models.PositiveIntegerField(default=0, db_default=0)
    llave = models.ForeignKey(LlaveDeEntrega, models.PROTECT, related_name="+")
    situaciones = ArrayField(models.CharField(max_length=16))
    solicitada_en = models.DateTimeField()
    solicitada_por = models.BigIntegerField()

    estado = models.CharField(max_length=16, default=Estado.EN_PREPARACION.value)
    avance = models.PositiveIntegerField(default=0)
    motivo = models.CharField(max_length=48, blank=True)
    codigo = models.CharField(max_length=64, blank=True)
    preparada_en = models.DateTimeField(null=True)
    dispuesta_en = models.DateTimeField(null=True)
    dispuesta_por = models.BigIntegerField(null=True)
    jws = models.TextField(blank=True)
    acusada_en = models.DateTimeField(null=True)
    acusada_por = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["corte", "numero"], name="entrega_unica"),
            models.CheckConstraint(
                condition=Q(estado__in=[e.value for e in Estado]), name="entrega_estado_conocido"
            ),
            models.CheckConstraint(
                condition=Q(contenido__in=[c.value for c in Contenido]),
                name="entrega_contenido_conocido",
            ),
            models.CheckConstraint(
                condition=Q(contenido=Contenido.EXPEDIENTES.value)
                | Q(situaciones__len__gt=0)
                & Q(situaciones__contained_by=["lista_nominal", "padron"]),
                name="entrega_del_padron",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["preparada", "dispuesta", "acusada"])
                | Q(preparada_en__isnull=False) & ~Q(codigo=""),
                name="entrega_preparada",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["dispuesta", "acusada"])
                | Q(dispuesta_en__isnull=False, dispuesta_por__isnull=False) & ~Q(jws=""),
                name="entrega_dispuesta_por_alguien",
            ),
            models.CheckConstraint(
                condition=~Q(estado="acusada")
                | Q(acusada_en__isnull=False, acusada_por__isnull=False),
                name="entrega_acusada_por_alguien",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.corte_id}/{self.numero}"


class Volumen(models.Model):
    """One sealed file of a delivery: a whole bag. Insert-only.

    codigo: SHA-256 of the sealed bytes, by which the store keeps them. claro: SHA-256 of its CSV.
    """

    entrega = models.ForeignKey(Entrega, models.PROTECT, related_name="volumenes")
    numero = models.PositiveIntegerField()
    nombre = models.CharField(max_length=80)
    registros = models.PositiveIntegerField()
    bytes = models.BigIntegerField()
    codigo = models.BinaryField(max_length=32)
    claro = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entrega", "numero"], name="volumen_unico")]

    def __str__(self) -> str:
        return self.nombre
