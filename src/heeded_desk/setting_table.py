"""Every setting of the desk, once: its name, what it may be, what it is when nobody sets it, and what it means.

The environment calls a setting `HEEDED_` and its name in capitals, the settings file by its name. The page
docs/reference/settings.md is made from here.
"""

from dataclasses import dataclass
from enum import Enum

Value = str | int | bool


class Kind(Enum):
    """What a setting may be, as a refusal says it."""

    TEXT = "a text"
    NUMBER = "a whole number, 0 or more"
    YES_NO = "on or off"
    LIST = "names with commas between them"
    WHO = "all, most or off"
    FOLDER = "the path of a folder"
    FILE = "the path of a file that can be read"
    DATABASE = "empty, or postgresql://user@host:port/name"
    ADDRESS = "empty, or an address that begins with http:// or https://"
    MAIL = "empty, or an address that begins with smtp://, smtp+tls:// or smtps://"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. shown: its default in words where that is no value. secret: it may stand in a file of its own."""

    name: str
    kind: Kind
    default: Value
    meaning: str
    shown: str = ""
    secret: bool = False


T, N, Y, A = Kind.TEXT, Kind.NUMBER, Kind.YES_NO, Kind.ADDRESS
# fmt: off
# ruff: noqa: E501
TABLE: dict[str, tuple[Setting, ...]] = {
    "Where the desk is": (
        Setting("data", Kind.FOLDER, "runs/desk", "The folder of the desk: its database where that is SQLite, deliveries, runs, and the key that signs sessions. Its owner alone can open it"),
        Setting("database_url", Kind.DATABASE, "", "`postgresql://user:password@host:port/name`; `?sslmode=verify-full` and others of libpq may follow", "empty: SQLite", secret=True),
        Setting("database_password", T, "", "The password of the database, where it does not stand in its address", secret=True),
        Setting("database_key_file", Kind.FILE, "", "A file whose first line is the key by which the SQLite database is encrypted (SQLCipher); see [encryption](../how-to/run-the-desk.md#encryption-at-rest)", "empty: not encrypted"),
        Setting("watched", Kind.FOLDER, "", "A folder in which each force has one of its own, named by its code, from which deliveries are taken"),
        Setting("backup_before_upgrade", Y, True, "Whether `heeded serve` makes a backup in `HEEDED_DATA/backups` before it brings a filled database up to date"),
        Setting("backup_passphrase_file", Kind.FILE, "", "A file whose first line encrypts the backups that are made by the desk itself, and those of `heeded backup` where none is named", "empty: not encrypted"),
    ),
    "How it is reached": (
        Setting("hosts", Kind.LIST, "localhost,127.0.0.1,[::1]", "The names by which the desk may be called, with commas"),
        Setting("https", Y, False, "Whether the desk is reached over https; cookies are then sent over nothing else"),
        Setting("proxies", N, 0, "How many proxies of your own stand before the desk, each of which adds to `X-Forwarded-For`"),
        Setting("desk_address", A, "", "The address of the desk, as e-mails name it", "made of `HEEDED_HTTPS` and the first of `HEEDED_HOSTS`"),
    ),
    "Signing in": (
        Setting("secret_key", T, "", "Signs sessions; the same for all machines that serve one desk", "made once, kept in `HEEDED_DATA/secret.key`", secret=True),
        Setting("second_factor", Kind.WHO, "all", "Who must sign in with a second step: `all`; `most`: the roles that see or change most, stalking leads and administrators, where others have nothing to show it with; `off`, for demonstrations alone: nobody. `on` means `all`"),
        Setting("oidc_name", T, "", "What the button of single sign-on calls your force"),
        Setting("oidc_client_id", T, "", "The desk's name at the OpenID Connect server"),
        Setting("oidc_client_secret", T, "", "The desk's secret at that server", secret=True),
        Setting("oidc_server", A, "", "The address of the OpenID Connect server; single sign-on is off where it is empty"),
    ),
    "How much": (
        Setting("pages_a_minute", N, 240, "How many pages one member may ask for in a minute; 0 is no limit"),
        Setting("pages_a_minute_from_one_address", N, 6000, "How many pages may be asked for from one address in a minute, by all who sit behind it; 0 is no limit"),
        Setting("tries_a_minute", N, 120, "How often passwords and codes may be sent from one address in a minute; the lock-out after five failures holds besides"),
        Setting("look_ups_a_minute", N, 30, "How often one member may look up at first contact in a minute"),
        Setting("calls_a_minute", N, 600, "How often one key may call the API in a minute"),
        Setting("reports_wait", N, 600, "For how many seconds reports that came by the API are gathered before a run is asked for; they can be looked up at once"),
    ),
    "Being watched over": (
        Setting("metrics_token", T, "", "What a monitoring system sends as `Authorization: Bearer …` to read `/metrics`", secret=True),
        Setting("metrics_addresses", Kind.LIST, "", "Addresses that may read `/metrics` without a token, such as `10.0.0.5,10.1.0.0/16`"),
        Setting("least_disk", N, 1024, "How many megabytes must be free in `HEEDED_DATA`; with less, `/health` says that the desk is not well"),
        Setting("mail_server", Kind.MAIL, "", "`smtp://user:password@host:port`, or `smtp+tls://` (STARTTLS) or `smtps://`: by which members who want it are told that there are new alerts. No e-mail is sent where it is empty", secret=True),
        Setting("mail_from", T, "heeded@localhost", "The sender of those e-mails"),
    ),
}
"""By what each is about."""
SETTINGS = {setting.name: setting for part in TABLE.values() for setting in part}
NO_SETTINGS = ("HEEDED_SETTINGS", "HEEDED_TEST_", "HEEDED_PICTURES", "HEEDED_LOAD", "HEEDED_DEBUG")
"""Beginnings of names in the environment that say nothing to the desk itself."""
# fmt: on
HEAD = """# Settings

Made from `src/heeded_desk/setting_table.py`, from which the desk reads them too; `python tests/desk/settings_page.py` makes
this page again.

A setting stands in the environment under its name here, or in a file `heeded.toml` without `HEEDED_` and in small letters:

```toml
hosts = "heeded.northmoor.example"
https = true
pages_a_minute = 240
```

The file is the one that `HEEDED_SETTINGS` names, else `heeded.toml` in the folder in which the desk is started, if there is one. What the environment
says goes before what the file says. A name that the desk does not know, and a value that cannot be, are refused at the start with a sentence.

**In a file**: a setting marked so may be given as `…_FILE`, the path of a file whose first line is its value (`HEEDED_SECRET_KEY_FILE`), so that no secret need stand in the
environment.

"""


def page() -> str:
    """Give the table as a page to be read."""
    return HEAD + "\n".join(line for part, settings in TABLE.items() for line in _part(part, settings))


def _part(title: str, settings: tuple[Setting, ...]) -> list[str]:
    rows = [f"| `HEEDED_{s.name.upper()}` | {_default(s)} | {s.kind.value} | {_meaning(s)} |" for s in settings]
    return [f"## {title}", "", "| setting | default | what it may be | |", "| --- | --- | --- | --- |", *rows, ""]


def _default(setting: Setting) -> str:
    if setting.shown:
        return setting.shown
    if setting.kind is Kind.YES_NO:
        return "on" if setting.default else "off"
    return f"`{setting.default}`" if setting.default != "" else "empty"


def _meaning(setting: Setting) -> str:
    return f"{setting.meaning}.{' **In a file.**' if setting.secret else ''}"
