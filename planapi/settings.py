"""Settings of PlanAPI: one file, every difference between deployments from the environment (see README, Settings)."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
# What this installation makes for itself: the embedded database, its secret key, collected static files.
STATE_DIR = Path(env.str("PLANAPI_STATE_DIR", default=str(BASE_DIR / ".var")))

DEBUG = env.bool("DEBUG", default=False)
# Empty without DEBUG: Django signs nothing with an empty key, and planapi.wsgi refuses to start (planapi/serving.py).
SECRET_KEY = env.str("SECRET_KEY", default="") or (get_random_secret_key() if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "planapi.refusals.csrf_failure"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "plans",
    "importers",
]
MIDDLEWARE = [
    "planapi.request_id.RequestIdMiddleware",
    "planapi.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "planapi.cors.CorsMiddleware",
    "planapi.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "planapi.urls"
WSGI_APPLICATION = "planapi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# DATABASE_URL names a server of your own, PostgreSQL 15 or later. Without it the embedded one starts at the first query.
if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL"))}
    if not DATABASES["default"].get("ENGINE", "").endswith(".postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name (only PostgreSQL will do).")
else:
    DATABASES = {
        "default": {
            "ENGINE": "planapi.local_database",
            "NAME": "planapi",
            "DATA_DIR": STATE_DIR / "postgres",
            "DURABLE": env.bool("PLANAPI_DURABLE", default=True),
        }
    }
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
# The plans of frequent statements are kept by each connection. Not behind a pooler that hands out connections by transaction.
DATABASE_PREPARES = env.bool("DATABASE_PREPARES", default=True)
if DATABASE_PREPARES:
    DATABASES["default"]["OPTIONS"].setdefault("prepare_threshold", 2)
if env.int("DATABASE_POOL_SIZE", default=0):  # a pool per process instead of a lasting connection per thread
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE"), "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "plans" / "admin" / "locale"]  # the admin theme's own words, in Chinese
STATIC_URL = "/static/"
# With STATIC_COLLECTED=1 (the Docker image; run `manage.py collectstatic` first) files are served compressed and under
# names that may be cached for ever; without it straight from the packages, which needs no preparation.
STATIC_COLLECTED = env.bool("STATIC_COLLECTED", default=False)
STATIC_ROOT = STATE_DIR / "static" if STATIC_COLLECTED else None
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if STATIC_COLLECTED
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": {"BACKEND": STATIC_STORAGE}}

# Secure cookies are on unless DEBUG; `make run` turns them off, since it serves http://127.0.0.1.
SECURE_COOKIES = env.bool("SECURE_COOKIES", default=not DEBUG)
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
# Only behind a proxy that sets X-Forwarded-Proto and X-Forwarded-For itself.
TRUST_PROXY_HEADERS = env.bool("TRUST_PROXY_HEADERS", default=False)
if TRUST_PROXY_HEADERS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "planapi.request_id.RequestIdFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} [{request_id}] {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper()},
    "loggers": {"django": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO").upper(), "propagate": False}},
}

# Sizes, in bytes. A file above PLANAPI_MAX_SOURCE_BYTES is refused by the importer and by the upload form.
PLANAPI_MAX_SOURCE_BYTES = env.int("PLANAPI_MAX_SOURCE_BYTES", default=20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = env.int("DATA_UPLOAD_MAX_MEMORY_SIZE", default=5 * 1024 * 1024)
FILE_UPLOAD_MAX_MEMORY_SIZE = env.int("FILE_UPLOAD_MAX_MEMORY_SIZE", default=5 * 1024 * 1024)

# ---- API: edited by whoever works on plans/api ---------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["plans.api.rendering.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],  # what is written has parsers of its own
    "DEFAULT_AUTHENTICATION_CLASSES": ["plans.api.authentication.BearerToken", "plans.api.authentication.EditorSession"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PAGINATION_CLASS": "plans.api.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["plans.api.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "plans.api.schema.DescribedSchema",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "plans.api.negotiation.FormatNegotiation",
    "EXCEPTION_HANDLER": "plans.api.errors.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
}
# Seconds for which caches may use an answer unasked. 0: they keep it and ask each time, so that a correction shows at once.
PLANAPI_CACHE_SECONDS = env.int("PLANAPI_CACHE_SECONDS", default=0)
# Requests in a window of so many seconds, from one address and by one account; 0 is without limit (plans/api/ratelimit.py).
PLANAPI_RATE_LIMITS = {"anonymous": env.int("PLANAPI_RATE_ANONYMOUS", default=6000), "user": env.int("PLANAPI_RATE_USER", default=12000)}
PLANAPI_RATE_WINDOW = env.int("PLANAPI_RATE_WINDOW", default=60)
PLANAPI_PROXIES = env.int("PLANAPI_PROXIES", default=1) if TRUST_PROXY_HEADERS else 0
# Files of whole lists (CSV, JSON Lines, Excel, Parquet): how many a process makes at once, and how long one may take to send.
PLANAPI_EXPORTS_AT_ONCE = env.int("PLANAPI_EXPORTS_AT_ONCE", default=2)
PLANAPI_EXPORT_SECONDS = env.int("PLANAPI_EXPORT_SECONDS", default=900)
# Who publishes the OC4IDS packages. The prefix is given by the Open Contracting Partnership; the default is no registered one.
PLANAPI_OC4IDS_PREFIX = env.str("PLANAPI_OC4IDS_PREFIX", default="planapi")
PLANAPI_PUBLISHER_NAME = env.str("PLANAPI_PUBLISHER_NAME", default="PlanAPI")
PLANAPI_PUBLISHER_URI = env.str("PLANAPI_PUBLISHER_URI", default="")
PLANAPI_LICENSE_URI = env.str("PLANAPI_LICENSE_URI", default="")
SPECTACULAR_SETTINGS = {
    "TITLE": "PlanAPI",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "DESCRIPTION": "Chinese five-year plans and government work reports as structured data, for anyone to read. "
    "Guide: docs/api.md in the repository. Times are ISO 8601; what is not known is null; lists are paged by cursor; "
    "every refusal is an RFC 9457 problem.",
    "TAGS": [
        {"name": "root", "description": "Where everything is."},
        {"name": "documents", "description": "Plans and reports (文档): metadata, and each as a tree, as text, and as received."},
        {"name": "chapters", "description": "Chapters and the parts above them (章, 编)."},
        {"name": "sections", "description": "Sections at any depth (节)."},
        {"name": "paragraphs", "description": "Paragraphs, items, notices, preambles, titles and page furniture (段落)."},
        {"name": "targets", "description": "What documents commit to, in numbers, with the exact place of each (目标)."},
        {"name": "outcomes", "description": "What documents report as reached, in numbers, with the exact place of each (成效)."},
        {"name": "indicators", "description": "What is measured (指标): the registry, and each indicator through time and across regions."},
        {
            "name": "projects",
            "description": "What is to be built or carried out, by name, across documents (项目), and what each document says of it.",
        },
        {"name": "project-mentions", "description": "Every place where a document names a project, with its exact place (项目提及)."},
        {"name": "search", "description": "Every occurrence of some words, in all of these (检索)."},
        {"name": "references", "description": "Titles that documents cite in 《》 (引用)."},
        {"name": "regions", "description": "Administrative regions of GB/T 2260 (行政区)."},
        {"name": "sources", "description": "Files as they were received (原始文件)."},
        {"name": "diagnostics", "description": "What a reading was unsure of (疑问)."},
        {"name": "corrections", "description": "What people changed (更正)."},
        {"name": "changes", "description": "Every change of every record, for whoever keeps a copy in step (变更)."},
        {"name": "me", "description": "Who is asking, and what they may change (我)."},
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_PATCH": False,  # bodies have serializers of their own
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "plans.api.named.name_closed_lists",
        "plans.api.headers.describe_headers",
    ],
    "ENUM_NAME_OVERRIDES": {
        "RegionLevel": "plans.choices.RegionLevel",
        "DocumentType": "plans.choices.DocumentType",
        "ChapterKind": "plans.choices.ChapterKind",
        "ParagraphKind": "plans.choices.ParagraphKind",
        "NoiseReason": "plans.choices.NoiseReason",
        "Severity": "plans.choices.Severity",
        "DiagnosticState": "plans.choices.DiagnosticState",
        "CorrectionState": "plans.choices.CorrectionState",
        "CorrectionDecision": "plans.api.decisions.DECISIONS",
        "CorrectionOperation": "plans.choices.CorrectionOperation",
        "DiffOperation": "plans.api.differences.OPERATIONS",
        "ReviewState": "plans.choices.ReviewState",
        "Tense": "plans.choices.Tense",
        "Comparator": "plans.choices.Comparator",
        "Measure": "plans.choices.Measure",
        "Nature": "plans.choices.Nature",
        "Direction": "plans.choices.Direction",
        "UnitFamily": "plans.choices.UnitFamily",
        "IndicatorTheme": "plans.choices.IndicatorTheme",
        "OC4IDSStatus": "plans.api.oc4ids_serializers.STATUSES",
        "OC4IDSType": "plans.api.oc4ids_serializers.TYPES",
        "ProjectKind": "plans.choices.ProjectKind",
        "ProjectStage": "plans.choices.ProjectStage",
        "BlockKind": "plans.api.tree.BLOCK_KINDS",
        "CorrectedModel": "plans.api.filters.CORRECTED_MODELS",
        "ChangeOperation": "plans.choices.ChangeOperation",
        "ChangeCause": "plans.choices.ChangeCause",
        "ChangedList": "plans.api.change_filters.RESOURCES",
        "HitKind": "plans.api.search_filters.KIND_CHOICES",
        "MatchedPlace": "plans.api.search_serializers.MATCHED_CHOICES",
        "MarkedField": "plans.api.search_serializers.FIELD_CHOICES",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None, "docExpansion": "list", "tryItOutEnabled": True},
}
# Anyone's page may read the API. Pages of these origins may also write, with a token; cookies cross origins nowhere.
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]  # named origins: planapi/cors.py
CORS_ALLOW_HEADERS = ["accept", "authorization", "content-type", "if-match", "if-modified-since", "if-none-match", "x-request-id"]
CORS_EXPOSE_HEADERS = [
    "Content-Disposition", "Content-Location", "Deprecation", "ETag", "Last-Modified", "Link", "Location", "RateLimit", "RateLimit-Policy",
    "Repr-Digest", "Retry-After", "Sunset", "X-Request-Id", "X-Total-Count",
]  # fmt: skip

# ---- Admin: edited by whoever works on plans/admin -----------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": "PlanAPI 数据校订",
    "SITE_HEADER": "PlanAPI 数据校订",
    "SITE_SYMBOL": "edit_document",
    "SITE_URL": None,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_HISTORY": False,
    "BORDER_RADIUS": "6px",
    "STYLES": ["plans.admin.start.stylesheet"],
    "DASHBOARD_CALLBACK": "plans.admin.start.start_page",
    "SIDEBAR": {"navigation": "plans.admin.start.navigation"},
    "COLORS": {
        "primary": {
            "50": "#eff6fc",
            "100": "#dcebf8",
            "200": "#bbd8f0",
            "300": "#8bbde5",
            "400": "#5199d4",
            "500": "#2b7bbd",
            "600": "#0f5ea8",
            "700": "#0d4d8a",
            "800": "#104272",
            "900": "#13385f",
            "950": "#0c2440",
        },
    },
}
