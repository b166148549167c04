"""Texts are cut byte by byte where the reference cuts them by a regular expression."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from heeded.read.reference.text import LONGEST_QUOTE, LONGEST_SINGLE_QUOTE, PIECE, split_text
from heeded.read.scan.gather import texts_of
from heeded.read.scan.pieces import LOOKED, QUOTED, Pieces, cut
from heeded.read.scan.steps import lexer

ODD = st.sampled_from(
    [
        *"abxX12 9.,;:!?'\"’‘“”…–—-()/+£$_\n\t\x1c\x85\xa0éÉßΣ²½٣Ⅷ👩ⓐªİ中\u200f\u2028#@%])",
        "don't",
        " - ",
        "a/b",
        "... ",
        "12,5",
    ]
)


def cut_text(text: str) -> tuple[Pieces, int, int]:
    texts, n = texts_of([text]), 4 * len(text) + 2
    pieces = Pieces(*(np.empty(n, np.int32) for _ in range(5)), np.empty(n, np.uint8), np.empty(1, np.int64))
    seen = np.zeros(5, np.int64)
    return pieces, cut(texts, lexer(LONGEST_QUOTE, LONGEST_SINGLE_QUOTE), pieces, seen), int(seen[LOOKED])


def words(text: str) -> list[tuple[int, int, bool]]:
    """Give first and last character of each word, and whether it is quoted."""
    pieces, n, _ = cut_text(text)
    found = zip(pieces.entry[:n], pieces.start[:n], pieces.end[:n], pieces.marks[:n], strict=True)
    return [(int(start), int(end), bool(marks & QUOTED)) for entry, start, end, marks in found if entry >= 0]


def stops(text: str) -> list[int]:
    pieces, n, _ = cut_text(text)
    return [int(start) for entry, start in zip(pieces.entry[:n], pieces.start[:n], strict=True) if entry < 0]


def expected(text: str) -> Iterator[tuple[int, int, bool]]:
    split = split_text(text, {})
    quoted = dict(zip(split.starts, split.quoted, strict=True))
    for piece in PIECE.finditer(text):
        if piece.lastgroup == "word":
            yield piece.start(), piece.start() + len(piece.group().rstrip("'’")), quoted[piece.start()]


@given(st.lists(ODD, max_size=80).map("".join))
@settings(max_examples=1500, deadline=None)
def test_words_quotations_and_stops_lie_where_the_reference_has_them(text: str) -> None:
    assert words(text) == list(expected(text))
    assert stops(text) == [piece.start() for piece in PIECE.finditer(text) if piece.lastgroup == "stop"]


@given(st.integers(0, 30), st.sampled_from(["a'", "b' ", "c.’", "'"]), st.integers(380, 420))
@settings(max_examples=300, deadline=None)
def test_a_quotation_is_one_up_to_the_very_character(before: int, closing: str, within: int) -> None:
    text = "x " * before + "'" + "ab " * (within // 3) + "a" * (within % 3) + closing + "x 'again' x"

    assert words(text) == list(expected(text))


def test_each_byte_is_looked_at_a_few_times_at_most() -> None:
    for text in ('"', "“", " 'a", "1,", ".", " -", "(", "👩", "a'", "a/", "£", "\n ", "\x00", "\u200f", "é’", "’"):
        looked = [cut_text(text * many)[2] for many in (1000, 4000)]

        assert looked[1] <= 4 * looked[0] + 8000, text
        assert looked[1] <= 6 * len((text * 4000).encode()), text
