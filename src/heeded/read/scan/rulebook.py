"""The rules, turns and clues of a catalogue as integers, numbered in the order of their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from heeded.catalogue import Catalogue, Rule, Turn
from heeded.catalogue.catalogue import FAMILIES
from heeded.catalogue.patterns import Sequence as Elements
from heeded.catalogue.rules import TURNS
from heeded.read.reference.reader import CLUE_REACH, CLUE_TURNS
from heeded.read.scan import holding
from heeded.read.scan.holding import BACKWARD, FORWARD, OVER, SENTENCE, Book
from heeded.read.scan.kernel import Ints

Code = tuple[str, str]
_DIRECTIONS = {"forward": FORWARD, "backward": BACKWARD, "both": FORWARD | BACKWARD, "sentence": SENTENCE, "over": OVER}
_VOICES = {"any": 0, "quoted": 1}
_PLACES = {"anywhere": 0, "log": 1, "narrative": 2}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What integers stand for, and the tables by which a text is held against them."""

    rules: Sequence[Rule]
    codes: Sequence[Code]
    turns: Sequence[Turn]
    clues: Sequence[Code]
    book: Book
    patterns: Sequence[tuple[int, Elements]]
    numbers: int
    most_codes: int


def compile_rules(catalogue: Catalogue) -> Rulebook:
    """Number everything in a catalogue that a pattern can be of, and the patterns."""
    rules = sorted(catalogue.rules, key=lambda r: r.id)
    turns = sorted(catalogue.turns, key=lambda t: t.id)
    clues = sorted({(c.kind, c.value) for c in catalogue.clues})
    codes = sorted({code for r in rules for code in _codes(r)})
    groups = list(_groups(catalogue, rules, turns, clues))
    book = Book(
        _table([[kind, owner] for kind, owner, _ in groups], 2),
        _rules(rules, codes),
        _table([[codes.index(code), FAMILIES.index(code[0])] for rule in rules for code in _codes(rule)], 2),
        _table([_turn(turn) for turn in turns], 4),
        sum(1 << TURNS.index(turn) for turn in CLUE_TURNS),
        CLUE_REACH,
    )
    return Rulebook(
        rules,
        codes,
        turns,
        clues,
        book,
        [(number, pattern) for number, (_, _, patterns) in enumerate(groups) for pattern in patterns],
        len(groups),
        max((len(_codes(r)) for r in rules), default=1),
    )


def _groups(
    catalogue: Catalogue, rules: Sequence[Rule], turns: Sequence[Turn], clues: Sequence[Code]
) -> Iterable[tuple[int, int, Sequence[Elements]]]:
    """Give what the patterns of one number are of, the number of its owner, and the patterns."""
    yield holding.STOP, 0, catalogue.stops
    for number, rule in enumerate(rules):
        yield holding.RULE, number, rule.patterns
        yield holding.UNLESS, number, rule.unless
        yield holding.UNLESS_IN_SENTENCE, number, rule.unless_in_sentence
    for number, turn in enumerate(turns):
        yield holding.TURN, number, turn.patterns
    for clue in catalogue.clues:
        yield holding.CLUE, clues.index((clue.kind, clue.value)), clue.patterns


def _codes(rule: Rule) -> list[Code]:
    return [(rule.family, rule.code), *rule.also]


def _rules(rules: Sequence[Rule], codes: Sequence[Code]) -> Ints:
    """Give of each rule its own code, the turns it heeds, voice and place, and which of all that is given it gives."""
    table, given = [], 0
    for rule in rules:
        heeds = sum(1 << TURNS.index(turn) for turn in rule.turned_by)
        own, many = codes.index((rule.family, rule.code)), len(_codes(rule))
        table.append([own, heeds, _VOICES.get(rule.voice, 2), _PLACES[rule.where], given, given + many])
        given += many
    return _table(table, 6)


def _turn(turn: Turn) -> list[int]:
    families = sum(1 << FAMILIES.index(family) for family in turn.families)
    return [TURNS.index(turn.turn), _DIRECTIONS[turn.direction], turn.reach, families]


def _table(rows: Sequence[Sequence[int]], width: int) -> Ints:
    return np.array(rows, dtype=np.int32).reshape(-1, width)
