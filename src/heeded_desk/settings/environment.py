"""What a force has set, as the other settings take it; `setting_table.py` lists all of them, with what each means."""

import os
import secrets
from pathlib import Path

from heeded_desk.setting_reading import read_settings

SET = read_settings(os.environ, Path.cwd())


def _list(name: str) -> list[str]:
    return [each.strip() for each in str(SET[name]).split(",") if each.strip()]


DATA = Path(str(SET["data"])).resolve()
DATABASE_URL, DATABASE_PASSWORD = str(SET["database_url"]), str(SET["database_password"])
DATABASE_KEY_FILE = str(SET["database_key_file"])
BACKUP_BEFORE_UPGRADE = bool(SET["backup_before_upgrade"])
BACKUP_PASSPHRASE_FILE = Path(str(SET["backup_passphrase_file"])) if SET["backup_passphrase_file"] else None
HOSTS = _list("hosts")
HTTPS = bool(SET["https"])
WATCHED = str(SET["watched"])
SECOND_FACTOR = str(SET["second_factor"])
"""Who must sign in with a second step: `all`, `most` or `off`."""
PROXIES = int(SET["proxies"])
MAIL_SERVER, MAIL_FROM = str(SET["mail_server"]), str(SET["mail_from"])
DESK_ADDRESS = str(SET["desk_address"]) or f"{'https' if HTTPS else 'http'}://{(HOSTS or ['localhost'])[0]}/"
LOOK_UPS_A_MINUTE, CALLS_A_MINUTE = int(SET["look_ups_a_minute"]), int(SET["calls_a_minute"])
REPORTS_WAIT = int(SET["reports_wait"])
PAGES_A_MINUTE = int(SET["pages_a_minute"])
PAGES_A_MINUTE_FROM_ONE_ADDRESS = int(SET["pages_a_minute_from_one_address"])
TRIES_A_MINUTE = int(SET["tries_a_minute"])
METRICS_TOKEN, METRICS_ADDRESSES = str(SET["metrics_token"]), _list("metrics_addresses")
LEAST_DISK = int(SET["least_disk"])
OIDC = {name: str(SET[f"oidc_{name}"]) for name in ("name", "client_id", "client_secret", "server")}
"""Single sign-on by OpenID Connect; off where `server` is empty."""


def secret_key() -> str:
    """Give the key that signs sessions: as it was set, else made once and kept in DATA for its owner alone."""
    if SET["secret_key"]:
        return str(SET["secret_key"])
    path = DATA / "secret.key"
    if not path.is_file():
        DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")
