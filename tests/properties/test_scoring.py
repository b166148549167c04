"""A pair weighed without a database weighs what it weighs in bulk, with the same guard and the same words."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from sqlglot import parse_one

from heeded.catalogue.folder import catalogue_folder
from heeded.link.compiled import first_true
from heeded.link.counterparts import prepare_sides
from heeded.link.knowledge import Knowledge, load_knowledge
from heeded.link.prepare import open_tables
from heeded.link.score import Scorer, probability, rounded
from heeded.link.weigh import PROBABILITY, Task, beside, given_task, judged, persons_task, reason, weigh_pairs, weights
from heeded.model import contracts
from heeded.toolbox.errors import CatalogueError

FORENAMES = (
    "gary",
    "garry",
    "gaz",
    "gray",
    "kim",
    "im",
    "jo",
    "joanne",
    "anne marie",
    "wojtek",
    "wojtak",
    "g",
    "pashley",
)
SURNAMES = (
    "pashley",
    "pashly",
    "pike",
    "halvorsen pike",
    "ward",
    "wart",
    "lord",
    "p",
    "siddel",
    "siddle",
    "gary",
    "king",
)
DOBS = ("1971-04-18", "1971-04-19", "1971-18-04", "1971-04", "1971", "1968-11-02")
DETAILS: dict[str, tuple[str, ...]] = {
    "forename_norm": FORENAMES,
    "surname_norm": SURNAMES,
    "dob_norm": DOBS,
    "phone_norm": ("+447700900114", "+447700900287"),
    "email_norm": ("a@example.com", "b@example.com"),
    "handle_norm": ("gaz", "kim"),
    "address_norm": ("12 maltings court", "3a high street", "flat 2"),
    "postcode_norm": ("NM11AA", "NM12BB"),
    "vehicle_norm": ("AB12CDE", "XY34ZZZ"),
    "nominal_id": ("n1", "n2"),
    "relationship_norm": ("ex_partner", "neighbour"),
}


def invented(seed: int) -> tuple[pa.Table, pa.Table]:
    """Reports of a victim and a suspect who are known by a few details each, and what the words of some name."""
    chance = random.Random(seed)
    rows: list[dict[str, object]] = []
    clues: list[dict[str, object]] = []
    for n in range(60):
        for place, role in enumerate(("victim", "suspect")):
            given = {k: chance.choice(v) for k, v in DETAILS.items() if chance.random() < 0.45}
            where = {"mention_id": f"R{n}:{place}", "report_id": f"R{n}", "role": role, "has_details": bool(given)}
            rows.append({**where, **given})
        for kind, value in (("phone", "+447700900114"), ("relationship", "neighbour"), ("log_reference", f"R{n - 1}")):
            if chance.random() < 0.3:
                named = {"clue_id": f"{n}{kind}", "report_id": f"R{n}", "kind": kind, "value": value}
                clues.append({**named, "field": "narrative", "start": 0, "end": 1, "quote": "x", "context": "affirmed"})
    return contracts.table("mentions", rows), contracts.table("clues", clues)


@pytest.fixture(scope="module")
def knows() -> Knowledge:
    return load_knowledge(catalogue_folder() / "linking")


@pytest.mark.parametrize("task_of", [persons_task, given_task], ids=["persons", "given the other side"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_pair_weighs_the_same(knows: Knowledge, task_of: Callable[[Knowledge], Task], seed: int) -> None:
    mentions, clues = invented(seed)
    with open_tables(mentions, knows.names, knows.values, 1) as connection:
        prepare_sides(connection, clues)
        connection.execute("create table given_other as select *, 0 as given from known")
        task = replace(task_of(knows), blocks=("l.report_id <> r.report_id",))
        weigh_pairs(connection, task, into="weighed", at_least=-10000)
        said, told = judged("from weighed", task), f"{reason(task.comparisons)} as why, {weights(task)} as weights"
        why = f"select a, b, {told} from ({beside('from weighed', task)})"
        pairs = connection.execute(f"from ({said}) join ({why}) using (a, b) order by a, b").fetchall()
        known = rows_of(connection, "known" if task.table == "given_other" else "people")
    scorer = Scorer(task)
    sides = {nr: scorer.side(row) for nr, row in known.items()}

    assert len(pairs) > 4000
    for a, b, weight, guarded, clash, words, parts in pairs:
        left, right = sides[a], sides[b]
        assert rounded(scorer.weight(left, right), 4) == weight
        assert (scorer.guarded(left, right), scorer.clash(left, right)) == (guarded or False, clash or False)
        assert (scorer.reason(left, right), scorer.told_weights(left, right)) == (words, parts)


def rows_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[int, dict[str, Any]]:
    rows = connection.sql(f"from {table}").to_arrow_table().to_pylist()
    return {row["nr"]: {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows}


def test_a_weight_gives_the_same_probability() -> None:
    given = [n / 100 for n in range(-7000, 7000, 7)]

    rows = duckdb.execute(f"select {PROBABILITY} from (select unnest($1) as weight)", [given]).fetchall()

    assert [probability(weight) for weight in given] == [row[0] for row in rows]


VALUES = ("null", "''", "'a'", "'ab'", "'ab c'", "'b'")


@pytest.mark.parametrize(
    "condition",
    [
        "not (x_l = x_r)",
        "not (x_l = x_r or levenshtein(x_l, x_r) <= 1)",
        "not (x_l <> x_r and length(x_l) > 1)",
        "coalesce(x_l = x_r, false) or not coalesce(x_l <> x_r, false)",
        "least(length(x_l), length(x_r)) >= 2",
        "not (greatest(length(x_l), length(x_r)) < 2)",
        "x_l like x_r || '%' or ' ' || x_r || ' ' like '% ' || x_l || ' %'",
        "not (substr(x_l, 1, 1) = substr(x_r, 1, 1) and x_l is not null)",
    ],
)
def test_unknown_is_neither_true_nor_false(condition: str) -> None:
    chosen = first_true([condition], ["x"])
    cases = [(a, b) for a in VALUES for b in VALUES]
    rows = duckdb.execute(
        "select "
        + ", ".join(f"(select {condition} from (select {a}::varchar as x_l, {b}::varchar as x_r))" for a, b in cases)
    ).fetchall()[0]

    for (a, b), answer in zip(cases, rows, strict=True):
        sides = [None if v == "null" else v.strip("'") for v in (a, b)]
        assert (chosen((sides[0],), (sides[1],)) == 0) is (answer is True), (a, b)


def test_sql_that_is_not_known_is_refused_by_name() -> None:
    assert parse_one("soundex(x_l) = soundex(x_r)")
    with pytest.raises(CatalogueError, match="Soundex"):
        first_true(["soundex(x_l) = soundex(x_r)"], ["x"])
