"""Accounts, their processes, their failed attempts, and the officials' sessions."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from rubrica.core.autenticacion import CORREO
from rubrica.cuentas import rules
from rubrica.cuentas.models_cambios import CambioDeAcceso, Restablecimiento
from rubrica.cuentas.models_comprobacion import Comprobacion
from rubrica.cuentas.vida import EN_TRAMITE, ETAPAS, Etapa

__all__ = [
    "CambioDeAcceso",
    "Comprobacion",
    "Restablecimiento",
]  # their tables stand in files of their own


class ManejoDeCuentas(BaseUserManager["Cuenta"]):
    """Finds and makes accounts; an e-mail is one person however it is capitalised."""

    def get_by_natural_key(self, username: str | None) -> Cuenta:
        return self.get(correo=(username or "").strip().lower())

    def create_user(self, correo: str, password: str | None = None, **datos: Any) -> Cuenta:
        """Make an account; without password it cannot sign in with one."""
        cuenta = self.model(correo=correo.strip().lower(), **datos)
        cuenta.set_password(password)
        cuenta.save(using=self._db)
        return cuenta


class Cuenta(AbstractBaseUser):
    """One person who signs in. Inactive or expired, it opens nothing, open sessions included."""

    correo = models.EmailField("correo electrónico", unique=True)
    nombre = models.CharField("nombre completo", max_length=150)
    rol = models.CharField(max_length=24)
    autoridad = models.CharField(max_length=24, blank=True)
    activa = models.BooleanField(default=True)
    etapa = models.CharField(max_length=16, blank=True, default=Etapa.FUNDADA.value)
    vigente_hasta = models.DateTimeField("vigente hasta", null=True, blank=True)
    # How a promovente proves to be who was registered (ET 1.2); officials have their own door.
    autenticacion = models.CharField("tipo de autenticación", max_length=16, default=CORREO)

    USERNAME_FIELD = "correo"
    EMAIL_FIELD = "correo"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nombre", "rol"]
    objects: ClassVar[ManejoDeCuentas] = ManejoDeCuentas()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cuenta_rol_conocido", condition=models.Q(rol__in=[r.value for r in rules.Rol])
            ),
            models.CheckConstraint(
                name="cuenta_correo_en_minusculas", condition=models.Q(correo=Lower("correo"))
            ),
            # Only a promovente answers to no authority: officials act for one (ET 9.1).
            models.CheckConstraint(
                name="cuenta_autoridad_de_oficiales",
                condition=models.Q(rol=rules.Rol.PROMOVENTE.value) | ~models.Q(autoridad=""),
            ),
            models.CheckConstraint(
                name="cuenta_etapa_conocida",
                condition=models.Q(etapa__in=[e.value for e in Etapa]),
            ),
            # Who came by oficio is active from the approval of the Declaración, not before (9.3).
            models.CheckConstraint(
                name="cuenta_activa_en_su_etapa",
                condition=models.Q(etapa=Etapa.FUNDADA.value)
                | models.Q(etapa=Etapa.ACTIVA.value, activa=True)
                | ~models.Q(etapa=Etapa.ACTIVA.value) & models.Q(activa=False),
            ),
            models.UniqueConstraint(
                Lower("nombre"),
                "autoridad",
                name="cuenta_una_por_funcionario",  # ET 9.1
                condition=~models.Q(etapa__in=[Etapa.FUNDADA.value, Etapa.REVOCADA.value]),
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.activa

    def get_session_auth_hash(self) -> str:
        """Return what open sessions are held to: another password, e-mail or way ends them."""
        partes = f"{self.password}|{self.correo}|{self.autenticacion}"
        return salted_hmac("rubrica.cuentas.sesion", partes, algorithm="sha256").hexdigest()

    @property
    def rol_(self) -> rules.Rol:
        return rules.Rol(self.rol)

    @property
    def papel(self) -> str:
        """The role in the words that people read."""
        return rules.roles()[self.rol_].etiqueta

    @property
    def etapa_(self) -> Etapa:
        return Etapa(self.etapa)

    @property
    def donde_va(self) -> str:
        """The stage in the words that people read."""
        return ETAPAS[self.etapa_]

    @property
    def en_tramite(self) -> bool:
        """Whether it may sign in only to see to its Declaración."""
        return self.etapa in EN_TRAMITE


class Asignacion(models.Model):
    """A process in which an account acts. `proceso` is its Id: that table is another context's.

    cierra_en: from then on it opens nothing (ET 13.8); None while nobody has said when.
    """

    cuenta = models.ForeignKey(Cuenta, on_delete=models.CASCADE, related_name="asignaciones")
    proceso = models.CharField(max_length=8)
    cierra_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cuenta", "proceso"], name="asignacion_unica")
        ]

    def __str__(self) -> str:
        return f"{self.cuenta_id} en {self.proceso}"


class Intento(models.Model):
    """A failed attempt to sign in; `quien` is a keyed hash of the account or of the address."""

    quien = models.BinaryField()
    momento = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["quien", "momento"], name="intento_quien_momento")]

    def __str__(self) -> str:
        return f"{self.momento:%Y-%m-%d %H:%M:%S}"


class Identidad(models.Model):
    """Who an account is to its OpenID provider, since the first time that it entered by it.

    sujeto: the `sub` of its tokens, which is of one person and never given to another.
    """

    cuenta = models.ForeignKey(Cuenta, on_delete=models.CASCADE, related_name="identidades")
    proveedor = models.CharField(max_length=16)
    sujeto = models.CharField(max_length=255)
    vinculada_en = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proveedor", "sujeto"], name="identidad_de_una_cuenta"),
            models.UniqueConstraint(fields=["cuenta", "proveedor"], name="cuenta_de_una_identidad"),
            models.CheckConstraint(condition=~models.Q(sujeto=""), name="identidad_con_sujeto"),
        ]

    def __str__(self) -> str:
        return f"{self.cuenta_id} en {self.proveedor}"


class SesionOficial(AbstractBaseSession):
    """An official's session: in a table that the service on the internet cannot read."""

    cuenta = models.ForeignKey(
        Cuenta, null=True, on_delete=models.CASCADE, related_name="sesiones_oficiales"
    )
    # By what people name it: the key opens the session, so no page shows it.
    numero = models.UUIDField(null=True, db_index=True)
    abierta_en = models.DateTimeField(null=True)
    desde = models.CharField(max_length=60, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        from rubrica.cuentas.sesion_oficial import SessionStore

        return SessionStore


class Oficio(models.Model):
    """The paper by which an authority asks for accounts, through UTVOPL (ET 9.1)."""

    autoridad = models.CharField(max_length=24)
    numero = models.CharField("número de oficio", max_length=80)
    oficio_el = models.DateField()
    utvopl_numero = models.CharField("número con que lo turnó la UTVOPL", max_length=80)
    utvopl_el = models.DateField()
    registrado_en = models.DateTimeField()
    registrado_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["autoridad", "numero"], name="oficio_unico"),
            models.CheckConstraint(
                name="oficio_turnado_despues",
                condition=models.Q(utvopl_el__gte=models.F("oficio_el")),
            ),
            models.CheckConstraint(
                name="oficio_completo",
                condition=~models.Q(autoridad="")
                & ~models.Q(numero="")
                & ~models.Q(utvopl_numero=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} de {self.autoridad}"


class Solicitud(models.Model):
    """What one oficio says of one official (ET 9.2). Never changed: another oficio, another row."""

    oficio = models.ForeignKey(Oficio, on_delete=models.PROTECT, related_name="solicitudes")
    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="solicitudes")
    cargo = models.CharField(max_length=150)
    telefono = models.CharField("teléfono", max_length=20)
    rol = models.CharField(max_length=24)
    vigente_hasta = models.DateTimeField()
    registrada_en = models.DateTimeField()
    registrada_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["oficio", "cuenta"], name="solicitud_unica"),
            models.CheckConstraint(
                name="solicitud_vigente",
                condition=models.Q(vigente_hasta__gt=models.F("registrada_en")),
            ),
            models.CheckConstraint(
                name="solicitud_de_oficial",
                condition=models.Q(
                    rol__in=[r.value for r in rules.Rol if r is not rules.Rol.PROMOVENTE]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.oficio_id} para {self.cuenta_id}"

    @property
    def papel(self) -> str:
        """The role in the words that people read."""
        return rules.roles()[rules.Rol(self.rol)].etiqueta


class Enlace(models.Model):
    """A link that lets its holder set a password, once (ET 9.3). `resumen`: SHA-256 of the token.

    `clave`: where a new password passes on its way to the account, by a trigger; never kept here.
    """

    cuenta = models.ForeignKey(Cuenta, on_delete=models.CASCADE, related_name="+")
    resumen = models.BinaryField(unique=True)
    emitido_en = models.DateTimeField()
    vence_en = models.DateTimeField()
    usado_en = models.DateTimeField(null=True)
    sustituido_en = models.DateTimeField(null=True)
    clave = models.CharField(max_length=128, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cuenta"],
                name="enlace_uno_vivo",
                condition=models.Q(usado_en=None, sustituido_en=None),
            ),
            models.CheckConstraint(
                name="enlace_usado_o_sustituido",
                condition=models.Q(usado_en=None) | models.Q(sustituido_en=None),
            ),
        ]

    def __str__(self) -> str:
        return f"enlace de {self.cuenta_id}"


