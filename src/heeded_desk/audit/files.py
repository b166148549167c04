"""The chain in files: exports that can be verified without a database, and anchors to keep elsewhere."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TextIO

from heeded.toolbox.errors import HeededError
from heeded_desk.audit.chain import Saying, as_row, from_row, moment
from heeded_desk.audit.walk import Fault, Walk, Wrong


class AuditFileError(HeededError):
    """A file that is no export of the audit, or no file of anchors."""


def head_line(head: Mapping[str, object]) -> str:
    """Give the first line of an export: what its last entry must be, or that it is a selection."""
    return json.dumps({"head": dict(head)}) + "\n"


def line_of(entry: Saying) -> str:
    """Give the line of an entry."""
    return json.dumps(as_row(entry), sort_keys=True) + "\n"


def write_export(file: TextIO, entries: Iterable[Saying], number: int, last: str) -> None:
    """Write the whole chain up to the entry of this number and hash."""
    file.write(head_line({"number": number, "hash": last}))
    file.writelines(line_of(entry) for entry in entries)


def verify_export(path: Path, anchors: Mapping[int, str]) -> tuple[Walk, Fault | None, bool]:
    """Hold an export against itself and the anchors.

    Gives the walk, what is wrong, and whether the file is only a selection. Raises AuditFileError for another file.
    """
    with path.open(encoding="utf-8") as file:
        head = _head(file.readline())
        part = "number" not in head
        walk = Walk(anchors=anchors, part=part)
        for number, line in enumerate(file, start=2):
            fault = _take(walk, line, number)
            if fault:
                return walk, fault, part
    return walk, None if part else walk.end(head["number"], head["hash"], walk.number), part


def _take(walk: Walk, line: str, number: int) -> Fault | None:
    try:
        return walk.take(from_row(json.loads(line)))
    except (KeyError, TypeError, ValueError, AttributeError):
        return Fault(number, Wrong.UNREADABLE)


def _head(line: str) -> dict[str, object]:
    try:
        head = json.loads(line)["head"]
        if "number" in head:
            return {"number": int(head["number"]), "hash": str(head["hash"])}
        return dict(head)
    except (KeyError, TypeError, ValueError):
        raise AuditFileError("This is no export of the audit: its first line does not name the head.") from None


def add_anchor(path: Path, number: int, last: str, at: datetime) -> None:
    """Add a line to a file of anchors: the number and hash of the last entry, and when they were so."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"number": number, "hash": last, "at": moment(at)}) + "\n")


def anchors_in(path: Path) -> dict[int, str]:
    """Give the anchors of a file, hash by number; raises AuditFileError where it holds none or something else."""
    try:
        found = dict(_anchors(path.read_text(encoding="utf-8").splitlines()))
    except (KeyError, TypeError, ValueError):
        raise AuditFileError(f"{path.name} is no file of anchors.") from None
    if not found:
        raise AuditFileError(f"{path.name} holds no anchor.")
    return found


def _anchors(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    for line in filter(str.strip, lines):
        row = json.loads(line)
        yield int(row["number"]), str(row["hash"])
