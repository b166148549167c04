"""Decision tables cover every combination of elements of every offence, and say what the rules say in other words."""

import csv
import io
from itertools import product
from pathlib import Path

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.jurisdictions import jurisdictions, load_jurisdiction
from heeded.law_tables import ANSWERS, DEFENCE, STANDINGS, decision_tables

FOLDER = Path(__file__).parents[3] / "docs" / "law" / "decision-tables"
TABLES = dict(decision_tables())
STANDS, PARTLY, MISSING = STANDINGS.values()
WORD = {words: standing for names in (STANDINGS, DEFENCE) for standing, words in names.items()}


def rows(name: str) -> tuple[list[str], list[list[str]]]:
    """Give the columns of elements and the rows of a table."""
    head, *lines = csv.reader(io.StringIO(TABLES[name]))
    return head[: head.index("answer")], lines


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_table_kept_in_the_docs_is_what_the_engine_says(name: str) -> None:
    assert TABLES[name] == (FOLDER / name).read_text(encoding="utf-8"), "write it anew: heeded law tables"


def test_no_table_is_kept_that_the_engine_does_not_write() -> None:
    assert {p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*.csv")} == TABLES.keys()


def test_every_offence_of_every_jurisdiction_has_a_table() -> None:
    laws = [load_jurisdiction(catalogue_folder(), name) for name in jurisdictions(catalogue_folder())]
    asked = {f"{law.id}/{o.id}.csv" for law in laws for o in law.offences if o.needed}

    assert asked == TABLES.keys() - {"england-and-wales/verdict.csv"}
    assert len(asked) >= 20


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_combination_stands_in_its_table_once(name: str) -> None:
    heads, lines = rows(name)
    combinations = [tuple(WORD[cell] for cell in line[: len(heads)]) for line in lines]

    assert sorted(combinations) == sorted(product(STANDINGS, repeat=len(heads)))


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"england-and-wales/verdict.csv"}))
def test_an_offence_is_whole_only_where_each_element_is(name: str) -> None:
    heads, lines = rows(name)
    for line in lines:
        standings = [WORD[cell] for cell in line[: len(heads)]]
        expected = "missing" if "missing" in standings else "partly" if "partly" in standings else "stands"
        lacking = [head for head, s in zip(heads, standings, strict=True) if s == "missing"]

        assert line[len(heads) :] == [ANSWERS[expected], "; ".join(lacking)]


def test_the_verdict_follows_the_rule_as_people_say_it() -> None:
    heads, lines = rows("england-and-wales/verdict.csv")
    names = ("course", "acts", "harassment", "knew", "person", "defence")
    assert [h.split(" ")[0] for h in heads] == ["A", "Acts", "Harassment", "Knew", "About", "No"]

    for line in lines:
        held = dict(zip(names, (WORD[cell] for cell in line[:6]), strict=True))
        indicated = (
            held["course"] == held["acts"] == held["person"] == "stands"
            and "stands" in (held["harassment"], held["knew"])
            and held["defence"] != "missing"
        )
        possible = held["acts"] == "stands" and "missing" not in (held["person"], held["defence"])
        said = "indicated" if indicated else "possible" if possible else "not indicated"

        assert line[6] == f"stalking is {said}"
