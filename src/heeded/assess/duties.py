"""What is asked of the police, held against what the record says was done, and when."""

from datetime import date, datetime
from typing import NamedTuple

from heeded.assess.clocks import due_at
from heeded.assess.facts import Facts, Sign
from heeded.assess.signs import said_undone, signs_of
from heeded.catalogue.duties import Duty, Need
from heeded.catalogue.law import Law


class Check(NamedTuple):
    """One duty and its answer, why (one of the closed list in contracts.py), by when, and what shows it."""

    duty: Duty
    answer: str
    why: str
    due_at: datetime | None = None
    done_at: datetime | None = None
    signs: tuple[Sign, ...] = ()
    occasion: Sign | None = None
    """What set the duty going."""


WORST_FIRST = ("not_met", "cannot_tell", "met")


def checks_of(facts: Facts, law: Law) -> list[Check]:
    """Hold each duty against a course. Silence of the record is `cannot_tell`, never `not_met`."""
    return [_check(duty, facts, law) for duty in law.duties.duties]


def _check(duty: Duty, facts: Facts, law: Law) -> Check:
    if not all(_on_file(need, facts, law) for need in duty.applies):
        return Check(duty, "not_applicable", "no_occasion")
    occasions = [s for s in signs_of(duty.starts, facts, law) if s.state == "done"]
    if not occasions:
        return Check(duty, "not_applicable", "no_occasion")
    ruled = [o for o in occasions if _in_force(duty, o.at)]
    if not ruled:
        return Check(duty, "not_applicable", "before_rule")
    answers = [_answer(duty, o, facts, law)._replace(occasion=o) for o in _asked(duty, ruled)]
    return min(answers, key=lambda c: WORST_FIRST.index(c.answer))


def _on_file(need: Need, facts: Facts, law: Law) -> bool:
    signs = signs_of(need.signs, facts, law)
    return len(signs) >= need.reports and (need.reports == 1 or len({s.report_id for s in signs}) >= need.reports)


def _asked(duty: Duty, occasions: list[Sign]) -> list[Sign]:
    """Give the occasions on which a duty is asked for: each day of them, or only the first."""
    ordered = sorted(occasions, key=_at)
    if not duty.each:
        return ordered[:1]
    by_day: dict[date | None, Sign] = {}
    for sign in ordered:
        by_day.setdefault(sign.at.date() if sign.at else None, sign)
    return list(by_day.values())


def _at(sign: Sign) -> datetime:
    return sign.at or datetime.max  # what has no day comes last


def _in_force(duty: Duty, at: datetime | None) -> bool:
    return at is None or (duty.valid_from <= at.date() and (duty.valid_to is None or at.date() <= duty.valid_to))


def _answer(duty: Duty, occasion: Sign, facts: Facts, law: Law) -> Check:
    due = due_at(occasion.at, duty.clock, law.duties.working_days)
    shown = [s for s in signs_of(duty.met_by, facts, law) if _may_answer(s, duty, occasion, due)]
    undone = [s for s in said_undone(duty.met_by, facts) if _not_before(s, occasion)]
    against = [s for s in signs_of(duty.not_met_by, facts, law) if _not_before(s, occasion)]
    done = [s for s in shown if s.state == "done"]
    if done and (duty.met_prevails or not against):
        return _done(duty, done, due)
    if against:
        return Check(duty, "not_met", "shown", due, None, (*against, *_grounds(duty, facts, law)))
    overdue = [s for s in shown if s.state == "overdue"]
    if overdue:
        return Check(duty, "not_met", "overdue", overdue[0].due, None, tuple(overdue))
    if undone:
        return Check(duty, "not_met", "said_not", due, None, tuple(undone))
    time_left = due and facts.today and facts.today <= due.date()
    return Check(duty, "cannot_tell", "time_left" if time_left else "silent", due)


def _grounds(duty: Duty, facts: Facts, law: Law) -> list[Sign]:
    """Give, for each thing by which a duty applies, where it first stands."""
    return [signs_of(need.signs, facts, law)[0] for need in duty.applies]


def _done(duty: Duty, done: list[Sign], due: datetime | None) -> Check:
    """Answer for a thing that was done: in time, late, or on a day that is not known."""
    first = min(done, key=_at)
    binding = bool(first.due or (duty.clock and duty.clock.binding))  # a day that the force set itself binds it
    due = first.due or due
    signs = tuple(done)
    if due is None or (first.at and first.at <= due):
        return Check(duty, "met", "done", due, first.at, signs)
    if not binding:
        return Check(duty, "met", "late_not_bound" if first.at else "done", due, first.at, signs)
    if first.at is None:
        return Check(duty, "cannot_tell", "day_unknown", due, None, signs)
    return Check(duty, "not_met", "late", due, first.at, signs)


def _not_before(sign: Sign, occasion: Sign) -> bool:
    """Say whether a sign may answer an occasion: what is of the day before cannot; what has no day may."""
    return sign.at is None or occasion.at is None or sign.at.date() >= occasion.at.date()


def _may_answer(sign: Sign, duty: Duty, occasion: Sign, due: datetime | None) -> bool:
    """Say whether a sign may answer an occasion: in time, or late where what is late counts there."""
    in_time = sign.at is not None and due is not None and sign.at <= due
    counts = duty.late_elsewhere or in_time or sign.report_id == occasion.report_id
    return counts and _not_before(sign, occasion)