class Revision(models.TextChoices):
    """What the DERFE said of a signed Declaración."""

    PENDIENTE = "PENDIENTE", "Por revisar"
    APROBADA = "APROBADA", "Aprobada"
    DEVUELTA = "DEVUELTA", "Devuelta"


class Declaracion(models.Model):
    """A signed Declaración de Confidencialidad, as it was scanned (ET 9.3): sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="declaraciones")
    sellada = models.BinaryField()
    tipo = models.CharField(max_length=32)
    bytes = models.PositiveIntegerField()
    subida_en = models.DateTimeField()
    revision = models.CharField(
        max_length=12, choices=Revision.choices, default=Revision.PENDIENTE.value
    )
    revisada_en = models.DateTimeField(null=True)
    revisada_por = models.BigIntegerField(null=True)
    motivo = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cuenta"],
                name="declaracion_una_por_revisar",
                condition=models.Q(revision=Revision.PENDIENTE.value),
            ),
            models.CheckConstraint(
                name="declaracion_revisada",
                condition=models.Q(
                    revision=Revision.PENDIENTE.value,
                    revisada_en=None,
                    revisada_por=None,
                    motivo="",
                )
                | models.Q(
                    revision=Revision.APROBADA.value,
                    revisada_en__isnull=False,
                    revisada_por__isnull=False,
                    motivo="",
                )
                | models.Q(
                    revision=Revision.DEVUELTA.value,
                    revisada_en__isnull=False,
                    revisada_por__isnull=False,
                )
                & ~models.Q(motivo=""),
            ),
            models.CheckConstraint(
                name="declaracion_la_revisa_otra_persona",
                condition=models.Q(revisada_por=None)
                | ~models.Q(revisada_por=models.F("cuenta_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} de {self.cuenta_id}"


class Revocacion(models.Model):
    """Why an account was taken away, by whom and when. Its words stay out of the bitácora."""

    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="revocaciones")
    motivo = models.CharField(max_length=500)
    revocada_en = models.DateTimeField()
    revocada_por = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="revocacion_con_motivo", condition=~models.Q(motivo=""))
        ]

    def __str__(self) -> str:
        return f"revocación de {self.cuenta_id}"
