"""Risk on file: each red flag with its words and its first day, and the grade that was recorded."""

from dataclasses import dataclass
from datetime import datetime

from heeded.assess.evidence import Evidence
from heeded.catalogue.law import Law


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A marker of serious harm that stands on file, listed and never summed."""

    code: str
    first_on_file: datetime | None
    findings: tuple[str, ...]
    report_id: str


def red_flags_of(evidence: Evidence, law: Law) -> list[RedFlag]:
    """Give the red flags on file of a course, in the order in which they came on file."""
    flags = []
    for key in flag_keys(law):
        items = evidence.said.get(key, [])
        if items:
            first = min(items, key=lambda i: str(i.at or "9999"))
            flags.append(RedFlag(key.split(".")[1], first.at, tuple(i.finding_id for i in items), first.report_id))
    return sorted(flags, key=lambda f: (str(f.first_on_file or "9999"), f.code))


def recorded_grade(evidence: Evidence) -> str | None:
    """Give the risk grade that the latest report with one records."""
    grades = [str(r["risk_grade"]) for r in evidence.reports if r["risk_grade"]]
    return grades[-1] if grades else None


def flag_keys(law: Law) -> list[str]:
    """Give what raises a red flag, as family and code."""
    return [f"risk.{c}" for c in law.red_flags] + [f"behaviour.{c}" for c in law.flag_behaviours]
