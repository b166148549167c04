"""The turns and stops that a scan found, for whoever asks afterwards how a stretch of a text is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from heeded.catalogue import Turn
from heeded.read.reference.text import Text
from heeded.read.reference.turns import Cue
from heeded.read.scan.holding import STOP, TURN
from heeded.read.scan.kernel import Ints, Longs
from heeded.read.scan.people import BEGINS
from heeded.read.scan.pieces import Pieces
from heeded.read.scan.rulebook import Rulebook
from heeded.read.scan.words import Words


class Heard(NamedTuple):
    """Some words of a text, what turns there, and where a turn ends.

    Cues and stops are numbered from the first of these words.
    """

    text: Text
    cues: list[Cue]
    stops: list[int]


@dataclass(frozen=True, slots=True)
class Cues:
    """What turns, and the words it stands among.

    turn, first, end: number of the turn, or -1 for a stop; its words, in the order of the first. sentence, begins,
    starts, ends: of each word. after: how many words come up to the end of each text.
    """

    turns: Sequence[Turn]
    turn: Ints
    first: Ints
    end: Ints
    sentence: Ints
    begins: npt.NDArray[np.bool_]
    starts: Ints
    ends: Ints
    after: Longs

    def within(self, number: int, begin: int, until: int) -> Heard | None:
        """Give what is heard in a text between two characters; None where nothing turns there."""
        from_word = int(self.after[number - 1]) if number else 0
        to_word = int(self.after[number]) - 1
        first = from_word + int(np.searchsorted(self.starts[from_word:to_word], begin))
        last = from_word + int(np.searchsorted(self.starts[from_word:to_word], until))
        low, high = np.searchsorted(self.first, (first, last)).tolist()
        if not (self.turn[low:high] >= 0).any():
            return None
        rows = zip(*(each[low:high].tolist() for each in (self.turn, self.first, self.end)), strict=True)
        found = [(turn, at - first, end - first) for turn, at, end in rows]
        cues = [Cue(self.turns[turn], at, end) for turn, at, end in found if turn >= 0]
        begins = np.flatnonzero(self.begins[first:last]).tolist()
        stops = sorted({*begins, *(at for turn, at, _ in found if turn < 0)})
        starts, ends, sentences = (each[first:last].tolist() for each in (self.starts, self.ends, self.sentence))
        return Heard(Text(starts=starts, ends=ends, sentences=sentences), cues, stops)


def cues_in(found: Ints, words: Words, pieces: Pieces, book: Rulebook) -> Cues:
    """Keep of what a scan found what turns or stops, and where the words stand; all of it copied."""
    kind, of = book.book.patterns[found[:, 0]].T
    kept = (kind == TURN) | (kind == STOP)
    turn = np.where(kind == TURN, of, -1)[kept]
    first, end = found[kept, 1], found[kept, 2]
    order = np.argsort(first, kind="stable")
    sentence, begins = words.sentence.copy(), words.marks & BEGINS != 0
    # the sign that ends each text belongs to no piece: -1, which finds the 0 put behind all pieces
    starts, ends = np.append(pieces.start, 0)[words.piece], np.append(pieces.end, 0)[words.piece]
    return Cues(book.turns, turn[order], first[order], end[order], sentence, begins, starts, ends, words.after)
