"""Which stored mentions a new one is worth comparing with: the blocks of bulk linking, looked up by key."""

from collections.abc import Iterator, Sequence

from sqlglot import exp, parse_one

from heeded.link.compare import PERSON_BLOCKS


def key_query(people: str, blocks: Sequence[str] = PERSON_BLOCKS) -> str:
    """Give SQL for `nr` and `key`, one row a mention and block: those who share a block share a key.

    Keys are 64 bits of a digest, so two may be one by chance: what they find is held against `pair_conditions`.
    """
    return " union all ".join(_keys(people, n, block) for n, block in enumerate(blocks))


def _keys(people: str, number: int, block: str) -> str:
    parts = [part.this.sql(dialect="duckdb") for part in _parts(block) if isinstance(part, exp.EQ)]
    known = " and ".join(f"{part} is not null" for part in parts)
    digest = f"md5_number_lower(concat_ws(chr(31), '{number}', {', '.join(parts)}))"
    return f"select l.nr, ({digest} >> 1)::bigint as key from {people} l where {known}"


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
