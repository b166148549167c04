"""Whether a course grows worse: seven forms, each with the numbers that it rests on, none of them summed.

A form is `shown`, `not_shown`, or `cannot_tell` where there is nothing to compare: one report, or no dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from heeded.assess.clocks import months_later
from heeded.assess.evidence import Evidence, Item, Row
from heeded.catalogue.escalation import Escalation, Ladder


@dataclass(frozen=True, slots=True)
class Form:
    """One form of escalation: how it stands, its numbers by name, and the reports and findings that show it."""

    form: str
    standing: str
    numbers: tuple[tuple[str, str], ...] = ()
    reports: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What one report tells: its day, and what its words state that stands."""

    report_id: str
    day: date | None
    items: tuple[Item, ...]


def escalation_of(evidence: Evidence, acts: frozenset[str], known: Escalation) -> list[Form]:
    """Give the seven forms of a course, in the order of the catalogue.

    acts: the behaviours that count as acts, for variety and defiance. Reports that are set aside are left out.
    """
    reports = _reports(evidence)
    return [
        _rate(reports, known),
        _climb("severity", reports, known.severity),
        _variety(reports, acts),
        _climb("proximity", reports, known.proximity),
        _spread(reports, known),
        _defiance(reports, acts, known),
        _repeat(reports, known),
    ]


def quiet_days(evidence: Evidence, forms: Iterable[Form], today: date | None, known: Escalation) -> int | None:
    """Give for how many days nothing has been reported, where it had been growing worse before; else None.

    A sudden quiet is no reassurance: it can come before the worst.
    """
    days = [t.day for t in _reports(evidence) if t.day]
    if not today or not days or not any(f.standing == "shown" for f in forms):
        return None
    quiet = (today - max(days)).days
    return quiet if quiet >= known.quiet_days else None


def _reports(evidence: Evidence) -> list[Told]:
    found: dict[str, list[Item]] = {}
    for items in evidence.said.values():
        for item in items:
            found.setdefault(item.report_id, []).append(item)
    kept = [r for r in evidence.reports if r["report_id"] not in evidence.aside]
    return [Told(str(r["report_id"]), _day(r), tuple(found.get(str(r["report_id"]), ()))) for r in kept]


def _day(report: Row) -> date | None:
    at = report["recorded_at"]
    return at.date() if isinstance(at, datetime) else None


def _rate(reports: list[Told], known: Escalation) -> Form:
    """Compare the last days before the latest report with as many days at the usual rate before."""
    days = sorted(t.day for t in reports if t.day)
    if len(days) < 2:
        return Form("rate", "cannot_tell")
    compared = [c for window in known.windows if (c := _window(days, window))]
    if not compared:
        return Form("rate", "cannot_tell")
    grown = [c for c in compared if c[1] >= known.least and c[1] * c[3] > c[2] * c[0]]
    window, recent, before, span = (grown or compared)[0]
    numbers = (("window", str(window)), ("recent", str(recent)), ("before", str(before)), ("span", str(span)))
    since = days[-1] - timedelta(days=window)
    late = tuple(t.report_id for t in reports if t.day and t.day > since)
    return Form("rate", "shown" if grown else "not_shown", numbers, late)


def _window(days: list[date], window: int) -> tuple[int, int, int, int] | None:
    """Give the window, the reports in it and before it, and the days before it; None where there were none before."""
    since = days[-1] - timedelta(days=window)
    recent = sum(day > since for day in days)
    span = (since - days[0]).days + 1
    return (window, recent, len(days) - recent, span) if span > 0 else None


def _climb(form: str, reports: list[Told], ladder: Ladder) -> Form:
    """Find the last step up a ladder: a report that tells of more than any before it."""
    steps = [s for t in reports if (s := _highest(t, ladder))]
    if len(steps) < 2:
        return Form(form, "cannot_tell")
    reached, found = steps[0], None
    for step in steps[1:]:
        if step[0] > reached[0]:
            found = (reached, step)
            reached = step
    if not found:
        return Form(form, "not_shown", (("at", ladder.titles[reached[0]]),))
    (low, first, _), (high, then, shown) = found
    numbers = (("from", ladder.titles[low]), ("to", ladder.titles[high]))
    return Form(form, "shown", numbers, (first, then), tuple(i.finding_id for i in shown))


def _highest(told: Told, ladder: Ladder) -> tuple[int, str, list[Item]] | None:
    rungs = [(ladder.rung_of[key], item) for item in told.items if (key := item.key) in ladder.rung_of]
    if not rungs:
        return None
    top = max(rung for rung, _ in rungs)
    return (top, told.report_id, [item for rung, item in rungs if rung == top])


def _variety(reports: list[Told], acts: frozenset[str]) -> Form:
    """Find kinds of act that later reports tell of and earlier ones do not."""
    telling = [(t.report_id, [i for i in t.items if i.key in acts]) for t in reports]
    telling = [(report_id, items) for report_id, items in telling if items]
    if len(telling) < 2:
        return Form("variety", "cannot_tell")
    known = {i.code for i in telling[0][1]}
    first = len(known)
    new: list[Item] = []
    for _, items in telling[1:]:
        new += [i for i in items if i.code not in known]
        known |= {i.code for i in items}
    numbers = (("first", str(first)), ("now", str(len(known))))
    reports_of = tuple(dict.fromkeys(i.report_id for i in new))
    return Form("variety", "shown" if new else "not_shown", numbers, reports_of, tuple(i.finding_id for i in new))


def _spread(reports: list[Told], known: Escalation) -> Form:
    found = [i for t in reports for i in t.items if i.key in known.spread]
    if not found:
        return Form("spread", "not_shown" if reports else "cannot_tell")
    return Form(
        "spread", "shown", (), tuple(dict.fromkeys(i.report_id for i in found)), tuple(i.finding_id for i in found)
    )


def _defiance(reports: list[Told], acts: frozenset[str], known: Escalation) -> Form:
    """Find acts after an arrest, bail, order or warning, and words that tell of defiance by themselves."""
    told = [i for t in reports for i in t.items if i.key in known.defiance_told]
    stopped = [i for t in reports for i in t.items if i.key in known.defied and i.at]
    first = min((i.at.date() for i in stopped if i.at), default=None)
    later = [t for t in reports if first and t.day and t.day > first and any(i.key in acts for i in t.items)]
    if not told and not later:
        return Form("defiance", "not_shown" if stopped else "cannot_tell")
    numbers = (("told", str(len({i.report_id for i in told}))), ("after", str(len(later))))
    places = dict.fromkeys([*(i.report_id for i in told), *(t.report_id for t in later)])
    return Form("defiance", "shown", numbers, tuple(places), tuple(i.finding_id for i in told))


def _repeat(reports: list[Told], known: Escalation) -> Form:
    """Count the reports of the twelve months up to the latest."""
    days = sorted(t.day for t in reports if t.day)
    if not days:
        return Form("repeat", "cannot_tell")
    since = months_later(days[-1], -known.repeat_months)
    counted = [t.report_id for t in reports if t.day and t.day > since]
    numbers = (("reports", str(len(counted))), ("months", str(known.repeat_months)))
    shown = len(counted) >= known.repeat_reports
    return Form("repeat", "shown" if shown else "not_shown", numbers, tuple(counted))
