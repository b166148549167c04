"""Which part of a sentence is turned, as the clause logic of the rules has it, and what is left of the sentence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from heeded.read.cues import Heard
from heeded.read.reference.text import Text
from heeded.read.reference.turns import Cue, context_of, longest, reaches

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Turned:
    """How what is turned in a sentence is held, the turn that does it, and the stretches that it lies over."""

    context: str
    cue: str
    stretches: list[Span]

    def rest(self, sentence: str, begin: int) -> str:
        """Give what is left of a sentence without its turned stretches. begin: where in the text it stands."""
        left, at = [], 0
        for first, last in [*self.stretches, (begin + len(sentence),) * 2]:
            left.append(sentence[at : first - begin].strip())
            at = last - begin
        return " ".join(part for part in left if part)


class Turning:
    """What turns an addition, by family, as catalogue/second-reader.yaml has it."""

    def __init__(self, turned_by: Mapping[str, Collection[str]]) -> None:
        self._by = {family: frozenset(turns) for family, turns in turned_by.items()}

    def turned_in(self, heard: Heard, family: str) -> Turned | None:
        """Give what is turned of a code of this family, wherever in the words it would stand; None for nothing."""
        by = self._by.get(family, ())
        may = [cue for cue in longest(heard.cues) if cue.turn.id in by and family in cue.turn.families]
        near = [(w, cue) for cue in may for w in range(len(heard.text.starts)) if _lies_over(cue, w, heard)]
        if not near:
            return None
        context, cue = context_of(family, [cue for _, cue in near])
        return Turned(context, cue.turn.id if cue else "", _stretches(heard.text, sorted({w for w, _ in near})))


def _lies_over(cue: Cue, word: int, heard: Heard) -> bool:
    """Say whether a word is of a cue, or is reached by it."""
    return cue.first <= word < cue.end or reaches(cue, word, word + 1, heard.stops, heard.text)


def _stretches(text: Text, words: list[int]) -> list[Span]:
    """Give the characters of words, those of neighbours together."""
    found: list[Span] = []
    before = -2
    for word in words:
        begin = found.pop()[0] if word == before + 1 else text.starts[word]
        found.append((begin, text.ends[word]))
        before = word
    return found
