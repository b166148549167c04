"""Sentences as the second reader takes them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.read.second.sentences import MOST_CHARACTERS, sentences

CUT = (
    ("He was there again. She saw him.", ["He was there again.", "She saw him."]),
    ("Mr. Dole rang. No answer", ["Mr. Dole rang.", "No answer"]),
    ("CALLER IN TEARS\nMALE OUTSIDE", ["CALLER IN TEARS", "MALE OUTSIDE"]),
    ("he texts all day - she has blocked him; he made a new account", 3),
    ("ends 'leave her.' Then left", ["ends 'leave her.", "Then left"]),
    ("no capital. so it goes on", ["no capital. so it goes on"]),
    ("", []),
    (" \n ", []),
)


@pytest.mark.parametrize(("text", "wanted"), CUT)
def test_text_is_cut_where_a_sentence_ends(text: str, wanted: list[str] | int) -> None:
    found = [text[start:end] for start, end in sentences(text)]

    assert len(found) == wanted if isinstance(wanted, int) else found == wanted


def test_a_sentence_that_never_ends_is_cut_at_its_pauses() -> None:
    text = "she came home and " + "he stood there, " * 40

    found = sentences(text)

    assert len(found) > 2
    assert all(len(text[start:end].split()) <= 60 for start, end in found)


@given(st.text(max_size=3000))
def test_spans_are_in_order_apart_and_within_the_text(text: str) -> None:
    found = sentences(text)

    assert all(0 <= start < end <= len(text) and end - start <= MOST_CHARACTERS for start, end in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
    assert all(text[start:end].strip() for start, end in found)
