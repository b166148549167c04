"""Which clocks run out, seen from a day in hand: overdue, today, soon, and those that cannot be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from heeded.explain.plain import count, day
from heeded_desk.alerts.models import Due
from heeded_desk.alerts.policies import oversees
from heeded_desk.alerts.queries import own_cases
from heeded_desk.alerts.thresholds import Thresholds, thresholds
from heeded_desk.cases.rows import name_of
from heeded_desk.members.models import Member

PER_GROUP = 25
COUNTED = 1000
"""Beyond so many, clocks are not counted: nobody is helped by the rest of the figure."""
WHOSE = {"mine": "Courses that you have", "nobody": "Courses that nobody has", "all": "All courses of the force"}


@dataclass(frozen=True, slots=True)
class Span:
    """A group of clocks: from one moment on, and before another. Without either they are those that cannot be told."""

    name: str
    title: str
    start: datetime | None = None
    end: datetime | None = None
    backwards: bool = False
    """Whether the latest comes first: of what is overdue, what ran out last."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock in words."""

    course_id: str
    course: str
    holder: str
    title: str
    day: str
    left: str
    why: str
    authority: str
    confidence: str


def whose_of(member: Member, asked: str) -> str:
    """Give whose courses a page shows: what was asked for, else all for those who oversee, one's own for others."""
    if asked in WHOSE:
        return asked
    return "all" if oversees(member) else "mine"


def first_day(member: Member, today: date, latest: date | None) -> date:
    """Give the day from which the page is seen where none is asked for: today, if anything is near it.

    On a desk whose last report is long past (an old delivery, the demonstration) no clock of the force lies anywhere
    near today. Then it is the day of that report; the page says so, and leads to today.
    """
    shown = [span for span in spans(today) if span.start and span.end]
    start, end = shown[0].start, shown[-1].end
    if latest is None or _midnight(latest) >= start:
        return today
    near = Due.objects.filter(force=member.force_id, due_at__gte=start, due_at__lt=end)
    return today if near.exists() else latest


def dues_of(member: Member, whose: str) -> QuerySet[Due]:
    """Give the clocks of a force, or of some of its courses. whose: one of WHOSE."""
    dues = Due.objects.filter(force=member.force_id)
    if whose == "mine":
        return Due.objects.filter(case__in=own_cases(member))
    return dues.filter(case__assigned_to=None) if whose == "nobody" else dues


def spans(today: date, by: Thresholds | None = None) -> list[Span]:
    """Give the groups of a day, in the order of the time left. by: the catalogue's where none is given."""
    by = by or thresholds()
    start, end = _midnight(today), _midnight(today + timedelta(days=1))
    over = _midnight(today - timedelta(days=by.overdue_days))
    found = [
        Span("overdue", f"Overdue by up to {by.overdue_days} days", over, start, backwards=True),
        Span("today", "On this day", start, end),
    ]
    for soon in by.soon:
        until = _midnight(today + timedelta(days=soon.within + 1))
        found.append(Span(f"within-{soon.within}", soon.title, end, until))
        end = until
    return [*found, Span("unknown", "Cannot be told")]


def older(dues: QuerySet[Due], today: date) -> int:
    """Count what ran out before the days that are listed, up to one more than COUNTED."""
    before = _midnight(today - timedelta(days=thresholds().overdue_days))
    return dues.filter(due_at__lt=before).order_by().values("pk")[: COUNTED + 1].count()


def last_before(dues: QuerySet[Due], today: date) -> date | None:
    """Give the day of the latest clock that ran out before the days that are listed."""
    before = _midnight(today - timedelta(days=thresholds().overdue_days))
    found = dues.filter(due_at__lt=before).order_by("-due_at").values_list("due_at", flat=True).first()
    return timezone.localdate(found) if found else None


def within(dues: QuerySet[Due], span: Span) -> QuerySet[Due]:
    """Give the clocks of a group in order."""
    if span.start is None or span.end is None:
        return dues.filter(due_at=None).order_by("pk")
    found = dues.filter(due_at__gte=span.start, due_at__lt=span.end)
    return found.order_by("-due_at", "-pk") if span.backwards else found.order_by("due_at", "pk")


def beyond(dues: QuerySet[Due], span: Span, last: Due | None) -> QuerySet[Due]:
    """Give the clocks of a group after one of them; all where there is none."""
    found = within(dues, span)
    if last is None:
        return found
    if last.due_at is None:
        return found.filter(pk__gt=last.pk)
    if span.backwards:
        return found.filter(due_at__lte=last.due_at).exclude(due_at=last.due_at, pk__gte=last.pk)
    return found.filter(due_at__gte=last.due_at).exclude(due_at=last.due_at, pk__lte=last.pk)


def counted(dues: QuerySet[Due], span: Span) -> int:
    """Count a group, up to one more than COUNTED."""
    return within(dues, span).order_by().values("pk")[: COUNTED + 1].count()


def clocks(dues: QuerySet[Due], today: date, member: Member) -> Iterator[Clock]:
    """Give clocks in words."""
    for due in dues.select_related("case__assigned_to"):
        at = timezone.localtime(due.due_at) if due.due_at else None
        yield Clock(
            course_id=due.case.course_id,
            course=due.case.title,
            holder=_holder(due, member),
            title=due.title,
            day=_day(at) if at else "Day not known",
            left=left_of(at.date(), today) if at else "",
            why=due.why,
            authority=due.authority,
            confidence=due.confidence,
        )


def left_of(due: date, today: date) -> str:
    """Say how much time is left: 3 days left, on this day, 2 days over."""
    days = (due - today).days
    if not days:
        return "On this day"
    return f"{count(days, 'day', figures=True)} left" if days > 0 else f"{count(-days, 'day', figures=True)} over"


def _day(at: datetime) -> str:
    """Write the day, with the time where it does not run to the end of it."""
    return day(at) if (at.hour, at.minute) == (23, 59) else f"{day(at)}, {at:%H:%M}"


def _holder(due: Due, member: Member) -> str:
    holder = due.case.assigned_to
    if holder is None:
        return "Nobody"
    return "You" if holder == member else name_of(holder)


def _midnight(at: date) -> datetime:
    return timezone.make_aware(datetime.combine(at, time.min))
