"""The peer that forces have: a search for words over a column of texts, by RE2 in Arrow and by DuckDB."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import yaml

WORDS = Path(__file__).parent / "keywords.yaml"


def expressions() -> dict[tuple[str, str], str]:
    """Give for each code the expression that finds its words, small letters and capitals alike."""
    given = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {(family, name): _any(words) for code, words in given.items() for family, name in [code.split(".")]}


def _any(words: list[str]) -> str:
    written = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return rf"(?i)\b(?:{'|'.join(written)})\b"


def whole() -> str:
    """Give one expression for all words."""
    given = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return _any(sorted({word for words in given.values() for word in words}))


def by_arrow(texts: pa.Array) -> int:
    """Count the texts that hold any of the words."""
    return int(pc.sum(pc.match_substring_regex(texts, whole())).as_py() or 0)


def by_duckdb(texts: pa.Array) -> int:
    """Count them in DuckDB, on one thread."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("given", pa.table({"text": texts}))
        asked = connection.execute("select count(*) from given where regexp_matches(text, ?)", [whole()]).fetchone()
    return int(asked[0]) if asked else 0


def said_in(texts: pa.Array) -> Iterator[tuple[int, str, str]]:
    """Give number of the text, family and code wherever words stand that are counted for a code."""
    for (family, code), expression in expressions().items():
        found = pc.match_substring_regex(texts, expression).to_pylist()
        yield from ((number, family, code) for number, here in enumerate(found) if here)
