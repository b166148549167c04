"""Hold the audit chain against itself, its head and its anchors; or an export of it, without a database."""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction

from heeded.toolbox.errors import HeededError
from heeded_desk.audit.actions import record
from heeded_desk.audit.files import add_anchor, anchors_in, verify_export, write_export
from heeded_desk.audit.models import Entry, Kind
from heeded_desk.audit.verifying import entries_after, goal, keep, verify
from heeded_desk.audit.walk import Fault, Walk

BROKEN = 5
"""The exit code where something is wrong with the chain."""


class Command(BaseCommand):
    """Answers with a sentence; 0 where the chain is whole, 5 where it is not, 1 where that could not be told."""

    help = "Verify that no entry of the audit was changed, cut out or cut off."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take files to write to or to hold against."""
        parser.add_argument("--export", type=Path, metavar="FILE", help="Write the whole chain as lines of JSON.")
        parser.add_argument("--file", type=Path, metavar="FILE", help="Verify an export; no database is needed.")
        parser.add_argument("--anchor", type=Path, metavar="FILE", help="Add number, hash and time to keep elsewhere.")
        parser.add_argument("--against", type=Path, metavar="FILE", help="Hold the chain against anchors kept before.")

    def handle(self, *args: object, **given: object) -> None:
        """Verify, say what was found, and leave with 5 where it is not whole."""
        try:
            anchors = anchors_in(given["against"]) if given["against"] else {}
            if given["file"]:
                walk, fault, part = verify_export(given["file"], anchors)
            else:
                walk, fault, part = *self._database(anchors, given), False
        except HeededError as error:
            raise CommandError(str(error)) from None
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"A file cannot be read or written: {error}.") from None
        self.stdout.write(_told(walk, fault, part, len(anchors)))
        if fault:
            sys.exit(BROKEN)

    def _database(self, anchors: dict[int, str], given: dict[str, Path | None]) -> tuple[Walk, Fault | None]:
        if Entry._meta.db_table not in connection.introspection.table_names():
            raise CommandError("There is no desk here. HEEDED_DATA or HEEDED_DATABASE_URL says where it is.")
        began = datetime.now(UTC)
        walk, fault = verify(anchors)
        keep(walk, fault, began)
        if given["anchor"] and walk.number and not fault:
            add_anchor(given["anchor"], walk.number, walk.hash, began)
        elif given["anchor"]:
            self.stderr.write("No anchor was written: only a whole chain with an entry is anchored.")
        if given["export"]:
            _export(given["export"])
        return walk, fault


def _export(path: Path) -> None:
    """Write the chain as it stands, whole or not, and put on record that it was given out."""
    aim = goal()
    if aim is None:
        raise CommandError("Nothing was exported: the head of the chain is missing.")
    entries = (e for e in entries_after(0, max(aim.number, aim.last)) if not isinstance(e, Fault))
    with path.open("w", encoding="utf-8") as file:
        write_export(file, entries, aim.number, aim.hash)
    with suppress(DatabaseError), transaction.atomic():
        record(Kind.DISCLOSURE, by=None, place="audit-export", details={"entries": aim.number, "form": "jsonl"})


def _told(walk: Walk, fault: Fault | None, part: bool, anchors: int) -> str:
    if fault:
        return str(fault)
    if part:
        return (
            "Each entry of this selection is as it was written."
            " Whether any is left out, the whole chain alone can show."
        )
    held = f" It holds all {anchors:,} anchors." if anchors else ""
    return f"The chain is whole and unchanged: {walk.number:,} entries.{held}"
