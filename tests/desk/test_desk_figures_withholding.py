"""What is withheld cannot be worked out: held against a solver that tries every table that fits what is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded_desk.figures.withholding import Rule, gathered, of_line, of_table

RULE = Rule(least=5, apart=3)
SMALL = Rule(least=3, apart=2)
counts = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 9))
lines = st.lists(st.one_of(st.just(0), st.integers(1, 7)), min_size=2, max_size=4)


def tables(most_rows: int = 4, most_columns: int = 3) -> st.SearchStrategy[list[list[int]]]:
    """Give tables of a few rows with counts small and large."""
    return st.integers(2, most_columns).flatmap(
        lambda wide: st.lists(st.lists(counts, min_size=wide, max_size=wide), min_size=2, max_size=most_rows)
    )


def fitting(rows: list[list[int]], held: frozenset[tuple[int, int]]) -> list[dict[tuple[int, int], int]]:
    """Give every way to fill the withheld places that fits the totals and what is shown; a plain search.

    The reader knows that nothing that is withheld is nought.
    """
    places = sorted(held)
    left_rows = [sum(row[c] for c in range(len(row)) if (r, c) in held) for r, row in enumerate(rows)]
    left_columns = [sum(rows[r][c] for r in range(len(rows)) if (r, c) in held) for c in range(len(rows[0]))]
    found: list[dict[tuple[int, int], int]] = []

    def fill(at: int, filled: dict[tuple[int, int], int], by_row: list[int], by_column: list[int]) -> None:
        if at == len(places):
            if not any(by_row) and not any(by_column):
                found.append(dict(filled))
            return
        r, c = places[at]
        for value in range(1, min(by_row[r], by_column[c]) + 1):
            by_row[r], by_column[c], filled[r, c] = by_row[r] - value, by_column[c] - value, value
            fill(at + 1, filled, by_row, by_column)
            by_row[r], by_column[c] = by_row[r] + value, by_column[c] + value

    fill(0, {}, left_rows, left_columns)
    return found


@given(tables())
@settings(max_examples=100, deadline=None)
def test_every_withheld_count_of_a_table_could_have_several_values(rows: list[list[int]]) -> None:
    held = of_table(rows, RULE)
    if not held or len(held) > 6:
        return

    ways = fitting(rows, held)

    assert {place: rows[place[0]][place[1]] for place in held} in ways, "the truth is one of them"
    for place in held:
        assert len({way[place] for way in ways}) >= RULE.apart


@given(tables(3, 3))
@settings(max_examples=100, deadline=None)
def test_small_counts_are_withheld_and_nought_is_shown(rows: list[list[int]]) -> None:
    held = of_table(rows, RULE)
    if held is None:
        return

    small = {(r, c) for r, row in enumerate(rows) for c, n in enumerate(row) if RULE.is_small(n)}
    assert small <= held
    assert all(rows[r][c] for r, c in held)
    assert held == frozenset() or small, "nothing is withheld without need"


@given(tables(3, 2))
@settings(max_examples=80, deadline=None)
def test_the_rule_may_be_another(rows: list[list[int]]) -> None:
    held = of_table(rows, SMALL)
    if not held or len(held) > 6:
        return

    ways = fitting(rows, held)

    assert all(len({way[place] for way in ways}) >= SMALL.apart for place in held)


@given(lines)
def test_a_withheld_part_of_a_line_could_have_several_values(line: list[int]) -> None:
    held = of_line(line, RULE)
    if held is None:
        return
    hidden = [line[place] for place in sorted(held)]
    ways = [w for w in product(range(1, sum(hidden) + 1), repeat=len(hidden)) if sum(w) == sum(hidden)]
    assert all(len({way[n] for way in ways}) >= RULE.apart for n in range(len(hidden)))
    assert {n for n, count in enumerate(line) if RULE.is_small(count)} <= held


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ([20, 30, 0], frozenset()),
        ([3, 30, 7], {0, 2}),
        ([2, 30, 4], {0, 2}),
        ([1, 1, 30, 9], {0, 1, 3}),
        ([3, 0, 0], None),
        ([2, 1, 1, 1], None),
        ([0, 0], frozenset()),
    ],
    ids=["nothing small", "one small", "two small", "two ones tell each other", "a small total", "too tight", "nought"],
)
def test_a_line(line: list[int], held: set[int] | None) -> None:
    assert of_line(line, RULE) == (None if held is None else frozenset(held))


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([[3, 20], [40, 50]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
        ([[6, 20], [40, 50]], set()),
        ([[3, 20], [50, 0]], None),
        ([[1, 1], [50, 60]], None),
        ([[3, 20, 7], [3, 40, 9], [10, 50, 60]], {(0, 0), (1, 0), (0, 2), (1, 2)}),
    ],
    ids=["a square", "nothing small", "no way round", "a small row", "two rows help each other"],
)
def test_a_table(rows: list[list[int]], held: set[tuple[int, int]] | None) -> None:
    assert of_table(rows, RULE) == (None if held is None else frozenset(held))


@given(tables(8, 3), st.integers(1, 6))
def test_rows_are_put_together_so_that_no_total_is_small(rows: list[list[int]], most: int) -> None:
    groups = gathered(rows, RULE, most)

    assert sorted(n for group in groups for n in group) == list(range(len(rows)))
    totals = [sum(sum(rows[n]) for n in group) for group in groups]
    assert not any(map(RULE.is_small, totals)) or len(groups) == 1
    assert len([g for g in groups if len(g) == 1]) <= most + 1
