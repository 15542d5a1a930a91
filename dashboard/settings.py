"""Every setting comes from the environment; docs/operating.md explains each."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from dashboard.sign_on.wanted import wanted

BASE_DIR = Path(__file__).resolve().parent.parent
SCHEMES = ("sqlite:///", "postgres://", "postgresql://")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def _text(name: str, default: str = "") -> str:
    """What a variable says; an empty one says nothing."""
    return os.environ.get(name, "").strip() or default


def _words(name: str, default: str = "") -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in _text(name, default).split(",") if word.strip()]


def _flag(name: str) -> bool:
    """Whether a variable says yes. Nothing said is no, and a slip of the pen is neither."""
    said = _text(name, "false")
    if said.lower() in ("true", "yes", "on", "1"):
        return True
    if said.lower() in ("false", "no", "off", "0"):
        return False
    raise ImproperlyConfigured(f"{name}={said} is neither true nor false")


def _time_zone() -> str:
    name = _text("TIME_ZONE", "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"TIME_ZONE={name} is not a time zone known here; Europe/London is one"
        ) from error
    return name


def _log_level() -> str:
    level = _text("LOG_LEVEL", "INFO").upper()
    if level not in LOG_LEVELS:
        raise ImproperlyConfigured(f"LOG_LEVEL={level} is none of {', '.join(LOG_LEVELS)}")
    return level


def _made(folder: Path) -> Path:
    """The data folder, made for its owner alone if it is missing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR={folder} cannot be made: {error.strerror}") from error
    return folder


def _secret_key(folder: Path) -> str:
    """The key kept in the data folder, made there once if it is missing.

    It appears whole or not at all, so that several processes may start at the same time.
    """
    file = folder / "secret_key"
    try:
        if not file.exists():
            with NamedTemporaryFile("w", dir=_made(folder)) as new, suppress(FileExistsError):
                new.write(token_urlsafe(50))
                new.flush()
                os.link(new.name, file)
        return file.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR={folder} cannot keep the secret key: {error}"
        ) from error


def _database(folder: Path) -> dict[str, Any]:
    """Where rows are kept. The address may hold a password, so that no message repeats it."""
    url = _text("DATABASE_URL") or f"sqlite:///{quote(str(_made(folder)))}/upstanding.sqlite3"
    if not url.startswith(SCHEMES):
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://")
    try:
        return dict(environ.Env.db_url_config(url))
    except ValueError as error:
        raise ImproperlyConfigured("DATABASE_URL is not an address of a database") from error


DATA_DIR = Path(_text("DATA_DIR", str(BASE_DIR / "data"))).resolve()
CRITERIA_DIR = Path(_text("CRITERIA_DIR", str(BASE_DIR / "criteria"))).resolve()
ORGANISATION = _text("ORGANISATION")
PROPOSE_URL = _text("PROPOSE_URL")
LOGIN_REQUIRED = _flag("LOGIN_REQUIRED")
DEBUG = _flag("DEBUG")
SECRET_KEY = _text("SECRET_KEY") or _secret_key(DATA_DIR)
ALLOWED_HOSTS = _words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS")
HTTPS = _flag("HTTPS")
BEHIND_PROXY = _flag("BEHIND_PROXY")
TIME_ZONE = _time_zone()
LOG_LEVEL = _log_level()
SIGN_ON = wanted(
    url=_text("OIDC_URL"),
    client_id=_text("OIDC_CLIENT_ID"),
    client_secret=_text("OIDC_CLIENT_SECRET"),
    name=_text("OIDC_NAME"),
    origins=_words("OIDC_ORIGINS"),
    is_public=HTTPS,
)

INSTALLED_APPS = [
    "dashboard",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
if SIGN_ON:
    INSTALLED_APPS.append("allauth.socialaccount")
MIDDLEWARE = [
    "dashboard.http.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dashboard.access.LogIn",
    "dashboard.http.DatabaseFaults",
]
ROOT_URLCONF = "dashboard.urls"
WSGI_APPLICATION = "dashboard.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboard.http.site",
            ],
        },
    }
]

DATABASES = {"default": _database(DATA_DIR)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "dashboard.access.ClosedAccounts"
ACCOUNT_RATE_LIMITS = {"sign_on": "60/m/ip"}  # nothing is guessed there; it bounds what it costs
SOCIALACCOUNT_ADAPTER = "dashboard.sign_on.provider.ClosedSignUp"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "dashboard.static_files.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "dashboard.static_files.PackedStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *(SIGN_ON.origins if SIGN_ON else ())],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # other hosts are not ours to bind
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # failed log-ins count for the caller, not for the proxy

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DJANGO_TABLES2_TEMPLATE = "_components/table.html"

TOO_LARGE = ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "dashboard.http.JsonLines"}},
    "filters": {"too large": {"()": "dashboard.http.TooLarge"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "propagate": False},
        **{f"django.security.{name}": {"filters": ["too large"]} for name in TOO_LARGE},
    },
}
