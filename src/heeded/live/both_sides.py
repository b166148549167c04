"""Two reports whose victims and suspects are each likely the same, but neither surely: kept as they are found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

import numpy as np

from heeded.link.score import rounded
from heeded.live.many import Many
from heeded.live.near import Weighed, opposite
from heeded.live.regroup import Region
from heeded.live.store import Store, Stored

BEFORE = 2
"""The step after which the groups stand that both sides are looked for in."""
Together = tuple[float, int, int, int, int]
"""A weight in bits, a and b of one side, c and d of the other."""


class BothSides:
    """Finds, keeps and gives back pairs of pairs. unlikely, ask_at: bits below which a pair, both pairs are nothing."""

    def __init__(self, store: Store, persons: Many, given: Many, unlikely: float, ask_at: float) -> None:
        self._store, self._persons, self._given = store, persons, given
        self._unlikely, self._ask_at = unlikely, ask_at

    def find(self, weighed: Weighed) -> None:
        """Keep what there is of pairs weighed by themselves that are guarded and do not clash."""
        pairs = [(*self._pair(a, b), weight) for (a, b), weight in weighed.items()]
        likely = [p for p in pairs if p[0].sided and p[1].sided and p[0].suspect == p[1].suspect]
        others = opposite(self._store, [m for p in likely for m in p[:2]])
        for a, b, weight in likely:
            if a.report_id != b.report_id and a.steps[BEFORE] != b.steps[BEFORE]:
                for c, d in product(others[a.nr], others[b.nr]):
                    self._keep(a, b, c, d, weight)

    def find_split(self, was_one: Iterable[Sequence[int]]) -> None:
        """Keep what there is of pairs that were one and are no longer, on either side."""
        pairs: set[tuple[int, int]] = set()
        for members in was_one:
            stored = [m for m in self._store.look_at(members) if m.sided]
            others = opposite(self._store, stored)
            for x, y in combinations(stored, 2):
                if x.steps[BEFORE] != y.steps[BEFORE]:
                    pairs.add((x.nr, y.nr))
                    pairs |= {(a.nr, b.nr) for a, b in product(others[x.nr], others[y.nr])}
        self.find(weighed_pairs(self._store, self._persons, pairs, self._unlikely))

    def hanging(self, seeds: Iterable[int]) -> tuple[set[int], list[Together]]:
        """Give all that hang together with the seeds after the last round, and the pairs of pairs among them."""
        region: set[int] = set()
        found: dict[Together, None] = {}
        todo = set(seeds)
        while todo:
            held = {m.steps[BEFORE] for m in self._store.look_at(todo)} - {None}
            fresh = set(self._store.among(f"step_{BEFORE}", held)) - region
            region |= fresh
            new = [row for row in self._touching(fresh) if row not in found]
            found.update(dict.fromkeys(new))
            todo = {nr for row in new for nr in row[1:]} - region
        return region, list(found)

    def _touching(self, mentions: Iterable[int]) -> Iterator[Together]:
        kept = set(self._store.touching(mentions))
        self._store.look_at({nr for row in kept for nr in row[1:]})
        held = self._store.mentions
        for row in sorted(kept):
            a, b, c, d = (held[nr].steps[BEFORE] for nr in row[1:])
            if a != b and c != d and None not in (a, b, c, d):
                yield row

    def _pair(self, a: int, b: int) -> tuple[Stored, Stored]:
        first, second = self._store.look_at([a, b])
        return first, second

    def _keep(self, a: Stored, b: Stored, c: Stored, d: Stored, weight: float) -> None:
        if c.steps[BEFORE] == d.steps[BEFORE]:
            return
        left, right = self._pair(c.nr, d.nr)
        scorer = self._given.scorer
        sides = scorer.side(left.known), scorer.side(right.known)
        bits = rounded(scorer.weight(*sides), 4)
        total = rounded(weight + bits, 4)
        if bits >= self._unlikely and total >= self._ask_at and scorer.guarded(*sides) and not scorer.clash(*sides):
            self._store.keep_together((total, a.nr, b.nr, c.nr, d.nr))


def weighed_pairs(store: Store, many: Many, pairs: Iterable[tuple[int, int]], at_least: float) -> Weighed:
    """Weigh pairs by themselves: those that share a block, weigh enough, are guarded and do not clash."""
    wanted = sorted(pairs)
    mentions = store.look_at({nr for pair in wanted for nr in pair})
    number = {m.nr: n for n, m in enumerate(mentions)}
    known = [m.known for m in mentions]
    ends = np.array([sorted((number[a], number[b])) for a, b in wanted], dtype=np.int64).reshape(-1, 2)
    left, right = ends[:, 0], ends[:, 1]
    weight = many.weights(known, left, right)
    keep = (weight >= at_least) & many.blocked(known, left, right)
    keep &= many.guarded(known, left, right) & ~many.clash(known, left, right)
    chosen = zip(*(x[keep].tolist() for x in (left, right, weight)), strict=True)
    return {(mentions[a].nr, mentions[b].nr): bits for a, b, bits in chosen}


def in_order(region: Region, found: Iterable[Together], at_least: float) -> list[Together]:
    """Give pairs of pairs strong enough to join, by the places in a region, the strongest first."""
    number = region.number
    rows = [(w, number[a], number[b], number[c], number[d]) for w, a, b, c, d in found if w >= at_least]
    return sorted(rows, key=lambda r: (-r[0], *r[1:]))


def was_one(before: dict[int, int | None]) -> list[list[int]]:
    """Give the groups as they were. before: the group of each mention; None of a new one."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for nr, group in before.items():
        if group is not None:
            groups[group].append(nr)
    return list(groups.values())
