"""Django's settings for the registry.  What an office sets stands in the environment; everything else is here.

NASAB_HOME            the folder of the registry (default: ./nasab-registry): database, keys, photographs
NASAB_DATABASE        postgresql://user:password@host/name, for a registry that offices share (or …_FILE)
NASAB_KEYS            the key ring's file (default: keys.json in the folder)
NASAB_SECRET          signs sessions (or …_FILE; default: a file in the folder, made at first)
NASAB_HOSTS           names under which it is reached, with commas between (default: loopback only)
NASAB_HTTPS           yes when it stands behind TLS: cookies are then sent over TLS only
NASAB_OFFICE          the office's name, shown on every page
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from nasab.web.environment import Environment
from nasab.web.secret import secret_in

_here = Environment.here()

NASAB_HOME = _here.folder("NASAB_HOME", Path("nasab-registry"))
NASAB_KEYS = _here.folder("NASAB_KEYS", NASAB_HOME / "keys.json")
NASAB_OFFICE = _here.text("NASAB_OFFICE")
NASAB_HTTPS = _here.truth("NASAB_HTTPS")
NASAB_TRAINING = _here.truth("NASAB_TRAINING")
# Only for a demonstration on this machine: `nasab check --deploy` refuses anything else.
NASAB_SECOND_FACTOR = _here.truth("NASAB_SECOND_FACTOR", default=True)

SECRET_KEY = _here.secret("NASAB_SECRET") or secret_in(NASAB_HOME)
DEBUG = False
ALLOWED_HOSTS = [
    host.strip() for host in _here.text("NASAB_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host.strip()
]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if NASAB_HTTPS else []

INSTALLED_APPS = [
    # First, so that their templates stand before those of other packages.
    "nasab.web",
    "nasab.web.files",
    "nasab.web.accounts",
    "nasab.web.intake",
    "nasab.web.review",
    "nasab.web.figures",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "nasab.registry.sealing",
    "nasab.registry.audit",
    "nasab.registry.people",
    "nasab.registry.cases",
    "nasab.registry.candidates",
    "nasab.registry.review",
    "nasab.registry.intake",
    "nasab.registry.photographs",
    "nasab.registry.figures",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nasab.web.access.AccessMiddleware",
    "nasab.web.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "nasab.web.urls"
WSGI_APPLICATION = "nasab.web.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nasab.web.context.registry",
            ],
        },
    },
]

DATABASES = {"default": _here.database(NASAB_HOME)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}

# Who signs in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "nasab.web.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
PASSWORD_RESET_TIMEOUT = 24 * 3600  # a link by which a password is chosen
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/m/key,20/m/ip", "reauthenticate": "5/m/user"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "nasab"

# Sessions: 15 minutes idle, 8 hours in all (AccessMiddleware), gone when the browser closes.
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if NASAB_HTTPS else "session"
SESSION_COOKIE_SECURE = NASAB_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
NASAB_SESSION_IDLE = 15 * 60
NASAB_SESSION_LONGEST = 8 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if NASAB_HTTPS else "csrf"
CSRF_COOKIE_SECURE = NASAB_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"

# What a browser may do with a page
SECURE_SSL_REDIRECT = NASAB_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NASAB_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if NASAB_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = NASAB_HTTPS
SECURE_HSTS_PRELOAD = NASAB_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send `Origin: null` with every form, which Django rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic")), ("ru", _("Russian")), ("fr", _("French"))]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SECURE = NASAB_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = NASAB_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = NASAB_HOME / "never"  # nothing is served from files: photographs are sealed in the database
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nothing personal in a log: requests are logged by route and status only (nasab.web.logs).
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "CRITICAL"}, "django.security": {"level": "CRITICAL"}},
}
