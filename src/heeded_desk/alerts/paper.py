"""A hand-over list on paper: a PDF that screen readers can follow, set by the template that accounts are set with."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import typst

from heeded.explain.plain import showable
from heeded_desk.alerts.queries import when
from heeded_desk.alerts.shift import Section, Shift

Block = dict[str, Any]
HEAD = ("Course", "What", "When")
MASKED = "Courses stand by their numbers here, and the note is left out, because it may name people."


def hand_over_file(found: list[Section], shift: Shift, by: str, note: str) -> bytes:
    """Give the list as a .pdf file.

    by: who hands over. note: empty where there is none; it is left out where the list is masked.
    """
    blocks = list(_blocks(found, shift, by, "" if shift.masked else note))
    given = json.dumps({"title": "Hand-over", "footer": "Heeded, hand-over", "blocks": blocks}, ensure_ascii=False)
    try:
        return _typeset(given, ["ua-1"])
    except typst.TypstError:  # a character for which no font is at hand, which the standard forbids
        return _typeset(given, [])


def _typeset(given: str, standards: list[str]) -> bytes:
    template = files("heeded.explain").joinpath("templates", "account.typ").read_bytes()
    made = typst.compile(
        template, format="pdf", sys_inputs={"account": given}, ignore_system_fonts=True, pdf_standards=standards,
        timestamp=0,
    )  # fmt: skip
    return bytes(made)


def _blocks(found: list[Section], shift: Shift, by: str, note: str) -> Iterator[Block]:
    yield _words("heading", "Hand-over")
    yield _words("paragraph", f"{when(shift.since)} to {when(shift.until)}, handed over by {by}.")
    if shift.masked:
        yield _words("paragraph", MASKED)
    if note:
        yield _words("heading", "Note", level=2)
        yield _words("paragraph", note)
    for section in found:
        yield _words("heading", section.title, level=2)
        if not section.lines:
            yield _words("paragraph", section.nothing)
            continue
        rows = [[showable(text) for text in (line.course, line.words, line.at)] for line in section.lines]
        yield {"kind": "table", "level": 1, "pieces": [], "head": HEAD, "rows": rows}
        if section.more:
            yield _words("paragraph", "There are more; the desk shows them on the pages of alerts and clocks.")


def _words(kind: str, text: str, level: int = 1) -> Block:
    piece = {"text": showable(text), "bold": False, "quoted": False, "marked": False, "labels": []}
    return {"kind": kind, "level": level, "pieces": [piece], "head": [], "rows": []}
