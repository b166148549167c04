"""Edges among stored mentions: which pairs would be one person, by themselves or given those opposite to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from heeded.link.cluster import Edges
from heeded.live.many import Many, Numbers
from heeded.live.store import Store, Stored

Weighed = dict[tuple[int, int], float]
"""The weight of pairs of mentions, by their numbers in the store, the one with the smaller id first."""


def opposite(store: Store, mentions: Iterable[Stored]) -> dict[int, list[Stored]]:
    """Give for each mention that stands on a side those on the other side of its report."""
    wanted = [m for m in mentions if m.sided]
    by_report: defaultdict[str, list[Stored]] = defaultdict(list)
    for other in store.of_reports({m.report_id for m in wanted}):
        if other.sided:
            by_report[other.report_id].append(other)
    return {m.nr: [o for o in by_report[m.report_id] if o.suspect != m.suspect] for m in wanted}


def shortened(mentions: Sequence[Stored]) -> list[Mapping[str, Any]]:
    """Give the fields of mentions; the numbers of reports that none of them refers to count as one and the same."""
    meant = {ref for m in mentions for ref in m.known["refs"]}
    return [m.known if m.known["report_key"] in meant else {**m.known, "report_key": ""} for m in mentions]


class Pairs(NamedTuple):
    """Pairs of mentions by their places, their weights, and which of the pairs would be one person."""

    left: Numbers
    right: Numbers
    weight: npt.NDArray[np.float64]
    strong: Numbers


OnceWeighed = dict[tuple[tuple[int, ...], bytes], Pairs]
"""Pairs by the mentions among whom they were weighed, and which of those were held to be one."""


class Given:
    """Edges between those who stand opposite to one person, found as they are asked for.

    before: the step after which `person` was held. least: from which weight on a pair is asked about, and joined. new:
    mentions whose likely pairs are kept in `likely`. weighed: what was weighed for the same report, to be shared.
    """

    def __init__(
        self,
        store: Store,
        many: Many,
        before: int,
        least: tuple[float, float],
        new: Iterable[int],
        weighed: OnceWeighed,
    ) -> None:
        self._store, self._many, self._before = store, many, before
        self._weighed = weighed
        self._ask_at, self._join_at = least
        self._new = frozenset(new)
        self._done: set[int] = set()
        self._near: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self.likely: Weighed = {}

    def region(self, seeds: Iterable[int]) -> set[int]:
        """Give all mentions that hang together with the seeds, by a person held before or by edges."""
        region: set[int] = set()
        todo = set(seeds)
        while todo:
            held = {m.steps[self._before] for m in self._store.look_at(todo)} - {None}
            fresh = set(self._store.among(f"step_{self._before}", held)) - region
            region |= fresh
            self._look_around(fresh)
            todo = {other for nr in fresh for other in self._near[nr]} - region
        return region

    def edges(self, number: Mapping[int, int]) -> Edges:
        """Give the edges within a region. number: the place of each of its mentions."""
        found = [
            (weight, n, number[other])
            for nr, n in number.items()
            for other, weight in self._near[nr].items()
            if n < number[other]
        ]
        return Edges.ordered(*zip(*found, strict=True)) if found else Edges.ordered([], [], [])

    def _look_around(self, mentions: Iterable[int]) -> None:
        others = opposite(self._store, self._store.look_at(mentions))
        given = {o.steps[self._before] for those in others.values() for o in those} - self._done - {None}
        self._done |= given  # type: ignore[arg-type]
        for person in given:
            self._weigh(self._store.among(f"step_{self._before}", [person]))

    def _weigh(self, members: Iterable[int]) -> None:
        """Weigh every two mentions opposite to one person that are not yet held to be one."""
        across = {
            o.nr
            for those in opposite(self._store, self._store.look_at(members)).values()
            for o in those
            if o.steps[self._before] is not None
        }
        mentions = self._store.look_at(across)
        if len({m.steps[self._before] for m in mentions}) < 2:
            return
        pairs = self._pairs(mentions)
        self._keep_likely(mentions, *pairs[:3])
        for a, b, bits in zip(*(x[pairs.strong].tolist() for x in pairs[:3]), strict=True):
            first, second = mentions[a].nr, mentions[b].nr
            self._near[first][second] = self._near[second][first] = bits

    def _pairs(self, mentions: Sequence[Stored]) -> Pairs:
        """Weigh those not held to be one; who stands opposite to somebody is often the same after every step."""
        _, held = np.unique([m.steps[self._before] for m in mentions], return_inverse=True)
        key = tuple(m.nr for m in mentions), held.tobytes()
        if key not in self._weighed:
            self._weighed[key] = self._weighed_anew(mentions, held)
        return self._weighed[key]

    def _weighed_anew(self, mentions: Sequence[Stored], held: Numbers) -> Pairs:
        known = shortened(mentions)
        left, right = (n.astype(np.int64) for n in np.triu_indices(len(mentions), 1))
        apart = held[left] != held[right]
        left, right = left[apart], right[apart]
        weight = self._many.weights(known, left, right)
        strong = np.flatnonzero(weight >= self._join_at)
        return Pairs(left, right, weight, strong[self._many.guarded(known, left[strong], right[strong])])

    def _keep_likely(self, mentions: Sequence[Stored], left: Numbers, right: Numbers, weight: Any) -> None:
        new = np.array([m.nr in self._new for m in mentions], dtype=np.bool_)
        kept = (weight >= self._ask_at) & (new[left] | new[right])
        for a, b, bits in zip(*(x[kept].tolist() for x in (left, right, weight)), strict=True):
            self.likely[mentions[a].nr, mentions[b].nr] = bits
