"""Mentions brought together into persons, strongest pair first, under what must never be joined."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heeded.link.traits import NOTHING, Profile, Traits, clash, other_forename, profile_of
from heeded.model.sides import never_one_person


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A pair of mentions that would be one person. Sorted, the strongest come first, then by their ids."""

    against: float
    """The weight in bits, negated."""
    mention_a: str
    mention_b: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: what the report alone says about whom it cannot be."""

    report_id: str
    role: str
    traits: Traits = NOTHING


class Clusters:
    """Mentions under constraints. A cluster goes by the smallest id of its mentions.

    places: for each mention its report and role. Joining never brings together two mentions that one report keeps
    apart, nor a forbidden pair, however long the chain between them; only `force` may join against a report.
    """

    def __init__(self, places: Mapping[str, Place], unlike_share: float = 0.0) -> None:
        self._places = places
        self._unlike_share = unlike_share
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._reports: dict[str, dict[str, set[str]]] = {}
        self._foes: defaultdict[str, set[str]] = defaultdict(set)
        self._profiles: dict[str, Profile] = {}

    def of(self, mention: str) -> str:
        """Give the cluster of a mention."""
        return self._root.get(mention, mention)

    def members(self, cluster: str) -> list[str]:
        """Give the mentions of a cluster."""
        return self._members.get(cluster, [cluster])

    def forbid(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep these pairs apart from now on, whatever speaks for them."""
        for a, b in pairs:
            self._foes[a].add(b)
            self._foes[b].add(a)

    def join(self, a: str, b: str) -> bool:
        """Bring the clusters of two mentions together if nothing forbids it; says whether they are one now."""
        return self._join(a, b, heed_reports=True)

    def may_join(self, a: str, b: str) -> bool:
        """Say whether nothing forbids that these two be one."""
        left, right = sorted((self.of(a), self.of(b)))
        return left == right or not (
            self._are_foes(left, right) or self._share_report(left, right) or self._clash(left, right)
        )

    def named_unlike(self, a: str, b: str) -> bool:
        """Say whether two mentions belong to groups that go by different forenames."""
        return other_forename(self._profile(self.of(a)), self._profile(self.of(b)), self._unlike_share)

    def force(self, a: str, b: str) -> bool:
        """Bring together what a person decided is the same, even within one report; a forbidden pair still stands."""
        return self._join(a, b, heed_reports=False)

    def _join(self, a: str, b: str, *, heed_reports: bool) -> bool:
        left, right = sorted((self.of(a), self.of(b)))
        if left == right:
            return True
        if self._are_foes(left, right):
            return False
        if heed_reports and (self._share_report(left, right) or self._clash(left, right)):
            return False
        self.merge(left, right)
        return True

    def merge(self, a: str, b: str) -> None:
        """Make one of the groups of two mentions, unasked: for those who asked `may_join`."""
        left, right = sorted((self.of(a), self.of(b)))
        self._merge(left, right)

    def _are_foes(self, left: str, right: str) -> bool:
        if not self._foes:
            return False
        small, large = sorted((left, right), key=lambda c: len(self.members(c)))
        return any(self.of(other) == large for m in self.members(small) for other in self._foes.get(m, ()))

    def _clash(self, left: str, right: str) -> bool:
        return clash(self._profile(left), self._profile(right), self._unlike_share)

    def _profile(self, cluster: str) -> Profile:
        if cluster not in self._profiles:
            self._profiles[cluster] = profile_of(self._places[cluster].traits)
        return self._profiles[cluster]

    def _share_report(self, left: str, right: str) -> bool:
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

    def _roles(self, cluster: str) -> dict[str, set[str]]:
        if cluster not in self._reports:
            place = self._places[cluster]
            self._reports[cluster] = {place.report_id: {place.role}}
        return self._reports[cluster]

    def _merge(self, left: str, right: str) -> None:
        members = self.members(right)
        self._members[left] = self.members(left) + members
        for mention in members:
            self._root[mention] = left
        mine, theirs = self._roles(left), self._roles(right)
        for report, roles in theirs.items():
            mine.setdefault(report, set()).update(roles)
        self._profile(left).add(self._profile(right))
        for known in (self._members, self._reports, self._profiles):
            known.pop(right, None)


Near = Mapping[str, list[tuple[str, float]]]
"""For each mention those it would be joined to, strongest first, with the weight in bits."""


def join_all(clusters: Clusters, edges: Iterable[Edge], within_bits: float = 0.0) -> int:
    """Join along the edges, strongest first; gives how many joins were made.

    An edge of a mention that fits another group nearly as well, by at most `within_bits`, is left out where that group
    and the one at the edge's other end cannot be one person: the mention is joined to neither.
    """
    ordered = sorted(edges)
    near = _near(ordered)
    return sum(_join(clusters, edge, near, within_bits) for edge in ordered)


def _join(clusters: Clusters, edge: Edge, near: Near, within_bits: float) -> bool:
    a, b = edge.mention_a, edge.mention_b
    if clusters.of(a) == clusters.of(b) or not clusters.may_join(a, b):
        return False
    at_least = -edge.against - within_bits
    if _torn(clusters, a, b, near, at_least) or _torn(clusters, b, a, near, at_least):
        return False
    clusters.merge(a, b)
    return True


def _near(edges: Iterable[Edge]) -> Near:
    near: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for edge in edges:
        near[edge.mention_a].append((edge.mention_b, -edge.against))
        near[edge.mention_b].append((edge.mention_a, -edge.against))
    return near


def _torn(clusters: Clusters, one: str, other: str, near: Near, at_least: float) -> bool:
    """Say whether the first mention fits somebody who cannot be the second's person about as well."""
    own = {clusters.of(one), clusters.of(other)}
    for rival, weight in near[one]:
        if weight < at_least:
            return False
        group = clusters.of(rival)
        if group not in own and not clusters.may_join(rival, other):
            return True
        own.add(group)
    return False
