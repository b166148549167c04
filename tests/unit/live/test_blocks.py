"""A mention gets the same keys whether a database gives them or not."""

import json
import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.link.counterparts import prepare_sides
from heeded.link.knowledge import load_knowledge
from heeded.link.prepare import open_tables
from heeded.live.blocks import Keys, key_query
from heeded.live.details import CLUE, MENTION, Preparing, by_name, detailed
from heeded.live.plainly import Plainly
from heeded.model import contracts


def test_one_report_by_itself_is_made_ready_as_in_bulk(make: Callable[..., Any]) -> None:
    made, knows = make(40, 5), load_knowledge(catalogue_folder() / "linking")
    preparing, keys = Preparing(knows), Keys()
    with open_tables(made.tables["mentions"], knows.names, knows.values, 1) as connection:
        prepare_sides(connection, made.tables["clues"])
        bulk = {row.mention_id: row for row in detailed(connection)}
        found = connection.execute(f"select mention_id, key from ({key_query('people')}) join mentions using (nr)")
        bulk_keys = {(mention, key) for mention, key in found.fetchall()}

    singly = [row for tables in made.singly for row in preparing.prepared(tables["mentions"], tables["clues"])]

    assert {row.mention_id: row._replace(nr=0) for row in singly} == {m: r._replace(nr=0) for m, r in bulk.items()}
    assert {(r.mention_id, key) for r in singly for key in keys.of(named(r.fields))} == bulk_keys


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_plain_letters_are_made_ready_without_a_database_as_with_one(seed: int) -> None:
    knows, chance = load_knowledge(catalogue_folder() / "linking"), random.Random(seed)
    preparing, plainly = Preparing(knows), Plainly(knows)
    for n in range(150):
        mentions, clues = typed_at_random(chance, f"r-{n}/x")
        rows = mentions.select(MENTION).to_pylist(), clues.select(CLUE).to_pylist()

        with_one, without = preparing.prepared(mentions, clues), plainly.prepared(*rows)

        assert [r[:7] for r in without] == [r[:7] for r in with_one]
        assert [named(r.fields) for r in without] == [named(r.fields) for r in with_one]


TYPED: dict[str, tuple[str, ...]] = {
    "forename_norm": (
        "liz",
        "beth",
        "mr",
        "mr dr sam",
        "jo ann",
        "unknown",
        "x",
        " ",
        "4 oak",
        "mary",
        "elizabeth",
        "zq",
    ),
    "surname_norm": ("lord", "mr lord", "smith", "king", "s", "victim", "de la cruz", "smith 2", "quzzle"),
    "dob_norm": ("1971-04-18", "1971-04", "1971"),
    "phone_norm": ("+447700900114", "+447700900287"),
    "email_norm": ("a@example.com", "b@example.com"),
    "handle_norm": ("gaz", "kim"),
    "address_norm": ("12 maltings court", "flat 2", "3a high street", "2 12b ab 9c abcd", ""),
    "postcode_norm": ("NM11AA",),
    "vehicle_norm": ("AB12CDE", "XY34ZZZ"),
    "nominal_id": (" n1 ", "", "n2"),
    "relationship_norm": ("ex_partner", "neighbour"),
}
SAID = {"phone": TYPED["phone_norm"], "handle": ("gaz",), "relationship": ("client", "family"), "vehicle": ("AB12CDE",)}


def typed_at_random(chance: random.Random, report: str) -> tuple[pa.Table, pa.Table]:
    mentions: list[dict[str, object]] = []
    for place in range(chance.randint(0, 12)):
        given = {k: chance.choice(v) for k, v in TYPED.items() if chance.random() < 0.4}
        role = chance.choice(("victim", "suspect", "informant", "witness"))
        where = {"mention_id": f"{report}:{place}", "report_id": report, "role": role}
        mentions.append({**where, "has_details": chance.random() < 0.8, **given})
    clues: list[dict[str, object]] = []
    for n, (kind, value) in enumerate([*((k, v) for k, vs in SAID.items() for v in vs), ("log_reference", "ab/12-x")]):
        if chance.random() < 0.4:
            where = {"clue_id": f"{report}/{n}", "report_id": report, "field": "narrative", "start": 0, "end": 1}
            context = chance.choice(("affirmed", "affirmed", "denied"))
            clues.append({**where, "quote": "x", "kind": kind, "value": value, "context": context})
    return contracts.table("mentions", mentions), contracts.table("clues", clues)


def named(fields: str) -> Any:
    return by_name(json.loads(fields))
