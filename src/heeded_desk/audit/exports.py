"""Chosen entries as a file: a table for a spreadsheet, or lines that can be verified."""

import csv
import json
from collections.abc import Iterable, Iterator

from heeded.toolbox.cells import harmless
from heeded_desk.audit.chain import moment
from heeded_desk.audit.files import head_line, line_of
from heeded_desk.audit.models import Entry
from heeded_desk.audit.wording import did, who

COLUMNS = ("number", "at", "who", "user_name", "kind", "place", "subject", "what", "details", "hash")
CONTENT = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}


class _Line:
    """What a csv writer writes to, so that each row is given on at once."""

    def write(self, text: str) -> str:
        return text


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """Give the rows; no cell is taken for a formula."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for e in entries:
        name = e.by.username if e.by else ""
        details = json.dumps(e.details, ensure_ascii=False, sort_keys=True)
        said = (e.number, moment(e.at), who(e), name, e.kind, e.place, e.subject, did(e, {}), details, e.hash)
        yield writer.writerow([harmless(cell) for cell in said])


def as_lines(entries: Iterable[Entry], selection: dict[str, object]) -> Iterator[str]:
    """Give the lines; the first says that it is a selection, so that entries left out are no fault of the chain."""
    yield head_line({"selection": selection})
    yield from (line_of(entry) for entry in entries)
