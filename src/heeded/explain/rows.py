"""The rows of one course, gathered from the tables a slice of courses at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from heeded.toolbox.errors import ContractError

Row = dict[str, Any]
SLICE = 4_000
"""How many courses are turned into rows at once; it bounds the memory, not the answer."""
BY_REPORT = ("versions", "log", "mentions", "findings")


@dataclass(slots=True)
class CourseRows:
    """All that is on file of one course; reports in time order, numbered from 1 by their place."""

    course: Row
    assessment: Row
    reports: list[Row]
    links: dict[str, Row]
    persons: dict[str, Row]
    log: dict[str, list[Row]] = field(default_factory=dict)
    mentions: dict[str, list[Row]] = field(default_factory=dict)
    findings: dict[str, list[Row]] = field(default_factory=dict)
    versions: dict[str, list[Row]] = field(default_factory=dict)
    questions: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)

    @property
    def asked_why_not(self) -> bool:
        """Say whether it is still asked why the course is not recorded as stalking."""
        return any(q["kind"] == "why_not_stalking" for q in self.questions)

    @property
    def numbers(self) -> dict[str, int]:
        """Give the number by which each report is called in the account."""
        return {r["report_id"]: n for n, r in enumerate(self.reports, start=1)}


def course_rows(tables: Mapping[str, pa.Table], size: int = SLICE) -> Iterator[CourseRows]:
    """Give the rows of each course, in the order of their ids.

    tables: those that stages.py lets explain take. Raises ContractError naming a course without an assessment.
    """
    ids: list[str] = sorted(tables["courses"].column("course_id").to_pylist())
    for start in range(0, len(ids), size):
        yield from _slice(tables, ids[start : start + size])


def _slice(tables: Mapping[str, pa.Table], ids: Sequence[str]) -> Iterator[CourseRows]:
    own = {name: _rows(tables[name], "course_id", ids) for name in ("courses", "assessments", "checks")}
    links = _grouped(_rows(tables["course_reports"], "course_id", ids), "course_id")
    report_ids = sorted({r["report_id"] for rows in links.values() for r in rows})
    reports = {r["report_id"]: r for r in _rows(tables["reports"], "report_id", report_ids)}
    by_report = {name: _grouped(_rows(tables[name], "report_id", report_ids), "report_id") for name in BY_REPORT}
    mention_ids = [m["mention_id"] for rows in by_report["mentions"].values() for m in rows]
    persons = {p["mention_id"]: p for p in _rows(tables["persons"], "mention_id", mention_ids)}
    assessments = {a["course_id"]: a for a in own["assessments"]}
    checks, questions = _grouped(own["checks"], "course_id"), _questions(tables["questions"], ids)
    for course in sorted(own["courses"], key=lambda c: str(c["course_id"])):
        course_id = course["course_id"]
        if course_id not in assessments:
            raise ContractError(f"Course {course_id} has no assessment.")
        members = {r["report_id"]: r for r in links.get(course_id, [])}
        rows = CourseRows(
            course=course,
            assessment=assessments[course_id],
            reports=sorted((reports[i] for i in members), key=_when),
            links=members,
            persons=persons,
            checks=sorted(checks.get(course_id, []), key=lambda c: str(c["check_id"])),
            questions=questions.get(course_id, []),
        )
        for name in BY_REPORT:
            setattr(rows, name, {i: by_report[name][i] for i in members if i in by_report[name]})
        yield rows


def _questions(table: pa.Table, ids: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    wanted = set(ids)
    for row in table.to_pylist():
        for course_id in sorted({row["course_a"], row["course_b"]} & wanted):
            found[course_id].append(row)
    return {i: _once(sorted(rows, key=lambda q: str(q["question_id"]))) for i, rows in found.items()}


def _once(questions: list[Row]) -> list[Row]:
    """Ask once whether two courses are one, however many of their reports the table tells it of: persons first."""
    first: dict[tuple[str, str, bool], Row] = {}
    for row in sorted(questions, key=lambda q: q["kind"] != "same_person"):
        first.setdefault((str(row["course_a"]), str(row["course_b"]), row["kind"] == "why_not_stalking"), row)
    return [q for q in questions if any(q is kept for kept in first.values())]


def _rows(table: pa.Table, column: str, wanted: Sequence[str]) -> list[Row]:
    values = pa.array(wanted, type=table.schema.field(column).type)
    rows: list[Row] = table.filter(pc.is_in(table.column(column), value_set=values)).to_pylist()
    return rows


def _grouped(rows: list[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _when(report: Row) -> tuple[datetime, str]:
    return (report["recorded_at"] or datetime.max, report["report_id"])
