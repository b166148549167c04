"""When courses merge or part, alerts and what was told go where the reports went; nothing is told twice for it."""

from pathlib import Path

from heeded_desk.alerts.models import Alert, Told
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.prepare import moves_of
from heeded_desk.deliveries.told import now
from heeded_desk.members.models import Force


def carry_alerts(force: Force, folder: Path) -> None:
    """Carry alerts along the merges and splits of a run that is on the desk; may be done again."""
    moves = moves_of(folder)
    for kind, pairs in (("merge", moves.merges), ("split", moves.splits)):
        for before, after in pairs:
            found = {c.course_id: c for c in Case.objects.filter(force=force, course_id__in=(before, after))}
            if len(found) < 2 or found[after].gone:
                continue
            if kind == "merge" and found[before].gone:
                _move(found[before], found[after])
            elif kind == "split":
                _copy(found[before], found[after])


def _move(before: Case, after: Case) -> None:
    """Let the course that took over have all that the gone one had; of what was told of both, once."""
    _tell(before, after)
    Told.objects.filter(case=before).delete()
    there = Alert.objects.filter(case=after, closed_at=None, reason=Alert.Reason.UNRECOGNISED)
    if there.exists():
        again = Alert.objects.filter(case=before, closed_at=None, reason=Alert.Reason.UNRECOGNISED)
        again.update(closed_at=now(), closed_as=Alert.Closed.JOINED)
    Alert.objects.filter(case=before).update(case=after)


def _copy(before: Case, after: Case) -> None:
    """Let a course that parted have the open alerts too: nobody has said that they saw what it holds."""
    if not _tell(before, after):
        return
    for alert in Alert.objects.filter(case=before, closed_at=None).order_by("pk"):
        alert.pk, alert._state.adding, alert.case = None, True, after
        alert.save(force_insert=True)


def _tell(before: Case, after: Case) -> bool:
    """Let what was told of one course count as told of another; gives whether anything was not yet."""
    there = set(Told.objects.filter(case=after).values_list("key", flat=True))
    fresh = set(Told.objects.filter(case=before).values_list("key", flat=True)) - there
    Told.objects.bulk_create(Told(case=after, key=key) for key in sorted(fresh))
    return bool(fresh)
