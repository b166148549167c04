"""Shares and times as places for a small drawing: a bar for the figure, a line for its interval, the words beside it.

What is drawn is told by length and words, never by colour alone; the table beside it has the same numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from heeded_desk.figures.definitions import Definition
from heeded_desk.figures.tables import Line, Share, Table, share_of
from heeded_desk.figures.times import DAY, HOUR, Timed, spell

WIDE, NARROW = 900, 300
STEP = 38
HEAD = 24
TICKS = (HOUR, DAY, 7 * DAY, 28 * DAY, 182 * DAY)
TICK_WORDS = ("1 hour", "1 day", "1 week", "4 weeks", "6 months")
WITHHELD, UNKNOWN, NOTHING = "withheld", "not known: nothing was delivered", "nothing to take a share of"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, what is told, and along 0 to 1 where the bar and the interval begin and end, if drawn."""

    label: str
    words: str
    start: float | None = None
    end: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing. ticks: (place from 0 to 1, words). `key` names it on its page."""

    key: str
    title: str
    desc: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]

    @property
    def height(self) -> int:
        """Units from top to bottom."""
        return HEAD + STEP * len(self.bars) + HEAD

    @property
    def widths(self) -> tuple[tuple[str, int], ...]:
        """Give the two forms, for broad and for narrow windows."""
        return (("fg-wide", WIDE), ("fg-narrow", NARROW))


def percent(share: float) -> str:
    """Write a share: whole percents, but never 0 or 100 where it is not."""
    rounded = round(100 * share)
    if rounded in (0, 100) and share not in (0, 1):
        return "under 1%" if rounded == 0 else "over 99%"
    return f"{rounded}%"


def share_words(share: Share | None, line: Line) -> str:
    """Write a share with the numbers it is made of; or why there is none."""
    if not line.known:
        return UNKNOWN
    if share is None:
        return WITHHELD
    if not share.interval:
        return f"0 of 0: {NOTHING}"
    low, high = map(percent, share.interval)
    return f"{share.part:,} of {share.whole:,} = {percent(share.value)} (interval {low} to {high})"


def shares_chart(key: str, table: Table, figure: Definition) -> Chart:
    """Draw one share for each row of a table."""
    bars = [_share_bar(line, share_of(table, line, figure)) for line in [*table.rows, table.whole]]
    return _chart(key, f"{figure.title}, by {by_words(table)}", bars, _percent_ticks())


def summary_chart(key: str, title: str, told: Sequence[tuple[str, Line, Share | None]]) -> Chart:
    """Draw several shares of one force below one another."""
    bars = [Bar(label, share_words(s, line), *_places(s)) for label, line, s in told]
    return _chart(key, title, bars, _percent_ticks())


def times_chart(key: str, timed: Iterable[Timed]) -> Chart:
    """Draw the middle half of the times of each duty, and where the median lies."""
    bars = [_time_bar(t) for t in timed]
    ticks = tuple((_along(m), words) for m, words in zip(TICKS, TICK_WORDS, strict=True))
    return _chart(key, "Time to each duty: the middle half of the times, and the median", bars, ticks)


BY_WORDS = {"month": "month", "district": "district", "heading": "first heading", "row": "duty or code"}


def by_words(table: Table) -> str:
    """Say into what a table is divided: years where it is of all on file; crimes by their own heading."""
    if table.by == "heading" and table.cube == "outcomes":
        return "heading"
    return "year" if table.by == "month" and table.period.first is None else BY_WORDS[table.by]


def _chart(key: str, title: str, bars: Sequence[Bar], ticks: tuple[tuple[float, str], ...]) -> Chart:
    desc = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    return Chart(key, title, f"{desc}. The table below has the same numbers.", tuple(bars), ticks)


def _percent_ticks() -> tuple[tuple[float, str], ...]:
    return tuple((n / 4, f"{25 * n}%") for n in range(5))


def _share_bar(line: Line, share: Share | None) -> Bar:
    return Bar(line.label, share_words(share, line), *_places(share))


def _places(share: Share | None) -> tuple[float | None, ...]:
    if share is None or not share.interval:
        return (None,) * 4
    return 0.0, share.value, share.interval.low, share.interval.high


def _along(minutes: float) -> float:
    """Give the place of a time on a line on which each step is so many times the last: 10 minutes to two years."""
    least, most = log10(10), log10(2 * 365 * DAY)
    return min(1.0, max(0.0, (log10(max(minutes, 1)) - least) / (most - least)))


def _time_bar(timed: Timed) -> Bar:
    q = timed.quartiles
    if q is None:
        return Bar(timed.line.label, timed.why_not)
    words = f"median {spell(q.median)}, middle half {spell(q.low)} to {spell(q.high)} ({q.many:,} times)"
    median = _along(q.median)
    return Bar(timed.line.label, words, _along(q.low), _along(q.high), median, median)
