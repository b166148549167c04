"""What people decided, kept in the store, so that every addition respects it."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from heeded.live.store import Store
from heeded.model.decision import Decision


def keep_decisions(store: Store, decisions: Iterable[Decision]) -> None:
    """Put decisions into a store that is being filled."""
    store.db.executemany(
        "insert into decision (content) values (?)", [(json.dumps(asdict(d), default=dict),) for d in decisions]
    )


def kept_decisions(store: Store) -> list[Decision]:
    """Give the decisions about persons and reports that the store was filled with."""
    rows = [json.loads(content) for (content,) in store.db.execute("select content from decision order by nr")]
    return [
        Decision(**{**row, "subjects": tuple(row["subjects"]), "supersedes": tuple(row["supersedes"])}) for row in rows
    ]
