"""Writing what members decided as the engine reads it."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from heeded_desk.decisions.models import Decision, Supersession
from heeded_desk.members.models import Force


def write_decisions(force: Force, path: Path) -> int:
    """Write the decisions of a force as decisions.jsonl, whole or not at all; gives how many there are.

    Superseded ones stand in it too, so that each chain can be followed; what stood before an erased decision is left
    out, for it is not to stand again.
    """
    lines = [json.dumps(row, ensure_ascii=True, sort_keys=True) for row in _rows(force)]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".decisions-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return len(lines)


def _rows(force: Force) -> list[dict[str, object]]:
    decisions = list(Decision.objects.filter(force=force).select_related("made_by"))
    by = dict(Supersession.objects.filter(old__force=force).values_list("old", "by"))
    left = _without_erased({d.pk for d in decisions}, by)
    ids = {d.pk: d.decision_id for d in decisions}
    older: dict[int, list[str]] = {}
    for old, new in by.items():
        if old in left and new is not None:
            older.setdefault(new, []).append(ids[old])
    return [_row(d, sorted(older.get(d.pk, ()))) for d in decisions if d.pk in left]


def _without_erased(there: Iterable[int], by: dict[int, int | None]) -> set[int]:
    """Leave out what was superseded by a decision that is erased, and whatever that one had superseded before."""
    left = set(there)
    for start in list(left):
        at: int | None = start
        while at in by:
            at = by[at]
        if at is None:
            left.discard(start)
    return left


def _row(decision: Decision, supersedes: list[str]) -> dict[str, object]:
    return {
        "decision_id": decision.decision_id,
        "kind": decision.kind,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "subjects": decision.subjects,
        "made_by": decision.made_by.get_full_name() or decision.made_by.get_username(),
        "made_at": decision.made_at.isoformat(),
        **({"supersedes": supersedes} if supersedes else {}),
    }
