"""SQLite copies itself page by page at one moment, without shutting anybody out; encrypted where the desk is."""

from pathlib import Path

from django.conf import settings
from django.db import connection

NAME = "desk.sqlite3"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
HEAD = "SELECT number, hash FROM audit_head"
SESSIONS = """SELECT 'DELETE FROM ' || name FROM sqlite_master
 WHERE type = 'table' AND name IN ('members_session', 'django_session')"""
"""How the sessions are taken out, those of a desk from before the upgrade too."""


def copy(folder: Path) -> dict[str, object]:
    """Copy the database; sign-ins are left out, so that nobody is signed in after a restore."""
    connection.ensure_connection()
    target = _open(folder / NAME)
    try:
        connection.connection.backup(target)
        target.execute("PRAGMA secure_delete = ON")
        for (statement,) in target.execute(SESSIONS).fetchall():
            target.execute(statement)
        target.commit()
        head = target.execute(HEAD).fetchone()
        return {
            "migrations": [list(row) for row in target.execute(MIGRATIONS)],
            "head": {"number": head[0], "hash": head[1]},
            "keyed": is_keyed(),
        }
    finally:
        target.close()


def is_keyed() -> bool:
    """Say whether the database of this desk is encrypted."""
    return bool(settings.DATABASE_KEY_FILE)


def _open(path: Path) -> object:
    """Open a file as the desk opens its own."""
    target = connection.Database.connect(path)
    if is_keyed():
        from heeded_desk.running.sqlcipher.base import give_key  # only where the extra is installed

        give_key(target)
    return target


def put(folder: Path, told: dict[str, object]) -> None:
    """Put the file in its place; one that is not encrypted is encrypted where the desk is to be."""
    if is_keyed() and not told.get("keyed"):
        _encrypt(folder)
    place = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    for beside in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + beside).unlink(missing_ok=True)
    (folder / NAME).replace(place)


def _encrypt(folder: Path) -> None:
    plain = folder / "plain.sqlite3"
    (folder / NAME).replace(plain)
    target = _open(folder / NAME)
    try:
        target.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        target.execute("SELECT sqlcipher_export('main', 'plain')")
    finally:
        target.close()
