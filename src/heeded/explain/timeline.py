"""Reports to scale in time, as places on a line; the pages draw it and put a table beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from heeded.explain.plain import MONTHS, span
from heeded.explain.rows import Row

LENGTH = 800
ROOM = 34
"""Least distance between two markers of one lane, in units of the drawing."""
LANES = 6
TICKS = 7
GAP = 150
"""Least width of a gap whose length is written on it."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A report on the line: how far along it, and in which lane where others stand too near."""

    number: int
    at: int
    lane: int


@dataclass(frozen=True, slots=True)
class Tick:
    """Words at a place of the line: the first day of a month, or how long nothing was reported."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing `LENGTH` units long; `left_out` reports stand too near to others to be drawn, or have no date."""

    markers: tuple[Marker, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[Tick, ...]
    lanes: int
    left_out: int


def timeline(reports: list[Row]) -> Timeline | None:
    """Place the reports of an account; None where fewer than two days are known."""
    dated = [(r["number"], datetime.fromisoformat(r["recorded_at"])) for r in reports if r["recorded_at"]]
    if len(dated) < 2 or dated[0][1] == dated[-1][1]:
        return None
    first, last = dated[0][1], dated[-1][1]
    markers: list[Marker] = []
    ends = [-ROOM] * LANES
    for number, at in dated:
        place = _place(at, first, last)
        lane = next((n for n, end in enumerate(ends) if place - end >= ROOM), None)
        if lane is not None:
            ends[lane] = place
            markers.append(Marker(number, place, lane))
    lanes = max(m.lane for m in markers) + 1
    gaps = _gaps(dated, first, last)
    return Timeline(tuple(markers), _ticks(first, last), gaps, lanes, len(reports) - len(markers))


def _gaps(dated: list[tuple[int, datetime]], first: datetime, last: datetime) -> tuple[Tick, ...]:
    """Say how long the gaps are that are wide enough to hold the words."""
    spans = [
        (_place(a, first, last), _place(b, first, last), b.date() - a.date()) for a, b in pairwise(d for _, d in dated)
    ]
    return tuple(Tick((a + b) // 2, span(days.days)) for a, b, days in spans if b - a >= GAP)


def _place(at: datetime, first: datetime, last: datetime) -> int:
    return round(LENGTH * ((at - first) / (last - first)))


def _ticks(first: datetime, last: datetime) -> tuple[Tick, ...]:
    """Give the first days of months between first and last, of every few months where there are many."""
    months = []
    at = datetime(first.year, first.month, 1)
    while at <= last:
        if at > first:
            months.append(at)
        at = (at + timedelta(days=32)).replace(day=1)
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(months) <= s * TICKS)
    kept = [m for m in months if (m.year * 12 + m.month - 1) % step == 0]
    return tuple(Tick(_place(m, first, last), f"{MONTHS[m.month - 1][:3]} {m.year}") for m in kept)
