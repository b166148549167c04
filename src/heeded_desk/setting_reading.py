"""Reading the settings: the environment goes before the file; what is unknown or cannot be is refused in a sentence."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from heeded.toolbox.errors import HeededError
from heeded_desk.setting_table import NO_SETTINGS, SETTINGS, Kind, Setting, Value

YES, NO = ("1", "on", "yes", "true"), ("0", "off", "no", "false", "")
WHO = ("all", "most")
SCHEMES = {
    Kind.DATABASE: ("postgresql", "postgres"),
    Kind.ADDRESS: ("http", "https"),
    Kind.MAIL: ("smtp", "smtp+tls", "smtps"),
}
FILE_NAME = "heeded.toml"


class SettingError(HeededError):
    """A setting that is unknown, or that cannot be. It never holds the value, which may be a secret."""


def read_settings(surroundings: Mapping[str, str], here: Path) -> dict[str, Value]:
    """Give all settings by name.

    surroundings: the environment. here: the folder in which `heeded.toml` is looked for. Raises SettingError.
    """
    given = _from_file(surroundings, here) | _from_environment(surroundings)
    return {name: _value(s, given[name]) if name in given else s.default for name, s in SETTINGS.items()}


def _from_file(surroundings: Mapping[str, str], here: Path) -> dict[str, str]:
    named = surroundings.get("HEEDED_SETTINGS", "")
    path = Path(named) if named else here / FILE_NAME
    if not named and not path.is_file():
        return {}
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(f"The settings file {path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SettingError(f"The settings file {path} is not written in TOML: name = value, line by line.") from None
    found: dict[str, str] = {}
    for name, value in rows.items():
        found |= _one(name, _text(name, value), f"in {path.name}")
    return found


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    if isinstance(value, str | int):
        return str(value)
    raise SettingError(f"The setting {name} must be a text, a number, true or false, or a list of texts.")


def _from_environment(surroundings: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in surroundings.items():
        if name.startswith("HEEDED_") and not name.startswith(NO_SETTINGS):
            found |= _one(name.removeprefix("HEEDED_").lower(), value, "in the environment")
    return found


def _one(name: str, value: str, where: str) -> dict[str, str]:
    """Give a setting by the name in the table, read from its file where it names one; one set to nothing is not set."""
    if name in SETTINGS:
        return {name: value} if value.strip() else {}
    own = name.removesuffix("_file")
    if name.endswith("_file") and own in SETTINGS and SETTINGS[own].secret:
        return {own: _first_line(own, Path(value))} if value.strip() else {}
    known = [each for each in SETTINGS if each.split("_")[0] == name.split("_")[0]]
    near = f" Did you mean {' or '.join(known[:2])}?" if known else ""
    raise SettingError(f"There is no setting {name} (it stands {where}).{near} docs/reference/settings.md lists all.")


def _first_line(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError):
        raise SettingError(f"The file that {name}_file names cannot be read.") from None


def _value(setting: Setting, text: str) -> Value:
    text = text.strip()
    if setting.kind is Kind.YES_NO and text.lower() in (*YES, *NO):
        return text.lower() in YES
    if setting.kind is Kind.WHO and text.lower() in (*YES, *NO, *WHO):
        return "all" if text.lower() in YES else "off" if text.lower() in NO else text.lower()
    if setting.kind is Kind.NUMBER and text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    if setting.kind in (Kind.TEXT, Kind.LIST, Kind.FOLDER):
        return text
    if setting.kind is Kind.FILE and Path(text).is_file():
        return text
    if _has_scheme(setting.kind, text):
        return text
    raise SettingError(f"The setting {setting.name} cannot be what it is. It must be {setting.kind.value}.")


def _has_scheme(kind: Kind, text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in SCHEMES.get(kind, ()) and bool(parts.hostname or parts.path) and parts.port != 0
    except ValueError:
        return False
