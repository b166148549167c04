"""Whether the red flags on file were acted on: by the words of the record, its kinds of entries and its outcomes."""

from datetime import datetime, timedelta
from itertools import zip_longest
from typing import NamedTuple

from heeded.assess.evidence import Evidence, Row
from heeded.assess.facts import Facts, Sign
from heeded.assess.risk import RedFlag, flag_keys
from heeded.assess.signs import signs_of
from heeded.catalogue.law import Law


class Action(NamedTuple):
    """Something that was done, when and on which report, the code where words state it, and how it is called."""

    at: datetime | None
    report_id: str
    code: str
    title: str


def heeded(facts: Facts, law: Law) -> tuple[str, str]:
    """Say whether the red flags on file were acted on, with the reason; what is not known is not called no.

    A flag on which nothing was done until a further report came was not heeded then, whatever was done in the end.
    """
    evidence, flags = facts.evidence, facts.flags
    if not flags:
        return "cannot_tell", "The words on file raise no red flag."
    acted = _acted(facts, law)
    since = _since(_first_day(flags), acted, evidence)
    if evidence.log and (passed_over := _passed_over(facts, acted, law)):
        return _not_heeded(*passed_over, since)
    if since:
        return "heeded", f"After the first flag the record shows: {since}."
    return _nothing_done(facts, law)


def _not_heeded(report: Row, following: Row | None, since: str) -> tuple[str, str]:
    later = f" Later the record shows: {since}." if since and following else ""
    return "not_heeded", f"{_without_action(report, following)}{later}"


def _nothing_done(facts: Facts, law: Law) -> tuple[str, str]:
    evidence = facts.evidence
    if not evidence.log:
        return "cannot_tell", "The delivery holds no log of what was done."
    if signs_of(law.held_elsewhere, facts, law):
        return "cannot_tell", "What was done is said to be held elsewhere, and is not in this delivery."
    grade = _grade_of(_flagged(facts, law), evidence)
    if grade in law.low_grades:
        return "not_heeded", f"The record shows no action on them, and the grade is {grade}."
    told = f"The grade is {grade}" if grade else "No grade was given to what raises them"
    return "cannot_tell", f"{told}, and the record does not say what was done."


def _grade_of(flagged: set[str], evidence: Evidence) -> str | None:
    """Give the grade that the latest report with a flag records: one given before says nothing of the flag."""
    grades = [str(r["risk_grade"]) for r in evidence.reports if r["risk_grade"] and r["report_id"] in flagged]
    return grades[-1] if grades else None


def _acted(facts: Facts, law: Law) -> list[Action]:
    """Give all that was done of what counts as acting on a flag."""
    evidence = facts.evidence
    codes = {i.finding_id: i.code for items in evidence.said.values() for i in items}
    done = [sign for sign in signs_of(law.heeded_by, facts, law) if sign.state == "done"]
    return [_action(sign, codes.get(sign.finding_id or "", ""), evidence, law) for sign in done]


def _action(sign: Sign, code: str, evidence: Evidence, law: Law) -> Action:
    title = _worded(code, law) if code else _recorded(sign, evidence)
    return Action(sign.at, sign.report_id, code, title)


def _worded(code: str, law: Law) -> str:
    title = law.response_titles.get(code, code.replace("_", " "))
    return title[0].lower() + title[1:] if title[1:2].islower() else title


def _recorded(sign: Sign, evidence: Evidence) -> str:
    """Name the outcome, or the kind of the entry, by which something stands on file as done."""
    if sign.field == "outcome":
        outcomes = {r["report_id"]: r["outcome"] or r["outcome_code"] for r in evidence.reports}
        return f"the outcome “{outcomes[sign.report_id]}”"
    kinds = {(r["report_id"], f"log:{r['entry']}"): r["kind"] for r in evidence.log}
    return f"an entry of the kind “{str(kinds[sign.report_id, sign.field]).replace('_', ' ')}”"


def _passed_over(facts: Facts, acted: list[Action], law: Law) -> tuple[Row, Row | None] | None:
    """Give the first report with a flag on which nothing was done before the next, or before it was closed."""
    told = _flagged(facts, law) & {str(row["report_id"]) for row in facts.evidence.log}
    told -= {sign.report_id for sign in signs_of(law.held_elsewhere, facts, law)}
    closed = {sign.report_id for sign in signs_of(law.closed_without_action, facts, law)}
    for report, following in _spaced(facts.evidence.reports, law.acted_on_within_hours):
        over = following is not None or report["report_id"] in closed
        if over and report["report_id"] in told and not any(_during(a, report, following) for a in acted):
            return report, following
    return None


def _flagged(facts: Facts, law: Law) -> set[str]:
    """Give the reports that hold a flag by which action was called for."""
    worded = {item.report_id for key in flag_keys(law) for item in facts.evidence.said.get(key, [])}
    return worded | {sign.report_id for sign in signs_of(law.flagged_by, facts, law)}


def _spaced(reports: list[Row], hours: int) -> list[tuple[Row, Row | None]]:
    """Give each report that nothing followed within some hours, and the one after it: calls of one night are one."""
    dated = [r for r in reports if isinstance(r["recorded_at"], datetime)]
    near = timedelta(hours=hours)
    after = zip_longest(dated, dated[1:])
    return [(a, b) for a, b in after if b is None or b["recorded_at"] - a["recorded_at"] > near]  # type: ignore[operator]


def _during(action: Action, report: Row, following: Row | None) -> bool:
    """Say whether something was done on a report before the next one came; what has no day is of its own report."""
    if action.at is None:
        return action.report_id == report["report_id"]
    begun = str(report["recorded_at"]) <= str(action.at)
    return begun and (following is None or str(action.at) < str(following["recorded_at"]))


def _without_action(report: Row, following: Row | None) -> str:
    first = _day(report)
    if following is None:
        return f"The record shows no action on the flags of {first}, and it was closed."
    return f"The record shows no action on the flags of {first} before the next report, of {_day(following)}."


def _day(report: Row) -> str:
    day = report["recorded_at"]
    return f"{day.day} {day:%B %Y}" if isinstance(day, datetime) else "an unknown day"


def _since(first: datetime | None, acted: list[Action], evidence: Evidence) -> str:
    """List what was done from the day of the first flag on: what words tell, else outcomes and kinds of entries."""
    days = {r["report_id"]: r["recorded_at"] for r in evidence.reports}
    done = [a for a in acted if _after(a.at or days[a.report_id], first)]
    told = {(a.code, a.title) for a in done if a.code} or {(a.code, a.title) for a in done}
    return ", ".join(title for _, title in sorted(told))


def _first_day(flags: list[RedFlag]) -> datetime | None:
    days = [f.first_on_file for f in flags if f.first_on_file]
    return min(days) if days else None


def _after(at: object, first: datetime | None) -> bool:
    return first is None or not isinstance(at, datetime) or at.date() >= first.date()
