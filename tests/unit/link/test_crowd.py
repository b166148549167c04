"""A crowd groups mentions as clusters do, and what hangs together may be joined by itself."""

import random

import pytest

from heeded.link.cluster import Clusters, Edges, Place, join_all
from heeded.link.crowd import Crowd, join_apart
from heeded.link.traits import Name, Traits

FORENAMES = ("gary", "garry", "gray", "colin", "ann", "an", None)
SURNAMES = ("ward", "warde", "ames", None)
DAYS = ("1971-04-18", "1971-18-04", "1968-11-02", None, None)
Work = tuple[dict[int, Place], Edges, list[tuple[int, int]], list[list[int]]]


def drawn(seed: int) -> Work:
    """Mentions of few people under many spellings, edges among them, some kept apart and some held already."""
    chance = random.Random(seed)
    size = chance.randint(2, 40)
    places = {}
    for n in range(size):
        name = Name(chance.choice(FORENAMES), chance.choice(SURNAMES), listed=chance.random() < 0.3)
        own = (chance.choice(("n1", "n2")),) if chance.random() < 0.3 else ()
        role = chance.choice(("victim", "suspect", "informant"))
        places[n] = Place(
            f"R{chance.randrange(2 * size)}", role, Traits(name._replace(root=name.forename), chance.choice(DAYS), own)
        )
    pairs = {tuple(sorted(chance.sample(range(size), 2))) for _ in range(chance.randint(0, 4 * size))}
    edges = [(float(chance.randint(0, 12)), a, b) for a, b in sorted(pairs)]
    apart = [(chance.randrange(size), chance.randrange(size)) for _ in range(chance.randint(0, 3))]
    held = [sorted(chance.sample(range(size), 2))] if chance.random() < 0.5 else []
    ordered = Edges.ordered(*zip(*edges, strict=True)) if edges else Edges.ordered([], [], [])
    return places, ordered, [(a, b) for a, b in apart if a != b], held


def begun(clusters: Clusters, apart: list[tuple[int, int]], held: list[list[int]]) -> Clusters:
    clusters.forbid(apart)
    for members in held:
        clusters.unite(list(members))
    return clusters


@pytest.mark.parametrize("within_bits", [0.0, 3.0])
def test_a_crowd_is_grouped_as_clusters_are(within_bits: float) -> None:
    torn = 0
    for seed in range(400):
        places, edges, apart, held = drawn(seed)
        slow, fast = (begun(kind(places, 0.5), apart, held) for kind in (Clusters, Crowd))
        crowd = begun(Clusters(places, 0.5), apart, held)

        joins = join_all(slow, edges, within_bits)
        join_all(fast, edges, within_bits)
        if len(edges):
            join_apart(crowd, edges, within_bits)

        wanted = slow.labels(len(places)).tolist()
        torn += joins < len(edges)
        assert fast.labels(len(places)).tolist() == wanted, seed
        assert crowd.labels(len(places)).tolist() == wanted, seed
    assert torn > 100
