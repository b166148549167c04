"""Details of other people masked: everybody's but the victim's and the suspect's of a course.

A mask is as long as what it hides, so that every quotation keeps its place. What is masked is what the record typed of
other people, wherever it stands, and every number, mark or address that a text names and that is not the victim's or
the suspect's. Somebody whom only a text names cannot be found so: whoever hands the paper on must read it. The run is
never changed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from heeded.explain.rows import Row

MASK = "█"
TYPED = ("forename", "surname", "phone", "email", "handle", "address", "postcode", "vehicle", "nominal_id", "dob")
NAMES = ("forename", "surname")
NAMED = ("phone", "email", "handle", "vehicle")
"""Kinds of clue that name somebody's number, address on the net or vehicle."""
POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}(?!\w)")
SHORTEST = 2
"""Letters below which a typed detail (an initial) is too short to be looked for in a text."""
NOTE = "Details of other people are masked as far as the record types them; read it before it is handed on."


@dataclass(frozen=True, slots=True)
class Masks:
    """What is to be masked: details of others anywhere, and the places of clues, by report and field."""

    details: re.Pattern[str] | None
    own: frozenset[str]
    """Details of the victim and the suspect, letters and figures alone; they stay."""
    places: Mapping[tuple[str, str], tuple[tuple[int, int], ...]]

    def masked(self, text: str, where: tuple[str, str] | None = None) -> str:
        """Give a text with what is other people's masked.

        where: the report and field that it is the whole text of, if it is one.
        """
        spans = [found.span() for found in self.details.finditer(text)] if self.details else []
        spans += [found.span() for found in POSTCODE.finditer(text) if _plain(found[0]) not in self.own]
        if where:
            spans += self.places.get(where, ())
        return _covered(text, spans)


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        for place in range(start, min(end, len(letters))):
            if not letters[place].isspace():
                letters[place] = MASK
    return "".join(letters)


class Redaction:
    """Makes the masks of courses and of reports from the tables of a run."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        """Take what is needed: reports, log, mentions, persons, courses, course_reports and clues."""
        self._person = {r["mention_id"]: r["person_id"] for r in tables["persons"].to_pylist()}
        self._mentions = _grouped(tables["mentions"].to_pylist(), "report_id")
        self._clues = _grouped([c for c in tables["clues"].to_pylist() if c["kind"] in NAMED], "report_id")
        self._sides = {
            c["course_id"]: {c["victim_id"], c["suspect_id"]} - {None} for c in tables["courses"].to_pylist()
        }
        members = tables["course_reports"].select(["course_id", "report_id"]).to_pylist()
        self._reports = _grouped(members, "course_id")
        self._courses = _grouped(members, "report_id")
        reports = tables["reports"].select(["report_id", "narrative", "offence"]).to_pylist()
        self._texts = {(r["report_id"], name): r[name] or "" for r in reports for name in ("narrative", "offence")}
        for entry in tables["log"].select(["report_id", "entry", "text"]).to_pylist():
            self._texts[entry["report_id"], f"log:{entry['entry']}"] = entry["text"]
        self._made: dict[str, Masks] = {}

    def of_course(self, course_id: str) -> Masks:
        """Give the masks of one course."""
        if course_id not in self._made:
            reports = [r["report_id"] for r in self._reports.get(course_id, [])]
            self._made[course_id] = self._masks(reports, self._sides.get(course_id, set()))
        return self._made[course_id]

    def of_report(self, report_id: str) -> Masks:
        """Give the masks of one report: nobody is spared but the two sides of every course that it stands in."""
        if report_id not in self._made:
            self._made[report_id] = self._masks([report_id], self._spared(report_id))
        return self._made[report_id]

    def is_other(self, mention: Row) -> bool:
        """Say whether a mention is of somebody who is neither victim nor suspect of a course of its report."""
        return self._person.get(mention["mention_id"]) not in self._spared(mention["report_id"])

    def text(self, report_id: str, field: str) -> str:
        """Give a whole text of a report, masked as for its report."""
        return self.of_report(report_id).masked(self._texts.get((report_id, field), ""), (report_id, field))

    def _spared(self, report_id: str) -> set[str]:
        courses = [c["course_id"] for c in self._courses.get(report_id, [])]
        return set().union(*(self._sides.get(course, set()) for course in courses))

    def _masks(self, reports: list[str], sides: set[str]) -> Masks:
        mentions = [m for i in reports for m in self._mentions.get(i, [])]
        own = [m for m in mentions if self._person.get(m["mention_id"]) in sides]
        others = [m for m in mentions if self._person.get(m["mention_id"]) not in sides]
        spared = {m[f"{kind}_norm"] for m in own for kind in NAMED} - {None}
        places: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for clue in (c for i in reports for c in self._clues.get(i, []) if c["value"] not in spared):
            places.setdefault((clue["report_id"], clue["field"]), []).append((clue["start"], clue["end"]))
        kept = frozenset(_plain(value) for m in own for value in _details(m))
        return Masks(_pattern(kept, others), kept, {where: tuple(spans) for where, spans in places.items()})


def _grouped(rows: list[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[column], []).append(row)
    return grouped


def _pattern(kept: frozenset[str], others: list[Row]) -> re.Pattern[str] | None:
    """Give a pattern of the details of others that are not also of the victim or the suspect, whole words only."""
    wanted = {value for m in others for value in _details(m) if _plain(value) not in kept}
    parts = [_spaced(value) for value in sorted(wanted, key=lambda v: (-len(v), v)) if len(_plain(value)) >= SHORTEST]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def _details(mention: Row) -> list[str]:
    """Give what was typed of a person; each part of a double name is looked for by itself too."""
    typed = [str(mention[c]).strip() for c in TYPED if mention[c]]
    parts = [part for c in NAMES if mention[c] for part in re.split(r"[\s-]+", str(mention[c])) if part]
    return [value for value in (*typed, *parts) if value]


def _plain(value: str) -> str:
    return re.sub(r"[\W_]+", "", value).casefold()


def _spaced(value: str) -> str:
    """Let a detail be written with other spaces and punctuation than it was typed with."""
    return r"[\W_]{0,3}".join(re.escape(part) for part in re.findall(r"\w+", value))


def redacted(account: Row, masks: Masks) -> Row:
    """Give an account with other people's details masked, and a note that says so; the one given stays as it is."""
    texts = {
        (report["report_id"], field): masks.masked(text, (report["report_id"], field))
        for report in account["reports"]
        for field, text in _texts(report)
    }
    masked: Row = _walk(account, masks, Quotes(account, texts))
    for report, original in zip(masked["reports"], account["reports"], strict=True):
        _put_texts(report, original["report_id"], texts)
    masked["limits"] = f"{masked['limits']} {NOTE}"
    masked["redacted"] = True
    return masked


