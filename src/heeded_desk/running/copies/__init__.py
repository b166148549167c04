"""Copying a database while people work, and putting a copy in, each kind in its own file."""

from pathlib import Path
from types import ModuleType

from django.db import connection

from heeded_desk.running.copies import postgresql, sqlite

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def copy_database(folder: Path) -> dict[str, object]:
    """Copy the database, as it is at one moment, into files of an empty folder; gives what a restore must know."""
    return {"vendor": connection.vendor, **KINDS[connection.vendor].copy(folder)}


def put_database(folder: Path, told: dict[str, object]) -> None:
    """Put a copy in, in place of all that the database holds; it has the state of migrations that it was copied in."""
    KINDS[connection.vendor].put(folder, told)
