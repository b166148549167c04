"""Many mentions of few people clustered: who is at odds with whom is looked up once, and kept as bits.

A person who is met a thousand times has a thousand mentions. Almost all edges among them lie within one cluster when
their turn comes, and almost no two mentions are at odds. Both are seen here at once; where any two are at odds,
`Clusters` is asked, whose answers these are. A test holds one against the other.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from heeded.link.cluster import Clusters, Edges, Near, Place, join_all
from heeded.link.components import components
from heeded.link.traits import dates_differ, forenames_differ, surnames_differ

T = TypeVar("T", bound=Hashable)
CHUNK = 1024
Bits = int
"""A set of mentions: bit n is set where mention n is in it."""


class Crowd(Clusters):
    """Clusters of the mentions 0 to n - 1, for regions in which most edges lie within one person."""

    def __init__(self, places: Mapping[int, Place], unlike_share: float = 0.0) -> None:
        super().__init__(places, unlike_share)
        self._labels = np.arange(len(places))
        self._several: dict[int, Bits] = {}
        """The members of those clusters that have more than one."""
        self._beside: Bits = 0
        """All mentions that are not alone."""
        self._odd: list[Bits] | None = None
        """For each cluster those who are at odds with any of it."""
        self._within: dict[int, tuple[int, Bits]] = {}

    @classmethod
    def of_some(cls, clusters: Clusters, members: Sequence[int]) -> "Crowd":
        """Give some clusters by themselves, all their members numbered by their place in `members`."""
        number = {mention: n for n, mention in enumerate(members)}
        crowd = cls({n: clusters.place(m) for m, n in number.items()}, clusters.unlike_share)
        crowd.forbid((number[a], number[b]) for a, b in clusters.forbidden(number))
        for root in {clusters.of(m) for m in members}:
            if len(those := clusters.members(root)) > 1:
                crowd.unite(sorted(number[m] for m in those))
        return crowd

    def worth(self, edges: Edges) -> Iterator[tuple[float, int, int]]:
        """Give the edges in order, without those that lie within one cluster when their turn is near."""
        self._within.clear()
        for at in range(0, len(edges), CHUNK):
            some = slice(at, at + CHUNK)
            apart = self._labels[edges.a[some]] != self._labels[edges.b[some]]
            columns = (x[some][apart].tolist() for x in (edges.weight, edges.a, edges.b))
            yield from zip(*columns, strict=True)

    def any_apart(self, near: Near, one: int, other: int, at_least: float) -> bool:
        """Say whether anybody near the first, by a cluster that neither of two is in, may not join the second."""
        own, target = self.of(one), self.of(other)
        rivals = self._near(near, one, at_least) & ~(self._bits(own) | self._bits(target))
        odd = self._odds()[target]
        if not rivals & (odd | self._beside):
            return False
        found = set(_numbers(rivals & odd & ~self._beside))
        found.update(root for root, bits in self._several.items() if bits & rivals and bits & odd)
        return any(not self.may_join(rival, target) for rival in found)

    def merge(self, a: int, b: int) -> None:
        """Make one of the clusters of two mentions, unasked: for those who asked `may_join`."""
        left, right = sorted((self.of(a), self.of(b)))
        if left == right:
            return
        self._labels[self.members(right)] = left
        self._gather(left, self._bits(left) | self._bits(right), [left, right])
        super().merge(a, b)

    def unite(self, members: list[int]) -> None:
        """Make one cluster of mentions that stand alone, unasked. members: the smallest first."""
        super().unite(members)
        self._labels[members] = members[0]
        self._gather(members[0], _together(members), members)

    def _gather(self, root: int, bits: Bits, clusters: Sequence[int]) -> None:
        for cluster in clusters:
            self._several.pop(cluster, None)
        self._several[root] = bits
        self._beside |= bits
        if self._odd is not None:
            for cluster in clusters:
                self._odd[root] |= self._odd[cluster]

    def _bits(self, cluster: int) -> Bits:
        return self._several.get(cluster) or 1 << cluster

    def _near(self, near: Near, one: int, at_least: float) -> Bits:
        """Give those near a mention. Edges come the strongest first, so that ever more are near enough."""
        seen, bits = self._within.get(one, (0, 0))
        others = near.of(one, at_least)
        if len(others) > seen:
            bits |= _together(others[seen:].tolist())
            self._within[one] = len(others), bits
        return bits

    def _share_report(self, left: int, right: int) -> bool:
        return bool(self._odds()[left] & self._bits(right)) and super()._share_report(left, right)

    def _clash(self, left: int, right: int) -> bool:
        return bool(self._odds()[left] & self._bits(right)) and super()._clash(left, right)

    def _odds(self) -> list[Bits]:
        if self._odd is None:
            places = [self._places[n] for n in range(len(self._places))]
            self._odd = _odds_of(places, self._foes)
            for root, bits in self._several.items():
                for member in _numbers(bits):
                    self._odd[root] |= self._odd[member]
        return self._odd


def join_apart(clusters: Clusters, edges: Edges, within_bits: float) -> None:
    """Join along the edges as `join_all` does, by itself whatever hangs together: what happens in one touches no other.

    clusters: the places of all members of the clusters that edges touch must be known.
    """
    ends, at = np.unique(np.concatenate((edges.a, edges.b)), return_inverse=True)
    roots, of_end = np.unique([clusters.of(m) for m in ends.tolist()], return_inverse=True)
    a, b = of_end[at].reshape(2, -1).astype(np.int32)
    hanging = components(Edges(edges.weight, a, b), len(roots))
    part = np.empty(len(roots), dtype=np.int32)
    part[hanging["nr"].to_numpy()] = hanging["component"].to_numpy()
    order = np.argsort(part[a], kind="stable")
    starts = np.flatnonzero(np.diff(part[a][order], prepend=-1))
    for some in np.split(order, starts[1:]):
        _join_part(clusters, Edges(edges.weight[some], edges.a[some], edges.b[some]), within_bits)


def _join_part(clusters: Clusters, edges: Edges, within_bits: float) -> None:
    """Join what hangs together. Mentions are numbered anew, in the same order, and their clusters with them."""
    roots = {clusters.of(m) for m in np.unique(np.concatenate((edges.a, edges.b))).tolist()}
    members = np.array(sorted(m for root in roots for m in clusters.members(root)))
    crowd = Crowd.of_some(clusters, members.tolist())
    first, second = (np.searchsorted(members, ends).astype(np.int32) for ends in (edges.a, edges.b))
    join_all(crowd, Edges(edges.weight, first, second), within_bits)
    for n, mention in enumerate(members.tolist()):
        clusters.merge(int(members[crowd.of(n)]), mention)


def _odds_of(places: Sequence[Place], foes: Mapping[int, Iterable[int]]) -> list[Bits]:
    """Give for each mention those with whom anything is at odds: name, day of birth, report, or what people decided."""
    traits = [p.traits for p in places]
    names = _at_odds([t.name for t in traits], lambda a, b: forenames_differ(a, b) or surnames_differ(a, b))
    days = _at_odds([t.full_dob for t in traits], lambda a, b: bool(a and b and dates_differ(a, b)))
    reports = _bearers([p.report_id for p in places])
    return [
        name | day | (reports[place.report_id] & ~(1 << n)) | _together(foes.get(n, ()))
        for n, (name, day, place) in enumerate(zip(names, days, places, strict=True))
    ]


def _at_odds(values: Sequence[T], differ: Callable[[T, T], bool | None]) -> list[Bits]:
    """Give for each mention those whose value cannot be that of the same person."""
    bearers = _bearers(values)
    found = dict.fromkeys(bearers, 0)
    known = list(bearers)
    for at, one in enumerate(known):
        for other in known[:at]:
            if differ(one, other):
                found[one] |= bearers[other]
                found[other] |= bearers[one]
    return [found[value] for value in values]


def _bearers(values: Sequence[T]) -> dict[T, Bits]:
    members: defaultdict[T, list[int]] = defaultdict(list)
    for n, value in enumerate(values):
        members[value].append(n)
    return {value: _together(those) for value, those in members.items()}


def _together(numbers: Iterable[int]) -> Bits:
    bits = 0
    for n in numbers:
        bits |= 1 << n
    return bits


def _numbers(bits: Bits) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
