"""The tables of Mi Apoyo. Nobody on the internet can read whom a row speaks of."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rubrica.core.autenticacion import CORREO
from rubrica.mi_apoyo.rules import INTENTOS, NUMEROS, EstadoDeSolicitud, EstadoDeVinculo


class Solicitud(models.Model):
    """One request for a code, from the phone that asks until the phone that types it (ET 7.7).

    sellada: as it came, gone once the worker answered. origen: keyed hash of the address.
    persona, correo: 16 bytes, blind indexes that only the worker makes. datos: CIC, e-mail and
    code for the acuse of ET 7.22, sealed by the worker. entidad: the one whose key made the three;
    "" without a code, when there is only a correo, of no entidad. huella: hash of the code, b""
    without one.
    """

    id = models.UUIDField(primary_key=True)
    kid = models.CharField(max_length=43)
    jwk = models.JSONField()
    sellada = models.BinaryField(default=b"")
    origen = models.BinaryField(max_length=32)
    pedida_en = models.DateTimeField()
    vence_en = models.DateTimeField()
    estado = models.CharField(max_length=10, default=EstadoDeSolicitud.EN_ESPERA.value)
    huella = models.BinaryField(max_length=32, default=b"")
    intentos = models.PositiveSmallIntegerField(default=0)
    entidad = models.CharField(max_length=2, blank=True)
    persona = models.BinaryField(max_length=16, null=True)
    correo = models.BinaryField(max_length=16, null=True)
    datos = models.BinaryField(default=b"")
    autenticacion = models.CharField(max_length=16, blank=True)  # once the worker opened it

    class Meta:
        indexes = [
            models.Index(
                fields=["pedida_en"], condition=Q(estado="en_espera"), name="solicitud_por_atender"
            ),
            models.Index(fields=["kid", "-pedida_en"], name="solicitud_del_dispositivo"),
            models.Index(fields=["origen", "pedida_en"], name="solicitud_del_origen"),
            models.Index(fields=["correo"], name="solicitud_del_correo"),
            models.Index(fields=["persona"], name="solicitud_de_la_persona"),
            models.Index(fields=["vence_en"], name="solicitud_que_vence"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=[e.value for e in EstadoDeSolicitud]),
                name="solicitud_estado_del_catalogo",
            ),
            models.CheckConstraint(condition=Q(intentos__lte=INTENTOS), name="solicitud_intentos"),
            models.CheckConstraint(
                condition=Q(vence_en__gt=F("pedida_en")), name="solicitud_vence"
            ),
            models.CheckConstraint(  # what was answered no longer needs what it asked with
                condition=Q(estado="en_espera") | Q(sellada=b""), name="solicitud_sin_lo_pedido"
            ),
            models.CheckConstraint(
                condition=~Q(estado="activada") | ~Q(huella=b""),
                name="solicitud_activada_con_codigo",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Vinculo(models.Model):
    """One device, one e-mail, one person (ET 7.25). It is the device that signs the sobres.

    persona, correo, datos: as in Solicitud, under the key of its entidad (ADR 0119).
    """

    id = models.UUIDField(primary_key=True)
    kid = models.CharField(max_length=43, unique=True)
    jwk = models.JSONField()
    numero = models.PositiveIntegerField(unique=True)  # of its folios; random, so it counts nobody
    entidad = models.CharField(max_length=2)
    persona = models.BinaryField(max_length=16)
    correo = models.BinaryField(max_length=16)
    datos = models.BinaryField()
    autenticacion = models.CharField(max_length=16, default=CORREO)
    estado = models.CharField(max_length=11, default=EstadoDeVinculo.PROVISIONAL.value)
    activado_en = models.DateTimeField()
    firme_en = models.DateTimeField(null=True)
    ultimo_consecutivo = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["correo"],
                condition=~Q(estado="sustituido"),
                name="vinculo_un_correo_un_dispositivo",
            ),
            models.UniqueConstraint(
                fields=["persona"], condition=Q(estado="firme"), name="vinculo_una_persona_firme"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=[e.value for e in EstadoDeVinculo]),
                name="vinculo_estado_del_catalogo",
            ),
            models.CheckConstraint(
                condition=Q(numero__lt=NUMEROS), name="vinculo_numero_de_la_serie"
            ),
            models.CheckConstraint(
                condition=Q(estado="firme", firme_en__isnull=False)
                | ~Q(estado="firme") & Q(firme_en__isnull=True),
                name="vinculo_firme_con_su_instante",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
