"""Risk on file: each red flag with its words and its first day, and whether it was acted on."""

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
    keys = [f"risk.{c}" for c in law.red_flags] + [f"behaviour.{c}" for c in law.flag_behaviours]
    flags = []
    for key in keys:
        items = evidence.said.get(key, [])
        if items:
            first = min(items, key=lambda i: str(i.at or "9999"))
            flags.append(RedFlag(key.split(".")[1], first.at, tuple(i.finding_id for i in items), first.report_id))
    return sorted(flags, key=lambda f: (str(f.first_on_file or "9999"), f.code))


def recorded_grade(evidence: Evidence) -> str | None:
    """Give the risk grade that the latest report with one records."""
    grades = [str(r["risk_grade"]) for r in evidence.reports if r["risk_grade"]]
    return grades[-1] if grades else None


def heeded(evidence: Evidence, flags: list[RedFlag], law: Law) -> tuple[str, str]:
    """Say whether the red flags on file were acted on, with the reason; what is not known is not called no."""
    grade = recorded_grade(evidence)
    done = sorted(c for c in law.heeded_by if evidence.said.get(f"response.{c}"))
    if not flags:
        return "cannot_tell", "The words on file raise no red flag."
    first = _first_day(flags)
    later = [c for c in done if _after(evidence, c, first)]
    if later:
        return "heeded", f"After the first flag the record shows: {_list(later, law)}."
    if not evidence.log:
        return "cannot_tell", "The delivery holds no log of what was done."
    if grade is None or grade in law.low_grades:
        return "not_heeded", f"The record shows no action on them, and the grade is {grade or 'not given'}."
    return "cannot_tell", f"The grade is {grade}, and the record does not say what was done."


def _first_day(flags: list[RedFlag]) -> datetime | None:
    days = [f.first_on_file for f in flags if f.first_on_file]
    return min(days) if days else None


def _after(evidence: Evidence, code: str, first: datetime | None) -> bool:
    items = evidence.said[f"response.{code}"]
    return first is None or any(i.at is None or i.at.date() >= first.date() for i in items)


def _list(codes: list[str], law: Law) -> str:
    titles = [law.response_titles.get(c, c.replace("_", " ")) for c in codes]
    return ", ".join(t[0].lower() + t[1:] if t[1:2].islower() else t for t in titles)
