"""What a sentence states, under the catalogue that ships."""

import pytest

from heeded.catalogue.folder import catalogue_folder
from heeded.read.named import clues_named
from heeded.read.prove import stated_in
from heeded.read.reader import Reader
from heeded.read.reference.roles import Typed, role_marks
from heeded.ready import ready


@pytest.fixture(scope="module")
def reader() -> Reader:
    return ready(catalogue_folder()).reader()


def contexts(reader: Reader, text: str, code: str) -> set[str]:
    return {s.context for s in stated_in(reader, text) if s.code == code}


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("He followed her home from work.", "affirmed"),
        ("He did not follow her home from work.", "negated"),
        ("Suspect denies following her home from work.", "denied"),
        ("She is worried that he might follow her home from work.", "hypothetical"),
        ("No damage caused, but he followed her home.", "affirmed"),
        ("He refused to stop following her home from work.", "affirmed"),
        ("She was unable to stop him following her home.", "affirmed"),
        ("Caller declined to prosecute the man who followed her home.", "affirmed"),
        ("He does not speak and still follows her home.", "affirmed"),
        ("He denies that he refused to go and followed her home.", "denied"),
    ],
)
def test_a_statement_is_held_as_the_sentence_holds_it(reader: Reader, text: str, context: str) -> None:
    assert contexts(reader, text, "following") == {context}


def test_what_the_suspect_denies_is_not_called_undone(reader: Reader) -> None:
    assert contexts(reader, "He denies that he followed her home.", "following") == {"denied"}


def test_a_quotation_is_the_very_words(reader: Reader) -> None:
    text = "INF STATES:  HE  FOLLOWED   HER  HOME, again"
    said = [s for s in stated_in(reader, text) if s.code == "following"]

    assert said
    assert all(text[s.start : s.end].startswith(("HE", "FOLLOWED")) for s in said)


@pytest.mark.parametrize(
    ("words", "victim", "suspect"),
    [
        ("her ex husband rang and he shouted at her", "she", "he"),
        ("his ex girlfriend rang and she shouted at him", "he", "she"),
    ],
)
def test_pronouns_follow_the_sexes_the_text_tells(reader: Reader, words: str, victim: str, suspect: str) -> None:
    marks = role_marks(words.split(), [], reader.catalogue.pronouns, {})

    assert "<V>" in marks[victim] and "<S>" not in marks[victim]
    assert "<S>" in marks[suspect] and "<V>" not in marks[suspect]


@pytest.mark.parametrize(
    ("words", "people", "surely_the_victim", "surely_the_suspect"),
    [
        ("she rang him", [Typed("victim", "karen", True), Typed("suspect", "darren", True)], {"she"}, {"him"}),
        ("she rang him", [Typed("victim", "", sex="male"), Typed("suspect", "", sex="female")], {"he"}, {"her"}),
        ("she rang her", [Typed("victim", "karen", True), Typed("suspect", "lucy", True)], set(), set()),
        ("she rang him", [Typed("suspect", "darren", True), Typed("suspect", "lucy", True)], set(), set()),
        ("she rang him", [Typed("victim", "james"), Typed("suspect", "paul")], set(), set()),
        ("her ex rang and she rang him", [], {"she"}, {"him"}),
        ("his ex rang and he rang her", [], {"he"}, {"her"}),
        ("she rang him and he rang her", [], set(), set()),
    ],
    ids=["forenames", "sexes", "same sex", "two suspects", "surnames", "her ex", "his ex", "nothing told"],
)
def test_a_pronoun_is_surely_somebody_only_where_the_sexes_differ(
    reader: Reader, words: str, people: list[Typed], surely_the_victim: set[str], surely_the_suspect: set[str]
) -> None:
    marks = role_marks(words.split(), people, reader.catalogue.pronouns, {})

    assert {word for word, found in marks.items() if "<only V>" in found and len(word) < 4} == surely_the_victim
    assert {word for word, found in marks.items() if "<only S>" in found and len(word) < 4} == surely_the_suspect


def test_names_typed_into_the_record_take_their_role(reader: Reader) -> None:
    people = [Typed("suspect", "pashley"), Typed("victim", "karen"), Typed("witness", "hallam")]
    marks = role_marks([], people, reader.catalogue.pronouns, {})

    assert (marks["pashley"], marks["karen"], marks["hallam"]) == (("<S>", "<only S>"), ("<V>", "<only V>"), ("<O>",))


def test_a_name_that_victim_and_suspect_share_tells_nothing(reader: Reader) -> None:
    people = [Typed("suspect", "pashley"), Typed("victim", "pashley")]

    assert role_marks([], people, reader.catalogue.pronouns, {})["pashley"] == ("<S>", "<V>")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Calls come from 07700 900123 at night", "phone", "+447700900123"),
        ("calls from 07700900123", "phone", "+447700900123"),
        ("Vehicle seen AB12 CDE outside", "vehicle", "AB12CDE"),
        ("See also NM-0001234.", "log_reference", "NM0001234"),
        ("email from stay.away@example.com", "email", "stay.away@example.com"),
        ("messages from @night_owl77", "handle", "night_owl77"),
    ],
)
def test_what_a_text_names_is_found(text: str, kind: str, value: str) -> None:
    assert (kind, value) in {(c.kind, c.value) for c in clues_named(text)}


def test_a_time_is_no_vehicle_and_a_collar_number_no_phone() -> None:
    assert {c.kind for c in clues_named("At 1930HRS PC 2217 attended, DASH 14")} <= {"log_reference"}
