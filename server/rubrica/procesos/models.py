"""A process, its custodians, its rehearsal and its signed manifests."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from rubrica.procesos.expediente import AMBITOS, MAX_FOLIO_INTERNO, MAX_OFICIO
from rubrica.procesos.publicado import MAX_TEXTO, Clase
from rubrica.procesos.requisito import (
    CIEN_POR_CIENTO,
    COLUMNAS,
    MAX_MUNICIPIOS,
    Redondeo,
    Requisito,
    de_columnas,
)
from rubrica.procesos.rules import (
    CUSTODIOS,
    MAX_DENOMINACION,
    Estado,
    PoliticaDeDuplicados,
    Prueba,
    Situacion,
    tipos,
)

models.TextField.register_lookup(Length)


def situaciones_por_omision() -> list[str]:
    return [Situacion.LISTA_NOMINAL.value]


class Proceso(models.Model):
    """One mechanism of participation (ET 1.2). Its private keys are never here."""

    id = models.CharField("Id Proceso", primary_key=True, max_length=8)
    tipo = models.CharField(max_length=32)
    autoridad = models.CharField(max_length=24)
    entidad = models.CharField(max_length=2)
    inicio = models.DateTimeField("inicio de la captación")
    fin = models.DateTimeField("conclusión de la captación")
    denominacion = models.CharField("denominación", max_length=MAX_DENOMINACION)
    pregunta = models.TextField(max_length=1000)
    ambito = models.CharField("ámbito", max_length=12, default="estatal")
    aviso_de_intencion_el = models.DateField("fecha del aviso de intención", null=True)
    oficio_numero = models.CharField("número de oficio", max_length=MAX_OFICIO, blank=True)
    oficio_el = models.DateField("fecha de oficio", null=True)
    folio_interno = models.CharField(max_length=MAX_FOLIO_INTERNO, blank=True)
    representante = models.BinaryField(default=b"")  # sealed with the portal key (sellos.py)
    promovente_nombre = models.CharField("promovente", max_length=200)
    promovente = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    autenticacion = models.CharField("tipo de autenticación", max_length=16, default="correo")
    # Official addresses of the notices, when the authority has its own (ET 1.2).
    aviso_integral = models.URLField("aviso de privacidad integral", max_length=500, blank=True)
    aviso_simplificado = models.URLField(
        "aviso de privacidad simplificado", max_length=500, blank=True
    )
    responsiva = models.TextField()
    responsiva_version = models.PositiveSmallIntegerField(default=1)
    manifiesto_ciudadano = models.TextField()
    manifiesto_ciudadano_version = models.PositiveSmallIntegerField(default=1)
    politica_duplicados = models.CharField(
        max_length=24, default=PoliticaDeDuplicados.PRIMERO_RECIBIDO.value
    )
    # Who cannot sign may accept before a witness, with a fingerprint or a mark.
    firma_con_testigo = models.BooleanField(default=False)
    # Nobody enrols a phone before the promovente has handed in the signed FURA (ET 3.6).
    enrolamiento_con_fura = models.BooleanField(default=False)
    situaciones_que_cuentan = models.JSONField(default=situaciones_por_omision)
    # What it needs (requisito.py), in hundredths of a percent; without en_cada, no dispersion.
    requisito_porcentaje = models.PositiveIntegerField()
    requisito_en_cada = models.PositiveIntegerField(default=0)
    requisito_parte = models.PositiveIntegerField(default=0)
    requisito_municipios = models.PositiveIntegerField(default=0)
    requisito_redondeo = models.CharField(max_length=8, default=Redondeo.ARRIBA.value)
    # Credentials that expired on that day or later are taken in Mi Apoyo; None: none (ET 7.3).
    vigencia_prorrogada_desde = models.DateField(null=True)

    estado = models.CharField(max_length=12, default=Estado.BORRADOR.value)
    registrado_en = models.DateTimeField()
    registrado_por = models.BigIntegerField()
    solicitado_en = models.DateTimeField(null=True)
    solicitado_por = models.BigIntegerField(null=True)
    urgencia = models.CharField(max_length=500, blank=True)
    devuelto_en = models.DateTimeField(null=True)
    devuelto_por = models.BigIntegerField(null=True)
    devuelto_por_que = models.CharField(max_length=500, blank=True)
    aprobado_en = models.DateTimeField(null=True)
    aprobado_por = models.BigIntegerField(null=True)
    abierto_en = models.DateTimeField(null=True)
    abierto_por = models.BigIntegerField(null=True)

    cambios = models.PositiveIntegerField(default=0)  # how many, since it opened

    clave_publica = models.BinaryField()
    llave_de_entrega = models.TextField(blank=True)
    ensayo_superado_en = models.DateTimeField(null=True)
    custodia_entregada_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="proceso_estado_conocido", condition=Q(estado__in=[e.value for e in Estado])
            ),
            models.CheckConstraint(
                name="proceso_id_con_forma", condition=Q(id__regex=r"^[A-Z][A-Z0-9]{3,7}$")
            ),
            models.CheckConstraint(name="proceso_periodo", condition=Q(fin__gt=F("inicio"))),
            models.CheckConstraint(
                name="proceso_ambito_conocido", condition=Q(ambito__in=list(AMBITOS))
            ),
            # Nothing is asked of the DERFE with a field of ET 1.2 missing.
            models.CheckConstraint(
                name="proceso_expediente_completo",
                condition=Q(estado=Estado.BORRADOR.value)
                | Q(
                    aviso_de_intencion_el__isnull=False,
                    oficio_el__isnull=False,
                    oficio_el__gte=F("aviso_de_intencion_el"),
                )
                & ~Q(oficio_numero="")
                & ~Q(folio_interno="")
                & ~Q(representante=b""),
            ),
            models.CheckConstraint(
                name="proceso_politica_conocida",
                condition=Q(politica_duplicados__in=[p.value for p in PoliticaDeDuplicados]),
            ),
            models.CheckConstraint(
                name="proceso_requisito",
                condition=Q(
                    requisito_porcentaje__range=(1, CIEN_POR_CIENTO),
                    requisito_redondeo__in=[r.value for r in Redondeo],
                ),
            ),
            # No dispersion at all, or a share of each and either a count or a share of them.
            models.CheckConstraint(
                name="proceso_dispersion",
                condition=Q(requisito_en_cada=0, requisito_parte=0, requisito_municipios=0)
                | Q(requisito_en_cada__range=(1, CIEN_POR_CIENTO))
                & (
                    Q(requisito_parte=0, requisito_municipios__range=(1, MAX_MUNICIPIOS))
                    | Q(requisito_parte__range=(1, CIEN_POR_CIENTO), requisito_municipios=0)
                ),
            ),
            models.CheckConstraint(
                name="proceso_aprobado_por_alguien",
                condition=~Q(estado__in=[Estado.APROBADO.value, Estado.ABIERTO.value])
                | Q(aprobado_en__isnull=False, aprobado_por__isnull=False),
            ),
            # It cannot open before the rehearsal, whoever writes to this table (ET 13.6).
            models.CheckConstraint(
                name="proceso_abierto_tras_ensayo",
                condition=~Q(estado=Estado.ABIERTO.value)
                | Q(
                    ensayo_superado_en__isnull=False,
                    custodia_entregada_en__isnull=False,
                    abierto_en__isnull=False,
                    abierto_por__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def requisito(self) -> Requisito:
        """What the process needs, as one value."""
        return de_columnas(**{columna: getattr(self, columna) for columna in COLUMNAS})

    @property
    def etiqueta_del_tipo(self) -> str:
        return tipos()[self.tipo].etiqueta


class CambioDeProceso(models.Model):
    """What changed of an open process, from what and why. Append-only, and the only way to change.

    antes, despues: field → text of the values (cambios.como_texto).
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="historia")
    version = models.PositiveIntegerField()
    motivo = models.CharField(max_length=500)
    antes = models.JSONField()
    despues = models.JSONField()
    quien = models.BigIntegerField()
    momento = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "version"], name="cambio_unico"),
            models.CheckConstraint(name="cambio_con_motivo", condition=~Q(motivo="")),
        ]

    def __str__(self) -> str:
        return f"{self.proceso_id} cambio {self.version}"


