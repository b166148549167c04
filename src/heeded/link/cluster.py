"""Mentions brought together into persons, strongest pair first, under what must never be joined."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


class Clusters:
    """Mentions under constraints. A cluster goes by the smallest id of its mentions.

    places: for each mention its report and role. Joining never brings together two mentions that one report keeps
    apart, nor a forbidden pair, however long the chain between them; only `force` may join against a report.
    """

    def __init__(self, places: Mapping[str, Place], opposed_share: float = 0.0) -> None:
        self._places = places
        self._opposed_share = opposed_share
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._reports: dict[str, dict[str, set[str]]] = {}
        self._foes: defaultdict[str, set[str]] = defaultdict(set)
        self._rivals: defaultdict[str, set[str]] = defaultdict(set)

    def of(self, mention: str) -> str:
        """Give the cluster of a mention."""
        return self._root.get(mention, mention)

    def members(self, cluster: str) -> list[str]:
        """Give the mentions of a cluster."""
        return self._members.get(cluster, [cluster])

    def forbid(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep these pairs apart from now on, whatever speaks for them."""
        _add_both_ways(self._foes, pairs)

    def oppose(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note pairs that look like different people: too large a share of them keeps two clusters apart."""
        _add_both_ways(self._rivals, pairs)

    def join(self, a: str, b: str) -> bool:
        """Bring the clusters of two mentions together if nothing forbids it; says whether they are one now."""
        return self._join(a, b, heed_reports=True)

    def may_join(self, a: str, b: str) -> bool:
        """Say whether nothing forbids that these two be one."""
        left, right = sorted((self.of(a), self.of(b)))
        return left == right or not (
            self._are_foes(left, right) or self._share_report(left, right) or self._are_rivals(left, right)
        )

    def force(self, a: str, b: str) -> bool:
        """Bring together what a person decided is the same, even within one report; a forbidden pair still stands."""
        return self._join(a, b, heed_reports=False)

    def _join(self, a: str, b: str, *, heed_reports: bool) -> bool:
        left, right = sorted((self.of(a), self.of(b)))
        if left == right:
            return True
        if self._are_foes(left, right):
            return False
        if heed_reports and (self._share_report(left, right) or self._are_rivals(left, right)):
            return False
        self._merge(left, right)
        return True

    def _are_foes(self, left: str, right: str) -> bool:
        return self._pairs_between(self._foes, left, right) > 0

    def _are_rivals(self, left: str, right: str) -> bool:
        pairs = self._pairs_between(self._rivals, left, right)
        return pairs > self._opposed_share * len(self.members(left)) * len(self.members(right))

    def _pairs_between(self, against: Mapping[str, set[str]], left: str, right: str) -> int:
        small, large = sorted((left, right), key=lambda c: len(self.members(c)))
        return sum(self.of(other) == large for m in self.members(small) for other in against.get(m, ()))

    def _share_report(self, left: str, right: str) -> bool:
        small, large = sorted((self._roles(left), self._roles(right)), key=len)
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
        self._members.pop(right, None)
        self._reports.pop(right, None)


def _add_both_ways(known: defaultdict[str, set[str]], pairs: Iterable[tuple[str, str]]) -> None:
    for a, b in pairs:
        known[a].add(b)
        known[b].add(a)


def join_all(clusters: Clusters, edges: Iterable[Edge]) -> None:
    """Join along the edges, strongest first."""
    for edge in sorted(edges):
        clusters.join(edge.mention_a, edge.mention_b)


def unambiguous(
    clusters: Clusters, edges: list[Edge], opposed: Iterable[tuple[str, str]], within_bits: float
) -> list[Edge]:
    """Leave out pairs of a mention that fits two people who oppose each other about equally well."""
    foes: defaultdict[str, set[str]] = defaultdict(set)
    _add_both_ways(foes, ((a, b) for a, b in opposed if clusters.of(a) != clusters.of(b)))
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for edge in edges:
        near[edge.mention_a][edge.mention_b] = -edge.against
        near[edge.mention_b][edge.mention_a] = -edge.against
    return [e for e in edges if not _torn(e, near, foes, within_bits)]


def _torn(edge: Edge, near: Mapping[str, dict[str, float]], foes: Mapping[str, set[str]], within_bits: float) -> bool:
    at_least = -edge.against - within_bits
    for one, other in ((edge.mention_a, edge.mention_b), (edge.mention_b, edge.mention_a)):
        rivals = foes.get(other, set()) & near[one].keys()
        if any(near[one][rival] >= at_least for rival in rivals):
            return True
    return False
