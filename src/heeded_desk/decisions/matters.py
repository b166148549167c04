"""What a decision is about, told by what never changes: report ids, and within them a place, a duty or a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from heeded_desk.decisions.models import Decision

Row = Mapping[str, Any]
Kind = Decision.Kind
OF_COURSE = {Kind.STALKING, Kind.RISK_HEEDED, Kind.DUTY}
PLACE = ("report_id", "field", "start", "end", "code")
PERSON = ("report_id", "role", "position")


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of decision and its subjects, as the contract says."""

    kind: str
    subjects: tuple[Row, ...]

    @property
    def report_ids(self) -> frozenset[str]:
        """Give the reports that it is about."""
        return frozenset(s["report_id"] for s in self.subjects)

    def same_as(self, other: "Matter") -> bool:
        """Say whether two are about the same thing, so that the later one takes the place of the earlier.

        Of a course one is enough that has all reports of the other: it grew, or was joined, in between.
        """
        if self.kind != other.kind:
            return False
        if self.kind not in OF_COURSE:
            return self._places() == other._places()
        mine, theirs = self.report_ids, other.report_ids
        return self._checks() == other._checks() and (mine <= theirs or theirs <= mine)

    def holds_for(self, report_ids: frozenset[str]) -> bool:
        """Say whether a course of these reports has all that it is about."""
        return self.report_ids <= report_ids

    def _checks(self) -> set[str]:
        return {s.get("check_id", "") for s in self.subjects}

    def _places(self) -> set[tuple[Any, ...]]:
        names = PLACE if self.kind == Kind.FINDING else PERSON
        return {tuple(s.get(name) for name in names) for s in self.subjects}


def matter_of(decision: Decision) -> Matter:
    """Give what a decision is about."""
    return Matter(decision.kind, tuple(decision.subjects))


def about_course(kind: str, report_ids: Iterable[str]) -> Matter:
    """Give the matter of a course as it stands now: whether it is stalking, or whether its risk was acted on."""
    return Matter(kind, tuple({"report_id": i} for i in sorted(report_ids)))


def about_duty(check_id: str, report_ids: Iterable[str]) -> Matter:
    """Give the matter of one duty of a course as it stands now."""
    return Matter(Kind.DUTY, tuple({"report_id": i, "check_id": check_id} for i in sorted(report_ids)))


def about_finding(report_id: str, mark: Row) -> Matter:
    """Give the matter of one reading of words: where they stand, and what they are read as."""
    place = {name: mark[name] for name in ("field", "start", "end", "code")}
    return Matter(Kind.FINDING, ({"report_id": report_id, **place},))


def about_persons(a: Row, b: Row) -> Matter:
    """Give the matter of two mentions, each with report_id, role and position."""
    return Matter(Kind.SAME_PERSON, tuple({name: m[name] for name in PERSON} for m in (a, b)))


def about_reports(report_a: str, report_b: str) -> Matter:
    """Give the matter of two reports."""
    return Matter(Kind.SAME_COURSE, ({"report_id": report_a}, {"report_id": report_b}))
