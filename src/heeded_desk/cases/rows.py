"""Courses as rows of the worklist: what is said of each, in few words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from heeded.explain.plain import day, upper_first
from heeded_desk.cases.models import Case, Part
from heeded_desk.cases.work_policies import may_take
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_open_cases

PARTS = {
    Part.UNRECOGNISED_FLAGS: "The words indicate stalking, nothing is recorded as stalking, and red flags are on file. "
    "Open these first.",
    Part.UNRECOGNISED: "The words indicate stalking, and nothing is recorded as stalking.",
    Part.DUTIES_UNMET: "Recorded as stalking. Something that ought to have been done is not on the record.",
    Part.RECOGNISED: "Recorded as stalking, and no duty is known to be unmet.",
    Part.ANSWERED: "The words indicate stalking. Somebody has said why it is recorded as something else.",
    Part.POSSIBLE: "The words may be part of stalking. One more report, or one more question, may tell.",
    Part.REST: "Not enough stands on file. That is not to say that nothing happened.",
}
"""What each part holds, in a sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One course in words; `title` is its id for those who see no names, and then it leads nowhere."""

    course_id: str
    title: str
    opens: bool
    part: str
    why: str
    recorded_as: str
    last: str
    holder: str
    mine: bool
    takes: bool
    clock: str
    overdue: bool
    snooze: str
    change: str


def rows_of(cases: Iterable[Case], member: Member, now: datetime, look: datetime | None) -> list[Row]:
    """Give courses as rows; those that changed after the last look say what changed."""
    return [row_of(case, member, now, look) for case in cases]


def row_of(case: Case, member: Member, now: datetime, look: datetime | None) -> Row:
    """Give one course as a row."""
    opens = bool(may_open_cases(member))
    return Row(
        course_id=case.course_id,
        title=case.title if opens else f"Course {case.course_id}",
        opens=opens,
        part=case.get_part_display(),
        why=upper_first(case.why),
        recorded_as=case.recorded_as or "No heading on file",
        last=_day(case.last_at) if case.last_at else "Not known",
        holder=_holder(case, member, opens),
        mine=case.assigned_to_id == member.pk,
        takes=not case.assigned_to_id and bool(may_take(member, case)),
        clock=_clock(case, now),
        overdue=bool(case.next_due_at and case.next_due_at < now),
        snooze=snooze_of(case, now, opens),
        change=case.change if look and case.changed_at > look else "",
    )


def snooze_of(case: Case, now: datetime, reason: bool) -> str:
    """Say until when a course is snoozed and why, or that it came back because it changed; else nothing."""
    if not case.snoozed_until or case.snoozed_until <= timezone.localdate(now):
        return ""
    if case.changed_at > case.snoozed_at:
        return "Was snoozed. It is back because it changed."
    why = f": {case.snooze_reason}" if reason else ""
    return f"Snoozed until {day(datetime.combine(case.snoozed_until, datetime.min.time()))}{why}"


def _holder(case: Case, member: Member, names: bool) -> str:
    if not case.assigned_to_id:
        return "Nobody"
    if case.assigned_to_id == member.pk:
        return "You"
    return name_of(case.assigned_to) if names else "Somebody"


def name_of(member: Member) -> str:
    """Give what a member is called on pages."""
    return member.get_full_name() or member.username


def _clock(case: Case, now: datetime) -> str:
    if not case.next_due_at:
        return "None known"  # a clock whose day the record does not give has none here
    return f"{'Overdue since' if case.next_due_at < now else 'Due'} {_day(case.next_due_at)}"


def _day(at: datetime) -> str:
    return day(timezone.localtime(at))
