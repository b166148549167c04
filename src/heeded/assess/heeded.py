"""Whether the red flags on file were acted on: by the words of the record, its kinds of entries and its outcomes."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from heeded.assess.evidence import Evidence, Row
from heeded.assess.facts import Facts, Sign
from heeded.assess.risk import RedFlag, flag_keys, recorded_grade
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
    if evidence.log and (passed_over := _passed_over(evidence, acted, law)):
        later = f" Later the record shows: {since}." if since else ""
        return "not_heeded", f"{_without_action(*passed_over)}{later}"
    if since:
        return "heeded", f"After the first flag the record shows: {since}."
    return _nothing_done(evidence, law)


def _nothing_done(evidence: Evidence, law: Law) -> tuple[str, str]:
    grade = recorded_grade(evidence)
    if not evidence.log:
        return "cannot_tell", "The delivery holds no log of what was done."
    if grade is None or grade in law.low_grades:
        return "not_heeded", f"The record shows no action on them, and the grade is {grade or 'not given'}."
    return "cannot_tell", f"The grade is {grade}, and the record does not say what was done."


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


def _passed_over(evidence: Evidence, acted: list[Action], law: Law) -> tuple[datetime, datetime] | None:
    """Give the days of the first report with a flag that was closed in silence, and of the report that came next."""
    flagged = {i.report_id for key in flag_keys(law) for i in evidence.said.get(key, [])}
    looked_into = {row["report_id"] for row in evidence.log}
    for report, following in _spaced(evidence.reports, law.acted_on_within_hours):
        start, end = report["recorded_at"], following["recorded_at"]
        told = report["report_id"] in flagged and report["report_id"] in looked_into
        if told and not any(_during(a, report, end) for a in acted):
            assert isinstance(start, datetime) and isinstance(end, datetime)
            return start, end
    return None


def _spaced(reports: list[Row], hours: int) -> list[tuple[Row, Row]]:
    """Give each report that nothing followed within some hours, and the one after it: calls of one night are one."""
    dated = [r for r in reports if isinstance(r["recorded_at"], datetime)]
    return [(a, b) for a, b in pairwise(dated) if b["recorded_at"] - a["recorded_at"] > timedelta(hours=hours)]  # type: ignore[operator]


def _during(action: Action, report: Row, end: object) -> bool:
    """Say whether something was done on a report before the next one came; what has no day is of its own report."""
    if action.at is None:
        return action.report_id == report["report_id"]
    return str(report["recorded_at"]) <= str(action.at) < str(end)


def _without_action(start: datetime, end: datetime) -> str:
    first, following = (f"{day.day} {day:%B %Y}" for day in (start, end))
    return f"The record shows no action on the flags of {first} before the next report, of {following}."


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
