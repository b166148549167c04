"""Reads again, sentence by sentence, the reports in which the rules found something: adds what they missed, takes out
what they misread."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from heeded.catalogue.catalogue import read_yaml
from heeded.catalogue.folder import catalogue_folder
from heeded.read.cues import Heard
from heeded.read.second.clauses import Turning
from heeded.read.second.encoder import Encoder, Floats, available, spelled_out
from heeded.read.second.examples import Examples, load_examples
from heeded.read.second.sentences import sentences
from heeded.read.second.weighing import Code, Weights, load_weights

Clauses = Callable[[int, int], Heard | None]


def _unheard(_begin: int, _end: int) -> None:
    """Hear nothing that turns: of a text that nobody scanned."""


FOLDER = Path(__file__).parent / "network"
MOST_CHARACTERS = 50_000
"""A longer text is a dump of something rather than a report: the rules read it alone."""
FACTS = {("behaviour", "affirmed"), ("behaviour", "denied"), ("risk", "affirmed"), ("risk", "historical"),
         ("risk", "denied"), ("response", "affirmed"), ("concern", "affirmed")}  # fmt: skip
"""How a text holds what stands as evidence; everything else is a look-alike."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules found at a place of a text: the row of the finding, its code, and whether it stands."""

    row: int
    start: int
    end: int
    code: Code
    rule: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the second reader found: the sentence, the code, how far it is borne out, the likest known sentence, and how
    the sentence holds it, with the id of the turn that tells so."""

    start: int
    end: int
    quote: str
    code: Code
    confidence: float
    example: str
    context: str = "affirmed"
    cue: str | None = None

    @property
    def is_fact(self) -> bool:
        """Say whether it stands as evidence."""
        return (self.code[0], self.context) in FACTS


class Sentence(NamedTuple):
    """A sentence of a text."""

    start: int
    end: int
    words: str


@dataclass(slots=True)
class Review:
    """What a second reading of a text gives: confidence by row, rows that are taken out, and what is added."""

    confidence: dict[int, float] = field(default_factory=dict)
    taken_out: set[int] = field(default_factory=set)
    added: list[Proposed] = field(default_factory=list)


class SecondReader:
    """The trained network with everything that it goes by; from any number of threads at a time."""

    def __init__(self, folder: Path, shorthand: Mapping[str, str], knowledge: Path) -> None:
        self._encoder = Encoder(folder)
        self._weights: Weights = load_weights(folder / "weights.json")
        self._examples: Examples = load_examples(folder / "examples.npz")
        self._shorthand = shorthand
        self._folder = folder
        given = read_yaml(knowledge)
        self._families = frozenset(given["families"])
        self._turning = Turning(given["turned_by"])
        self._not_alone = {(family, code) for family, codes in given["not_alone"].items() for code in codes}

    @cached_property
    def hash(self) -> str:
        """Name the state of the network: a SHA-256 over its files."""
        digest = hashlib.sha256()
        for path in sorted(self._folder.iterdir()):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def calls_for_it(self, family: str, code: str) -> bool:
        """Say whether a finding of the rules is reason to read its report a second time."""
        return family in self._families and (family, code) not in self._not_alone

    def review(self, text: str, seen: Iterable[Seen], clauses: Clauses = _unheard) -> Review:
        """Give what becomes of the rules' findings in a text, and what is found besides.

        clauses: gives what is heard between two characters; None where nothing turns there.
        """
        review = Review()
        spans = sentences(text) if len(text) <= MOST_CHARACTERS else []
        for (start, end), here in _by_sentence(spans, seen):
            odds, vector = self._encoder.read(spelled_out(text[start:end], self._shorthand))
            known = len(review.added)
            self._weigh(Sentence(start, end, text[start:end]), (odds, vector), here, review)
            if len(review.added) > known and (heard := clauses(start, end)):
                review.added[known:] = [self._held(one, heard) for one in review.added[known:]]
        return review

    def _held(self, one: Proposed, heard: Heard) -> Proposed:
        """Give what was found as the sentence holds it: turned where what is left of the sentence does not bear it."""
        turned = self._turning.turned_in(heard, one.code[0])
        if not turned or self._bears(turned.rest(one.quote, one.start), one.code):
            return one
        return replace(one, context=turned.context, cue=turned.cue)

    def _bears(self, words: str, code: Code) -> bool:
        """Say whether words bear a code by themselves."""
        if not any(character.isalpha() for character in words):
            return False
        odds, _ = self._encoder.read(spelled_out(words, self._shorthand))
        share = self._weights.borne_out(code, float(odds[self._weights.codes.index(code)]), frozenset(), False)
        return share >= self._weights.families[code[0]].enough

    def _weigh(self, sentence: Sentence, read: tuple[Floats, Floats], here: list[Seen], review: Review) -> None:
        """Weigh every code in one sentence."""
        odds, vector = read
        by_code: dict[Code, list[Seen]] = defaultdict(list)
        for one in here:
            by_code[one.code].append(one)
        for at in self._weights.worth_weighing(odds, by_code):
            code, number = self._weights.codes[at], float(odds[at])
            found = by_code.get(code, [])
            affirmed = frozenset(one.rule for one in found if one.stands)
            share = round(self._weights.borne_out(code, number, affirmed, bool(found)), 2)
            family = self._weights.families[code[0]]
            rows = [one.row for one in found if one.stands]
            review.confidence.update(dict.fromkeys(rows, share))
            if share < family.too_little:
                review.taken_out.update(rows)
            elif share >= family.enough and not found:
                review.added.append(Proposed(*sentence, code, share, self._examples.likest(code, vector)))


def _by_sentence(spans: list[tuple[int, int]], seen: Iterable[Seen]) -> Iterator[tuple[tuple[int, int], list[Seen]]]:
    """Give each sentence with what begins in it, or in the gap behind it."""
    waiting = sorted(seen, key=lambda one: one.start)
    at = 0
    for number, span in enumerate(spans):
        until = spans[number + 1][0] if number + 1 < len(spans) else None
        begin = at
        while at < len(waiting) and (until is None or waiting[at].start < until):
            at += 1
        yield span, waiting[begin:at]


def load_second_reader(shorthand: Mapping[str, str], folder: Path = FOLDER) -> SecondReader | None:
    """Load the second reader; None where the library that runs it is not installed."""
    return SecondReader(folder, shorthand, catalogue_folder() / "second-reader.yaml") if available() else None
