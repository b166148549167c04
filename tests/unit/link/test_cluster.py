"""Groups of mentions under what must never be joined."""

from heeded.link.cluster import Clusters, Edges, Place, join_all
from heeded.link.traits import Name, Traits

A, B, C, D, E = range(5)
PLACES = {
    A: Place("R1", "victim"),
    B: Place("R1", "suspect"),
    C: Place("R2", "victim"),
    D: Place("R3", "victim"),
    E: Place("R1", "informant"),
}


def edges(*given: tuple[float, int, int]) -> Edges:
    return Edges.ordered(*zip(*given, strict=True))


def test_no_chain_joins_what_one_report_keeps_apart() -> None:
    clusters = Clusters(PLACES)

    join_all(clusters, edges((9, A, C), (5, B, C)))

    assert clusters.of(A) == clusters.of(C) != clusters.of(B)


def test_the_stronger_edge_wins_whatever_the_order() -> None:
    clusters = Clusters(PLACES)

    join_all(clusters, edges((5, A, C), (9, B, C)))

    assert clusters.of(B) == clusters.of(C) != clusters.of(A)


def test_the_victim_may_be_listed_again_as_the_informant() -> None:
    clusters = Clusters(PLACES)

    assert clusters.join(A, E)


def test_a_forbidden_pair_stands_against_force_too() -> None:
    clusters = Clusters(PLACES)
    clusters.forbid([(A, D)])

    clusters.join(A, C)

    assert not clusters.join(C, D)
    assert not clusters.force(C, D)
    assert clusters.force(A, B)


def known(*names: tuple[str, str] | str) -> dict[int, Place]:
    """Suspects of a report each, known by forename, or by forename and date of birth."""
    typed = [(n, None) if isinstance(n, str) else n for n in names]
    return {
        m: Place(str(m), "suspect", Traits(Name(n or None, root=n or str(m)), dob)) for m, (n, dob) in enumerate(typed)
    }


def test_a_chain_through_somebody_without_forename_does_not_join_brothers() -> None:
    clusters = Clusters(known("gary", "", "colin"), 0.5)

    join_all(clusters, edges((9, A, B), (5, B, C)))

    assert clusters.of(A) == clusters.of(B) != clusters.of(C)


def test_a_chain_through_somebody_without_date_of_birth_does_not_join_father_and_son() -> None:
    clusters = Clusters(known(("paul", "1960-05-01"), "paul", ("paul", "1991-10-23")), 0.5)

    join_all(clusters, edges((9, A, B), (5, B, C)))

    assert clusters.of(A) == clusters.of(B) != clusters.of(C)


def test_one_mistyped_name_among_many_does_not_part_two_groups() -> None:
    clusters = Clusters(known("gary", "gary", "gyra", "gary"), 0.5)

    for other in (B, C, D):
        clusters.force(A, other) if other == C else clusters.join(A, other)

    assert len({clusters.of(m) for m in (A, B, C, D)}) == 1


def test_a_mention_between_two_rivals_is_joined_to_neither_unless_one_is_far_stronger() -> None:
    close = Clusters(known("gary", "", "colin"), 0.5)
    far = Clusters(known("gary", "", "colin"), 0.5)
    kin = Clusters(known("gary", "", "gary"), 0.5)

    assert join_all(close, edges((9, A, B), (8, B, C)), 3.0) == 0
    assert join_all(far, edges((19, A, B), (8, B, C)), 3.0) == 1
    assert join_all(kin, edges((9, A, B), (8, B, C)), 3.0) == 2


def test_a_group_in_which_nothing_speaks_against_anything_is_peaceful() -> None:
    alike = Clusters(known("gary", "", "gary"), 0.5)
    brothers = Clusters(known("gary", "", "colin"), 0.5)
    decided = Clusters(known("gary", "", "gary"), 0.5)
    decided.forbid([(A, C)])

    assert alike.peaceful([A, B, C])
    assert not brothers.peaceful([A, B, C])
    assert not decided.peaceful([A, B, C])
    assert not Clusters(PLACES).peaceful([A, B, C])
