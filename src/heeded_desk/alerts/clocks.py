"""The clocks of each course, kept apart in the order of their days, so that a page of them is quick."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from heeded.explain.plain import sentence
from heeded_desk.alerts.models import Due
from heeded_desk.alerts.raising import TOGETHER, parts
from heeded_desk.alerts.thresholds import Dated, thresholds
from heeded_desk.cases.models import Part
from heeded_desk.decisions.wording import wording
from heeded_desk.deliveries.told import moment, part_of, unmet_of
from heeded_desk.members.models import Force
from heeded_desk.turns import Turns

Row = dict[str, Any]
NOT_LISTED = (Part.ANSWERED, Part.REST)
"""Parts of the worklist whose clocks press nobody: somebody said why not, or not enough stands on file."""
UNKNOWN = "The day from which it runs cannot be told from the record."
LOGGED = "The record gives this day, and nothing on it says that the thing is done."


def put_clocks(force: Force, folder: Path, accounts: Iterable[Row], ids: dict[str, int]) -> None:
    """Replace the clocks of the courses that a run changed; one of the followers of publishing, may be called again."""
    turns = Turns(force.pk)
    for part in parts(accounts, TOGETHER):
        known = {ids[account["course_id"]]: account for account in part if account["course_id"] in ids}
        dues = [due for case, account in known.items() for due in _dues(account, force, case)]
        with turns.turn():
            Due.objects.filter(case__in=list(known)).delete()
            Due.objects.bulk_create(dues, batch_size=TOGETHER)
    with turns.turn():
        Due.objects.filter(force=force, case__gone=True).delete()


def _dues(account: Row, force: Force, case: int) -> Iterator[Due]:
    for told in clocks_of(account):
        yield Due(force=force, case_id=case, **told)


def clocks_of(account: Row) -> list[Row]:
    """Give the clocks of a course that the record does not show as done, each with its authority and how sure it is.

    A day that the force itself gave a thing goes before the usual clock of that thing.
    """
    if part_of(account, unmet_of(account)) in NOT_LISTED:
        return []
    dated = list(_dated(account))
    replaced = {kind.instead_of for kind, _ in dated}
    duties = [d for d in account["duties"] if d["check_id"] not in replaced and _is_open(d)]
    return [_of_log(kind, due_at) for kind, due_at in dated] + [_of_duty(d) for d in duties]


def _dated(account: Row) -> Iterator[tuple[Dated, str]]:
    """Give the log entries that bear a day and are not done: of each kind the one with the latest entry counts."""
    kinds = {kind.kind: kind for kind in thresholds().dated}
    latest: dict[str, tuple[str, str | None]] = {}
    for entry in (e for r in account["reports"] for e in r["log"] if e["kind"] in kinds and e["due_at"]):
        at = entry["at"] or ""
        if entry["kind"] not in latest or latest[entry["kind"]][0] <= at:
            latest[entry["kind"]] = (at, None if entry["done_at"] else entry["due_at"])
    return ((kinds[kind], due_at) for kind, (_, due_at) in latest.items() if due_at)


def _is_open(duty: Row) -> bool:
    """Say whether a duty has a clock and is not on record as done; silence is not taken for "not done"."""
    if duty["answer"] == "met" or duty["done_at"]:
        return False
    return bool(duty["due_at"] or "clock" in wording().duties.get(duty["check_id"], {}))


def _of_duty(duty: Row) -> Row:
    why = duty["why_words"] if duty["due_at"] else UNKNOWN
    return {
        "clock": duty["check_id"],
        "due_at": moment(duty["due_at"]),
        "title": _to_do(duty)[:200],
        "why": sentence(why)[:300],
        "authority": duty["authority"][:300],
        "confidence": duty["confidence_words"][:60],
    }


def _to_do(duty: Row) -> str:
    """Give what is to be done, in the words of the catalogue's next steps; a duty's own title tells it as done."""
    steps = {step["when"]: str(step["step"]) for step in wording().steps}
    return steps.get(duty["check_id"], f"Not on record: {duty['title']}")


def _of_log(kind: Dated, due_at: str) -> Row:
    return {
        "clock": kind.kind,
        "due_at": moment(due_at),
        "title": kind.title,
        "why": LOGGED,
        "authority": kind.authority[:300],
        "confidence": str(wording().checks["confidence"][kind.confidence]),
    }
