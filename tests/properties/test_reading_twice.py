"""The fast reader finds what the reference finds: every finding, every clue, to the character and the cue."""

from functools import cache

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.catalogue import Catalogue
from heeded.catalogue.folder import catalogue_folder, samples_folder
from heeded.ingest import ingest_delivery
from heeded.model import contracts
from heeded.normalise import normalise_reports
from heeded.read.arrange import arrange
from heeded.read.read_reports import read_arranged
from heeded.read.reader import Reader
from heeded.read.reference.reader import ReferenceReader
from heeded.read.reference.roles import role_marks
from heeded.read.reference.tables import read_slowly
from heeded.read.statement import Clue, Statement
from heeded.ready import ready

Person = dict[str, str | None]

MARKS = (
    *". , ; : - ! ? ( ) ' ’ \" “ ” … – \n / £5 2A 30x 07700 é 👩 \u200f \x1c MG11 b/f didn't she'll Karen's".split(" "),
    "",
)
PLAIN = (
    "he she her him they i karen pashley ip inf the a to not no never denies if but may again today police will".split()
)


@cache
def catalogue() -> Catalogue:
    return ready(catalogue_folder()).catalogue


@cache
def readers() -> tuple[Reader, ReferenceReader]:
    return ready(catalogue_folder()).reader(), ReferenceReader(catalogue())


@cache
def words_of_rules() -> list[str]:
    """Give every word that the examples of the rules hold: what the patterns can be made to meet."""
    texts = (example.text for rule in catalogue().rules for example in (*rule.shows, *rule.spares))
    return sorted({word for text in texts for word in text.split()})


def slowly(original: str, in_log: bool) -> tuple[list[Statement], list[Clue]]:
    reader = readers()[1]
    text = reader.split(original)
    marks = role_marks(text.words, [], reader.catalogue.pronouns, reader.catalogue.shorthand)
    return reader.read(text, marks, in_log)


def reports_of(rows: list[tuple[list[str], list[Person]]]) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Give the tables of reports with a narrative and log entries each, and names with roles."""
    reports = [
        {"report_id": f"R{n}", "recorded_at_certain": True, "narrative": t[0], "versions": 1}
        for n, (t, _) in enumerate(rows)
    ]
    log = [
        {"report_id": f"R{n}", "entry": e, "text": text}
        for n, (t, _) in enumerate(rows)
        for e, text in enumerate(t[1:])
    ]
    mentions = [
        {"mention_id": f"R{n}:{m}", "report_id": f"R{n}", **person, "has_details": True}
        for n, (_, people) in enumerate(rows)
        for m, person in enumerate(people)
    ]
    return contracts.table("reports", reports), contracts.table("log", log), contracts.table("mentions", mentions)


def same(tables: tuple[pa.Table, pa.Table, pa.Table]) -> None:
    fast, slow = read_arranged(readers()[0], arrange(*tables)), read_slowly(*tables, readers()[1])

    assert fast["findings"].to_pylist() == slow["findings"].to_pylist()
    assert fast["clues"].to_pylist() == slow["clues"].to_pylist()


TEXTS = st.lists(
    st.one_of(st.deferred(lambda: st.sampled_from(words_of_rules())), st.sampled_from(PLAIN), st.sampled_from(MARKS)),
    max_size=60,
).map(" ".join)
PEOPLE = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["victim", "suspect", "witness"]),
        "forename": st.sampled_from([None, "Karen", "Darren Lee", "The", "X1"]),
        "surname": st.sampled_from([None, "Karen", "Pashley", "the Man", "X1"]),
        "sex": st.sampled_from([None, "Male", "F", " female ", "unknown"]),
    }
)


@given(TEXTS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_words_of_the_rules_in_any_order_are_read_alike(original: str, in_log: bool) -> None:
    assert readers()[0].read(original, in_log) == slowly(original, in_log)


@given(st.lists(st.tuples(st.deferred(lambda: st.sampled_from(words_of_rules())), st.integers(0, 60)), max_size=40))
@settings(max_examples=100, deadline=None)
def test_slips_of_the_pen_are_read_alike(words: list[tuple[str, int]]) -> None:
    original = " ".join(word[: at % 8] + word[at % 8 + 1 :] if at < 8 else word for word, at in words)

    assert readers()[0].read(original) == slowly(original, False)


@given(st.text(max_size=300), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_characters_are_read_alike(original: str, in_log: bool) -> None:
    assert readers()[0].read(original, in_log) == slowly(original, in_log)


@given(st.lists(st.tuples(st.lists(TEXTS, min_size=1, max_size=3), st.lists(PEOPLE, max_size=3)), max_size=4))
@settings(max_examples=60, deadline=None)
def test_reports_with_logs_and_names_are_read_alike(rows: list[tuple[list[str], list[Person]]]) -> None:
    same(reports_of(rows))


def test_every_example_of_every_rule_is_read_alike() -> None:
    texts = [example.text for rule in catalogue().rules for example in (*rule.shows, *rule.spares)]

    assert [readers()[0].read(text) for text in texts] == [slowly(text, False) for text in texts]


@pytest.mark.slow
@pytest.mark.parametrize("delivery", ["northmoor", "quick"])
def test_the_deliveries_that_ship_are_read_alike(delivery: str) -> None:
    tables = normalise_reports(ingest_delivery(samples_folder() / delivery, None))

    same((tables["reports"], tables["log"], tables["mentions"]))
