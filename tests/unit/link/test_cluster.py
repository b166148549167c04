"""Groups of mentions under what must never be joined."""

from heeded.link.cluster import Clusters, Edge, Place, join_all
from heeded.link.traits import Name, Traits

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


def known(**names: tuple[str, str] | str) -> dict[str, Place]:
    """Suspects of a report each, known by forename, or by forename and date of birth."""
    typed = {m: (n, None) if isinstance(n, str) else n for m, n in names.items()}
    return {m: Place(m, "suspect", Traits(Name(n or None, root=n or m), dob)) for m, (n, dob) in typed.items()}


def test_a_chain_through_somebody_without_forename_does_not_join_brothers() -> None:
    clusters = Clusters(known(a="gary", b="", c="colin"), 0.5)

    join_all(clusters, [Edge(-9, "a", "b"), Edge(-5, "b", "c")])

    assert clusters.of("a") == clusters.of("b") != clusters.of("c")


def test_a_chain_through_somebody_without_date_of_birth_does_not_join_father_and_son() -> None:
    clusters = Clusters(known(a=("paul", "1960-05-01"), b="paul", c=("paul", "1991-10-23")), 0.5)

    join_all(clusters, [Edge(-9, "a", "b"), Edge(-5, "b", "c")])

    assert clusters.of("a") == clusters.of("b") != clusters.of("c")


def test_one_mistyped_name_among_many_does_not_part_two_groups() -> None:
    clusters = Clusters(known(a="gary", b="gary", c="gyra", d="gary"), 0.5)

    for other in ("b", "c", "d"):
        clusters.force("a", other) if other == "c" else clusters.join("a", other)

    assert len({clusters.of(m) for m in "abcd"}) == 1


def test_a_mention_between_two_rivals_is_joined_to_neither_unless_one_is_far_stronger() -> None:
    close = Clusters(known(a="gary", b="", c="colin"), 0.5)
    far = Clusters(known(a="gary", b="", c="colin"), 0.5)
    kin = Clusters(known(a="gary", b="", c="gary"), 0.5)

    assert join_all(close, [Edge(-9, "a", "b"), Edge(-8, "b", "c")], 3.0) == 0
    assert join_all(far, [Edge(-19, "a", "b"), Edge(-8, "b", "c")], 3.0) == 1
    assert join_all(kin, [Edge(-9, "a", "b"), Edge(-8, "b", "c")], 3.0) == 2
