"""The tables of the auxiliares. Personal data is sealed with the portal key of its process."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rubrica.auxiliares.rules import (
    CODIGO_INTENTOS,
    ClaseDeAnexo,
    EstadoDeAlta,
    EstadoDeImportacion,
    TipoDeBaja,
)
from rubrica.core.aparato import MAX_AGENTE
from rubrica.core.autenticacion import CORREO


class Auxiliar(models.Model):
    """One person allowed to gather supports in one process (ET 3.2)."""

    proceso = models.CharField(max_length=8)
    numero = models.CharField(max_length=6)  # Id_Auxiliar: "0153", as folios carry it
    promovente = models.BigIntegerField()  # the Cuenta that answers for this person (ET 3.4)
    datos = models.BinaryField()
    correo_indice = models.BinaryField(max_length=16)
    # The type of account that the promovente registered: it decides how the phone proves it (4.4).
    autenticacion = models.CharField(max_length=16, default=CORREO)
    alta_en = models.DateTimeField()
    baja_en = models.DateTimeField(null=True)
    baja_tipo = models.CharField(max_length=10, blank=True)
    baja_numeral = models.CharField(max_length=12, blank=True)
    baja_motivo = models.BinaryField(default=b"")  # sealed: free text may name people
    negados = models.PositiveIntegerField(default=0)  # third devices refused (ET 4.9)
    # Who attested to have reviewed these data, and when; a trigger lets nobody in without (ET 3.7).
    revisado_por = models.BigIntegerField(null=True)
    revisado_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "numero"], name="auxiliar_numero_unico"),
            models.UniqueConstraint(
                fields=["proceso", "correo_indice"],
                condition=Q(baja_en__isnull=True),
                name="auxiliar_un_correo_en_uso",
            ),
            models.CheckConstraint(
                condition=Q(baja_en__isnull=True, baja_tipo="", baja_motivo=b"")
                | Q(
                    baja_en__isnull=False,
                    baja_tipo__in=[TipoDeBaja.PROMOVENTE, TipoDeBaja.AUTORIDAD],
                )
                & ~Q(baja_motivo=b""),
                name="auxiliar_baja_con_motivo",  # ET 3.4
            ),
            models.CheckConstraint(
                condition=Q(revisado_por__isnull=True, revisado_en__isnull=True)
                | Q(revisado_por__isnull=False, revisado_en__isnull=False),
                name="auxiliar_revisado_por_alguien",  # ET 3.7
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso}-{self.numero}"

    @property
    def objeto(self) -> str:
        """How the bitácora and the outbox name it."""
        return f"auxiliar/{self.proceso}/{self.numero}"


class CambioDeCuenta(models.Model):
    """Another e-mail or type of account of an auxiliar: who, when, why; append-only (ET 6.7).

    datos: the two e-mails and the motive, sealed. The types are no personal data.
    """

    auxiliar = models.ForeignKey(Auxiliar, models.PROTECT, related_name="cambios_de_cuenta")
    de = models.CharField(max_length=16)
    a = models.CharField(max_length=16)
    datos = models.BinaryField()
    cambiada_en = models.DateTimeField()
    cambiada_por = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["auxiliar", "-id"], name="cambio_del_auxiliar")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(de="") & ~Q(a="") & ~Q(datos=b""), name="cambio_de_cuenta_completo"
            )
        ]

    def __str__(self) -> str:
        return f"{self.auxiliar_id} {self.cambiada_en:%Y-%m-%d %H:%M}"


class Dispositivo(models.Model):
    """One phone of an auxiliar and the public half of the key it signs with now (ET 4.9).

    hasta_consecutivo: with a baja of its own, the last record that stays good.
    """

    id = models.UUIDField(primary_key=True)
    auxiliar = models.ForeignKey(Auxiliar, models.PROTECT, related_name="dispositivos")
    numero = models.PositiveSmallIntegerField()
    kid = models.CharField(max_length=43, unique=True)
    jwk = models.JSONField()
    responsiva_version = models.CharField(max_length=16)
    agente = models.CharField(max_length=MAX_AGENTE, blank=True)  # its browser's, at enrolment
    alta_en = models.DateTimeField()
    habilitado_en = models.DateTimeField(null=True)  # its alta was opened (ET 4.5)
    baja_en = models.DateTimeField(null=True)
    baja_tipo = models.CharField(max_length=10, blank=True)
    baja_motivo = models.BinaryField(default=b"")  # sealed; the authority's, when it revoked it
    hasta_consecutivo = models.PositiveIntegerField(null=True)
    ultimo_consecutivo = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["auxiliar", "numero"], name="dispositivo_numero_unico"),
            models.CheckConstraint(
                condition=Q(numero__gte=1, numero__lte=99), name="dispositivo_numero_de_folio"
            ),
            models.CheckConstraint(
                condition=Q(
                    baja_en__isnull=True,
                    baja_tipo="",
                    hasta_consecutivo__isnull=True,
                    baja_motivo=b"",
                )
                | Q(
                    baja_en__isnull=False,
                    baja_tipo=TipoDeBaja.PROPIA,
                    hasta_consecutivo__isnull=False,
                    baja_motivo=b"",
                )
                | Q(
                    baja_en__isnull=False,
                    baja_tipo=TipoDeBaja.AUTORIDAD,
                    hasta_consecutivo__isnull=True,
                )
                & ~Q(baja_motivo=b""),
                name="dispositivo_baja_completa",  # ET 4.9, 4.10
            ),
        ]

    def __str__(self) -> str:
        return f"{self.auxiliar_id}/{self.numero}"


class LlaveSustituida(models.Model):
    """A key that a device had before its password was reset; append-only (ET 4.6).

    hasta_consecutivo: the last record it signs for, declared by the phone when it was replaced.
    The database itself refuses that a device drops a key without leaving it here, and that a key
    left here is ever used again.
    """

    kid = models.CharField(max_length=43, primary_key=True)
    dispositivo = models.ForeignKey(Dispositivo, models.PROTECT, related_name="sustituidas")
    jwk = models.JSONField()
    hasta_consecutivo = models.PositiveIntegerField()
    sustituida_en = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.dispositivo_id} hasta {self.hasta_consecutivo}"


class Anexo(models.Model):
    """A signed FURA or the copy of a credential, as the promovente handed it in (ET 3.6, 3.7).

    Append-only; of each clase the last one is good. sellado: to the public key of the process, so
    that what faces the internet takes it in and never opens it. version: of the responsiva that
    was signed, 0 for a copy. huella: SHA-256 of the clear bytes.
    """

    auxiliar = models.ForeignKey(Auxiliar, models.PROTECT, related_name="anexos")
    clase = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField(default=0)
    tipo = models.CharField(max_length=20)
    tamano = models.PositiveIntegerField()
    huella = models.BinaryField(max_length=32)
    sellado = models.BinaryField()
    subido_en = models.DateTimeField()
    subido_por = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["auxiliar", "clase", "-id"], name="anexo_del_auxiliar")]
        constraints = [
            models.CheckConstraint(
                condition=Q(clase=ClaseDeAnexo.FURA, version__gte=1)
                | Q(clase=ClaseDeAnexo.CREDENCIAL, version=0),
                name="anexo_fura_con_version",
            ),
            models.CheckConstraint(condition=~Q(sellado=b""), name="anexo_con_contenido"),
        ]

    def __str__(self) -> str:
        return f"{self.auxiliar_id} {self.clase} {self.pk}"


class CodigoDeCorreo(models.Model):
    """One code sent by e-mail to prove the account (ET 4.4). Only its keyed hash is kept."""

    auxiliar = models.ForeignKey(Auxiliar, models.CASCADE, related_name="codigos")
    huella = models.BinaryField(max_length=16)
    creado_en = models.DateTimeField()
    vence_en = models.DateTimeField()
    intentos = models.PositiveSmallIntegerField(default=0)
    kid = models.CharField(max_length=43, blank=True)  # the key that used it; empty: unused

    class Meta:
        indexes = [models.Index(fields=["auxiliar", "-creado_en"], name="codigo_del_auxiliar")]
        constraints = [
            models.CheckConstraint(
                condition=Q(intentos__lte=CODIGO_INTENTOS), name="codigo_intentos"
            ),
            models.CheckConstraint(condition=Q(vence_en__gt=F("creado_en")), name="codigo_vence"),
        ]

    def __str__(self) -> str:
        return f"{self.auxiliar_id} {self.creado_en:%Y-%m-%d %H:%M}"


class Alta(models.Model):
    """The enrolment capture of one device as received: the base of its cédula (ET 4.5)."""

    id = models.UUIDField(primary_key=True)
    dispositivo = models.ForeignKey(Dispositivo, models.PROTECT, related_name="altas")
    folio = models.CharField(max_length=40, unique=True)
    sobre = models.TextField()
    resumen = models.BinaryField(max_length=32)
    codigo_integridad = models.BinaryField(max_length=32, unique=True)
    tamano = models.PositiveIntegerField()
    capturado_en = models.DateTimeField()
    recibido_en = models.DateTimeField()
    recibo = models.TextField()
    estado = models.CharField(max_length=10, default=EstadoDeAlta.RECIBIDA.value)
    motivo = models.CharField(max_length=200, blank=True)
    resultado = models.BinaryField(default=b"")  # sealed by verificacion
    abierta_en = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["recibido_en"], condition=Q(estado="recibida"), name="alta_por_abrir"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    estado__in=[
                        EstadoDeAlta.RECIBIDA,
                        EstadoDeAlta.ABIERTA,
                        EstadoDeAlta.NO_ABRE,
                    ]
                ),
                name="alta_estado_del_catalogo",
            )
        ]

    def __str__(self) -> str:
        return self.folio


class Prueba(models.Model):
    """A synthetic paquete of a version of the app: does it open, before that version is used?

    It holds no person's data, and is neither an alta nor a support: no account counts it. llave:
    public half of the key that signed the sobre, made for this proof alone. paquete: sealed, and
    emptied once it was seen to.
    """

    id = models.UUIDField(primary_key=True)
    dispositivo = models.ForeignKey(Dispositivo, models.PROTECT, null=True, related_name="pruebas")
    # Of a citizen's own phone, whose bond is kept in a context that comes after this one (ET 7.25).
    vinculo = models.UUIDField(null=True)
    proceso = models.CharField(max_length=8)
    app = models.CharField(max_length=32)
    sobre = models.TextField()
    llave = models.BinaryField(max_length=65)
    paquete = models.BinaryField()
    recibida_en = models.DateTimeField()
    estado = models.CharField(max_length=10, default=EstadoDeAlta.RECIBIDA.value)
    motivo = models.CharField(max_length=200, blank=True)
    abierta_en = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["recibida_en"], condition=Q(estado="recibida"), name="prueba_por_abrir"
            ),
            models.Index(fields=["dispositivo", "recibida_en"], name="prueba_del_dispositivo"),
            models.Index(fields=["vinculo", "recibida_en"], name="prueba_del_vinculo"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(estado=EstadoDeAlta.RECIBIDA, abierta_en__isnull=True)
                | Q(
                    estado__in=[EstadoDeAlta.ABIERTA, EstadoDeAlta.NO_ABRE],
                    abierta_en__isnull=False,
                    paquete=b"",
                ),
                name="prueba_estado_del_catalogo",
            ),
            models.CheckConstraint(
                condition=Q(dispositivo__isnull=False, vinculo__isnull=True)
                | Q(dispositivo__isnull=True, vinculo__isnull=False),
                name="prueba_de_un_telefono",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispositivo_id or self.vinculo} {self.app}"


class Importacion(models.Model):
    """A file of auxiliares: sealed until it is registered, and what was found in it (ET 3.2)."""

    proceso = models.CharField(max_length=8)
    estado = models.CharField(max_length=12, default=EstadoDeImportacion.POR_REVISAR.value)
    archivo = models.BinaryField()
    informe = models.BinaryField(default=b"")
    filas = models.PositiveIntegerField(default=0)
    avance = models.PositiveSmallIntegerField(default=0)  # percentage of what is being done
    subida_por = models.BigIntegerField()
    subida_en = models.DateTimeField()
    atestiguada_por = models.BigIntegerField(null=True)
    atestiguada_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=[e.value for e in EstadoDeImportacion]),
                name="importacion_estado_conocido",
            ),
            # Nobody is registered before the promovente says to have reviewed it (ET 3.7).
            models.CheckConstraint(
                condition=~Q(
                    estado__in=[
                        EstadoDeImportacion.REGISTRANDO.value,
                        EstadoDeImportacion.HECHA.value,
                    ]
                )
                | Q(atestiguada_por__isnull=False, atestiguada_en__isnull=False),
                name="importacion_atestiguada",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.pk} {self.estado}"
