"""Handing a shift over and taking it over; the note stands in a row of its own, never in the audit."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from heeded_desk.alerts.models import HandOver, Note
from heeded_desk.alerts.policies import may_hand_over, may_take_over
from heeded_desk.alerts.shift import Shift
from heeded_desk.alerts.thresholds import thresholds
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.members.models import Force, Member
from heeded_desk.places import insist


@transaction.atomic
def hand_over(shift: Shift, *, note: str, about: Case | None, by: Member) -> HandOver:
    """Hand a shift over, with a note where there is one.

    about: the course that the note is about; the note is erased with it. Raises PermissionDenied with the policy's
    sentence.
    """
    insist(may_hand_over(by))
    made = HandOver.objects.create(force=by.force, by=by, since=shift.since, at=shift.until, ahead=shift.ahead)
    if note.strip():
        erase_on = timezone.localdate(shift.until) + timedelta(days=thresholds().note_days)
        Note.objects.create(hand_over=made, case=about, words=note.strip(), erase_on=erase_on)
    details = {"hand-over": made.pk, "act": "handed over", "note": bool(note.strip())}
    record(Kind.ALTERATION, by=by, place="hand-over", details=details)
    return made


@transaction.atomic
def take_over(made: HandOver, *, by: Member) -> HandOver:
    """Put on record who took a shift over, and when. Raises PermissionDenied with the policy's sentence."""
    made = HandOver.objects.select_for_update().get(pk=made.pk)
    insist(may_take_over(by, made))
    made.taken_by, made.taken_at = by, datetime.now(UTC)
    made.save(update_fields=["taken_by", "taken_at"])
    record(Kind.ALTERATION, by=by, place="hand-over", details={"hand-over": made.pk, "act": "taken over"})
    return made


def erase_notes(force: Force, today: object) -> int:
    """Erase the notes of a force whose day has come; gives how many. To be called in a transaction."""
    past = Note.objects.filter(hand_over__force=force, erase_on__lte=today)
    numbers = sorted(past.values_list("hand_over", flat=True))
    if numbers:
        past.delete()
        record(Kind.ERASURE, by=None, place="hand-over", force=force, details={"hand-overs": numbers})
    return len(numbers)
