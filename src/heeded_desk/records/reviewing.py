"""When each course is to be reviewed, told again whenever a run changed it or the rules are other ones."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.members.models import Force
from heeded_desk.records.models import KeptManifest, Review
from heeded_desk.records.periods import Periods, periods_of
from heeded_desk.turns import Turns

TOGETHER = 100
"""Courses that are gone through in one turn."""
Row = dict[str, Any]
TOLD = ["group", "why", "due_on", "rules"]


def review_courses(force: Force, folder: Path, accounts: Iterable[Row], ids: dict[str, int]) -> None:
    """Write the reviews of the courses that a run changed, and of those that other rules told; keep what it went by.

    Called after each run. accounts: of the courses that changed. ids: of their cases, by course id.
    """
    periods, turns, changed = periods_of(force), Turns(force.pk), iter(accounts)
    keep_manifest(force, folder, turns)
    while part := list(islice(changed, TOGETHER)):
        _write(force, periods, [(ids[a["course_id"]], a) for a in part], turns)
    for cases in _told_otherwise(force, periods, turns):
        with turns.reading():
            found = list(Case.objects.filter(pk__in=cases).select_related("account"))
        _write(force, periods, [(case.pk, case.account.words) for case in found], turns)


def keep_manifest(force: Force, folder: Path, turns: Turns) -> None:
    """Keep what a run went by, for its folder is removed when two later ones are there."""
    path = folder / "manifest.json"
    with turns.turn():
        run = Run.objects.filter(force=force, folder=str(folder)).order_by("-pk").first()
        if run and path.is_file():
            content = json.loads(path.read_text(encoding="utf-8"))
            KeptManifest.objects.update_or_create(run=run, defaults={"content": content})


def _told_otherwise(force: Force, periods: Periods, turns: Turns) -> Iterator[list[int]]:
    """Give the cases that the rules as they are now did not tell of yet, some at a time."""
    with turns.reading():
        told = Review.objects.filter(force=force, rules=periods.hash).values("case")
        left = list(Case.objects.filter(force=force, gone=False).exclude(pk__in=told).values_list("pk", flat=True))
    return (left[first : first + TOGETHER] for first in range(0, len(left), TOGETHER))


def _write(force: Force, periods: Periods, accounts: list[tuple[int, Row]], turns: Turns) -> None:
    rows = []
    for case, account in accounts:
        told = periods.of(account)
        row = Review(force=force, case_id=case, group=told.group, why=told.why, due_on=told.due_on, rules=periods.hash)
        rows.append(row)
    with turns.turn():
        Review.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case"], update_fields=TOLD)
