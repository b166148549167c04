"""The names that courses go by, and what becomes of them from run to run."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from heeded.assemble.standing import Standing
from heeded.toolbox.carried import Members, carried, moves, short_hash

MERGED = "Its reports are now held to concern the same victim and suspect as those of the other course."
SPLIT = "Some of its reports are now held to concern another victim or suspect."


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an id that an earlier run gave."""

    change: str
    before: str
    after: str
    reason: str


def own_id(group: Sequence[Standing]) -> str:
    """Give the id that follows from the earliest report of a course and the place of the pair in it."""
    first = min(group, key=lambda s: s.order)
    return "C-" + short_hash(first.report_id, *([str(first.place)] if first.place else []))


def name_courses(
    groups: Sequence[Sequence[Standing]], previous: Members, given: Container[str] = ()
) -> tuple[list[str], list[Change]]:
    """Give an id for each group, carried on from the course it shares most reports with, and the changes of ids.

    previous: the reports of each earlier course. given: ids that were ever given, if those were not all.
    """
    reports = [frozenset(s.report_id for s in group) for group in groups]
    named = carried(reports, [own_id(group) for group in groups], previous, given)
    found = moves(dict(zip(named, reports, strict=True)), previous)
    return named, [Change(*move, MERGED if move.change == "merge" else SPLIT) for move in found]