class Inhabil(models.Model):
    """A day on which an authority does not work, while nobody withdraws it."""

    autoridad = models.CharField(max_length=24)
    dia = models.DateField("día")
    motivo = models.CharField(max_length=200)
    puesto_por = models.BigIntegerField()
    puesto_en = models.DateTimeField()
    retirado_por = models.BigIntegerField(null=True)
    retirado_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["autoridad", "dia"],
                condition=Q(retirado_en=None),
                name="inhabil_unico",
            )
        ]

    def __str__(self) -> str:
        return f"{self.autoridad} {self.dia}"


class Manifiesto(models.Model):
    """What phones were told of a process, signed, each version as it went out. Append-only."""

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="manifiestos")
    version = models.PositiveIntegerField()
    jws = models.TextField()
    emitido_en = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "version"], name="manifiesto_unico")
        ]

    def __str__(self) -> str:
        return f"{self.proceso_id} v{self.version}"


class AvisoDePrivacidad(models.Model):
    """A privacy notice as it was published, each version (ET 1.3, 14.2). Append-only.

    A trigger lets no process leave its draft without one of each clase.
    """

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="avisos")
    clase = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    texto = models.TextField()
    huella = models.CharField(max_length=64)  # SHA-256 of the text in UTF-8
    publicado_en = models.DateTimeField()
    publicado_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "clase", "version"], name="aviso_unico"),
            *(
                models.CheckConstraint(
                    name=f"aviso_{clase.value}_cabe",
                    condition=~Q(clase=clase.value)
                    | Q(texto__length__gt=0, texto__length__lte=maximo),
                )
                for clase, maximo in MAX_TEXTO.items()
            ),
            models.CheckConstraint(
                name="aviso_clase_conocida", condition=Q(clase__in=[c.value for c in Clase])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso_id} {self.clase} v{self.version}"


