"""The details of mentions as linking compares them, one row each, by the statements of bulk linking."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from heeded.link.counterparts import EVIDENCE, NAMED, SIDES, prepare_sides
from heeded.link.knowledge import Knowledge
from heeded.link.prepare import NUMBERED, open_names, people_statement, prepare_people
from heeded.link.weigh import COLUMNS, NAMED_COLUMNS
from heeded.model import contracts

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
MENTION = (
    "mention_id", "report_id", "role", "has_details", "nominal_id", "forename_norm", "surname_norm", "dob_norm",
    "phone_norm", "email_norm", "handle_norm", "address_norm", "postcode_norm", "vehicle_norm", "relationship_norm",
)  # fmt: skip
CLUE = ("report_id", "kind", "value", "context")


class Preparing:
    """A database in memory that knows names and makes the mentions of one report ready.

    It runs the statements of bulk linking, planned once: for three rows the planning would take longer than the work.
    """

    def __init__(self, knows: Knowledge) -> None:
        self._connection = open_names(knows.names, knows.values, 1)
        prepare_people(self._connection, contracts.empty("mentions"), knows.values)
        prepare_sides(self._connection, contracts.empty("clues"))
        self._take_in("mentions_given", contracts.empty("mentions").select(MENTION))
        self._take_in("clues", contracts.empty("clues").select(CLUE))
        made = (NUMBERED, people_statement(knows.values), NAMED, SIDES, EVIDENCE)
        self._tables = [_table_of(statement) for statement in made]
        for table, statement in zip(self._tables, made, strict=True):
            filled = statement.replace(f"create or replace table {table} as", f"insert into {table}")
            self._connection.execute(f"prepare fill_{table} as {filled}")
        self._connection.execute(f"prepare ready as {DETAILED}")

    def _take_in(self, name: str, rows: pa.Table) -> None:
        self._connection.register("given_rows", rows)
        self._connection.execute(f"create table {name} as from given_rows")
        self._connection.unregister("given_rows")

    def prepared(self, mentions: pa.Table, clues: pa.Table) -> list[Detailed]:
        """Give the mentions of one report in the order of their ids."""
        for table, columns, rows in (("mentions_given", MENTION, mentions), ("clues", CLUE, clues)):
            self._connection.execute(f"delete from {table}")
            for row in zip(*(rows[c].to_pylist() for c in columns), strict=True):
                self._connection.execute(f"insert into {table} values ({', '.join('?' * len(columns))})", row)
        for table in self._tables:
            self._connection.execute(f"delete from {table}")
            self._connection.execute(f"execute fill_{table}")
        return [Detailed(*row) for row in self._connection.execute("execute ready").fetchall()]

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


def _table_of(statement: str) -> str:
    """Give the table that a statement makes: `create or replace table NAME as ...`."""
    return statement.split()[4]


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


def names_typed(mentions: pa.Table) -> dict[str, str | None]:
    """Give for each mention the name as it was typed, or as it was normalised where only that is there."""
    columns = ("mention_id", "forename", "surname", "forename_norm", "surname_norm")
    rows = zip(*(mentions[c].to_pylist() for c in columns), strict=True)
    return {
        mention: " ".join(filter(None, typed)) or " ".join(filter(None, compared)).title() or None
        for mention, *both in rows
        for typed, compared in [(both[:2], both[2:])]
    }
