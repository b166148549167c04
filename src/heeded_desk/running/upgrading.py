"""Bringing the database up to date, by one process at a time, with a backup before where there is something to lose."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from heeded_desk.deliveries.places import made
from heeded_desk.running.errors import BackupError
from heeded_desk.running.passphrases import passphrase_in
from heeded_desk.running.restoring import is_empty
from heeded_desk.running.taking import take_backup

LOCK = 4_817_302
"""The number by which PostgreSQL knows this lock, for all machines that share the database."""
NEWER = (
    "The database was brought up to date by a newer version of Heeded. Start that one, or restore a backup from before."
)


def bring_up_to_date() -> Path | None:
    """Do what migrations are still to be done; gives the backup that was made before, if one was.

    Whoever comes second waits, and finds nothing left to do. Raises BackupError where the backup cannot be made, or
    where the database is ahead of this version; nothing was changed then.
    """
    with _one_at_a_time():
        executor = MigrationExecutor(connection)
        if executor.loader.applied_migrations.keys() - executor.loader.graph.nodes.keys() - _replaced(executor):
            raise BackupError(NEWER)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return None
        before = _backup() if settings.BACKUP_BEFORE_UPGRADE and not is_empty() else None
        call_command("migrate", verbosity=0)
        return before


def _replaced(executor: MigrationExecutor) -> set[tuple[str, str]]:
    """Give the migrations that were put together into later ones; those of libraries are."""
    squashed = executor.loader.replacements.values()
    return {old for migration in squashed for old in migration.replaces}


def _backup() -> Path:
    folder = made(Path(settings.DESK_FOLDER) / "backups")
    path = folder / f"before-upgrade-{datetime.now(UTC):%Y%m%dT%H%M%S}.heeded"
    take_backup(path, passphrase_in(settings.BACKUP_PASSPHRASE_FILE), on_record=False)
    return path


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for others of this machine, and with PostgreSQL for those of other machines."""
    with (Path(settings.DESK_FOLDER) / "upgrade.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
