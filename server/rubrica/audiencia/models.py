"""Sessions, what was seen and decided in them, and their documents.

What was said, shown, decided and signed is only added to: triggers refuse the rest. Names, words
and files are sealed with the data key of the process.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rubrica.audiencia.cambios import CONDICIONES, Cambio
from rubrica.audiencia.cambios import Documento as Presentado
from rubrica.audiencia.rules import MAX_LUGAR, Acto, Clase, Estado, Modo, Parte

CON_DOCUMENTO = [c.value for c in Cambio if CONDICIONES[c].documentos]


class Requisitos(models.Model):
    """What was agreed that a hearing needs (ET 11.5). Insert-only; the last is good.

    texto, con: sealed; `con`, with whom of the promovente it was agreed.
    """

    proceso = models.CharField(max_length=8)
    numero = models.PositiveIntegerField()
    texto = models.BinaryField()
    con = models.BinaryField()
    acordados_el = models.DateField()
    registrados_en = models.DateTimeField()
    registrados_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "numero"], name="requisitos_unicos")
        ]

    def __str__(self) -> str:
        return f"{self.proceso} requisitos {self.numero}"


class Sesion(models.Model):
    """One review or hearing. numero: its order in the process. mascara: field → level."""

    proceso = models.CharField(max_length=8)
    clase = models.CharField(max_length=12)
    numero = models.PositiveIntegerField()
    estado = models.CharField(max_length=12)
    inicio = models.DateTimeField()
    fin = models.DateTimeField()
    sala = models.CharField(max_length=MAX_LUGAR)
    requisitos = models.ForeignKey(Requisitos, models.PROTECT, null=True, related_name="+")
    mascara = models.JSONField(default=dict)
    creada_en = models.DateTimeField()
    creada_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "numero"], name="sesion_unica"),
            models.CheckConstraint(
                condition=Q(clase__in=[c.value for c in Clase])
                & Q(estado__in=[e.value for e in Estado]),
                name="sesion_del_catalogo",
            ),
            models.CheckConstraint(condition=Q(fin__gt=F("inicio")), name="sesion_con_duracion"),
            models.CheckConstraint(
                condition=Q(clase=Clase.REVISION.value) | Q(requisitos__isnull=False),
                name="sesion_audiencia_con_requisitos",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso} {self.clase} {self.numero}"

    @property
    def clase_(self) -> Clase:
        return Clase(self.clase)

    @property
    def estado_(self) -> Estado:
        return Estado(self.estado)


class ActoDeSesion(models.Model):
    """What was done with a session, by whom and when. Insert-only. motivo: sealed words or b""."""

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="actos")
    acto = models.CharField(max_length=12)
    quien = models.BigIntegerField()
    momento = models.DateTimeField()
    motivo = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesion", "acto"], name="acto_de_sesion_unico"),
            models.CheckConstraint(
                condition=Q(acto__in=[a.value for a in Acto]), name="acto_de_sesion_conocido"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sesion_id} {self.acto}"


class Propuesta(models.Model):
    """A date that one party proposes for a review (ET 10.8). Insert-only; the last one stands."""

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="propuestas")
    parte = models.CharField(max_length=12)
    inicio = models.DateTimeField()
    fin = models.DateTimeField()
    sala = models.CharField(max_length=MAX_LUGAR)
    quien = models.BigIntegerField()
    momento = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parte__in=[p.value for p in Parte]), name="propuesta_de_una_parte"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sesion_id} {self.parte}"


class Funcionario(models.Model):
    """An official of a hearing as it was notified: name and user account (ET 11.3). Insert-only.

    conduce: whether it conducts the session; the others operate.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="funcionarios")
    cuenta = models.BigIntegerField()
    nombre = models.CharField(max_length=150)
    usuario = models.EmailField()
    conduce = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesion", "cuenta"], name="funcionario_unico")
        ]

    def __str__(self) -> str:
        return f"{self.sesion_id} {self.nombre}"


class Representante(models.Model):
    """Who comes for the promovente. datos: nombre and calidad, sealed. asistio: once it opens."""

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="representantes")
    numero = models.PositiveSmallIntegerField()
    datos = models.BinaryField()
    asistio = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesion", "numero"], name="representante_unico")
        ]

    def __str__(self) -> str:
        return f"{self.sesion_id}/{self.numero}"


