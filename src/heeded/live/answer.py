"""What is said of a report that was added."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A mention of the report and the person it is held to be, with how surely and why."""

    mention_id: str
    person_id: str
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class InCourse:
    """A course that the report stands in: its pair, its reports in the order of their ids, and why."""

    course_id: str
    victim_id: str | None
    suspect_id: str | None
    reports: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of an id, and why. noun: person or course. change: merge or split."""

    noun: str
    change: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom and which courses a report belongs to, and what became of ids by it."""

    report_id: str
    persons: tuple[Held, ...]
    courses: tuple[InCourse, ...]
    changes: tuple[Changed, ...]
