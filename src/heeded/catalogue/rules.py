"""The kinds of entry that the reading catalogue holds."""

from dataclasses import dataclass, field

from heeded.catalogue.patterns import Sequence

TURNS = ("denied", "hypothetical", "negated", "other_actor", "historical")
"""What can turn a statement, the one that wins first."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own, with the words to be found in it or the reason why none may be."""

    text: str
    finds: str = ""
    context: str = "affirmed"
    because: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that the words may state, and how to see it."""

    id: str
    version: int
    status: str
    title: str
    family: str
    code: str
    confidence: float
    patterns: tuple[Sequence, ...]
    unless: tuple[Sequence, ...]
    unless_in_sentence: tuple[Sequence, ...]
    turned_by: frozenset[str]
    voice: str
    where: str
    also: tuple[tuple[str, str], ...] = ()
    shows: tuple[Example, ...] = field(default=())
    spares: tuple[Example, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that turn what stands near them: denied, hypothetical, negated, other_actor, historical."""

    id: str
    turn: str
    direction: str
    reach: int
    families: frozenset[str]
    patterns: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class ClueRule:
    """Words that help to tell who somebody is: what the suspect is to the victim, "the same male"."""

    id: str
    kind: str
    value: str
    patterns: tuple[Sequence, ...]
