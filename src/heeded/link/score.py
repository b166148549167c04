"""Two mentions weighed without a database: the same comparisons, levels and weights, for when one report arrives."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import copysign, floor, log2
from operator import itemgetter
from typing import Any, NamedTuple

from heeded.link.compare import ELSE, NAMES_CLASH, Comparison
from heeded.link.compiled import Values, columns_of, first_true
from heeded.link.weigh import SURE, Task, weight_of

REMEMBERED = 1 << 17
"""The same names and dates are met again and again: so many answers of each comparison are kept."""
Known = Mapping[str, Any]
"""One mention: the columns of `people`, for the second pass also of `evidence`, by name; lists as tuples."""


class Side(NamedTuple):
    """What is looked at of one mention: a part for each comparison, one for the guard, one for clashing names."""

    compared: tuple[Values, ...]
    guard: Values
    clash: Values


class Scorer:
    """Weighs two mentions as weigh_pairs does."""

    def __init__(self, task: Task) -> None:
        self._comparisons = task.comparisons
        self.levels = [Choice(_conditions(c)) for c in task.comparisons]
        self.level_weights = [[weight_of(c, v.label, task.model) for v in c.levels] for c in task.comparisons]
        self.prior = log2(task.model.prior / (1 - task.model.prior))
        self.guard, self.clashing = Choice([task.guard]), Choice([NAMES_CLASH])

    def side(self, known: Known) -> Side:
        """Prepare a mention for weighing."""
        return Side(tuple(c.values(known) for c in self.levels), self.guard.values(known), self.clashing.values(known))

    def weight(self, left: Side, right: Side) -> float:
        """Give the weight of two mentions in bits, not rounded. left: the one with the smaller id."""
        weight = self.prior
        for choose, weights, a, b in zip(self.levels, self.level_weights, left.compared, right.compared, strict=True):
            weight += weights[choose(a, b)]
        return weight

    def guarded(self, left: Side, right: Side) -> bool:
        """Say whether there is evidence of the person beyond what others share."""
        return self.guard(left.guard, right.guard) == 0

    def clash(self, left: Side, right: Side) -> bool:
        """Say whether the two look like different people."""
        return self.clashing(left.clash, right.clash) == 0

    def reason(self, left: Side, right: Side) -> str:
        """Say why the two agree, in words that carry no detail of a person."""
        found = (c.levels[n] for c, n in zip(self._comparisons, self._chosen(left, right), strict=True))
        return "; ".join(level.label for level in found if level.says and level.label != ELSE)

    def told_weights(self, left: Side, right: Side) -> str:
        """Give the weight of each kind of evidence, as JSON."""
        chosen = zip(self._comparisons, self.level_weights, self._chosen(left, right), strict=True)
        return json.dumps({c.name: round(weights[n], 3) for c, weights, n in chosen}, separators=(",", ":"))

    def _chosen(self, left: Side, right: Side) -> Iterator[int]:
        yield from (c(a, b) for c, a, b in zip(self.levels, left.compared, right.compared, strict=True))


class Choice:
    """Conditions made into Python: the number of the first that holds of two sides, or how many there are.

    `values` gives what the conditions look at of a mention.
    """

    def __init__(self, conditions: Sequence[str]) -> None:
        columns = columns_of(conditions)
        self.values = _Getter(columns)
        self._choose = lru_cache(maxsize=REMEMBERED)(first_true(conditions, columns))

    def __call__(self, left: Values, right: Values) -> int:
        return self._choose(left, right)


class _Getter:
    def __init__(self, columns: Sequence[str]) -> None:
        self._get = itemgetter(*columns)
        self._single = len(columns) == 1

    def __call__(self, known: Known) -> Values:
        found = self._get(known)
        return (found,) if self._single else found


def _conditions(comparison: Comparison) -> list[str]:
    return [level.condition for level in comparison.levels if level.label != ELSE]


def rounded(value: float, digits: int) -> float:
    """Round as the database does: halves away from zero."""
    power = float(10**digits)
    return copysign(floor(abs(value) * power + 0.5) / power, value)


def probability(weight: float) -> float:
    """Give the probability of a weight in bits."""
    return rounded(1 - 1 / (1 + 2.0 ** max(min(weight, SURE), -SURE)), 6)