class Logotipo(models.Model):
    """The logo of a process as phones show it, each version (ET 1.2). Append-only."""

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="logotipos")
    version = models.PositiveSmallIntegerField()
    imagen = models.BinaryField()  # WebP, as logotipo.preparar makes it
    huella = models.CharField(max_length=64)
    publicado_en = models.DateTimeField()
    publicado_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "version"], name="logotipo_unico")
        ]

    def __str__(self) -> str:
        return f"{self.proceso_id} v{self.version}"


class Custodio(models.Model):
    """A person who keeps half of what recovers the keys. `llave`: age public key."""

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="custodios")
    orden = models.PositiveSmallIntegerField()
    nombre = models.CharField(max_length=150)
    llave = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceso", "orden"], name="custodio_orden"),
            # Two files for one key would let one person recover alone.
            models.UniqueConstraint(fields=["proceso", "llave"], name="custodio_llave"),
            models.CheckConstraint(
                name="custodio_de_tres", condition=Q(orden__range=(1, CUSTODIOS))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso_id} {self.orden}"


class EntregaDeCustodia(models.Model):
    """A recovery file was made and handed over: its SHA-256, never the file. Append-only."""

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="entregas")
    par = models.CharField(max_length=3)
    huella = models.CharField(max_length=64)
    custodios = models.CharField(max_length=64)  # SHA-256 of the three keys it was made for
    momento = models.DateTimeField()
    entregado_por = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.proceso_id} {self.par}"


class Ensayo(models.Model):
    """A rehearsal under way or passed. Its packages hold a random test, never a real key."""

    proceso = models.ForeignKey(Proceso, on_delete=models.PROTECT, related_name="ensayos")
    prueba = models.CharField(max_length=12)
    paquetes = models.JSONField()  # name of the file → armored age text
    sal = models.BinaryField()
    huella = models.BinaryField()
    intentos = models.PositiveSmallIntegerField(default=0)
    creado_en = models.DateTimeField()
    superado_en = models.DateTimeField(null=True)
    vigente = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ensayo_prueba_conocida", condition=Q(prueba__in=[p.value for p in Prueba])
            ),
            models.UniqueConstraint(
                fields=["proceso", "prueba"],
                condition=Q(vigente=True),
                name="ensayo_vigente_unico",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proceso_id} {self.prueba}"
