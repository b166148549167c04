"""SQLite with nothing to start, or PostgreSQL by one setting."""

from importlib.util import find_spec
from urllib.parse import parse_qsl, unquote, urlsplit

from heeded_desk.setting_reading import SettingError
from heeded_desk.settings.environment import DATA, DATABASE_KEY_FILE, DATABASE_PASSWORD, DATABASE_URL


def _sqlite() -> dict[str, object]:
    return {
        "ENGINE": "heeded_desk.running.sqlcipher" if DATABASE_KEY_FILE else "django.db.backends.sqlite3",
        "NAME": DATA / "desk.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or DATABASE_PASSWORD,
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


if DATABASE_KEY_FILE and not find_spec("sqlcipher3"):
    raise SettingError("SQLCipher is not installed here. Install it with: pip install 'heeded[desk,encrypted]'")
if DATABASE_KEY_FILE and DATABASE_URL:
    raise SettingError("database_key_file encrypts SQLite alone. With PostgreSQL, encrypt the volume that it lies on.")
DATABASES = {"default": _postgresql(DATABASE_URL) if DATABASE_URL else _sqlite()}
