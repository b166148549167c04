"""Reading alerts: always through what a member may see."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from heeded_desk.alerts.models import Alert
from heeded_desk.alerts.policies import may_say_seen, may_see_alerts, oversees
from heeded_desk.cases.queries import visible_to
from heeded_desk.cases.rows import name_of
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_open_cases
from heeded_desk.members.roles import Role

COUNTED = 100
"""Beyond so many, open alerts are not counted in the head of the pages."""


def visible_alerts(member: Member) -> QuerySet[Alert]:
    """Give the alerts that a member may see: of the whole force, or of the courses that they have."""
    mine = Alert.objects.filter(force=member.force_id)
    if oversees(member) or member.is_one_of({Role.ANALYST}):
        return mine
    return Alert.objects.filter(case__in=own_cases(member)) if may_see_alerts(member) else mine.none()


def own_cases(member: Member) -> list[int]:
    """Give the numbers of the courses that a member has.

    What hangs on them is asked for by these numbers: were the two tables joined instead, a database would go through
    all that the force has in the order of its days.
    """
    return list(visible_to(member).filter(assigned_to=member).values_list("pk", flat=True))


def open_alerts(member: Member) -> QuerySet[Alert]:
    """Give those that nobody has seen and that still hold, the latest first."""
    return visible_alerts(member).filter(closed_at=None).order_by("-raised_at", "-pk")


def closed_alerts(member: Member) -> QuerySet[Alert]:
    """Give those that are over, the latest first."""
    return visible_alerts(member).filter(closed_at__isnull=False).order_by("-closed_at", "-pk")


def open_count(member: Member) -> str:
    """Give how many are open, as the head of a page says it; nothing for none."""
    number = open_alerts(member).order_by().values("pk")[: COUNTED + 1].count()
    return f"{COUNTED}+" if number > COUNTED else str(number or "")


def alert_of(member: Member, pk: int) -> Alert:
    """Give one alert; raises Http404 in the same words where there is none or it is not theirs to see."""
    found = visible_alerts(member).select_related("case").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert in words; `title` is the course's id for those who see no names, and then it leads nowhere."""

    pk: int
    course_id: str
    title: str
    opens: bool
    reason: str
    why: str
    raised: str
    holder: str
    ended: str
    seen_by: str
    seen: str
    may_say_seen: bool


def rows_of(alerts: QuerySet[Alert] | list[Alert], member: Member) -> list[AlertRow]:
    """Give alerts as rows of a page."""
    return [_row(alert, member) for alert in alerts]


def _row(alert: Alert, member: Member) -> AlertRow:
    opens, case = bool(may_open_cases(member)), alert.case
    return AlertRow(
        pk=alert.pk,
        course_id=case.course_id,
        title=case.title if opens else f"Course {case.course_id}",
        opens=opens,
        reason=alert.get_reason_display(),
        why=alert.why,
        raised=when(alert.raised_at),
        holder=_holder(alert, member, opens),
        ended=alert.get_closed_as_display() if alert.closed_at else "",
        seen_by=_seen_by(alert, opens),
        seen=when(alert.closed_at) if alert.closed_at else "",
        may_say_seen=not alert.closed_at and bool(may_say_seen(member, alert)),
    )


def _holder(alert: Alert, member: Member, names: bool) -> str:
    holder = alert.case.assigned_to
    if holder is None:
        return "Nobody has it"
    if holder == member:
        return "You have it"
    return f"{name_of(holder)} has it" if names else "Somebody has it"


def _seen_by(alert: Alert, names: bool) -> str:
    if not alert.closed_by:
        return ""
    return name_of(alert.closed_by) if names else "a member"


def when(at: datetime) -> str:
    """Give a moment in local time."""
    return timezone.localtime(at).strftime("%-d %B %Y, %H:%M")
