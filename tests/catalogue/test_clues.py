"""A clue that bears examples finds what it shows and spares its near misses, under the whole catalogue."""

import pytest

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.read.reader import Reader
from heeded.ready import ready

FOLDER = catalogue_folder()
GIVEN = [read_yaml(path) for path in sorted((FOLDER / "clues").glob("*.yaml"))]
SHOWS = [
    (c["id"], c["value"], e["text"], e["finds"], e.get("context", "affirmed"))
    for c in GIVEN
    for e in c.get("shows", [])
]
SPARES = [(c["id"], c["kind"], e["text"]) for c in GIVEN for e in c.get("spares", [])]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return ready(FOLDER).reader()


def clues_in(reader: Reader, original: str) -> list[tuple[str, str, str, int, int]]:
    return [(c.kind, c.value, c.context, c.start, c.end) for c in reader.read(original)[1]]


@pytest.mark.parametrize(("clue", "value", "text", "finds", "context"), SHOWS)
def test_a_clue_finds_what_it_shows(reader: Reader, clue: str, value: str, text: str, finds: str, context: str) -> None:
    start = text.index(finds)
    end = start + len(finds)

    assert any(
        (v, c) == (value, context) and first < end and last > start for _, v, c, first, last in clues_in(reader, text)
    ), clue


@pytest.mark.parametrize(("clue", "kind", "text"), SPARES)
def test_a_near_miss_bears_no_clue_of_the_kind(reader: Reader, clue: str, kind: str, text: str) -> None:
    found = [(k, text[first:last]) for k, _, c, first, last in clues_in(reader, text) if c == "affirmed"]

    assert [quote for k, quote in found if k == kind] == [], clue


@pytest.mark.parametrize("clue", [c for c in GIVEN if c["kind"] == "purpose"], ids=lambda c: c["id"])
def test_a_purpose_bears_at_least_three_examples_of_each(clue: dict[str, list[object]]) -> None:
    assert len(clue["shows"]) >= 3
    assert len(clue["spares"]) >= 3
