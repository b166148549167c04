"""The slow, obviously right clustering that the fast one is tested against."""

from collections.abc import Iterable, Mapping

from heeded.link.cluster import Edge, Place
from heeded.model.sides import never_one_person


def clusters_by_hand(
    places: Mapping[str, Place],
    edges: Iterable[Edge],
    forbidden: Iterable[tuple[str, str]],
    opposed: Iterable[tuple[str, str]] = (),
    opposed_share: float = 0.0,
) -> set[frozenset[str]]:
    """Give the same groups as Clusters, by looking at every pair of mentions before every join."""
    apart = {frozenset(pair) for pair in forbidden}
    rivals = {frozenset(pair) for pair in opposed}
    groups = [{mention} for mention in places]
    for edge in sorted(edges):
        left = next(g for g in groups if edge.mention_a in g)
        right = next(g for g in groups if edge.mention_b in g)
        if left is right or any(_kept_apart(places, apart, a, b) for a in left for b in right):
            continue
        unlike = sum(frozenset((a, b)) in rivals for a in left for b in right)
        if unlike <= opposed_share * len(left) * len(right):
            groups.remove(right)
            left |= right
    return {frozenset(group) for group in groups}


def _kept_apart(places: Mapping[str, Place], apart: set[frozenset[str]], a: str, b: str) -> bool:
    if frozenset((a, b)) in apart:
        return True
    return places[a].report_id == places[b].report_id and never_one_person(places[a].role, places[b].role)
