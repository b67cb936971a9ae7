"""Settings, all from environment variables; docs/ajustes.md is the table that operators read."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Loaded here so that a MODELOS_EXTRA that cannot be read stops every service at its start.
from rubrica.core.credencial import modelos as _modelos
from rubrica.servicios import Servicio

# Small matrices on many threads cost four times the CPU: before numpy is loaded, one is asked for.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

REPO = Path(__file__).resolve().parents[2]
PAQUETE = Path(__file__).resolve().parent


def _env(nombre: str, defecto: str = "") -> str:
    return os.environ.get(nombre, defecto)


MODO = _env("MODO", "produccion")  # produccion | demo | prueba
if MODO not in {"produccion", "demo", "prueba"}:
    raise ImproperlyConfigured("MODO debe ser produccion, demo o prueba.")
DEMO = MODO == "demo"
PRUEBA = MODO == "prueba"
DEBUG = _env("DEBUG") == "1"
SERVICIO = Servicio(_env("SERVICIO"))
CLAVE_POR_OMISION = "clave-solo-para-pruebas"
SECRET_KEY = _env("SECRET_KEY", CLAVE_POR_OMISION)
KEYS_DIR = Path(_env("KEYS_DIR", str(REPO / ".var/llaves")))
MASTER_KEY_FILE = _env("MASTER_KEY_FILE")
ENVOLTURA = _env("ENVOLTURA", "rubrica.llaves.maestra.ArchivoMaestro")  # or a KMS adapter
APP_MINIMA = _env("APP_MINIMA")  # oldest version of the app that may still capture
MODELOS = _modelos.MODELOS
BLOBS_DIR = Path(_env("BLOBS_DIR", str(REPO / ".var/blobs")))
# Officials' second factor: obligatorio, or omitido where no real person has an account.
SEGUNDO_FACTOR = _env("SEGUNDO_FACTOR", "obligatorio" if MODO == "produccion" else "omitido")
if SEGUNDO_FACTOR not in {"obligatorio", "omitido"}:
    raise ImproperlyConfigured("SEGUNDO_FACTOR debe ser obligatorio u omitido.")
# Where an official's mailbox may be (ET 9.2); a domain to the letter, without its subdomains.
DOMINIOS_INSTITUCIONALES = frozenset(
    d.strip().lower()
    for d in _env(
        "DOMINIOS_INSTITUCIONALES",
        "ine.mx,ieepco.mx" if MODO == "produccion" else "derfe.test,opl.test,ejemplo.test",
    ).split(",")
    if d.strip()
)

_NECESITA_MAESTRA = SERVICIO in {Servicio.MESA, Servicio.WORKER, Servicio.TODOS}
if MODO == "produccion":
    if SECRET_KEY == CLAVE_POR_OMISION:
        raise ImproperlyConfigured("Falta SECRET_KEY: en producción no hay clave por omisión.")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG no se admite en producción.")
    if SEGUNDO_FACTOR != "obligatorio":
        raise ImproperlyConfigured("SEGUNDO_FACTOR=omitido no se admite en producción (ET 9.4).")
    if _NECESITA_MAESTRA and not MASTER_KEY_FILE:
        raise ImproperlyConfigured("Falta MASTER_KEY_FILE, el archivo de la llave maestra.")

ALLOWED_HOSTS = _env("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver").split(",")
URL_PUBLICA = _env("URL_PUBLICA", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [URL_PUBLICA]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
_TLS = URL_PUBLICA.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

_CONTEXTOS = (
    "bitacora", "avisos", "procesos", "cuentas", "mantenimiento", "padron", "auxiliares",
    "mi_apoyo", "registros", "recepcion", "senales", "verificacion", "cedulas", "excepcion", "mesa",
    "audiencia", "compulsa", "resultados", "eliminacion", "cifras", "portada", "ficticio",
    "launch",
)  # fmt: skip
# The two doors for people sign in with allauth, each with its half: second factors for officials,
# providers and codes by e-mail for promoventes.
ALLAUTH = {
    Servicio.PORTAL: ("allauth.account", "allauth.socialaccount"),
    Servicio.MESA: ("allauth.account", "allauth.mfa"),
    Servicio.TODOS: ("allauth.account", "allauth.socialaccount", "allauth.mfa"),
}.get(SERVICIO, ())
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *ALLAUTH,
    *(f"rubrica.{c}" for c in _CONTEXTOS if (PAQUETE / c / "apps.py").exists()),
]
# The door is measured in milliseconds: recepción runs without sessions, forms or messages.
MIDDLEWARE = (
    []
    if SERVICIO is Servicio.RECEPCION
    else [
        "rubrica.portada.middleware.SecurityHeaders",
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "rubrica.portada.middleware.BodyLimit",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        *(["allauth.account.middleware.AccountMiddleware"] if ALLAUTH else []),
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
)
ROOT_URLCONF = "rubrica.urls"
WSGI_APPLICATION = "rubrica.wsgi.application"
APPEND_SLASH = True

_base = urlsplit(_env("DATABASE_URL", "postgresql://rubrica@127.0.0.1:5432/rubrica"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _base.hostname or "",
        "PORT": _base.port or "",
        "NAME": unquote(_base.path.lstrip("/")),
        "USER": unquote(_base.username or ""),
        "PASSWORD": unquote(_base.password or ""),
        "CONN_MAX_AGE": None if SERVICIO is not Servicio.TODOS else 0,
        "CONN_HEALTH_CHECKS": True,
        # The door repeats two statements: PostgreSQL plans them once for each connection.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1}
        if SERVICIO is Servicio.RECEPCION
        else {},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if (PAQUETE / "cuentas/models.py").exists():
    AUTH_USER_MODEL = "cuentas.Cuenta"
    AUTHENTICATION_BACKENDS = ["rubrica.cuentas.acceso.Backend"]
# The two doors for people keep their sessions apart: what faces the internet cannot open an
# official's session.
OFICIAL = SERVICIO is Servicio.MESA
if OFICIAL:
    SESSION_ENGINE = "rubrica.cuentas.sesion_oficial"
    SESSION_COOKIE_AGE = 10 * 3600  # a working day
SESSION_SERIALIZER = "rubrica.cuentas.sellado_de_sesion.Sellado"
SESSION_COOKIE_NAME = "oficial" if OFICIAL else "sesion"
CSRF_COOKIE_NAME = "oficial_csrf" if OFICIAL else "csrf"
CSRF_FAILURE_VIEW = "rubrica.portada.views.error_csrf"
LOGIN_URL = "/oficial/entrar/" if OFICIAL else "/entrar/"
LOGIN_REDIRECT_URL = "/mesa/" if OFICIAL else "/"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if PRUEBA
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
# A promovente enters by a code or by a provider. A password, only where nobody real has an account.
CLAVE_EN_PORTAL = MODO != "produccion"
ACCOUNT_ADAPTER = "rubrica.cuentas.adaptador.Adaptador"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "correo"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: that signing in has a password
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE, no more
ACCOUNT_LOGIN_TIMEOUT = 600  # seconds between the password and the code; enrolling takes minutes
ACCOUNT_LOGIN_BY_CODE_ENABLED = not OFICIAL
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# Counted in cuentas/intentos.py: allauth would in the memory of each process.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
MFA_ADAPTER = "rubrica.cuentas.adaptador_de_factores.AdaptadorDeFactores"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Rúbrica"
MFA_TOTP_TOLERANCE = 1  # steps before and after: a phone's clock is seldom exact
MFA_RECOVERY_CODE_COUNT, MFA_RECOVERY_CODE_DIGITS = 10, 16
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_REAUTHENTICATION_REQUIRED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # mailboxes are of the oficio, not of allauth's table
SOCIALACCOUNT_ADAPTER = "rubrica.cuentas.views_portal.Recibidor"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds
SOCIALACCOUNT_UID_MAX_LENGTH = 191  # of a table that stays empty: subjects live in cuentas
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rubrica.portada.context.pagina",
            ]
        },
    }
]
STATIC_URL = "/estatico/"
STATICFILES_DIRS = [PAQUETE / "static"]
STATIC_ROOT = _env("STATIC_ROOT") or None  # production: collectstatic leaves the files there
WHITENOISE_USE_FINDERS = MODO != "produccion"
WHITENOISE_AUTOREFRESH = PRUEBA
APP_DIST = Path(_env("APP_DIST", str(REPO / "pwa/dist")))
AUDIOS_DIR = Path(_env("AUDIOS_DIR", str(REPO / ".var/audios")))
MANUALES = REPO / "docs/manuales"
IMAGENES_DE_MANUALES = REPO / "docs/img"
# Whom people call (ET 12.2); what is empty is as in the Convenio: core/catalogos/soporte.json.
SOPORTE = {dato: _env(f"SOPORTE_{dato.upper()}") for dato in ("nombre", "telefono", "horario")}

LANGUAGE_CODE = "es-mx"
USE_I18N = USE_TZ = True
TIME_ZONE = "America/Mexico_City"

# SMTP_URL: smtp://user:password@host:port
_smtp = urlsplit(_env("SMTP_URL", "smtp://127.0.0.1:2525"))
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "", _smtp.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
EMAIL_TIMEOUT = 20
# Who may sign an acta with a certificate: a folder with the authorities that are trusted (ET 11.5).
ANCLAS_DE_FIRMA = _env("ANCLAS_DE_FIRMA")
REBOTES = _env("REBOTES")  # a Maildir where returned messages come; empty: none is read
DEFAULT_FROM_EMAIL = _env("CORREO_REMITENTE", "Rúbrica <avisos@rubrica.test>")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What somebody uploads is in memory until it is sealed, never in clear on a disk (ET 6.5, 13.9).
# The most that a page takes with its form: of the portal, a paper of an auxiliar; of officials, the
# acta of a long hearing, signed and scanned. portada's BodyLimit turns away what is more.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = (8 if SERVICIO is Servicio.PORTAL else 64) * 1024 * 1024

# No request line, SQL or exception value is logged: they may carry a citizen's data (ET 14.1).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linea": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"salida": {"class": "logging.StreamHandler", "formatter": "linea"}},
    "root": {"handlers": ["salida"], "level": _env("NIVEL_DE_BITACORA", "WARNING")},
}
