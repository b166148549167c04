"""Saying that an alert is seen."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from heeded_desk.alerts.models import Alert
from heeded_desk.alerts.policies import may_say_seen
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.members.models import Member
from heeded_desk.places import insist


@transaction.atomic
def say_seen(alerts: Iterable[Alert], *, by: Member) -> int:
    """End alerts as seen; gives how many were still open. Raises PermissionDenied with the policy's sentence."""
    now, done = datetime.now(UTC), 0
    for alert in alerts:
        insist(may_say_seen(by, alert))
        mine = Alert.objects.filter(pk=alert.pk, closed_at=None)
        if mine.update(closed_at=now, closed_as=Alert.Closed.SEEN, closed_by=by):
            done += 1
            details = {"alert": alert.pk, "act": "seen"}
            record(Kind.ALTERATION, by=by, place="alerts", subject=alert.case.course_id, details=details)
    return done
