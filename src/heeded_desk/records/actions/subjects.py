"""Putting a subject's file together, withholding from it, giving it out: each on record by number alone."""

import hashlib
from collections.abc import Iterable

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Member
from heeded_desk.places import insist
from heeded_desk.records.knowledge import known
from heeded_desk.records.models import SubjectDisclosure, SubjectFile
from heeded_desk.records.policies import may_keep_records
from heeded_desk.records.subject.content import content_of, places_of
from heeded_desk.records.subject.giving import TYPES, made

CHANGED = "A paragraph that was withheld reads otherwise since the last run. Look at the file and save it again first"


class ChangedError(Exception):
    """What was withheld is no longer what stands there; the message is fit to be shown."""


@transaction.atomic
def begin(*, mentions: Iterable[str], by: Member) -> SubjectFile:
    """Begin a file about the person whose mentions a member confirmed; raises PermissionDenied, ValueError for none."""
    insist(may_keep_records(by))
    ids = sorted(set(mentions))
    if not ids:
        raise ValueError("A subject's file is about somebody.")
    file = SubjectFile.objects.create(force=by.force, mentions=ids, by=by, at=now())
    _on_record(file, by, Kind.COMBINATION, {"mentions": len(ids)})
    return file


@transaction.atomic
def withhold(file: SubjectFile, *, reasons: dict[str, str], by: Member) -> SubjectFile:
    """Say which paragraphs are withheld and why, in place of what was said before.

    reasons: the code by the place of a paragraph. Raises PermissionDenied, ValueError for an unknown code.
    """
    insist(may_keep_records(by))
    if not set(reasons.values()) <= {reason["code"] for reason in known("exemptions")["reasons"]}:
        raise ValueError("A paragraph is withheld for a reason of the catalogue.")
    file = SubjectFile.objects.select_for_update().get(pk=file.pk)
    file.withheld = reasons
    file.save(update_fields=["withheld"])
    _on_record(file, by, Kind.ALTERATION, {"withheld": len(reasons)})
    return file


@transaction.atomic
def give(file: SubjectFile, *, form: str, to_whom: str, why: str, by: Member) -> bytes:
    """Make the file and put it on record, both or neither.

    Raises PermissionDenied, ValueError for another form, ChangedError where a paragraph that is withheld reads
    otherwise by now: then somebody must look again, and nothing goes out.
    """
    insist(may_keep_records(by))
    if form not in TYPES:
        raise ValueError("A subject's file is given as PDF or JSON.")
    file = SubjectFile.objects.select_for_update().get(pk=file.pk)
    parts = content_of(file)
    if not set(file.withheld) <= places_of(parts):
        raise ChangedError(CHANGED)
    content = made(parts, form, file.pk)
    row = SubjectDisclosure.objects.create(
        file=file, form=form, to_whom=to_whom, why=why, by=by, at=now(), sha256=hashlib.sha256(content).hexdigest()
    )
    _on_record(file, by, Kind.DISCLOSURE, {"disclosure": row.pk, "form": form, "withheld": len(file.withheld)})
    return content


def _on_record(file: SubjectFile, by: Member, kind: Kind, details: dict[str, object]) -> None:
    record(kind, by=by, place="subject", subject=f"subject-{file.pk}", details=details)
