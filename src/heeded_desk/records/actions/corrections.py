"""Asking that a recorded fact be corrected, and deciding on it."""

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.actions.asking import ask_for_run
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Member
from heeded_desk.members.policies import may_decide
from heeded_desk.places import insist
from heeded_desk.records.correcting import askers, fault_of
from heeded_desk.records.models import Correction
from heeded_desk.records.policies import may_decide_correction

State = Correction.State


@transaction.atomic
def ask_correction(
    case: Case, *, report: dict, field: str, value: str, asker: str, reason: str, by: Member
) -> Correction:
    """Put down a request; raises PermissionDenied, ValueError for what cannot be corrected.

    report: of the case's account.
    """
    insist(may_decide(by))
    if fault_of(case.force, field, value) or asker not in askers() or not value.strip() or not reason.strip():
        raise ValueError("A correction names a field, a value that fits it, who asked, and why.")
    made = Correction.objects.create(
        force=case.force, case=case, report_id=report["report_id"], field=field, versions=report["versions"],
        new_value=value.strip(), asker=asker, reason=reason.strip(), by=by, at=now(),
    )  # fmt: skip
    _on_record(made, by, "asked")
    return made


@transaction.atomic
def decide_correction(correction: Correction, *, accepted: bool, why: str, by: Member) -> Correction:
    """Accept a request, which the next run then takes in, or refuse it with a reason; raises PermissionDenied."""
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    insist(may_decide_correction(by, correction))
    correction.state = State.ACCEPTED if accepted else State.REFUSED
    correction.decided_by, correction.decided_at, correction.decided_why = by, now(), why.strip()
    correction.save(update_fields=["state", "decided_by", "decided_at", "decided_why"])
    _on_record(correction, by, "accepted" if accepted else "refused")
    if accepted:
        ask_for_run(correction.force)
    return correction


def _on_record(correction: Correction, by: Member, act: str) -> None:
    course = correction.case.course_id if correction.case else ""
    details = {"correction": correction.pk, "report": correction.report_id, "field": correction.field}
    record(Kind.ALTERATION, by=by, place=f"correction-{act}", subject=course, details=details)
