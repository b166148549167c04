"""Keeping a report that came by the API: in the live store at once, and in the database until a delivery holds it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from heeded.first_contact import Found
from heeded.first_contact.looking_up import OTHER_VERSION
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.contact.looking import NotReadyError, add
from heeded_desk.contact.models import ApiKey, KeptReport
from heeded_desk.members.models import Force
from heeded_desk.records.marks import marks_of
from heeded_desk.second_lock import for_force

SOON = "It is kept. The look-up is being made ready; nothing can be said yet about what is on file."
ERASED = "A report of this number was erased from the desk, and is not taken in again."
LATER = "A report of this number is known in another version. This one is kept, and the next run takes it up."


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that is safe on the disk. found: the engine's answer; None where `note` says why there is none yet."""

    row: KeptReport
    new: bool
    found: Found | None
    note: str = ""


def keep(key: ApiKey, report: Mapping[str, object], now: datetime) -> Kept:
    """Keep a report; when this returns it is on the disk and on record, and the same report again changes nothing.

    report: in our columns, with its report_id. Raises ValueError, in words that hold nothing of the report, where it
    cannot be read: then nothing was kept.
    """
    with transaction.atomic(), for_force(key.force_id):
        if marks_of(key.force).is_erased(str(report["report_id"])):
            raise ValueError(ERASED)
    found, note = _added(key, report)
    text = json.dumps(report, ensure_ascii=False, sort_keys=True)
    with transaction.atomic(), for_force(key.force_id):
        row, new = KeptReport.objects.get_or_create(
            force=key.force,
            report_id=str(report["report_id"]),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            defaults={
                "key": key,
                "kept_at": now,
                "recorded_at": str(report.get("recorded_at") or "")[:40],
                "recorded_as": str(report.get("offence") or "")[:300],
                "content": text,
            },
        )
        if new:
            details = {"key": key.pk, "kept": row.pk}
            record(Kind.COLLECTION, by=None, place="api-reports", force=key.force, details=details)
    return Kept(row, new, found, note)


def _added(key: ApiKey, report: Mapping[str, object]) -> tuple[Found | None, str]:
    try:
        return add(key.force, report), ""
    except NotReadyError:
        return (
            None,
            "It is kept. The look-up is being made ready, so that nothing can be said yet about what is on file.",
        )
    except ValueError as error:
        if str(error) != OTHER_VERSION:
            raise
        return None, LATER


def forget_erased(force: Force) -> int:
    """Forget the reports that were erased meanwhile, wherever they were on their way; gives how many."""
    with transaction.atomic(), for_force(force.pk):
        marks = marks_of(force)
        rows = KeptReport.objects.filter(force=force).values_list("pk", "report_id") if marks.known else ()
        gone = [pk for pk, report in rows if marks.is_erased(report)]
        return KeptReport.objects.filter(pk__in=gone).delete()[0]
