"""How a statement is held: affirmed, or turned by words near it. The word that turned it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from heeded.catalogue.rules import TURNS, Rule, Turn
from heeded.read.reference.text import Text


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a text that turn what stands near them."""

    turn: Turn
    first: int
    end: int


def cues_near(rule: Rule, first: int, end: int, cues: Sequence[Cue], stops: Sequence[int], text: Text) -> list[Cue]:
    """Give the cues that reach the words from `first` to before `end` and may turn what this rule says.

    cues, stops: those of the same text; a stop is the place of a word that ends a cue's reach.
    """
    return [c for c in cues if c.turn.turn in rule.turned_by and _reaches(c, first, end, stops, text)]


def context_of(family: str, near: Sequence[Cue]) -> tuple[str, Cue | None]:
    """Give the context that the cues near make for a code of this family, and the cue that made it."""
    reaching = [c for c in near if family in c.turn.families]
    for turn in TURNS:
        for cue in reaching:
            if cue.turn.turn == turn:
                return turn, cue
    return "affirmed", None


def _reaches(cue: Cue, first: int, end: int, stops: Sequence[int], text: Text) -> bool:
    if text.sentences[cue.first] != text.sentences[first]:
        return False
    if cue.first >= first and cue.end <= end:
        return False
    if cue.turn.direction == "sentence":
        return True
    if cue.first < first:
        return cue.turn.direction in ("forward", "both") and _open(cue.end, first, cue.turn.reach, stops)
    return cue.turn.direction in ("backward", "both") and _open(end, cue.first, cue.turn.reach, stops)


def _open(after: int, before: int, reach: int, stops: Sequence[int]) -> bool:
    """Say whether nothing stands between two places that ends a reach, and they are near enough."""
    return before - after <= reach and not any(after <= stop <= before for stop in stops)
