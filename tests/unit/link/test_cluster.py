"""Groups of mentions under what must never be joined."""

from heeded.link.cluster import Clusters, Edge, Place, join_all, unambiguous

PLACES = {
    "a": Place("R1", "victim"),
    "b": Place("R1", "suspect"),
    "c": Place("R2", "victim"),
    "d": Place("R3", "victim"),
    "e": Place("R1", "informant"),
}


def test_no_chain_joins_what_one_report_keeps_apart() -> None:
    clusters = Clusters(PLACES)

    join_all(clusters, [Edge(-9, "a", "c"), Edge(-5, "b", "c")])

    assert clusters.of("a") == clusters.of("c") != clusters.of("b")


def test_the_stronger_edge_wins_whatever_the_order() -> None:
    clusters = Clusters(PLACES)

    join_all(clusters, [Edge(-5, "a", "c"), Edge(-9, "b", "c")])

    assert clusters.of("b") == clusters.of("c") != clusters.of("a")


def test_the_victim_may_be_listed_again_as_the_informant() -> None:
    clusters = Clusters(PLACES)

    assert clusters.join("a", "e")


def test_a_forbidden_pair_stands_against_force_too() -> None:
    clusters = Clusters(PLACES)
    clusters.forbid([("a", "d")])

    clusters.join("a", "c")

    assert not clusters.join("c", "d")
    assert not clusters.force("c", "d")
    assert clusters.force("a", "b")


def test_one_unlike_pair_among_many_does_not_part_two_groups() -> None:
    places = {f"m{n}": Place(f"R{n}", "suspect") for n in range(8)}
    clusters = Clusters(places, opposed_share=0.2)
    clusters.oppose([("m0", "m7")])

    for n in range(1, 7):
        clusters.join("m0", f"m{n}")

    assert not Clusters.join(_opposed(places), "m0", "m7")
    assert clusters.join("m1", "m7")


def _opposed(places: dict[str, Place]) -> Clusters:
    clusters = Clusters(places, opposed_share=0.2)
    clusters.oppose([("m0", "m7")])
    return clusters


def test_a_mention_between_two_rivals_loses_both_edges_unless_one_is_far_stronger() -> None:
    clusters = Clusters(PLACES)
    close = [Edge(-9, "a", "c"), Edge(-8, "c", "d")]
    far = [Edge(-19, "a", "c"), Edge(-8, "c", "d")]

    assert unambiguous(clusters, close, [("a", "d")], 3.0) == []
    assert unambiguous(clusters, far, [("a", "d")], 3.0) == [far[0]]
    assert unambiguous(clusters, close, [], 3.0) == close
