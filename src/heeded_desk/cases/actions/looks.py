"""What a member keeps for themselves: views, and up to when they have seen what changed."""

from datetime import datetime

from django.db import transaction

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import LastLook, SavedView
from heeded_desk.members.models import Member

MOST_VIEWS = 30


@transaction.atomic
def mark_seen(*, until: datetime, by: Member) -> None:
    """Put down that a member has seen what changed until a moment; never moves back."""
    look, made = LastLook.objects.select_for_update().get_or_create(member=by, defaults={"at": until})
    if not made and look.at < until:
        look.at = until
        look.save(update_fields=["at"])
    record(Kind.ALTERATION, by=by, place="worklist-seen", details={"until": until.isoformat()})


@transaction.atomic
def save_view(*, name: str, filters: str, by: Member) -> SavedView | None:
    """Keep filters under a name, in place of those that bore it; None where the member keeps too many."""
    mine = SavedView.objects.filter(member=by)
    if mine.count() >= MOST_VIEWS and not mine.filter(name=name).exists():
        return None
    view, _ = SavedView.objects.update_or_create(member=by, name=name, defaults={"filters": filters})
    record(Kind.ALTERATION, by=by, place="saved-view", details={"view": view.pk, "act": "saved"})
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: Member) -> None:
    """Remove a member's own view."""
    record(Kind.ALTERATION, by=by, place="saved-view", details={"view": view.pk, "act": "removed"})
    view.delete()
