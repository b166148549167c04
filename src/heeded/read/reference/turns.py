"""How a statement is held: affirmed, or turned by words near it. The word that turned it is kept."""

from bisect import bisect_left
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
    return [c for c in cues if c.turn.turn in rule.turned_by and reaches(c, first, end, stops, text)]


def context_of(family: str, near: Sequence[Cue]) -> tuple[str, Cue | None]:
    """Give the context that the cues near make for a code of this family, and the cue that made it."""
    reaching = [c for c in near if family in c.turn.families]
    for turn in TURNS:
        for cue in reaching:
            if cue.turn.turn == turn:
                return turn, cue
    return "affirmed", None


def longest(cues: list[Cue]) -> list[Cue]:
    """Keep, of cues that lie within one another, the outermost: `no longer` is not `no`."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.first - c.end, c.first, c.turn.id)):
        if not any(
            k.first <= cue.first and cue.end <= k.end and (k.end - k.first) > (cue.end - cue.first) for k in kept
        ):
            kept.append(cue)
    return sorted(kept, key=lambda c: (c.first, c.end, c.turn.id))


def reaches(cue: Cue, first: int, end: int, stops: Sequence[int], text: Text) -> bool:
    """Say whether a cue reaches the words from `first` to before `end`, no stop lying between."""
    if text.sentences[cue.first] != text.sentences[first]:
        return False
    if cue.turn.direction == "over":
        return cue.first < end and cue.end > first
    if cue.first >= first and cue.end <= end:
        return False
    if cue.turn.direction == "sentence":
        return True
    if cue.first < first:
        return cue.turn.direction in ("forward", "both") and _open(cue.end, first, cue.turn.reach, stops)
    return cue.turn.direction in ("backward", "both") and _open(end, cue.first, cue.turn.reach, stops)


def _open(after: int, before: int, reach: int, stops: Sequence[int]) -> bool:
    """Say whether nothing stands between two places that ends a reach, and they are near enough."""
    at = bisect_left(stops, after)
    return before - after <= reach and not (at < len(stops) and stops[at] <= before)
