"""Which stored mentions a new one is worth comparing with: the blocks of bulk linking, looked up by key."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlglot import exp, parse_one

from heeded.link.compare import PERSON_BLOCKS


def key_query(people: str, blocks: Sequence[str] = PERSON_BLOCKS) -> str:
    """Give SQL for `nr` and `key`, one row a mention and block: those who share a block share a key.

    Keys are 64 bits of a digest, so two may be one by chance: what they find is held against `pair_conditions`.
    """
    keys = ", ".join(_key(n, block) for n, block in enumerate(blocks))
    return f"select nr, key from (select l.nr, unnest([{keys}]) as key from {people} l) where key is not null"


def _key(number: int, block: str) -> str:
    parts = [part.this.sql(dialect="duckdb") for part in _parts(block) if isinstance(part, exp.EQ)]
    known = " and ".join(f"{part} is not null" for part in parts)
    digest = f"md5_number_lower(concat_ws(chr(31), '{number}', {', '.join(parts)}))"
    return f"case when {known} then ({digest} >> 1)::bigint end"


class Keys:
    """Gives the keys of one mention without a database, as `key_query` does."""

    def __init__(self, blocks: Sequence[str] = PERSON_BLOCKS) -> None:
        self._blocks = [[_slice(p.this) for p in _parts(block) if isinstance(p, exp.EQ)] for block in blocks]

    def of(self, known: Mapping[str, Any]) -> Iterator[int]:
        """Give the keys of a mention. known: its fields by name."""
        for number, parts in enumerate(self._blocks):
            values = [None if known[column] is None else known[column][cut] for column, cut in parts]
            if None not in values:
                text = "\x1f".join(map(str, (number, *values)))
                digest = hashlib.md5(text.encode(), usedforsecurity=False).digest()
                yield int.from_bytes(digest[8:], "little") >> 1


def _slice(part: exp.Expr) -> tuple[str, slice]:
    """Give the column that a side of a block asks for, and which of its letters."""
    if isinstance(part, exp.Substring):
        start = int(str(part.args["start"])) - 1
        return str(part.this.name), slice(start, start + int(str(part.args["length"])))
    return str(part.name), slice(None)


def _parts(block: str) -> Iterator[exp.Expr]:
    parsed = parse_one(block, dialect="duckdb")
    yield from parsed.flatten() if isinstance(parsed, exp.And) else [parsed]


def pair_conditions(blocks: Sequence[str] = PERSON_BLOCKS) -> list[str]:
    """Give the blocks as conditions on two mentions, with the columns named as comparisons name them."""
    return [_sided(block) for block in blocks]


def _sided(block: str) -> str:
    parsed = parse_one(block, dialect="duckdb")
    for column in list(parsed.find_all(exp.Column)):
        column.replace(exp.column(f"{column.name}_{column.table}"))
    return parsed.sql(dialect="duckdb")
