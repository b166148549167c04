"""Giving out the schedule of a course."""

import hashlib

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Member
from heeded_desk.places import insist
from heeded_desk.records.models import Schedule
from heeded_desk.records.policies import may_keep_records
from heeded_desk.records.schedule.content import schedule_of
from heeded_desk.records.schedule.giving import FORMS


@transaction.atomic
def give_schedule(case: Case, *, form: str, to_whom: str, why: str, by: Member) -> bytes:
    """Make the schedule and put it on record, both or neither; raises PermissionDenied, KeyError for another form."""
    insist(may_keep_records(by))
    content = FORMS[form][1](case.course_id, schedule_of(case))
    row = Schedule.objects.create(
        force=case.force, course_id=case.course_id, form=form, to_whom=to_whom, why=why, by=by, at=now(),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    details = {"schedule": row.pk, "form": form}
    record(Kind.DISCLOSURE, by=by, place="case-schedule", subject=case.course_id, details=details)
    return content
