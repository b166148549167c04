"""The tables of courses and of the reports in them."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from heeded.assemble.standing import Standing
from heeded.assemble.unknown import Joined

ONLY = "The only report of this course."
FIRST = "The earliest report of this course."
NOBODY = "Nobody is named; the report stands alone."
Row = dict[str, object]


def course_rows(courses: Mapping[str, Sequence[Standing]], reports: pa.Table) -> list[Row]:
    """Give the rows of `courses`: from the first act to the last, or from when they were recorded if not known."""
    columns = ("report_id", "occurred_from", "recorded_at")
    when = {
        r: occurred or recorded
        for r, occurred, recorded in zip(*(reports[c].to_pylist() for c in columns), strict=True)
    }
    return [_course_row(course, courses[course], when) for course in sorted(courses)]


def _course_row(course: str, those: Sequence[Standing], when: Mapping[str, object]) -> Row:
    ids = {s.report_id for s in those}
    times = sorted(t for t in (when[r] for r in ids) if t is not None)  # type: ignore[type-var]
    lead = next((s for s in those if s.named), those[0])
    return {
        "course_id": course,
        "victim_id": lead.victim.person,
        "suspect_id": lead.suspect.person,
        "first_at": times[0] if times else None,
        "last_at": times[-1] if times else None,
        "reports": len(ids),
    }


def report_rows(courses: Mapping[str, Sequence[Standing]], why: Joined, stated: float) -> list[Row]:
    """Give the rows of `course_reports`, each with the reason in words. stated: probability of a stated join."""
    rows = []
    for course in sorted(courses):
        once = {}
        for standing in reversed(courses[course]):
            once[standing.report_id] = standing
        for report in sorted(once):
            probability, reason = _told(once[report], courses[course], why, stated)
            rows.append({"course_id": course, "report_id": report, "probability": probability, "reason": reason})
    return rows


def _told(standing: Standing, those: Sequence[Standing], why: Joined, stated: float) -> tuple[float, str]:
    if len(those) == 1:
        return 1.0, ONLY if standing.victim.person or standing.suspect.person else NOBODY
    if standing.key in why:
        reason = why[standing.key]
        return stated, f"{reason[0].upper()}{reason[1:]}."
    if standing is those[0] and not standing.named:
        return stated, FIRST
    sides = [(n, p) for n, p in (("Victim", standing.victim), ("Suspect", standing.suspect)) if p.person]
    return min(p.probability for _, p in sides), " ".join(f"{n}: {p.reason[0].lower()}{p.reason[1:]}" for n, p in sides)
