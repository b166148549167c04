"""Watching over the desk, and how much of it may be asked."""

from heeded_desk.settings.environment import (  # noqa: F401
    BACKUP_BEFORE_UPGRADE,
    BACKUP_PASSPHRASE_FILE,
    DATA,
    LEAST_DISK,
    METRICS_ADDRESSES,
    METRICS_TOKEN,
    PAGES_A_MINUTE,
    PAGES_A_MINUTE_FROM_ONE_ADDRESS,
    TRIES_A_MINUTE,
)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA / "cache"}}
"""Which codes of a second step were used, known to all processes: a code opens the desk once. No page is kept here."""
