"""Reads batches of texts with one catalogue: from bytes to what they state, as integers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from heeded.read.reference.roles import FIRST_WORDS
from heeded.read.reference.text import LONGEST_SENTENCE
from heeded.read.scan import holding, states, walk
from heeded.read.scan.compiled import Compiled, compile_persons, person_words
from heeded.read.scan.holding import Desk, Heard, hold
from heeded.read.scan.kernel import Bytes, Ints, Longs, aligned
from heeded.read.scan.people import Known, Reports, mark
from heeded.read.scan.pieces import LOOKED, Pieces, Texts, cut
from heeded.read.scan.states import BENCH, MARK_BITS, PARTS, WIDTH, Store
from heeded.read.scan.table import ENTRIES
from heeded.read.scan.vocabulary import Vocabulary
from heeded.read.scan.walk import Spoken, lay_slots, walk_on
from heeded.read.scan.words import NOBODY, Cut, Words, lay_out

_MOST_WORDS = 1 << 21
"""Distinct words after which a scanner forgets them and begins anew."""

_FIRST_STATES, _MOST_STATES = 1 << 13, 1 << 19
"""States that there is room for at first, and at most: each takes some 220 bytes."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts, the reports they belong to, and the names typed into those.

    after: how many texts come up to the end of each report. names_after: the same of names. name_marks: bits of MARKS,
    and whether it is a forename. sexes: those typed into each report (bits: victim female, male, suspect female, male).
    """

    texts: Texts
    in_log: Bytes
    after: Longs
    names: Texts
    names_after: Longs
    name_marks: Bytes
    sexes: Bytes


class Row(NamedTuple):
    """A statement or clue: by numbers of the rulebook, and characters."""

    owner: int
    code: int
    context: int
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statements:
    """What is stated or named, in the order of the texts: by numbers of the rulebook, with characters and bytes."""

    text: Ints
    owner: Ints
    code: Ints
    context: Ints
    turn: Ints
    start: Ints
    end: Ints
    byte_start: Ints
    byte_end: Ints

    def rows(self) -> Iterator[Row]:
        """Give them one by one."""
        columns = (self.owner, self.code, self.context, self.turn, self.start, self.end)
        yield from map(Row._make, zip(*(column.tolist() for column in columns), strict=True))


class Rooms:
    """Arrays that are used again for every batch, and made anew only where a batch needs larger ones."""

    def __init__(self) -> None:
        self._arrays: dict[str, Any] = {}

    def get(self, name: str, length: int, kind: type[np.generic] = np.int32) -> Any:
        """Give an array of a length, holding whatever it held."""
        if name not in self._arrays or len(self._arrays[name]) < length:
            self._arrays[name] = np.empty(length + length // 4, dtype=kind)
        return self._arrays[name][:length]


class Scanner:
    """Reads batches, one after the other; what it learns about words and patterns it keeps. One thread at a time."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._rooms = Rooms()
        self._heads = np.zeros(2 * len(compiled.rulebook.rules) + len(compiled.rulebook.codes), dtype=np.int64)
        self._counts = np.zeros(8, dtype=np.int64)
        self.work = 0
        """How much was looked at so far, bytes, states, places and cues: what reading costs, whatever the machine."""
        self._begin()

    def _begin(self) -> None:
        catalogue = self._compiled.catalogue
        persons = person_words(catalogue.pronouns)
        self._vocabulary = Vocabulary(self._compiled.network, catalogue.shorthand, catalogue.spelling, persons)
        self._persons = compile_persons(catalogue.pronouns, persons, self._vocabulary)
        self._store = self._new_store(_FIRST_STATES)
        self._named = np.zeros(0, dtype=np.uint8)

    def scan(self, batch: Batch) -> tuple[Statements, Statements]:
        """Give what the texts of a batch state, and the clues that patterns find in them."""
        if self._vocabulary.table.counts[ENTRIES] > _MOST_WORDS:
            self._begin()
        pieces = self._pieces(batch.texts, "text")
        words = self._words(pieces, "text")
        self._mark(words, batch)
        found = self._walk(words)
        self._last = found, words, pieces
        return self._hold(words, pieces, found, batch.in_log)

    def last(self) -> tuple[Ints, Words, Pieces]:
        """Give the patterns found by the last scan, the words and the pieces; they hold until the next."""
        return self._last

    def _pieces(self, texts: Texts, name: str) -> Pieces:
        """Give the pieces of texts, the words among them by their numbers."""
        room = int(texts.offsets[-1] - texts.offsets[0]) + 1
        entry, start, end, first, last = (self._rooms.get(f"{name} piece {n}", room) for n in range(5))
        marks, seen = self._rooms.get(f"{name} marks", room, np.uint8), self._rooms.get("seen", 5, np.int64)
        after = np.empty(len(texts.offsets) - 1, dtype=np.int64)
        n = cut(texts, self._compiled.lexer, Pieces(entry, start, end, first, last, marks, after), seen)
        self.work += int(seen[LOOKED]) + n
        pieces = Pieces(entry[:n], start[:n], end[:n], first[:n], last[:n], marks[:n], after)
        self._vocabulary.number_pieces(texts, pieces)
        return pieces

    def _words(self, pieces: Pieces, name: str) -> Words:
        """Give the folded words that the pieces stand for."""
        room = len(pieces.entry) * self._vocabulary.most + len(pieces.after)
        word, piece, sentence, symbol = (self._rooms.get(f"{name} word {n}", room) for n in range(4))
        marks, hint = self._rooms.get(f"{name} word", room, np.uint8), self._rooms.get(f"{name} hint", room, np.int64)
        after = np.empty(len(pieces.after), dtype=np.int64)
        given = Cut(pieces.entry, pieces.marks, pieces.start, pieces.end, pieces.after)
        words = Words(word, piece, sentence, marks, symbol, hint, after)
        n = lay_out(given, self._vocabulary.folds(), words, LONGEST_SENTENCE)
        return Words(word[:n], piece[:n], sentence[:n], marks[:n], symbol[:n], hint[:n], after)

    def _mark(self, words: Words, batch: Batch) -> None:
        """Find out who words stand for in each report."""
        names = self._words(self._pieces(batch.names, "name"), "name")
        each = np.diff(names.after, prepend=0) - 1
        so_far = np.concatenate([[0], np.cumsum(each)])[batch.names_after]
        marks = np.repeat(batch.name_marks, each)
        reports = Reports(batch.after, batch.sexes, so_far, names.word[names.word != NOBODY], marks)
        if len(self._named) < self._vocabulary.room():
            self._named = np.zeros(self._vocabulary.room(), dtype=np.uint8)
        known = Known(self._named, self._rooms.get("first", FIRST_WORDS), self._rooms.get("votes", 17, np.int64))
        mark(words, self._vocabulary.lexicon(), self._persons, reports, known)

    def _walk(self, words: Words) -> Ints:
        """Give the patterns in the words: number, first word, one past the last."""
        room = 2 * len(words.word) + 2 * self._compiled.rulebook.numbers
        found: Ints = self._rooms.get("found", 3 * room).reshape(-1, 3)
        net, symbols, ended = self._compiled.network.net, self._vocabulary.classes.symbols(), -1
        self._store.counts[states.AT] = self._store.counts[states.FOUND] = self._store.counts[states.WORK] = 0
        while ended != walk.DONE:
            ended = walk_on(net, symbols, self._store, Spoken(words.symbol, words.hint, words.sentence), found)
            if ended == walk.STORE_FULL:
                self._store = self._renewed(self._store)
            elif ended == walk.FOUND_FULL:
                found = np.concatenate([found, np.empty_like(found)])
        self.work += int(self._store.counts[states.WORK])
        return found[: self._store.counts[states.FOUND]]

    def _renewed(self, old: Store) -> Store:
        """Give a larger store that knows the same, or an empty one where it may not be larger, to go on with."""
        many = len(old.parts) // PARTS
        new = self._new_store(min(2 * many, _MOST_STATES))
        if many < _MOST_STATES:
            for kept, given in ((new.lines, old.lines), (new.parts, old.parts), (new.pool, old.pool)):
                kept[: len(given)] = given
            new.counts[:] = old.counts
            lay_slots(new, old.step_slots)
        else:
            for number in (states.AT, states.FOUND, states.WORK):
                new.counts[number] = old.counts[number]
        return new

    def _new_store(self, many: int) -> Store:
        places, numbers = len(self._compiled.network.net.rest), self._compiled.rulebook.numbers
        return Store(
            lines=aligned(WIDTH * many),
            parts=np.empty(PARTS * many, dtype=np.int32),
            pool=np.empty(24 * many, dtype=np.int32),
            state_slots=np.zeros(2 * many, dtype=np.int32),
            step_slots=np.zeros(4 * many, dtype=np.int64),
            first=np.full((len(self._vocabulary.classes.symbols().turning) + 64) << MARK_BITS, -1, dtype=np.int32),
            counts=np.zeros(16, dtype=np.int64),
            bench=np.zeros(BENCH * max(places, numbers), dtype=np.int32),
            place_of=np.zeros(numbers, dtype=np.int32),
        )

    def _hold(self, words: Words, pieces: Pieces, found: Ints, in_log: Bytes) -> tuple[Statements, Statements]:
        """Give what the patterns found amount to: what is stated, and the clues."""
        book, get, many = self._compiled.rulebook, self._rooms.get, len(found) + 1
        said: Ints = get("said", 7 * many * book.most_codes).reshape(-1, 7)
        named: Ints = get("named", 7 * many).reshape(-1, 7)
        desk = Desk(
            keys=get("keys", many * book.most_codes, np.int64),
            lists=get("lists", 4 * many),
            stated=get("stated", 4 * many * book.most_codes),
            stop=get("stop", len(words.word) + 1),
            heads=self._heads,
            best=get("best", book.most_codes),
            counts=self._counts,
        )
        hold(Heard(words.piece, words.sentence, words.marks, words.after, in_log), book.book, found, desk, said, named)
        self.work += int(self._counts[holding.WORK])
        many_said, many_named = self._counts[holding.SAID], self._counts[holding.NAMED]
        return _placed(said[:many_said], pieces), _placed(named[:many_named], pieces)


def _placed(said: Ints, pieces: Pieces) -> Statements:
    """Give statements with their characters and bytes in place of the pieces where they stand."""
    first, last = said[:, holding.FIRST_PIECE], said[:, holding.LAST_PIECE]
    return Statements(
        text=said[:, holding.TEXT].copy(),
        owner=said[:, holding.OWNER].copy(),
        code=said[:, holding.CODE].copy(),
        context=said[:, holding.CONTEXT].copy(),
        turn=said[:, holding.TURNED_BY].copy(),
        start=pieces.start[first],
        end=pieces.end[last],
        byte_start=pieces.byte_start[first],
        byte_end=pieces.byte_end[last],
    )
