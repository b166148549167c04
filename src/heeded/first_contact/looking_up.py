"""Looks up one report against a live store, or keeps it there, and tells what is on file."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock

import pyarrow as pa

from heeded.first_contact.found import Between, Found, Said, Says
from heeded.first_contact.one_report import Tables, as_sent, checked, one_report
from heeded.first_contact.saying import saying
from heeded.live import Adding, ReplacedError, Store, TakenError, VersionError
from heeded.live.answer import InCourse
from heeded.live.looking import MOST, Looked

TYPED = "typed"
"""What a report is called that has no number yet, or one that is taken."""
NO_NUMBER = "A report that is to be kept needs its report_id, and one of its own."
OTHER_VERSION = "A report of this number is there already in another version. The next full run takes this one up."


class LookingUp:
    """Looks up reports in one store. It loads models, so that one is made for each process and store and kept."""

    def __init__(self, store: Path) -> None:
        """store: a live store, filled by `refill`. Raises RunError where there is none, or one of another version."""
        self._path = store
        self._adding = Adding(Store(store))
        self._one, self._saying = one_report(), saying()
        self._lock = Lock()

    def look(self, report: Mapping[str, object]) -> Found:
        """Tell what is on file about the people of a report, half typed or whole. Nothing is written.

        report: as in a delivery, everything optional. Without recorded_at it counts as recorded last. Raises
        ValueError, in words that hold nothing of the report, where it cannot be read.
        """
        given = checked(report)
        with self._lock:
            self._turn()
            try:
                return self._looked(given)
            except TakenError:  # somebody added it in this moment
                return self._looked({**given, "report_id": TYPED})

    def _looked(self, given: Mapping[str, object]) -> Found:
        tables = self._one.tables({**given, **self._filled_in(given)})
        return self._found(tables, self._adding.look(tables))

    def add(self, report: Mapping[str, object]) -> Found:
        """Keep a report in the store, and tell what `look` tells. It is safe on the disk when this returns.

        Raises ValueError where the report has no number, cannot be read, or is there in another version.
        """
        given = checked(report)
        if given.get("report_id") in (None, "", TYPED):
            raise ValueError(NO_NUMBER)
        with self._lock:
            tables = self._one.tables(given)
            return self._found(tables, self._kept(tables, as_sent(given)))

    def _kept(self, tables: Tables, sent: str) -> Looked:
        try:
            self._turn()
            return self._adding.keep(tables, sent)
        except ReplacedError:
            return self._kept(tables, sent)
        except VersionError as error:
            raise ValueError(OTHER_VERSION) from error

    def _turn(self) -> None:
        """Turn to the file that stands in the place of the store now."""
        if self._adding.store.replaced:
            self._adding.store.close()
            self._adding.turn_to(Store(self._path))

    def _filled_in(self, report: Mapping[str, object]) -> dict[str, object]:
        """Give the number and the day under which a typed report is looked up, where its own cannot be used."""
        store, number = self._adding.store, report.get("report_id")
        given: dict[str, object] = {}
        if not number or store.digest_of(str(number)) is not None:
            given["report_id"] = TYPED
        if not report.get("recorded_at"):
            given["recorded_at"] = store.latest() or datetime(1900, 1, 1).isoformat()
        return given

    def _found(self, tables: Tables, looked: Looked) -> Found:
        own = looked.answer.report_id
        courses = [course for course in looked.answer.courses if set(course.reports) - {own}]
        says = self._saying.of(self._adding.store, courses, tables, self._adding.decisions)
        between = [_between(looked, course, own, says.get(course.course_id)) for course in courses]
        between += [_beside(course) for course in looked.concerning]
        more = looked.more or len(between) > MOST
        return Found(looked.people, tuple(between[:MOST]), tuple(_said(tables["findings"])), more, looked.crowded)


def _between(looked: Looked, course: InCourse, own: str, says: Says | None) -> Between:
    reports = tuple(r for r in looked.in_order[course.course_id] if r != own)
    return Between(course.course_id, course.victim_id, course.suspect_id, reports, True, course.reason, says)


def _beside(course: InCourse) -> Between:
    pair = (course.victim_id, course.suspect_id)
    return Between(course.course_id, *pair, course.reports, False, course.reason)


def _said(findings: pa.Table) -> Iterator[Said]:
    for row in findings.select(["code", "family", "context", "quote", "start", "end", "field"]).to_pylist():
        yield Said(**row)
