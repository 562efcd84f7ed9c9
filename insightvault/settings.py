"""All settings, read from the environment and a `.env` file beside manage.py.

The table of docs/settings.md has a row for each name read here; a test compares the two.
"""

import hmac
import re
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from insightvault.env import (
    env_address,
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_prefix,
    env_secret,
    env_str,
    is_set,
    kept_secret_key,
    make_data_dir,
)

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(env_str("ENV_FILE", str(BASE_DIR / ".env")))

# The machine

DEBUG = env_bool("DEBUG", False)
DATA_DIR = Path(env_str("DATA_DIR", str(BASE_DIR / "data"))).expanduser().resolve()
PORT = env_int("PORT", 8000, minimum=1)
HOST = env_str("HOST", "127.0.0.1")
WEB_WORKERS = env_int("WEB_WORKERS", 1, minimum=1)
CONNECTIONS_PER_PROCESS = env_int("CONNECTIONS_PER_PROCESS", 4000, minimum=10)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
# True once a proxy in front of us speaks TLS: secure cookies, HSTS, and its X-Forwarded-Proto is believed.
BEHIND_TLS = env_bool("BEHIND_TLS", False)
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# The address by which programs of others reach this vault, such as https://vault.example.org: with it they may log in
# by OAuth. Empty: they can't.
PUBLIC_URL = env_str("PUBLIC_URL").rstrip("/")
# The document that tells of a program is fetched from no private address. Tests' own settings let it be this machine's.
OAUTH_FROM_LOOPBACK = False
# The path of a proxy below which this vault lies, such as /vault.
URL_PREFIX = env_prefix("URL_PREFIX")
# Off, plain Django stands in for all that is built on parts of its own: where a new version of it gives trouble.
FAST_PATH = env_bool("FAST_PATH", True)
LOG_LEVEL = env_choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
# Where Prometheus asks for numbers; None: nobody counts any.
METRICS_ADDRESS = env_address("METRICS_ADDRESS")
if METRICS_ADDRESS and METRICS_ADDRESS[1] == PORT:
    raise ImproperlyConfigured(f"METRICS_ADDRESS has the port of the pages, {PORT}: choose another one for it.")
LOG_FORMAT = env_choice("LOG_FORMAT", "text", ("text", "json"))

# Data

make_data_dir(DATA_DIR)
DATABASE_URL = env_secret("DATABASE_URL")
# Between us and PostgreSQL stands a pooler that gives each transaction another connection, such as PgBouncer.
DATABASE_POOLED = env_bool("DATABASE_POOLED", False)
DJANGO_SQLITE, SQLITE = "django.db.backends.sqlite3", "insightvault.sqlite"
SQLITE_OPTIONS = {
    # Measured: 1,066 write transactions a second from 64 writers and no lock error;
    # Django's defaults gave 1.6 and 7,698 errors.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
        "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
    ),
}


def database() -> dict[str, Any]:
    if not DATABASE_URL:
        config: dict[str, Any] = {
            "ENGINE": DJANGO_SQLITE,
            "NAME": DATA_DIR / "insightvault.sqlite3",
        }
    else:
        config = environ.Env.db_url_config(DATABASE_URL)

    if config["ENGINE"] == DJANGO_SQLITE:
        engine = SQLITE if FAST_PATH else DJANGO_SQLITE
        # A file, so that the threads of a test see one database.
        test = {"NAME": DATA_DIR / "test.sqlite3"}
        return {**config, "ENGINE": engine, "CONN_MAX_AGE": None, "OPTIONS": SQLITE_OPTIONS, "TEST": test}

    # Requests and answers share four threads a process: their connections are the pool.
    kept = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    # A cursor that outlives its transaction would be looked for on another connection.
    return {**config, **kept, "DISABLE_SERVER_SIDE_CURSORS": DATABASE_POOLED}


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = env_secret("SECRET_KEY")
if not SECRET_KEY:
    if DATABASES["default"]["ENGINE"] not in (SQLITE, DJANGO_SQLITE):
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. With DATABASE_URL several nodes may share it: make one with "
            "`python -c 'import secrets; print(secrets.token_urlsafe(50))'` and set it on each."
        )
    SECRET_KEY = kept_secret_key(DATA_DIR)

# A model server, which is the default one beside those that the owner saved in the browser

