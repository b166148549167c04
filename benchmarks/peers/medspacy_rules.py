"""Our catalogue in the words of medspaCy: token patterns of spaCy's Matcher, as far as that can state them.

A pattern of ours may branch into sequences of several words; the Matcher knows no groups. So a pattern is written out
in all its ways where there are few, and loosened where there are many: a group of alternatives then becomes columns,
each of which takes any word that an alternative has there. A word takes along the shorthand that stands for it.

What cannot be stated there at all: who a pronoun or a typed name is in a report (any pronoun that could be is taken),
what withdraws a rule (`unless`), whose voice it wants and whether in the log, shorthand for several words, a turn that
ends where a person begins a new clause, words on both sides of a comma.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from typing import Any

from heeded.catalogue import Catalogue, Rule, Turn
from heeded.catalogue.folding import NUMBER_WORDS, TURNING
from heeded.catalogue.patterns import Either, Element, Gap, Sequence, Start, Words

MOST_WAYS = 4
"""Ways in which a pattern is written out before its widest groups are loosened."""

_NUMBER = r"[£$]?\d[\d,.]*\+?x?|x\d+"
_ENDS = [".", "!", "?", ";", "…", "\n"]
_DIRECTIONS = {
    "forward": "FORWARD",
    "backward": "BACKWARD",
    "both": "BIDIRECTIONAL",
    "sentence": "BIDIRECTIONAL",
    "over": "BIDIRECTIONAL",  # ConText knows no turn that must share words with what it turns; its reach is 1
}

Token = dict[str, Any]
Way = list[Token | frozenset[str]]
Row = dict[str, Any]


class Translator:
    """Writes patterns for the Matcher, and counts how each could be stated."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.counts = {"patterns": 0, "exact": 0, "loosened": 0}
        self._said: defaultdict[str, list[str]] = defaultdict(list)
        for short, full in catalogue.shorthand.items():
            if " " not in full:
                self._said[full].append(short)
        self._said["not"] += ["n't", "nt", "n’t"]
        self._said |= _persons(catalogue.pronouns)

    def patterns(self, sequences: Iterable[Sequence]) -> list[list[Token]]:
        """Give the token patterns that stand for some patterns of ours."""
        return [pattern for sequence in sequences for pattern in self._written(sequence)]

    def states_plainly(self, sequence: Sequence) -> bool:
        """Say whether a pattern is one pattern there too, and the same."""
        return not any(isinstance(e, Either) for e in sequence) and len(self._written(sequence)) == 1

    def _written(self, sequence: Sequence) -> list[list[Token]]:
        starts = bool(sequence) and isinstance(sequence[0], Start)
        parts = [_ways(element) for element in sequence[starts:]]
        loose = False
        while prod(map(len, parts)) > MOST_WAYS:
            widest = max(range(len(parts)), key=lambda n: len(parts[n]))
            parts[widest], loose = [_columns(parts[widest])], True
        self.counts["patterns"] += 1
        self.counts["loosened" if loose else "exact"] += 1
        return [self._tokens([t for part in way for t in part], starts) for way in product(*parts)]

    def _tokens(self, way: Way, starts: bool) -> list[Token]:
        tokens = [self._token(part) for part in way]
        return [{**tokens[0], "IS_SENT_START": True}, *tokens[1:]] if starts else tokens

    def _token(self, part: Token | frozenset[str]) -> Token:
        if isinstance(part, frozenset):
            return {"LOWER": self._lower(part)}
        if "any_of" in part:
            return {"LOWER": self._lower(part["any_of"]), "OP": "?"}
        return part

    def _lower(self, any_of: frozenset[str]) -> Any:
        words = {said for word in any_of for said in (word, *self._said.get(word, ())) if said[0] not in "<#"}
        beginnings = sorted(word for word in words if word.endswith("*"))
        if beginnings or "#" in any_of:
            numbers = [_NUMBER, *sorted(NUMBER_WORDS)] * ("#" in any_of)
            whole = sorted(words.difference(beginnings))
            return {"REGEX": f"^(?:{'|'.join([*numbers, *(b[:-1] + '.*' for b in beginnings), *whole])})$"}
        return next(iter(words)) if len(words) == 1 else {"IN": sorted(words)}


def _persons(pronouns: Mapping[str, Mapping[str, list[str]]]) -> dict[str, list[str]]:
    """Give the pronouns that may be victim or suspect where nothing tells which."""
    of_sex = [word for words in pronouns["of_sex"].values() for word in words]
    of_role = pronouns["of_role"]
    return {"<V>": [*of_sex, *of_role["first_person"]], "<S>": [*of_sex, *of_role["they"]]}


def _ways(element: Element) -> list[Way]:
    """Give the ways in which an element can be met, each as words, gaps and words that may be left out."""
    if isinstance(element, Gap):
        return [[{"LOWER": {"NOT_IN": sorted(TURNING) + _ENDS}, "OP": f"{{0,{element.most}}}"}]]
    if isinstance(element, Words):
        return [[{"any_of": element.any_of}]] if element.optional else [[element.any_of]]
    assert isinstance(element, Either)
    ways = [[t for part in way for t in part] for o in element.options for way in product(*map(_ways, o))]
    return ways + [[]] * element.optional


def _columns(ways: list[Way]) -> Way:
    """Give one way wider than all of them: at each place any word that one of them has there."""
    least, columns = min(map(len, ways)), []
    for place in range(max(map(len, ways))):
        parts = [way[place] for way in ways if place < len(way)]
        words = [part if isinstance(part, frozenset) else part.get("any_of") for part in parts]
        together = frozenset().union(*filter(None, words))
        if not together:
            columns.append(parts[0])
        elif place < least and all(isinstance(part, frozenset) for part in parts):
            columns.append(together)
        else:
            columns.append({"any_of": together})
    return columns


def translated(catalogue: Catalogue) -> Row:
    """Give the target rules and the context rules that stand for a catalogue, and how many could be stated exactly."""
    translator = Translator(catalogue)
    targets = [{"label": r.id.upper(), "patterns": translator.patterns(r.patterns)} for r in catalogue.rules]
    targets += [{"label": "CLUE", "patterns": translator.patterns(c.patterns)} for c in catalogue.clues]
    contexts = [_context(turn, catalogue.rules, translator) for turn in catalogue.turns]
    stop = {"category": "STOP", "direction": "TERMINATE", "reach": None, "types": None}
    contexts.append({**stop, "patterns": translator.patterns(catalogue.stops)})
    return {"targets": targets, "contexts": contexts, "counts": translator.counts}


def _context(turn: Turn, rules: Iterable[Rule], translator: Translator) -> Row:
    return {
        "category": turn.turn.upper(),
        "direction": _DIRECTIONS[turn.direction],
        "reach": None if turn.direction == "sentence" else turn.reach,
        "types": [r.id.upper() for r in rules if turn.turn in r.turned_by and r.family in turn.families],
        "patterns": translator.patterns(turn.patterns),
    }
