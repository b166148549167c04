"""Intervals: how far a share or a median could lie from what was counted, were it but chance which ones came."""

from collections.abc import Sequence
from math import ceil, comb, sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """From where to where."""

    low: float
    high: float


def wilson(part: int, whole: int, level: float) -> Interval | None:
    """Give Wilson's interval of a share; None where there is nothing to take a share of.

    level: such as 0.95. Raises ValueError where the part is no part of the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError("A share needs a part that is no more than the whole.")
    if not whole:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return Interval(0.0 if part == 0 else max(0.0, middle - half), 1.0 if part == whole else min(1.0, middle + half))


def quantile(ordered: Sequence[int], share: float) -> float:
    """Give the value below which a share of ordered values lies; between two values, the point between them."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def of_median(ordered: Sequence[int], level: float) -> Interval | None:
    """Give the values of the list between which the median of all lies at a level, whatever their distribution.

    ordered: from the least to the most. None where there are too few values for the level.
    """
    many = len(ordered)
    rank = _rank(many, (1 - level) / 2)
    return Interval(ordered[rank - 1], ordered[many - rank]) if rank else None


def _rank(many: int, tail: float) -> int:
    """Give the highest rank k with P(fewer than k of `many` below the median) no more than a tail; 0 where none."""
    if many > 1000:  # the binomial is normal to the last digit that matters, and its terms no longer fit a float
        z = NormalDist().inv_cdf(1 - tail)
        return max(0, ceil(many / 2 - z * sqrt(many) / 2) - 1)
    below, rank = 0, 0
    while rank < many and (below + comb(many, rank)) / 2**many <= tail:
        below += comb(many, rank)
        rank += 1
    return rank
