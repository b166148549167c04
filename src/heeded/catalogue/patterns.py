"""The small language that rules are written in, and what it stands for.

    he kept ringing her      these words, in any spelling that folds to them
    ~ring                    any form of the word: ring, rings, rang, rung, ringing
    threat*                  any word that begins so
    {suspect}                a word list of catalogue/words
    (at|outside) [the] home  either; perhaps
    he ..3 her               up to three words between (.. alone: up to three), never over the end of a sentence
    officer ..4              and the up to four words after
    # times                  a number, in digits or letters
    ^ no                     at the start of a sentence

A pattern stands for sequences of elements: a set of words, one of which must stand there; the same, optional; a gap.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from lemminflect import getAllInflections, getAllInflectionsOOV

from heeded.catalogue.folding import fold_word
from heeded.toolbox.errors import CatalogueError

DEFAULT_GAP = 3
_PIECE = re.compile(r"\s*(?:(\.\.\d*)|(~[\w/']+)|(\{\w+\})|([()\[\]|#^])|([\w£$'/]+\*?))")


@dataclass(frozen=True, slots=True)
class Words:
    """One word of the text, which must be among these; perhaps left out."""

    any_of: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """One of several sequences; perhaps left out. Two of the same name are the same."""

    name: str
    options: tuple["Sequence", ...] = field(compare=False, repr=False)
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to this many words between."""

    most: int


@dataclass(frozen=True, slots=True)
class Start:
    """The start of a sentence."""


Element = Words | Either | Gap | Start
Sequence = tuple[Element, ...]


@cache
def inflections(word: str) -> frozenset[str]:
    """Give every form of a word, as noun and as verb, itself included."""
    known = {form for forms in getAllInflections(word).values() for form in forms}
    if not getAllInflections(word, upos="VERB"):
        known |= {f for forms in getAllInflectionsOOV(word, upos="VERB").values() for f in forms}
    return frozenset(known | {word})


class PatternParser:
    """Turns the text of patterns into sequences, with the word lists and the shorthand of one catalogue."""

    def __init__(self, word_lists: Mapping[str, Iterable[str]], shorthand: Mapping[str, str]) -> None:
        self._lists = word_lists
        self._shorthand = shorthand
        self._expanded: dict[str, Element] = {}
        self._atoms: dict[str, Sequence] = {}

    def parse(self, text: str) -> Sequence:
        """Give the sequence that a pattern stands for; raises CatalogueError where it cannot be read."""
        pieces = self._pieces(text)
        options, at = self._alternatives(pieces, 0)
        if at != len(pieces):
            raise CatalogueError(f"Pattern {text!r} has a bracket that does not match.")
        found = options[0] if len(options) == 1 else (_one_of(options, text),)
        _hold_start_first(found)
        if _is_loose(found):
            raise CatalogueError(f"Pattern {text!r} may not begin with a gap, or be nothing.")
        return found

    def _pieces(self, text: str) -> list[str]:
        pieces, at = [], 0
        while at < len(text.rstrip()):
            piece = _PIECE.match(text, at)
            if not piece:
                raise CatalogueError(f"Pattern {text!r} cannot be read at character {at + 1}.")
            pieces.append(piece.group().strip())
            at = piece.end()
        return pieces

    def _alternatives(self, pieces: list[str], at: int) -> tuple[list[Sequence], int]:
        options: list[Sequence] = []
        while True:
            found, at = self._sequence(pieces, at)
            options.append(found)
            if at < len(pieces) and pieces[at] == "|":
                at += 1
                continue
            return options, at

    def _sequence(self, pieces: list[str], at: int) -> tuple[Sequence, int]:
        parts: list[Element] = []
        while at < len(pieces) and pieces[at] not in ("|", ")", "]"):
            piece, begin = pieces[at], at
            if piece in ("(", "["):
                options, at = self._alternatives(pieces, at + 1)
                if at >= len(pieces) or pieces[at] != (")" if piece == "(" else "]"):
                    raise CatalogueError("A bracket of a pattern is not closed.")
                parts.append(_one_of(options, " ".join(pieces[begin : at + 1]), optional=piece == "["))
            else:
                parts += self._atom(piece)
            at += 1
        return tuple(parts), at

    def _atom(self, piece: str) -> Sequence:
        """Give what a piece stands for; most pieces stand in many patterns."""
        if piece not in self._atoms:
            self._atoms[piece] = self._new_atom(piece)
        return self._atoms[piece]

    def _new_atom(self, piece: str) -> Sequence:
        if piece.startswith(".."):
            return (Gap(int(piece[2:] or DEFAULT_GAP)),)
        if piece == "^":
            return (Start(),)
        if piece.startswith("{"):
            return (self._list(piece[1:-1]),)
        if piece.startswith("~"):
            return (Words(frozenset(fold_word(f, self._shorthand)[0] for f in inflections(piece[1:]))),)
        if piece == "#" or piece.endswith("*"):
            return (Words(frozenset([piece.lower()])),)
        return tuple(Words(frozenset([word])) for word in fold_word(piece, self._shorthand))

    def _list(self, name: str) -> Element:
        if name not in self._expanded:
            if name not in self._lists:
                raise CatalogueError(f"There is no word list {name!r} in catalogue/words.")
            options = [_mark(e) if e.startswith("<") else self.parse(e) for e in self._lists[name]]
            self._expanded[name] = _one_of(options, "{" + name + "}")
        return self._expanded[name]


def words_of(sequences: Iterable[Sequence]) -> frozenset[str]:
    """Give every word, `word*`, `#` and mark that patterns name."""
    seen: set[Either] = set()
    found: set[str] = set()
    waiting = list(sequences)
    while waiting:
        for element in waiting.pop():
            if isinstance(element, Words):
                found |= element.any_of
            elif isinstance(element, Either) and element not in seen:
                seen.add(element)
                waiting += element.options
    return frozenset(found)


def _mark(entry: str) -> Sequence:
    return (Words(frozenset([entry])),)


def _one_of(options: list[Sequence], name: str, optional: bool = False) -> Element:
    """Join alternatives; those of one plain word each become a single element, which keeps the automaton small."""
    _hold_start_first(*((None, *option) for option in options))
    plain = [s[0].any_of for s in options if len(s) == 1 and isinstance(s[0], Words) and not s[0].optional]
    rest = [s for s in options if not (len(s) == 1 and isinstance(s[0], Words) and not s[0].optional)]
    together = Words(frozenset().union(*plain)) if plain else None
    if together and not rest:
        return Words(together.any_of, optional)
    return Either(name, (*([(together,)] if together else []), *rest), optional)


def _hold_start_first(*sequences: tuple[object, ...]) -> None:
    """Refuse what could never be met: a sentence starts before the first word of a pattern, and nowhere else."""
    if any(isinstance(element, Start) for sequence in sequences for element in sequence[1:]):
        raise CatalogueError("A pattern may say ^ at its very beginning, not within brackets or beside a |.")


def _is_loose(sequence: Sequence) -> bool:
    solid = [e for e in sequence if not isinstance(e, Start)]
    return not solid or isinstance(solid[0], Gap) or all(isinstance(e, Gap) for e in solid)
