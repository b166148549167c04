"""What stands in a store: the courses in which somebody stands, and the pair of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import pyarrow as pa

from heeded.assemble.standing import Standing, standings
from heeded.live.answer import InCourse
from heeded.live.store import Store, Stored
from heeded.model.contracts import MOMENT

VICTIM = "The victim of this course is, or may be, somebody in this report."
SUSPECT = "The suspect of this course is, or may be, somebody in this report."
ENOUGH = 50
"""So many of somebody's reports, the latest first, are looked at."""


def courses_about(store: Store, person: str, reports: Sequence[str]) -> list[InCourse]:
    """Give the courses in which a person is victim or suspect, by the latest of their reports first.

    reports: those that name the person, the latest first.
    """
    looked_at = list(reports[:ENOUGH])
    of_report: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in standings_of(store, looked_at):
        of_report[standing.report_id].append(standing)
    courses = store.standings_of(set(), looked_at)
    found: dict[str, InCourse] = {}
    for report in looked_at:
        for s in of_report[report]:
            course = courses.get(s.key)
            if course and course not in found and person in (s.victim.person, s.suspect.person):
                found[course] = _told(store, course, s, person)
    return list(found.values())


def _told(store: Store, course: str, standing: Standing, person: str) -> InCourse:
    reports = tuple(store.recorded(store.reports_of_courses([course])))
    reason = VICTIM if standing.victim.person == person else SUSPECT
    return InCourse(course, standing.victim.person, standing.suspect.person, reports, reason)


def standings_of(store: Store, reports: Iterable[str]) -> list[Standing]:
    """Give every pair of stored reports."""
    days = store.recorded(reports)
    mentions = store.of_reports(days)
    return standings(
        pa.table({"report_id": list(days), "recorded_at": pa.array(_moments(days.values()), MOMENT)}),
        pa.table(
            {name: [getattr(m, name) for m in mentions] for name in ("mention_id", "report_id", "role")}
            | {"has_details": [bool(m.has_details) for m in mentions]}
        ),
        pa.table(_held(mentions)),
    )


def _held(mentions: Sequence[Stored]) -> dict[str, list[object]]:
    return {
        "mention_id": [m.mention_id for m in mentions],
        "person_id": [m.person_id for m in mentions],
        "probability": [1.0] * len(mentions),
        "reason": [""] * len(mentions),
    }


def _moments(days: Iterable[str]) -> list[datetime | None]:
    return [datetime.fromisoformat(day) if day else None for day in days]
