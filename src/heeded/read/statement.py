"""What reading gives: statements, and clues to who somebody is, each with its very words."""

from dataclasses import dataclass

from heeded.catalogue import Rule


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a text states: its characters, the rule that saw it, and how the text holds it."""

    rule: Rule
    family: str
    code: str
    start: int
    end: int
    context: str
    cue: str | None


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that a text names, which helps to tell who somebody is."""

    kind: str
    value: str
    start: int
    end: int
    context: str
