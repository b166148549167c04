"""Risk on file: each red flag with its words and its first day, and whether it was acted on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from heeded.assess.evidence import Evidence, Item, Row
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
    for key in _keys(law):
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
    """Say whether the red flags on file were acted on, with the reason; what is not known is not called no.

    A flag on which nothing was done until a further report came was not heeded then, whatever was done in the end.
    """
    grade = recorded_grade(evidence)
    if not flags:
        return "cannot_tell", "The words on file raise no red flag."
    later = sorted({i.code for i in _acted(evidence, law) if _after(i, _first_day(flags))})
    if evidence.log and (passed_over := _passed_over(evidence, law)):
        since = f" Later the record shows: {_list(later, law)}." if later else ""
        return "not_heeded", f"{_without_action(*passed_over)}{since}"
    if later:
        return "heeded", f"After the first flag the record shows: {_list(later, law)}."
    if not evidence.log:
        return "cannot_tell", "The delivery holds no log of what was done."
    if grade is None or grade in law.low_grades:
        return "not_heeded", f"The record shows no action on them, and the grade is {grade or 'not given'}."
    return "cannot_tell", f"The grade is {grade}, and the record does not say what was done."


def _passed_over(evidence: Evidence, law: Law) -> tuple[datetime, datetime] | None:
    """Give the days of the first report with a flag that was closed in silence, and of the report that came next."""
    flagged = {i.report_id for key in _keys(law) for i in evidence.said.get(key, [])}
    looked_into = {row["report_id"] for row in evidence.log}
    acted = _acted(evidence, law)
    for report, following in _spaced(evidence.reports, law.acted_on_within_hours):
        start, end = report["recorded_at"], following["recorded_at"]
        told = report["report_id"] in flagged and report["report_id"] in looked_into
        if told and not any(_during(i, report, end) for i in acted):
            assert isinstance(start, datetime) and isinstance(end, datetime)
            return start, end
    return None


def _spaced(reports: list[Row], hours: int) -> list[tuple[Row, Row]]:
    """Give each report that nothing followed within some hours, and the one after it: calls of one night are one."""
    dated = [r for r in reports if isinstance(r["recorded_at"], datetime)]
    return [(a, b) for a, b in pairwise(dated) if b["recorded_at"] - a["recorded_at"] > timedelta(hours=hours)]  # type: ignore[operator]


def _during(item: Item, report: Row, end: object) -> bool:
    """Say whether something was done on a report before the next one came."""
    if item.at is None:
        return item.report_id == report["report_id"]
    return str(report["recorded_at"]) <= str(item.at) < str(end)


def _without_action(start: datetime, end: datetime) -> str:
    first, following = (f"{day.day} {day:%B %Y}" for day in (start, end))
    return f"The record shows no action on the flags of {first} before the next report, of {following}."


def _keys(law: Law) -> list[str]:
    return [f"risk.{c}" for c in law.red_flags] + [f"behaviour.{c}" for c in law.flag_behaviours]


def _acted(evidence: Evidence, law: Law) -> list[Item]:
    return [i for code in sorted(law.heeded_by) for i in evidence.said.get(f"response.{code}", [])]


def _first_day(flags: list[RedFlag]) -> datetime | None:
    days = [f.first_on_file for f in flags if f.first_on_file]
    return min(days) if days else None


def _after(item: Item, first: datetime | None) -> bool:
    return first is None or item.at is None or item.at.date() >= first.date()


def _list(codes: list[str], law: Law) -> str:
    titles = [law.response_titles.get(c, c.replace("_", " ")) for c in codes]
    return ", ".join(t[0].lower() + t[1:] if t[1:2].islower() else t for t in titles)
