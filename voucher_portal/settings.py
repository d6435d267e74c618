"""All settings in one flat file: safe for development as it stands, refused by `check --deploy` where production needs more.

Every value that differs between places is read from the environment by a typed reader that fails loudly.
"""

import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

# --- the place -------------------------------------------------------------------------------------------------------
DEBUG = env.bool("PORTAL_DEBUG", default=False)
VAR = Path(env.str("PORTAL_VAR", default=str(ROOT / "var")))
SECRET_KEY_FILE = VAR / "secret_key"
SECRET_KEY_GIVEN = env.str("PORTAL_SECRET_KEY", default="")
SECRET_KEY = SECRET_KEY_GIVEN or (
    SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.exists() else secrets.token_urlsafe(50)
)
ALLOWED_HOSTS = env.list("PORTAL_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PORTAL_ORIGIN = env.str("PORTAL_ORIGIN", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.list("PORTAL_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("PORTAL_HTTPS", default=False)
GALLERY = env.bool("PORTAL_GALLERY", default=DEBUG)

# --- the apps, top to bottom as in docs/architecture.md ---------------------------------------------------------------
PORTAL_APPS = [
    "voucher_portal",
    "api",
    "desk",
    "risk",
    "contracts",
    "review",
    "funds",
    "matching",
    "applications",
    "labs",
    "institutions",
    "notifications",
    "papers",
    "workflow",
    "accounts",
    "policy",
]
INSTALLED_APPS = [
    *PORTAL_APPS,
    "voucher_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_fsm",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "rest_framework",
    "simple_history",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "voucher_portal.middleware.RefusalMiddleware",
    "voucher_portal.middleware.KeptWordsMiddleware",
]
ROOT_URLCONF = "voucher_portal.urls"
WSGI_APPLICATION = "voucher_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "voucher_portal.context.portal",
            ],
            "builtins": ["voucher_portal.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- data -------------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Deferred transactions end in "database is locked"; IMMEDIATE queues writers instead (docs/adr/0004).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
    # In memory all connections share one cache and its table locks; only a file shows what two people at once meet.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options",
        f"-c statement_timeout={env.int('PORTAL_STATEMENT_TIMEOUT_MS', default=30000)} -c lock_timeout=15000",
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits count in the cache: it must be one for all processes, on the embedded default a folder.
CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{VAR / 'cache'}")}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # Nobody is locked out because a cache is away: without Redis every question is a miss.
    CACHES["default"] |= {
        "BACKEND": "voucher_portal.cache.DispensableRedisCache",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 2},
    }
SESSION_ENGINE = (
    "django.contrib.sessions.backends.cached_db"
    if "CACHE_URL" in env.ENVIRON
    else ("django.contrib.sessions.backends.db")
)
MEDIA_ROOT = VAR / "uploads"
UPLOAD_MAX_BYTES = env.int("PORTAL_UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)
# At the desk: how long a file stays with whoever took it without a sign of life, and when a waiting file is overdue.
DESK_CLAIM_MINUTES = env.int("PORTAL_DESK_CLAIM_MINUTES", default=480)
DESK_DAYS = env.int("PORTAL_DESK_DAYS", default=20)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
# Public statistics withhold what fewer projects stand behind.
SMALLEST_FIGURE = env.int("PORTAL_SMALLEST_FIGURE", default=3)

# A folder with Chinese typefaces for papers; without it our own, else the system's (papers/typefaces.py).
PORTAL_FONTS = env.str("PORTAL_FONTS", default="")

# --- people -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.signup.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env.str("PORTAL_EMAIL_VERIFICATION", default="optional")
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "invite": "20/h/user",
    "objection": "5/h/ip",
    "voucher_check": "60/m/ip,1200/m/key",
    "contract_template": "20/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PORTAL_TRUSTED_PROXIES", default=0)
USERSESSIONS_TRACK_ACTIVITY = False
# Who decides on public money signs in with a second factor; the demonstration does without.
OFFICE_NEEDS_SECOND_FACTOR = env.bool("PORTAL_OFFICE_SECOND_FACTOR", default=HTTPS)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS

