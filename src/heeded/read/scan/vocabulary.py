"""The words that one scanner has met, each folded once, with the edges that it may take in patterns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from heeded.catalogue.folding import NUMBER_WORDS, TURNING, fold_word, folded_apart, is_number
from heeded.catalogue.spelling import Spelling
from heeded.read.reference.reader import BEGIN_NO_CLAUSE
from heeded.read.reference.text import SHORT as ABBREVIATIONS
from heeded.read.scan.classes import Classes
from heeded.read.scan.gather import texts_of
from heeded.read.scan.kernel import Bytes, Ints, Shorts
from heeded.read.scan.network import Network, edges_of
from heeded.read.scan.people import Lexicon
from heeded.read.scan.pieces import Pieces, Texts
from heeded.read.scan.table import (
    DESCRIBED,
    INITIAL,
    NAMEABLE,
    NO_CLAUSE,
    PREFIX,
    SHORT,
    WAIT,
    Table,
    number_words,
    rehash,
)  # fmt: skip
from heeded.read.scan.words import Folds

_FIRST_ROOM = 1 << 15
_NOBODY = "\n"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Number = TypeVar("Number", bound=np.generic)


@dataclass(slots=True)
class Vocabulary:
    """Numbers for words; a number is given once and kept.

    persons: words that tell of persons, by their number among them.
    """

    network: Network
    shorthand: Mapping[str, str]
    spelling: Spelling
    persons: Mapping[str, int]
    table: Table = field(init=False)
    person_of: Shorts = field(init=False)
    most: int = 1
    classes: Classes = field(init=False)
    _several: list[int] = field(default_factory=list)
    _lists: Ints | None = None

    def __post_init__(self) -> None:
        lengths = sorted({len(p.encode()) for p in self.network.prefixes})
        self.table = Table(
            slots=np.zeros(8 * _FIRST_ROOM, dtype=np.uint64),
            folds=np.empty(_FIRST_ROOM, dtype=np.int32),
            kinds=np.empty(_FIRST_ROOM, dtype=np.int32),
            flags=np.zeros(_FIRST_ROOM, dtype=np.uint8),
            prefix_lengths=np.array(lengths, dtype=np.int64),
            waiting=np.empty(3 * _FIRST_ROOM, dtype=np.int64),
            counts=np.zeros(2, dtype=np.int64),
        )
        self.person_of = np.zeros(_FIRST_ROOM, dtype=np.uint16)
        self.classes = Classes(self.network)
        self.classes.number(False, ())  # UNKNOWN
        self.classes.add(False, edges_of(self.network, "#"))  # NUMBER
        self.number([_NOBODY])
        self.table.kinds[0] = self.classes.number(True, ())
        self.number(sorted(self._seeds()))

    def _seeds(self) -> set[str]:
        """Give every word that the kernel may not take for a plain one that no pattern knows."""
        keys = {key for key in self.network.edge_of if not key.startswith("<") and not key.endswith("*")}
        apart = folded_apart(self.shorthand)
        return (
            keys
            | self.network.prefixes
            | apart
            | TURNING
            | ABBREVIATIONS
            | NUMBER_WORDS
            | set(self.persons)
            | set(_LETTERS)
        )

    def number(self, words: Sequence[str]) -> Ints:
        """Give the number of each folded word, new or known."""
        texts, entries = texts_of(words), np.zeros(len(words), dtype=np.int32)
        begins = texts.offsets.astype(np.int32)
        self._number(texts, (begins[:-1], begins[1:] - 1, entries), False)
        for word, entry in zip(words, entries.tolist(), strict=True):
            if not self.table.flags[entry] & DESCRIBED:
                self._describe(word, entry)
        return entries

    def number_pieces(self, texts: Texts, pieces: Pieces) -> None:
        """Put their numbers in place of the words of a batch, and fold those that are new."""
        self._number(texts, (pieces.byte_start, pieces.byte_end, pieces.entry), True)
        if self.table.counts[WAIT]:
            self._fold_waiting(texts.data)

    def _number(self, texts: Texts, places: tuple[Ints, Ints, Ints], written: bool) -> None:
        done = 0
        while (done := number_words(self.table, (texts.data, texts.eights), places, done, written)) < len(places[2]):
            self._grow()

    def _fold_waiting(self, data: Bytes) -> None:
        waiting = self.table.waiting[: 3 * self.table.counts[WAIT]].reshape(-1, 3).tolist()
        self.table.counts[WAIT] = 0
        written = (bytes(data[i:j]).decode("utf-8", "surrogatepass") for _, i, j in waiting)
        folded = [fold_word(word, self.shorthand, self.spelling.near) for word in written]
        numbers = iter(self.number([word for words in folded for word in words]).tolist())
        for (entry, _, _), words in zip(waiting, folded, strict=True):
            given = [next(numbers) for _ in words]
            self.table.folds[entry] = given[0] if len(given) == 1 else ~len(self._several)
            if len(given) != 1:
                self._several += [len(given), *given]
                self.most = max(self.most, len(given))
                self._lists = None

    def _describe(self, word: str, entry: int) -> None:
        table, network = self.table, self.network
        begins = (word[:n] + "*" for n in range(1, len(word) + 1) if word[:n] in network.prefixes)
        edges = edges_of(network, (word, *begins, *("#" * is_number(word))))
        table.kinds[entry] = self.classes.number(word in TURNING, edges)
        table.flags[entry] = (
            DESCRIBED
            | PREFIX * (word in network.prefixes)
            | NAMEABLE * (len(word) > 2 and word not in self.shorthand)
            | SHORT * (word in ABBREVIATIONS)
            | INITIAL * (len(word) == 1 and word.isalpha() and word not in "ia")
            | NO_CLAUSE * (word in BEGIN_NO_CLAUSE)
        )
        self.person_of[entry] = self.persons.get(word, 0)

    def _grow(self) -> None:
        old = self.table
        slots = np.zeros(2 * len(old.slots), dtype=np.uint64)
        rehash(old.slots, slots)
        self.table = Table(
            slots,
            _twice(old.folds),
            _twice(old.kinds),
            _twice(old.flags),
            old.prefix_lengths,
            _twice(old.waiting),
            old.counts,
        )
        self.person_of = _twice(self.person_of)

    def folds(self) -> Folds:
        """Give what every word stands for."""
        if self._lists is None:
            self._lists = np.array(self._several or [0], dtype=np.int32)
        return Folds(self.table.folds, self._lists, self.table.flags)

    def lexicon(self) -> Lexicon:
        """Give the class and marks of every word."""
        symbols = self.classes.symbols()
        return Lexicon(self.table.kinds, self.table.flags, self.person_of, symbols.hints, symbols.mark_hints)

    def room(self) -> int:
        """Give how many words there is room for."""
        return len(self.table.folds)


def _twice(array: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Give the array with as much room again, which is nought."""
    return np.concatenate([array, np.zeros_like(array)])
