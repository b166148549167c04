"""What a course amounts to with the typed report in it: assessed as a run would assess it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from heeded.assess import assess_courses
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.law import load_law
from heeded.first_contact.found import Flag, Says, Words
from heeded.live import Store
from heeded.live.answer import InCourse
from heeded.live.whole import whole_tables
from heeded.model import contracts
from heeded.model.decision import Decision

LARGEST = 100
"""A course of more reports is not assessed while somebody waits: the next run does it."""


class Saying:
    """Assesses courses; the law is loaded once."""

    def __init__(self) -> None:
        self._law = load_law(catalogue_folder())

    def of(
        self, store: Store, courses: Sequence[InCourse], typed: Mapping[str, pa.Table], decisions: Sequence[Decision]
    ) -> dict[str, Says]:
        """Give what is said of courses, by their ids. typed: the tables of a report that stands in them.

        Nothing is said of a course that is too large, or where the store holds too little.
        """
        own = str(typed["reports"]["report_id"][0].as_py())
        wanted = [course for course in courses if len(course.reports) <= LARGEST]
        others = {report for course in wanted for report in course.reports} - {own}
        tables = whole_tables(store, others, typed) if wanted else None
        if tables is None:
            return {}
        made = {
            **tables,
            "courses": contracts.table("courses", [_course(c) for c in wanted]),
            "course_reports": contracts.table("course_reports", [row for c in wanted for row in _rows(c)]),
            "possible_joins": contracts.empty("possible_joins"),
        }
        today = _today(store, typed["reports"])
        assessed = assess_courses(made, self._law, decisions, today)["assessments"].to_pylist()
        quoted = {
            f["finding_id"]: Words(f["report_id"], f["field"], f["quote"])
            for f in tables["findings"].select(["finding_id", "report_id", "field", "quote"]).to_pylist()
        }
        return {row["course_id"]: _says(row, quoted) for row in assessed}


@cache
def saying() -> Saying:
    """Give the one that this process uses."""
    return Saying()


def _says(row: Mapping[str, object], quoted: Mapping[str, Words]) -> Says:
    flags = row["red_flags"]
    assert isinstance(flags, list)
    told = tuple(
        Flag(flag["code"], _iso(flag["first_on_file"]), tuple(quoted[f] for f in flag["findings"] or () if f in quoted))
        for flag in flags
    )
    return Says(str(row["stalking"]), bool(row["recorded_as_stalking"]), bool(row["unrecognised"]), told)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _course(course: InCourse) -> dict[str, object]:
    pair = {"victim_id": course.victim_id, "suspect_id": course.suspect_id}
    return {"course_id": course.course_id, **pair, "reports": len(course.reports)}


def _rows(course: InCourse) -> list[dict[str, object]]:
    row = {"course_id": course.course_id, "probability": 1.0, "reason": course.reason}
    return [{**row, "report_id": report} for report in course.reports]


def _today(store: Store, reports: pa.Table) -> date | None:
    """Give the day that counts as today in a run of all: the latest on which a report was recorded."""
    own, latest = pc.max(reports["recorded_at"]).as_py(), store.latest()
    days = [moment.date() for moment in (own, datetime.fromisoformat(latest) if latest else None) if moment]
    return max(days, default=None)
