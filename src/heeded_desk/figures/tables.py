"""Tables of counts for a period, as a member may see them: whole, or with small numbers withheld."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from heeded_desk.figures.definitions import Definition, counted, rules
from heeded_desk.figures.intervals import Interval, wilson
from heeded_desk.figures.models import Cell, Coverage
from heeded_desk.figures.naming import label_of, order_of
from heeded_desk.figures.periods import Period, month_words
from heeded_desk.figures.withholding import Rule, gathered, of_line, of_table

BYS = {"courses": ("month", "district", "heading"), "duties": ("row", "month", "district", "heading"),
       "outcomes": ("month", "district", "heading"), "codes": ("row",)}  # fmt: skip
"""Into what each cube is divided."""
TOO_FEW = "Too few to be divided without showing small numbers."
DERIVED = "Not shown: small numbers could be worked out from the totals."
OTHERS = {"district": "Other districts", "heading": "Other headings", "row": "Other duties"}
EVERY = Rule(0, 0)
"""Nothing is small, nothing is withheld."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: counts in the order of the answers. None is withheld; where `known` is False nothing was delivered."""

    label: str
    counts: tuple[int | None, ...]
    total: int | None
    code: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one cube, divided in one way. `why_not` says why there are no rows, where there are none."""

    cube: str
    by: str
    period: Period
    answers: tuple[str, ...]
    rows: tuple[Line, ...]
    whole: Line
    why_not: str = ""

    def count(self, line: Line, answers: Iterable[str]) -> int | None:
        """Give how many of a row stand under some answers; None where one of them is withheld."""
        found = [line.counts[self.answers.index(a)] for a in answers]
        return None if any(c is None for c in found) else sum(c for c in found if c)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole with its interval; `beside` is what is counted in neither."""

    part: int
    whole: int
    beside: int | None
    interval: Interval | None

    @property
    def value(self) -> float:
        """The share itself; only where there is a whole."""
        return self.part / self.whole


def share_of(table: Table, line: Line, figure: Definition) -> Share | None:
    """Give a share; None where a number that it rests on is withheld or nothing was delivered."""
    part, whole = (table.count(line, answers) for answers in (figure.part, figure.whole))
    if not line.known or part is None or whole is None:
        return None
    beside = table.count(line, figure.beside) if figure.beside else None
    return Share(part, whole, beside, wilson(part, whole, rules().level))


def table_of(force_id: int, cube: str, by: str, period: Period, *, exact: bool) -> Table:
    """Give a table of a force; exact: whether small numbers are shown."""
    answers = tuple(counted()[cube].answers)
    names = _names(force_id, cube, by, period, answers)
    if by == "month":
        names = _with_every_month(names, period, len(answers))
    whole = [sum(column) for column in zip(*names.values(), strict=True)] or [0] * len(answers)
    line = Line("All", tuple(whole), sum(whole))
    if exact:
        return _whole(Table(cube, by, period, answers, (), line), names, force_id)
    if not _may_be_divided(force_id, cube, period):
        return Table(cube, by, period, answers, (), _hidden(line), TOO_FEW)
    return _withheld(Table(cube, by, period, answers, (), line), names, force_id)


Names = Mapping[str | date | None, list[int]]


def _names(force_id: int, cube: str, by: str, period: Period, answers: tuple[str, ...]) -> dict[str | date, list[int]]:
    """Add up the cells of a period by name, or by month; months of which the record does not tell are named ``""``."""
    held = by if by in Cell.By.values else "district" if "district" in BYS[cube] else "row"
    found: dict[str | date, list[int]] = {}
    key = "month" if by == "month" else "name"
    cells = in_period(Cell.objects.filter(force=force_id, cube=cube, by=held), period)
    for name, answer, count in cells.values_list(key, "answer").annotate(Sum("count")).order_by(key, "answer"):
        place = "" if name is None else f"{name.year}" if by == "month" and period.first is None else name
        found.setdefault(place, [0] * len(answers))[answers.index(answer)] += count
    return found


def in_period(rows: QuerySet, period: Period) -> QuerySet:
    """Leave the rows of a period; all, with those of no known month, where it has no first day."""
    return rows.filter(Q(month__gte=period.first, month__lt=period.end) if period.first else Q())


