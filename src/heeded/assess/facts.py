"""What is held against the duties: the evidence of a course and what it has been found to amount to."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from heeded.assess.evidence import Evidence
from heeded.assess.points import Point
from heeded.assess.risk import RedFlag
from heeded.catalogue.duties import SignRule


class Sign(NamedTuple):
    """Something that stands on file, and when; `overdue` where a task was set and its day has passed undone."""

    at: datetime | None
    report_id: str
    field: str
    finding_id: str | None = None
    due: datetime | None = None
    state: str = "done"


@dataclass(slots=True)
class Facts:
    """One course as the duties see it; `seen` keeps the signs that several duties ask for."""

    evidence: Evidence
    stalking: str
    points: list[Point]
    flags: list[RedFlag]
    today: date | None
    seen: dict[SignRule, list[Sign]] = field(default_factory=dict)
    log_words: str = ""
    """All entries of the log in lower case, to see quickly that a term is in none."""

    def __post_init__(self) -> None:
        """Put the log together once."""
        self.log_words = "\n".join(str(entry["text"]) for entry in self.evidence.log).lower()
