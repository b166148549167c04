"""Who has a course, and until when it is put off: each act is told in its history and in the audit."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case, WorkEvent
from heeded_desk.cases.work_policies import may_assign_to, may_release, may_snooze, may_take, may_wake
from heeded_desk.members.models import Member
from heeded_desk.places import insist

LONGEST_SNOOZE = 28
"""Days. A course that nobody looks at for longer is forgotten."""


@transaction.atomic
def take(case: Case, *, by: Member) -> None:
    """Give a course to the member who asks; raises PermissionDenied with the policy's sentence."""
    case = _locked(case)
    insist(may_take(by, case))
    _assign(case, by, by)


@transaction.atomic
def assign(case: Case, *, to: Member, by: Member) -> None:
    """Give a course to a member of its force; raises PermissionDenied with the policy's sentence."""
    case = _locked(case)
    insist(may_assign_to(by, case, to))
    _assign(case, to, by)


@transaction.atomic
def release(case: Case, *, by: Member) -> None:
    """Leave a course with nobody; raises PermissionDenied with the policy's sentence."""
    case = _locked(case)
    insist(may_release(by, case))
    case.assigned_to = None
    case.save(update_fields=["assigned_to"])
    _tell(case, WorkEvent.Act.RELEASED, by)


@transaction.atomic
def snooze(case: Case, *, days: int, reason: str, by: Member) -> None:
    """Put a course off for some days, 28 at most; it returns by itself, sooner where a run changes it.

    Raises PermissionDenied with the policy's sentence, ValueError where days or reason are out of bounds.
    """
    if not 1 <= days <= LONGEST_SNOOZE or not reason.strip():
        raise ValueError("A snooze has a reason and 1 to 28 days.")
    case = _locked(case)
    insist(may_snooze(by, case))
    until = timezone.localdate() + timedelta(days=days)
    _put_off(case, until, reason.strip())
    _tell(case, WorkEvent.Act.SNOOZED, by, until=until, reason=case.snooze_reason)


@transaction.atomic
def wake(case: Case, *, by: Member) -> None:
    """Bring a snoozed course back now; raises PermissionDenied with the policy's sentence."""
    case = _locked(case)
    insist(may_wake(by, case))
    _put_off(case, None, "")
    _tell(case, WorkEvent.Act.WOKEN, by)


def _locked(case: Case) -> Case:
    """Give the case as it now stands, kept for us until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


def _assign(case: Case, to: Member, by: Member) -> None:
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    _tell(case, WorkEvent.Act.ASSIGNED, by, to=to)


def _put_off(case: Case, until: date | None, reason: str) -> None:
    case.snoozed_until, case.snooze_reason = until, reason
    case.snoozed_at = datetime.now(UTC) if until else None
    case.save(update_fields=["snoozed_until", "snoozed_at", "snooze_reason"])


def _tell(
    case: Case,
    act: WorkEvent.Act,
    by: Member,
    *,
    to: Member | None = None,
    until: date | None = None,
    reason: str = "",
) -> None:
    WorkEvent.objects.create(case=case, act=act, at=datetime.now(UTC), by=by, to=to, until=until, reason=reason)
    details = {"act": act.value, "to": to.pk if to else None, "until": until.isoformat() if until else None}
    record(Kind.ALTERATION, by=by, place="case-work", subject=case.course_id, details=details)