OPENAI_API_KEY = env_secret("OPENAI_API_KEY")
OPENAI_BASE_URL = env_str("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/")
CHAT_MODELS = env_list("CHAT_MODEL")
# Models that are given images, by their names; "*" for all.
VISION_MODELS = env_list("VISION_MODELS")
# Off until it names a model. The address and the key are the chat server's unless they are set.
EMBEDDING_MODEL = env_str("EMBEDDING_MODEL")
EMBEDDING_BASE_URL = env_str("EMBEDDING_BASE_URL").rstrip("/")
EMBEDDING_API_KEY = env_secret("EMBEDDING_API_KEY")
# A question waits no longer for its vector; a server that is fast gets less.
EMBEDDING_QUESTION_MS = env_int("EMBEDDING_QUESTION_MS", 1500, minimum=1)
MODEL_CONNECT_SECONDS = env_int("MODEL_CONNECT_SECONDS", 10, minimum=1)
MODEL_FIRST_TOKEN_SECONDS = env_int("MODEL_FIRST_TOKEN_SECONDS", 120, minimum=1)
MODEL_BETWEEN_TOKENS_SECONDS = env_int("MODEL_BETWEEN_TOKENS_SECONDS", 60, minimum=1)
MODEL_ALIVE_SECONDS = env_int("MODEL_ALIVE_SECONDS", 1800, minimum=1)
# Titles, summaries and words about growth wait until nobody asked anything for so long.
MODEL_REST_SECONDS = env_int("MODEL_REST_SECONDS", 180)

# Chat

SESSION_IDLE_HOURS = env_int("SESSION_IDLE_HOURS", 12, minimum=1)
CONTEXT_TOKENS = env_int("CONTEXT_TOKENS", 8000, minimum=1000)
# Then no more is sent to a server that tells of more room.
CONTEXT_IS_SET = is_set("CONTEXT_TOKENS")
# Keys, tokens and card numbers in recalled words leave this machine as "[key masked]".
MASK_SECRETS = env_bool("MASK_SECRETS", True)
# Then it holds for everybody; else each person decides on the account page.
MASK_SECRETS_IS_SET = is_set("MASK_SECRETS")
QUESTION_MAX_CHARS = env_int("QUESTION_MAX_CHARS", 100_000, minimum=100)
ANSWER_MAX_CHARS = env_int("ANSWER_MAX_CHARS", 200_000, minimum=100)
ANSWERS_PER_USER = env_int("ANSWERS_PER_USER", 8, minimum=1)
STREAMS_PER_USER = env_int("STREAMS_PER_USER", 40, minimum=1)
# Running answers get this long at shutdown; gunicorn waits 30 s.
SHUTDOWN_SECONDS = min(env_int("SHUTDOWN_SECONDS", 20), 25)

# Attachments: what one file and one question may have; see `sessions_memory.attachments`

ATTACHMENT_MB = env_int("ATTACHMENT_MB", 10, minimum=1)
# As base64 in an export they fit into what one conversation of an import may have.
ATTACHMENTS_MB = env_int("ATTACHMENTS_MB", 12, minimum=1)
ATTACHMENTS_PER_QUESTION = env_int("ATTACHMENTS_PER_QUESTION", 10)
ATTACHMENT_CHARS = env_int("ATTACHMENT_CHARS", 1_000_000, minimum=1000)
ATTACHMENT_PAGES = env_int("ATTACHMENT_PAGES", 1000, minimum=1)
ATTACHMENT_MEGAPIXELS = env_int("ATTACHMENT_MEGAPIXELS", 60, minimum=1)
# Of the processor, for the text of one file.
ATTACHMENT_SECONDS = env_int("ATTACHMENT_SECONDS", 30, minimum=1)
ATTACHMENT_MEMORY_MB = env_int("ATTACHMENT_MEMORY_MB", 1000, minimum=200)

# Imports: an export beyond these is called hostile; see `sessions_memory.importers.mapping.values.Limits`

MAX_IMPORT_GB = env_int("MAX_IMPORT_GB", 10, minimum=1)
IMPORT_KEEP_FREE_MB = env_int("IMPORT_KEEP_FREE_MB", 500)
IMPORT_ARCHIVE_ENTRIES = env_int("IMPORT_ARCHIVE_ENTRIES", 20_000, minimum=1)
IMPORT_UNPACKED_MB = env_int("IMPORT_UNPACKED_MB", 4_000, minimum=1)
IMPORT_PACKING_RATIO = env_int("IMPORT_PACKING_RATIO", 300, minimum=1)
IMPORT_NESTING = env_int("IMPORT_NESTING", 200, minimum=10)
IMPORT_CONVERSATION_MB = env_int("IMPORT_CONVERSATION_MB", 24, minimum=1)
IMPORT_CONVERSATION_NODES = env_int("IMPORT_CONVERSATION_NODES", 100_000, minimum=1)
IMPORT_MESSAGE_CHARS = env_int("IMPORT_MESSAGE_CHARS", 2_000_000, minimum=100)

# People

