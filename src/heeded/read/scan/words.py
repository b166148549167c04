"""Pieces laid out as folded words, each with its sentence.

Behind the last word of every text stands one that is no word: in a sentence of its own, known to no pattern.
"""

from typing import NamedTuple

from heeded.read.scan.kernel import Bytes, Ints, Longs, inlined, kernel, whole

NOBODY = 0
"""The number of the word that stands behind every text."""

_AFTER_PAUSE = 1
_DOT, _DOT_LAST, _DOT_LOWER = -1, -2, -4
_SHORT, _INITIAL = 4, 8


class Cut(NamedTuple):
    """The pieces: which word or stop, its marks, where it starts and ends; how many up to the end of each text."""

    entry: Ints
    marks: Bytes
    start: Ints
    end: Ints
    after: Longs


class Folds(NamedTuple):
    """What each word stands for as written, those of several words in a list, and the marks of each word."""

    folds: Ints
    several: Ints
    flags: Bytes


class Words(NamedTuple):
    """The folded words of all texts.

    symbol, hint: the class of a word and who it can stand for, by which patterns go on; written by people.py. after:
    how many came up to the end of each text, the one behind it included.
    """

    word: Ints
    piece: Ints
    sentence: Ints
    marks: Bytes
    symbol: Ints
    hint: Longs
    after: Longs


@inlined
def _is_abbreviation(folds: Folds, word: int, stop: int) -> bool:
    """Say whether a full stop right behind a word belongs to it."""
    flags = folds.flags[word]
    if flags & _SHORT and stop != _DOT_LAST:
        return True
    return flags & _INITIAL != 0 and stop == _DOT_LOWER


@inlined
def _put(words: Words, n: int, word: int, piece: int, sentence: int, marks: int) -> int:
    words.word[n], words.piece[n], words.sentence[n], words.marks[n] = word, piece, sentence, marks
    return n + 1


@inlined
def _fold(folds: Folds, words: Words, n: int, entry: int, place: tuple[int, int, int]) -> int:
    """Write down what a word as written stands for; gives the number after the last. place: piece, sentence, marks."""
    piece, sentence, marks = place
    fold = folds.folds[entry]
    if fold >= 0:
        return _put(words, n, whole(fold), piece, sentence, marks)
    for x in range(~fold + 1, ~fold + 1 + folds.several[~fold]):
        n = _put(words, n, whole(folds.several[x]), piece, sentence, marks)
        marks &= ~_AFTER_PAUSE
    return n


@inlined
def _lay_text(
    cut: Cut, folds: Folds, words: Words, n: int, sentence: int, span: tuple[int, int, int]
) -> tuple[int, int]:
    """Write down the words of one text; gives the number after the last, and the next sentence.

    span: its first piece, one past its last, and the longest a sentence may be.
    """
    first, begun, pause = n, n, whole(0)
    for p in range(span[0], span[1]):
        entry = whole(cut.entry[p])
        if entry < 0:
            behind = n > first and entry < _DOT and cut.end[words.piece[n - 1]] == cut.start[p]
            if not behind or not _is_abbreviation(folds, whole(words.word[n - 1]), entry):
                sentence, begun = sentence + 1, n
            continue
        if n - begun >= span[2]:
            sentence, begun = sentence + 1, n
        pause |= cut.marks[p] & _AFTER_PAUSE
        before, n = n, _fold(folds, words, n, entry, (whole(p), sentence, cut.marks[p] | pause))
        if n > before:
            pause = whole(0)
    return _put(words, n, whole(NOBODY), span[1] - 1, sentence + 1, whole(0)), sentence + 2


@kernel
def lay_out(cut: Cut, folds: Folds, words: Words, longest: int) -> int:
    """Write down the folded words of all texts; gives how many. longest: pieces after which a sentence ends anyhow."""
    n, sentence, p = whole(0), whole(0), whole(0)
    for t in range(len(words.after)):
        n, sentence = _lay_text(cut, folds, words, n, sentence, (p, cut.after[t], longest))
        p, words.after[t] = cut.after[t], n
    return n
