"""Delivered files without what was erased: taken out of those that are kept, and of each that comes later."""

import hashlib
from pathlib import Path

from django.db import transaction

from heeded.ingest import Mapping, leave_out, load_mapping
from heeded.toolbox.errors import HeededError
from heeded_desk.deliveries.models import Delivery, Refusal
from heeded_desk.deliveries.places import delivery_folder, mapping_file
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force
from heeded_desk.records.erasing.replacing import new_beside, take_its_place
from heeded_desk.records.marks import Marks, marks_of
from heeded_desk.records.models import CleanDelivery
from heeded_desk.second_lock import for_force

SENT_AGAIN = (
    "{rows} of this file {are} about reports that were erased on this desk. They were taken out of it and not read; "
    "everything else was taken in."
)


def clean_again(force: Force) -> int:
    """Take what was erased out of all that a force ever sent; gives how many rows went. May be done again."""
    return sum(_clean(force, delivery, marks, told=False) for delivery, marks in _with_marks(force, anew=True))


def clean_new(force: Force) -> None:
    """Take what was erased out of what came since, and tell the senders.

    Raises HeededError where it cannot be told what was erased: then nothing must be read.
    """
    for delivery, marks in _with_marks(force, anew=False):
        _clean(force, delivery, marks, told=True)


def _with_marks(force: Force, *, anew: bool) -> list[tuple[Delivery, Marks]]:
    with transaction.atomic(), for_force(force.pk):
        marks = marks_of(force)
        if not marks.known:
            return []
        mine = Delivery.objects.filter(force=force).order_by("pk")
        clean = CleanDelivery.objects.filter(delivery__force=force).values("delivery")
        return [(delivery, marks) for delivery in (mine if anew else mine.exclude(pk__in=clean))]


def _clean(force: Force, delivery: Delivery, marks: Marks, *, told: bool) -> int:
    path = delivery_folder(force) / delivery.stored_as
    new = new_beside(path)
    rows = _leave_out(path, new, marks, _mapping(force))
    if rows:
        take_its_place(new, path)
    with transaction.atomic(), for_force(force.pk):
        before = CleanDelivery.objects.filter(delivery=delivery).first()
        left_out = rows + (before.left_out if before else 0)
        row = {"left_out": left_out, "sha256": _hash(path)}
        CleanDelivery.objects.update_or_create(delivery=delivery, defaults=row)
        if rows and told:
            _tell(delivery, rows)
    return rows


def _leave_out(path: Path, new: Path, marks: Marks, mapping: Mapping | None) -> int:
    """Write a file without what was erased; a file that cannot be read at all is read by no run either."""
    if not path.is_file():
        return 0
    try:
        return leave_out(path, new, marks.is_out, mapping)
    except HeededError:
        new.unlink(missing_ok=True)
        return 0


def _mapping(force: Force) -> Mapping | None:
    path = mapping_file(force)
    return load_mapping(path) if path.is_file() else None


def _tell(delivery: Delivery, rows: int) -> None:
    sentence = SENT_AGAIN.format(rows=f"{rows:,} row{'s' if rows > 1 else ''}", are="are" if rows > 1 else "is")
    Refusal.objects.create(
        force=delivery.force, how=delivery.how, sent_by=delivery.sent_by, at=now(),
        label=delivery.label or delivery.stored_as, sentence=sentence,
    )  # fmt: skip


def _hash(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
