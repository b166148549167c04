"""Pages and counts of the worklist that are quick however long the list is.

A page is found by where the one before ended, never by counting rows, so that nothing is passed over when courses
leave the list while somebody reads it; and each part is asked for by itself, so that an index gives its rows in order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from heeded_desk.cases.models import Case, Part

PER_PAGE = 25
COUNTED = 1000
"""Beyond so many, courses are not counted: nobody is helped by the rest of the figure."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"([1-7])_(-?\d{1,17})_(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list a course stands."""

    part: int
    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.part}_{(self.at - EPOCH) // timedelta(microseconds=1)}_{self.pk}"


@dataclass(frozen=True, slots=True)
class Page:
    """Some courses of the list in order; `before` and `after` are None where the list ends."""

    rows: list[Case]
    before: Place | None
    after: Place | None

    def sections(self) -> list[tuple[Part, list[Case]]]:
        """Give the courses under their parts."""
        parts = sorted({case.part for case in self.rows})
        return [(Part(part), [case for case in self.rows if case.part == part]) for part in parts]


def place_of(case: Case) -> Place:
    """Give where a course stands."""
    return Place(case.part, case.listed_at, case.pk)


def place_from(text: str) -> Place | None:
    """Read a place from an address; None where it is not understood."""
    read = PLACE.fullmatch(text)
    if not read:
        return None
    part, micros, pk = map(int, read.groups())
    try:
        return Place(part, EPOCH + timedelta(microseconds=micros), pk)
    except OverflowError:
        return None


def page_of(
    found: QuerySet[Case], parts: list[int], *, after: Place | None = None, before: Place | None = None
) -> Page:
    """Give the page after one place, or before another; the first where neither is given."""
    back = before is not None and after is None
    start = before if back else after
    rows = _take(found, parts, start, back)
    more = len(rows) > PER_PAGE
    rows = rows[:PER_PAGE]
    if back:
        rows.reverse()
    if not rows:
        return Page([], None, None)
    earlier, later = (more, True) if back else (start is not None, more)
    return Page(rows, place_of(rows[0]) if earlier else None, place_of(rows[-1]) if later else None)


def _take(found: QuerySet[Case], parts: list[int], start: Place | None, back: bool) -> list[Case]:
    """Take one course more than a page holds, from a place on, forwards or back."""
    rows: list[Case] = []
    for part in sorted(parts, reverse=back):
        if start and (part > start.part if back else part < start.part):
            continue
        here = found.filter(part=part)
        if start and part == start.part:
            here = here.filter(_beyond(start, back))
        order = ("listed_at", "-id") if back else ("-listed_at", "id")
        rows += here.order_by(*order)[: PER_PAGE + 1 - len(rows)]
        if len(rows) > PER_PAGE:
            break
    return rows


def _beyond(start: Place, back: bool) -> Q:
    """Say which courses of a part stand beyond a place; the first condition alone lets an index be entered there."""
    if back:
        return Q(listed_at__gte=start.at) & (Q(listed_at__gt=start.at) | Q(pk__lt=start.pk))
    return Q(listed_at__lte=start.at) & (Q(listed_at__lt=start.at) | Q(pk__gt=start.pk))


def counted(found: QuerySet[Case], parts: list[int]) -> Iterator[tuple[Part, int]]:
    """Give how many courses each part holds, up to one more than COUNTED."""
    for part in parts:
        yield Part(part), found.filter(part=part).order_by().values("pk")[: COUNTED + 1].count()


def in_words(count: int) -> str:
    """Write a count that may have been broken off."""
    return f"more than {COUNTED:,}" if count > COUNTED else f"{count:,}"