def _with_every_month(names: Names, period: Period, many: int) -> Names:
    """Put in the months that hold nothing: nought is shown like any other number."""
    every = {month: names.get(month, [0] * many) for month in period.months()}
    return {**every, **{name: counts for name, counts in names.items() if name not in every}}


def _may_be_divided(force_id: int, cube: str, period: Period) -> bool:
    """Say whether the cube on which another rests is shown whole: else a number of it could come out by the other."""
    under = {"duties": "courses", "codes": "outcomes"}.get(cube)
    if not under:
        return True
    line = table_of(force_id, under, "month", period, exact=False).whole
    return None not in line.counts


def _whole(table: Table, names: Names, force_id: int) -> Table:
    """Fill a table with all its rows; of names no more than are read, the rest together."""
    rows = _rows(table, names, force_id, EVERY)
    return _filled(table, [Line(r.label, r.counts, r.total, r.code, r.known) for r in rows])


def _withheld(table: Table, names: Names, force_id: int) -> Table:
    """Fill a table without its small numbers, and without those from which they could be worked out."""
    rule = rules().withholding
    hidden = of_line([c or 0 for c in table.whole.counts], rule)
    if hidden is None:
        return _filled(table, [], _hidden(table.whole), TOO_FEW)
    if hidden:
        counts = tuple(None if n in hidden else c for n, c in enumerate(table.whole.counts))
        return _filled(table, [], Line("All", counts, table.whole.total), TOO_FEW)
    rows = _rows(table, names, force_id, rule)
    held = of_table([[c or 0 for c in row.counts] for row in rows], rule) if rows else frozenset()
    if held is None:
        return _filled(table, [], None, DERIVED)
    return _filled(table, [_without(row, n, held) for n, row in enumerate(rows)])


def _without(row: Line, number: int, held: frozenset[tuple[int, int]]) -> Line:
    counts = tuple(None if (number, n) in held else c for n, c in enumerate(row.counts))
    return Line(row.label, counts, row.total, row.code, row.known)


def _hidden(line: Line) -> Line:
    return Line(line.label, (None,) * len(line.counts), None)


def _filled(table: Table, rows: Iterable[Line], whole: Line | None = None, why_not: str = "") -> Table:
    return Table(table.cube, table.by, table.period, table.answers, tuple(rows), whole or table.whole, why_not)


def _rows(table: Table, names: Names, force_id: int, rule: Rule) -> list[Line]:
    """Give the rows in their order, the small ones and those beyond the most that are read together."""
    if table.by == "month":
        return _months(names, force_id)
    ordered = sorted(names.items(), key=lambda item: order_of(table.by, str(item[0]), sum(item[1])))
    most = len(ordered) if table.by == "row" else rules().rows
    rows = []
    groups = gathered([counts for _, counts in ordered], rule, most)
    alone, rest = [g for g in groups if len(g) == 1], [g for g in groups if len(g) > 1]
    for group in [*sorted(alone), *rest]:
        members = [ordered[n] for n in group]
        label, code = label_of(table.cube, table.by, str(members[0][0])), str(members[0][0])
        if len(group) > 1:
            label, code = f"{OTHERS[table.by]} ({len(group)} together)", ""
        counts = [sum(column) for column in zip(*(counts for _, counts in members), strict=True)]
        rows.append(Line(label, tuple(counts), sum(counts), code))
    return rows


def _months(names: Names, force_id: int) -> list[Line]:
    """Give the months in order; those that no delivery reaches are said not to be known."""
    reach = Coverage.objects.filter(force=force_id).first()
    rows = []
    for name in sorted(names, key=lambda n: (n == "", str(n))):
        label = month_words(name) if isinstance(name, date) else str(name) or "Month not known"
        known = not isinstance(name, date) or _reached(name, reach)
        rows.append(Line(label, tuple(names[name]), sum(names[name]), known=known))
    return rows


def _reached(month: date, reach: Coverage | None) -> bool:
    """Say whether reports of a month have been delivered, so that nought is nought."""
    return bool(reach and reach.first_month and reach.first_month <= month <= reach.last_month)
