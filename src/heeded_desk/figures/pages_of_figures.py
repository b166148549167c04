"""What the page of figures shows for one cube and period: the force as a whole, then each way of dividing it."""

from collections.abc import Iterator
from dataclasses import dataclass

from heeded_desk.figures.definitions import Counted, Definition, counted, definitions
from heeded_desk.figures.drawing import Chart, by_words, shares_chart, summary_chart, times_chart
from heeded_desk.figures.models import Coverage
from heeded_desk.figures.periods import ALL, Period, period_from, quarter_of, quarters, year_of, years
from heeded_desk.figures.policies import may_see_small_numbers
from heeded_desk.figures.reading import drawn, readable, readable_summary, readable_times, whole_shares
from heeded_desk.figures.sheets import Sheet
from heeded_desk.figures.tables import BYS, Line, Share, Table, share_of, table_of
from heeded_desk.figures.times import Timed, times_of
from heeded_desk.members.models import Member

CHAPTERS = {"courses": ("courses",), "duties": ("duties",), "outcomes": ("outcomes", "codes")}
"""The pages, each with the cubes that it tells of."""


@dataclass(frozen=True, slots=True)
class Section:
    """One way of dividing a cube: its table, as it is drawn and as it is read."""

    key: str
    title: str
    table: Table
    charts: tuple[Chart, ...]
    sheet: Sheet
    by: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of figures."""

    cube: Counted
    period: Period
    summary: Chart
    whole: Sheet
    sections: tuple[Section, ...]
    figures: tuple[Definition, ...]


def is_exact(member: Member) -> bool:
    """Say whether a member's pages show small numbers."""
    return bool(may_see_small_numbers(member))


def periods_for(reach: Coverage | None, exact: bool) -> list[Period]:
    """Give the periods that may be chosen: quarters; for those who see small numbers years too, and all on file.

    Quarters and years together would let a withheld number be worked out, so that the others have quarters alone.
    """
    if not reach or not reach.first_month:
        return []
    wide = [*years(reach.first_month, reach.last_month), ALL] if exact else []
    return [*wide, *quarters(reach.first_month, reach.last_month)]


def chosen(asked: str, reach: Coverage | None, exact: bool) -> Period | None:
    """Give the period that is asked for, if it may be seen; else the latest. None where nothing is counted yet."""
    offered = periods_for(reach, exact)
    if not offered or not reach:
        return None
    latest = year_of(reach.last_month) if exact else quarter_of(reach.last_month)
    read = period_from(asked)
    return read if read in offered else latest


def chapter(member: Member, name: str, period: Period) -> Chapter:
    """Give one page of figures for a member. name: of CHAPTERS."""
    exact = is_exact(member)
    tables = [
        (cube, by, table_of(member.force_id, cube, by, period, exact=exact))
        for cube in CHAPTERS[name] for by in BYS[cube]
    ]  # fmt: skip
    firsts = {cube: next(table for c, _, table in tables if c == cube) for cube in CHAPTERS[name]}
    told = list(_told(firsts))
    sections = [s for cube, by, table in tables for s in _sections(member, cube, by, table, exact)]
    return Chapter(
        cube=counted()[name],
        period=period,
        summary=summary_chart("all", f"{counted()[name].title}: the force as a whole", told),
        whole=readable_summary(firsts.values()),
        sections=tuple(sections),
        figures=tuple(d for d in definitions().values() if d.cube in CHAPTERS[name]),
    )


def _told(tables: dict[str, Table]) -> Iterator[tuple[str, Line, Share | None]]:
    for cube, table in tables.items():
        for figure in whole_shares(cube):
            yield figure.title, table.whole, share_of(table, table.whole, figure)


def _sections(member: Member, cube: str, by: str, table: Table, exact: bool) -> Iterator[Section]:
    key = f"{cube}-{by}"
    if cube == "duties" and by == "row":
        timed = times_of(member.force_id, table, table.period, exact=exact)
        sheet = readable_times(timed, table.period.words)
        yield Section("times", "Time to each duty that has a clock", table, _drawn_times(timed), sheet, "times")
    figures = drawn(cube) if (cube, by) != ("duties", "row") else []
    charts = tuple(shares_chart(f"{key}-{f.id}", table, f) for f in figures) if table.rows else ()
    yield Section(key, _head(table), table, charts, readable(table), by)


def _drawn_times(timed: list[Timed]) -> tuple[Chart, ...]:
    known = [t for t in timed if t.quartiles]
    return (times_chart("times", known),) if known else ()


def _head(table: Table) -> str:
    if table.by == "row":
        return "Each duty" if table.cube == "duties" else "Each outcome that asks for a second look"
    if table.by == "heading":
        return f"By what the {'crime' if table.cube == 'outcomes' else 'first report'} was recorded as"
    return f"By {by_words(table)}"
