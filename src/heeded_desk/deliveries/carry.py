"""When courses merge or part, the work of people goes where the reports went; nothing they wrote is lost."""

from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.prepare import Moves
from heeded_desk.deliveries.told import now

TOGETHER = 500
SNOOZE = ("snoozed_until", "snoozed_at", "snooze_reason")


def left_by(run: Run, there: set[str]) -> set[str]:
    """Give the ids of the cases that are no longer in a run.

    there: the ids of all courses of the run.
    """
    return set(Case.objects.filter(force=run.force_id, gone=False).values_list("course_id", flat=True)) - there


def leave(run: Run, left: set[str], moves: Moves) -> None:
    """Mark the cases that are no longer in a run as gone, each with the course that its reports went over to."""
    into: dict[str, str] = {}
    for before, after in moves.merges:
        into.setdefault(before, after)
    mine = Case.objects.filter(force=run.force_id)
    for ids in _parts(sorted(left - into.keys())):
        mine.filter(course_id__in=ids).update(gone=True, merged_into="", changed_at=now(), change="No longer here")
    for ids in _parts(sorted(left & into.keys())):
        joined = list(mine.filter(course_id__in=ids))
        for case in joined:
            case.gone, case.merged_into, case.changed_at = True, into[case.course_id], now()
            case.change = f"Joined to {into[case.course_id]}"
        earlier = list(mine.filter(merged_into__in=ids))
        for case in earlier:
            case.merged_into = into[case.merged_into]
        Case.objects.bulk_update(joined, ["gone", "merged_into", "changed_at", "change"])
        Case.objects.bulk_update(earlier, ["merged_into"])


def carry(run: Run, moves: Moves) -> None:
    """Give the assignment and snooze of each course that merged or parted to the course that took over from it.

    Where two assigned courses became one, it stays with whom it was with. A snoozed course that changed returns to the
    list by itself, so that no snooze hides what is new. The combination is put on record.
    """
    found = _cases(run, {course for pairs in moves for pair in pairs for course in pair})
    for kind, pairs in (("merge", moves.merges), ("split", moves.splits)):
        for before, after in pairs:
            if before in found and after in found:
                _give(found[before], found[after])
            details = {"run": run.pk, "change": kind, "from": before}
            record(Kind.COMBINATION, by=None, place="publish", subject=after, force=run.force, details=details)


def _cases(run: Run, ids: set[str]) -> dict[str, Case]:
    mine = Case.objects.filter(force=run.force_id)
    return {c.course_id: c for part in _parts(sorted(ids)) for c in mine.filter(course_id__in=part)}


def _give(before: Case, after: Case) -> None:
    """Let a course take over what its own work leaves open."""
    given: dict[str, object] = {}
    if before.assigned_to_id and not after.assigned_to_id:
        given["assigned_to"] = before.assigned_to
    if before.snoozed_until and not after.snoozed_until:
        given |= {name: getattr(before, name) for name in SNOOZE}
    for name, value in given.items():
        setattr(after, name, value)
    if given:
        Case.objects.filter(pk=after.pk).update(**given)


def _parts(ids: list[str]) -> list[list[str]]:
    return [ids[first : first + TOGETHER] for first in range(0, len(ids), TOGETHER)]
