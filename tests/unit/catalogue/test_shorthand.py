"""A force's own shorthand: laid over ours, used by both readers, refused where it makes no sense."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.catalogue import load_catalogue
from heeded.catalogue.catalogue import load_shorthand
from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.shorthand import Own, own_hash, with_own
from heeded.read.reader import Reader
from heeded.read.reference.reader import ReferenceReader
from heeded.read.reference.roles import role_marks
from heeded.read.reference.text import split_text
from heeded.toolbox.errors import MappingError

FOLDER = Path(catalogue_folder())
OWN: Own = {"ZQX": "threatened to kill", "thr8": "threatened", "bf": False}


def codes(original: str, own: Own) -> list[set[str]]:
    """Give what both readers find in a text."""
    catalogue = load_catalogue(FOLDER, own)
    slow = ReferenceReader(catalogue)
    text = slow.split(original)
    marks = role_marks(text.words, [], catalogue.pronouns, catalogue.shorthand)
    return [
        {said.code for said in found}
        for found in (Reader(catalogue).read(original)[0], slow.read(text, marks, False)[0])
    ]


def test_both_readers_know_a_word_of_the_force() -> None:
    fast, slow = codes("He ZQX her on the doorstep.", OWN)

    assert "threat_to_kill" in fast
    assert fast == slow
    assert "threat_to_kill" not in codes("He ZQX her on the doorstep.", {})[0]


def test_a_word_of_ours_that_is_switched_off_stands_for_itself() -> None:
    assert split_text("her bf", load_shorthand(FOLDER)).words == ["her", "boyfriend"]
    assert split_text("her bf", load_shorthand(FOLDER, OWN)).words == ["her", "bf"]


def test_a_word_of_ours_may_be_given_another_meaning() -> None:
    assert load_shorthand(FOLDER, {"BF": "bedford"})["bf"] == "bedford"


REFUSED = {
    "further action": ("no further action", "one word"),
    "f.a": ("further action", "one word"),
    "7": ("seven", "no number"),
    "x": ("suspect", "two letters"),
    "not": ("nothing", "must stand for itself"),
    "Her": ("the victim", "must stand for itself"),
    "voi": ("veh of interest", "'veh', which is shorthand itself"),
    "zzz": (False, "nothing to switch off"),
    "zqx": (True, "say what it stands for"),
    "abc": ("abc", "stands for itself already"),
    "abd": ("  ", "plain words"),
    "abe": ("what? (this)", "plain words"),
}


@pytest.mark.parametrize(("word", "full", "why"), [(word, *given) for word, given in REFUSED.items()])
def test_what_makes_no_sense_is_refused_with_a_sentence(word: str, full: str | bool, why: str) -> None:
    with pytest.raises(MappingError, match=why):
        load_shorthand(FOLDER, {word: full})


def test_one_word_in_two_spellings_is_refused() -> None:
    with pytest.raises(MappingError, match="twice"):
        load_shorthand(FOLDER, {"VOI": "vehicle of interest", "voi": "voice"})


@given(st.from_regex(r"[a-z]{2,8}|[a-z]/[a-z]|[a-z]{2}[0-9]{1,2}|[a-z]{3}'[a-z]", fullmatch=True))
def test_whatever_is_taken_is_met_in_texts(word: str) -> None:
    try:
        merged = with_own({}, {word: "quite another"}, frozenset())
    except MappingError:
        return

    assert split_text(f"the {word.upper()} here", merged).words == ["the", "quite", "another", "here"]


def test_the_hash_does_not_depend_on_order_or_capitals() -> None:
    assert own_hash({"A1": "one", "b2": False}) == own_hash({"b2": False, "a1": "one"}) != own_hash({"a1": "one"})
    assert own_hash({}) is None
