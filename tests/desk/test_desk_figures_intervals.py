"""Intervals of shares and medians, against known values and what they promise."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded_desk.figures.drawing import percent
from heeded_desk.figures.intervals import of_median, quantile, wilson
from heeded_desk.figures.times import spell

KNOWN = [
    # Newcombe 1998, table I, method 3 (score without correction), 95 in a hundred
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("part", "whole", "low", "high"), KNOWN)
def test_the_interval_of_a_share_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole, 0.95)
    assert found
    assert found == pytest.approx((low, high), abs=0.00006)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors(of: tuple[int, int]) -> None:
    part, whole = of
    found, mirrored = wilson(part, whole, 0.95), wilson(whole - part, whole, 0.95)
    assert found
    assert mirrored
    assert 0 <= found.low <= part / whole <= found.high <= 1
    assert found == pytest.approx((1 - mirrored.high, 1 - mirrored.low))


def test_nothing_has_no_share_and_more_than_all_is_refused() -> None:
    assert wilson(0, 0, 0.95) is None
    with pytest.raises(ValueError, match="no more than the whole"):
        wilson(3, 2, 0.95)


@pytest.mark.parametrize(("many", "low", "high"), [(6, 1, 6), (10, 2, 9), (20, 6, 15), (50, 18, 33), (100, 40, 61)])
def test_the_interval_of_a_median_takes_the_ranks_of_the_tables(many: int, low: int, high: int) -> None:
    assert of_median(range(1, many + 1), 0.95) == (low, high)


def test_too_few_values_give_no_interval() -> None:
    assert [bool(of_median(range(n), 0.95)) for n in range(7)] == [False] * 6 + [True]


def test_long_lists_are_as_exact_as_short_ones() -> None:
    short, long = of_median(range(1, 1001), 0.95), of_median(range(1, 1002), 0.95)
    assert short
    assert long
    assert abs(short.low - long.low) <= 1
    assert abs(short.high - long.high) <= 1


def test_the_interval_of_a_median_holds_it_as_often_as_it_says() -> None:
    chance, held = random.Random(7), 0
    for _ in range(1000):
        found = of_median(sorted(chance.randrange(10_000) for _ in range(25)), 0.95)
        held += bool(found and found.low <= 4999.5 <= found.high)
    assert held >= 940


def test_quartiles_lie_between_values() -> None:
    assert [quantile([1, 2, 3, 4], share) for share in (0, 0.25, 0.5, 1)] == [1, 1.75, 2.5, 4]
    assert quantile([7], 0.5) == 7


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (119, "119 minutes"),
        (120, "2 hours"),
        (150, "2.5 hours"),
        (2880, "2 days"),
        (144_576, "100 days"),
    ],
)
def test_times_are_written_as_people_say_them(minutes: float, words: str) -> None:
    assert spell(minutes) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.9999, "over 99%"), (1, "100%")]
)
def test_no_share_is_rounded_to_none_or_all(share: float, words: str) -> None:
    assert percent(share) == words
