"""All settings, read from the environment once. docs/reference/settings.md lists each with its meaning."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from regreso.wire.webpush import CARRIERS


def _text(name: str, default: str = "") -> str:
    """A setting; `NAME_FILE` may name a file that holds it, for secrets."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, default)


def _yes(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _one_of(name: str, *choices: str) -> str:
    given = _text(name, choices[0])
    if given not in choices:
        message = f"{name} was “{given}”: expected " + " or ".join(choices)
        raise ValueError(message)
    return given


def _number(name: str, default: int, highest: int, *, least: int = 1) -> int:
    given = _text(name, str(default))
    number = int(given) if given.isascii() and given.isdigit() else -1
    if not least <= number <= highest:
        message = f"{name} was “{given}”: expected a whole number from {least} to {highest}"
        raise ValueError(message)
    return number


def _pairs(name: str) -> dict[str, str]:
    """`uk=@channel_uk,*=@channel`: a language, or all of them, and its channel."""
    pairs = [word.partition("=") for word in _words(name, "")]
    for key, _, value in pairs:
        if key not in {"es", "uk", "ru", "en", "*"} or not value:
            message = (
                f"{name} was “{key}={value}”: expected a language (es, uk, ru, en, or * for all) = @channel"
            )
            raise ValueError(message)
    return {key: value for key, _, value in pairs}


def _database(url: str) -> dict[str, Any]:
    """Django's form of `sqlite:///path` or `postgresql://user:password@host:port/name?host=/socket`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        # FULL: what was acknowledged survives a power cut, too. NORMAL may lose the last moments.
        synchronous = os.environ.get("REGRESO_SQLITE_SYNCHRONOUS", "FULL")
        if synchronous not in {"FULL", "NORMAL"}:
            message = f"REGRESO_SQLITE_SYNCHRONOUS was “{synchronous}”: expected FULL or NORMAL"
            raise ValueError(message)
        wal = f"PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};PRAGMA busy_timeout=20000"
        options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": wal}
        name = unquote(url.removeprefix("sqlite:///"))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            # A file: a live server has threads, and a database in memory is one connection for all of them.
            "TEST": {"NAME": f"{name}.test"},
        }
    if parts.scheme not in {"postgresql", "postgres"}:
        message = f"REGRESO_DATABASE_URL was “{parts.scheme}:…”: expected sqlite:///… or postgresql://…"
        raise ValueError(message)
    host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # a server that was started anew costs nobody an error
    }


REGRESO_HOME = Path(_text("REGRESO_HOME", "var")).absolute()
REGRESO_DATABASE_URL = _text("REGRESO_DATABASE_URL", f"sqlite:///{REGRESO_HOME}/regreso.sqlite3")
# What the machine keeps in its memory of names made searchable: clear, so it must never lie on a disk.
_MEMORY = _text("REGRESO_INDEX_FOLDER", "/dev/shm" if Path("/dev/shm").is_dir() else "")  # noqa: S108 - memory
_OWNER = hashlib.sha256(f"{REGRESO_HOME}|{_text('REGRESO_DATABASE_URL')}".encode()).hexdigest()[:16]
REGRESO_INDEX_FOLDER = Path(_MEMORY) / f"regreso-{_OWNER}" if _MEMORY else None

# Keys come from the environment, or from a file that `regreso` makes once beside an embedded database.
REGRESO_KEYS = os.environ.get("REGRESO_KEYS", "")
REGRESO_KEYS_FILE = os.environ.get("REGRESO_KEYS_FILE", f"{REGRESO_HOME}/keys.json")
# Programs of yours: one prints the keyring, one wraps and unwraps the secret of an operation (KMS, HSM).
REGRESO_KEYS_COMMAND = _text("REGRESO_KEYS_COMMAND")
REGRESO_WRAP = _text("REGRESO_WRAP")
# Where the heads of all chains are written each day, and the clock that stamps them (RFC 3161).
REGRESO_ANCHORS = Path(_text("REGRESO_ANCHORS", f"{REGRESO_HOME}/anchors"))
REGRESO_STAMP_URL = _text("REGRESO_STAMP_URL")
REGRESO_PORT = _number("REGRESO_PORT", 8000, 65535)
REGRESO_BIND = _text("REGRESO_BIND", "127.0.0.1")
REGRESO_WEB_PROCESSES = _number("REGRESO_WEB_PROCESSES", 2, 64)
REGRESO_REALTIME_PORT = _number("REGRESO_REALTIME_PORT", 8001, 65535)
# Where a browser finds the realtime process; empty: the page's own host with REGRESO_REALTIME_PORT.
REGRESO_REALTIME_URL = _text("REGRESO_REALTIME_URL")
# The relay of calls; without one browsers find each other, which is for a try on one machine.
REGRESO_TURN_URLS = _words("REGRESO_TURN_URLS", "")
REGRESO_TURN_SECRET = _text("REGRESO_TURN_SECRET")
if REGRESO_TURN_URLS and not REGRESO_TURN_SECRET:
    message = "REGRESO_TURN_URLS is set: expected REGRESO_TURN_SECRET (or _FILE) beside it, the relay's own"
    raise ValueError(message)
# Nothing is fetched from anywhere unless this is set; each source has a switch of its own besides.
REGRESO_FETCH = _yes("REGRESO_FETCH")
# The one folder whose subfolders may be watched: without it none may.
REGRESO_WATCH = _text("REGRESO_WATCH")
# Whether staff need a second way in beside their password: `required`, or `offered` for a demonstration.
REGRESO_SECOND_FACTOR = _one_of("REGRESO_SECOND_FACTOR", "required", "offered")
REGRESO_SESSION_HOURS = _number("REGRESO_SESSION_HOURS", 10, 24)
REGRESO_IDLE_MINUTES = _number("REGRESO_IDLE_MINUTES", 30, 24 * 60)
# How many proxies of ours stand before the pages: so many last addresses of X-Forwarded-For are believed.
REGRESO_PROXIES = _number("REGRESO_PROXIES", 0, 9, least=0)
REGRESO_HOTLINE = _text("REGRESO_HOTLINE")
# The address under which everybody finds us: it stands in feeds, posts and on printed sheets.
REGRESO_SITE = _text("REGRESO_SITE", f"http://localhost:{REGRESO_PORT}").rstrip("/")
REGRESO_TELEGRAM_TOKEN = _text("REGRESO_TELEGRAM_TOKEN")
# Whether the bot answers what people write to it: by asking Telegram, or by an address that Telegram calls.
REGRESO_TELEGRAM_TALK = _one_of("REGRESO_TELEGRAM_TALK", "off", "poll", "webhook")
# What families are told: the name of the bot, and the number to which they write.
REGRESO_TELEGRAM_NAME = _text("REGRESO_TELEGRAM_NAME")
REGRESO_SMS_NUMBER = _text("REGRESO_SMS_NUMBER")
REGRESO_TELEGRAM_API = _text("REGRESO_TELEGRAM_API", "https://api.telegram.org")
# Ways to families. The sender of an e-mail names nobody: what it says is seen over a shoulder.
REGRESO_SMS_URL = _text("REGRESO_SMS_URL")
REGRESO_SMS_KEY = _text("REGRESO_SMS_KEY")
REGRESO_SMS_FORM = _one_of("REGRESO_SMS_FORM", "json", "kannel", "smpp")
# Whether an operator's centre is listened to by SMPP; a gateway brings by its own key instead.
REGRESO_SMS_TALK = _one_of("REGRESO_SMS_TALK", "off", "smpp")
REGRESO_SMS_IN_KEY = _text("REGRESO_SMS_IN_KEY")  # without it no short message is taken
if REGRESO_SMS_URL and (REGRESO_SMS_FORM == "smpp") != REGRESO_SMS_URL.startswith(("smpp://", "smpps://")):
    message = (
        "REGRESO_SMS_URL is smpp://host:port or smpps://host:port with REGRESO_SMS_FORM=smpp, and only then"
    )
    raise ValueError(message)
if REGRESO_SMS_TALK == "smpp" and not (REGRESO_SMS_FORM == "smpp" and REGRESO_SMS_URL and REGRESO_SMS_NUMBER):
    message = "REGRESO_SMS_TALK=smpp needs REGRESO_SMS_FORM=smpp, REGRESO_SMS_URL and REGRESO_SMS_NUMBER"
    raise ValueError(message)
# The telephone system tells of calls with this key; what a click on a number opens.
REGRESO_CALLS_KEY = _text("REGRESO_CALLS_KEY")
REGRESO_CALL_LINK = _text("REGRESO_CALL_LINK", "tel:{number}")
if not REGRESO_CALL_LINK.startswith(("tel:", "sip:", "sips:", "callto:")):
    message = f"REGRESO_CALL_LINK was “{REGRESO_CALL_LINK}”: expected tel:{{number}} or sip:{{number}}@host"
    raise ValueError(message)
# Notes in browsers: how whoever carries them finds us (mailto: or https:), and who carries them for whom.
REGRESO_PUSH_CONTACT = _text("REGRESO_PUSH_CONTACT")
if REGRESO_PUSH_CONTACT and not REGRESO_PUSH_CONTACT.startswith(("mailto:", "https://")):
    message = f"REGRESO_PUSH_CONTACT was “{REGRESO_PUSH_CONTACT}”: expected mailto:… or https://…"
    raise ValueError(message)
REGRESO_PUSH_CARRIERS = tuple(_words("REGRESO_PUSH_CARRIERS", ",".join(CARRIERS)))
# Prometheus, and whoever watches over the service, ask with this key; without one /metrics is not there.
REGRESO_METRICS_KEY = _text("REGRESO_METRICS_KEY")
REGRESO_LOG = _one_of("REGRESO_LOG", "json", "text")
REGRESO_SMTP_URL = _text("REGRESO_SMTP_URL")
REGRESO_MAIL_FROM = _text("REGRESO_MAIL_FROM", "news@localhost")
REGRESO_TELEGRAM_CHANNELS = _pairs("REGRESO_TELEGRAM_CHANNELS")
REGRESO_FOLLOW = "regreso.jobs.follow.follow"  # called inside the transaction of every move
REGRESO_CARD_DAYS = 7  # GC III 70

DEBUG = False
_given_secret = _text("REGRESO_SECRET_KEY")
if not _given_secret and REGRESO_KEYS:
    _given_secret = hashlib.sha256(b"django\0" + REGRESO_KEYS.encode()).hexdigest()
elif not _given_secret and REGRESO_KEYS_COMMAND:
    message = (
        "REGRESO_KEYS_COMMAND is set: expected REGRESO_SECRET_KEY (or _FILE) beside it, 32 random letters"
    )
    raise ValueError(message)
elif not _given_secret and Path(REGRESO_KEYS_FILE).exists():
    _given_secret = hashlib.sha256(b"django\0" + Path(REGRESO_KEYS_FILE).read_bytes()).hexdigest()
# Without keys nothing can be signed in or opened; a one-time secret lets commands start and say so.
SECRET_KEY = _given_secret or os.urandom(32).hex()
ALLOWED_HOSTS = _words("REGRESO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _words("REGRESO_TRUSTED_ORIGINS", "")
_https = _yes("REGRESO_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "channels",
    "regreso.casebook",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before the files: a picture or a script is not to be framed either
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "regreso.web.base.sessions.sessions_end",
    "regreso.web.base.layout.nothing_is_kept",
    "regreso.web.base.reads.reads_are_kept",
]
ROOT_URLCONF = "regreso.project.urls"
WSGI_APPLICATION = "regreso.project.wsgi.application"
ASGI_APPLICATION = "regreso.project.asgi.application"
_WEB = Path(__file__).parent.parent / "web"
_ROOMS = (
    "base", "account", "public", "family", "desk", "review", "holding", "liaison", "escort", "corridors",
    "manifest", "live", "sources", "deadlines", "announce", "admin", "api", "disaster",
)  # fmt: skip
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / room / "templates" for room in _ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "regreso.web.base.layout.layout",
            ],
        },
    },
]
DATABASES = {"default": _database(REGRESO_DATABASE_URL)}
AUTH_USER_MODEL = "casebook.Staff"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "regreso.casebook.passwords.OwnWordsValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}  # one realtime process

LANGUAGE_CODE = "en"
LANGUAGES = [("es", "Español"), ("uk", "Українська"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [_WEB / room / "locale" for room in _ROOMS]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# What is uploaded stays in memory: a temporary file would lie on the disk in clear. What is larger than this
# does not arrive, and the form says so.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 << 20

STATIC_URL = "static/"
STATICFILES_DIRS = [_WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nothing of ours is shared with pages of others
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desks"
LOGOUT_REDIRECT_URL = "front"

MESSAGE_STORAGE = "regreso.web.base.shown_once.ShownOnce"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = REGRESO_SESSION_HOURS * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it: forms and pages bear the token themselves
# A browser takes a cookie of this name over TLS alone, and from this very host: no neighbour plants one.
if _https:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = _https
# A proxy of ours ends TLS and writes this header anew: without it every page would be sent to itself again.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https and REGRESO_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_realtime = (
    REGRESO_REALTIME_URL or f"ws://localhost:{REGRESO_REALTIME_PORT} ws://127.0.0.1:{REGRESO_REALTIME_PORT}"
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "connect-src": ["'self'", *_realtime.split()],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "regreso.project.logs.Plain"}, "text": {"()": "regreso.project.logs.Told"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": REGRESO_LOG}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django has handlers of its own, which would write the same as it is.
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
}
