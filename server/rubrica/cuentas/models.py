"""Accounts, their processes, their failed attempts, and the officials' sessions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

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


class SegundoFactor(models.Model):
    """The authenticator app of an official. A row is there only once its first code was right."""

    cuenta = models.OneToOneField(Cuenta, on_delete=models.CASCADE, primary_key=True)
    secreto = models.BinaryField()  # sealed: see segundo_factor.py
    ultimo_paso = models.BigIntegerField()  # no code of this step or before opens again
    confirmado_en = models.DateTimeField()

    def __str__(self) -> str:
        return f"segundo factor de {self.cuenta_id}"


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
