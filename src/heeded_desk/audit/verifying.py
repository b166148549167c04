"""Holding the chain in the database against itself, piece by piece."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

from django.db import DatabaseError, connection, transaction
from django.db.models import Subquery

from heeded_desk.audit import guards
from heeded_desk.audit.actions import record
from heeded_desk.audit.chain import Said
from heeded_desk.audit.models import Entry, Head, Kind, Verification
from heeded_desk.audit.walk import Fault, Walk, Wrong
from heeded_desk.members.models import Member

PIECE = 2000
"""Entries that are read together."""
SECONDS = 1.0
"""How long a page walks before it answers: with SQLite nobody writes meanwhile."""
FIELDS = ("number", "at", "kind", "by_id", "force_id", "place", "subject", "details", "previous", "hash")


@dataclass(frozen=True, slots=True)
class Goal:
    """What the head named, and the highest number that there was, at one moment."""

    number: int
    hash: str
    last: int


def goal() -> Goal | None:
    """Give where a walk must come out, by one statement so that both belong together; None where there is no head."""
    last = Subquery(Entry.objects.order_by("-number").values("number")[:1])
    found = Head.objects.filter(pk=1).values_list("number", "hash", last).first()
    return Goal(found[0], found[1], found[2] or 0) if found else None


def entries_after(number: int, most: int) -> Iterator[Said | Fault]:
    """Give the entries after a number up to another, a piece at a time; a fault in place of one that cannot be read."""
    rows = Entry.objects.filter(number__lte=most).order_by("number").values_list(*FIELDS)
    while True:
        try:
            piece = [Said(*row) for row in rows.filter(number__gt=number)[:PIECE]]
        except (ValueError, TypeError, AttributeError):
            yield from _one_by_one(number, most)
            return
        yield from piece
        if len(piece) < PIECE:
            return
        number = piece[-1].number


def _one_by_one(number: int, most: int) -> Iterator[Said | Fault]:
    """Give entries singly up to the first that the database gives back as nothing an entry could be."""
    for there in Entry.objects.filter(number__gt=number, number__lte=most).order_by("number").values_list("number"):
        try:
            yield Said(*Entry.objects.filter(number=there[0]).values_list(*FIELDS).get())
        except (ValueError, TypeError, AttributeError):
            yield Fault(there[0], Wrong.CHANGED)
            return


def verify(anchors: Mapping[int, str]) -> tuple[Walk, Fault | None]:
    """Walk the whole chain at once; gives the walk and the first fault."""
    aim = goal()
    walk = Walk(anchors=anchors)
    if aim is None:
        return walk, Fault(0, Wrong.NO_HEAD)
    fault = _go(walk, aim) or walk.end(aim.number, aim.hash, aim.last)
    return walk, fault or _unguarded(walk)


def _go(walk: Walk, aim: Goal, until: float = float("inf")) -> Fault | None:
    """Walk up to the aim, or until the clock says so."""
    for entry in entries_after(walk.number, aim.number):
        fault = entry if isinstance(entry, Fault) else walk.take(entry)
        if fault:
            return fault
        if walk.number % PIECE == 0 and monotonic() > until:
            return None
    return None


def _unguarded(walk: Walk) -> Fault | None:
    return Fault(walk.number, Wrong.UNGUARDED) if guards.missing(connection) else None


def go_on(by: Member) -> Verification:
    """Begin a verification, or walk on for a second with the one that is not finished; gives how it stands."""
    going = Verification.objects.select_for_update().filter(state=Verification.State.GOING).first() or _begun(by)
    if going.state != Verification.State.GOING:
        return going
    aim = Goal(going.goal, going.goal_hash, going.last)
    before = Entry.objects.filter(number__lt=going.reached).order_by("-number").values_list("hash", flat=True)[:100]
    walk = Walk(going.reached, going.reached_hash, recent=before)
    fault = _go(walk, aim, monotonic() + SECONDS)
    going.reached, going.reached_hash = walk.number, walk.hash
    there = min(aim.number, aim.last)
    if not fault and walk.number >= there:
        fault = walk.end(aim.number, aim.hash, aim.last) or _unguarded(walk)
    elif not fault:
        going.save()
        return going
    return _ended(going, fault)


def _begun(by: Member | None) -> Verification:
    aim = goal()
    now = datetime.now(UTC)
    if aim is None:
        return _ended(Verification(began_at=now, by=by, goal=0, goal_hash="", last=0), Fault(0, Wrong.NO_HEAD))
    return Verification(began_at=now, by=by, goal=aim.number, goal_hash=aim.hash, last=aim.last)


def keep(walk: Walk, fault: Fault | None, began_at: datetime) -> Verification:
    """Keep what a walk at one go came to, and put it on record."""
    with transaction.atomic():
        made = Verification(began_at=began_at, goal=walk.number, goal_hash=walk.hash, last=walk.number)
        made.reached, made.reached_hash = walk.number, walk.hash
        return _ended(made, fault)


def _ended(made: Verification, fault: Fault | None) -> Verification:
    """Keep the result, and put it on record where the chain still takes an entry."""
    made.ended_at = datetime.now(UTC)
    made.state = Verification.State.BROKEN if fault else Verification.State.SOUND
    made.fault_number, made.sentence = (fault.number, str(fault)) if fault else (None, "")
    made.save()
    details = {"reached": made.reached, "fault": fault.wrong.name.lower() if fault else ""}
    with suppress(DatabaseError, Head.DoesNotExist), transaction.atomic():
        record(Kind.ADMINISTRATION, by=made.by, place="verification", details=details)
    return made
