"""The slow, obviously right clustering that the fast one is tested against."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product

from heeded.link.cluster import Place
from heeded.link.traits import Traits, dates_differ, forenames_differ, forenames_far, surnames_differ
from heeded.model.sides import never_one_person

Group = set[int]
Edge = tuple[float, int, int]
"""A weight in bits and the two mentions."""


class ByHand:
    """Groups of mentions, every rule looked up pair by pair each time."""

    def __init__(self, places: Mapping[int, Place], forbidden: Iterable[tuple[int, int]], share: float) -> None:
        self.places = places
        self.apart = {frozenset(pair) for pair in forbidden}
        self.share = share
        self.groups: list[Group] = [{mention} for mention in places]

    def group(self, mention: int) -> Group:
        """Give the group of a mention."""
        return next(g for g in self.groups if mention in g)

    def may_join(self, left: Group, right: Group) -> bool:
        """Say whether nothing keeps two groups apart."""
        return left is right or not (any(self._apart(a, b) for a in left for b in right) or self._clash(left, right))

    def torn(self, one: int, other: int, edges: Iterable[Edge], at_least: float) -> bool:
        """Say whether a mention fits, about as well as the other, somebody who cannot be the other's person."""
        fits = [(a, b) for weight, a, b in edges if weight >= at_least and one in (a, b)]
        rivals = [self.group(b if one == a else a) for a, b in fits]
        own = (self.group(one), self.group(other))
        return any(not self.may_join(r, own[1]) for r in rivals if all(r is not g for g in own))

    def _apart(self, a: int, b: int) -> bool:
        first, second = self.places[a], self.places[b]
        one_report = first.report_id == second.report_id and never_one_person(first.role, second.role)
        return one_report or frozenset((a, b)) in self.apart

    def _clash(self, left: Group, right: Group) -> bool:
        a, b = ([self.places[m].traits for m in sorted(group)] for group in (left, right))
        same_day = any(x.full_dob and x.full_dob == y.full_dob for x, y in product(a, b))
        share_own = any(set(x.anchors) & set(y.anchors) for x, y in product(a, b))
        return (
            self._unlike(a, b, lambda x, y: (forenames_far if same_day else forenames_differ)(x.name, y.name))
            or (not share_own and self._unlike(a, b, lambda x, y: surnames_differ(x.name, y.name)))
            or self._unlike(a, b, _days)
        )

    def _unlike(self, a: list[Traits], b: list[Traits], differ: Callable[[Traits, Traits], bool | None]) -> bool:
        answers = [answer for x, y in product(a, b) if (answer := differ(x, y)) is not None]
        return sum(answers) > self.share * len(answers)


def _days(a: Traits, b: Traits) -> bool | None:
    return dates_differ(a.full_dob, b.full_dob) if a.full_dob and b.full_dob else None


def clusters_by_hand(
    places: Mapping[int, Place],
    edges: Iterable[Edge],
    forbidden: Iterable[tuple[int, int]],
    share: float = 0.0,
    within_bits: float = 0.0,
) -> set[frozenset[int]]:
    """Give the same groups as Clusters, by looking at every pair of mentions before every join."""
    hand, ordered = ByHand(places, forbidden, share), sorted(edges, key=lambda e: (-e[0], e[1], e[2]))
    for weight, a, b in ordered:
        left, right = hand.group(a), hand.group(b)
        if left is right or not hand.may_join(left, right):
            continue
        at_least = weight - within_bits
        if not hand.torn(a, b, ordered, at_least) and not hand.torn(b, a, ordered, at_least):
            hand.groups.remove(right)
            left |= right
    return {frozenset(group) for group in hand.groups}
