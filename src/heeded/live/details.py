"""The details of mentions as linking compares them, one row each, by the statements of bulk linking."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from heeded.link.counterparts import prepare_sides
from heeded.link.knowledge import Knowledge
from heeded.link.prepare import open_names, prepare_people
from heeded.link.weigh import COLUMNS, NAMED_COLUMNS
from heeded.live.blocks import key_query

BLOCKED = ("surname_start", "forename_start", "dob_day")
TYPED = ("forename_norm", "surname_norm", "address_norm", "relationship_norm")
"""What assembling asks for as typed, besides the details that are compared."""
FIELDS = (*COLUMNS, *BLOCKED, *NAMED_COLUMNS, *TYPED)
LISTS = ("named", "refs")


class Detailed(NamedTuple):
    """A mention with all that linking and assembling ask of it; `fields` is JSON in the order of FIELDS."""

    nr: int
    mention_id: str
    report_id: str
    role: str
    position: int
    has_details: bool
    sided: bool
    """Whether it stands on one of the two sides."""
    fields: str


def _of(column: str) -> str:
    if column in TYPED:
        return f"m.{column}"
    return f"e.{column}" if column in NAMED_COLUMNS else f"p.{column}"


DETAILED = f"""
select m.nr, m.mention_id, m.report_id, m.role, m.position, m.has_details, e.nr is not null,
    json_array({", ".join(_of(c) for c in FIELDS)})::varchar
from mentions m left join people p using (nr) left join evidence e using (nr)
order by m.nr
"""
KEYS = key_query("people")


class Preparing:
    """A database in memory that knows names and makes the mentions of one report ready."""

    def __init__(self, knows: Knowledge) -> None:
        self._knows = knows
        self._connection = open_names(knows.names, knows.values, 1)
        self._connection.execute("pragma disable_optimizer")  # for three rows it costs more than it saves

    def prepared(self, mentions: pa.Table, clues: pa.Table) -> tuple[list[Detailed], list[tuple[int, int]]]:
        """Give the mentions of one report in the order of their ids, and the keys of their blocks by number."""
        prepare_people(self._connection, mentions, self._knows.values)
        prepare_sides(self._connection, clues)
        keys = self._connection.execute(KEYS).fetchall()
        return list(detailed(self._connection)), keys

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


def detailed(connection: duckdb.DuckDBPyConnection) -> Iterator[Detailed]:
    """Give all mentions of a database in which linking was prepared, in the order of their ids."""
    found = connection.execute(DETAILED)
    while rows := found.fetchmany(50_000):
        yield from (Detailed(*row) for row in rows)


def by_name(fields: list[Any]) -> Mapping[str, Any]:
    """Give the fields of one mention by their names, lists as tuples."""
    known = dict(zip(FIELDS, fields, strict=True))
    for name in LISTS:
        known[name] = tuple(known[name] or ())
    return known
