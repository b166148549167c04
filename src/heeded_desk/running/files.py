"""The files of a desk that a backup holds, and how they are held still while people work."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

PASSED_OVER = ("cache", "incoming", "backups", "backing-up", "restoring", "replaced-")
"""Folders of what comes in, is being made, or was put aside, by the beginnings of their names."""
IN_WORK = "work"
"""The folder of a force in which a run is being made: it is begun again after a restore."""
SQLITE = b"SQLite format 3\0"
COUNTS = "counts.sqlite3"
"""What all processes count together; nothing of it outlives a restart."""
BESIDE = ("-wal", "-shm", "-journal")
"""What stands beside a file of SQLite while it is open; the copy holds it already."""


def kept_files(data: Path) -> Iterator[Path]:
    """Give the files of a desk that must outlive it, without its own database."""
    database = "/" if connection.vendor == "postgresql" else Path(settings.DATABASES["default"]["NAME"]).name
    for folder, names, files in os.walk(data):
        here = Path(folder)
        within = here.relative_to(data).parts
        names[:] = [n for n in names if not _passed_over(within, n) and not (here / n).is_symlink()]
        for name in sorted(files):
            path = here / name
            own = not within and name.startswith((database, COUNTS))
            if not (own or path.is_symlink() or name.endswith((".lock", ".part", *BESIDE))):
                yield path


def _passed_over(within: tuple[str, ...], name: str) -> bool:
    if not within:
        return name.startswith(PASSED_OVER)
    return len(within) == 2 and within[0] == "forces" and name == IN_WORK


def hold(data: Path, stage: Path) -> None:
    """Hold every file by a link of its own, so that it stays whatever the desk does; may be called again.

    Files of the desk are written anew and renamed, never changed in place, but for stores in SQLite: those are copied
    by SQLite itself, as they are at one moment.
    """
    for path in kept_files(data):
        to = stage / path.relative_to(data)
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            if is_sqlite(path):
                copy_sqlite(path, to)
            else:
                _link(path, to)
        except FileNotFoundError:  # tidied away meanwhile: no run needs it any more
            continue


def _link(path: Path, to: Path) -> None:
    """Link a file; one that was written anew since the last time is linked anew."""
    fresh = to.with_name(f".{to.name}.new")
    os.link(path, fresh)
    fresh.replace(to)
    fresh.unlink(missing_ok=True)  # where both were the same file already, replacing does nothing


def is_sqlite(path: Path) -> bool:
    """Say whether a file is a database of SQLite."""
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def copy_sqlite(path: Path, to: Path) -> None:
    """Copy a database of SQLite as it is at one moment, while others write to it."""
    source = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=20)
    try:
        target = sqlite3.connect(to)
        try:
            source.backup(target)
        finally:
            target.close()
    finally:
        source.close()
