"""Accounts, their processes, their failed attempts, and the officials' sessions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from rubrica.core.autenticacion import CORREO
from rubrica.cuentas import rules


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


class Asignacion(models.Model):
    """A process in which an account acts. `proceso` is its Id: that table is another context's."""

    cuenta = models.ForeignKey(Cuenta, on_delete=models.CASCADE, related_name="asignaciones")
    proceso = models.CharField(max_length=8)

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


class CodigoDeEntrada(models.Model):
    """A code by e-mail to enter once. Keyed hashes of it and of the browser that asked for it."""

    cuenta = models.ForeignKey(Cuenta, on_delete=models.CASCADE, related_name="codigos_de_entrada")
    navegador = models.BinaryField(max_length=32, unique=True)
    huella = models.BinaryField(max_length=32)
    creado_en = models.DateTimeField()
    vence_en = models.DateTimeField()
    intentos = models.PositiveSmallIntegerField(default=0)
    usado_en = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["cuenta", "-creado_en"], name="codigo_de_entrada_de_cuenta")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(intentos__lte=rules.CODIGO_DE_ENTRADA_INTENTOS),
                name="codigo_de_entrada_intentos",
            ),
            models.CheckConstraint(
                condition=models.Q(vence_en__gt=models.F("creado_en")),
                name="codigo_de_entrada_vence",
            ),
        ]

    def __str__(self) -> str:
        return f"código de entrada de {self.cuenta_id}"


class SegundoFactor(models.Model):
    """The authenticator app of an official. A row is there only once its first code was right."""

    cuenta = models.OneToOneField(Cuenta, on_delete=models.CASCADE, primary_key=True)
    secreto = models.BinaryField()  # sealed: see segundo_factor.py
    ultimo_paso = models.BigIntegerField()  # no code of this step or before opens again
    confirmado_en = models.DateTimeField()

    def __str__(self) -> str:
        return f"segundo factor de {self.cuenta_id}"


class LlaveDeAcceso(models.Model):
    """A passkey of an official (WebAuthn): only its public half, and how often it signed.

    publica: the attested credential data, as the authenticator gave them at its registration.
    """

    cuenta = models.ForeignKey(Cuenta, on_delete=models.CASCADE, related_name="llaves_de_acceso")
    nombre = models.CharField(max_length=60)
    credencial = models.BinaryField(unique=True)
    publica = models.BinaryField()
    contador = models.PositiveBigIntegerField()
    registrada_en = models.DateTimeField()
    usada_en = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cuenta", "nombre"], name="llave_de_acceso_con_nombre"),
            models.CheckConstraint(condition=~models.Q(nombre=""), name="llave_de_acceso_nombrada"),
        ]

    def __str__(self) -> str:
        return f"llave de acceso de {self.cuenta_id}"


class CodigoDeRecuperacion(models.Model):
    """A code for who is left without the app: a keyed hash, deleted when it is used."""

    cuenta = models.ForeignKey(Cuenta, on_delete=models.CASCADE, related_name="+")
    resumen = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cuenta", "resumen"], name="recuperacion_unica")
        ]

    def __str__(self) -> str:
        return f"código de {self.cuenta_id}"


class SesionOficial(AbstractBaseSession):
    """An official's session: in a table that the service on the internet cannot read."""

    cuenta = models.ForeignKey(
        Cuenta, null=True, on_delete=models.CASCADE, related_name="sesiones_oficiales"
    )

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        from rubrica.cuentas.sesion_oficial import SessionStore

        return SessionStore
