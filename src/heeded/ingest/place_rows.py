"""From the rows of files to the three raw tables: which column is which, and what hangs on a report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from heeded.ingest.columns import LOG_COLUMNS, MOMENTS, PERSON_COLUMNS, REPORT_COLUMNS
from heeded.ingest.mapping import Mapping
from heeded.ingest.refusals import Refusals
from heeded.toolbox.dates import read_moment, read_range

Row = dict[str, Any]
SYNONYMS = {"force": "force_id"}
NOT_KEPT = re.compile("[\0\ud800-\udfff]")
"""NUL and halves of signs, which neither tables nor databases can keep. Each is shown as one � in its place, so that a
reader sees that something stood there, and places in the text stay what they were."""


@dataclass(slots=True)
class Raw:
    """The rows of the raw tables, as they grow."""

    mapping: Mapping
    refusals: Refusals
    reports: list[Row] = field(default_factory=list)
    persons: list[Row] = field(default_factory=list)
    log: list[Row] = field(default_factory=list)

    def place(self, table: str, file: str, line: int, row: Row) -> None:
        """Take in one row of one of the tables: reports, persons or log."""
        where = {"file": file, "line": line}
        if table == "reports":
            self._report(where, row)
            return
        columns = LOG_COLUMNS if table == "log" else PERSON_COLUMNS
        placed = self._mapped(table, row, ("report_id", *columns))
        if not placed["report_id"]:
            self.refusals.add(file, line, "report_id", "The row names no report that it belongs to.")
            return
        target = self.log if table == "log" else self.persons
        target.append({**where, **placed})

    def named(self, table: str, row: Row) -> Row:
        """Give the report_id of a row as it was sent, None where it bears none, and of a report its narrative."""
        columns = ("report_id", "narrative") if table == "reports" else ("report_id",)
        return self._mapped(table, row, columns)

    def _report(self, where: Row, row: Row) -> None:
        placed = {**self.mapping.constants, **_filled(self._mapped("reports", row, REPORT_COLUMNS))}
        placed["report_id"] = placed.get("report_id") or f"{where['file']}:{where['line']}"
        self._moments(placed)
        self.reports.append({**where, **placed})
        report_id = str(placed["report_id"])
        for role, columns in self.mapping.flat_persons.items():
            details = {ours: _joined(row, theirs) for ours, theirs in columns.items()}
            if any(details.values()):
                self.persons.append({**where, "report_id": report_id, "role": role, **details})
        self._nested(where, report_id, row.get("persons"), "persons", PERSON_COLUMNS)
        self._nested(where, report_id, row.get("log"), "log", LOG_COLUMNS)

    def _nested(self, where: Row, report_id: str, items: object, table: str, columns: Iterable[str]) -> None:
        if items is None:
            return
        if not isinstance(items, list):
            self.refusals.add(where["file"], where["line"], table, f"The report's {table} is no list.")
            return
        for item in items:
            if not isinstance(item, dict):
                self.refusals.add(
                    where["file"], where["line"], table, f"One entry of the report's {table} is no object with columns."
                )
                continue
            placed = {c: _text(item.get(c)) for c in columns}
            getattr(self, table).append({**where, "report_id": report_id, **placed})

    def _mapped(self, table: str, row: Row, columns: Iterable[str]) -> Row:
        named = self.mapping.columns.get(table)
        if named:
            return {ours: _joined(row, named[ours]) if ours in named else None for ours in columns}
        lowered = {SYNONYMS.get(str(k).strip().lower(), str(k).strip().lower()): v for k, v in row.items()}
        return {ours: _text(lowered.get(ours)) for ours in columns}

    def _moments(self, placed: Row) -> None:
        """Write times that the mapping tells how to read as ISO 8601; others are left for normalising to judge."""
        for column in MOMENTS:
            text, formats = placed.get(column), self.mapping.dates.get(column, ())
            if not text:
                continue
            if column in self.mapping.ranges:
                first, last = read_range(text, formats)
                placed[column] = first.isoformat() if first else text
                if column == "occurred_from" and last and not placed.get("occurred_to"):
                    placed["occurred_to"] = last.isoformat()
            elif formats and (moment := read_moment(text, formats)):
                placed[column] = moment.isoformat()


def _filled(row: Row) -> Row:
    return {k: v for k, v in row.items() if v}


def _joined(row: Row, names: tuple[str, ...]) -> str | None:
    parts = [_text(row.get(name)) for name in names]
    return " ".join(p for p in parts if p) or None


def _text(value: object) -> str | None:
    if value is None or isinstance(value, list | dict):
        return ", ".join(map(str, value)) if isinstance(value, list) and value else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    text = NOT_KEPT.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if text.strip() else None
