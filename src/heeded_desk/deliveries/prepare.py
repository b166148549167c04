"""Making a run ready: each course whose content changed becomes a row beside the desk, in small transactions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
from django.db.models import Exists, OuterRef

from heeded.stages import numbered
from heeded.toolbox.errors import RunError
from heeded_desk.cases.models import Account, Case
from heeded_desk.deliveries import news
from heeded_desk.deliveries.models import Prepared, Run
from heeded_desk.deliveries.told import Row, content_of, fill, now
from heeded_desk.second_lock import reading
from heeded_desk.turns import Turns

TOGETHER = 100
"""Courses that are held and written together: a few megabytes of accounts, as many columns as a database takes."""


class Course(NamedTuple):
    """A course as the tables of a run tell of it."""

    course_id: str
    text: str
    pair: Row
    district: str


KINDS = ("merge", "split")


class Moves(NamedTuple):
    """What the run says became of ids: (before, after) of each merge and split."""

    merges: list[tuple[str, str]]
    splits: list[tuple[str, str]]


def moves_of(folder: Path) -> Moves:
    """Read what became of ids."""
    rows = table_of(folder, "id_changes", ("change", "course_before", "course_after"))
    told = {kind: [(r["course_before"], r["course_after"]) for r in rows if r["change"] == kind] for kind in KINDS}
    return Moves(told["merge"], told["split"])


def table_of(folder: Path, name: str, columns: tuple[str, ...]) -> list[Row]:
    """Read some columns of a table of a run; raises RunError where it is no finished run."""
    return pq.read_table(path_of(folder, name), columns=list(columns)).to_pylist()


def path_of(folder: Path, name: str) -> Path:
    """Give where a table of a run lies; raises RunError where it is not there."""
    path = folder / numbered(name)
    if not path.is_file():
        raise RunError(f"The folder holds no finished run: {path.name} is not there.")
    return path


def prepare(run: Run, folder: Path, moves: Moves) -> set[str]:
    """Write what changed by a run beside the desk; gives the ids of all its courses.

    May be begun again at any time. Raises RunError where the folder holds no finished run.
    """
    forget(run.force_id)
    turns = Turns(run.force_id)
    joined = {after for _, after in moves.merges}
    parted = {after for _, after in moves.splits}
    there: set[str] = set()
    for part in _parts(folder):
        there.update(course.course_id for course in part)
        with reading(run.force_id):
            changed = list(_changed(run, part))
        rows = [_row(run, course, *of) for course, of in changed]
        for row in rows:
            _tell_moves(row, joined, parted)
        if rows:
            with turns.turn():
                Account.objects.bulk_create([row.account for row in rows])
                Prepared.objects.bulk_create(rows)
    return there


def forget(force_id: int) -> None:
    """Remove what was made ready for runs of a force, and accounts that no case has now."""
    with reading(force_id):
        ready = list(Prepared.objects.filter(run__force=force_id).values_list("pk", flat=True))
        kept = Case.objects.filter(account=OuterRef("pk"))
        left = Account.objects.filter(~Exists(kept), run__force=force_id).values_list("pk", flat=True)
        left = list(left)
    turns = Turns(force_id)
    for model, keys in ((Prepared, ready), (Account, left)):
        for first in range(0, len(keys), TOGETHER):
            with turns.turn():
                model.objects.filter(pk__in=keys[first : first + TOGETHER]).delete()


def _parts(folder: Path) -> Iterator[list[Course]]:
    """Give the courses of a run some at a time; their accounts are never all in memory."""
    pairs = {c["course_id"]: c for c in table_of(folder, "courses", ("course_id", "victim_id", "suspect_id"))}
    districts = {r["report_id"]: r["district"] for r in table_of(folder, "reports", ("report_id", "district"))}
    with pq.ParquetFile(path_of(folder, "accounts")) as file:
        for batch in file.iter_batches(batch_size=TOGETHER, columns=["course_id", "account"]):
            yield [_course(row, pairs, districts) for row in batch.to_pylist()]


def _course(row: Row, pairs: dict[str, Row], districts: dict[str, str]) -> Course:
    reports = json.loads(row["account"])["reports"]
    district = next(filter(None, (districts.get(r["report_id"]) for r in reversed(reports))), "")
    return Course(row["course_id"], row["account"], pairs[row["course_id"]], district)


def _changed(run: Run, part: list[Course]) -> Iterator[tuple[Course, tuple[Case | None, Row | None, str]]]:
    """Give those courses of which the desk says something else, each with its case and account until now."""
    ids = [course.course_id for course in part]
    cases = {c.course_id: c for c in Case.objects.filter(force=run.force_id, course_id__in=ids)}
    found = []
    for course in part:
        before, content = cases.get(course.course_id), content_of(course.text, course.pair, course.district)
        if before is None or before.content != content or before.gone:
            found.append((course, before, content))
    known = [before.pk for _, before, _ in found if before]
    words = dict(Account.objects.filter(case__in=known).values_list("case", "words"))
    for course, before, content in found:
        yield course, (before, words.get(before.pk) if before else None, content)


def _row(run: Run, course: Course, before: Case | None, words: Row | None, content: str) -> Prepared:
    account = json.loads(course.text)
    said = Account(run=run, words=account)
    row = Prepared(run=run, account=said, content=content, changed_at=now(), change=news.NEW)
    fill(row, account, course.pair, course.district)
    row.report_ids = _reports(account) if not words or _reports(account) != _reports(words) else None
    if before and before.gone:
        row.change = news.BACK
    elif before:
        row.change = news.news(words, account)[:200] if words else before.change
        if not words or not row.change:
            row.changed_at, row.change = before.changed_at, before.change
    return row


def _reports(account: Row) -> list[str]:
    return sorted({r["report_id"] for r in account["reports"]})


def _tell_moves(row: Prepared, joined: set[str], parted: set[str]) -> None:
    told = [news.MERGED] if row.course_id in joined else []
    told += [news.SPLIT] if row.course_id in parted else []
    if told:
        row.change = "; ".join([*told, row.change])[:200]
        row.changed_at = now()