SIGNUP_OPEN = env_bool("SIGNUP_OPEN", False)
ADMIN_CONTENT = env_choice("ADMIN_CONTENT", "logged", ("logged", "off"))
API_RATE_PER_MINUTE = env_int("API_RATE_PER_MINUTE", 120)
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "chat:home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
PASSWORD_HASHERS = [
    "insightvault.accounts.guarding.hashing.Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
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
PERSON_BACKEND = "insightvault.accounts.backend.PersonBackend"
AUTHENTICATION_BACKENDS = [PERSON_BACKEND]
SESSION_ENGINE = "insightvault.accounts.session_store"

# Django

ROOT_URLCONF = "insightvault.urls"
ASGI_APPLICATION = "insightvault.asgi.application"
INSTALLED_APPS = [
    "insightvault.accounts",
    "insightvault.oauth",
    "chat",
    "sessions_memory",
    "insightvault.benchmarks",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
]
MIDDLEWARE = [
    # First, so that the pages of all others' failures are in it.
    "insightvault.server.languages.language_middleware",
    "django.middleware.security.SecurityMiddleware",
    "insightvault.server.csp.policy_middleware",
    "insightvault.server.compression.compression_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "insightvault.accounts.middleware.person_middleware",
]
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
                "insightvault.shell.shell",
            ],
            "builtins": ["django.templatetags.i18n", "insightvault.server.fixed_messages"],
        },
    }
]
LANGUAGE_CODE = "en"
# Those that pages are offered in: each has a catalogue in `locale/`, and a test fails where one is incomplete.
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "chosen_language"
TIME_ZONE = env_str("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = f"{URL_PREFIX}/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "insightvault.server.bundles.BundleFinder",
]
# Uploads are spooled here and not in the machine's common folder; on the disk of `files`, so that they can be moved.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"
make_data_dir(FILE_UPLOAD_TEMP_DIR)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
# Pages of other origins have no use for our scripts and fonts.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Uploads and attached files lie in this bucket of an S3-compatible server; without one, in the data folder.
S3_BUCKET = env_str("S3_BUCKET")
S3_ENDPOINT_URL = env_str("S3_ENDPOINT_URL")
S3_REGION = env_str("S3_REGION")
S3_ACCESS_KEY = env_secret("S3_ACCESS_KEY")
S3_SECRET_KEY = env_secret("S3_SECRET_KEY")
# Whether the bucket's name stands in the path of an address or before the server's name. Few servers of one's own have
# a name for each bucket.
S3_ADDRESSING = env_choice("S3_ADDRESSING", "auto", ("auto", "path", "virtual"))
FOLDER_OF_FILES: dict[str, Any] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": DATA_DIR / "files"},
}
BUCKET_OF_FILES: dict[str, Any] = {
    "BACKEND": "insightvault.bucket.Bucket",
    "OPTIONS": {
        "name": S3_BUCKET,
        "endpoint_url": S3_ENDPOINT_URL,
        # A server of one's own rarely has any, and the signature names one.
        "region": S3_REGION or ("us-east-1" if S3_ENDPOINT_URL else ""),
        "access_key": S3_ACCESS_KEY,
        "secret_key": S3_SECRET_KEY,
        "addressing": "path" if S3_ENDPOINT_URL and S3_ADDRESSING == "auto" else S3_ADDRESSING,
    },
}
STORAGES: dict[str, dict[str, Any]] = {
    "default": BUCKET_OF_FILES if S3_BUCKET else FOLDER_OF_FILES,
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Browsers keep cookies by host, for all its ports: those of another vault, or program, have other names.
VAULT_MARK = hmac.digest(SECRET_KEY.encode(), str(DATABASES["default"]["NAME"]).encode(), "sha256").hex()[:8]
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"vault_login_{VAULT_MARK}", f"vault_form_{VAULT_MARK}"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{URL_PREFIX}/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "insightvault.server.error_pages.csrf_failure"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    # The checks of a container or a load balancer come without TLS, from inside.
    SECURE_REDIRECT_EXEMPT = [rf"^{re.escape(f'{URL_PREFIX}/'[1:])}(?:healthz|readyz)$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
# Other sites below this name, and browsers' built-in lists, are for their owner to decide about; checks want both.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env_bool("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = env_bool("HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Libraries tell at DEBUG what passes through them: statements with their values, prompts, headers.
LEVEL_OF_OTHERS = "INFO" if LOG_LEVEL == "DEBUG" else LOG_LEVEL
LOG_LINE = "insightvault.server.logs.JsonLine" if LOG_FORMAT == "json" else "insightvault.server.logs.Line"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": LOG_LINE, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LEVEL_OF_OTHERS},
    "loggers": {
        **{name: {"level": LOG_LEVEL} for name in ("insightvault", "chat", "sessions_memory")},
        # Its own handlers print what an error says, and send it by mail.
        "django": {"handlers": [], "level": LEVEL_OF_OTHERS},
        # A line for each request, in a format of its own; for `runserver`, which nobody needs here.
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # A line for each call of a tool.
        "django_mcpz.calls": {"level": "WARNING"},
        # 404 for somebody else's row is ordinary.
        "django.request": {"level": "ERROR"},
    },
}
