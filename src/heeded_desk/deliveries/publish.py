"""Putting a run on the desk: what is said of each course is replaced, what people did with it is kept."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
from django.db import transaction

from heeded_desk.alerts.clocks import put_clocks
from heeded_desk.alerts.raising import raise_alerts
from heeded_desk.audit.actions import record
from heeded_desk.audit.models import Kind
from heeded_desk.cases.actions.terms import index_cases
from heeded_desk.cases.links import put_links
from heeded_desk.cases.models import Account, Case
from heeded_desk.decisions.questions import put_questions
from heeded_desk.deliveries.carry import carry, leave, left_by
from heeded_desk.deliveries.models import Run
from heeded_desk.deliveries.prepare import TOGETHER, forget, moves_of, path_of, prepare
from heeded_desk.deliveries.put import put
from heeded_desk.deliveries.refused import refused_count
from heeded_desk.deliveries.told import Row, now
from heeded_desk.figures.follow import put_figures
from heeded_desk.members.models import Force
from heeded_desk.records.reviewing import review_courses
from heeded_desk.second_lock import for_force, reading

Follower = Callable[[Force, Path, Iterable[Row], dict[str, int]], None]
FOLLOWERS: tuple[Follower, ...] = (
    index_cases,
    put_links,
    put_questions,
    put_clocks,
    raise_alerts,
    put_figures,
    review_courses,
)
"""What is written about courses beside what is said of them, after a run is on the desk and pages can be used: called
as follow(force, folder, accounts, ids) with the accounts that the run changed and the numbers of cases by course id.
They read and compute outside any transaction, and write in `Turns`: there may be very much. Any of them may be called
again for the same courses, where the desk was stopped in between."""

PUBLISHING, FOLLOWING = "publish", "index"
"""The stage of a run once the engine is through: it is being made ready; it is on the desk, and not yet indexed."""


def publish(run: Run, folder: Path) -> None:
    """Put the tables of a finished run on the desk, all or nothing; may be begun again wherever it was stopped.

    Raises RunError where the folder holds no finished run.
    """
    if run.stage != FOLLOWING:
        moves = moves_of(folder)
        there = prepare(run, folder, moves)
        with reading(run.force_id):
            left = left_by(run, there)
        _describe(run, folder, len(there))
        with transaction.atomic(), for_force(run.force_id):
            put(run)
            leave(run, left, moves)
            carry(run, moves)
            _tell(run)
    follow(run, folder)


def follow(run: Run, folder: Path) -> None:
    """Let the followers write about the courses that a run changed, then forget what was made ready."""
    with reading(run.force_id):
        ids = dict(Case.objects.filter(force=run.force_id, run=run, gone=False).values_list("course_id", "pk"))
    changed = _Changed(run, list(ids.values()))
    for each in FOLLOWERS:
        each(run.force, folder, changed, ids)
    forget(run.force_id)
    run.stage = ""
    with transaction.atomic(), for_force(run.force_id):
        run.save(update_fields=["stage"])


class _Changed:
    """The accounts of some cases, read some at a time: a reading that is never held open while others write."""

    def __init__(self, run: Run, cases: list[int]) -> None:
        self._run, self._cases = run, cases

    def __iter__(self) -> Iterator[Row]:
        for first in range(0, len(self._cases), TOGETHER):
            part = self._cases[first : first + TOGETHER]
            with reading(self._run.force_id):
                accounts = list(Account.objects.filter(case__in=part).order_by("case").values_list("words", flat=True))
            yield from accounts


def _describe(run: Run, folder: Path, courses: int) -> None:
    """Say of a run what stands in its folder and how it will stand; nothing is written yet."""
    run.state, run.stage, run.ended_at, run.folder = Run.State.PUBLISHED, FOLLOWING, now(), str(folder)
    run.courses = courses
    run.reports = pq.read_metadata(path_of(folder, "reports")).num_rows
    run.refused = refused_count(folder)
    run.sentence = ""


def _tell(run: Run) -> None:
    """Put on record that the run is on the desk, in the transaction that puts it there."""
    run.save()
    details = {"run": run.pk, "courses": run.courses}
    record(Kind.COLLECTION, by=None, place="publish", force=run.force, details=details)
