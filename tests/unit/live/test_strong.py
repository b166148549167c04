"""The pairs that would be one person are kept alike, whether a store is filled with reports or they are added."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heeded.live import Adding, Store, fill_store
from heeded.toolbox.errors import RunError

Pairs = dict[frozenset[str], float]


def kept(store: Store) -> Pairs:
    """Give all pairs that a store keeps, by the ids of mentions."""
    ids = dict(store.db.execute("select nr, mention_id from mention").fetchall())
    found: Pairs = {}
    for (component,) in store.db.execute("select distinct component from mention").fetchall():
        for earlier, later, weight in zip(*(x.tolist() for x in store.strong_in(component)), strict=True):
            found[frozenset((ids[earlier], ids[later]))] = weight
    return found


@pytest.mark.slow
def test_added_one_by_one_the_same_pairs_are_kept_as_in_bulk(make: Callable[..., Any], tmp_path: Path) -> None:
    made, order = make(200, 31), list(range(200))
    random.Random(31).shuffle(order)
    fill_store(tmp_path / "all", made.tables)
    fill_store(tmp_path / "some", made.of(sorted(order[:120])))
    store = Store(tmp_path / "some")
    adding = Adding(store)

    for number in order[120:]:
        adding.add(made.singly[number])

    in_bulk = kept(Store(tmp_path / "all"))
    assert len(in_bulk) > 200
    assert kept(store) == in_bulk


def test_a_store_of_another_form_is_refused(make: Callable[..., Any], tmp_path: Path) -> None:
    fill_store(tmp_path / "store", make(2, 1).tables)
    with sqlite3.connect(tmp_path / "store") as older:
        older.execute("pragma user_version = 1")

    with pytest.raises(RunError, match="fill it anew"):
        Store(tmp_path / "store")
