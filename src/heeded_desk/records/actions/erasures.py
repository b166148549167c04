"""Asking for an erasure, and deciding on it: two people, each on record."""

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.tasks import work_for
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Member
from heeded_desk.places import insist
from heeded_desk.records.knowledge import reasons
from heeded_desk.records.models import Erasure
from heeded_desk.records.policies import may_confirm, may_keep_records, may_refuse, may_try_again

State = Erasure.State
ALREADY = "The erasure of these records was asked for before and is not decided yet."


class AlreadyAskedError(Exception):
    """The same was asked for before; the message is fit to be shown."""


@transaction.atomic
def ask_erasure(case: Case, *, reports: frozenset[str], what: str, reason: str, by: Member) -> Erasure:
    """Ask that reports of a case be erased; nothing goes before a second person confirms it.

    what: of Erasure.What. Raises PermissionDenied, ValueError for an unknown reason or no report, AlreadyAskedError.
    """
    insist(may_keep_records(by))
    if reason not in reasons() or not reports:
        raise ValueError("An erasure names its reports and a reason of the catalogue.")
    Case.objects.select_for_update().get(pk=case.pk)
    waiting = Erasure.objects.filter(force=case.force_id, course_id=case.course_id, state=State.ASKED)
    if any(set(erasure.plan["reports"]) & reports for erasure in waiting):
        raise AlreadyAskedError(ALREADY)
    erasure = Erasure.objects.create(
        force=case.force, course_id=case.course_id, what=what, reason=reason, reports=len(reports),
        asked_by=by, asked_at=now(), plan={"reports": sorted(reports)},
    )  # fmt: skip
    _on_record(erasure, by, "asked")
    return erasure


def confirm(erasure: Erasure, *, by: Member) -> None:
    """Have the worker carry an erasure out; it cannot be called back. Raises PermissionDenied."""
    with transaction.atomic():
        erasure = _locked(erasure)
        insist(may_confirm(by, erasure))
        erasure.state, erasure.decided_by, erasure.decided_at = State.CONFIRMED, by, now()
        erasure.save(update_fields=["state", "decided_by", "decided_at"])
        _on_record(erasure, by, "confirmed")
        work_for.enqueue(erasure.force_id)


def refuse(erasure: Erasure, *, by: Member) -> None:
    """Leave everything as it is, and forget which reports were meant; raises PermissionDenied."""
    with transaction.atomic():
        erasure = _locked(erasure)
        insist(may_refuse(by, erasure))
        erasure.state, erasure.decided_by, erasure.decided_at, erasure.plan = State.REFUSED, by, now(), {}
        erasure.save(update_fields=["state", "decided_by", "decided_at", "plan"])
        _on_record(erasure, by, "refused")


def try_again(erasure: Erasure, *, by: Member) -> None:
    """Have the worker go on with an erasure that stopped; raises PermissionDenied."""
    with transaction.atomic():
        erasure = _locked(erasure)
        insist(may_try_again(by, erasure))
        erasure.state = State.CONFIRMED if erasure.plan else State.CLEARED
        erasure.attempts, erasure.sentence = 0, ""
        erasure.save(update_fields=["state", "attempts", "sentence"])
        _on_record(erasure, by, "begun-again")
        work_for.enqueue(erasure.force_id)


def _locked(erasure: Erasure) -> Erasure:
    return Erasure.objects.select_for_update().get(pk=erasure.pk)


def _on_record(erasure: Erasure, by: Member, act: str) -> None:
    details = {"erasure": erasure.pk, "reason": erasure.reason, "reports": erasure.reports}
    record(Kind.ERASURE, by=by, place=f"erasure-{act}", subject=erasure.course_id, details=details)
