"""What must hold of linking, whatever is linked."""

import random
from itertools import combinations
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.assemble import assemble_courses
from heeded.link import link_mentions
from heeded.link.cluster import Clusters, Edges, Place, join_all
from heeded.link.reference import clusters_by_hand
from heeded.link.traits import Name, Traits
from heeded.model.decision import Decision

FORENAMES, SURNAMES = ("karen", "gary", "garry", "colin", "sian", None), ("bostock", "pashley", "pashly", "ward", None)
PERSON = st.fixed_dictionaries(
    {"role": st.sampled_from(("victim", "suspect", "suspect", "informant"))},
    optional={
        "forename": st.sampled_from(FORENAMES),
        "surname": st.sampled_from(SURNAMES),
        "dob": st.sampled_from(("1971-04-18", "1968-11-02", None)),
        "phone": st.sampled_from(("+447700900114", "+447700900287", None)),
    },
)
REPORTS = st.lists(st.lists(PERSON, max_size=3), min_size=2, max_size=8)
MENTIONS = range(9)
PAIRS = st.tuples(st.sampled_from(MENTIONS), st.sampled_from(MENTIONS)).filter(lambda p: p[0] != p[1])


def delivered(new_delivery: Any, reports: list[list[dict[str, str]]], name: str = "R") -> dict[str, pa.Table]:
    delivery = new_delivery()
    for number, people in enumerate(reports):
        delivery.report(f"{name}{number}", *people)
        if number % 3 == 2:
            delivery.clue(f"{name}{number}", "log_reference", f"{name}{number - 1}")
    tables: dict[str, pa.Table] = delivery.tables()
    return tables


def worked(tables: dict[str, pa.Table], *decisions: Decision, threads: int = 1) -> dict[str, pa.Table]:
    linked = link_mentions(tables["mentions"], tables["clues"], list(decisions), threads=threads)
    return {**linked, **assemble_courses({**tables, **linked}, list(decisions), None, words=False)}


def shuffled(table: pa.Table, seed: int) -> pa.Table:
    order = list(range(table.num_rows))
    random.Random(seed).shuffle(order)
    return table.take(pa.array(order, pa.int64()))


@pytest.mark.slow
@given(REPORTS, st.integers(0, 99))
@settings(max_examples=6, deadline=None)
def test_the_order_of_rows_changes_nothing(new_delivery: Any, reports: list[Any], seed: int) -> None:
    tables = delivered(new_delivery, reports)

    first = worked(tables)
    second = worked({name: shuffled(table, seed) for name, table in tables.items()}, threads=2)

    assert all(first[name].equals(second[name]) for name in first)


@pytest.mark.slow
@given(REPORTS)
@settings(max_examples=5, deadline=None)
def test_an_unrelated_report_changes_nothing_of_the_others(new_delivery: Any, reports: list[Any]) -> None:
    tables = delivered(new_delivery, reports)
    stranger = {"forename": "zebedee", "surname": "quillfeather", "dob": "1950-12-24"}
    other = delivered(new_delivery, [[{"role": "victim", **stranger}, {"role": "suspect"}]], name="X")

    alone = worked(tables)
    beside = worked({name: pa.concat_tables([table, other[name]]) for name, table in tables.items()})

    kept = [row for row in beside["course_reports"].to_pylist() if not row["report_id"].startswith("X")]
    assert kept == alone["course_reports"].to_pylist()
    persons = [row for row in beside["persons"].to_pylist() if not row["mention_id"].startswith("X")]
    assert persons == alone["persons"].to_pylist()


@pytest.mark.slow
@given(REPORTS, st.data())
@settings(max_examples=5, deadline=None)
def test_a_negative_decision_is_never_undone(new_delivery: Any, reports: list[Any], data: Any) -> None:
    tables = delivered(new_delivery, reports)
    ids = [row["report_id"] for row in tables["reports"].to_pylist()]
    a, b = data.draw(st.sampled_from(list(combinations(ids, 2))))
    decision = Decision("d", "same_course", "not_same", ({"report_id": a}, {"report_id": b}))

    rows = worked(tables, decision)["course_reports"].to_pylist()

    of = {r: {row["course_id"] for row in rows if row["report_id"] == r} for r in (a, b)}
    assert not of[a] & of[b]


@pytest.mark.slow
@given(REPORTS)
@settings(max_examples=5, deadline=None)
def test_every_report_stands_in_a_course_and_with_one_pair_in_exactly_one(
    new_delivery: Any, reports: list[Any]
) -> None:
    tables = delivered(new_delivery, reports)

    rows = worked(tables)["course_reports"].to_pylist()

    for number, people in enumerate(reports):
        courses = [row for row in rows if row["report_id"] == f"R{number}"]
        roles = [p["role"] for p in people]
        single = roles.count("victim") == 1 and roles.count("suspect") <= 1
        assert len(courses) == 1 if single else courses


TRAITS = st.builds(
    Traits,
    st.builds(
        lambda forename, surname: Name(forename, surname, forename),
        st.sampled_from(("gary", "garry", "colin", None)),
        st.sampled_from(("ward", "ames", None)),
    ),
    st.sampled_from(("1971-04-18", "1968-11-02", "1971-18-04", None)),
    st.sampled_from(((), ("n1",), ("n2",))),
)


@given(
    st.lists(st.tuples(st.integers(0, 30), PAIRS), max_size=25),
    st.lists(PAIRS, max_size=4),
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from(("victim", "suspect", "informant")), TRAITS),
        min_size=9,
        max_size=9,
    ),
    st.sampled_from((0.0, 3.0)),
)
@settings(max_examples=300, deadline=None)
def test_the_fast_clustering_is_the_slow_one(
    weighed: list[tuple[int, tuple[int, int]]],
    forbidden: list[tuple[int, int]],
    standing: list[tuple[str, str, Traits]],
    within_bits: float,
) -> None:
    places = {m: Place(*where) for m, where in zip(MENTIONS, standing, strict=True)}
    edges = [(float(weight), min(pair), max(pair)) for weight, pair in weighed]

    fast = Clusters(places, 0.5)
    fast.forbid(forbidden)
    join_all(fast, Edges.ordered(*zip(*edges, strict=True)) if edges else Edges.ordered([], [], []), within_bits)

    groups = {frozenset(m for m in MENTIONS if fast.of(m) == fast.of(one)) for one in MENTIONS}
    assert groups == clusters_by_hand(places, edges, forbidden, 0.5, within_bits)
