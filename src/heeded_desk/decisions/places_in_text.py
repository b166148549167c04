"""Finding the words of a report again: in an account, by field and characters."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]
AROUND = 160
"""Characters on each side that are shown with words, so that they can be judged."""


def texts_of(report: Row) -> Iterator[tuple[str, str, list[Row]]]:
    """Give each field of a report in an account with its text and marks."""
    yield "offence", report["recorded_as"]["text"] or "", report["recorded_as"]["marks"]
    yield "narrative", report["narrative"]["text"], report["narrative"]["marks"]
    for entry in report["log"]:
        yield f"log:{entry['entry']}", entry["text"], entry["marks"]


def mark_in(report: Row, wanted: Row) -> Row | None:
    """Give the mark of a report that stands in a place and is read as a code. wanted: field, start, end, code."""
    names = ("field", "start", "end", "code")
    marks = (m for _, _, marks in texts_of(report) for m in marks)
    return next((m for m in marks if all(m[n] == wanted[n] for n in names)), None)


def around(report: Row, place: Row) -> tuple[str, str, str] | None:
    """Give what stands before, at and after a place; None where the report no longer has it."""
    text = next((text for field, text, _ in texts_of(report) if field == place["field"]), "")
    start, end = place["start"], place["end"]
    if not 0 <= start < end <= len(text):
        return None
    return _cut_left(text[max(0, start - AROUND) : start], start), text[start:end], _cut_right(text, end)


def _cut_left(before: str, start: int) -> str:
    """Begin at a word where something was left out."""
    return before if start <= AROUND or " " not in before else "… " + before.split(" ", 1)[1]


def _cut_right(text: str, end: int) -> str:
    after = text[end : end + AROUND]
    return after if end + AROUND >= len(text) or " " not in after else after.rsplit(" ", 1)[0] + " …"


def report_of(reports: Iterable[Row], report_id: str) -> Row | None:
    """Give one report of an account."""
    return next((r for r in reports if r["report_id"] == report_id), None)
