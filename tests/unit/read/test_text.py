"""How a text is split: folded words, each with its place in the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heeded.read.reference.text import split_text

SHORTHAND = {"b/f": "boyfriend", "msgs": "messages", "xp": "ex partner"}


@pytest.mark.parametrize(
    ("original", "words"),
    [
        ("He didn't ring", ["he", "did", "not", "ring"]),
        ("HE DIDNT RING", ["he", "did", "not", "ring"]),
        ("she's had msgs", ["she", "had", "messages"]),
        ("b/f won’t stop", ["boyfriend", "will", "not", "stop"]),
        ("30+ calls, £5.50", ["30+", "calls", "£5.50"]),
        ("IP's car", ["ip", "car"]),
        ("ex-husband", ["ex", "husband"]),
        ("he'll cannot", ["he", "will", "can", "not"]),
        ("seen by XP", ["seen", "by", "ex", "partner"]),
    ],
)
def test_words_are_folded_to_one_spelling(original: str, words: list[str]) -> None:
    assert split_text(original, SHORTHAND).words == words


@pytest.mark.parametrize(
    ("original", "sentences"),
    [
        ("He left. She rang.", [0, 0, 1, 1]),
        ("He left\nShe rang", [0, 0, 1, 1]),
        ("approx. 5 calls", [0, 0, 0]),
        ("Gone! Back?", [0, 1]),
        ("s.2A offence", [0, 0, 0]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(original: str, sentences: list[int]) -> None:
    assert split_text(original, {}).sentences == sentences


@pytest.mark.parametrize(
    ("original", "quoted"),
    [
        ('said "you are mine" again', [False, True, True, True, False]),
        ("said 'you are mine' again", [False, True, True, True, False]),
        ("it's Karen's car", [False, False, False]),
        ('an inch 5" long', [False, False, False, False]),
    ],
)
def test_what_is_quoted_is_known(original: str, quoted: list[bool]) -> None:
    assert split_text(original, {}).quoted == quoted


@given(st.text(max_size=400))
def test_every_place_lies_in_the_original_and_in_order(original: str) -> None:
    text = split_text(original, SHORTHAND)

    assert all(0 <= a < b <= len(original) for a, b in zip(text.starts, text.ends, strict=True))
    assert text.starts == sorted(text.starts)
    assert len(text.words) == len(text.sentences) == len(text.quoted) == len(text.after_pause)
