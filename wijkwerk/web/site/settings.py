"""How this installation runs: every choice has a safe default and one WIJKWERK_* variable (see environment.py)."""

import os
from datetime import timedelta
from pathlib import Path

from wijkwerk.web.site import environment

ROOT = Path(__file__).resolve().parents[3]
try:
    HERE = environment.read(os.environ, root=ROOT)
except environment.BadSetting as fault:
    raise SystemExit(str(fault)) from None

VAR = HERE.var
CONTENT = HERE.content
WIJKWERK_EXAMPLE = HERE.is_example
WIJKWERK_TILES = HERE.tiles

SECRET_KEY = HERE.secret_key
DEBUG = False
ALLOWED_HOSTS = list(HERE.hosts)

INSTALLED_APPS = [
    "wijkwerk.web.site.apps.SiteConfig",
    "wijkwerk.web.people",
    "wijkwerk.web.find",
    "wijkwerk.web.work",
    "wijkwerk.web.places",
    "wijkwerk.web.participate",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "wijkwerk.web.site.apps.StaticFiles",
    "axes",
    "csp",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
]

# Outermost first: what stands higher also sees the answers (and refusals) of everything below it.
MIDDLEWARE = [
    "wijkwerk.web.site.logs.OneLinePerRequest",
    "wijkwerk.web.site.headers.SafeHeaders",
    "csp.middleware.CSPMiddleware",
    "wijkwerk.web.site.middleware.ExampleStaysHere",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "wijkwerk.web.site.middleware.OnlyOurText",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wijkwerk.web.people.sessions.SessionTerms",
    "wijkwerk.web.people.own_language.OwnLanguage",
    "wijkwerk.web.site.middleware.PolicyGate",
    "wijkwerk.web.site.not_saved.NotSaved",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wijkwerk.web.site.urls"
WSGI_APPLICATION = "wijkwerk.web.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": HERE.database}
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["wijkwerk.web.site.form_token"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wijkwerk.web.site.context.shell",
            ],
        },
    },
]

# --- people ---

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "wijkwerk.web.people.sign_in.LoginOrMail",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/mijn/"
OTP_TOTP_ISSUER = "Wijkwerk"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(hours=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "wijkwerk.web.people.sign_in.unreadable_login"
AXES_CLIENT_IP_CALLABLE = "wijkwerk.web.site.limits.address_of"
AXES_LOCKOUT_CALLABLE = "wijkwerk.web.site.limits.locked_out"

# --- sessions, cookies, headers ---

SESSION_ENGINE = "wijkwerk.web.people.session_store"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser closes
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HERE.is_https
if HERE.is_https:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
CSRF_FAILURE_VIEW = "wijkwerk.web.site.refusals.form_from_elsewhere"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", *([HERE.tiles_origin] if HERE.tiles_origin else [])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

# --- mail and work in the background ---

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = HERE.mail_from
if HERE.mail:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = HERE.mail.host, HERE.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = HERE.mail.user, HERE.mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = HERE.mail.security == "starttls", HERE.mail.security == "tls"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
# Where people find this site, for mail that no request made.
WIJKWERK_ADDRESS = HERE.address
WIJKWERK_HAS_MAIL = HERE.mail is not None or HERE.is_example

# --- words and files ---

LANGUAGE_CODE = "nl"
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
    ("pl", "Polski"),
    ("uk", "Українська"),
]
LOCALE_PATHS = [ROOT / "wijkwerk" / "web" / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise looks here at its start, collected or not
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wijkwerk.web.site.storage.CollectedFiles"},
}

# A file is read only where the form of a page takes one, and written nowhere; what comes elsewhere is read past.
FILE_UPLOAD_HANDLERS = ["wijkwerk.web.site.uploads.WhereAsked"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "wijkwerk.web.site.logs.Lines"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["lines"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

# Who tells the home page what is going on; the shell itself knows no activity app.
WIJKWERK_HAPPENINGS = ["wijkwerk.web.work.service.happenings", "wijkwerk.web.places.service.happenings"]
