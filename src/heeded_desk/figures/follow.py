"""Keeping the figures in step with the run on the desk. Only what differs is written: writing keeps others waiting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db.models import Model

from heeded_desk.cases.models import Case
from heeded_desk.deliveries.models import Run
from heeded_desk.figures.counting import Counted, count, recorded_as
from heeded_desk.figures.counting import Row as Values
from heeded_desk.figures.models import Cell, Coverage, Crime, Elapsed, Heading
from heeded_desk.figures.models.crime import UNDATED
from heeded_desk.members.models import Force
from heeded_desk.turns import Turns

TOGETHER = 500
AT_ONCE = 5000
"""Crimes that are written in one turn."""
CELL = ("cube", "by", "month", "name", "answer", "count")
ELAPSED = ("month", "check_id", "minutes", "count")
CRIME = ("report_id", "case_id", "stalking", "named", "month", "district_id", "heading_id", "included_id", "acts")


def put_figures(force: Force, folder: Path, accounts: Iterable[dict[str, object]], ids: dict[str, int]) -> None:
    """Count a run and put what changed beside what was counted before; the same run twice changes nothing.

    accounts, ids: not needed here; a count is of the whole run. Raises RunError where the folder holds no finished run.
    """
    counted, turns = count(folder), Turns(force.pk)
    with turns.reading():
        cells = _Change.to(Cell, force, CELL, counted.cells)
        elapsed = _Change.to(Elapsed, force, ELAPSED, counted.elapsed)
    with turns.turn():  # together, so that no page adds up the numbers of two runs
        for change in (cells, elapsed):
            change.leave(change.gone)
            change.enter(change.new)
        _cover(force, folder, counted)
    _list(force, counted, turns)


def _cover(force: Force, folder: Path, counted: Counted) -> None:
    """Say of which run and which months the figures are; a month still to come is a slip of the pen, not reached."""
    now = datetime.now(UTC)
    last = min(counted.last_month, now.date().replace(day=1)) if counted.last_month else None
    run = Run.objects.filter(force=force, folder=str(folder)).order_by("-pk").first()
    told = {"run": run, "first_month": counted.first_month, "last_month": last, "counted_at": now}
    Coverage.objects.update_or_create(force=force, defaults=told)


def _list(force: Force, counted: Counted, turns: Turns) -> None:
    """Bring the list of crimes up to the run, some at a time: a list may be in between for a moment."""
    with turns.turn():
        numbers = _headings(force, counted)
    with turns.reading():
        change = _Change.to(Crime, force, CRIME, list(_crimes(force, counted, numbers)))
    for rows, do in ((change.gone, change.leave), (change.new, change.enter)):
        for first in range(0, len(rows), AT_ONCE):
            with turns.turn():
                do(rows[first : first + AT_ONCE])


@dataclass(frozen=True, slots=True)
class _Change:
    """What makes the rows of a force those that are wanted: numbers of rows that go, values of rows that come."""

    model: type[Model]
    force: Force
    columns: tuple[str, ...]
    gone: list[int]
    new: list[Values]

    @classmethod
    def to(cls, model: type[Model], force: Force, columns: tuple[str, ...], wanted: Iterable[Values]) -> "_Change":
        """Compare the rows that are there with those that are wanted."""
        rows = model._default_manager.filter(force=force).values_list("pk", *columns)
        there = {tuple(values): pk for pk, *values in rows.iterator()}
        new = [values for values in dict.fromkeys(wanted) if there.pop(values, None) is None]
        return cls(model, force, columns, list(there.values()), new)

    def leave(self, gone: list[int]) -> None:
        """Remove rows."""
        for first in range(0, len(gone), TOGETHER):
            self.model._default_manager.filter(pk__in=gone[first : first + TOGETHER]).delete()

    def enter(self, new: list[Values]) -> None:
        """Add rows."""
        made = [self.model(force=self.force, **dict(zip(self.columns, row, strict=True))) for row in new]
        self.model._default_manager.bulk_create(made, batch_size=TOGETHER)


def _crimes(force: Force, counted: Counted, number: dict[tuple[str, str], int]) -> Iterator[Values]:
    """Give the rows of Crime, with numbers in place of words; a course that is not on the desk is passed over."""
    cases = dict(Case.objects.filter(force=force, gone=False).values_list("course_id", "pk").iterator())
    for report_id, course_id, stalking, month, district, heading, included, code, acts in counted.crimes:
        if course_id in cases:
            named = _named(heading, code, included)
            told = [number.get(key) for key in _keys(district, heading, included)]
            yield (report_id, cases[course_id], stalking, named, month or UNDATED, *told, acts[:400])


def _keys(district: str, heading: str, included: str) -> list[tuple[str, str]]:
    kinds = (Heading.Kind.DISTRICT, Heading.Kind.HEADING, Heading.Kind.INCLUDED)
    return [(str(kind), words) for kind, words in zip(kinds, (district, heading, included), strict=True)]


def _named(heading: str, code: str, included: str) -> str:
    """Say where a record names stalking."""
    if recorded_as().is_kind({"offence": heading, "offence_code": code}, "stalking"):
        return Crime.Named.OFFENCE
    if recorded_as().is_kind({"included_classifications": included}, "stalking"):
        return Crime.Named.INCLUDED
    return Crime.Named.NOWHERE


def _headings(force: Force, counted: Counted) -> dict[tuple[str, str], int]:
    """Give the number of each district, heading and included classification; those that nothing bears are removed."""
    wanted = {key for crime in counted.crimes for key in _keys(*crime[4:7]) if key[1]}
    rows = Heading.objects.filter(force=force)
    there = {(kind, words): pk for pk, kind, words in rows.values_list("pk", "kind", "words")}
    gone = [pk for key, pk in there.items() if key not in wanted]
    for first in range(0, len(gone), TOGETHER):
        rows.filter(pk__in=gone[first : first + TOGETHER]).delete()
    made = [Heading(force=force, kind=kind, words=words) for kind, words in sorted(wanted - there.keys())]
    there |= {(h.kind, h.words): h.pk for h in Heading.objects.bulk_create(made, batch_size=TOGETHER)}
    return there