class Quotes:
    """Finds the words of a quotation in the masked texts, so that text and quotation never differ."""

    def __init__(self, account: Row, texts: Mapping[tuple[str, str], str]) -> None:
        """Take the account as it is, and its texts as masked, by report and field."""
        self._texts = texts
        self._report_of = {r["number"]: r["report_id"] for r in account["reports"]}
        self._place_of = {
            mark["finding_id"]: (report["report_id"], mark["field"], mark["start"], mark["end"])
            for report in account["reports"]
            for part in _marked_parts(report)
            for mark in part["marks"]
        }

    def of(self, quotation: Row) -> str | None:
        """Give the masked words of a quotation; None for what is no quotation."""
        if quotation.get("finding_id") in self._place_of:
            report_id, field, start, end = self._place_of[quotation["finding_id"]]
        elif {"quote", "report", "field", "start", "end"} <= quotation.keys():
            report_id = self._report_of[quotation["report"]]
            field, start, end = (quotation[name] for name in ("field", "start", "end"))
        else:
            return None
        return self._texts[report_id, field][start:end]


def _marked_parts(report: Row) -> list[Row]:
    return [report["recorded_as"], report["narrative"], *report["log"]]


def _texts(report: Row) -> list[tuple[str, str]]:
    """Give the whole texts of a report by field."""
    log = [(f"log:{e['entry']}", e["text"]) for e in report["log"]]
    return [("offence", report["recorded_as"]["text"] or ""), ("narrative", report["narrative"]["text"]), *log]


def _put_texts(report: Row, report_id: str, texts: Mapping[tuple[str, str], str]) -> None:
    """Put the whole texts in place: they alone know the places of numbers and marks."""
    for (field, text), part in zip(_texts(report), _marked_parts(report), strict=True):
        if text:
            part["text"] = texts[report_id, field]


KEPT = frozenset(
    {"course_id", "report_id", "finding_id", "question_id", "report_a", "report_b", "code", "family", "field"}
)
"""Keys whose values are ours, not the record's words."""


def _walk(value: Any, masks: Masks, quotes: Quotes, key: str = "") -> Any:
    """Mask every string of an account; a quotation is taken anew from its masked text."""
    if isinstance(value, dict):
        made = {k: _walk(v, masks, quotes, k) for k, v in value.items()}
        quote = quotes.of(value) if "quote" in value else None
        return made if quote is None else {**made, "quote": quote}
    if isinstance(value, list):
        return [_walk(v, masks, quotes, key) for v in value]
    return masks.masked(value) if isinstance(value, str) and key not in KEPT else value
