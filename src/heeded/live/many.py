"""Many pairs of mentions weighed at once: every pair of values is looked at once, however often it is met."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from heeded.link.score import Choice, Scorer
from heeded.link.weigh import Task
from heeded.live.blocks import pair_conditions

Numbers = npt.NDArray[np.int64]
FEW = 8
"""Up to so many pairs are weighed one by one: what makes many of them fast takes longer than they do."""
MASK = 1 << 22
"""Up to so many possible pairs of values, a mask tells faster than sorting which of them are met."""


class Many:
    """Weighs pairs among mentions as Scorer does."""

    def __init__(self, task: Task) -> None:
        self.scorer = Scorer(task)
        self._blocks = [Choice([condition]) for condition in pair_conditions()]

    def weights(self, known: Sequence[Mapping[str, Any]], left: Numbers, right: Numbers) -> npt.NDArray[np.float64]:
        """Give the weights of pairs in bits, as bulk linking keeps them. left, right: which of `known`, in order."""
        weight = np.full(len(left), self.scorer.prior)
        for choice, weights in zip(self.scorer.levels, self.scorer.level_weights, strict=True):
            weight += np.array(weights)[chosen(choice, known, left, right)]
        rounded: npt.NDArray[np.float64] = np.copysign(np.floor(np.abs(weight) * 10000.0 + 0.5) / 10000.0, weight)
        return rounded

    def guarded(self, known: Sequence[Mapping[str, Any]], left: Numbers, right: Numbers) -> npt.NDArray[np.bool_]:
        """Say of which pairs there is evidence of the person beyond what others share."""
        held: npt.NDArray[np.bool_] = chosen(self.scorer.guard, known, left, right) == 0
        return held

    def clash(self, known: Sequence[Mapping[str, Any]], left: Numbers, right: Numbers) -> npt.NDArray[np.bool_]:
        """Say which pairs look like different people."""
        clash: npt.NDArray[np.bool_] = chosen(self.scorer.clashing, known, left, right) == 0
        return clash

    def blocked(self, known: Sequence[Mapping[str, Any]], left: Numbers, right: Numbers) -> npt.NDArray[np.bool_]:
        """Say which pairs share a block, wherever their reports lie."""
        found = np.zeros(len(left), dtype=np.bool_)
        for block in self._blocks:
            found |= chosen(block, known, left, right) == 0
        return found


def chosen(choice: Choice, known: Sequence[Mapping[str, Any]], left: Numbers, right: Numbers) -> Numbers:
    """Give for each pair which condition of a choice is the first to hold."""
    if not len(left):
        return np.empty(0, dtype=np.int64)
    if len(left) <= FEW:
        few = zip(left.tolist(), right.tolist(), strict=True)
        return np.array([choice(choice.values(known[a]), choice.values(known[b])) for a, b in few], dtype=np.int64)
    numbers: dict[tuple[Any, ...], int] = {}
    code = np.array([numbers.setdefault(choice.values(k), len(numbers)) for k in known], dtype=np.int64)
    values, size = list(numbers), len(numbers)
    pairs = code[left] * size + code[right]
    if size * size <= MASK:
        met = np.zeros(size * size, dtype=np.bool_)
        met[pairs] = True
        different = np.flatnonzero(met)
        answers = np.zeros(size * size, dtype=np.int64)
        answers[different] = [choice(values[a], values[b]) for a, b in zip(*divmod(different, size), strict=True)]
        found: Numbers = answers[pairs]
        return found
    different, at = np.unique(pairs, return_inverse=True)
    several = [choice(values[a], values[b]) for a, b in zip(*divmod(different, size), strict=True)]
    return np.array(several, dtype=np.int64)[at]
