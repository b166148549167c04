"""Which small counts are withheld, and which others with them, so that none can be worked out from what is shown.

A reader sees the totals and knows that a withheld count is not nought. Then each withheld count must still have
several values it could be: how many is computed exactly, as the flow that may go round through the other withheld ones.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

Counts = Sequence[int]
Cell = tuple[int, int]
"""Row and column of a count."""


@dataclass(frozen=True, slots=True)
class Rule:
    """From which count on numbers are shown, and how many values a withheld one must leave open."""

    least: int
    apart: int

    def is_small(self, count: int) -> bool:
        """Say whether a count is withheld for itself; nought is shown."""
        return 0 < count < self.least


def of_line(counts: Counts, rule: Rule) -> frozenset[int] | None:
    """Give which counts of one line are withheld while its total is shown; None where all are, with the total."""
    if rule.is_small(sum(counts)):
        return None
    held = {n for n, count in enumerate(counts) if rule.is_small(count)}
    while held and not _open(counts, held, rule):
        others = [(count, n) for n, count in enumerate(counts) if count and n not in held]
        if not others:
            return None
        held.add(min(others)[1])
    return frozenset(held)


def _open(counts: Counts, held: set[int], rule: Rule) -> bool:
    """Say whether each of some withheld parts of a known sum, none of them nought, could have several values."""
    return len(held) > 1 and sum(counts[n] for n in held) - len(held) + 1 >= rule.apart


def of_table(rows: Sequence[Counts], rule: Rule) -> frozenset[Cell] | None:
    """Give which counts within a table are withheld while the totals of its rows and columns are all shown.

    None where a total is small itself, or where no choice leaves every withheld count open: then nothing is shown.
    """
    totals = [*map(sum, rows), *map(sum, zip(*rows, strict=True))]
    if any(map(rule.is_small, totals)):
        return None
    held = _Held(rows)
    todo = deque(cell for cell in held.cells() if rule.is_small(held.count(cell)))
    for cell in todo:
        held.add(cell)
    while todo:
        cell = todo.popleft()
        while held.values(cell, rule.apart) < rule.apart:
            another = held.another(cell)
            if another is None:
                return None
            held.add(another)
            todo.append(another)
    return frozenset(held.held)


@dataclass
class _Held:
    """The counts of a table and which of them are withheld: roads between the rows and the columns."""

    rows: Sequence[Counts]
    held: set[Cell] = field(default_factory=set)
    in_row: dict[int, set[int]] = field(default_factory=dict)
    in_column: dict[int, set[int]] = field(default_factory=dict)

    def cells(self) -> list[Cell]:
        """Give every place of the table."""
        return [(r, c) for r, row in enumerate(self.rows) for c in range(len(row))]

    def count(self, cell: Cell) -> int:
        """Give the count in a place."""
        return self.rows[cell[0]][cell[1]]

    def add(self, cell: Cell) -> None:
        """Withhold a count."""
        self.held.add(cell)
        self.in_row.setdefault(cell[0], set()).add(cell[1])
        self.in_column.setdefault(cell[1], set()).add(cell[0])

    def values(self, cell: Cell, enough: int) -> int:
        """Give how many values a withheld count could have for somebody who sees the rest; counted up to `enough`."""
        up = self._moves(cell, enough, 1)
        down = self._moves(cell, min(enough - up, self.count(cell) - 1), -1) if up < enough else 0
        return 1 + up + down

    def _moves(self, cell: Cell, most: int, sign: int) -> int:
        """Give by how much a count could be more (1) or less (-1), the others giving way, none of them to nought."""
        moved: dict[Cell, int] = {}
        for done in range(most):
            way = self._way(cell, moved, sign)
            if way is None:
                return done
            for step, by in way:
                moved[step] = moved.get(step, 0) + by
        return max(most, 0)

    def _way(self, cell: Cell, moved: dict[Cell, int], sign: int) -> list[tuple[Cell, int]] | None:
        """Find a way round from the row of a count to its column (-1) or back (1) on which each count can give one."""
        row, column = ("r", cell[0]), ("c", cell[1])
        start, end = (column, row) if sign > 0 else (row, column)
        came: dict[tuple[str, int], tuple[tuple[str, int], Cell, int] | None] = {start: None}
        queue = deque([start])
        while queue and end not in came:
            here = queue.popleft()
            for there, step, by in self._from(here):
                if there not in came and step != cell and self.count(step) + moved.get(step, 0) + by >= 1:
                    came[there] = (here, step, by)
                    queue.append(there)
        if end not in came:
            return None
        way, at = [], came[end]
        while at is not None:
            way.append(at[1:])
            at = came[at[0]]
        return way

    def _from(self, here: tuple[str, int]) -> list[tuple[tuple[str, int], Cell, int]]:
        """Give the next steps: from a row a count grows, from a column one shrinks."""
        kind, n = here
        if kind == "r":
            return [(("c", c), (n, c), 1) for c in sorted(self.in_row.get(n, ()))]
        return [(("r", r), (r, n), -1) for r in sorted(self.in_column.get(n, ()))]

    def another(self, cell: Cell) -> Cell | None:
        """Choose a shown count to withhold too: one that closes a way round if there is one, then the smallest."""
        shown = [c for c in self.cells() if self.count(c) and c not in self.held]

        def order(c: Cell) -> tuple[int, bool, int, Cell]:
            lines_begun = (c[0] not in self.in_row) + (c[1] not in self.in_column)
            return lines_begun, c[0] != cell[0] and c[1] != cell[1], self.count(c), c

        return min(shown, key=order, default=None)


def gathered(rows: Sequence[Counts], rule: Rule, most: int) -> list[list[int]]:
    """Give the rows that stand for themselves, each as a list of one, and last the rest together where there is any.

    Rows with a small total never stand alone, and no more than `most` do; the rest together is never small either,
    unless the whole table is.
    """
    order = sorted(range(len(rows)), key=lambda n: (-sum(rows[n]), n))
    alone = [n for n in order if not rule.is_small(sum(rows[n]))][:most]
    rest = [n for n in order if n not in alone]
    while alone and rest and rule.is_small(sum(sum(rows[n]) for n in rest)):
        rest.insert(0, alone.pop())
    return [*([n] for n in alone), *([rest] if rest else [])]
