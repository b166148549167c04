"""Slips of the pen are read as what was meant; what anybody may write on purpose is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.catalogue.folder import catalogue_folder
from heeded.catalogue.spelling import Spelling, slip_of
from heeded.ready import ready

SLIPS = {
    "folloing": "following",
    "thretened": "threatened",
    "polcie": "police",
    "outsidde": "outside",
    "messagse": "messages",
    "partber": "partner",
    "husbqnd": "husband",
    "teh": "the",
    "hre": "her",
    "hhim": "him",
    "nto": "not",
}


@pytest.fixture(scope="module")
def ours() -> Spelling:
    """What the catalogue knows of spelling."""
    return ready(catalogue_folder()).catalogue.spelling


@pytest.mark.parametrize(("written", "meant"), SLIPS.items())
def test_a_slip_is_read_as_what_was_meant(ours: Spelling, written: str, meant: str) -> None:
    assert ours.near(written) == meant


@pytest.mark.parametrize("word", "hart mick bridget siddle rehal saddle kin pcc npcc cafes rpts xr ex7 naïve".split())
def test_words_names_and_abbreviations_stand_for_themselves(ours: Spelling, word: str) -> None:
    assert ours.near(word) == word


def test_a_word_that_begins_as_a_pattern_says_goes_on_to() -> None:
    spelling = Spelling({"threatened": 3, "treatment": 9}, [], {"treatment"}, {"threat"})

    assert spelling.near("threatenned") == "threatened"
    assert spelling.near("threatment") == "threatment"


def test_of_two_words_the_commoner_is_meant_and_a_swapped_letter_counts_more() -> None:
    spelling = Spelling(
        {"called": 12, "cables": 9, "candle": 2, "caldes": 4}, [], {"called", "cables", "candle", "caldes"}, []
    )

    assert spelling.near("calles") == "called"
    assert spelling.near("cabels") == "cables"


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        ("hte", "the", "swapped"),
        ("thhe", "the", "doubled"),
        ("thae", "the", "added"),
        ("polce", "police", "dropped"),
        ("pokice", "police", "wrong"),
        ("olipce", "police", None),
        ("police", "police", None),
        ("plice", "policed", None),
    ],
)
def test_kinds_of_slip(written: str, meant: str, kind: str | None) -> None:
    assert slip_of(written, meant) == kind


@given(st.from_regex(r"[a-z]{1,9}", fullmatch=True))
def test_what_is_meant_is_one_slip_away_and_stands_for_itself(ours: Spelling, word: str) -> None:
    meant = ours.near(word)

    assert meant == word or slip_of(word, meant)
    assert ours.near(meant) == meant
