"""What one shift tells the next: what came, what was decided, who has what, and which clocks run out next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from heeded_desk.alerts.models import Alert, Due, HandOver
from heeded_desk.alerts.policies import oversees
from heeded_desk.alerts.queries import own_cases, visible_alerts, when
from heeded_desk.alerts.today import dues_of
from heeded_desk.cases.models import Case, WorkEvent
from heeded_desk.cases.queries import visible_to
from heeded_desk.cases.rows import name_of
from heeded_desk.decisions.models import Decision
from heeded_desk.decisions.told import told
from heeded_desk.members.models import Member

MOST = 50
"""Rows of a section; the rest is said to be there."""
TURNS = (WorkEvent.Act.ASSIGNED, WorkEvent.Act.RELEASED)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing about one course. course: what it is called on this list; empty where it is no longer on the desk."""

    course_id: str
    course: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; `more` says that there are others. nothing: the sentence where there is none."""

    name: str
    title: str
    lines: tuple[Line, ...]
    more: bool
    nothing: str


@dataclass(frozen=True, slots=True)
class Shift:
    """From when on, until when, and how many hours the next shift has. masked: whether courses stand without names."""

    since: datetime
    until: datetime
    ahead: int
    masked: bool = False

    @property
    def next_end(self) -> datetime:
        """Give when the next shift ends."""
        return self.until + timedelta(hours=self.ahead)


def last_of(member: Member) -> HandOver | None:
    """Give what this member last handed over."""
    return HandOver.objects.filter(force=member.force_id, by=member).first()


def waiting_for(member: Member) -> list[HandOver]:
    """Give what others handed over in the last two days and nobody has taken."""
    lately = timezone.now() - timedelta(days=2)
    mine = HandOver.objects.filter(force=member.force_id, at__gte=lately, taken_by=None)
    return list(mine.exclude(by=member).select_related("by")[:MOST])


def sections(member: Member, shift: Shift) -> list[Section]:
    """Give the list of a shift: of the whole force for those who oversee it, of their own courses for others."""
    return [make(member, shift) for make in (_running_out, _alerts, _decisions, _turns, _snoozes)]


def courses_in(found: Iterable[Section]) -> list[str]:
    """Give the ids of the courses that a list names."""
    return sorted({line.course_id for section in found for line in section.lines})


def _running_out(member: Member, shift: Shift) -> Section:
    mine = dues_of(member, "all" if oversees(member) else "mine")
    dues = mine.filter(due_at__gte=shift.since, due_at__lt=shift.next_end)
    rows = dues.select_related("case").order_by("due_at", "pk")
    title = "Clocks that ran out in this shift, or run out in the next"

    def line(due: Due) -> Line:
        over = "ran out" if due.due_at < shift.until else "runs out"
        return _line(due.case, f"{due.title}: {over}", due.due_at, shift)

    return _section("clocks", title, rows, line, "No clock that this desk knows of ran out or runs out.")


def _alerts(member: Member, shift: Shift) -> Section:
    rows = visible_alerts(member).filter(raised_at__gte=shift.since, raised_at__lt=shift.until)
    rows = rows.select_related("case", "closed_by").order_by("closed_at", "-raised_at")

    def line(alert: Alert) -> Line:
        ended = f" ({alert.get_closed_as_display().lower()})" if alert.closed_at else " (open)"
        return _line(alert.case, f"{alert.why}{ended}", alert.raised_at, shift)

    return _section("alerts", "New alerts", rows, line, "No alert came.")


def _decisions(member: Member, shift: Shift) -> Section:
    made = Decision.objects.filter(force=member.force_id, made_at__gte=shift.since, made_at__lt=shift.until)
    if not oversees(member):
        made = made.filter(course_id__in=_courses(member))
    made = made.select_related("made_by", "superseded").order_by("-made_at")
    rows = list(made[: MOST + 1])
    cases = {c.course_id: c for c in visible_to(member).filter(course_id__in=[d.course_id for d in rows])}
    rows = [decision for decision in rows if decision.course_id in cases]

    def line(decision: Decision) -> Line:
        said = told(decision)
        words = f"{decision.get_kind_display()} “{said.words}”, said {said.who}"
        return _line(cases[decision.course_id], words, decision.made_at, shift)

    return _section("decisions", "Decisions", rows, line, "Nothing was decided.")


def _turns(member: Member, shift: Shift) -> Section:
    rows = _events(member).filter(act__in=TURNS, at__gte=shift.since, at__lt=shift.until)
    rows = rows.select_related("case", "by", "to").order_by("-at", "-pk")

    def line(event: WorkEvent) -> Line:
        to = f"{name_of(event.to)} has it now" if event.to else f"{name_of(event.by)} gave it back"
        return _line(event.case, to, event.at, shift)

    return _section("turns", "Who has what", rows, line, "No course was given to anybody.")


def _snoozes(member: Member, shift: Shift) -> Section:
    days = (timezone.localdate(shift.since) + timedelta(days=1), timezone.localdate(shift.until))
    said = _events(member).filter(act=WorkEvent.Act.SNOOZED, until__range=days)
    courses = {into or course for course, into in said.values_list("case__course_id", "case__merged_into")}
    rows = visible_to(member).filter(course_id__in=sorted(courses), snoozed_until__range=days, gone=False)
    rows = rows.order_by("snoozed_until", "pk")

    def line(case: Case) -> Line:
        return _line(case, "is on the list again", None, shift)

    return _section("snoozes", "Snoozes that ended", rows, line, "No snooze ended.")


def _events(member: Member) -> QuerySet[WorkEvent]:
    """Give what members of the force did with courses, or with one's own and oneself.

    Asked for by who did it: courses are many more than members.
    """
    events = WorkEvent.objects.filter(by__force=member.force_id)
    return events if oversees(member) else events.filter(case__in=own_cases(member)) | events.filter(by=member)


def _courses(member: Member) -> list[str]:
    return list(visible_to(member).filter(assigned_to=member).values_list("course_id", flat=True))


def _section(name: str, title: str, rows: Any, line: Callable[[Any], Line], nothing: str) -> Section:
    """Give a section of at most MOST lines."""
    found = list(rows[: MOST + 1])
    return Section(name, title, tuple(line(row) for row in found[:MOST]), len(found) > MOST, nothing)


def _line(case: Case, words: str, at: datetime | None, shift: Shift) -> Line:
    course = f"Course {case.course_id}" if shift.masked else case.title
    return Line(case.course_id, course, words, when(at) if at else "")
