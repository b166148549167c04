"""Who did it: the suspect in hard surroundings, or somebody else; written before the turns for it were looked at."""

import csv
from pathlib import Path

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.read.prove import stated_in
from heeded.read.reader import Reader
from heeded.ready import ready

LEAST_FOUND, LEAST_AVOIDED = 60, 50
"""Of 75 acts of the suspect so many are found (61 when the set came in), of 75 of others so many are not taken for the
suspect's (35 then). They may only rise."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return ready(catalogue_folder()).reader()


def contexts(reader: Reader, who: str) -> list[set[str]]:
    """Give, of each sentence about somebody, how what it says is held."""
    with (Path(__file__).parent / "actors.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["who"] == who]
    return [
        {s.context for s in stated_in(reader, row["text"]) if (s.family, s.code) == ("behaviour", row["code"])}
        for row in rows
    ]


def test_what_the_suspect_did_is_found_however_it_is_put(reader: Reader) -> None:
    held = contexts(reader, "suspect")

    assert len(held) == 75
    assert sum(bool(each & {"affirmed", "denied"}) for each in held) >= LEAST_FOUND


def test_what_somebody_else_did_is_not_the_suspects(reader: Reader) -> None:
    held = contexts(reader, "other")

    assert len(held) == 75
    assert sum("affirmed" not in each for each in held) >= LEAST_AVOIDED


@pytest.mark.parametrize(
    ("text", "code", "context"),
    [
        ("Her ex was there. She hit him with a tray.", "assaulting", "other_actor"),
        ("Her ex was there. He hit her with a tray.", "assaulting", "affirmed"),
        ("His ex was there. He hit her with a tray.", "assaulting", "other_actor"),
        ("His ex was there. She hit him with a tray.", "assaulting", "affirmed"),
        ("The victim has sent the suspect forty messages.", "messaging", "other_actor"),
        ("The suspect has sent the victim forty messages.", "messaging", "affirmed"),
        ("IP RANG, HE HAS TEXTED HER FOUR MORE TIMES.", "messaging", "affirmed"),
        ("He wants nothing to do with her and smashed her window.", "property_damage", "affirmed"),
        ("The window was smashed by youths.", "property_damage", "other_actor"),
        ("The window was smashed by her ex.", "property_damage", "affirmed"),
    ],
)
def test_the_grammar_of_the_clause_tells_who_did_it(reader: Reader, text: str, code: str, context: str) -> None:
    said = [s for s in stated_in(reader, text) if (s.family, s.code) == ("behaviour", code)]

    assert {s.context for s in said} == {context}
