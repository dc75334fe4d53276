"""Django's settings, all of them derived from config.addresses."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from presszero.config.addresses import django_database, from_environment

PRESSZERO = from_environment()
_SRC = Path(__file__).resolve().parents[1]

SECRET_KEY = PRESSZERO.secret_key
DEBUG = False
_OWN_HOST = urlsplit(PRESSZERO.public_url).hostname or "localhost"
ALLOWED_HOSTS = sorted({_OWN_HOST, "127.0.0.1", "localhost", "[::1]"})
IS_SECURE = PRESSZERO.public_url.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "ninja",
    "presszero.ui",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "presszero.ground",
    "presszero.organisation",
    "presszero.customers",
    "presszero.reading",
    "presszero.cases",
    "presszero.lines",
    "presszero.inbox",
    "presszero.replies",
    "presszero.rules",
    "presszero.flows",
    "presszero.channels.email",
    "presszero.channels.chat",
    "presszero.desk",
    "presszero.office",
    "presszero.publicsite",
    "presszero.api",
    *(["presszero.demo"] if PRESSZERO.purpose != "production" else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "presszero.ui.away.AwayMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "presszero.ui.languages.WorkerLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "presszero.ui.default_deny.DefaultDenyMiddleware",
    "presszero.ui.sentences.SentenceMiddleware",
]

ROOT_URLCONF = "presszero.config.urls"
WSGI_APPLICATION = "presszero.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "presszero.desk.frame.frame",
                "presszero.publicsite.site.site",
            ],
            "libraries": {"i18n": "presszero.ui.templatetags.kept_words"},
        },
    }
]

_database = django_database(PRESSZERO.database_url or "postgresql:///presszero")
# A pool that tried in vain for long waits for minutes before it tries again: it gives up early and is asked anew.
_pool = {"min_size": 1, "max_size": 12, "timeout": 10, "reconnect_timeout": 1.0}
_database["OPTIONS"] = {**_database["OPTIONS"], "pool": _pool}
# A connection from before a restart of the server must fail nobody's page.
_database["CONN_HEALTH_CHECKS"] = True
_database["CONN_MAX_AGE"] = 0  # the pool keeps connections; Django must not
DATABASES = {"default": _database}

AUTH_USER_MODEL = "organisation.Worker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "presszero.desk.accounts.InvitedOnly"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# The address is proved already: who was invited has the letter, or the colleague's word.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "presszero.desk.accounts.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock is seldom right to the second
SOCIALACCOUNT_ADAPTER = "presszero.desk.accounts.OnlyColleagues"
# A link, not a form: browsers hold a form to our own addresses, and the provider's are not ours.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [PRESSZERO.single_sign_on.provider()] if PRESSZERO.single_sign_on else [],
        "OAUTH_PKCE_ENABLED": True,
    }
}
# Tries and used codes are counted here, for every front process on every host.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_tries",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/desk/"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "presszero_session"
CSRF_COOKIE_NAME = "presszero_csrf"
# Behind a web server that ends TLS our own forms come from https, and the request here is plain http.
CSRF_TRUSTED_ORIGINS = [PRESSZERO.public_url]
CSRF_FAILURE_VIEW = "presszero.ui.sentences.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
# With no-referrer a browser sends "Origin: null" with our own forms, and they are refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [_SRC / "locale"]
LANGUAGE_COOKIE_NAME = "presszero_language"
LANGUAGE_COOKIE_AGE = 31_536_000  # a reader chooses once
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_SECURE
FORMAT_MODULE_PATH = None

STATIC_URL = "/static/"
STATIC_ROOT = PRESSZERO.home / "static"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING_CONFIG = None
MIGRATION_MODULES: dict[str, str] = {}
PROCRASTINATE_ON_APP_READY = "presszero.wiring.load_jobs"
SILENCED_SYSTEM_CHECKS: list[str] = []

FRONT_LIVE_AUTHORISE = "presszero.processes.listeners.who_listens"
FRONT_CHAT_AUTHORISE = "presszero.processes.listeners.who_chats"
FRONT_TRUSTED_PEERS = PRESSZERO.trusted_peers
FRONT_FILE_FOLDERS = (PRESSZERO.home / "files",)