# --- browsers ---------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("PORTAL_BEHIND_PROXY", default=False) else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
CSRF_FAILURE_VIEW = "voucher_portal.errors.csrf_failure"

# --- words ------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- letters ----------------------------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="filemail://"))
EMAIL_FILE_PATH = str(VAR / "mail")
if "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "notifications.folder.FolderBackend"
DEFAULT_FROM_EMAIL = env.str("PORTAL_FROM_EMAIL", default="voucher-office@portal.example")
EMAIL_TIMEOUT = 15

# --- the courier ------------------------------------------------------------------------------------------------------
# The Event row is the queue of record; a lost broker message costs a sweep, never a notice (docs/adr/0005).
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str | float]
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "broker"),
        "data_folder_out": str(VAR / "broker"),
        "control_folder": str(VAR / "broker-control"),
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600,
        "max_retries": 0,
        "socket_connect_timeout": 0.5,
        "socket_timeout": 5,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "announce-what-the-broker-lost": {"task": "notifications.tasks.sweep", "schedule": 20.0},
    "deliver-mail": {"task": "notifications.tasks.deliver", "schedule": 30.0},
    "go-on-with-work-on-many-files": {"task": "desk.tasks.go_on", "schedule": 30.0},
    "issue-papers": {"task": "papers.tasks.issue", "schedule": 60.0},
    "remind-of-dates": {"task": "notifications.tasks.remind", "schedule": 3600.0},
    "compare-files": {"task": "risk.tasks.compare", "schedule": 600.0},
    "expire-needs": {"task": "matching.tasks.expire_due", "schedule": 3600.0},
    "expire-vouchers": {"task": "funds.tasks.expire_due", "schedule": 3600.0},
    "take-up-waiting-tables": {"task": "accounts.tasks.take_up_what_waits", "schedule": 30.0},
    "look-after-papers-to-read": {"task": "contracts.tasks.sweep", "schedule": 60.0},
    "forget-answered-requests": {"task": "api.tasks.forget_answers", "schedule": 86_400.0},
    "index-the-catalogue": {"task": "labs.tasks.reindex", "schedule": 86_400.0},
    "anchor-the-audit-chain": {"task": "workflow.tasks.anchor", "schedule": 86_400.0},
}

# --- libraries --------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "EXCEPTION_HANDLER": "api.errors.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "DEFAULT_THROTTLE_RATES": {
        "visitor": env.str("PORTAL_API_RATE_VISITOR", default="60/minute"),
        "caller": env.str("PORTAL_API_RATE_CALLER", default="600/minute"),
        "objection": env.str("PORTAL_API_RATE_OBJECTION", default="10/hour"),
    },
}
SPECTACULAR_SETTINGS = {
    "ENUM_NAME_OVERRIDES": {
        "MessageAudienceEnum": "applications.enums.Audience",
        "NeedAudienceEnum": "matching.enums.Audience",
    },
    "POSTPROCESSING_HOOKS": ["api.schema.name_enums"],
    "TITLE": "Innovation Voucher Portal API",
    "DESCRIPTION": (
        "The voucher lifecycle over the same services as the pages.\n\n"
        "* **Who calls**: `Authorization: Bearer cxq_…` with a token from `/api/tokens/`, or the browser's session.\n"
        "* **Money** is whole fen in requests (`amount_fen`); answers add the same in 元 as text.\n"
        "* **Steps**: `GET` asks what the rules would say now, `POST` takes the step.\n"
        "* **Refusals** are problem details (RFC 9457): 409 for the state, 403 for the role, 422 for rules and input.\n"
        "* **Retries**: send `Idempotency-Key` with a POST; sent again, nothing happens twice.\n"
        "* **Words** follow `Accept-Language` (zh-hans, en)."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
}
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True
SIMPLE_HISTORY_REVERT_DISABLED = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("PORTAL_LOG_LEVEL", default="INFO")},
}
