"""A mention gets the same keys whether a database gives them or not."""

import json
from collections.abc import Callable
from typing import Any

from heeded.catalogue.folder import catalogue_folder
from heeded.link.counterparts import prepare_sides
from heeded.link.knowledge import load_knowledge
from heeded.link.prepare import open_tables
from heeded.live.blocks import Keys, key_query
from heeded.live.details import Preparing, by_name, detailed


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


def named(fields: str) -> Any:
    return by_name(json.loads(fields))
