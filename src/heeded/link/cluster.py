"""Mentions brought together into persons, strongest pair first, under what must never be joined."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from heeded.link.traits import NOTHING, Profile, Traits, at_odds, clash, other_forename, profile_of
from heeded.model.sides import never_one_person

CHUNK = 1 << 16


class Place(NamedTuple):
    """Where a mention stands: what the report alone says about whom it cannot be."""

    report_id: str
    role: str
    traits: Traits = NOTHING


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of mentions that would be one person, the strongest first, then by their numbers."""

    weight: npt.NDArray[np.float64]
    """In bits."""
    a: npt.NDArray[np.int32]
    b: npt.NDArray[np.int32]

    @classmethod
    def ordered(cls, weight: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> "Edges":
        """Put edges in order. a, b: numbers of mentions, the smaller first."""
        weights = np.asarray(weight, dtype=np.float64)
        first, second = np.asarray(a, dtype=np.int32), np.asarray(b, dtype=np.int32)
        order = np.lexsort((second, first, -weights))
        return cls(weights[order], first[order], second[order])

    def __len__(self) -> int:
        return len(self.weight)

    def __iter__(self) -> Iterator[tuple[float, int, int]]:
        for at in range(0, len(self), CHUNK):
            chunk = slice(at, at + CHUNK)
            yield from zip(self.weight[chunk].tolist(), self.a[chunk].tolist(), self.b[chunk].tolist(), strict=True)

    def of(self, wanted: npt.NDArray[np.bool_]) -> "Edges":
        """Give the edges that are marked."""
        return Edges(self.weight[wanted], self.a[wanted], self.b[wanted])


class Clusters:
    """Mentions under constraints, each by a number that follows the order of their ids. A cluster goes by its smallest.

    places: report, role and traits of each mention that is asked about, at the latest when it is.
    Joining never brings together two mentions that one report keeps apart, nor a forbidden pair, however long the
    chain between them; only `force` may join against a report.
    """

    def __init__(self, places: Mapping[int, Place], unlike_share: float = 0.0) -> None:
        self._places = places
        self.unlike_share = unlike_share
        self._root: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._reports: dict[int, dict[str, set[str]]] = {}
        self._foes: defaultdict[int, set[int]] = defaultdict(set)
        self._profiles: dict[int, Profile] = {}
        self._refused: dict[tuple[int, int], tuple[int, int]] = {}

    def place(self, mention: int) -> Place:
        """Give where a mention stands."""
        return self._places[mention]

    def forbidden(self, mentions: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Give the pairs among these mentions that are kept apart."""
        if self._foes:
            wanted = set(mentions)
            yield from ((a, b) for a in wanted for b in self._foes.get(a, ()) if b in wanted)

    def of(self, mention: int) -> int:
        """Give the cluster of a mention."""
        return self._root.get(mention, mention)

    def members(self, cluster: int) -> list[int]:
        """Give the mentions of a cluster."""
        return self._members.get(cluster, [cluster])

    def labels(self, size: int) -> npt.NDArray[np.int32]:
        """Give the cluster of each of the mentions 0 to size - 1."""
        found = np.arange(size, dtype=np.int32)
        found[list(self._root)] = list(self._root.values())
        return found

    def forbid(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Keep these pairs apart from now on, whatever speaks for them."""
        for a, b in pairs:
            self._foes[a].add(b)
            self._foes[b].add(a)

    def may_join(self, a: int, b: int) -> bool:
        """Say whether nothing forbids that these two be one."""
        left, right = sorted((self.of(a), self.of(b)))
        if left == right:
            return True
        sizes = len(self.members(left)), len(self.members(right))
        if self._refused.get((left, right)) == sizes:
            return False
        free = not (self._are_foes(left, right) or self._share_report(left, right) or self._clash(left, right))
        if not free:
            self._refused[left, right] = sizes
        return free

    def worth(self, edges: Edges) -> Iterator[tuple[float, int, int]]:
        """Give the edges in order; those within one cluster may be left out."""
        yield from edges

    def any_apart(self, near: "Near", one: int, other: int, at_least: float) -> bool:
        """Say whether anybody near the first, by a cluster that neither of two is in, may not join the second."""
        own = {self.of(one), self.of(other)}
        rivals = {self.of(rival) for rival in near.of(one, at_least).tolist()} - own
        return any(not self.may_join(rival, other) for rival in rivals)

    def peaceful(self, mentions: Sequence[int]) -> bool:
        """Say whether nothing can speak against making these one, in whatever order; each of them alone so far."""
        places = [self._places[m] for m in mentions]
        return (
            len({p.report_id for p in places}) == len(places)
            and self._foes.keys().isdisjoint(mentions)
            and self._root.keys().isdisjoint(mentions)
            and self._members.keys().isdisjoint(mentions)
            and not at_odds(p.traits for p in places)
        )

    def named_unlike(self, a: int, b: int) -> bool:
        """Say whether two mentions belong to groups that go by different forenames."""
        return other_forename(self._profile(self.of(a)), self._profile(self.of(b)), self.unlike_share)

    def join(self, a: int, b: int) -> bool:
        """Bring the clusters of two mentions together if nothing forbids it; says whether they are one now."""
        if not self.may_join(a, b):
            return False
        self.merge(a, b)
        return True

    def force(self, a: int, b: int) -> bool:
        """Bring together what a person decided is the same, even within one report; a forbidden pair still stands."""
        left, right = self.of(a), self.of(b)
        if left != right and self._are_foes(left, right):
            return False
        self.merge(a, b)
        return True

    def merge(self, a: int, b: int) -> None:
        """Make one of the clusters of two mentions, unasked: for those who asked `may_join`."""
        left, right = sorted((self.of(a), self.of(b)))
        if left == right:
            return
        if left in self._reports or right in self._reports:
            for report, roles in self._roles(right).items():
                self._roles(left).setdefault(report, set()).update(roles)
        if left in self._profiles or right in self._profiles:
            self._profile(left).add(self._profile(right))
        moved = self.members(right)
        self._members.setdefault(left, [left]).extend(moved)
        for mention in moved:
            self._root[mention] = left
        for known in (self._members, self._reports, self._profiles):
            known.pop(right, None)

    def unite(self, members: list[int]) -> None:
        """Make one cluster of mentions that stand alone, unasked. members: the smallest first."""
        self._members[members[0]] = members
        for mention in members[1:]:
            self._root[mention] = members[0]

    def _are_foes(self, left: int, right: int) -> bool:
        if not self._foes:
            return False
        small, large = sorted((left, right), key=lambda c: len(self.members(c)))
        return any(self.of(other) == large for m in self.members(small) for other in self._foes.get(m, ()))

    def _clash(self, left: int, right: int) -> bool:
        return clash(self._profile(left), self._profile(right), self.unlike_share)

    def _profile(self, cluster: int) -> Profile:
        found = self._profiles.get(cluster)
        if found is None:
            first, *others = (self._places[m].traits for m in self.members(cluster))
            found = self._profiles[cluster] = profile_of(first)
            for traits in others:
                found.add(profile_of(traits))
        return found

    def _share_report(self, left: int, right: int) -> bool:
        small, large = self._roles(left), self._roles(right)
        if len(large) < len(small):
            small, large = large, small
        if small.keys().isdisjoint(large):
            return False
        return any(
            never_one_person(role, other)
            for report, roles in small.items()
            for other in large.get(report, ())
            for role in roles
        )

    def _roles(self, cluster: int) -> dict[str, set[str]]:
        found = self._reports.get(cluster)
        if found is None:
            found = self._reports[cluster] = {}
            for mention in self.members(cluster):
                place = self._places[mention]
                found.setdefault(place.report_id, set()).add(place.role)
        return found


class Near:
    """For each mention those that edges would join it to."""

    def __init__(self, edges: Edges) -> None:
        ends = np.concatenate((edges.a, edges.b))
        falling = -np.concatenate((edges.weight, edges.weight))
        order = np.lexsort((falling, ends))
        self._others = np.concatenate((edges.b, edges.a))[order]
        self._falling = falling[order]
        self._ends, starts = np.unique(ends[order], return_index=True)
        self._starts = [*starts.tolist(), len(ends)]
        self._at = {end: n for n, end in enumerate(self._ends.tolist())}

    def of(self, mention: int, at_least: float) -> npt.NDArray[np.int32]:
        """Give those whom edges of at least this weight would join it to, strongest first."""
        at = self._at[mention]
        start, stop = self._starts[at], self._starts[at + 1]
        found = int(self._falling[start:stop].searchsorted(-at_least, side="right"))
        return self._others[start : start + found]


def join_all(clusters: Clusters, edges: Edges, within_bits: float = 0.0) -> int:
    """Join along the edges, strongest first; gives how many joins were made.

    An edge of a mention that fits another group nearly as well, by at most `within_bits`, is left out where that group
    and the one at the edge's other end cannot be one person: the mention is joined to neither.
    """
    if not len(edges):
        return 0
    near, joined = Near(edges), 0
    for weight, a, b in clusters.worth(edges):
        if clusters.of(a) == clusters.of(b) or not clusters.may_join(a, b):
            continue
        if not (_torn(clusters, a, b, near, weight - within_bits) or _torn(clusters, b, a, near, weight - within_bits)):
            clusters.merge(a, b)
            joined += 1
    return joined


def _torn(clusters: Clusters, one: int, other: int, near: Near, at_least: float) -> bool:
    """Say whether the first mention fits somebody who cannot be the second's person about as well."""
    return clusters.any_apart(near, one, other, at_least)
