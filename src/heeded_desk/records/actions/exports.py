"""Exporting everything of a force: by an administrator, with a purpose on record before the first byte is sent."""

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Member
from heeded_desk.places import insist
from heeded_desk.records.models import Export
from heeded_desk.records.policies import may_export


@transaction.atomic
def begin_export(*, why: str, sealed: bool, by: Member) -> Export:
    """Put an export on record, and give what the archive is then made for; raises PermissionDenied."""
    insist(may_export(by))
    export = Export.objects.create(force=by.force, why=why, sealed=sealed, by=by, at=now())
    record(Kind.DISCLOSURE, by=by, place="export", details={"export": export.pk, "sealed": sealed})
    return export