class Asunto(models.Model):
    """One record in one session, and who operates it. de_*: as it was when it was put there.

    retenido: while it may not be in another hearing: until a change is applied or returned.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="asuntos")
    registro = models.UUIDField()
    folio = models.CharField(max_length=40)
    funcionario = models.ForeignKey(Funcionario, models.PROTECT, null=True, related_name="asuntos")
    de_estatus = models.CharField(max_length=20)
    de_situacion = models.CharField(max_length=16, blank=True)
    de_inconsistencia = models.CharField(max_length=12, blank=True)
    retenido = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesion", "registro"], name="asunto_unico"),
            models.UniqueConstraint(
                fields=["registro"], condition=Q(retenido=True), name="asunto_en_una_audiencia"
            ),
        ]
        indexes = [models.Index(fields=["funcionario", "folio"], name="asunto_de_operador")]

    def __str__(self) -> str:
        return self.folio


class Adjunto(models.Model):
    """A file that the promovente showed for one record. codigo: SHA-256 of its sealed bytes.

    huella: SHA-256 of the file as it was shown. Insert-only.
    """

    asunto = models.ForeignKey(Asunto, models.PROTECT, related_name="adjuntos")
    clase = models.CharField(max_length=16)
    tipo = models.CharField(max_length=20)
    bytes = models.PositiveIntegerField()
    huella = models.BinaryField(max_length=32)
    codigo = models.BinaryField(max_length=32)
    subido_en = models.DateTimeField()
    subido_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(clase__in=[d.value for d in Presentado]), name="adjunto_clase_conocida"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asunto_id} {self.clase}"


class Actuacion(models.Model):
    """What was decided of one record, whole: before, after, who, when, why, with what. Insert-only.

    cambios: none is *sin modificación*. dicho: manifestación and motivo; antes, despues: form and
    what the padrón answered; all sealed. adjuntos: keys of what it leans on. The last one stands.
    """

    asunto = models.ForeignKey(Asunto, models.PROTECT, related_name="actuaciones")
    cambios = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    dicho = models.BinaryField()
    antes = models.BinaryField()
    despues = models.BinaryField()
    de_estatus = models.CharField(max_length=20)
    de_situacion = models.CharField(max_length=16, blank=True)
    de_causa = models.CharField(max_length=64, blank=True)
    de_inconsistencia = models.CharField(max_length=12, blank=True)
    a_situacion = models.CharField(max_length=16, blank=True)
    adjuntos = ArrayField(models.BigIntegerField(), default=list, blank=True)
    quien = models.BigIntegerField()
    momento = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cambios__contained_by=[c.value for c in Cambio]),
                name="actuacion_cambios_conocidos",
            ),
            # ET 11.4 c, 11.6, 11.7: a change that needs a document has one.
            models.CheckConstraint(
                condition=~Q(cambios__overlap=CON_DOCUMENTO) | Q(adjuntos__len__gt=0),
                name="actuacion_con_su_documento",
            ),
        ]
        indexes = [models.Index(fields=["asunto", "-id"], name="actuacion_ultima")]

    def __str__(self) -> str:
        return f"{self.asunto_id} {self.momento:%H:%M}"


class Relato(models.Model):
    """The acta's account of what happened, as it stood at each saving. Insert-only."""

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="relatos")
    texto = models.BinaryField()
    quien = models.BigIntegerField()
    momento = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sesion_id} {self.momento:%H:%M}"


class Pantalla(models.Model):
    """Which record an official shows in the projected window."""

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="pantallas")
    cuenta = models.BigIntegerField()
    asunto = models.ForeignKey(Asunto, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesion", "cuenta"], name="pantalla_de_cada_quien")
        ]

    def __str__(self) -> str:
        return f"{self.sesion_id} {self.cuenta}"


class Documento(models.Model):
    """A PDF/A of a session as it was closed. Insert-only.

    huella: SHA-256 of the PDF; codigo: of its sealed bytes, by which the store keeps them.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="documentos")
    clase = models.CharField(max_length=12)
    momento = models.DateTimeField()
    huella = models.BinaryField(max_length=32)
    codigo = models.BinaryField(max_length=32)
    bytes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesion", "clase"], name="documento_unico"),
            models.CheckConstraint(
                condition=Q(clase__in=["aviso", "minuta", "acta", "constancia", "resultado"]),
                name="documento_clase_conocida",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sesion_id} {self.clase}"


class Firma(models.Model):
    """How one signatory answered for the acta (ET 11.5). Insert-only.

    firmante: "funcionario:7" or "representante:1". datos: sealed: certificate, or why it refused.
    huella, codigo: of the signed PDF or of the scan; None for a refusal.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="firmas")
    firmante = models.CharField(max_length=40)
    modo = models.CharField(max_length=12)
    datos = models.BinaryField()
    tipo = models.CharField(max_length=20, blank=True)
    huella = models.BinaryField(max_length=32, null=True)
    codigo = models.BinaryField(max_length=32, null=True)
    momento = models.DateTimeField()
    registrada_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesion", "firmante"], name="firma_una_por_persona"),
            models.CheckConstraint(
                condition=Q(modo__in=[m.value for m in Modo])
                & (
                    Q(modo=Modo.NEGATIVA.value, codigo__isnull=True, huella__isnull=True)
                    | ~Q(modo=Modo.NEGATIVA.value) & Q(codigo__isnull=False, huella__isnull=False)
                ),
                name="firma_con_su_documento",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sesion_id} {self.firmante}"


class Resolucion(models.Model):
    """What the DERFE did with one change: applied it or gave it back (ET 11.9). Insert-only.

    a_estatus, a_situacion: as it left the record. motivo: sealed; needed to give it back.
    """

    actuacion = models.OneToOneField(Actuacion, models.PROTECT, primary_key=True)
    aplicada = models.BooleanField()
    motivo = models.BinaryField()
    a_estatus = models.CharField(max_length=20)
    a_situacion = models.CharField(max_length=16, blank=True)
    quien = models.BigIntegerField()
    momento = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.actuacion_id} {'aplicada' if self.aplicada else 'devuelta'}"
