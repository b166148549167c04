"""Minimal pairs by somebody who had not seen the rules: a sentence that states a thing, and a twin that does not."""

import csv
from pathlib import Path

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.read.prove import counts, stated_in
from heeded.read.reader import Reader
from heeded.ready import ready

LEAST_RIGHT = 0.79
"""The share of sentences held rightly was 0.770 when the set came in and is 0.793 now. It may only rise."""
Row = dict[str, str]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return ready(catalogue_folder()).reader()


def rows() -> list[Row]:
    with (Path(__file__).parent / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def stands(family: str, context: str) -> bool:
    return context in ("affirmed", "denied") or (family == "risk" and context == "historical")


def is_right(reader: Reader, row: Row) -> bool:
    family, code = row["code"].split(".")
    said = stated_in(reader, row["text"], in_log=row["place"] == "log")
    found = any(counts(s) for s in said if (s.family, s.code) == (family, code))
    return found == stands(family, row["context"])


def test_every_pair_is_two_sentences_of_one_code_in_two_contexts() -> None:
    pairs: dict[str, list[Row]] = {}
    for row in rows():
        pairs.setdefault(row["pair"], []).append(row)

    assert len(pairs) >= 300
    assert all(
        len(p) == 2 and p[0]["code"] == p[1]["code"] and p[0]["context"] != p[1]["context"] for p in pairs.values()
    )


def test_what_is_stated_is_told_from_its_near_twin(reader: Reader) -> None:
    right = [is_right(reader, row) for row in rows()]

    assert sum(right) / len(right) >= LEAST_RIGHT
